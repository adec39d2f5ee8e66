"""Verification codes: made at random, shown once in fours, kept only as an Argon2id PHC string.

A code is written in Crockford's base32 (https://www.crockford.com/base32.html), whose reader forgives
case, hyphens and the look-alikes O, I and L. The hash is Argon2id (RFC 9106).
"""

import re
import secrets
from dataclasses import dataclass

import argon2
from argon2.exceptions import VerifyMismatchError

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS_PER_SYMBOL = 5
_GROUP = 4
_FORGIVEN = str.maketrans("OIL", "011", " -")
_CODE = re.compile(f"[{SYMBOLS}]+")


def make(length: int) -> str:
    """Return a new code of `length` symbols (5 random bits each) from the operating system's randomness."""
    bits = secrets.randbits(length * _BITS_PER_SYMBOL)
    return "".join(SYMBOLS[bits >> place * _BITS_PER_SYMBOL & 31] for place in range(length))


def show(code: str) -> str:
    """Return a code as people read it: in fours, joined by hyphens."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def normalise(text: str) -> str:
    """Return the code that somebody typed, with case, spaces, hyphens and O/0, I/L/1 forgiven.

    Raises:
        ValueError: no code looks like that.
    """
    code = text.upper().translate(_FORGIVEN)
    if _CODE.fullmatch(code) is None:
        raise ValueError("a code has only digits and letters, without U")
    return code


@dataclass(frozen=True)
class Hashing:
    """What one guess at a code costs: Argon2id with one lane.

    The hash is 16 bytes (RFC 9106 calls 128 bits sufficient), which saves the store 21 bytes a ticket.
    """

    memory_kib: int
    time_cost: int

    def _hasher(self) -> argon2.PasswordHasher:
        return argon2.PasswordHasher(
            time_cost=self.time_cost, memory_cost=self.memory_kib, parallelism=1, hash_len=16, salt_len=16
        )

    def hash(self, code: str) -> str:
        """Return the PHC string of a normalised code. Slow on purpose: not for the event loop."""
        return self._hasher().hash(code)


def matches(phc: str, code: str) -> bool:
    """Tell whether a PHC string was made from this normalised code. Slow on purpose: not for the event loop."""
    try:
        return argon2.PasswordHasher().verify(phc, code)
    except VerifyMismatchError:
        return False
