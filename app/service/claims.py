"""Sends claims in groups: during a call to the store, new claims of the same raffle wait, and share the next call.

This technique is called group commit. There is no timer: a single claim is sent without waiting, and under load the
groups become larger. Databases use group commit to write their logs (DeWitt et al., Implementation Techniques for Main
Memory Database Systems, 1984).

A claim goes through these steps:

1. `claim` takes a pair (a code and its hash) from the reserve of pairs, and puts a request into the queue of the
   raffle. If this worker knows that the raffle has ended, the request has no pair. A raffle has a queue only until its
   claims are answered. A player who claims in many raffles at once waits for a turn before each further queue.
2. A task, the sender of the queue, runs until the queue is empty. It sends at most MAX_GROUP requests as one group,
   waits for the answer of the store, and sends the next group.
3. The store answers each claim of the group. The sender gives each `claim` its answer.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence

import msgspec

from app import budget
from app.domain import codes
from app.domain.player import network_of
from app.domain.raffle import Ticket
from app.domain.receipts import NO_SECRET, Secret
from app.errors import AlreadyParticipated, OutcomeUnknown, Problem, StoreFull, StoreUnavailable
from app.metrics import CLAIM_GROUP_SIZE, count_claims
from app.service.crowds import Crowds
from app.service.group_times import GroupTimes
from app.service.in_use import InUse
from app.service.minter import Pair
from app.service.reserve import Reserve
from app.service.retries import Retries
from app.service.room import Room
from app.service.snapshots import ENDED, Snapshots
from app.service.tickets import Claim, Claimed, held_ticket, receipt_of
from app.service.turns import Turns
from app.store.answers import ClaimAnswer, ClaimRequest
from app.store.scripts import Scripts

MAX_GROUP = 128
"""The largest number of claims in one call. During a larger call, other callers of the store would wait too long."""

QUEUES_OF_A_SITE = 4
"""The number of queues that one player, or all players of one IPv6 /48, can begin without a turn. Each queue needs a
connection to the store. Some connections must stay free, even if claims come for very many raffles or for ids of no
raffle."""

TURNS_AT_ONCE = 1_000
"""The largest number of turns at a time. A player begins one further queue in a turn, and has at most one turn."""

MOST_ENDED = 10_000
"""The largest number of ended raffles that a worker remembers. In an ended raffle, nobody can claim any more."""


class _Queued(msgspec.Struct, frozen=True, gc=False):
    """A claim in the queue of its raffle. A claim that is not sent before `send_by` (event loop's clock) is refused."""

    request: ClaimRequest
    answer: "asyncio.Future[ClaimAnswer]"
    send_by: float


class Claims:
    """The claims of all raffles. Each raffle has at most one call to the store in flight.

    `players_per_network` limits the players of one IPv6 /48 in a raffle; 0 means no limit. `at_sold_out` is called with
    the id of a raffle when this worker has claimed the last ticket of the raffle.
    """

    def __init__(
        self,
        scripts: Scripts,
        reserve: Reserve,
        snapshots: Snapshots,
        room: Room,
        *,
        receipt_secrets: Sequence[Secret] = (),
        claim_seconds: float = budget.CLAIM_SECONDS,
        queue_seconds: float = budget.QUEUE_SECONDS,
        players_per_network: int = 0,
        at_sold_out: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._scripts = scripts
        self._reserve = reserve
        self._snapshots = snapshots
        self._room = room
        self._secrets = (*receipt_secrets, NO_SECRET)  # NO_SECRET opens receipts (encrypted codes) of old versions
        self._claim_seconds = claim_seconds
        self._queue_seconds = queue_seconds
        self._players_per_network = players_per_network
        self._at_sold_out = at_sold_out
        self._queues: dict[str, deque[_Queued]] = {}
        self._begun = InUse()
        self._turns = Turns(at_once=TURNS_AT_ONCE)
        self._senders: set[asyncio.Task[None]] = set()
        self._times = GroupTimes()
        self._ended: set[str] = set()  # raffles that are sold out or closed: claims for them need no pair
        self._retries = Retries()
        self.crowds = Crowds()

    async def claim(self, raffle_id: str, player: str, idempotency_key: str | None = None) -> Claimed | Problem:
        """Claim a ticket for a player. A retry with the key of the first claim gets the same ticket again.

        SoldOut, Closed, NotOpenYet, NetworkFull and AlreadyParticipated are returned and not raised. A sale refuses
        thousands of players with these problems, and to raise a problem would cost more than a claim.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, StillFilling, Suspended, NoCodesLeft, StoreFull,
                StoreUnavailable: this call gave the player no ticket.
            OtherPlayerRule: this raffle counts IPv6 players by another prefix length than the claim. The caller has to
                claim again with the prefix length of the raffle.
            TooManyClaims: the player holds a ticket of the raffle, and has sent too many further claims.
            OutcomeUnknown, ReplicasMissing: the player may hold a ticket now. If the claim had no key, the code of this
                ticket is lost.
        """
        claim = Claim(raffle_id, player, idempotency_key)
        try:
            self._retries.check(raffle_id, player)
            pair = None if self._room.full or raffle_id in self._ended else self._reserve.take_nowait()
            # A claim with a pair needs no time limit here: the queue and the call to the store have their own limits.
            outcome = await (self._claim_after_probe(claim) if pair is None else self._claim_with(pair, claim))
        except Problem as problem:
            count_claims(problem.slug)
            raise
        if isinstance(outcome, Problem):
            count_claims(outcome.slug)
            if isinstance(outcome, AlreadyParticipated):
                self._retries.count(raffle_id, player)
                self.crowds.count(raffle_id, player, idempotency_key)
        elif outcome.replayed:
            self._retries.count(raffle_id, player)
            count_claims("replayed")
        return outcome

    @property
    def warnings(self) -> list[str]:
        """Warnings for the operator: the store is slow, or many people share one address."""
        return [*self._times.warnings, *self.crowds.warnings]

    async def close(self) -> None:
        """Wait for the calls in flight."""
        await asyncio.gather(*self._senders, return_exceptions=True)
        await self._scripts.close()

    async def _claim_after_probe(self, claim: Claim) -> Claimed | Problem:
        """Claim when no code is ready, the store is nearly full, or the raffle has ended. First only ask with a probe.

        A probe takes no ticket. If the probe shows that the player cannot get a ticket, no code is needed. If the probe
        finds a ticket of the player, the player gets this ticket even when the store is full.
        """
        arrived = asyncio.get_running_loop().time()
        probe = await self._answer(claim.raffle_id, self._request(claim.player))
        if probe.outcome != "left":
            return held_ticket(claim, probe, self._secrets)
        if self._room.full:
            raise StoreFull
        self._ended.discard(claim.raffle_id)  # after a restore from a backup, the raffle can have tickets again
        pair = self._reserve.take_nowait() or await self._reserve.take(arrived + budget.CODE_SECONDS)
        try:
            async with asyncio.timeout_at(arrived + self._claim_seconds):
                return await self._claim_with(pair, claim)
        except TimeoutError:
            raise OutcomeUnknown from None

    async def _claim_with(self, pair: Pair, claim: Claim) -> Claimed | Problem:
        """Claim with a pair. If it is certain that no ticket got the code, give the pair back to the reserve."""
        receipt = receipt_of(pair, claim, self._secrets[0])
        try:
            answer = await self._answer(claim.raffle_id, self._request(claim.player, pair.phc, receipt))
        except Problem as problem:
            if problem.nothing_changed:
                self._reserve.give_back(pair)
            raise
        if answer.outcome == "claimed":
            ticket = Ticket(claim.raffle_id, answer.number, codes.show(pair.code))
            return Claimed(ticket, answer.incarnation)
        self._reserve.give_back(pair)
        return held_ticket(claim, answer, self._secrets)

    def _request(self, player: str, phc: str = "", receipt: str = "") -> ClaimRequest:
        """Return the request of a player. Without a PHC string (the hash of a code), the request is only a probe."""
        network = network_of(player) if self._players_per_network else ""
        return ClaimRequest(player, phc, receipt, network, self._players_per_network)

    def _answer(self, raffle_id: str, request: ClaimRequest) -> Awaitable[ClaimAnswer]:
        """Queue a request, and return its answer. If the player has begun many queues, first wait for a turn.

        Raises:
            StoreUnavailable: the request was not sent in time, or the store failed.
            OutcomeUnknown: the store failed after the request was sent.
        """
        loop = asyncio.get_running_loop()
        send_by = loop.time() + self._queue_seconds
        add = self._queue if raffle_id in self._queues else self._begin
        return add(raffle_id, request, send_by, loop)

    async def _begin(
        self, raffle_id: str, request: ClaimRequest, send_by: float, loop: asyncio.AbstractEventLoop
    ) -> ClaimAnswer:
        """Begin the queue of a raffle when the player may begin a queue; return the answer to the request."""
        # Keep the future in no variable. Its exception would refer to this frame, and the frame to the future. Then
        # both would stay in memory.
        if self._begun.by_site_of(request.player) < QUEUES_OF_A_SITE:
            with self._begun.place(request.player):
                return await self._queue(raffle_id, request, send_by, loop)
        async with self._turns.reading(request.player, self._queue_seconds, late="a claim was not sent in time"):
            return await self._queue(raffle_id, request, send_by, loop)

    def _queue(
        self, raffle_id: str, request: ClaimRequest, send_by: float, loop: asyncio.AbstractEventLoop
    ) -> "asyncio.Future[ClaimAnswer]":
        """Put a request into the queue of its raffle; return a future for the answer."""
        queued = _Queued(request, loop.create_future(), send_by)
        queue = self._queues.get(raffle_id)
        if queue is None:
            queue = self._queues[raffle_id] = deque()
            sender = asyncio.create_task(self._send_all(raffle_id, queue))
            self._senders.add(sender)
            sender.add_done_callback(self._senders.discard)
        queue.append(queued)
        return queued.answer

    async def _send_all(self, raffle_id: str, queue: deque[_Queued]) -> None:
        """Send one group after the other until the queue is empty."""
        group: list[_Queued] = []
        try:
            while queue:
                group = _next_group(queue)
                if group:
                    await self._send_group(raffle_id, group, queue)
        finally:
            del self._queues[raffle_id]
            # No claim may wait for ever, even if an error ended this task.
            _fail(group, OutcomeUnknown())
            _fail(queue, StoreUnavailable())

    async def _send_group(self, raffle_id: str, group: list[_Queued], queue: deque[_Queued]) -> None:
        """Send one group, and give each claim of the group its answer."""
        CLAIM_GROUP_SIZE.observe(len(group))
        self._reserve.tell_size()
        began = asyncio.get_running_loop().time()
        try:
            remaining, answers = await self._scripts.claim(raffle_id, [queued.request for queued in group])
        except (StoreUnavailable, OutcomeUnknown) as problem:
            _fail(group, problem)
            # Claims that joined the queue during this call have too little time for another call. So they fail too.
            _fail(queue, StoreUnavailable())
            queue.clear()
            if isinstance(problem, OutcomeUnknown):
                self._times.measure(began)
        except Problem as problem:
            self._snapshots.refused(raffle_id, problem)
            _fail(group, problem)
        else:
            # First update the snapshot, so that no player gets a state that is older than the player's own claim.
            outcomes = {answer.outcome for answer in answers}
            if "not_open_yet" in outcomes:
                self._snapshots.expect(raffle_id, ("scheduled",))
            elif "closed" in outcomes:
                self._snapshots.expect(raffle_id, ENDED)
            else:
                self._snapshots.claimed(raffle_id, remaining)
            if not remaining or "closed" in outcomes:
                self._note_end(raffle_id, sold_now=not remaining and "claimed" in outcomes)
            claimed = 0
            for queued, answer in zip(group, answers, strict=True):
                if not queued.answer.done():
                    queued.answer.set_result(answer)
                    claimed += answer.outcome == "claimed"
            count_claims("claimed", claimed)
            self._times.measure(began)

    def _note_end(self, raffle_id: str, *, sold_now: bool) -> None:
        """Remember an ended raffle. `sold_now` says that this worker has just claimed the last ticket of the raffle."""
        if len(self._ended) >= MOST_ENDED:
            self._ended.clear()
        self._ended.add(raffle_id)
        if sold_now:
            self._at_sold_out(raffle_id)


def _next_group(queue: deque[_Queued]) -> list[_Queued]:
    """Take the next group from a queue, and refuse the claims that waited too long."""
    group = [queue.popleft() for _ in range(min(len(queue), MAX_GROUP))]
    now = asyncio.get_running_loop().time()
    _fail([queued for queued in group if queued.send_by < now], StoreUnavailable())
    # Leave out claims that were refused and claims whose client has left. Such claims must not take a ticket.
    return [queued for queued in group if not queued.answer.done()]


def _fail(group: Iterable[_Queued], problem: Problem) -> None:
    """Give a new problem to each claim that has no answer. The new problem has the class and the cause of `problem`."""
    for queued in group:
        if not queued.answer.done():
            failure = problem.again()
            failure.__cause__ = problem.__cause__
            queued.answer.set_exception(failure)
