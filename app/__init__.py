"""The raffle service."""

import atexit
import gc

__version__ = "1.0.0"

# The imports make about 100 000 objects that are never freed. With Python's default threshold, garbage collection would
# visit these objects many times at each start. Garbage collection may be rare, because requests leave no cycles of
# references.
gc.set_threshold(50_000)

# Without this, Python would visit all these objects once more at the end of each process, in order to free them. That
# would take up to a tenth of a second.
atexit.register(gc.freeze)
