"""Hands over prizes: checks the number and the code of a winning ticket, and writes the hand-over into the store."""

from app.domain.hand_over import HandOver, HandOverRequest
from app.domain.raffle import CheckedTicket, TicketCheck
from app.errors import AlreadyHandedOver, AlreadySubstituted, NoPrizeWon
from app.service.checks import Checks
from app.service.records import Records
from app.store.reads import Reads
from app.store.scripts import Scripts


class HandOvers:
    """The hand-overs of all raffles. Each hand-over is final."""

    def __init__(self, reads: Reads, scripts: Scripts, checks: Checks, records: Records) -> None:
        self._reads = reads
        self._scripts = scripts
        self._checks = checks
        self._records = records

    async def check(self, raffle_id: str, asked: TicketCheck, manager: str) -> CheckedTicket:
        """Return what a ticket won, before a manager hands over its prize.

        Wrong codes count for the manager, and not for a player at the address of the manager.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, NotDrawn, TicketNotFound
            InvalidCode, TooManyWrongCodes, ChecksBusy, StoreUnavailable: see `Checks.check`.
            AlreadyHandedOver
        """
        number = asked.ticket_number
        checked = await self._checks.check(raffle_id, _counted(manager), number, asked.verification_code)
        for earlier in await self._reads.hand_overs(raffle_id, number - 1, 1):
            if earlier.ticket_number == number:
                raise AlreadyHandedOver(earlier.handed_over_at, earlier.manager)
        return checked

    async def hand_over(self, raffle_id: str, asked: HandOverRequest, manager: str) -> HandOver:
        """Write that a manager hands over the prize of a ticket; return the hand-over.

        Wrong codes count for the manager, and not for a player at the address of the manager.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, NotDrawn, TicketNotFound
            InvalidCode, TooManyWrongCodes, ChecksBusy: see `Checks.ticket`.
            NoPrizeWon, AlreadySubstituted, AlreadyHandedOver
            StoreFull, StoreUnavailable
            OutcomeUnknown, ReplicasMissing: the list of hand-overs tells whether the hand-over was written.
        """
        await self._checks.ticket(raffle_id, _counted(manager), asked.ticket_number, asked.verification_code)
        while True:
            known = await self._reads.substituted(raffle_id)
            ticket = await self._reads.ticket(raffle_id, asked.ticket_number)
            if ticket.prize is None:
                raise NoPrizeWon if ticket.replaced_by is None else AlreadySubstituted
            hand_over = HandOver(asked.ticket_number, ticket.prize, handed_over_at="", manager=manager, note=asked.note)
            written = await self._scripts.hand_over(raffle_id, known, hand_over)
            if written is not None:
                break
        await self._records.keep_hand_over(raffle_id, written)
        return written


def _counted(manager: str) -> str:
    """Return the name under which the wrong codes of a manager are counted. No player has such a name."""
    return f"manager:{manager}"
