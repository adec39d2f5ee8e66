"""Verification codes are random. Players see a code in groups of four symbols.

The store keeps only the Argon2id PHC string of a code (RFC 9106), and a receipt that the store cannot open.

Codes are written in Crockford's base32 (https://www.crockford.com/base32.html). A reader of this notation accepts both
cases and hyphens. It reads the letters O, I and L as the digits that they look like.
"""

import re
import secrets
from dataclasses import dataclass

import argon2
from argon2.exceptions import VerifyMismatchError

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS_PER_SYMBOL = 5
_GROUP = 4
_READ_AS = str.maketrans("OIL", "011", " -")
_CODE = re.compile(f"[{SYMBOLS}]+")


def make(length: int) -> str:
    """Return a new code of `length` symbols, 5 bits each, from the random source of the operating system."""
    bits = secrets.randbits(length * _BITS_PER_SYMBOL)
    return "".join(SYMBOLS[bits >> place * _BITS_PER_SYMBOL & 31] for place in range(length))


def show(code: str) -> str:
    """Return a code as players see it: groups of four symbols, joined by hyphens."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def normalise(text: str) -> str:
    """Return a typed code in upper case, without spaces and hyphens. O becomes 0, and I and L become 1.

    Raises:
        ValueError: the text cannot be a code.
    """
    code = text.upper().translate(_READ_AS)
    if _CODE.fullmatch(code) is None:
        raise ValueError("a code has only digits and letters, without U")
    return code


@dataclass(frozen=True)
class Hashing:
    """The cost of one guess at a code: the parameters of Argon2id with one lane.

    The hash has 16 bytes, which RFC 9106 calls sufficient. Compared with 32 bytes, the store saves 21 bytes a ticket.
    """

    memory_kib: int
    time_cost: int

    def _hasher(self) -> argon2.PasswordHasher:
        return argon2.PasswordHasher(time_cost=self.time_cost, memory_cost=self.memory_kib, parallelism=1, hash_len=16)

    def hash(self, code: str) -> str:
        """Return the PHC string of a normalised code. This is slow on purpose: never call it on the event loop."""
        return self._hasher().hash(code)


def matches(phc: str, code: str) -> bool:
    """Return whether a PHC string belongs to a normalised code. Slow on purpose: never call it on the event loop."""
    try:
        return argon2.PasswordHasher().verify(phc, code)
    except VerifyMismatchError:
        return False
