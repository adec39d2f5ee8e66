"""Turns: a client that wants many turns does not keep other clients waiting.

A turn is the time in which one client may use something that others wait for. An IPv6 client is a /64 network. The
clients of one /48 network count together, because they may be one person.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from functools import partial

import pytest

from app.errors import StoreUnavailable
from app.service.turns import WAITING_OF_A_SITE, Turns
from tests.support.waiting import let_tasks_run


async def order_of(turns: Turns, greedy: Sequence[str], others: Sequence[str]) -> list[str]:
    """Let all greedy clients want a turn, and after them all others. Return the clients in the order of their turns.

    No turn ends before all clients wait.
    """
    order: list[str] = []
    first_may_end = asyncio.Event()

    async def work(client: str) -> None:
        async with turns.turn(client):
            await first_may_end.wait()
            order.append(client)

    tasks = list[asyncio.Task[None]]()
    for clients in (greedy, others):
        tasks += [asyncio.create_task(work(client)) for client in clients]
        await let_tasks_run()
    first_may_end.set()
    await asyncio.gather(*tasks)
    return order


async def test_a_client_waits_for_at_most_one_turn_of_each_other_client() -> None:
    # Given a client that wants a hundred turns, and is in its first turn, When two other clients want one turn each
    order = await order_of(Turns(at_once=1), ["greedy"] * 100, ["anna", "ben"])

    # Then the turns of the two other clients come soon, before most turns of the first client
    assert order[:1] == ["greedy"]
    assert {"anna", "ben"} <= set(order[1:4])
    assert len(order) == 102


async def test_the_clients_of_one_ipv6_48_take_turns_like_one_client() -> None:
    # Given a hundred clients of one /48. Each client has a /64 of its own, and wants a turn
    greedy = [f"2001:db8:7:{place:x}::/64" for place in range(100)]

    # When a client of another /48 and an IPv4 client want a turn
    others = ["2001:db8:8::/64", "192.0.2.1"]
    order = await order_of(Turns(at_once=2), greedy, others)

    # Then their turns come before the second turn of the first /48 ends
    assert set(others) <= set(order[:4])
    assert len(order) == 102


async def test_a_turn_that_does_not_come_in_time_is_refused() -> None:
    # Given a client with a turn
    turns = Turns(at_once=2)
    now = asyncio.get_running_loop().time()
    async with turns.turn("anna", now + 0.01):
        # When the client wants a second turn at the same time, Then the second turn is refused, but a second client
        # gets a turn
        with pytest.raises(TimeoutError):
            async with turns.turn("anna", now + 0.01):
                pass
        async with turns.turn("ben", now + 10):
            pass
        await asyncio.sleep(0.02)  # now the time to wait for a turn is over, but the first turn goes on

    # And when the first turn has ended, Then the first client gets its second turn
    async with turns.turn("anna", now + 10):
        pass


async def test_a_client_that_does_not_read_keeps_no_turn() -> None:
    # Given two downloads. The client of the first download has read one piece, and does not read the next piece yet
    turns = Turns(at_once=1)

    async def numbers() -> AsyncIterator[int]:
        for number in range(3):
            yield number

    unread, other = turns.each("anna", numbers()), turns.each("ben", numbers())
    assert await anext(unread) == 0

    # When another client reads the second download, Then it gets all pieces
    assert [piece async for piece in other] == [0, 1, 2]

    # And the first client can then read the remaining pieces
    assert [piece async for piece in unread] == [1, 2]


async def read_until(may_end: asyncio.Event, turns: Turns, client: str) -> None:
    """Read as a client. The read has its turn until `may_end` is set."""
    async with turns.reading(client, 60):
        await may_end.wait()


async def test_a_client_can_have_a_limited_number_of_waiting_reads() -> None:
    # Given a client with a turn, and as many waiting reads as a client may have
    may_end = asyncio.Event()
    read = partial(read_until, may_end, Turns(at_once=2))
    reads = [asyncio.create_task(read("greedy")) for _ in range(WAITING_OF_A_SITE + 1)]
    await let_tasks_run()

    # When the client asks for one more read, Then this read is refused immediately. Another client gets its turn
    with pytest.raises(StoreUnavailable):
        await asyncio.wait_for(read("greedy"), 30)
    other = asyncio.create_task(read("anna"))
    await let_tasks_run()

    # And in the end, the waiting reads have their turns, and the client can read again
    may_end.set()
    await asyncio.gather(other, *reads)
    await read("greedy")


async def test_a_client_cannot_take_the_waiting_places_of_other_clients_of_its_ipv6_48() -> None:
    # Given a client with a turn, and waiting reads in all places of its /48
    may_end = asyncio.Event()
    read = partial(read_until, may_end, Turns(at_once=2))
    reads = [asyncio.create_task(read("2001:db8:7:1::/64")) for _ in range(WAITING_OF_A_SITE + 1)]
    await let_tasks_run()

    # When other clients of the /48 want to read, more of them than there are places
    others = [asyncio.create_task(read(f"2001:db8:7:{place:x}::/64")) for place in range(2, WAITING_OF_A_SITE + 3)]
    await let_tasks_run()

    # Then they wait instead of the latest reads of the first client, which are refused. When each place has a read of
    # another client, the last two reads find no place
    refused = [task for task in (*reads, *others) if task.done()]
    assert refused == [*reads[2:], *others[-2:]]
    for task in refused:
        with pytest.raises(StoreUnavailable):
            await task

    # And in the end, all reads that wait have their turns, and the places are free
    may_end.set()
    await asyncio.gather(*reads[:2], *others[:-2])
    await asyncio.gather(*(read("2001:db8:7:1::/64") for _ in range(WAITING_OF_A_SITE)))


async def test_the_clients_of_an_ipv6_48_share_its_waiting_places_equally() -> None:
    # Given a client with a turn, and waiting reads in all places of its /48
    may_end = asyncio.Event()
    read = partial(read_until, may_end, Turns(at_once=2))
    first, second = "2001:db8:7:1::/64", "2001:db8:7:2::/64"
    reads = [asyncio.create_task(read(first)) for _ in range(WAITING_OF_A_SITE + 1)]
    await let_tasks_run()

    # When a second client of the /48 also wants very many reads, Then each of the two clients has half of the places
    others = [asyncio.create_task(read(second)) for _ in range(WAITING_OF_A_SITE)]
    await let_tasks_run()
    half = WAITING_OF_A_SITE // 2
    assert [task.done() for task in reads] == [False] * (half + 1) + [True] * half
    assert [task.done() for task in others] == [False] * half + [True] * half

    # And all reads that wait have their turns
    may_end.set()
    outcomes = await asyncio.gather(*reads, *others, return_exceptions=True)
    assert sum(outcome is None for outcome in outcomes) == WAITING_OF_A_SITE + 1
