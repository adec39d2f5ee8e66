"""The raffle service."""

import atexit
import gc

__version__ = "1.0.0"

# The start makes about 100 000 objects that are never freed. With this threshold, garbage collection never visits them
# during the start. Later, a worker of the service sets a lower threshold.
gc.set_threshold(200_000)

# Without this, Python would visit all these objects once more at the end of each process, in order to free them. That
# would take up to a tenth of a second.
atexit.register(gc.freeze)
