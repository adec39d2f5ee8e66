"""The memory that the embedded store may use."""

from pathlib import Path

from app import machine

MEMORY_SHARE = 0.75
"""The share of the memory for the store. A full store refuses writes. Without a limit, the OOM killer of the system
would end the store or another process.

The last quarter is for the service, and for the pages that change while the store rewrites its file: the rewrite runs
in a fork, which shares all other pages with the store (copy-on-write)."""

SERVICE_BYTES = 160 * 1024 * 1024
"""The memory that is left to the service at least. A quarter of a small machine would not be enough."""

LEAST_BYTES = 16 * 1024 * 1024
"""The limit of the store on a machine that is too small for both: an empty store starts, and says when it is full."""


def max_memory_bytes(root: Path = machine.ROOT) -> int:
    """Return the memory limit of the store in bytes, if STORE_MEMORY is not set."""
    memory = machine.memory_bytes(root)
    return max(LEAST_BYTES, min(int(MEMORY_SHARE * memory), memory - SERVICE_BYTES))
