"""Draws winners: fixes the entropy, computes the winners, writes the winners, and keeps the draw record.

The entropy is the random text from which the winners are computed. The draw record has all that is needed to compute
them again.

A raffle has terms, a hash of what was announced. Before its draw, it is sealed: all its tickets are fixed by a hash.
Such raffles are drawn by the algorithm `raffle-draw/2`. Old versions of the service created raffles without terms.
These raffles are drawn by `raffle-draw/1`, because this algorithm was announced for them.
"""

import asyncio
import secrets
from collections.abc import Coroutine
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from app.domain import draw
from app.domain.beacon import Chain
from app.domain.drawn import Randomness
from app.domain.raffle import Winner, winners_from, winning_tickets
from app.errors import (
    AlreadyDrawn,
    BeaconSignatureMissing,
    BeaconSignatureWrong,
    EntropyMissing,
    EntropyNotAnnounced,
    InvalidRequest,
    Problem,
    RoundNotYet,
    WrongRound,
)
from app.service.drand import Drand
from app.service.records import Records
from app.service.seals import Seals
from app.service.snapshots import Snapshots
from app.service.tasks_by_raffle import TasksByRaffle
from app.service.turns import Turns
from app.store.answers import Chosen
from app.store.calls import after_a_change
from app.store.raffle_hash import RaffleHash
from app.store.reads import Reads
from app.store.scripts import Scripts

WINNERS_PER_CALL = 5_000
"""The number of winners that one call writes. During the call, other callers of the store wait a few milliseconds."""

ENTROPY_BYTES = 32

SIGNATURES_KEPT = 64
"""The number of right signatures of a beacon that a worker remembers, so that it verifies each of them only once."""

READ_AT_ONCE = 16
"""The largest number of raffles that draws read at the same time. Claims need the other connections to the store."""


class FirstWinners(NamedTuple):
    """The first winners of a draw in prize order, and whether there are more winners."""

    winners: list[Winner]
    more: bool


class Draws:
    """Draws the winners of raffles, each raffle once."""

    def __init__(
        self,
        reads: Reads,
        scripts: Scripts,
        seals: Seals,
        *,
        drand: Drand,
        snapshots: Snapshots,
        records: Records,
        winners_per_call: int = WINNERS_PER_CALL,
    ) -> None:
        self._reads = reads
        self._scripts = scripts
        self._seals = seals
        self._drand = drand
        self._snapshots = snapshots
        self._records = records
        self._winners_per_call = winners_per_call
        self._reading = Turns(at_once=READ_AT_ONCE)
        self._verifying = Turns(at_once=1)
        self._randomness = lru_cache(maxsize=SIGNATURES_KEPT)(_randomness)
        self._under_way: TasksByRaffle[list[int]] = TasksByRaffle()

    async def needs_a_manager(self, raffle_id: str, client: str = "") -> bool:
        """Return whether only a manager may draw.

        If the raffle has a beacon (a public source of signatures that nobody can choose), anybody may draw, because
        nobody can choose the winners.

        Raises:
            StoreUnavailable
        """
        async with self._reading.reading(client):
            fields = (await self._reads.some_fields([raffle_id], ["beacon"]))[raffle_id]
        return not (fields and fields.get("beacon"))

    async def require_drawable(self, raffle_id: str, client: str = "") -> None:
        """Refuse a draw that comes too early or too late. If no ticket is left, wait at most SEAL_SECONDS for the seal.

        The draws of one `client` take turns to read their raffles.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, StillFilling, Suspended
            TicketsRemaining, NotSealed, AlreadyDrawn
            StoreFull, StoreUnavailable, OutcomeUnknown, ReplicasMissing
        """
        async with self._reading.reading(client):
            raffle = await self._reads.raffle_hash(raffle_id)
        if raffle.terms and not raffle.root:
            await self._seals.ensure(raffle_id)
        elif raffle.terms and raffle.drawn_at:
            raise AlreadyDrawn

    async def draw(
        self, raffle_id: str, sent: Randomness | None, most: int, *, manager: str | None = None, client: str = ""
    ) -> FirstWinners:
        """Draw the winners of a raffle; return at most `most` of them, in prize order.

        `sent` comes from the request: either the value from the announced source of entropy, or a round of the beacon
        and its signature. The entropy is fixed before it is used. So every later call by any manager leads to the same
        winners, even after a crash. The log of the raffle names the `manager` who draws. If `manager` is None, the
        client is no manager. The draws of one `client` take turns to read their raffles, and to verify signatures.

        Raises:
            RaffleNotFound, RaffleDeleted, RaffleDamaged, StillFilling, Suspended
            TicketsRemaining, NotSealed, AlreadyDrawn
            EntropyMissing, EntropyNotAnnounced, InvalidRequest
            BeaconSignatureMissing, WrongRound, RoundNotYet, BeaconSignatureWrong, BeaconUnreachable
            StoreUnavailable: nothing was changed.
            OutcomeUnknown: the store failed. The entropy may already be fixed. A retry finishes the draw.
        """
        try:
            async with self._reading.reading(client):
                raffle = await self._reads.raffle_hash(raffle_id)
            if raffle.terms:
                if not raffle.root:
                    await self._seals.ensure(raffle_id)
                    async with self._reading.reading(client):
                        raffle = await self._reads.raffle_hash(raffle_id)
                if raffle.drawn_at:
                    raise AlreadyDrawn
                chosen = await self._choose(raffle, sent, client)
                numbers = await self._once(raffle_id, self._draw_sealed(raffle_id, raffle, chosen, manager))
            else:
                entropy = await self._begin_unsealed(raffle_id, sent)
                numbers = await self._once(raffle_id, self._draw_unsealed(raffle_id, raffle, entropy, manager))
        except Problem as problem:
            self._snapshots.refused(raffle_id, problem)
            raise
        return FirstWinners(winners_from(raffle.prizes, 0, numbers[:most]), more=len(numbers) > most)

    async def close(self) -> None:
        """Wait for the draws under way, because they use the store. A draw goes on even when its client has left."""
        await self._under_way.close()

    async def _once(self, raffle_id: str, drawing: Coroutine[Any, Any, list[int]]) -> list[int]:
        """Return the winning numbers of a draw, which runs in a task of its own. A raffle has at most one such task.

        Anybody may draw a raffle with a beacon, and the draw of a large raffle takes seconds. If each call computed the
        draw, many calls would keep the worker busy. So if a draw of this raffle is under way, wait for its end and
        compute nothing. The draw goes on even if its client leaves.

        Raises:
            AlreadyDrawn: the draw that was under way has drawn the raffle.
        """
        if under_way := self._under_way.get(raffle_id):
            drawing.close()
            await asyncio.shield(under_way)
            raise AlreadyDrawn
        return await asyncio.shield(self._under_way.begin(raffle_id, self._keep(raffle_id, drawing)))

    async def _keep(self, raffle_id: str, drawing: Coroutine[Any, Any, list[int]]) -> list[int]:
        with self._snapshots.changing(raffle_id):
            numbers = await drawing
            await self._records.keep(raffle_id)
        return numbers

    async def _begin_unsealed(self, raffle_id: str, sent: Randomness | None) -> str:
        """Return the entropy of a draw by `raffle-draw/1`. The first call fixes the entropy."""
        _refuse_signature(sent)
        incarnation = await self._reads.incarnation()
        announced = (sent and sent.entropy) or None
        return await self._scripts.draw_begin(raffle_id, announced, secrets.token_hex(ENTROPY_BYTES), incarnation)

    async def _draw_unsealed(self, raffle_id: str, raffle: RaffleHash, entropy: str, manager: str | None) -> list[int]:
        """Draw by `raffle-draw/1`; return the winning numbers in prize order."""
        seed = draw.seed_of(raffle_id, raffle.total_tickets, entropy)
        numbers = await asyncio.to_thread(draw.draw, seed, raffle.total_tickets, winning_tickets(raffle.prizes))
        with after_a_change():
            for first in range(0, len(numbers), self._winners_per_call):
                await self._scripts.draw_commit(
                    raffle_id,
                    entropy=entropy,
                    seed=seed.hex(),
                    winner_count=len(numbers),
                    first=first,
                    numbers=numbers[first : first + self._winners_per_call],
                    manager=manager,
                )
        return numbers

    async def _draw_sealed(self, raffle_id: str, raffle: RaffleHash, chosen: Chosen, manager: str | None) -> list[int]:
        """Draw by `raffle-draw/2`; return the winning numbers in prize order."""
        entropy = await self._scripts.sealed_draw_begin(raffle_id, chosen, await self._reads.incarnation())
        with after_a_change():
            seed = draw.seed_with_terms(raffle_id, raffle.total_tickets, raffle.terms or "", entropy)
            shorter = await self._reads.withdrawn(raffle_id, raffle.total_tickets)
            winners, substitutes = await asyncio.to_thread(
                draw.winners_and_substitutes,
                seed,
                raffle.total_tickets,
                winning_tickets(raffle.prizes),
                raffle.reserves,
                withdrawn=shorter.withdrawn,
                claimed=shorter.claimed,
            )
            numbers = [*winners, *substitutes]
            # Even if no numbers were drawn, one call is needed, because the last call ends the draw.
            for first in range(0, max(1, len(numbers)), self._winners_per_call):
                await self._scripts.sealed_draw_commit(
                    raffle_id,
                    entropy=entropy,
                    seed=seed.hex(),
                    earliest_ms=raffle.earliest_draw_ms,
                    winner_count=len(winners),
                    drawn_count=len(numbers),
                    first=first,
                    numbers=numbers[first : first + self._winners_per_call],
                    manager=manager,
                )
        return winners

    async def _choose(self, raffle: RaffleHash, sent: Randomness | None, client: str) -> Chosen:
        """Return the entropy for a draw.

        If the raffle has no beacon, and an earlier call has fixed the entropy, the result is empty.
        """
        if raffle.chain:
            return await self._beacon(raffle, raffle.chain, sent, client)
        _refuse_signature(sent)
        entropy = (sent and sent.entropy) or ""
        if entropy and not raffle.entropy_source:
            raise EntropyNotAnnounced
        if raffle.entropy:
            return Chosen()
        if raffle.entropy_source and not entropy:
            raise EntropyMissing
        return Chosen(entropy or secrets.token_hex(ENTROPY_BYTES))

    async def _beacon(self, raffle: RaffleHash, chain: Chain, sent: Randomness | None, client: str) -> Chosen:
        """Return the entropy that follows from the round of a raffle.

        The round is the number of the beacon's signature that decides the draw.
        """
        if sent and sent.entropy:
            raise EntropyNotAnnounced
        round_number = raffle.round or 0
        if (sent and not (sent.round and sent.signature)) or (not sent and not self._drand.sources):
            raise BeaconSignatureMissing
        if sent and sent.round != round_number:
            raise WrongRound
        async with self._reading.reading(client):
            wait_ms = chain.time_of(round_number) - await self._reads.now_ms(raffle.id)
        if wait_ms > 0:
            raise RoundNotYet(comes_in_seconds=-(-wait_ms // 1000))
        signature = (sent and sent.signature) or await self._drand.signature(chain, round_number)
        try:
            # A verification holds the GIL for about 3 ms, and anybody may send signatures. So clients take turns. When
            # a round comes, many clients send its signature at once. So `_randomness` remembers right signatures.
            async with self._verifying.turn(client):
                return Chosen(await asyncio.to_thread(self._randomness, chain, round_number, signature), signature)
        except ValueError:
            raise BeaconSignatureWrong from None


def _randomness(chain: Chain, round_number: int, signature: str) -> str:
    return chain.randomness(round_number, signature)


def _refuse_signature(sent: Randomness | None) -> None:
    """Refuse a round or a signature for a raffle without a beacon.

    Raises:
        InvalidRequest
    """
    names = [name for name in ("round", "signature") if sent and getattr(sent, name) is not msgspec.UNSET]
    if names:
        raise InvalidRequest.of(names[0], "This raffle announced no beacon")
