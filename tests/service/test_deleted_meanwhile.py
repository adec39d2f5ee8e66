"""Operations of several steps: if a raffle is deleted between two steps, the answer says that it was deleted."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import msgspec
import pytest

from app.domain import draw
from app.domain.change import EndRequest, RaffleChange
from app.domain.drawn import SubstitutionRequest
from app.domain.erasure import ErasureRequest
from app.domain.hand_over import HandOverRequest
from app.domain.new_raffle import RaffleRequest
from app.errors import RaffleDeleted, RaffleNotFound
from app.store import keys
from tests.support.parts import CHEAP, Parts, a_raffle
from tests.support.service import Store
from tests.support.sold import FUTURE, of_an_earlier_version, sell

KEY = "an Idempotency-Key of a test"
TICKETS, WINNERS, SUBSTITUTES = 5, 3, 2
PER_CALL = 2
"""The number of tickets or winners in one call. So a fill needs three calls, and a draw needs two calls."""

OF_ANOTHER_SERVICE = "draw records: "
"""The beginning of a message that can come from the service of the tests over HTTP. It runs in the same process, and
compares its own file with its own store each minute."""

CODE = "7QK2M4XD9HTBPW3C"
PLAYER = "198.51.100.1"

Prepare = Callable[[Parts, Store], Awaitable[str]]
"""Prepares a raffle, and returns its id."""

Operate = Callable[[Parts, str, int], Awaitable[object]]
"""Does an operation on a raffle. The number is the ticket that won the first prize, or 0 before the draw."""


async def nothing(parts: Parts, _: Store) -> str:
    return await parts.raffles.id_for(KEY)


async def a_draft(parts: Parts, _: Store) -> str:
    return (await parts.drafts.create(_new())).raffle.id


async def an_open_raffle(parts: Parts, _: Store) -> str:
    return (await parts.raffles.create(msgspec.structs.replace(_new(), closes_at=FUTURE))).raffle.id


async def a_changed_raffle(parts: Parts, store: Store) -> str:
    raffle_id = await an_open_raffle(parts, store)
    await parts.changes.change(raffle_id, RaffleChange(description="New"))
    return raffle_id


async def a_suspended_raffle(parts: Parts, store: Store) -> str:
    raffle_id = await an_open_raffle(parts, store)
    await parts.scripts.suspend(raffle_id, 1)
    return raffle_id


async def a_sold_raffle(parts: Parts, store: Store) -> str:
    raffle_id = (await parts.raffles.create(_new())).raffle.id
    sell(store, raffle_id, *range(1, TICKETS + 1))
    store.redis.hset(keys.codes(raffle_id), mapping=dict.fromkeys(map(str, range(1, TICKETS + 1)), CHEAP.hash(CODE)))
    return raffle_id


async def an_old_raffle(parts: Parts, store: Store) -> str:
    raffle_id = await a_sold_raffle(parts, store)
    of_an_earlier_version(store, raffle_id)
    store.redis.hdel(keys.raffle(raffle_id), "reserves")
    return raffle_id


async def a_sealed_raffle(parts: Parts, store: Store) -> str:
    raffle_id = await a_sold_raffle(parts, store)
    await parts.seals.ensure(raffle_id, 30)
    return raffle_id


async def a_stopped_fill(parts: Parts, store: Store) -> str:
    raffle_id = await an_open_raffle(parts, store)
    store.redis.hset(keys.raffle(raffle_id), "filled", PER_CALL)
    store.redis.srem(keys.pool(raffle_id), *range(PER_CALL + 1, TICKETS + 1))
    store.redis.sadd(keys.FILLING, raffle_id)
    return raffle_id


async def a_drawn_raffle(parts: Parts, store: Store) -> str:
    """Draw a raffle, replace its last winner with the first substitute, and hand over the second-last prize."""
    raffle_id = await a_sold_raffle(parts, store)
    await parts.draw(raffle_id)
    *_, second, last = (await parts.record(raffle_id)).winners
    await parts.substitutions.substitute(raffle_id, SubstitutionRequest(last, "Did not come"))
    await parts.hand_overs.hand_over(raffle_id, HandOverRequest(second, CODE), "anna")
    return raffle_id


def _new() -> RaffleRequest:
    return msgspec.structs.replace(a_raffle(TICKETS, 1, WINNERS - 1), reserves=SUBSTITUTES)


async def look_at_winners(parts: Parts, raffle_id: str, first: int) -> None:
    winners = await parts.reads.winners(await parts.reads.drawn(raffle_id), 0, WINNERS)
    assert [each.ticket_number for each in winners][:1] == [first]
    assert [each.replaces is not msgspec.UNSET for each in winners] == [False] * (WINNERS - 1) + [True]


async def list_all_winners(parts: Parts, raffle_id: str, first: int) -> None:
    drawn = await parts.reads.drawn(raffle_id)
    winners = [each async for chunk in parts.reads.all_winners(drawn) for each in chunk]
    assert [each.ticket_number for each in winners][:1] == [first]
    assert [each.replaces is not msgspec.UNSET for each in winners] == [False] * (WINNERS - 1) + [True]


async def look_for_a_winner(parts: Parts, raffle_id: str, first: int) -> None:
    (winner,) = await parts.reads.winner(await parts.reads.drawn(raffle_id), first)
    assert winner.ticket_number == first


async def get_the_record(parts: Parts, raffle_id: str, first: int) -> None:
    record = msgspec.to_builtins(await parts.record(raffle_id))
    assert draw.check(record)[0] == first
    assert len(record["substitutions"]) == 1


async def list_changes(parts: Parts, raffle_id: str, _: int) -> None:
    async with asyncio.timeout(10):
        assert [each.after for each in (await parts.reads.changes(raffle_id, None, 10)).changes] == ["New"]


async def list_substitutions(parts: Parts, raffle_id: str, _: int) -> None:
    assert len(await parts.reads.substitutions_of_draw(raffle_id, 0, 10)) == 1


async def list_hand_overs(parts: Parts, raffle_id: str, _: int) -> None:
    assert len(await parts.reads.hand_overs_of_draw(raffle_id, 0, 10)) == 1


async def all_hand_overs(parts: Parts, raffle_id: str, _: int) -> None:
    assert [len(chunk) async for chunk in parts.reads.all_hand_overs(raffle_id)] == [1]


async def continue_fills(parts: Parts, raffle_id: str, _: int) -> None:
    before = await parts.fills._continue_stopped({})
    await parts.fills._continue_stopped(before)


async def keep_records(parts: Parts, raffle_id: str, _: int) -> None:
    parts.records._file.path.unlink()
    await parts.records._append_missing()


async def check(parts: Parts, raffle_id: str, first: int) -> None:
    assert (await parts.checks.check(raffle_id, PLAYER, first, CODE)).has_won


EARLY_END = "2098-01-01T00:00:00Z"

OPERATIONS: dict[str, tuple[Prepare, Operate]] = {
    "create": (nothing, lambda parts, *_: parts.raffles.create(_new(), KEY)),
    "create a draft": (nothing, lambda parts, *_: parts.drafts.create(_new(), KEY)),
    "change a draft": (a_draft, lambda parts, each, _: parts.changes.change(each, RaffleChange(name="Fairer"))),
    "publish": (a_draft, lambda parts, each, _: parts.drafts.publish(each)),
    "change": (an_open_raffle, lambda parts, each, _: parts.changes.change(each, RaffleChange(description="New"))),
    "end early": (an_open_raffle, lambda parts, each, _: parts.changes.end_early(each, EndRequest(EARLY_END))),
    "resume": (a_suspended_raffle, lambda parts, each, _: parts.raffles.resume(each)),
    "claim": (an_open_raffle, lambda parts, each, _: parts.claim(each, PLAYER)),
    "erase": (a_sold_raffle, lambda parts, each, _: parts.erasures.erase(each, ErasureRequest(1))),
    "seal": (a_sold_raffle, lambda parts, each, _: parts.seals.ensure(each, 30)),
    "prove": (a_sealed_raffle, lambda parts, each, _: parts.checks.prove(each, PLAYER, 1, CODE)),
    "draw": (a_sold_raffle, lambda parts, each, _: parts.draw(each)),
    "draw an old raffle": (an_old_raffle, lambda parts, each, _: parts.draw(each)),
    "substitute": (
        a_drawn_raffle,
        lambda parts, each, first: parts.substitutions.substitute(each, SubstitutionRequest(first, "Did not come")),
    ),
    "hand over": (
        a_drawn_raffle,
        lambda parts, each, first: parts.hand_overs.hand_over(each, HandOverRequest(first, CODE), "anna"),
    ),
    "check": (a_drawn_raffle, check),
    "look at winners": (a_drawn_raffle, look_at_winners),
    "list all winners": (a_drawn_raffle, list_all_winners),
    "look for a winner": (a_drawn_raffle, look_for_a_winner),
    "get the record": (a_drawn_raffle, get_the_record),
    "list changes": (a_changed_raffle, list_changes),
    "list substitutions": (a_drawn_raffle, list_substitutions),
    "list hand-overs": (a_drawn_raffle, list_hand_overs),
    "list all hand-overs": (a_drawn_raffle, all_hand_overs),
    "continue fills": (a_stopped_fill, continue_fills),
    "search for seals": (a_sold_raffle, lambda parts, *_: parts.seals._seal_some(0)),
    "keep records": (a_drawn_raffle, keep_records),
}


class Deleting:
    """Lets a second worker delete a raffle before one of the calls of the first worker to the store."""

    def __init__(self, worker: Parts, another: Parts, raffle_id: str, before_call: int) -> None:
        self._turn, self._another, self._raffle_id, self._before_call = (
            worker.client.turn,
            another,
            raffle_id,
            before_call,
        )
        self.calls = 0

    @asynccontextmanager
    async def turn(self, until: float, key: str = "") -> AsyncIterator[None]:
        self.calls += 1
        if self.calls == self._before_call:
            with suppress(RaffleNotFound):
                await self._another.raffles.delete(self._raffle_id)
        async with self._turn(until, key):
            yield


@pytest.mark.parametrize("empty", ["valkey"], indirect=True)  # the order of the steps is the same on every store
@pytest.mark.parametrize("operation", OPERATIONS)
async def test_a_deletion_between_two_steps_is_answered_as_a_deletion(
    operation: str, empty: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    prepare, operate = OPERATIONS[operation]
    before_call, ended = 0, False
    while not ended:
        # Given an operation with several calls to the store. A second worker deletes the raffle before the call with
        # the number `before_call`
        before_call += 1
        empty.redis.flushdb()
        worker, another = (Parts.on(empty.connect(), per_call=PER_CALL) for _ in range(2))
        raffle_id = await prepare(worker, empty)
        numbers = empty.redis.zrange(keys.winners(raffle_id), 0, 0)
        deleting = Deleting(worker, another, raffle_id, before_call)
        with monkeypatch.context() as patch:
            patch.setattr(worker.client, "turn", deleting.turn)

            # When the operation runs, Then it either succeeds before the deletion, or answers that the raffle was
            # deleted
            with suppress(RaffleDeleted):
                await operate(worker, raffle_id, int(str(numbers[0])) if numbers else 0)
            await asyncio.gather(*worker.fills._fills.values(), *worker.seals._notes)
        ended = deleting.calls < before_call
        await worker.close()
        await another.close()

        # And the store has only the tombstone (what is kept of a deleted raffle) and the log of the raffle. The
        # services have logged nothing
        if not ended and empty.redis.hexists(keys.raffle(raffle_id), "deleted_at"):
            left = {keys.raffle(raffle_id), keys.log(raffle_id)}
            assert {*empty.redis.keys(f"*{raffle_id}*")} == left, before_call
        assert [each for each in caplog.messages if not each.startswith(OF_ANOTHER_SERVICE)] == [], before_call

        # And every draw record in the record file is complete
        path = worker.records._file.path
        for line in path.read_bytes().splitlines() if path.exists() else []:
            if b'"winners":' in line:
                assert draw.check(msgspec.json.decode(line)), before_call
