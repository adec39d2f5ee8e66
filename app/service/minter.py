"""`python -m app.service.minter MEMORY_KIB TIME_COST LENGTH`: mints verification codes for the reserve of a worker.

To mint a code means to make a random code and its hash. Both together are a pair. The reserve has the pairs that a
worker keeps ready.

The process writes batches to its standard output, one JSON line for each batch. A batch is a list of pairs. When the
pipe is full, the process waits. So the pipe limits how many pairs are minted in advance. The process ends when the
worker closes the pipe or dies.
"""

import os
import signal
import sys
from contextlib import suppress

import msgspec

from app.domain import codes
from app.domain.codes import Hashing

BATCH = 32
"""The number of pairs in a batch. With the default cost of Argon2, a batch takes tens of milliseconds. So a claim that
needs a code waits only a short time."""


class Pair(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A normalised code and its PHC string, which has the hash of the code."""

    code: str
    phc: str


def mint(hashing: Hashing, length: int) -> Pair:
    """Return a new pair with a code of `length` symbols. This is slow on purpose: never call it on the event loop."""
    code = codes.make(length)
    return Pair(code, hashing.hash(code))


def main() -> None:
    """Mint at the lowest priority until the pipe is closed."""
    os.nice(19)
    # Ignore Ctrl-C and SIGHUP. The worker gets these signals too, and ends this process after the last claims are
    # answered.
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    memory_kib, time_cost, length = map(int, sys.argv[1:])
    hashing = Hashing(memory_kib, time_cost)
    with suppress(BrokenPipeError):
        while True:
            line = msgspec.json.encode([mint(hashing, length) for _ in range(BATCH)]) + b"\n"
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
    os._exit(0)  # a normal exit would try to write the rest of the buffer to the closed pipe


if __name__ == "__main__":
    main()
