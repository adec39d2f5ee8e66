"""Verifies the signatures of drand, a randomness beacon. Nobody can choose or predict these signatures.

A chain of drand publishes a signature every few seconds. The signatures of a chain are numbered, and the number of a
signature is called its round. A chain signs all rounds with one key by the scheme `bls-unchained-g1-rfc9380`: BLS
signatures of draft-irtf-cfrg-bls-signature on the curve BLS12-381. Signatures are points of the group G1, and the
public key is a point of the group G2. The signed message is the SHA-256 hash of the round. RFC 9380 maps this hash to a
point of G1. A round has exactly one valid signature. So nobody who sends a signature to the service can choose between
several signatures.

Callers with an event loop verify in a thread, because a verification takes about 3 ms of CPU time.
"""

import hashlib
import re
from dataclasses import dataclass, field

from py_arkworks_bls12381 import GT, G1Point, G2Point

_LAST_ROUND = 2**64 - 1
"""The largest number of a round, because the number is signed as 64 bits."""

_SIGNATURE = re.compile("[0-9a-f]{96}")

_DST = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
"""The domain separation tag of the scheme (RFC 9380, 3.1)."""


@dataclass(frozen=True)
class Chain:
    """A chain, as drand describes it. `genesis_time` and `period` are in seconds; `hash` and `public_key` are in hex.

    Raises:
        ValueError: the public key is not a point of G2, or it is the point at infinity.
    """

    name: str
    hash: str
    public_key: str
    genesis_time: int
    period: int

    _key: G2Point = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Read and check the public key once, so that `randomness` does not do this for each round."""
        try:
            key = G2Point.from_compressed_bytes(bytes.fromhex(self.public_key))
        except ValueError:
            raise ValueError("the public key is no point of the subgroup G2") from None
        if key == G2Point.identity():
            raise ValueError("the public key is the point at infinity, for which anybody can sign")
        object.__setattr__(self, "_key", key)

    def randomness(self, round_number: int, signature_hex: str) -> str:
        """Return the random value of a round, as 64 hex digits: the SHA-256 hash of its signature's bytes.

        `signature_hex` is the compressed point as drand publishes it: 96 hex digits in lower case.

        Raises:
            ValueError: the chain has no such round, or the signature does not belong to the round.
        """
        if not 1 <= round_number <= _LAST_ROUND:
            raise ValueError(f"a round is a number from 1 to {_LAST_ROUND}")
        if not _SIGNATURE.fullmatch(signature_hex):
            raise ValueError("a signature has 96 hex digits in lower case")
        signature = bytes.fromhex(signature_hex)
        try:
            point = G1Point.from_compressed_bytes(signature)
        except ValueError:
            raise ValueError("the signature is no point of the subgroup G1") from None
        # If the signature has the flag of infinity, the library ignores all other bits, and returns the point at
        # infinity.
        if point == G1Point.identity():
            raise ValueError("the signature is the point at infinity")
        message = G1Point.hash_to_curve(hashlib.sha256(round_number.to_bytes(8, "big")).digest(), _DST)
        # Check the equation e(signature, -generator) * e(message, key) = 1, where e is the pairing of the curve and
        # `G2Point()` is the generator of G2. The equation holds only if the owner of the key has signed the message.
        if not GT.pairing_check([point, message], [-G2Point(), self._key]):
            raise ValueError("this is not the signature of this round")
        return hashlib.sha256(signature).hexdigest()

    def round_at(self, milliseconds: int) -> int:
        """Return the first round that comes at or after a time. The time is a Unix time in milliseconds."""
        since_genesis = milliseconds - self.genesis_time * 1000
        return max(1, -(-since_genesis // (self.period * 1000)) + 1)

    def time_of(self, round_number: int) -> int:
        """Return the time at which a round comes, as a Unix time in milliseconds."""
        return (self.genesis_time + (round_number - 1) * self.period) * 1000


QUICKNET = Chain(
    name="quicknet",
    hash="52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    public_key=(
        "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
        "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
    ),
    genesis_time=1692803367,
    period=3,
)
"""The chain that the League of Entropy has run since August 2023, with a round every three seconds."""
