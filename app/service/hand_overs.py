"""Hands over prizes: number and code show that somebody holds a winning ticket, and the hand-over is noted once."""

from app.domain.hand_over import HandOver, HandOverRequest
from app.errors import AlreadySubstituted, NoPrizeWon
from app.service.checks import Checks
from app.store.reads import Reads
from app.store.scripts import Scripts


class HandOvers:
    """The hand-overs of all raffles. Each is final."""

    def __init__(self, reads: Reads, scripts: Scripts, checks: Checks) -> None:
        self._reads = reads
        self._scripts = scripts
        self._checks = checks

    async def hand_over(self, raffle_id: str, asked: HandOverRequest, manager: str) -> HandOver:
        """Note that a manager hands over the prize of a ticket; return what was noted.

        Wrong codes count for the manager. So a player at the same address can still check a ticket.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, NotDrawn, TicketNotFound
            InvalidCode, TooManyWrongCodes, ChecksBusy: as `Checks.ticket` does.
            NoPrizeWon, AlreadySubstituted, AlreadyHandedOver
            StoreFull, StoreUnavailable
            OutcomeUnknown, ReplicasMissing: the hand-over may be written; the list of hand-overs says so.
        """
        await self._checks.ticket(raffle_id, f"manager:{manager}", asked.ticket_number, asked.verification_code)
        while True:
            known = await self._reads.substituted(raffle_id)
            ticket = await self._reads.ticket(raffle_id, asked.ticket_number)
            if ticket.prize is None:
                raise NoPrizeWon if ticket.replaced_by is None else AlreadySubstituted
            hand_over = HandOver(asked.ticket_number, ticket.prize, handed_over_at="", manager=manager, note=asked.note)
            written = await self._scripts.hand_over(raffle_id, known, hand_over)
            if written is not None:
                return written
