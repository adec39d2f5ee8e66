"""The PHC strings that bind a ticket to one code, and the largest cost of their hashes."""

import re

MOST_MEMORY_KIB = 1 << 20
MOST_WORK_KIB = 1 << 23
"""The largest memory of a hash, and the largest product of its memory and its passes, in KiB.

A browser has no more memory than this for a hash, and computes the largest product in some minutes. At a much larger
cost, a browser could not check the code of a ticket. Then its holder could not see that somebody exchanged the code
before the seal.
"""

_AT_LEAST_16_BYTES = "(?:[A-Za-z0-9+/]{4}){5,21}[A-Za-z0-9+/]{2,4}"
_BINDING = re.compile(
    r"\$argon2id\$v=19\$m=([1-9][0-9]{0,6}),t=([1-9][0-9]{0,2}),p=([1-9][0-9]?)"
    rf"\${_AT_LEAST_16_BYTES}\${_AT_LEAST_16_BYTES}"
)

RULE = (
    "it must be an Argon2id hash (v=19) of at least 16 bytes, with a salt of at least 16 bytes, and with a cost of at "
    f"most m={MOST_MEMORY_KIB} and m*t={MOST_WORK_KIB}"
)
"""What a PHC string must be. Messages about a refused PHC string contain this text."""


def binds(phc: str) -> bool:
    """Return whether a PHC string binds a ticket to one code, and whether everybody can check this.

    With a shorter hash than in RULE, somebody could find two codes with the same hash. The cost may be small, because
    the settings of the service allow a small cost.
    """
    if not (found := _BINDING.fullmatch(phc)):
        return False
    memory_kib, passes, lanes = map(int, found.groups())
    return is_computable(memory_kib, passes) and memory_kib >= 8 * lanes  # RFC 9106, section 3.1


def is_computable(memory_kib: int, passes: int) -> bool:
    """Return whether browsers can compute a hash with this cost."""
    return memory_kib <= MOST_MEMORY_KIB and memory_kib * passes <= MOST_WORK_KIB
