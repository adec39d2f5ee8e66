"""Reads drafts (raffles before their publication, which only managers see). Nothing here changes a key."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from app.domain.draft import Draft
from app.domain.new_raffle import RaffleRequest
from app.domain.raffle import DamagedRaffle, Raffle
from app.errors import InvalidRequest, RaffleDamaged
from app.store import keys
from app.store.calls import reading
from app.store.look import HashReads
from app.store.raffle_hash import Natural, Time, understanding

_REQUEST = msgspec.json.Decoder(RaffleRequest)


class DraftReads(HashReads):
    """The reads of drafts in one store. Every method raises StoreUnavailable when the store fails."""

    async def draft(self, raffle_id: str) -> Draft | None:
        """Return a draft, or None if no draft has this id.

        Raises:
            RaffleDamaged: the draft cannot be read.
        """
        with understanding(raffle_id):
            async with reading(self._client, keys.draft(raffle_id)) as redis:
                fields = await redis.hgetall(keys.draft(raffle_id))
        return _draft_from(raffle_id, fields) if fields else None


async def look_at_drafts(redis: Any, ids: Sequence[str]) -> list[Raffle | DamagedRaffle | None]:
    """Return drafts as raffles. The result has None for each id that no draft has."""
    async with redis.pipeline(transaction=False) as pipe:
        for raffle_id in ids:
            pipe.hgetall(keys.draft(raffle_id))
        answers = await pipe.execute(raise_on_error=False)
    return [_shown(raffle_id, answer) for raffle_id, answer in zip(ids, answers, strict=True)]


def _shown(raffle_id: str, answer: Any) -> Raffle | DamagedRaffle | None:
    if not answer:
        return None
    try:
        return _draft_from(raffle_id, answer).raffle
    except RaffleDamaged:
        return DamagedRaffle(raffle_id, "damaged", unlisted=True)


def _draft_from(raffle_id: str, fields: Mapping[str, str] | Exception) -> Draft:
    """Return the draft in an answer of the store.

    Raises:
        RaffleDamaged: the draft cannot be read.
    """
    with understanding(raffle_id):
        if isinstance(fields, Exception):
            raise fields
        try:
            request = _REQUEST.decode(fields["request"])
        except InvalidRequest as mistake:
            raise ValueError(str(mistake.detail)) from None
        created_at = msgspec.convert(fields["created_at"], Time)
        return Draft(raffle_id, request, created_at, msgspec.convert(fields["revision"], Natural, strict=False))
