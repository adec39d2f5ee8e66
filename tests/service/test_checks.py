"""Checks of tickets, many at once: nobody waits long, nobody keeps all others waiting, right codes never count."""

import asyncio
from collections import Counter
from typing import cast

import pytest

from app.domain.raffle import CheckedTicket
from app.errors import ChecksBusy, InvalidCode, Problem
from app.service.checks import Checks
from app.store import keys
from tests.support.parts import Parts, a_raffle

WRONG = "0000-0000-0000-0000"


@pytest.fixture
async def drawn(parts: Parts) -> tuple[str, str]:
    """The id of a drawn raffle, and the code of its only ticket."""
    raffle, _ = await parts.raffles.create(a_raffle(1))
    ticket = await parts.claim(raffle.id, "holder")
    await parts.draw(raffle.id)
    return raffle.id, ticket.verification_code


async def outcomes(*checks: "asyncio.Task[CheckedTicket]") -> Counter[str]:
    """Return how often each thing became of checks: a prize, or the name of a problem."""
    answers = await asyncio.gather(*checks, return_exceptions=True)
    return Counter(
        answer.slug if isinstance(answer, Problem) else cast(CheckedTicket, answer).prize or "nothing"
        for answer in answers
    )


def begin(parts: Parts, raffle_id: str, player: str, code: str, times: int = 1) -> "list[asyncio.Task[CheckedTicket]]":
    return [asyncio.create_task(parts.checks.check(raffle_id, player, 1, code)) for _ in range(times)]


async def refused(checks: "list[asyncio.Task[CheckedTicket]]", many: int) -> None:
    """Wait until so many have an answer."""
    async with asyncio.timeout(5):
        while sum(check.done() for check in checks) < many:
            await asyncio.wait([check for check in checks if not check.done()], return_when=asyncio.FIRST_COMPLETED)


async def test_one_player_cannot_keep_all_others_waiting(parts: Parts, drawn: tuple[str, str]) -> None:
    # Given a player who checks more at once than one may
    parts.checks = Checks(parts.reads, parts.scripts, max_checks_of_a_player=3)
    raffle_id, code = drawn
    async with parts.checks._hasher:
        flood = begin(parts, raffle_id, "flood", code, times=8)
        await refused(flood, 5)

        # When another player checks
        other = begin(parts, raffle_id, "other", code)

    # Then the first is asked to come back for what is too much, and the other learns of the prize
    assert await outcomes(*other) == {"Prize 0": 1}
    assert await outcomes(*flood) == {"Prize 0": 3, "checks-busy": 5}


async def test_no_more_wait_than_can_be_served_soon(parts: Parts, drawn: tuple[str, str]) -> None:
    # Given as many checks under way as there may be
    parts.checks = Checks(parts.reads, parts.scripts, max_checks=4)
    raffle_id, code = drawn

    # When more players check
    async with parts.checks._hasher:
        checks = [check for place in range(6) for check in begin(parts, raffle_id, f"player {place}", code)]
        await refused(checks, 2)

    # Then they are asked to come back
    assert await outcomes(*checks) == {"Prize 0": 4, "checks-busy": 2}


async def test_whoever_waits_too_long_is_asked_to_come_back_and_not_counted(
    parts: Parts, drawn: tuple[str, str]
) -> None:
    # Given a worker that is busy with others
    parts.checks = Checks(parts.reads, parts.scripts, queue_seconds=0.05)
    raffle_id, code = drawn
    async with parts.checks._hasher:
        # When somebody checks
        with pytest.raises(ChecksBusy):
            await parts.checks.check(raffle_id, "player", 1, WRONG)

    # Then that is not held against them
    assert await parts.client.commands.exists(keys.failures(raffle_id, "player")) == 0
    assert await parts.checks.check(raffle_id, "player", 1, code) == CheckedTicket(True, "Prize 0")


async def test_right_codes_never_count(parts: Parts, drawn: tuple[str, str]) -> None:
    # Given a player with as many wrong codes as leave one more
    raffle_id, code = drawn
    for left in range(9, 0, -1):
        with pytest.raises(InvalidCode) as told:
            await parts.checks.check(raffle_id, "player", 1, WRONG)
        assert told.value.guesses_left == left

    # When the player sends many right ones at once
    rights = begin(parts, raffle_id, "player", code, times=20)

    # Then each is looked at
    assert await outcomes(*rights) == {"Prize 0": 20}
