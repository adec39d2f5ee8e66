"""Substitutions: if a winner does not come, the next substitute gets the place of this winner."""

import msgspec

from app.domain.drawn import Drawn, Substitution, SubstitutionRequest
from app.domain.raffle import winners_from
from app.errors import AlreadySubstituted, NoSubstitutesLeft, NotAWinner
from app.service.records import Records
from app.service.snapshots import Snapshots
from app.store.reads import Reads
from app.store.scripts import Scripts

_NOT_YET = ""
"""The time of a substitution that is not written yet. The script adds the time of the store's clock."""


class Substitutions:
    """The substitutions of all raffles. Each substitution is final."""

    def __init__(self, reads: Reads, scripts: Scripts, snapshots: Snapshots, records: Records) -> None:
        self._reads = reads
        self._scripts = scripts
        self._snapshots = snapshots
        self._records = records

    async def substitute(self, raffle_id: str, asked: SubstitutionRequest, manager: str | None = None) -> Substitution:
        """Replace a winning ticket with the next unused substitute; return the substitution.

        The log of the raffle names the `manager` who decides this.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, NotDrawn
            NotAWinner, AlreadySubstituted, NoSubstitutesLeft, TooEarly
            AlreadyHandedOver: the prize of the ticket was handed over.
            StoreFull, StoreUnavailable
            OutcomeUnknown, ReplicasMissing: the list of substitutions tells whether the substitution was written.
        """
        drawn = await self._reads.drawn(raffle_id)
        with self._snapshots.changing(raffle_id):
            while True:
                known = await self._reads.all_substitutions(raffle_id)
                substitution = await self._next(drawn, asked, known)
                at = await self._scripts.substitute(raffle_id, known, substitution, manager)
                if at is not None:
                    break
        await self._records.keep_notes(raffle_id)
        return msgspec.structs.replace(substitution, at=at)

    async def _next(self, drawn: Drawn, asked: SubstitutionRequest, known: list[Substitution]) -> Substitution:
        """Return the substitution that comes after the known substitutions. It has no time yet.

        Raises:
            RaffleNotFound, RaffleDeleted, NotAWinner, AlreadySubstituted, NoSubstitutesLeft, ReplicasMissing
        """
        if any(each.ticket_number == asked.ticket_number for each in known):
            # If some replica lacks this earlier substitution, a failover can still lose it. So wait for the replicas.
            await self._scripts.confirm(drawn.raffle_id, "substitution")
            raise AlreadySubstituted
        place = await self._reads.place_of(drawn, asked.ticket_number, known)
        if place is None:
            await self._reads.require_undeleted(drawn.raffle_id)
            raise NotAWinner
        found = await self._reads.substitutes(drawn.raffle_id, len(known), 1)
        if not found:
            await self._reads.require_undeleted(drawn.raffle_id)
            raise NoSubstitutesLeft
        (successor,) = winners_from(drawn.prizes, place, found)
        return Substitution(
            place, successor.prize, asked.ticket_number, successor.ticket_number, asked.reason, at=_NOT_YET
        )
