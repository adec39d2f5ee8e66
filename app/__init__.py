"""The raffle service."""

import gc

__version__ = "1.0.0"

# The imports make some 100 000 objects that stay, and requests leave no cycles of references. With Python's own
# threshold, garbage collection would visit the objects again and again at each start.
gc.set_threshold(50_000)
