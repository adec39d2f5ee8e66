"""A chain (sequence of signatures) of drand for tests. The tests know its secret key, so they can sign any round."""

import hashlib

from py_arkworks_bls12381 import G1Point, G2Point, Scalar

from app.domain.beacon import Chain

_SECRET = Scalar(int.from_bytes(hashlib.sha256(b"the secret key of a chain for tests").digest()) >> 2)
_DST = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"

OWN_CHAIN = Chain(
    name="own",
    hash=hashlib.sha256(b"a chain for tests").hexdigest(),
    public_key=bytes((G2Point() * _SECRET).to_compressed_bytes()).hex(),
    genesis_time=1_700_000_000,
    period=1,
)


def sign(round_number: int) -> str:
    """Return the signature of a round of OWN_CHAIN, as 96 hex digits."""
    message = hashlib.sha256(round_number.to_bytes(8, "big")).digest()
    return bytes((G1Point.hash_to_curve(message, _DST) * _SECRET).to_compressed_bytes()).hex()
