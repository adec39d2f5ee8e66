"""How receipts are sealed and opened. A receipt is the encrypted code of a ticket.

HKDF (RFC 5869) derives a second key from the Idempotency-Key, the raffle and the player. The salt of HKDF is
RECEIPT_SECRET, a secret of the service. AES-256-GCM (RFC 5116) encrypts the code with the second key. Somebody who has
a copy of the store, but not the secret, cannot open receipts by trying likely Idempotency-Keys. Without the
Idempotency-Key of the client, neither the store nor the service can open a receipt.
"""

import os
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

SHORTEST_SECRET = 16
"""The smallest number of characters of a secret."""

_KEY_BYTES = 32
_NONCE_BYTES = 12


@dataclass(frozen=True)
class Secret:
    """A RECEIPT_SECRET. Its repr does not show the text, so that no log and no error message contains the secret."""

    text: str = field(repr=False)

    @cached_property
    def hmac(self) -> HMAC:
        """The HMAC whose key is the secret. Receipts use copies, because a new HMAC takes twice as long."""
        return HMAC(self.text.encode(), SHA256())


NO_SECRET = Secret("")
"""Old versions of the service had no RECEIPT_SECRET. This empty secret opens the receipts that they made, because HKDF
takes an empty salt as no salt."""


def secret(text: str) -> Secret:
    """Return a text as a secret.

    Raises:
        ValueError: the text is too short or cannot be printed. The message does not contain the text.
    """
    if len(text) < SHORTEST_SECRET or not text.isprintable():
        raise ValueError(f"write at least {SHORTEST_SECRET} printable characters for each secret")
    return Secret(text)


def _purpose(raffle_id: str, player: str) -> bytes:
    return f"raffle-receipt/1\n{raffle_id}\n{player}".encode()


def key_from(idempotency_key: str, known: Secret, purpose: bytes) -> bytes:
    """Return 32 bytes that follow from an Idempotency-Key, a secret and a purpose, by HKDF."""
    extract = known.hmac.copy()
    extract.update(idempotency_key.encode())
    return HKDFExpand(SHA256(), _KEY_BYTES, info=purpose).derive(extract.finalize())


def seal(code: str, sealed_with: Secret, *, idempotency_key: str, raffle_id: str, player: str) -> str:
    """Return the receipt of a code, in base64. Only the same secret, key, raffle and player open it."""
    purpose = _purpose(raffle_id, player)
    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(key_from(idempotency_key, sealed_with, purpose)).encrypt(nonce, code.encode(), purpose)
    return b64encode(nonce + sealed).decode()


def unseal(receipt: str, secrets: Iterable[Secret], *, idempotency_key: str, raffle_id: str, player: str) -> str | None:
    """Return the code in a receipt, or None if no secret opens the receipt for this key, raffle and player.

    Raises:
        ValueError: the receipt is not base64, or is too short.
    """
    purpose = _purpose(raffle_id, player)
    sealed = b64decode(receipt)
    for tried in secrets:
        cipher = AESGCM(key_from(idempotency_key, tried, purpose))
        try:
            return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], purpose).decode()
        except InvalidTag:
            continue
    return None
