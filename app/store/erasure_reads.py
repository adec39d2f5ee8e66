"""Reads which tickets have an erased player. Nothing here changes a key.

The log of a raffle has a line for each erasure. `erase.lua` writes the ticket number into this line. Managers do not
see this number.
"""

from collections.abc import AsyncIterator, Sequence

import msgspec

from app.domain.erasure import Erased, claim_of
from app.store import keys
from app.store.calls import reading
from app.store.log_reads import LINES_PER_CALL
from app.store.look import RAFFLES_PER_CALL, HashReads
from app.store.raffle_hash import understanding

_FIRST_LINES = 100
"""The number of lines of a log that are read to find out whether the log has erasures. Few logs are longer."""

_ERASED = '"act":"erased"'


class _Line(msgspec.Struct, frozen=True):
    at: str
    act: str
    erased_ticket: int = 0


_LINE = msgspec.json.Decoder(_Line)


class ErasureReads(HashReads):
    """The reads of erasures in one store. Every method raises StoreUnavailable when the store fails."""

    async def may_have_erasures(self, raffle_ids: Sequence[str]) -> set[str]:
        """Return the raffles whose log may have an erasure.

        Only the first lines of a log are read. So a raffle with a longer or unreadable log is also returned.
        """
        found = set[str]()
        for first in range(0, len(raffle_ids), RAFFLES_PER_CALL):
            chunk = raffle_ids[first : first + RAFFLES_PER_CALL]
            async with reading(self._client) as redis, redis.pipeline(transaction=False) as pipe:
                for raffle_id in chunk:
                    pipe.lrange(keys.log(raffle_id), 0, _FIRST_LINES - 1)
                answers = await pipe.execute(raise_on_error=False)
            for raffle_id, lines in zip(chunk, answers, strict=True):
                if isinstance(lines, Exception) or len(lines) == _FIRST_LINES or any(_ERASED in each for each in lines):
                    found.add(raffle_id)
        return found

    async def erasures(self, raffle_id: str) -> AsyncIterator[Erased]:
        """Yield the erasures of a raffle, oldest first. Leave out erasures by early versions, which noted no ticket.

        Raises:
            RaffleDamaged
            RaffleNotFound, RaffleDeleted: the raffle was deleted during this read, so some erasures may be missing.
        """
        first = 0
        while True:
            async with reading(self._client, keys.log(raffle_id)) as redis:
                lines = await redis.lrange(keys.log(raffle_id), first, first + LINES_PER_CALL - 1)
            with understanding(raffle_id):
                told = [line for line in map(_LINE.decode, lines) if line.act == "erased" and line.erased_ticket]
            claims = await self.claims(raffle_id, [line.erased_ticket for line in told])
            for line in told:
                if claim := claims.get(line.erased_ticket):
                    yield Erased(line.erased_ticket, claim, line.at)
            first += len(lines)
            if len(lines) < LINES_PER_CALL:
                break
        if first:
            # A deletion keeps the log, but removes the codes. Without its code, an erasure was left out above.
            await self.require_undeleted(raffle_id)

    async def claims(self, raffle_id: str, ticket_numbers: Sequence[int]) -> dict[int, str]:
        """Return the text that names the claim (see `claim_of`) of each claimed ticket. The keys are ticket numbers.

        Raises:
            RaffleDamaged
        """
        if not ticket_numbers:
            return {}
        with understanding(raffle_id):
            async with reading(self._client, keys.codes(raffle_id)) as redis:
                found = await redis.hmget(keys.codes(raffle_id), [*map(str, ticket_numbers)])
        return {number: claim_of(phc) for number, phc in zip(ticket_numbers, found, strict=True) if phc}
