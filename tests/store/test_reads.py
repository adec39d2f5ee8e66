"""Reads of raffles that change while they are read, and reads of many raffles or players."""

from collections.abc import Awaitable, Callable
from typing import Any, Self

import pytest

from app.domain.erasure import ErasureRequest
from app.domain.listing import RaffleFilter
from app.domain.raffle import Raffle
from app.errors import RaffleDamaged, StoreUnavailable
from app.store import keys, lists
from app.store.index import newest_first
from tests.support.parts import Parts, a_raffle
from tests.support.service import Store


class Interrupted:
    """A store that calls `meanwhile` in the middle of each pipeline, except in a transaction."""

    def __init__(self, redis: Any, meanwhile: Callable[[], Awaitable[object]]) -> None:
        self._redis = redis
        self._meanwhile = meanwhile

    def __getattr__(self, command: str) -> Any:
        return getattr(self._redis, command)

    def pipeline(self, *, transaction: bool) -> Any:
        pipe = self._redis.pipeline(transaction=transaction)
        return pipe if transaction else _Interrupted(pipe, self._meanwhile)


class _Interrupted:
    def __init__(self, pipe: Any, meanwhile: Callable[[], Awaitable[object]]) -> None:
        self._pipe = pipe
        self._meanwhile = meanwhile
        self._answers: list[Any] = []
        self._commands: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, command: str) -> Callable[..., None]:
        return lambda *arguments: self._commands.append((command, arguments))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pipe.reset()

    async def execute(self, **_: Any) -> list[Any]:
        answers: list[Any] = []
        for place, (command, arguments) in enumerate(self._commands):
            if place == 2:
                await self._meanwhile()
            getattr(self._pipe, command)(*arguments)
            answers += await self._pipe.execute()
        return answers


async def test_a_claim_in_the_middle_of_a_read_is_no_damage(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a raffle, and a store that receives a claim between two commands of a read
    raffle, _ = await parts.raffles.create(a_raffle(3))
    interrupted = Interrupted(parts.client.commands, lambda: parts.claim(raffle.id, "198.51.100.1"))
    monkeypatch.setattr(parts.client, "commands", interrupted)

    # When the service reads the raffle, Then its counts are all from the same moment
    read = await parts.reads.raffle(raffle.id)
    assert isinstance(read, Raffle)
    assert (read.status, read.available_tickets) == ("open", 2)


async def test_many_archived_raffles_cost_few_reads(
    empty: Store, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a raffle that is older than 60 archived raffles
    oldest, _ = await parts.raffles.create(a_raffle(1))
    fields: Any = empty.redis.hgetall(keys.raffle(oldest.id)) | {"archived": "1"}
    for place in range(60):
        raffle_id = f"0b9f7f0e-6f0c-4a55-9a0e-{place:012}"
        empty.redis.hset(keys.raffle(raffle_id), mapping=fields)
        empty.redis.zadd(keys.RAFFLES, {raffle_id: 9e12 + place})
    reads: list[int] = []

    async def counted(redis: Any, key: str, most: int, after: Any) -> Any:
        reads.append(most)
        return await newest_first(redis, key, most, after)

    monkeypatch.setattr(lists, "newest_first", counted)

    # When somebody asks for one raffle that is not archived, Then three reads of the list of raffles find it
    page = await parts.reads.page(1, None, RaffleFilter(archived=False))
    assert [raffle.id for raffle in page.raffles] == [oldest.id]
    assert len(reads) == 3


async def test_a_page_reports_when_it_becomes_long(empty: Store, parts: Parts) -> None:
    # Given 120 raffles, and a list for the names of the reads that call `before_long`
    raffle, _ = await parts.raffles.create(a_raffle(1))
    fields: Any = empty.redis.hgetall(keys.raffle(raffle.id))
    for place in range(120):
        raffle_id = f"0b9f7f0e-6f0c-4a55-9a0e-{place:012}"
        empty.redis.hset(keys.raffle(raffle_id), mapping=fields)
        empty.redis.zadd(keys.RAFFLES, {raffle_id: 9e12 + place})
    long: list[str] = []

    async def read(name: str, limit: int, wanted: RaffleFilter) -> None:
        async def before_long() -> None:
            long.append(name)

        await parts.reads.page(limit, None, wanted, before_long)

    # When a page (a part of the list of raffles) or a search reads more than 100 raffles, Then it calls `before_long`
    # once. A shorter page or search does not call `before_long`
    await read("usual page", 100, RaffleFilter())
    await read("large page", 1_000, RaffleFilter())
    await read("search that finds nothing", 1, RaffleFilter(words=("nothing",)))
    await read("search that finds a raffle soon", 1, RaffleFilter(words=("fair",)))
    assert long == ["large page", "search that finds nothing"]


async def test_the_holder_of_a_ticket_is_found_among_many(empty: Store, parts: Parts) -> None:
    # Given so many players that one call cannot read them all. One of the players was erased
    players: dict[Any, Any] = {f"player {number}": number for number in range(1, 5_001)}
    empty.redis.hset(keys.players("id"), mapping={**players, "erased-5001": 5_001})
    empty.redis.hset(keys.codes("id"), mapping={str(number): "hash" for number in range(1, 5_002)})

    # When somebody asks for the holders of tickets, Then the players are found. An erased player is not found
    found = [await parts.reads.holder("id", number) for number in (1, 2_500, 5_000, 5_001, 5_002)]
    assert found == ["player 1", "player 2500", "player 5000", "", ""]


@pytest.mark.parametrize("incomplete", [1, 1_000])
async def test_an_incomplete_scan_for_a_holder_is_noticed(
    parts: Parts, monkeypatch: pytest.MonkeyPatch, incomplete: int
) -> None:
    # Given a ticket with a holder. Meanwhile, the players move to another server, so scans of the players miss the
    # holder
    raffle, _ = await parts.raffles.create(a_raffle(3))
    ticket = await parts.claim(raffle.id, "203.0.113.9")
    scan, scans = parts.client.commands.hscan, 0

    async def missing(*arguments: Any, **named: Any) -> Any:
        nonlocal scans
        scans += 1
        return (0, {}) if scans <= incomplete else await scan(*arguments, **named)

    monkeypatch.setattr(parts.client.commands, "hscan", missing)

    # When one scan misses the holder, Then the next scan finds the holder
    if incomplete == 1:
        assert await parts.reads.holder(raffle.id, ticket.ticket_number) == "203.0.113.9"
        return

    # When each scan misses the holder, Then the service does not answer that nobody holds the ticket
    with pytest.raises(StoreUnavailable):
        await parts.reads.holder(raffle.id, ticket.ticket_number)


async def test_no_scan_looks_for_a_holder_who_does_not_exist(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a raffle with an erased player, and a raffle that has lost the entry of its player
    raffle, _ = await parts.raffles.create(a_raffle(3))
    erased = await parts.claim(raffle.id, "203.0.113.9")
    claimed = await parts.claim(raffle.id, "203.0.113.10")
    await parts.erasures.erase(raffle.id, ErasureRequest(player="203.0.113.9"))
    damaged, _ = await parts.raffles.create(a_raffle(3))
    lost = await parts.claim(damaged.id, "203.0.113.9")
    await parts.claim(damaged.id, "203.0.113.10")
    await parts.client.commands.hdel(keys.players(damaged.id), "203.0.113.9")
    scan, scanned = parts.client.commands.hscan, list[str]()

    async def noted(key: str, *arguments: Any, **named: Any) -> Any:
        scanned.append(key)
        return await scan(key, *arguments, **named)

    monkeypatch.setattr(parts.client.commands, "hscan", noted)

    # When nobody has claimed a ticket, or its player is erased, Then the answer that nobody holds it needs no scan
    (free,) = {1, 2, 3} - {erased.ticket_number, claimed.ticket_number}
    assert [await parts.reads.holder(raffle.id, number) for number in (erased.ticket_number, free)] == ["", ""]
    assert scanned == []

    # And if the entry of the player is lost, Then the answer is that the raffle is damaged
    with pytest.raises(RaffleDamaged):
        await parts.reads.holder(damaged.id, lost.ticket_number)


async def test_a_read_names_the_players_who_still_hold_a_ticket(parts: Parts) -> None:
    # Given a raffle with two players, one of whom is erased
    raffle, _ = await parts.raffles.create(a_raffle(3))
    await parts.claim(raffle.id, "198.51.100.1")
    await parts.claim(raffle.id, "198.51.100.2")
    await parts.scripts.erase(raffle.id, "198.51.100.1", None, "a manager")

    # When the service asks who holds a ticket, Then the answer has neither the erased player nor a player without a
    # ticket
    asked = [f"198.51.100.{place}" for place in (1, 2, 3)]
    assert await parts.reads.who_hold(raffle.id, asked) == {"198.51.100.2"}

    # And a raffle that does not exist has no players
    assert await parts.reads.who_hold("no-raffle", asked) == set()
