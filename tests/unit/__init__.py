"""Tests of rules and texts. They use no store, no HTTP and no server, and take only seconds."""
