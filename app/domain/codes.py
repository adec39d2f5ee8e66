"""Makes, shows, reads and hashes verification codes. A code is random. Players see it in groups of four symbols.

The store does not keep a code as plain text. It keeps the PHC string of the code (its Argon2id hash, salt and cost; RFC
9106). If the claim had an Idempotency-Key, the store also keeps the receipt: the encrypted code, which only the holder
of this key can get back.

Codes are written in Crockford's base32 (https://www.crockford.com/base32.html). A program that reads base32 must accept
hyphens, and letters in upper and lower case. Such a program must also read the letters O, I and L as the digits that
they look like. People also copy codes from mails and PDF files. Such a copy may have dashes, spaces and invisible
characters in it. So this module skips every character that is neither a letter nor a digit.
"""

import re
import secrets
import string
import unicodedata
from dataclasses import dataclass
from functools import cache

import argon2
from argon2.exceptions import VerifyMismatchError

from app.domain.characters import name_of

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS_PER_SYMBOL = 5
_SYMBOLS_PER_GROUP = 4
_READ_AS = str.maketrans(string.ascii_lowercase + "OILoil\u0131\u0130", string.ascii_uppercase + "01101111")
"""Each letter, with the symbol that the service reads instead of it. Turkish keyboards have two further letters: an i
without a dot (U+0131) and an I with a dot (U+0130)."""

_NO_SYMBOL = re.compile(f"[^{SYMBOLS}]")


def make(length: int) -> str:
    """Return a new code of `length` symbols, 5 bits each, from the random source of the operating system."""
    bits = secrets.randbits(length * _BITS_PER_SYMBOL)
    return "".join(SYMBOLS[bits >> place * _BITS_PER_SYMBOL & 31] for place in range(length))


def show(code: str) -> str:
    """Return a code as players see it: groups of four symbols, joined by hyphens."""
    return "-".join(map(code.__getitem__, _groups(len(code))))


@cache
def _groups(length: int) -> tuple[slice, ...]:
    """Return the places of the groups of a code. Every claim needs them, and a pattern would find them more slowly."""
    return tuple(slice(place, place + _SYMBOLS_PER_GROUP) for place in range(0, length, _SYMBOLS_PER_GROUP))


def normalise(text: str) -> str:
    """Return the symbols of a typed code, in upper case. O becomes 0, and I and L become 1.

    Other forms of a character, such as full-width digits, are read as the usual form (NFKC, UAX 15). All characters
    except letters and digits (Unicode's general categories L and N) are skipped.

    Raises:
        ValueError: the text cannot be a code. The message gives the reason, as a part of a sentence.
    """
    written = [each for each in unicodedata.normalize("NFKC", text) if unicodedata.category(each)[0] in "LN"]
    code = "".join(written).translate(_READ_AS)
    if not code:
        raise ValueError("a code has only digits and letters other than U, but this text has none of these")
    if foreign := _NO_SYMBOL.search(code):
        raise ValueError(f"a code has only digits and letters other than U, but this text has {name_of(foreign[0])}")
    return code


@dataclass(frozen=True)
class Hashing:
    """The parameters of Argon2id, with one lane. They decide how much memory and time one guess at a code costs.

    The hash has 16 bytes. RFC 9106 calls this length sufficient. The store keeps the hash in base64. There, a hash of
    32 bytes would need 21 more bytes for each ticket.
    """

    memory_kib: int
    time_cost: int

    def _hasher(self) -> argon2.PasswordHasher:
        return argon2.PasswordHasher(time_cost=self.time_cost, memory_cost=self.memory_kib, parallelism=1, hash_len=16)

    def hash(self, code: str) -> str:
        """Return the PHC string of a normalised code. This is slow on purpose, so never call it on the event loop."""
        return self._hasher().hash(code)


def matches(phc: str, code: str) -> bool:
    """Return whether a PHC string belongs to a normalised code. Like `hash`, this is too slow for the event loop."""
    try:
        return argon2.PasswordHasher().verify(phc, code)
    except VerifyMismatchError:
        return False
