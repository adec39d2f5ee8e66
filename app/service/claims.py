"""Claims, by group commit: those that arrive while one call is in flight share the next.

No timer, so no waiting when idle: a lone claim is sent at once, and under load the groups grow by themselves.
The technique is that of databases (DeWitt et al., Implementation Techniques for Main Memory Database Systems, 1984).
"""

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from app.domain import codes
from app.domain.raffle import Ticket
from app.domain.receipts import seal, unseal
from app.errors import (
    AlreadyParticipated,
    OutcomeUnknown,
    Problem,
    RaffleNotFound,
    ReplicasMissing,
    SoldOut,
    StoreUnavailable,
)
from app.metrics import CLAIM_GROUP_SIZE, CLAIMS
from app.service.reserve import Reserve
from app.service.snapshots import Looks
from app.store.connect import DEADLINE
from app.store.scripts import ClaimAnswer, ClaimRequest, Scripts

_CLAIMED, _REPLAYED = CLAIMS.labels("claimed"), CLAIMS.labels("replayed")

GROUP = 128
"""Most claims in one call."""

SOON = 1.8
"""Seconds within which a claim is answered."""

SENT_WITHIN = SOON - DEADLINE
"""Seconds of these within which a claim has to be sent; the others are left to the store."""

CODE_WITHIN = 1.3
"""Seconds within which a claim has to have a code that was not in reserve."""


class _Waiting(NamedTuple):
    request: ClaimRequest
    answer: "asyncio.Future[ClaimAnswer]"
    sent_by: float


class Claimed(NamedTuple):
    """A ticket that a player holds, and whether an earlier claim with the same key won it."""

    ticket: Ticket
    replayed: bool


class Claims:
    """Claims tickets of all raffles, with at most one call in flight for each raffle."""

    def __init__(self, scripts: Scripts, reserve: Reserve, looks: Looks) -> None:
        self._scripts = scripts
        self._reserve = reserve
        self._looks = looks
        self._queues: dict[str, deque[_Waiting]] = {}
        self._senders: set[asyncio.Task[None]] = set()

    async def claim(self, raffle_id: str, player: str, idempotency_key: str | None = None) -> Claimed:
        """Claim a ticket for a player; a retry with the key of the first time is told of the same ticket again.

        Raises:
            RaffleNotFound, StillFilling, SoldOut, AlreadyParticipated, NoCodesLeft, StoreUnavailable: the player
                got no ticket by this call.
            OutcomeUnknown, ReplicasMissing: nobody knows; without a key, a ticket's code is lost.
        """
        try:
            claimed = await self._claim(raffle_id, player, idempotency_key)
        except Problem as problem:
            CLAIMS.labels(problem.slug()).inc()
            raise
        (_REPLAYED if claimed.replayed else _CLAIMED).inc()
        return claimed

    async def _claim(self, raffle_id: str, player: str, key: str | None) -> Claimed:
        soon = None  # with a code at hand there is one call to wait for, which has deadlines of its own
        pair = self._reserve.take_nowait()
        if pair is None:
            arrived = asyncio.get_running_loop().time()
            soon = arrived + SOON
            # Whoever gets no new ticket anyway is told so without waiting for a code.
            look = await self._queue(raffle_id, ClaimRequest(player, "", ""))
            if look.outcome == "held":
                return _held(raffle_id, player, key, look)
            if look.outcome == "sold_out":
                raise SoldOut
            pair = await self._reserve.take(arrived + CODE_WITHIN)
        receipt = seal(pair.code, idempotency_key=key, raffle_id=raffle_id, player=player) if key else ""
        try:
            async with asyncio.timeout_at(soon):
                answer = await self._queue(raffle_id, ClaimRequest(player, pair.phc, receipt))
        except TimeoutError:
            raise OutcomeUnknown from None
        except (OutcomeUnknown, ReplicasMissing):
            raise
        except Problem:
            self._reserve.give_back(pair)
            raise
        if answer.outcome == "claimed":
            return Claimed(Ticket(raffle_id, answer.ticket_number, codes.show(pair.code)), replayed=False)
        self._reserve.give_back(pair)
        if answer.outcome == "held":
            return _held(raffle_id, player, key, answer)
        raise SoldOut

    async def close(self) -> None:
        """Wait for the calls in flight."""
        await asyncio.gather(*self._senders, return_exceptions=True)

    def _queue(self, raffle_id: str, request: ClaimRequest) -> "asyncio.Future[ClaimAnswer]":
        queue = self._queues.get(raffle_id)
        if queue is None:
            queue = self._queues[raffle_id] = deque()
            sender = asyncio.create_task(self._send(raffle_id, queue))
            self._senders.add(sender)
            sender.add_done_callback(self._senders.discard)
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[ClaimAnswer] = loop.create_future()
        queue.append(_Waiting(request, answer, sent_by=loop.time() + SENT_WITHIN))
        return answer

    async def _send(self, raffle_id: str, queue: deque[_Waiting]) -> None:
        group: list[_Waiting] = []
        try:
            while queue:
                group = [queue.popleft() for _ in range(min(len(queue), GROUP))]
                now = asyncio.get_running_loop().time()
                _fail([waiting for waiting in group if waiting.sent_by < now], StoreUnavailable())
                # Who was just refused, or was cancelled while it waited here, has claimed nothing.
                group = [waiting for waiting in group if not waiting.answer.done()]
                if group:
                    await self._send_group(raffle_id, group, queue)
        finally:
            del self._queues[raffle_id]
            # Whatever ended this, nobody may wait for ever.
            _fail(group, OutcomeUnknown())
            _fail(queue, StoreUnavailable())

    async def _send_group(self, raffle_id: str, group: list[_Waiting], queue: deque[_Waiting]) -> None:
        CLAIM_GROUP_SIZE.observe(len(group))
        try:
            remaining, answers = await self._scripts.claim(raffle_id, [waiting.request for waiting in group])
        except (StoreUnavailable, OutcomeUnknown) as problem:
            _fail(group, problem)
            # Who queued meanwhile has waited long enough to be told the same; their claims were not sent.
            _fail(queue, StoreUnavailable())
            queue.clear()
        except Problem as problem:
            if isinstance(problem, RaffleNotFound):
                self._looks.changed(raffle_id)
            _fail(group, problem)
        else:
            self._looks.claimed(raffle_id, remaining)
            for waiting, answer in zip(group, answers, strict=True):
                if not waiting.answer.done():
                    waiting.answer.set_result(answer)


def _held(raffle_id: str, player: str, key: str | None, answer: ClaimAnswer) -> Claimed:
    """Return the ticket that a player holds already, if the key opens its receipt."""
    if key and answer.receipt:
        code = unseal(answer.receipt, idempotency_key=key, raffle_id=raffle_id, player=player)
        if code is not None:
            return Claimed(Ticket(raffle_id, answer.ticket_number, codes.show(code)), replayed=True)
    raise AlreadyParticipated


def _fail(group: Iterable[_Waiting], problem: Problem) -> None:
    for waiting in group:
        if not waiting.answer.done():
            failure = type(problem)()
            failure.__cause__ = problem.__cause__
            waiting.answer.set_exception(failure)
