"""Watching: a watcher of a raffle gets its new states as a stream of events. One read serves all its watchers.

A worker often looks at the sign of a raffle (a few numbers that change with the raffle), and reads the raffle itself
only if the sign has changed. Many watchers of one raffle are called a crowd. A crowd gets new numbers of tickets less
often than a few watchers, but a new status without delay. If nothing changes, a watcher gets heartbeats.
"""

import asyncio
import json
import math
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

import msgspec
import pytest

from app.domain.raffle import Status
from app.domain.stage import Stage
from app.errors import StoreUnavailable, StreamsBusy, TooManyStreams
from app.service.snapshots import Snapshot, Snapshots
from app.service.watch import STREAMS_OF_A_PLAYER, Watches
from app.store.signs import Sign
from tests.support.waiting import let_tasks_run, until

CROWD: dict[str, Any] = {"poll_seconds": 0.02, "notices_per_second": 0.001, "slowest_seconds": 0.5}
"""With these limits, even a single watcher counts as a crowd. A crowd rarely gets a new number of tickets."""


class Changing:
    """Snapshots and signs of a raffle. Between two looks, players claim `by` tickets."""

    def __init__(self, by: int = 1) -> None:
        self.left = 1000
        self.reads = 0
        self.status: Status = "open"
        self.stage: Stage | msgspec.UnsetType = msgspec.UNSET
        self.substitutions = 0
        self.unavailable = False
        self.changes_in_seconds = math.inf
        self.looks = 0
        self.tell_change: Callable[[str], None] = lambda _: None
        self.late: Snapshot | None = None  # the answer to the next read: a state that was read earlier
        self._by = by
        self._read = asyncio.Event()

    async def get(self, _: str, client: str | None = None) -> Snapshot:  # noqa: ARG002 - as Snapshots
        self.reads += 1
        self._read.set()
        if self.late is not None:
            late, self.late = self.late, None
            return late
        if self.unavailable:
            raise StoreUnavailable
        body = json.dumps({"status": self.status, "available_tickets": self.left}).encode()
        return Snapshot(body, "", self.status, stage=self.stage)

    def drop(self, raffle_id: str) -> None:
        pass

    def call_at_claim(self, call: Callable[[str], None]) -> None:
        self.tell_change = call

    def call_at_change(self, call: Callable[[str], None]) -> None:
        self.tell_change = call

    async def by_server(self, raffle_ids: Sequence[str]) -> list[list[str]]:
        return [list(raffle_ids)]

    async def read(self, raffle_ids: Sequence[str]) -> list[Sign | None]:
        self.looks += 1
        if self.unavailable:
            raise StoreUnavailable
        self.left -= self._by
        state = (self.status, self.left, self.substitutions)
        return [Sign(state, self.changes_in_seconds, self.substitutions) for _ in raffle_ids]

    async def is_looked_at(self, times: int) -> None:
        """Wait for this number of looks at the raffle."""
        await until(lambda: self.looks >= times)

    async def is_read(self, times: int) -> None:
        """Wait for this number of further reads of the raffle."""
        goal = self.reads + times
        while self.reads < goal:
            self._read.clear()
            await self._read.wait()


def watches_of(raffle: Changing, **limits: Any) -> Watches:
    return Watches(cast(Snapshots, raffle), raffle, **limits)


@asynccontextmanager
async def watched(raffle: Changing, **limits: Any) -> AsyncIterator[Watches]:
    """Yield the watches of a worker, with one watcher of the raffle. Close the watches at the end of the block."""
    watches = watches_of(raffle, **limits)
    states = await watches.follow("raffle", "player")
    await anext(states)
    async with asyncio.timeout(10):
        yield watches
    watches.close()
    assert len([state async for state in states]) <= 1


async def next_state(stream: AsyncIterator[bytes | None]) -> bytes:
    """Return the next state of a stream. Ignore heartbeats."""
    while (state := await anext(stream)) is None:
        pass
    return state


def left(state: bytes | None) -> int:
    assert state is not None
    return int(json.loads(state)["available_tickets"])


async def test_one_look_serves_all_watchers_until_the_last_watcher_leaves() -> None:
    # Given a raffle that ten people watch
    raffle = Changing(by=0)
    watches = watches_of(raffle, poll_seconds=0.1, quiet_poll_seconds=0.1, heartbeat_seconds=0)
    watchers = [await watches.follow("raffle", "player") for _ in range(10)]
    for watcher in watchers:
        await anext(watcher)
    before = raffle.looks

    # When each watcher has got three heartbeats, Then there were about three looks at the raffle, and not thirty
    for _ in range(3):
        assert {await anext(watcher) for watcher in watchers} == {None}
    assert before + 2 <= raffle.looks <= before + 6

    # And when the last watcher has left, Then nobody looks at the raffle any more
    for watcher in watchers:
        await watcher.aclose()  # type: ignore[attr-defined]
    await asyncio.wait_for(watches.wait_closed(), 5)


async def test_a_raffle_that_has_not_changed_is_not_read_again() -> None:
    # Given a raffle without changes, and many looks at this raffle
    raffle = Changing(by=0)
    async with watched(raffle, poll_seconds=0.001, quiet_poll_seconds=0.001):
        await until(lambda: raffle.looks >= 2)
        before = raffle.reads

        # When ten more looks follow, Then the raffle itself is not read again
        looks = raffle.looks
        await until(lambda: raffle.looks >= looks + 10)
        assert raffle.reads == before


async def test_a_raffle_without_changes_is_looked_at_less_often_until_this_worker_changes_it() -> None:
    # Given a raffle that has not changed for some time. So the next look comes only after `quiet_poll_seconds`
    raffle = Changing(by=0)
    async with watched(raffle, poll_seconds=0.001, quiet_poll_seconds=60, heartbeat_seconds=0.01) as watches:
        states = await watches.follow("raffle", "player")
        await anext(states)
        await until(lambda: watches._watches["raffle"].pause_seconds > 1)
        looks = raffle.looks
        for _ in range(3):
            assert await anext(states) is None
        assert raffle.looks == looks

        # When this worker changes the raffle, Then its watchers get the new state immediately
        raffle.left -= 1
        raffle.tell_change("raffle")
        assert [state async for state in first_state(states)] == [raffle.left]


async def first_state(states: AsyncIterator[bytes | None]) -> AsyncIterator[int]:
    """Yield the number of tickets in the next state. Skip the heartbeats before this state."""
    async for state in states:
        if state is not None:
            yield left(state)
            return


class TwoServers(Changing):
    """Two raffles on two servers. One of the servers hangs."""

    async def by_server(self, raffle_ids: Sequence[str]) -> list[list[str]]:
        return [[raffle_id] for raffle_id in raffle_ids]

    async def read(self, raffle_ids: Sequence[str]) -> list[Sign | None]:
        if raffle_ids[0] == "hangs":
            await asyncio.Event().wait()
        return await super().read(raffle_ids)


async def test_a_server_that_hangs_does_not_delay_raffles_on_other_servers() -> None:
    # Given watchers of two raffles. The first raffle is on a server that hangs
    raffle = TwoServers()
    watches = watches_of(raffle, poll_seconds=0.01, notices_per_second=10_000)
    for raffle_id in ("hangs", "raffle"):
        states = await watches.follow(raffle_id, "player")
        await anext(states)

    # When players claim tickets of the second raffle, Then its watchers get each new number
    async with asyncio.timeout(10):
        numbers = [left(await anext(states)) for _ in range(3)]
    assert numbers == sorted(numbers, reverse=True)
    watches.close()
    for look in watches._looks:
        look.cancel()
    await watches.wait_closed()


async def test_a_slow_watcher_gets_only_the_newest_state() -> None:
    # Given a raffle that changes faster than its watcher reads the states
    raffle = Changing()
    async with watched(raffle, poll_seconds=0.01) as watches:
        states = await watches.follow("raffle", "player")
        first = await anext(states)

        # When the watcher reads the next state after several changes
        await raffle.is_read(4)
        second = await anext(states)

        # Then the watcher gets the newest state, and not the states before it
        assert left(second) < left(first) - 1


async def test_a_new_watcher_in_a_crowd_gets_the_newest_state() -> None:
    # Given a crowd that has not got the newest states yet
    raffle = Changing()
    async with watched(raffle, **CROWD) as watches:
        earlier = await anext(await watches.follow("raffle", "player"))
        await raffle.is_read(3)

        # When a new watcher joins the crowd, Then the new watcher gets the newest state
        assert left(await anext(await watches.follow("raffle", "player"))) == raffle.left < left(earlier)


async def test_a_late_answer_to_a_new_watcher_does_not_set_the_others_back() -> None:
    # Given a screen on which a watcher sees that a raffle is drawn
    raffle = Changing(by=0)
    before = await raffle.get("raffle")
    async with watched(raffle, poll_seconds=0.02, quiet_poll_seconds=0.02, heartbeat_seconds=0.02) as watches:
        screen = await watches.follow("raffle", "screen", stage=True)
        await anext(screen)
        raffle.status = "drawn"
        assert b"drawn" in await next_state(screen)

        # When a new watcher gets a state from before the draw, because the store's answer was late
        raffle.late = before
        newcomer = await watches.follow("raffle", "newcomer", stage=True)
        assert await anext(newcomer) == before.body

        # Then the next state of the new watcher is the draw, and the screen gets only heartbeats
        assert b"drawn" in await next_state(newcomer)
        assert {await anext(screen) for _ in range(5)} == {None}


@pytest.mark.alone
async def test_a_heartbeat_does_not_set_a_new_watcher_back() -> None:
    # Given a raffle that is watched. It is sold out when a new watcher comes, and the store then fails, so that the
    # worker cannot look at it again
    raffle = Changing(by=0)
    async with watched(raffle, poll_seconds=0.02, quiet_poll_seconds=60, heartbeat_seconds=0.02) as watches:
        await raffle.is_looked_at(2)
        raffle.status = "sold_out"
        states = await watches.follow("raffle", "another player")
        assert b"sold_out" in await next_state(states)
        raffle.unavailable = True

        # When the watchers get heartbeats, Then the new watcher does not get the older state again
        for _ in range(3):
            assert await anext(states) is None


async def test_a_crowd_gets_the_number_of_tickets_within_seconds() -> None:
    # Given a crowd
    async with watched(Changing(), **CROWD) as watches:
        began = asyncio.get_running_loop().time()
        states = await watches.follow("raffle", "player")
        await anext(states)

        # When players claim tickets all the time, Then the crowd gets a new number only after `slowest_seconds`
        await anext(states)
        assert CROWD["slowest_seconds"] <= asyncio.get_running_loop().time() - began < 2 * CROWD["slowest_seconds"]


@pytest.mark.parametrize("status", ["sold_out", "drawn"])
async def test_a_crowd_is_notified_without_delay_that_a_raffle_is_sold_out_or_drawn(status: Status) -> None:
    # Given a crowd that gets numbers of tickets only once a minute
    raffle = Changing()
    async with watched(raffle, **{**CROWD, "slowest_seconds": 60}) as watches:
        states = await watches.follow("raffle", "player")
        await anext(states)

        # When the raffle is sold out or drawn, Then the crowd gets the new status
        raffle.status = status
        assert f'"{status}"'.encode() in (await anext(states) or b"")


async def test_a_crowd_that_watches_the_stage_sees_each_step_without_delay() -> None:
    # Given a drawn raffle, and a crowd that asks for its stage (what the page for an audience shows). Also given a
    # watcher who does not ask for the stage, and so gets only one state
    raffle = Changing()
    raffle.status = "drawn"
    watches = watches_of(raffle, **{**CROWD, "slowest_seconds": 60})
    async with asyncio.timeout(10):
        assert len([state async for state in await watches.follow("raffle", "player")]) == 1
        states = await watches.follow("raffle", "player", stage=True)
        first = await anext(states)

        # When a manager shows the next winner, Then the crowd gets the new stage
        raffle.stage = Stage(1, running=False, at="2026-11-24T20:00:00.000Z")
        assert await anext(states) not in {first, None}
    watches.close()


async def test_a_state_is_repeated_after_a_substitution_because_only_the_winners_have_changed() -> None:
    # Given a screen that shows a drawn raffle
    raffle = Changing(by=0)
    raffle.status = "drawn"
    watches = watches_of(raffle, poll_seconds=0.02, heartbeat_seconds=0.02)
    async with asyncio.timeout(10):
        screen = await watches.follow("raffle", "screen", stage=True)
        state = await anext(screen)
        assert {await anext(screen) for _ in range(3)} == {None}

        # When a substitute replaces a winner, Then the screen gets the same state once more, and then heartbeats
        raffle.substitutions += 1
        assert await next_state(screen) == state
        assert {await anext(screen) for _ in range(5)} == {None}

        # When the next substitution and a change of the state are seen together, Then the screen gets the new state
        # twice
        raffle.substitutions, raffle.left = 2, 7
        assert [left(await next_state(screen)) for _ in range(2)] == [7, 7]
        assert {await anext(screen) for _ in range(5)} == {None}
    watches.close()


async def test_the_first_screen_learns_of_substitutions_before_the_first_look() -> None:
    # Given a drawn raffle that nobody watches, in which a substitute has replaced a winner
    raffle = Changing(by=0)
    raffle.status, raffle.substitutions = "drawn", 1
    watches = watches_of(raffle, poll_seconds=0.02, heartbeat_seconds=60)
    async with asyncio.timeout(10):
        # When a screen begins to watch the raffle, Then it gets the state twice: the substitution may be newer than the
        # winners that the screen has read since the first state
        screen = await watches.follow("raffle", "screen", stage=True)
        assert await anext(screen) == await next_state(screen)

        # When a second screen comes later, Then it gets the state only once
        second = await watches.follow("raffle", "second screen", stage=True)
        await anext(second)
        looks = raffle.looks
        await raffle.is_looked_at(looks + 5)
        raffle.left = 7
        assert left(await next_state(second)) == 7
    watches.close()


async def test_a_crowd_gets_heartbeats() -> None:
    # Given a crowd that watches a raffle without changes
    raffle = Changing(by=0)
    async with watched(raffle, **{**CROWD, "slowest_seconds": 60, "heartbeat_seconds": 0.1}) as watches:
        states = await watches.follow("raffle", "player")
        await anext(states)

        # When nothing has changed for `heartbeat_seconds`, Then the crowd gets a heartbeat
        assert await anext(states) is None

        # And the crowd gets heartbeats even if the store is unavailable
        raffle.unavailable = True
        assert await anext(states) is None


async def test_one_stream_too_many_is_refused_and_the_open_streams_go_on() -> None:
    # Given a player who opens several streams at the same time, one more than the limit
    raffle = Changing()
    async with watched(raffle, poll_seconds=0.01, notices_per_second=10_000) as watches:
        asked = [watches.follow("raffle", "crowd") for _ in range(STREAMS_OF_A_PLAYER + 1)]
        opened = await asyncio.gather(*asked, return_exceptions=True)

        # Then one stream is refused, and the other streams get the next states
        assert [type(each) for each in opened if isinstance(each, Exception)] == [TooManyStreams]
        streams = [each for each in opened if not isinstance(each, BaseException)]
        for _ in range(2):
            assert None not in [await anext(stream) for stream in streams]

        # And when a stream ends, Then a new stream is accepted
        await streams[0].aclose()  # type: ignore[attr-defined]
        await watches.follow("raffle", "crowd")


async def test_all_streams_of_a_worker_are_limited() -> None:
    # Given a worker that has the largest allowed number of streams
    async with watched(Changing(), max_streams=2) as watches:
        await anext(other := await watches.follow("raffle", "other"))

        # When one more player watches, Then the stream is refused
        with pytest.raises(StreamsBusy):
            await watches.follow("raffle", "another")

        # And when a client drops its stream, Then a new stream is accepted
        del other
        await let_tasks_run()
        await watches.follow("raffle", "another")


async def test_the_streams_of_one_ipv6_48_are_half_of_all_streams_at_most() -> None:
    # Given a worker that serves four streams, and two players of one /48 with a stream each
    async with watched(Changing(), max_streams=4) as watches:
        streams = [await watches.follow("raffle", f"2001:db8:7:{place}::/64") for place in range(2)]

        # When a third player of the /48 watches, Then the stream is refused
        with pytest.raises(StreamsBusy):
            await watches.follow("raffle", "2001:db8:7:2::/64")

        # And a player of another /48 gets a stream
        streams.append(await watches.follow("raffle", "2001:db8:8::/64"))
        assert len(streams) == 3


async def test_the_reads_for_watchers_end_immediately_when_the_service_stops() -> None:
    # Given a raffle that is watched, with one look in a minute
    raffle = Changing()
    watches = watches_of(raffle, poll_seconds=60)
    states = await watches.follow("raffle", "player")
    await let_tasks_run()
    before = raffle.reads

    # When the service stops, Then the reads end without delay, and nothing is read again
    watches.close()
    async with asyncio.timeout(10):
        await watches.wait_closed()
        assert len([state async for state in states]) <= 1
    assert raffle.reads == before


async def test_watchers_see_a_change_of_status_that_comes_with_time() -> None:
    # Given a raffle without changes, which a worker rarely looks at. Its closing time comes in 0.05 seconds
    raffle = Changing(by=0)
    raffle.changes_in_seconds = 0.05
    async with watched(raffle, poll_seconds=0.01, quiet_poll_seconds=60.0) as watches:
        states = await watches.follow("raffle", "player")
        await anext(states)
        await raffle.is_looked_at(12)

        # When the raffle closes, Then its watchers see this long before `quiet_poll_seconds` have passed
        raffle.status = "closed"
        async with asyncio.timeout(5):
            async for state in states:
                if state and json.loads(state)["status"] == "closed":
                    break
