"""The raffle service."""

import gc

__version__ = "1.0.0"

# The imports make about 100 000 objects that are never freed, and requests leave no cycles of references. With the
# default threshold of Python, garbage collection would visit these objects many times at each start.
gc.set_threshold(50_000)
