"""How receipts are sealed and opened. A receipt is the encrypted code of a ticket.

Each receipt has its own key. HKDF (RFC 5869), a function that derives keys, computes this key in two steps. The first
step makes one key from RECEIPT_SECRET, a secret of the service. The second step makes the key of the receipt. It needs
the first key, and a text that is called the info. The info names the raffle, the player and the Idempotency-Key of the
claim. AES-256-GCM (RFC 5116) encrypts the code with the key of the receipt.

Somebody who has a copy of the store, but not the secret, cannot open receipts by trying likely Idempotency-Keys.
Without the Idempotency-Key of the client, neither the store nor the service can open a receipt.

The first step depends only on the secret, so it runs only once for all receipts. Version 1 of receipts was different.
Its first step needed the Idempotency-Key as the key material, and the secret as the salt. Both together are different
for each claim. So each receipt needed both steps.
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
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

SHORTEST_SECRET = 16
"""The smallest number of characters of a secret."""

_KEY_BYTES = 32
_NONCE_BYTES = 12
_FINGERPRINT_BYTES = 3


@dataclass(frozen=True)
class Secret:
    """A RECEIPT_SECRET. Its repr does not show the text, so that no log and no error message contains the secret."""

    text: str = field(repr=False)

    @cached_property
    def hmac(self) -> HMAC:
        """An HMAC (hash with a key) whose key is the secret. Callers copy it: this takes half as long as a new HMAC."""
        return HMAC(self.text.encode(), SHA256())

    @cached_property
    def expanding_hmac(self) -> HMAC:
        """The HMAC for the second step of HKDF. The key of this HMAC is the result of the first step."""
        return HMAC(HKDF.extract(SHA256(), None, self.text.encode()), SHA256())


NO_SECRET = Secret("")
"""The secret of a service without RECEIPT_SECRET. Old versions of the service did not know RECEIPT_SECRET. Their
receipts have version 1, but no salt. HKDF treats an empty salt as no salt, so NO_SECRET opens these receipts too."""


def secret(text: str) -> Secret:
    """Return a text as a secret.

    Raises:
        ValueError: the text is too short or cannot be printed. The message does not contain the text.
    """
    if len(text) < SHORTEST_SECRET or not text.isprintable():
        raise ValueError(f"write at least {SHORTEST_SECRET} printable characters for each secret")
    return Secret(text)


def fingerprint(known: Secret) -> str:
    """Return six hexadecimal digits that HKDF derives from a secret. The info is a text that no receipt uses.

    Services compare fingerprints to find out whether they have the same secret. A fingerprint has only 24 bits, so that
    it tells little about the secret. The standard ANSI X9.24 uses the same length for the check values of keys.
    """
    key = HKDF(SHA256(), _FINGERPRINT_BYTES, salt=None, info=b"raffle-receipt-fingerprint/1")
    return key.derive(known.text.encode()).hex()


def _purpose(version: int, raffle_id: str, player: str) -> bytes:
    return f"raffle-receipt/{version}\n{raffle_id}\n{player}".encode()


def key_from(idempotency_key: str, known: Secret, purpose: bytes) -> bytes:
    """Return 32 bytes that HKDF derives from an Idempotency-Key, a secret (the salt) and a purpose (the info)."""
    extract = known.hmac.copy()
    extract.update(idempotency_key.encode())
    return HKDFExpand(SHA256(), _KEY_BYTES, info=purpose).derive(extract.finalize())


def _cipher(idempotency_key: str, known: Secret, purpose: bytes) -> AESGCM:
    """Return the cipher of a receipt.

    The second step of HKDF makes 32 bytes with a single HMAC. Its input is the info and then the byte 1. This HMAC is
    the key of the cipher.
    """
    expand = known.expanding_hmac.copy()
    expand.update(b"%b\n%b\x01" % (purpose, idempotency_key.encode()))
    return AESGCM(expand.finalize())


def _cipher_1(idempotency_key: str, known: Secret, purpose: bytes) -> AESGCM:
    """Return the cipher of a receipt of version 1."""
    return AESGCM(key_from(idempotency_key, known, purpose))


def seal(code: str, sealed_with: Secret, *, idempotency_key: str, raffle_id: str, player: str) -> str:
    """Return the receipt of a code, in base64. Only the same secret, key, raffle and player open it."""
    purpose = _purpose(2, raffle_id, player)
    nonce = os.urandom(_NONCE_BYTES)
    sealed = _cipher(idempotency_key, sealed_with, purpose).encrypt(nonce, code.encode(), purpose)
    return b64encode(nonce + sealed).decode()


def unseal(receipt: str, secrets: Iterable[Secret], *, idempotency_key: str, raffle_id: str, player: str) -> str | None:
    """Return the code in a receipt, or None if no secret opens the receipt for this key, raffle and player.

    Raises:
        ValueError: the receipt is not base64, or is too short.
    """
    sealed = b64decode(receipt)
    nonce, encrypted = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    for tried in secrets:
        for cipher, version in ((_cipher, 2), (_cipher_1, 1)):
            purpose = _purpose(version, raffle_id, player)
            try:
                return cipher(idempotency_key, tried, purpose).decrypt(nonce, encrypted, purpose).decode()
            except InvalidTag:
                continue
    return None
