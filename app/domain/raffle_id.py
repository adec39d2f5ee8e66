"""Computes the id of a raffle from an Idempotency-Key. So a retry with the same key finds the raffle of the first try.

RECEIPT_SECRET, a secret of the service, is a part of the computation. Some raffles are in no public list, so only
people who know the id can find such a raffle. Without the secret in the computation, somebody who guesses the
Idempotency-Key of a manager could compute the id.
"""

from collections.abc import Sequence
from uuid import UUID, uuid5

from app.domain.receipts import NO_SECRET, Secret, key_from

_KEYS = UUID("6f2d1c1e-8a44-4f0b-9d59-3b1a6e0c7a52")
"""The UUID namespace (RFC 9562) of raffle ids that are computed from Idempotency-Keys."""

_PURPOSE = b"raffle-id/1"
"""The purpose that `key_from` gets here. For receipts, `key_from` gets other purposes. So the result of `key_from` for
an id tells nothing about the key that encrypts a receipt."""


INCARNATIONS = 16
"""The incarnation of a store is the number of its restores. The same key gives another id in each incarnation, and
`ids_from` returns ids for this number of incarnations. So a retry finds a raffle if the store was restored at most 15
times after the creation of the raffle."""


def ids_from(idempotency_key: str, secrets: Sequence[Secret], incarnation: int) -> list[str]:
    """Return the ids that a raffle with this key may have: first the id of a new raffle, then older ids.

    `secrets` has the newest secret first. `incarnation` is the present incarnation of the store.

    After each restore, new raffles get other ids. The restore may have lost a raffle, and a retry then creates it anew.
    Players of the lost raffle still have their tickets. If the new raffle had the same id, other players could get the
    same tickets again.
    """
    numbers = range(incarnation, max(-1, incarnation - INCARNATIONS), -1)
    return [id_from(idempotency_key, secret, number) for number in numbers for secret in secrets]


def id_from(idempotency_key: str, secret: Secret, incarnation: int = 0) -> str:
    """Return the raffle id for a key, a secret of the service, and the incarnation of the store.

    If the secret is NO_SECRET and the incarnation is 0, the id follows from the key alone.
    """
    name = idempotency_key if secret == NO_SECRET else key_from(idempotency_key, secret, _PURPOSE).hex()
    return str(uuid5(_KEYS, f"{name} {incarnation}" if incarnation else name))
