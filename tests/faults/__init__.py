"""Tests with stores that hang, die, fill up or fail over, with killed processes, and with generated requests."""
