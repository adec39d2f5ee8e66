"""Many events are handled together: a function is called a short time after the first of them."""

import asyncio

from app.soon import Soon
from tests.support.waiting import until


async def test_a_function_is_called_once_for_many_events() -> None:
    # Given a function that is called soon after an event
    calls: list[str] = []
    soon = Soon(lambda: calls.append("called"))

    # When several events happen, Then the function is not called immediately, but a moment later, once for all of them
    for _ in range(3):
        soon.call()
    assert calls == []
    await until(lambda: calls)
    assert calls == ["called"]

    # And after one more event, the function is called again
    soon.call()
    await until(lambda: len(calls) == 2)


async def test_an_event_of_a_loop_that_ended_does_not_stop_later_calls() -> None:
    # Given an event in an event loop that ended before the function was called
    calls: list[str] = []
    soon = Soon(lambda: calls.append("called"))

    async def happen() -> None:
        soon.call()

    await asyncio.to_thread(asyncio.run, happen())
    assert calls == []

    # When an event happens in another loop, Then the function is called
    soon.call()
    await until(lambda: calls)
