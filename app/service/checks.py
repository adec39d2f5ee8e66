"""Checks tickets: verifies the code, tells what the ticket won, and proves that the ticket is in the raffle's tree.

The tree is a Merkle tree over all tickets: a tree of hashes, in which each node is the hash of the two nodes below it.
So the root, which is the top node, fixes all tickets. After the last claim, the seal of the raffle keeps the root.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from weakref import WeakValueDictionary

import msgspec

from app import budget
from app.domain import codes, tree
from app.domain.raffle import CheckedTicket
from app.domain.ticket_proof import TicketProof
from app.errors import (
    ChecksBusy,
    InvalidCode,
    NotSealed,
    OutcomeUnknown,
    RaffleDamaged,
    StoreUnavailable,
    TicketNotFound,
    TooManyWrongCodes,
)
from app.service.in_use import InUse
from app.service.turns import Turns
from app.store.draw_reads import StoredTicket
from app.store.raffle_hash import note_damage
from app.store.reads import Reads
from app.store.scripts import Scripts
from app.store.seal_reads import SealReads

MAX_CHECKS = 256
"""The largest number of checks under way in one worker. Any further check is refused."""

SHARE_OF_A_PLAYER = 8
"""A worker has MAX_CHECKS places, and each check under way uses one place. A player with N checks under way may begin
another check only if more than 8 N places are free. So a single player gets about a ninth of the places, and five
players together get less than half. The last 8 places are only for players who have no check under way. Network
switches share their buffers in this way (Choudhury and Hahne, Dynamic Queue Length Thresholds, 1998)."""

SHARE_OF_A_SITE = 2
"""All players of one IPv6 /48 together have a limit too, because they may be one customer of a provider. If these
players have N checks under way, they may begin another check only if more than 2 N places are free. So these players
get about a third of the places."""


class Checks:
    """Checks tickets. To verify a code, a check has to hash it, which is slow on purpose.

    A single thread does this, one code at a time. So claims stay fast during very many checks.

    The checks of one player take turns. A check counts as a wrong guess until its code is verified. So without turns,
    many right codes at the same time would reach the limit of wrong guesses.

    The players of one IPv6 /48 take turns for the thread, and all /48 take turns too (round robin). So before its turn,
    a check waits for at most one check of each other player of its /48. For each check of its players, a /48 waits for
    at most one check of each other /48.

    Reading a raffle with many prizes takes milliseconds. So the players of one /48 also take turns to read, and claims
    are served between two such reads.

    Workers do not share turns. If a player has one guess left, two workers may each get a check of this player at the
    same time. Then one of the two checks is refused, even if both codes are right.
    """

    def __init__(
        self,
        reads: Reads,
        seal_reads: SealReads,
        scripts: Scripts,
        *,
        max_checks: int = MAX_CHECKS,
        queue_seconds: float = budget.QUEUE_SECONDS,
    ) -> None:
        self._reads = reads
        self._seal_reads = seal_reads
        self._scripts = scripts
        self._max_checks = max_checks
        self._queue_seconds = queue_seconds
        self._code_lengths: frozenset[int] = frozenset()
        self._reading = Turns(at_once=max_checks)
        self._verifying = Turns(at_once=1)
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._under_way = InUse()

    async def check(self, raffle_id: str, player: str, ticket_number: int, typed_code: str) -> CheckedTicket:
        """Return what a ticket won.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, NotDrawn, TicketNotFound
            InvalidCode, TooManyWrongCodes, StoreUnavailable: see `_read` and `_require_code`.
            ChecksBusy: too many checks are waiting, or this check waited too long.
        """
        ticket = await self.ticket(raffle_id, player, ticket_number, typed_code)
        replaced_by = msgspec.UNSET if ticket.replaced_by is None else ticket.replaced_by
        return CheckedTicket(ticket.prize is not None, ticket.prize, replaced_by)

    async def ticket(self, raffle_id: str, player: str, ticket_number: int, typed_code: str) -> StoredTicket:
        """Return what the store knows of a ticket after the draw, for somebody who has the code of the ticket.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, NotDrawn, TicketNotFound
            InvalidCode, TooManyWrongCodes, StoreUnavailable: see `_read` and `_require_code`.
            ChecksBusy: too many checks are waiting, or this check waited too long.
        """
        until = asyncio.get_running_loop().time() + self._queue_seconds
        with self._place(player):
            async with self._reading.reading(player, self._queue_seconds):
                ticket = await self._reads.ticket(raffle_id, ticket_number)
                code = await self._read(typed_code)
            async with self._turn(player, until):
                await self._require_code(raffle_id, player, ticket.phc, code, until)
        return ticket

    async def prove(self, raffle_id: str, player: str, ticket_number: int, typed_code: str) -> TicketProof:
        """Return the proof that a ticket is in the tree of its raffle.

        The cost depends very little on the number of tickets in the raffle. A proof needs the PHC strings (hashes of
        codes) of one group of at most 256 tickets. A proof also needs one node of the tree for each level above this
        group.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, NotSealed
            TicketNotFound: the raffle has no such ticket, or the ticket was withdrawn because nobody claimed it.
            InvalidCode, TooManyWrongCodes, StoreUnavailable: see `_read` and `_require_code`.
            ChecksBusy: too many checks are waiting, or this check waited too long.
        """
        until = asyncio.get_running_loop().time() + self._queue_seconds
        with self._place(player):
            async with self._reading.reading(player, self._queue_seconds):
                raffle = await self._seal_reads.raffle_hash(raffle_id)
                if not raffle.root:
                    raise NotSealed
                size, index = raffle.total_tickets, ticket_number - 1
                (phc,) = await self._seal_reads.phcs(raffle_id, range(ticket_number, ticket_number + 1))
                if not phc:
                    await self._reads.require_undeleted(raffle_id)
                    raise TicketNotFound
                code = await self._read(typed_code)
            async with self._turn(player, until):
                await self._require_code(raffle_id, player, phc, code, until)
                group = tree.group_of(size, index)
                phcs = await self._seal_reads.phcs(raffle_id, group)
                leaves = [tree.leaf(number, each) for number, each in zip(group, phcs, strict=True)]
                path = tree.path(leaves, group.index(ticket_number))
                path += await self._seal_reads.nodes(raffle_id, tree.upper_siblings(size, index))
                if not tree.holds(tree.leaf(ticket_number, phc), index, size, path, bytes.fromhex(raffle.root)):
                    await self._reads.require_undeleted(raffle_id)
                    note_damage(raffle_id, "its codes and its tree do not lead to its root")
                    raise RaffleDamaged
                return TicketProof(
                    ticket_number=ticket_number,
                    phc=phc,
                    path=[node.hex() for node in path],
                    tree_size=size,
                    root=raffle.root,
                )

    async def _require_code(self, raffle_id: str, player: str, phc: str, code: str, until: float) -> None:
        """Verify that a code belongs to a ticket. All kinds of checks share one count of wrong codes.

        Raises:
            InvalidCode: the code does not belong to this ticket.
            TooManyWrongCodes: the player sent too many wrong codes; this code was not verified.
            ChecksBusy: this check waited too long for the thread; the code was not verified.
            StoreUnavailable
        """
        try:
            await self._verify(raffle_id, player, phc, code, until)
        except OutcomeUnknown:
            # The store may have counted the guess or not, but no ticket has changed. So the client may simply try
            # again.
            raise StoreUnavailable from None

    async def _read(self, typed_code: str) -> str:
        """Return a typed code in its normalised form.

        Raises:
            InvalidCode: no ticket of this store can have the code, because of its letters or its length. Such a text
                does not count as a wrong code.
        """
        try:
            code = codes.normalise(typed_code)
        except ValueError as mistake:
            raise InvalidCode(mistake=str(mistake)) from None
        if len(code) not in self._code_lengths:
            # After this worker read the lengths, another worker may have begun to make codes of a new length.
            self._code_lengths = await self._reads.code_lengths()
        if self._code_lengths and len(code) not in self._code_lengths:
            lengths = " or ".join(map(str, sorted(self._code_lengths)))
            raise InvalidCode(mistake=f"a code has {lengths} letters and digits, but this text has {len(code)}")
        return code

    async def _verify(self, raffle_id: str, player: str, phc: str, code: str, until: float) -> None:
        """Count a guess and verify the code.

        Remove the guess from the count if the code is right or was not verified.
        """
        guesses = await self._scripts.count_check(raffle_id, player)
        if guesses.left is None:
            raise TooManyWrongCodes(forgotten_in_seconds=guesses.forgotten_in_seconds)
        try:
            async with self._verifying.turn(player, until):
                right = await asyncio.to_thread(codes.matches, phc, code)
        except TimeoutError:
            await self._scripts.forgive_check(raffle_id, player)
            raise ChecksBusy from None
        if not right:
            raise InvalidCode(guesses_left=guesses.left, forgotten_in_seconds=guesses.forgotten_in_seconds)
        await self._scripts.forgive_check(raffle_id, player)

    @contextmanager
    def _place(self, player: str) -> Iterator[None]:
        """Count a check as under way during the `with` block.

        Raises:
            ChecksBusy: too many checks are under way.
        """
        free = self._max_checks - self._under_way.total()
        under_way = self._under_way
        if under_way.by(player) * SHARE_OF_A_PLAYER >= free or under_way.by_site_of(player) * SHARE_OF_A_SITE >= free:
            raise ChecksBusy
        with under_way.place(player):
            yield

    @asynccontextmanager
    async def _turn(self, player: str, until: float) -> AsyncIterator[None]:
        """Wait until the earlier checks of this player have ended, at most until a time of the event loop's clock.

        Raises:
            ChecksBusy: the turn did not come in time.
        """
        turn = self._turns.setdefault(player, asyncio.Lock())
        try:
            async with asyncio.timeout_at(until):
                await turn.acquire()
        except TimeoutError:
            raise ChecksBusy from None
        try:
            yield
        finally:
            turn.release()
