"""Partitions and other faults of a network, while clients claim and managers draw."""
