"""Tests of the order of events in claims, checks, snapshots, watches and the reserve."""
