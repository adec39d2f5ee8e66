"""The program as an operator runs it: settings, logs, workers, stopping, doctor, containers, README."""
