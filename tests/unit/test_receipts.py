"""Receipts: a code opens only with the key, the raffle and the player for which it was sealed (encrypted)."""

from base64 import b64decode, b64encode
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.receipts import NO_SECRET, Secret, seal, secret, unseal

CODE = "7QK2M4XD9HTBPW3C"
SECRET = Secret("a secret of the service")
SEALED_FOR: dict[str, Any] = {
    "idempotency_key": "the key of the client",
    "raffle_id": "raffle A",
    "player": "198.51.100.1",
}


def test_a_receipt_opens_for_the_same_key_raffle_and_player() -> None:
    # Given a sealed code
    receipt = seal(CODE, SECRET, **SEALED_FOR)

    # When the receipt is opened with the same key, raffle and player, Then the result is the code
    assert unseal(receipt, [SECRET], **SEALED_FOR) == CODE


@pytest.mark.parametrize(
    "other",
    [{"idempotency_key": "another key"}, {"raffle_id": "raffle B"}, {"player": "198.51.100.2"}],
    ids=["key", "raffle", "player"],
)
def test_a_receipt_stays_closed_for_a_different_key_raffle_or_player(other: dict[str, str]) -> None:
    # Given a sealed code
    receipt = seal(CODE, SECRET, **SEALED_FOR)

    # When the receipt is opened with a different key, raffle or player, Then the result has no code
    assert unseal(receipt, [SECRET], **SEALED_FOR | other) is None


def test_raffle_and_player_cannot_be_exchanged_for_each_other() -> None:
    # Given a code that is sealed for a raffle and a player
    receipt = seal(CODE, SECRET, idempotency_key="key", raffle_id="A", player="B")

    # When raffle and player are exchanged to open the receipt, Then the result has no code
    assert unseal(receipt, [SECRET], idempotency_key="key", raffle_id="B", player="A") is None


@pytest.mark.parametrize("sealed_with", [NO_SECRET, SECRET], ids=["without", "with"])
def test_a_receipt_is_what_the_design_says(sealed_with: Secret) -> None:
    # Given a sealed code, and the key that HKDF with SHA-256 (RFC 5869) derives from the secret. The info has the
    # raffle, the player and the Idempotency-Key
    sealed = b64decode(seal(CODE, sealed_with, **SEALED_FOR))
    purpose = b"raffle-receipt/2\nraffle A\n198.51.100.1"
    info = purpose + b"\nthe key of the client"
    key = HKDF(SHA256(), 32, salt=None, info=info).derive(sealed_with.text.encode())

    # When AES-256-GCM opens the receipt with this key, a nonce of 12 bytes and the purpose (version, raffle and
    # player), Then the result is the code
    assert AESGCM(key).decrypt(sealed[:12], sealed[12:], purpose) == CODE.encode()


@pytest.mark.parametrize("sealed_with", [NO_SECRET, SECRET], ids=["without", "with"])
def test_a_receipt_of_an_older_version_opens(sealed_with: Secret) -> None:
    # Given a receipt of version 1.0.0: the key of HKDF comes from the Idempotency-Key, and the secret is the salt
    purpose = b"raffle-receipt/1\nraffle A\n198.51.100.1"
    key = HKDF(SHA256(), 32, salt=sealed_with.text.encode(), info=purpose).derive(b"the key of the client")
    receipt = b64encode(bytes(12) + AESGCM(key).encrypt(bytes(12), CODE.encode(), purpose)).decode()

    # When it is opened with the same secret, key, raffle and player, Then the result is the code
    assert unseal(receipt, [Secret("a newer secret"), sealed_with], **SEALED_FOR) == CODE

    # And with another key, the result has no code
    assert unseal(receipt, [sealed_with], **SEALED_FOR | {"idempotency_key": "another key"}) is None


def test_each_secret_opens_what_it_sealed() -> None:
    # Given three receipts: one sealed with an older secret, one with a newer secret, and one without a secret
    older, newer = Secret("the older secret"), Secret("the newer secret")
    receipts = [seal(CODE, each, **SEALED_FOR) for each in (older, newer, NO_SECRET)]

    # When `unseal` gets all these secrets, Then each receipt opens
    assert [unseal(receipt, [newer, older, NO_SECRET], **SEALED_FOR) for receipt in receipts] == [CODE] * 3

    # And without the older secret, only the receipt that was sealed with it stays closed
    assert [unseal(receipt, [newer, NO_SECRET], **SEALED_FOR) for receipt in receipts] == [None, CODE, CODE]


def test_a_secret_is_never_shown() -> None:
    # When a secret is shown, alone or in a list, Then its text is hidden
    assert "service" not in f"{SECRET} {SECRET!r} {[SECRET]}"


@pytest.mark.parametrize("text", ["x" * 15, "x" * 16 + "\n", "x" * 16 + "\udcff"])
def test_a_secret_that_cannot_be_used_is_refused_and_not_repeated(text: str) -> None:
    # When a secret is too short, or has a character that cannot be printed, Then it is refused. The error does not
    # repeat the secret
    with pytest.raises(ValueError, match="at least 16 printable characters") as refused:
        secret(text)
    assert "xx" not in str(refused.value)


def test_a_secret_of_16_characters_is_long_enough() -> None:
    # When a secret has 16 characters, Then it is accepted
    assert secret("x" * 16) == Secret("x" * 16)


def test_the_same_code_never_has_the_same_receipt() -> None:
    # When one code is sealed twice, Then the two receipts differ, because each has a new nonce
    assert seal(CODE, SECRET, **SEALED_FOR) != seal(CODE, SECRET, **SEALED_FOR)


def test_a_changed_receipt_stays_closed() -> None:
    # Given a receipt whose last bit was changed
    sealed = bytearray(b64decode(seal(CODE, SECRET, **SEALED_FOR)))
    sealed[-1] ^= 1

    # When the receipt is opened, Then the result has no code
    assert unseal(b64encode(sealed).decode(), [SECRET], **SEALED_FOR) is None
