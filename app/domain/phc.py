"""Checks the PHC strings of tickets: whether a PHC string binds a ticket to one code.

A PHC string is the Argon2id hash of a code, with its salt and its cost. The cost is the memory and the number of passes
that a computation of the hash needs. A PHC string binds its ticket to one code if nobody can find a second code with
the same hash.
"""

import re

MOST_MEMORY_KIB = 1 << 20
MOST_WORK_KIB = 1 << 23
"""MOST_MEMORY_KIB is the largest memory of a hash. MOST_WORK_KIB is the largest product: memory in KiB times number of
passes.

Somebody could replace a PHC string before the seal, the moment when the tickets of the draw are fixed. To notice this,
the holder of a ticket lets a browser compute the hash of the code again. A browser has at most MOST_MEMORY_KIB of
memory for one hash. For a hash whose product is MOST_WORK_KIB, the browser needs some minutes. So a browser could not
check a hash with a much larger cost.
"""

_AT_LEAST_16_BYTES = "(?:[A-Za-z0-9+/]{4}){5,21}[A-Za-z0-9+/]{2,4}"
_BINDING = re.compile(
    r"\$argon2id\$v=19\$m=([1-9][0-9]{0,6}),t=([1-9][0-9]{0,2}),p=([1-9][0-9]?)"
    rf"\${_AT_LEAST_16_BYTES}\${_AT_LEAST_16_BYTES}"
)

RULE = (
    "it must be an Argon2id hash (v=19). The hash and its salt must have at least 16 bytes each. m must be at most "
    f"{MOST_MEMORY_KIB}, and m*t at most {MOST_WORK_KIB}"
)
"""What a PHC string must be. Messages about a refused PHC string contain this text."""


def binds(phc: str) -> bool:
    """Return True if a PHC string binds a ticket to one code, and a browser can check this.

    If the hash is shorter than RULE demands, somebody could find two codes with the same hash. A small cost is
    accepted, because the settings of the service allow a small cost.
    """
    if not (found := _BINDING.fullmatch(phc)):
        return False
    memory_kib, passes, lanes = map(int, found.groups())
    return is_computable(memory_kib, passes) and memory_kib >= 8 * lanes  # RFC 9106, section 3.1


def is_computable(memory_kib: int, passes: int) -> bool:
    """Return whether browsers can compute a hash with this cost."""
    return memory_kib <= MOST_MEMORY_KIB and memory_kib * passes <= MOST_WORK_KIB
