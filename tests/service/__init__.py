"""Tests of the order of events in the rooms of the service, for example in claims, checks and seals."""
