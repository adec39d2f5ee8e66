"""Receipts: a code opens only with the key, the raffle and the player for which it was sealed."""

import hmac
from base64 import b64decode, b64encode

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.domain.receipts import seal, unseal

CODE = "7QK2M4XD9HTBPW3C"
SEALED_FOR = {"idempotency_key": "the key of the client", "raffle_id": "raffle A", "player": "198.51.100.1"}


def test_a_receipt_opens_for_the_same_key_raffle_and_player() -> None:
    # Given a sealed code
    receipt = seal(CODE, **SEALED_FOR)

    # When the receipt is opened with the same key, raffle and player, Then the result is the code
    assert unseal(receipt, **SEALED_FOR) == CODE


@pytest.mark.parametrize(
    "other",
    [{"idempotency_key": "another key"}, {"raffle_id": "raffle B"}, {"player": "198.51.100.2"}],
    ids=["key", "raffle", "player"],
)
def test_a_receipt_stays_closed_for_a_different_key_raffle_or_player(other: dict[str, str]) -> None:
    # Given a sealed code
    receipt = seal(CODE, **SEALED_FOR)

    # When the receipt is opened with a different key, raffle or player, Then there is no code
    assert unseal(receipt, **SEALED_FOR | other) is None


def test_raffle_and_player_cannot_be_exchanged_for_each_other() -> None:
    # Given a code that is sealed for a raffle and a player
    receipt = seal(CODE, idempotency_key="key", raffle_id="A", player="B")

    # When raffle and player are exchanged and the receipt is opened, Then there is no code
    assert unseal(receipt, idempotency_key="key", raffle_id="B", player="A") is None


def test_a_receipt_is_what_the_design_says() -> None:
    # Given a sealed code, and the key that HKDF with SHA-256 (RFC 5869) derives without salt for raffle and player
    sealed = b64decode(seal(CODE, **SEALED_FOR))
    purpose = b"raffle-receipt/1\nraffle A\n198.51.100.1"
    extracted = hmac.digest(bytes(32), b"the key of the client", "sha256")
    key = hmac.digest(extracted, purpose + b"\x01", "sha256")

    # When AES-256-GCM opens the receipt with this key, a nonce of 12 bytes and the purpose, Then the result is the code
    assert AESGCM(key).decrypt(sealed[:12], sealed[12:], purpose) == CODE.encode()


def test_the_same_code_never_has_the_same_receipt() -> None:
    # When one code is sealed twice, Then the two receipts differ, because each has a new nonce
    assert seal(CODE, **SEALED_FOR) != seal(CODE, **SEALED_FOR)


def test_a_changed_receipt_stays_closed() -> None:
    # Given a receipt whose last bit was changed
    sealed = bytearray(b64decode(seal(CODE, **SEALED_FOR)))
    sealed[-1] ^= 1

    # When the receipt is opened, Then there is no code
    assert unseal(b64encode(sealed).decode(), **SEALED_FOR) is None
