"""Substitutions: the next substitute replaces a winner who did not come, and the record keeps all winners.

A substitute is a ticket that is drawn after the winners. A place is the position of a winner in the draw.
"""

import asyncio
from typing import Any

import msgspec
import pytest

from app.domain import draw
from app.domain.drawn import SubstitutionRequest
from app.domain.raffle import CheckedTicket, Winner
from app.errors import AlreadySubstituted, InvalidRequest, NoSubstitutesLeft, NotAWinner, NotDrawn, TooEarly
from app.store import keys
from tests.support.parts import CHEAP, Parts, a_raffle
from tests.support.service import Store
from tests.support.sold import sell

REASON = "Did not come within 48 hours"
CODE = "7QK2M4XD9HTBPW3C"


async def drawn(parts: Parts, store: Store, **announced: Any) -> tuple[str, list[int], list[int]]:
    """Draw a raffle of nine tickets; return its id, its winners and its substitutes."""
    new = msgspec.structs.replace(a_raffle(9, 1, 2), **{"reserves": 3, **announced})
    raffle_id = (await parts.raffles.create(new)).raffle.id
    sell(store, raffle_id, *range(1, 10))
    store.redis.hset(keys.codes(raffle_id), mapping={str(number): CHEAP.hash(CODE) for number in range(1, 10)})
    await parts.draw(raffle_id)
    record = await parts.record(raffle_id)
    return raffle_id, record.winners, record.substitutes or []


async def substitute(parts: Parts, raffle_id: str, number: int) -> Any:
    return await parts.substitutions.substitute(raffle_id, SubstitutionRequest(number, REASON))


async def holders(parts: Parts, raffle_id: str) -> list[Winner]:
    return await parts.reads.winners(await parts.reads.drawn(raffle_id), 0, 9)


async def test_the_next_substitute_replaces_a_winner(parts: Parts, empty: Store) -> None:
    # Given a drawn raffle with three substitutes
    raffle_id, winners, substitutes = await drawn(parts, empty)

    # When a manager replaces the second winner, and then also the substitute of this winner
    first = await substitute(parts, raffle_id, winners[1])
    second = await substitute(parts, raffle_id, substitutes[0])

    # Then each substitution names the place of the winner and the next unused substitute
    assert [first, second] == await parts.reads.all_substitutions(raffle_id)
    assert (first.place, first.prize, first.ticket_number, first.replaced_by) == (
        *(1, "Prize 1"),
        *(winners[1], substitutes[0]),
    )
    assert (second.place, second.ticket_number, second.replaced_by) == (1, substitutes[0], substitutes[1])

    # And the current holder of each place is in the whole list of winners, in its pages, and in searches
    now = Winner(substitutes[1], "Prize 1", replaces=substitutes[0])
    assert await holders(parts, raffle_id) == [
        Winner(winners[0], "Prize 0"),
        now,
        Winner(winners[2], "Prize 1"),
    ]
    record = await parts.reads.drawn(raffle_id)
    assert await parts.reads.winners(record, 1, 1) == [now]
    assert await parts.reads.winner(record, substitutes[1]) == [now]
    assert [await parts.reads.winner(record, number) for number in (winners[1], substitutes[0])] == [[], []]
    assert [each async for chunk in parts.reads.all_winners(record) for each in chunk] == (
        await holders(parts, raffle_id)
    )

    # And the draw record keeps its winners, has the substitutions, and is confirmed
    kept: dict[str, Any] = msgspec.to_builtins(await parts.record(raffle_id))
    assert kept["winners"] == winners
    assert [each["replaced_by"] for each in kept["substitutions"]] == substitutes[:2]
    assert draw.check(kept) == winners


async def test_a_check_says_that_the_substitute_has_won(parts: Parts, empty: Store) -> None:
    # Given a winner who was replaced with a substitute
    raffle_id, winners, substitutes = await drawn(parts, empty)
    await substitute(parts, raffle_id, winners[0])

    # When players check the tickets, Then the ticket of this substitute has won the prize, and the other tickets have
    # not
    async def check(number: int) -> CheckedTicket:
        return await parts.checks.check(raffle_id, "198.51.100.1", number, CODE)

    assert await check(winners[0]) == CheckedTicket(has_won=False, prize=None, replaced_by=substitutes[0])
    assert await check(substitutes[0]) == CheckedTicket(has_won=True, prize="Prize 0")
    assert await check(substitutes[1]) == CheckedTicket(has_won=False, prize=None)


async def test_impossible_substitutions_are_refused(parts: Parts, empty: Store) -> None:
    # Given a raffle before its draw, When somebody replaces a ticket, Then the request is refused
    undrawn = (await parts.raffles.create(a_raffle(3))).raffle.id
    with pytest.raises(NotDrawn):
        await substitute(parts, undrawn, 1)

    # And after a draw, only a ticket that holds a prize can be replaced, and only once
    raffle_id, winners, substitutes = await drawn(parts, empty)
    loser = next(iter(set(range(1, 10)) - {*winners, *substitutes}))
    for number in (loser, substitutes[0], 10):
        with pytest.raises(NotAWinner):
            await substitute(parts, raffle_id, number)
    await substitute(parts, raffle_id, winners[0])
    with pytest.raises(AlreadySubstituted):
        await substitute(parts, raffle_id, winners[0])

    # And when all substitutes are used, Then a further substitution is refused
    await substitute(parts, raffle_id, winners[1])
    await substitute(parts, raffle_id, winners[2])
    with pytest.raises(NoSubstitutesLeft):
        await substitute(parts, raffle_id, substitutes[0])
    assert len(await parts.reads.all_substitutions(raffle_id)) == 3


async def test_a_winner_cannot_be_replaced_before_the_announced_time(parts: Parts, empty: Store) -> None:
    # Given a raffle that lets its winners come within two hours after the draw
    raffle_id, winners, _ = await drawn(parts, empty, substitute_after_hours=2)

    # When a manager replaces a winner before these two hours are over, Then the request is refused
    with pytest.raises(TooEarly) as refused:
        await substitute(parts, raffle_id, winners[0])
    assert 7190 <= (refused.value.retry_after_seconds or 0) <= 7200

    # And after the two hours, the winner can be replaced
    empty.redis.hset(keys.raffle(raffle_id), "drawn_at", "2026-01-01T00:00:00.000Z")
    assert (await substitute(parts, raffle_id, winners[0])).ticket_number == winners[0]


async def test_a_substitute_has_the_announced_hours_too(parts: Parts, empty: Store) -> None:
    # Given a winner who was replaced when the announced two hours were over
    raffle_id, winners, substitutes = await drawn(parts, empty, substitute_after_hours=2)
    empty.redis.hset(keys.raffle(raffle_id), "drawn_at", "2026-01-01T00:00:00.000Z")
    first = await substitute(parts, raffle_id, winners[0])

    # When a manager replaces the substitute immediately, Then the request is refused, and the manager has to wait two
    # hours
    with pytest.raises(TooEarly) as refused:
        await substitute(parts, raffle_id, substitutes[0])
    assert 7190 <= (refused.value.retry_after_seconds or 0) <= 7200
    assert len(await parts.reads.all_substitutions(raffle_id)) == 1

    # And when two hours have passed, Then the substitute can be replaced. Other winners can be replaced even before
    await substitute(parts, raffle_id, winners[1])
    earlier = msgspec.structs.replace(first, at="2026-01-02T00:00:00.000Z")
    empty.redis.lset(keys.substitutions(raffle_id), 0, msgspec.json.encode(earlier).decode())
    assert (await substitute(parts, raffle_id, substitutes[0])).ticket_number == substitutes[0]


async def test_managers_at_the_same_time_use_each_substitute_once(parts: Parts, empty: Store) -> None:
    # Given a drawn raffle, When managers replace all winners at the same time, and the first winner twice
    raffle_id, winners, substitutes = await drawn(parts, empty)
    doing = [substitute(parts, raffle_id, number) for number in (*winners, winners[0])]
    answers = await asyncio.gather(*doing, return_exceptions=True)

    # Then a different substitute replaces each winner, and one request is refused
    assert sum(isinstance(answer, AlreadySubstituted) for answer in answers) == 1
    assert {winner.ticket_number for winner in await holders(parts, raffle_id)} == set(substitutes)


@pytest.mark.parametrize("reason", ["\u200b", "two\nlines", "\u202egnp.exe"])
def test_a_reason_must_be_readable(reason: str) -> None:
    # When a reason is invisible, has two lines, or changes the order of the text around it, Then it is refused
    with pytest.raises(InvalidRequest):
        SubstitutionRequest(1, reason)
