"""`python -m app.service.minter MEMORY_KIB TIME_COST LENGTH`: mints codes for the reserve, until nobody reads them.

Writes batches of pairs of code and hash to standard output, a JSON line each. A full pipe makes it wait, so the pipe
bounds what lies ready; a pipe that its worker closed, however that ended, ends it.
"""

import os
import signal
import sys
from contextlib import suppress

import msgspec

from app.domain import codes
from app.domain.codes import Hashing

BATCH = 32
"""Pairs that are handed over at a time: some ten milliseconds of work, so that waiting claims come soon."""


class Pair(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A normalised code, and the PHC string made from it."""

    code: str
    phc: str


def mint(hashing: Hashing, length: int) -> Pair:
    """Return a new pair. Slow on purpose: not for the event loop."""
    code = codes.make(length)
    return Pair(code, hashing.hash(code))


def main() -> None:
    """Mint, giving way to everything else."""
    os.nice(19)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the worker, which answers waiting claims first
    memory_kib, time_cost, length = map(int, sys.argv[1:])
    hashing = Hashing(memory_kib, time_cost)
    with suppress(BrokenPipeError):
        while True:
            line = msgspec.json.encode([mint(hashing, length) for _ in range(BATCH)]) + b"\n"
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
    os._exit(0)  # what is left in the buffer has no reader


if __name__ == "__main__":
    main()
