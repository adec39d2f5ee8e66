"""`python -m app.service.minter MEMORY_KIB TIME_COST LENGTH`: mints verification codes for the reserve of a worker.

The process writes batches of pairs of code and hash to its standard output, a JSON line each. A full pipe makes it
wait, so the pipe limits how many pairs lie ready. It ends when the worker closes the pipe or dies.
"""

import os
import signal
import sys
from contextlib import suppress

import msgspec

from app.domain import codes
from app.domain.codes import Hashing

BATCH = 32
"""Pairs in a line: some ten milliseconds of work, so that a waiting claim gets its code soon."""


class Pair(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A normalised code, and the PHC string made from it."""

    code: str
    phc: str


def mint(hashing: Hashing, length: int) -> Pair:
    """Return a new pair with a code of `length` symbols. Slow on purpose: not for the event loop."""
    code = codes.make(length)
    return Pair(code, hashing.hash(code))


def main() -> None:
    """Mint at the lowest priority until nobody reads the pairs."""
    os.nice(19)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the worker, which first answers waiting claims
    memory_kib, time_cost, length = map(int, sys.argv[1:])
    hashing = Hashing(memory_kib, time_cost)
    with suppress(BrokenPipeError):
        while True:
            line = msgspec.json.encode([mint(hashing, length) for _ in range(BATCH)]) + b"\n"
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
    os._exit(0)  # a normal exit would try to flush the rest of the buffer into the closed pipe


if __name__ == "__main__":
    main()
