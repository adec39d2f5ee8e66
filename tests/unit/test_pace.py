"""Of the requests of one address, only a few begin at a time. So the requests of other addresses come between them."""

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest

from app.http import pace
from app.http.pace import BEGUN_AT_ONCE, leave, paced
from tests.support.waiting import let_tasks_run


def requests(addresses: Iterable[str], begun: list[str]) -> list[tuple[dict[str, Any], asyncio.Task[None]]]:
    """Send a request from each of these addresses at the same time. `begun` gets the address of each that begins."""

    async def answer(scope: Any, *_: Any) -> None:
        begun.append(scope["client"][0])

    app: Any = paced(answer)
    scopes: list[dict[str, Any]] = [{"type": "http", "client": (address, 1)} for address in addresses]

    async def send(scope: Any) -> None:
        await app(scope, None, None)  # like uvicorn, call the application in the task of the request

    return [(scope, asyncio.create_task(send(scope))) for scope in scopes]


async def test_the_requests_of_others_come_before_most_requests_of_a_busy_address() -> None:
    # Given an address with a hundred requests, and two other addresses with a request each
    begun: list[str] = []
    sent = requests([*["192.0.2.1"] * 100, "192.0.2.2", "2001:db8::1"], begun)

    # When all these requests are ready in one pass of the event loop
    await asyncio.gather(*(task for _, task in sent))

    # Then all of them begin, and the requests of the two other addresses are among the first
    assert begun[:BEGUN_AT_ONCE] == ["192.0.2.1"] * BEGUN_AT_ONCE
    assert begun[BEGUN_AT_ONCE : BEGUN_AT_ONCE + 2] == ["192.0.2.2", "2001:db8::1"]
    assert len(begun) == 102


async def test_addresses_of_one_ipv6_48_count_as_one() -> None:
    # Given two /48 networks (IPv6 prefixes, as one person can have). When many addresses of the first network send a
    # request each, Then a request of the second network comes before most of them
    begun: list[str] = []
    sent = requests([*(f"2001:db8:7:{number:x}::1" for number in range(1, 101)), "2001:db8:8::1"], begun)
    await asyncio.gather(*(task for _, task in sent))
    assert begun.index("2001:db8:8::1") == BEGUN_AT_ONCE
    assert len(begun) == 101


async def test_the_clients_of_one_ipv6_48_take_turns() -> None:
    # Given a client with a hundred requests from many addresses of its /64
    busy = [f"2001:db8:7:1::{number:x}" for number in range(1, 101)]

    # When two other clients of its /48 send a request each, and one of them sends a second request
    others = ["2001:db8:7:2::1", "2001:db8:7:3::1", "2001:db8:7:2::2"]
    begun: list[str] = []
    sent = requests([*busy, *others], begun)
    await asyncio.gather(*(task for _, task in sent))

    # Then each client begins one waiting request in each round of turns
    assert begun[: BEGUN_AT_ONCE + 6] == [
        *busy[: BEGUN_AT_ONCE + 1],
        others[0],
        others[1],
        busy[BEGUN_AT_ONCE + 1],
        others[2],
        busy[BEGUN_AT_ONCE + 2],
    ]

    # And all requests begin, those of one client in order
    assert [address for address in begun if address in busy] == busy
    assert len(begun) == 103


async def test_a_request_whose_client_has_left_does_not_begin() -> None:
    # Given more requests of one address than may begin in one pass of the event loop
    begun: list[str] = []
    sent = requests(["192.0.2.1"] * 3 * BEGUN_AT_ONCE, begun)
    await asyncio.sleep(0)

    # When the clients of all waiting requests leave, Then these requests end, and do not begin
    for scope, _ in sent:
        leave(scope)
    await let_tasks_run()
    assert all(task.done() for _, task in sent)
    assert len(begun) == BEGUN_AT_ONCE


async def test_an_address_with_expensive_requests_begins_fewer_of_them_in_a_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Given a clock of the processor, and an address with many requests that take 5 ms each
    clock, begun, passes = [0.0], [0], []
    monkeypatch.setattr(pace, "thread_time", lambda: clock[0])

    async def answer(*_: Any) -> None:
        clock[0] += 0.005
        begun[0] += 1

    app: Any = paced(answer)
    sent = [asyncio.create_task(app({"type": "http", "client": ("192.0.2.1", 1)}, None, None)) for _ in range(60)]

    # When the event loop runs, Then the passes become shorter: soon, only a few requests begin in each pass
    while not all(task.done() for task in sent):
        before = begun[0]
        await asyncio.sleep(0)
        passes.append(begun[0] - before)
    assert max(passes[:2]) == BEGUN_AT_ONCE
    assert max(passes[6:]) <= 3
