"""The program as an operator runs it: settings, logs, workers, stopping, examination, containers, README."""
