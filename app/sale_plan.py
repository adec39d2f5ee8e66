"""Measures what a sale with a number of tickets needs from this machine, for `make doctor TICKETS=1000000`."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from time import monotonic

from app import machine
from app.domain.codes import Hashing
from app.public_check import Finding
from app.service.minter import mint
from app.settings import Settings, WrongSettings

MEASURED_SECONDS = 1.0
"""How long each process mints codes. This is long enough for a plan."""

BYTES_PER_PAIR = 250
"""The memory of a pair (a code and its hash) in the reserve, which keeps pairs that were made in advance.
docs/performance.md has the measured value."""


def tickets_in(text: str) -> int | None:
    """Return the number of tickets in the text of the variable TICKETS, or None if the text is empty.

    Raises:
        WrongSettings: the text is not a whole number of at least 1.
    """
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and int(text)):
        raise WrongSettings(f"TICKETS={text}: expected a whole number, 1 or more")
    return int(text)


def examine_sale(settings: Settings, tickets: int, seconds: float = MEASURED_SECONDS) -> Iterator[Finding]:
    """Measure how fast this machine mints codes, and yield how long the codes of a sale take. This call blocks."""
    cores = machine.processors()
    hashing = Hashing(settings.argon2_memory_kib, settings.argon2_time_cost)
    with ProcessPoolExecutor(cores) as pool:
        rate = sum(
            pool.map(_minted_in_a_second, *zip(*[(hashing, settings.code_length, seconds)] * cores, strict=True))
        )
    yield Finding(True, f"this machine mints {rate:,.0f} codes a second now, on {cores} cores")
    minutes = tickets / rate / 60
    ready = settings.reserve_size * settings.workers
    if ready >= tickets:
        seen = f"the reserve has room for the codes of {tickets:,} tickets, and is full after {minutes:.1f} minutes"
        yield Finding(True, seen)
        return
    least = (tickets - ready) / rate / 60
    yield Finding(
        False,
        f"a sale of {tickets:,} tickets takes at least {least:.1f} minutes, because the reserve has {ready:,} codes",
        f"to sell faster, set RESERVE_SIZE={-(-tickets // settings.workers)}, and start the service at least "
        f"{minutes:.1f} minutes before the sale; the codes need {tickets * BYTES_PER_PAIR / 1e6:,.0f} MB",
    )


def _minted_in_a_second(hashing: Hashing, code_length: int, seconds: float) -> float:
    minted, began = 0, monotonic()
    while (passed := monotonic() - began) < seconds:
        mint(hashing, code_length)
        minted += 1
    return minted / passed
