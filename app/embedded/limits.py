"""The memory that the embedded store may use."""

import os

MEMORY_SHARE = 0.75
"""The share of the machine's memory for the store. A full store refuses writes. Without a limit, the OOM killer of the
system would end the store or another process."""


def max_memory_bytes() -> int:
    """Return the memory limit of the store in bytes."""
    return int(MEMORY_SHARE * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
