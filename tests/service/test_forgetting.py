"""The addresses of players are deleted a day after the draw, and not earlier, even if the store's clock jumps.

The addresses are in three keys: the players, the receipts (codes in encrypted form) and the counts of networks.
"""

import logging
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from app.asgi import Parts as ServiceParts
from app.domain import player
from app.domain.terms import milliseconds, shown
from app.service.forgetting import Forgetting
from app.store import keys
from tests.support.parts import Parts, a_raffle, claim_or_raise
from tests.support.service import Service, Store, small_settings
from tests.support.waiting import until

HOUR = 60 * 60
DAY = 24 * HOUR
HOLDER, KEY = "192.0.2.1", "the-key-of-this-player"


@pytest.fixture
async def parts(empty: Store) -> AsyncIterator[Parts]:
    working = Parts.on(empty.connect())
    yield working
    await working.close()


def ttl(store: Store, name: str) -> int:
    """Return the seconds until a key expires in the store; -1 if the key never expires, -2 if there is no such key."""
    seconds: Any = store.redis.ttl(name)
    return int(seconds)


class Day:
    """The addresses of a raffle that has just been drawn. Tests let hours pass, or let the clock of the store jump."""

    def __init__(self, store: Store, parts: Parts, raffle_id: str) -> None:
        self.store = store
        self.redis = store.redis
        self.raffle_id = raffle_id
        self.client = parts.client
        self.now = 0.0
        self.forgetting = self.another_worker()

    def another_worker(self) -> Forgetting:
        return Forgetting(self.client, now=lambda: self.now)

    @property
    def names(self) -> list[str]:
        return [part(self.raffle_id) for part in (keys.players, keys.receipts, keys.networks)]

    @property
    def kept(self) -> list[bool]:
        """Whether the store has the players, the receipts and the counts of networks."""
        return [bool(self.redis.exists(name)) for name in self.names]

    def jump(self, hours: float) -> None:
        """Simulate a jump of the store's clock: move the time of the draw back, and shorten the expiry of the keys."""
        raffle = keys.raffle(self.raffle_id)
        drawn_ms = milliseconds(str(self.redis.hget(raffle, "drawn_at")))
        self.redis.hset(raffle, "drawn_at", shown(drawn_ms - round(hours * HOUR * 1000)))
        for name in self.names:
            if (left := self.ttl(name)) > 0:
                self.redis.expire(name, round(left - hours * HOUR))

    def ttl(self, name: str) -> int:
        return ttl(self.store, name)

    async def pass_by(self, hours: float) -> None:
        """Let hours pass, and then let the service check the raffles once."""
        self.now += hours * HOUR
        self.jump(hours)
        await self.forgetting.look()


@pytest.fixture
async def day(empty: Store, parts: Parts) -> Day:
    raffle, _ = await parts.raffles.create(a_raffle(1))
    parts.stock()
    await claim_or_raise(parts.claims, raffle.id, HOLDER, KEY)
    empty.redis.hset(keys.networks(raffle.id), "2001:db8::/48", 1)
    await parts.draw(raffle.id)
    return Day(empty, parts, raffle.id)


async def test_a_clock_that_jumps_deletes_no_address(day: Day, parts: Parts, caplog: pytest.LogCaptureFixture) -> None:
    # Given a raffle that was drawn an hour ago
    await day.forgetting.look()
    await day.pass_by(1)

    # When the clock of the store jumps forward by 30 hours
    day.jump(30)
    with caplog.at_level(logging.WARNING):
        await day.forgetting.look()

    # Then all addresses are kept, a retry of the holder gets the ticket, and a log line reports the jump
    assert day.kept == [True, True, True]
    assert (await claim_or_raise(parts.claims, day.raffle_id, HOLDER, KEY)).replayed
    assert [record.getMessage().split(":")[0] for record in caplog.records] == [
        "the clock of the store jumped forward by 30.0 h"
    ]

    # And when a full day has passed since the draw, Then the addresses are deleted
    await day.pass_by(22.9)
    assert day.kept == [True, True, True]
    await day.pass_by(0.2)
    assert day.kept == [False, False, False]


@pytest.mark.parametrize("hours", [-30.0, 0.0])
async def test_addresses_are_deleted_a_day_after_the_draw(day: Day, hours: float) -> None:
    # Given a raffle that has just been drawn. In one case, the clock of the store is set back after the draw
    await day.forgetting.look()
    await day.pass_by(0.01)
    day.jump(hours)

    # When almost a day has passed, Then all addresses are kept
    await day.pass_by(23.9)
    assert day.kept == [True, True, True]

    # When a full day has passed, Then no address is kept
    await day.pass_by(0.1)
    assert day.kept == [False, False, False]


async def test_without_a_service_the_store_deletes_the_addresses(day: Day) -> None:
    # Given a drawn raffle, When a service has checked it only once, Then the store is set to delete the addresses after
    # a day
    await day.forgetting.look()
    assert all(DAY - 10 <= day.ttl(name) <= DAY for name in day.names)

    # When the service has checked the raffle twice, Then the store is set to delete the addresses three days after the
    # draw. The service deletes them earlier, by its own clock
    await day.forgetting.look()
    assert all(3 * DAY - 10 <= day.ttl(name) <= 3 * DAY for name in day.names)

    # And a third check does not postpone this deletion
    for name in day.names:
        day.redis.expire(name, 3 * DAY - 30)
    await day.forgetting.look()
    assert all(day.ttl(name) <= 3 * DAY - 30 for name in day.names)


async def test_a_worker_that_starts_after_a_jump_deletes_nothing_immediately(day: Day) -> None:
    # Given a raffle that has just been drawn. The clock of the store has jumped forward by 40 hours
    await day.forgetting.look()
    await day.forgetting.look()
    day.jump(40)

    # When another worker starts, Then it keeps the addresses for an hour, because it cannot know that the clock has
    # jumped. After this hour, it deletes them
    day.forgetting = day.another_worker()
    await day.forgetting.look()
    await day.pass_by(0.9)
    assert day.kept == [True, True, True]
    await day.pass_by(0.2)
    assert day.kept == [False, False, False]


async def test_players_of_an_earlier_version_are_kept_too(day: Day) -> None:
    # Given a raffle that an earlier version drew 21 hours ago
    day.jump(21)
    assert all(0 < day.ttl(name) <= 3 * HOUR for name in day.names)

    # When the service starts and the clock of the store jumps, Then the addresses are kept until a day after the draw
    await day.forgetting.look()
    await day.forgetting.look()
    day.jump(30)
    await day.pass_by(2.9)
    assert day.kept == [True, True, True]
    await day.pass_by(0.2)
    assert day.kept == [False, False, False]


async def test_other_raffles_keep_their_players(day: Day, empty: Store, parts: Parts) -> None:
    # Given a sold-out raffle, an open raffle, and a drawn raffle in which the time of the draw cannot be read
    names = []
    for total in (1, 2):
        raffle, _ = await parts.raffles.create(a_raffle(total))
        await parts.claim(raffle.id, HOLDER)
        names.append(keys.players(raffle.id))
    empty.redis.hset(keys.raffle(day.raffle_id), "drawn_at", "yesterday")
    before = [day.ttl(name) for name in [*names, *day.names]]

    # When days pass, Then the service does not change the expiry of the players of these raffles
    for _ in range(3):
        day.now += DAY
        await day.forgetting.look()
    assert [day.ttl(name) for name in [*names, *day.names]] == pytest.approx(before, abs=10)
    assert [empty.redis.exists(name) for name in names] == [1, 1]


async def test_each_of_many_raffles_is_looked_at(day: Day, empty: Store) -> None:
    # Given a drawn raffle among 700 others, so many that the service checks only some of them at a time
    empty.redis.zadd(keys.RAFFLES, {f"raffle-{number}": number for number in range(700)})

    # When the service checks several times, Then it finds the drawn raffle, and deletes its addresses after a day
    await until(lambda: day.forgetting.look() if day.ttl(day.names[0]) <= DAY else True)
    day.now += DAY
    await until(lambda: day.forgetting.look() if any(day.kept) else True)


@pytest.mark.parametrize("empty", ["valkey"], indirect=True)
async def test_the_service_watches_until_it_is_closed(empty: Store) -> None:
    # Given a drawn raffle whose players expire in the store in ten seconds
    empty.redis.zadd(keys.RAFFLES, {"an-id": 1})
    empty.redis.hset(keys.raffle("an-id"), "drawn_at", shown(round(time.time() * 1000)))
    empty.redis.hset(keys.players("an-id"), HOLDER, 1)
    empty.redis.expire(keys.players("an-id"), 10)

    # When a service that checks often starts, Then it postpones this expiry. And when this service stops, Then it stops
    # quickly
    def quick(parts: ServiceParts) -> ServiceParts:
        return replace(parts, forgetting=Forgetting(parts.client, look_seconds=0.02))

    with Service(small_settings(), empty, quick):
        await until(lambda: ttl(empty, keys.players("an-id")) > DAY)


async def test_a_worker_forgets_the_addresses_that_it_has_parsed() -> None:
    # Given a worker that has parsed the text of an address, and keeps the result
    now = 0.0
    forgetting = Forgetting(None, now=lambda: now)  # type: ignore[arg-type] # the store is not used
    player.player_of("2001:db8::7", 64)
    player.site_of("2001:db8::/64")
    keeping = (player._parsed_player, player.network_of, player.site_of)
    assert all(each.cache_info().currsize for each in keeping)

    # When less than an hour has passed, Then the address is kept, so that it is not parsed again and again
    now = HOUR - 1
    forgetting.forget_parsed()
    assert all(each.cache_info().currsize for each in keeping)

    # When an hour has passed, Then no address is kept
    now = HOUR
    forgetting.forget_parsed()
    assert not any(each.cache_info().currsize for each in keeping)
