"""The HTTP contract, on a service with a real port."""
