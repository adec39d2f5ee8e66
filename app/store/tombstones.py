"""Tombstones: the fields that stay in the hash of a deleted raffle. The script delete writes a tombstone."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import msgspec

from app.domain.deleted_raffle import DeletedRaffle
from app.domain.raffle import Tickets
from app.errors import Problem, RaffleDamaged, RaffleDeleted
from app.store.calls import Client, reading
from app.store.raffle_hash import Natural, Sha256, Time

_KINDS: dict[str, Any] = {
    "name": str,
    "total_tickets": Tickets,
    "terms": Sha256,
    "created_at": Time,
    "root": Sha256,
    "withdrawn_hash": Sha256,
    "round": Natural,
    "drawn_at": Time,
    "unlisted": bool,
    "deleted_at": Time,
}


def deleted_from(raffle_id: str, fields: Mapping[str, str]) -> DeletedRaffle | None:
    """Return the deleted raffle in the fields of a hash, or None if the fields are not a tombstone."""
    if "deleted_at" not in fields:
        return None
    kept = _kept(fields)
    return DeletedRaffle(id=raffle_id, status="deleted", **kept) if "deleted_at" in kept else None


async def deletion_at(client: Client, key: str) -> Problem:
    """Return the problem RaffleDeleted with the fields of the tombstone at this key.

    If the time of the deletion cannot be read, return the problem RaffleDamaged.

    Raises:
        StoreUnavailable
    """
    async with reading(client, key) as redis:
        kept = _kept(await redis.hgetall(key))
    return RaffleDeleted(kept) if "deleted_at" in kept else RaffleDamaged()


def _kept(fields: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a tombstone. A field that was damaged before the deletion is left out."""
    kept: dict[str, Any] = {}
    for name, kind in _KINDS.items():
        with suppress(msgspec.ValidationError):
            if name in fields:
                kept[name] = msgspec.convert(fields[name], kind, strict=False)
    return kept
