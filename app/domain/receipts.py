"""A receipt is the encrypted code of a ticket. Only the Idempotency-Key of the client opens a receipt.

HKDF (RFC 5869) derives a second key from the Idempotency-Key, the raffle and the player. AES-256-GCM (RFC 5116)
encrypts the code with this second key. Neither the store nor the service can open a receipt without the client's key.
"""

import os
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_KEY_BYTES = 32
_NONCE_BYTES = 12


def _purpose(raffle_id: str, player: str) -> bytes:
    return f"raffle-receipt/1\n{raffle_id}\n{player}".encode()


def _sealing_key(idempotency_key: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), _KEY_BYTES, salt=None, info=purpose).derive(idempotency_key.encode())


def seal(code: str, *, idempotency_key: str, raffle_id: str, player: str) -> str:
    """Return the receipt of a code, in base64. The receipt opens only for the same key, raffle and player."""
    purpose = _purpose(raffle_id, player)
    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(_sealing_key(idempotency_key, purpose)).encrypt(nonce, code.encode(), purpose)
    return b64encode(nonce + sealed).decode()


def unseal(receipt: str, *, idempotency_key: str, raffle_id: str, player: str) -> str | None:
    """Return the code in a receipt, or None if it was changed or was sealed for a different key, raffle or player.

    Raises:
        ValueError: the receipt is not base64, or is too short.
    """
    purpose = _purpose(raffle_id, player)
    sealed = b64decode(receipt)
    try:
        code = AESGCM(_sealing_key(idempotency_key, purpose)).decrypt(
            sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], purpose
        )
    except InvalidTag:
        return None
    return code.decode()
