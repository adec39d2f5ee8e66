"""Computes the id of a raffle from an Idempotency-Key. So a retry with the same key finds the raffle of the first try.

RECEIPT_SECRET is a part of the computation. Otherwise, somebody who guesses the key of a manager would know the id of a
raffle that is in no public list.
"""

from collections.abc import Sequence
from uuid import UUID, uuid5

from app.domain.receipts import NO_SECRET, Secret, key_from

_KEYS = UUID("6f2d1c1e-8a44-4f0b-9d59-3b1a6e0c7a52")
"""The UUID namespace (RFC 9562) of raffle ids that are computed from Idempotency-Keys."""

_PURPOSE = b"raffle-id/1"
"""The purpose for `key_from`. Receipts have another purpose, so nobody can learn from an id what seals a receipt."""


INCARNATIONS = 16
"""A retry finds the raffle if the store was restored at most 15 times after the creation of the raffle."""


def ids_from(idempotency_key: str, secrets: Sequence[Secret], incarnation: int) -> list[str]:
    """Return the ids that a raffle with this key may have: first the id of a new raffle, then older ids.

    `secrets` has the newest secret first. After each restore of the store, new raffles get other ids. The restore may
    have lost a raffle whose tickets are claimed. With the old id, a retry would sell these tickets again.
    """
    numbers = range(incarnation, max(-1, incarnation - INCARNATIONS), -1)
    return [id_from(idempotency_key, secret, number) for number in numbers for secret in secrets]


def id_from(idempotency_key: str, secret: Secret, incarnation: int = 0) -> str:
    """Return the raffle id for a key, a secret of the service, and the incarnation of the store.

    With NO_SECRET and before the first restore, the id follows from the key alone.
    """
    name = idempotency_key if secret == NO_SECRET else key_from(idempotency_key, secret, _PURPOSE).hex()
    return str(uuid5(_KEYS, f"{name} {incarnation}" if incarnation else name))
