"""The memory that the embedded store may use."""

from pathlib import Path

from app import machine

MEMORY_SHARE = 0.75
"""The store may use this share of the memory of the machine or of the container. A store that has reached this limit
only refuses writes. Without a limit, the memory could run out, and the system would kill the store or another process.

The other quarter is for the service and for rewrites of the store's file. A rewrite runs in a fork: a copy of the
store's process. Store and fork share their pages of memory, except pages that change during the rewrite
(copy-on-write)."""

SERVICE_BYTES = 160 * 1024 * 1024
"""The smallest amount of memory that is left for the service. On a small machine, a quarter of the memory would be too
little."""

LEAST_BYTES = 16 * 1024 * 1024
"""The memory limit on a machine that is too small for store and service. With this limit, the store can start, and can
report that it is full."""


def max_memory_bytes(root: Path = machine.ROOT) -> int:
    """Return the default of STORE_MEMORY: the memory limit of the store in bytes."""
    memory = machine.memory_bytes(root)
    return max(LEAST_BYTES, min(int(MEMORY_SHARE * memory), memory - SERVICE_BYTES))
