"""Claims, by group commit: the claims that arrive while a call to the store is in flight share the next call.

There is no timer. A single claim is sent without waiting, and under load the groups grow by themselves. Databases use
the technique for their logs (DeWitt et al., Implementation Techniques for Main Memory Database Systems, 1984).

A claim goes through these steps:

1. `claim` takes a pair of code and hash from the reserve, and puts a request into the queue of its raffle.
2. The sender of the raffle, a task that lives while its queue is not empty, sends everything in the queue as a group.
3. The answer to the group resolves the future of each claim, and `claim` goes on with its own answer.
"""

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from app import budget
from app.domain import codes
from app.domain.raffle import Ticket
from app.domain.receipts import seal, unseal
from app.errors import AlreadyParticipated, OutcomeUnknown, Problem, RaffleNotFound, SoldOut, StoreUnavailable
from app.metrics import CLAIM_GROUP_SIZE, CLAIMS
from app.service.minter import Pair
from app.service.reserve import Reserve
from app.service.snapshots import Snapshots
from app.store.scripts import ClaimAnswer, ClaimRequest, Scripts

_CLAIMED, _REPLAYED = CLAIMS.labels("claimed"), CLAIMS.labels("replayed")

MAX_GROUP = 128
"""Most claims in one call: more would let the store answer nobody else for too long."""


class _Claim(NamedTuple):
    """Who claims in which raffle, and the Idempotency-Key of the request if it has one."""

    raffle_id: str
    player: str
    idempotency_key: str | None


class Claimed(NamedTuple):
    """A ticket that a player holds, and whether an earlier claim with the same key got it."""

    ticket: Ticket
    replayed: bool


class _Queued(NamedTuple):
    """A claim in the queue of its raffle. It is refused unless it is sent by a time of the event loop's clock."""

    request: ClaimRequest
    answer: "asyncio.Future[ClaimAnswer]"
    send_by: float


class Claims:
    """Claims tickets of all raffles, with at most one call in flight for each raffle."""

    def __init__(
        self,
        scripts: Scripts,
        reserve: Reserve,
        snapshots: Snapshots,
        *,
        claim_seconds: float = budget.CLAIM_SECONDS,
        queue_seconds: float = budget.QUEUE_SECONDS,
    ) -> None:
        self._scripts = scripts
        self._reserve = reserve
        self._snapshots = snapshots
        self._claim_seconds = claim_seconds
        self._queue_seconds = queue_seconds
        self._queues: dict[str, deque[_Queued]] = {}
        self._senders: set[asyncio.Task[None]] = set()

    async def claim(self, raffle_id: str, player: str, idempotency_key: str | None = None) -> Claimed:
        """Claim a ticket for a player. A retry with the first key gets the same ticket again.

        Raises:
            RaffleNotFound, StillFilling, SoldOut, AlreadyParticipated, NoCodesLeft, StoreUnavailable: this call gave
                the player no ticket.
            OutcomeUnknown, ReplicasMissing: the player may hold a ticket now; without a key its code is lost.
        """
        claim = _Claim(raffle_id, player, idempotency_key)
        try:
            pair = self._reserve.take_nowait()
            if pair is None:
                claimed = await self._claim_without_reserve(claim)
            else:
                # No limit of our own: the queue and the call to the store have theirs.
                claimed = await self._claim_with(pair, claim, until=None)
        except Problem as problem:
            CLAIMS.labels(problem.slug).inc()
            raise
        (_REPLAYED if claimed.replayed else _CLAIMED).inc()
        return claimed

    async def close(self) -> None:
        """Wait for the calls in flight."""
        await asyncio.gather(*self._senders, return_exceptions=True)

    async def _claim_without_reserve(self, claim: _Claim) -> Claimed:
        """Claim while no code is ready. A probe comes first: a player who gets no ticket anyway needs no code."""
        arrived = asyncio.get_running_loop().time()
        probe = await self._queue(claim.raffle_id, ClaimRequest(claim.player, "", ""))
        if probe.outcome == "held":
            return _held_ticket(claim, probe)
        if probe.outcome == "sold_out":
            raise SoldOut
        pair = await self._reserve.take(arrived + budget.CODE_SECONDS)
        return await self._claim_with(pair, claim, until=arrived + self._claim_seconds)

    async def _claim_with(self, pair: Pair, claim: _Claim, until: float | None) -> Claimed:
        """Claim with a pair, which goes back to the reserve only if it is certain that no ticket has its code."""
        receipt = _receipt_of(pair, claim)
        try:
            async with asyncio.timeout_at(until):
                answer = await self._queue(claim.raffle_id, ClaimRequest(claim.player, pair.phc, receipt))
        except TimeoutError:
            raise OutcomeUnknown from None
        except Problem as problem:
            if problem.nothing_changed:
                self._reserve.give_back(pair)
            raise
        if answer.outcome == "claimed":
            ticket = Ticket(claim.raffle_id, answer.ticket_number, codes.show(pair.code))
            return Claimed(ticket, replayed=False)
        self._reserve.give_back(pair)
        if answer.outcome == "held":
            return _held_ticket(claim, answer)
        raise SoldOut

    def _queue(self, raffle_id: str, request: ClaimRequest) -> "asyncio.Future[ClaimAnswer]":
        """Put a request into the queue of its raffle; return the future that its answer resolves."""
        loop = asyncio.get_running_loop()
        queued = _Queued(request, loop.create_future(), loop.time() + self._queue_seconds)
        queue = self._queues.get(raffle_id)
        if queue is None:
            queue = self._queues[raffle_id] = deque()
            sender = asyncio.create_task(self._send_all(raffle_id, queue))
            self._senders.add(sender)
            sender.add_done_callback(self._senders.discard)
        queue.append(queued)
        return queued.answer

    async def _send_all(self, raffle_id: str, queue: deque[_Queued]) -> None:
        """Send a queue, one group after the other, until it is empty."""
        group: list[_Queued] = []
        try:
            while queue:
                group = _next_group(queue)
                if group:
                    await self._send_group(raffle_id, group, queue)
        finally:
            del self._queues[raffle_id]
            # Whatever ended this task, no claim may wait for ever.
            _fail(group, OutcomeUnknown())
            _fail(queue, StoreUnavailable())

    async def _send_group(self, raffle_id: str, group: list[_Queued], queue: deque[_Queued]) -> None:
        """Send one group, and give each of its claims its answer."""
        CLAIM_GROUP_SIZE.observe(len(group))
        try:
            remaining, answers = await self._scripts.claim(raffle_id, [queued.request for queued in group])
        except (StoreUnavailable, OutcomeUnknown) as problem:
            _fail(group, problem)
            # The claims that queued meanwhile were not sent. They have used up most of their time, so they fail too.
            _fail(queue, StoreUnavailable())
            queue.clear()
        except Problem as problem:
            if isinstance(problem, RaffleNotFound):
                self._snapshots.drop(raffle_id)
            _fail(group, problem)
        else:
            # Before the answers go out, so that nobody is shown a number of tickets from before their own claim.
            self._snapshots.claimed(raffle_id, remaining)
            for queued, answer in zip(group, answers, strict=True):
                if not queued.answer.done():
                    queued.answer.set_result(answer)


def _next_group(queue: deque[_Queued]) -> list[_Queued]:
    """Take the next group from a queue, and refuse those of it that waited too long to be sent."""
    group = [queue.popleft() for _ in range(min(len(queue), MAX_GROUP))]
    now = asyncio.get_running_loop().time()
    _fail([queued for queued in group if queued.send_by < now], StoreUnavailable())
    # A claim that was refused here, or whose client left while it waited, must not take a ticket.
    return [queued for queued in group if not queued.answer.done()]


def _receipt_of(pair: Pair, claim: _Claim) -> str:
    if not claim.idempotency_key:
        return ""
    return seal(pair.code, idempotency_key=claim.idempotency_key, raffle_id=claim.raffle_id, player=claim.player)


def _held_ticket(claim: _Claim, answer: ClaimAnswer) -> Claimed:
    """Return the ticket that a player holds from before, if the player's key opens its receipt."""
    key = claim.idempotency_key
    if key and answer.receipt:
        code = unseal(answer.receipt, idempotency_key=key, raffle_id=claim.raffle_id, player=claim.player)
        if code is not None:
            return Claimed(Ticket(claim.raffle_id, answer.ticket_number, codes.show(code)), replayed=True)
    raise AlreadyParticipated


def _fail(group: Iterable[_Queued], problem: Problem) -> None:
    """Give every claim that has no answer yet a problem of its own, with the cause of the given one."""
    for queued in group:
        if not queued.answer.done():
            failure = type(problem)()
            failure.__cause__ = problem.__cause__
            queued.answer.set_exception(failure)
