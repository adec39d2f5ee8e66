"""The load test and the benchmark: `make load-test` and `make bench`."""
