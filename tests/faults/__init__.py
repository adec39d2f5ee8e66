"""Stores that hang, die, fill up and fail over; processes that are killed; generated requests."""
