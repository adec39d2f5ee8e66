"""Compares the store with a model in plain Python. After any operations in any order, both have the same content."""

import asyncio
import random
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from app.domain import draw, tree
from app.domain.drawn import SubstitutionRequest
from app.domain.erasure import ErasureRequest
from app.domain.hand_over import HandOverRequest
from app.domain.new_raffle import RaffleRequest
from app.domain.raffle import Winner
from app.errors import Problem
from app.store import keys
from tests.faults.conftest import many
from tests.support.parts import Parts, a_raffle, claim_or_raise
from tests.support.service import Store
from tests.support.sold import PAST, close

EXAMPLES = many(20, 200)
"""The number of random sequences of operations, on each kind of store."""

PLAYERS = [f"198.51.100.{number}" for number in range(6)]


@dataclass
class Model:
    """The content that a raffle should have."""

    new: RaffleRequest
    tickets: dict[str, tuple[int, str]] = field(default_factory=dict)
    winners: list[int] | None = None
    substitutes: list[int] = field(default_factory=list)
    substitutions: list[tuple[int, int]] = field(default_factory=list)
    handed_over: set[int] = field(default_factory=set)
    before_the_draw: list[str] = field(default_factory=list)
    after_the_draw: list[str] = field(default_factory=list)
    closed: bool = False

    @property
    def status(self) -> str:
        if self.winners is not None:
            return "drawn"
        return "closed" if self.left and self.closed else "open" if self.left else "sold_out"

    @property
    def left(self) -> int:
        return self.new.total_tickets - len(self.tickets)

    @property
    def available(self) -> int:
        return 0 if self.closed else self.left

    def prize_of(self, number: int) -> str | None:
        names = [prize.name for prize in self.new.prizes for _ in range(prize.amount)]
        return dict(zip(self.holders, names, strict=False)).get(number)

    @property
    def acts(self) -> list[str]:
        """The acts on the raffle, in the order and with the names of its log."""
        drew = [] if self.winners is None else ["drew"]
        return ["created", *self.before_the_draw, *drew, *self.after_the_draw]

    @property
    def holders(self) -> list[int]:
        """The tickets that hold the places (0, 1, 2 ...) after all substitutions, in the order of the places."""
        holders = list(self.winners or [])
        for number, replaced_by in self.substitutions:
            holders[holders.index(number)] = replaced_by
        return holders


class RaffleMachine(RuleBasedStateMachine):
    """Runs operations in any order: create, claim, erase, close, draw, substitute, hand over, check, delete, list."""

    store: Store
    raffles = Bundle("raffles")

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.model: dict[str, Model] = {}
        self.checks = 0

    @initialize()
    def start(self) -> None:
        self.store.redis.flushdb()
        self.runner.get_loop()
        self.parts = self.runner.run(self._parts())

    async def _parts(self) -> Parts:
        return Parts.on(self.store.connect())

    def outcome(self, doing: Coroutine[Any, Any, Any]) -> Any:
        """Return the result of an operation, or the slug of its problem."""
        try:
            return self.runner.run(doing)
        except Problem as problem:
            return problem.slug

    @rule(target=raffles, total=st.integers(1, 5), data=st.data())
    def create(self, total: int, data: st.DataObject) -> str:
        winning = data.draw(st.integers(1, total))
        first = data.draw(st.integers(1, winning))
        new = a_raffle(total, *([first, winning - first] if winning > first else [first]))
        new = msgspec.structs.replace(new, reserves=data.draw(st.integers(0, total - winning)) or None)
        raffle, replayed = self.runner.run(self.parts.raffles.create(new))
        assert not replayed
        self.model[raffle.id] = Model(new)
        return raffle.id

    @rule(raffle_id=raffles, player=st.sampled_from(PLAYERS))
    def claim(self, raffle_id: str, player: str) -> None:
        outcome = self.outcome(self.parts.claim(raffle_id, player))
        model = self.model[raffle_id]
        if player in model.tickets:
            assert outcome == "already-participated"
        elif not model.available:
            assert outcome == ("closed" if model.left else "sold-out")
        else:
            taken = {number for number, _ in model.tickets.values()}
            assert outcome.ticket_number in set(range(1, model.new.total_tickets + 1)) - taken
            model.tickets[player] = (outcome.ticket_number, outcome.verification_code)

    @rule(raffle_id=raffles, chance=st.randoms(use_true_random=False))
    def claim_all_at_once(self, raffle_id: str, chance: random.Random) -> None:
        players = chance.sample(PLAYERS, len(PLAYERS))

        async def race() -> list[Any]:
            for _ in players:
                self.parts.stock()
            claims = [claim_or_raise(self.parts.claims, raffle_id, player) for player in players]
            return await asyncio.gather(*claims, return_exceptions=True)

        model = self.model[raffle_id]
        before = dict(model.tickets)
        left = model.available
        for player, outcome in zip(players, self.runner.run(race()), strict=True):
            if player in before:
                assert outcome.slug == "already-participated"
            elif isinstance(outcome, Problem):
                assert outcome.slug == ("closed" if model.closed and left == 0 and model.left else "sold-out")
            else:
                model.tickets[player] = (outcome.ticket.ticket_number, outcome.ticket.verification_code)
        assert len(model.tickets) == len(before) + min(left, len(set(players) - before.keys()))
        assert len({number for number, _ in model.tickets.values()}) == len(model.tickets)

    @rule(raffle_id=raffles)
    def draw(self, raffle_id: str) -> None:
        outcome = self.outcome(self.parts.draw(raffle_id))
        model = self.model[raffle_id]
        if model.winners is not None:
            assert outcome == "already-drawn"
        elif model.available:
            assert outcome == "tickets-remaining"
        else:
            assert outcome is None
            record = self.runner.run(self.parts.record(raffle_id))
            model.winners = draw.check(msgspec.to_builtins(record))
            model.substitutes = record.substitutes or []
            claimed = {number for number, _ in model.tickets.values()}
            assert {*model.winners, *model.substitutes} <= claimed

    @rule(raffle_id=raffles, player=st.sampled_from(PLAYERS), by_number=st.booleans())
    def erase(self, raffle_id: str, player: str, by_number: bool) -> None:
        model = self.model[raffle_id]
        number, _ = model.tickets.get(player, (99, ""))
        asked = ErasureRequest(ticket_number=number) if by_number else ErasureRequest(player=player)
        outcome = self.outcome(self.parts.erasures.erase(raffle_id, asked))
        if model.winners is not None:
            assert outcome == "already-drawn"
        elif number == 99:
            assert outcome == "player-not-found"
        else:
            assert outcome is None
            model.tickets[f"erased-{number}"] = model.tickets.pop(player)
            model.before_the_draw.append("erased")

    @rule(raffle_id=raffles)
    def close(self, raffle_id: str) -> None:
        model = self.model[raffle_id]
        if model.winners is None:
            close(self.store, raffle_id)
            closed = msgspec.structs.replace(model.new, closes_at=PAST)
            self.store.redis.hset(f"raffle:{{{raffle_id}}}", "terms", closed.terms)
            model.closed = True

    @rule(raffle_id=raffles)
    def seal(self, raffle_id: str) -> None:
        outcome = self.outcome(self.parts.seals.ensure(raffle_id))
        assert outcome == ("tickets-remaining" if self.model[raffle_id].available else None)

    @rule(raffle_id=raffles, player=st.sampled_from(PLAYERS))
    def prove(self, raffle_id: str, player: str) -> None:
        model = self.model[raffle_id]
        root = self.store.redis.hget(f"raffle:{{{raffle_id}}}", "root")
        number, code = model.tickets.get(player, (99, "7QK2-M4XD-9HTB-PW3C"))
        self.checks += 1
        outcome = self.outcome(self.parts.checks.prove(raffle_id, f"checker {self.checks}", number, code))
        if root is None:
            assert outcome == "not-sealed"
        elif number == 99:
            assert outcome == "ticket-not-found"
        else:
            proof = msgspec.to_builtins(outcome)
            assert tree.check_proof(proof, str(root), model.new.total_tickets) == (number, True)

    @rule(raffle_id=raffles, number=st.integers(1, 5))
    def substitute(self, raffle_id: str, number: int) -> None:
        model = self.model[raffle_id]
        asked = SubstitutionRequest(number, "Did not come")
        outcome = self.outcome(self.parts.substitutions.substitute(raffle_id, asked))
        if model.winners is None:
            assert outcome == "not-drawn"
        elif number in {before for before, _ in model.substitutions}:
            assert outcome == "already-substituted"
        elif number not in model.holders:
            assert outcome == "not-a-winner"
        elif number in model.handed_over and len(model.substitutions) < len(model.substitutes):
            assert outcome == "already-handed-over"
        elif len(model.substitutions) == len(model.substitutes):
            assert outcome == "no-substitutes-left"
        else:
            assert outcome.replaced_by == model.substitutes[len(model.substitutions)]
            model.substitutions.append((number, outcome.replaced_by))
            model.after_the_draw.append("substituted")

    @rule(raffle_id=raffles, player=st.sampled_from(PLAYERS), code_of=st.sampled_from(PLAYERS))
    def hand_over(self, raffle_id: str, player: str, code_of: str) -> None:
        model = self.model[raffle_id]
        number, _ = model.tickets.get(player, (99, ""))
        _, code = model.tickets.get(code_of, (99, "7QK2-M4XD-9HTB-PW3C"))
        self.checks += 1
        asked = HandOverRequest(number, code)
        outcome = self.outcome(self.parts.hand_overs.hand_over(raffle_id, asked, f"manager {self.checks}"))
        if model.winners is None:
            assert outcome == "not-drawn"
        elif number == 99:
            assert outcome == "ticket-not-found"
        elif model.tickets.get(code_of, (0, ""))[0] != number:
            assert outcome == "invalid-code"
        elif number in {before for before, _ in model.substitutions}:
            assert outcome == "already-substituted"
        elif number not in model.holders:
            assert outcome == "no-prize-won"
        elif number in model.handed_over:
            assert outcome == "already-handed-over"
        else:
            assert outcome.prize == model.prize_of(number)
            model.handed_over.add(number)
            model.after_the_draw.append("handed_over")

    async def winners(self, raffle_id: str) -> list[Winner]:
        return await self.parts.reads.winners(await self.parts.reads.drawn(raffle_id), 0, 100)

    @rule(raffle_id=raffles)
    def list_winners(self, raffle_id: str) -> None:
        outcome = self.outcome(self.winners(raffle_id))
        model = self.model[raffle_id]
        if model.winners is None:
            assert outcome == "not-drawn"
        else:
            assert [(winner.ticket_number, winner.prize) for winner in outcome] == [
                (number, model.prize_of(number)) for number in model.holders
            ]

    @rule(raffle_id=raffles, player=st.sampled_from(PLAYERS), code_of=st.sampled_from(PLAYERS))
    def verify(self, raffle_id: str, player: str, code_of: str) -> None:
        model = self.model[raffle_id]
        number, _ = model.tickets.get(player, (99, ""))
        _, code = model.tickets.get(code_of, (99, "7QK2-M4XD-9HTB-PW3C"))
        self.checks += 1
        outcome = self.outcome(self.parts.checks.check(raffle_id, f"checker {self.checks}", number, code))
        if model.winners is None:
            assert outcome == "not-drawn"
        elif number == 99:
            assert outcome == "ticket-not-found"
        elif model.tickets.get(code_of, (0, ""))[0] != number:
            assert outcome == "invalid-code"
        else:
            assert outcome.prize == model.prize_of(number)
            assert outcome.has_won == (outcome.prize is not None)

    @rule(raffle_id=consumes(raffles))
    def delete(self, raffle_id: str) -> None:
        assert self.outcome(self.parts.raffles.delete(raffle_id)) is None
        acts = self.model.pop(raffle_id).acts
        left = {key for key in self.store.redis.keys("*") if raffle_id in key and "failures" not in key}
        assert left == {keys.raffle(raffle_id), keys.log(raffle_id)}
        assert self.acts(raffle_id) == [*acts, "deleted"]
        for doing in (
            self.parts.reads.raffle(raffle_id),
            self.parts.raffles.delete(raffle_id),
            self.parts.claim(raffle_id, PLAYERS[0]),
            self.parts.draw(raffle_id),
            self.parts.reads.drawn(raffle_id),
            self.parts.checks.check(raffle_id, PLAYERS[0], 1, "7QK2"),
        ):
            assert self.outcome(doing) == "raffle-deleted"

    def acts(self, raffle_id: str) -> Sequence[str]:
        return [entry.act for entry in self.runner.run(self.parts.reads.log(raffle_id, 0, 100))]

    @rule(raffle_id=raffles)
    def read_log(self, raffle_id: str) -> None:
        assert self.acts(raffle_id) == self.model[raffle_id].acts

    @rule(limit=st.integers(1, 3))
    def list(self, limit: int) -> None:
        listed: dict[str, Any] = {}
        after = None
        while True:
            page = self.runner.run(self.parts.raffles.page(limit, after))
            after = page.last
            listed |= {raffle.id: raffle for raffle in page.raffles}
            if after is None:
                break
        assert listed.keys() == self.model.keys()
        for raffle_id, raffle in listed.items():
            model = self.model[raffle_id]
            assert (raffle.status, raffle.available_tickets) == (model.status, model.available)
            assert (raffle.winners_drawn, raffle.prizes) == (model.winners is not None, model.new.prizes)

    @invariant()
    def nothing_exists_before_the_draw(self) -> None:
        for raffle_id, model in self.model.items():
            if model.winners is None:
                key = f"raffle:{{{raffle_id}}}"
                assert self.store.redis.hmget(key, ["entropy", "seed"]) == [None, None]
                assert not self.store.redis.exists(f"{key}:winners")

    def teardown(self) -> None:
        if hasattr(self, "parts"):
            self.runner.run(self.parts.close())
        self.runner.close()


@pytest.mark.timeout(many(120, 1_200))
def test_the_store_and_a_plain_model_always_agree(empty: Store) -> None:
    class Machine(RaffleMachine):
        store = empty

    # When operations run in any order, Then the store and the model have the same content
    run_state_machine_as_test(
        Machine,
        settings=settings(max_examples=EXAMPLES, stateful_step_count=40, suppress_health_check=list(HealthCheck)),
    )
