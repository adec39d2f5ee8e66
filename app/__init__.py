"""The raffle service."""

import gc

__version__ = "1.0.0"

# The imports make about 100 000 objects that are never freed. With Python's default threshold, garbage collection would
# visit these objects many times at each start. Garbage collection may be rare, because requests leave no cycles of
# references.
gc.set_threshold(50_000)
