"""Computes the id of a raffle from an Idempotency-Key. So a retry with the same key finds the raffle of the first try.

RECEIPT_SECRET is a part of the computation. Otherwise, somebody who guesses the key of a manager would know the id of a
raffle that is in no public list.
"""

from uuid import UUID, uuid5

from app.domain.receipts import NO_SECRET, Secret, key_from

_KEYS = UUID("6f2d1c1e-8a44-4f0b-9d59-3b1a6e0c7a52")
"""The UUID namespace (RFC 9562) of raffle ids that are computed from Idempotency-Keys."""

_PURPOSE = b"raffle-id/1"
"""The purpose for `key_from`. Receipts have another one, so nobody can learn from an id what seals a receipt."""


def id_from(idempotency_key: str, secret: Secret) -> str:
    """Return the raffle id for a key and a secret of the service.

    With NO_SECRET, the id follows from the key alone, as in old versions of the service.
    """
    if secret == NO_SECRET:
        return str(uuid5(_KEYS, idempotency_key))
    return str(uuid5(_KEYS, key_from(idempotency_key, secret, _PURPOSE).hex()))
