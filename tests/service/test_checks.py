"""Many checks at the same time: no check waits long, no player blocks others, and right codes never count as wrong.

A player sends a code to check what a ticket won. The hasher verifies one code at a time. An IPv6 player is a /64
network, and a /48 contains many such players, who may be one person.
"""

import asyncio
from collections import Counter
from typing import cast

import pytest

from app.domain.raffle import CheckedTicket
from app.errors import ChecksBusy, InvalidCode, Problem
from app.service.checks import Checks
from app.service.minter import Pair
from app.store import keys
from app.store.draw_reads import StoredTicket
from app.store.scripts import Scripts
from tests.support.parts import CHEAP, Parts, a_raffle
from tests.support.waiting import until

WRONG = "0000-0000-0000-0000"

PLACES = 64
"""The number of checks that may be under way. It is so small that even a slow store answers all of them in time."""

QUEUE_SECONDS = 60
"""A time limit that no check in these tests exceeds, even on a busy machine."""


@pytest.fixture
async def drawn(parts: Parts) -> tuple[str, str]:
    """The id of a drawn raffle, and the code of its only ticket."""
    raffle, _ = await parts.raffles.create(a_raffle(1))
    ticket = await parts.claim(raffle.id, "holder")
    await parts.draw(raffle.id)
    return raffle.id, ticket.verification_code


async def drawn_raffle(parts: Parts) -> str:
    """Return the id of a drawn raffle of one ticket."""
    raffle, _ = await parts.raffles.create(a_raffle(1))
    await parts.claim(raffle.id, "holder")
    await parts.draw(raffle.id)
    return raffle.id


async def outcomes(*checks: "asyncio.Task[CheckedTicket]") -> Counter[str]:
    """Count the answers of checks. An answer is the name of a prize, 'nothing', or the slug of a problem."""
    answers = await asyncio.gather(*checks, return_exceptions=True)
    return Counter(
        answer.slug if isinstance(answer, Problem) else cast(CheckedTicket, answer).prize or "nothing"
        for answer in answers
    )


def begin(parts: Parts, raffle_id: str, player: str, code: str, times: int = 1) -> "list[asyncio.Task[CheckedTicket]]":
    return [asyncio.create_task(parts.checks.check(raffle_id, player, 1, code)) for _ in range(times)]


async def answered(checks: "list[asyncio.Task[CheckedTicket]]", many: int) -> None:
    """Wait until this number of checks have an answer."""
    async with asyncio.timeout(5):
        while sum(check.done() for check in checks) < many:
            await asyncio.wait([check for check in checks if not check.done()], return_when=asyncio.FIRST_COMPLETED)


async def test_one_player_cannot_keep_all_others_waiting(parts: Parts, drawn: tuple[str, str]) -> None:
    # Given a player who begins more checks than one player may have under way
    parts.checks = Checks(parts.reads, parts.seals._reads, parts.scripts, max_checks=24, queue_seconds=QUEUE_SECONDS)
    raffle_id, code = drawn
    async with parts.checks._verifying._all:
        flood = begin(parts, raffle_id, "flood", code, times=8)
        await answered(flood, 5)

        # When another player checks a ticket
        other = begin(parts, raffle_id, "other", code)

    # Then the checks above the limit are refused, and the check of the other player is answered
    assert await outcomes(*other) == {"Prize 0": 1}
    assert await outcomes(*flood) == {"Prize 0": 3, "checks-busy": 5}


@pytest.mark.parametrize(("players", "left_at_least"), [(1, PLACES * 2 // 3), (5, PLACES // 2)])
@pytest.mark.parametrize("in_turn", [True, False], ids=["one after the other", "mixed"])
async def test_a_few_players_cannot_fill_the_queue(
    parts: Parts, drawn: tuple[str, str], *, players: int, left_at_least: int, in_turn: bool
) -> None:
    # Given players who each begin more checks than one player may have under way
    parts.checks = Checks(
        parts.reads, parts.seals._reads, parts.scripts, max_checks=PLACES, queue_seconds=QUEUE_SECONDS
    )
    raffle_id, code = drawn
    each = [f"attacker {place}" for place in range(players)] * (PLACES // 6)
    async with parts.checks._verifying._all:
        flood = [
            check for player in (sorted(each) if in_turn else each) for check in begin(parts, raffle_id, player, code)
        ]
        await until(lambda: parts.checks._under_way.total() + sum(check.done() for check in flood) == len(flood))
        taken = parts.checks._under_way.total()
        assert 0 < taken <= PLACES - left_at_least

        # When `left_at_least` other players each check one ticket
        honest = [check for place in range(left_at_least) for check in begin(parts, raffle_id, f"{place}", code)]
        await until(lambda: parts.checks._under_way.total() == taken + left_at_least)

    # Then each of these other players gets an answer
    assert await outcomes(*honest) == {"Prize 0": left_at_least}
    assert await outcomes(*flood) == {"Prize 0": taken, "checks-busy": len(flood) - taken}


async def test_the_players_of_one_ipv6_48_cannot_fill_the_queue(parts: Parts, drawn: tuple[str, str]) -> None:
    # Given players of one /48 network who each begin one check
    parts.checks = Checks(
        parts.reads, parts.seals._reads, parts.scripts, max_checks=PLACES, queue_seconds=QUEUE_SECONDS
    )
    raffle_id, code = drawn
    async with parts.checks._verifying._all:
        flood = [
            check for place in range(PLACES) for check in begin(parts, raffle_id, f"2001:db8:7:{place:x}::/64", code)
        ]
        await until(lambda: parts.checks._under_way.total() + sum(check.done() for check in flood) == len(flood))
        taken = parts.checks._under_way.total()

        # When players of other networks each check a ticket
        honest = [check for place in range(PLACES - taken) for check in begin(parts, raffle_id, f"{place}", code)]
        await until(lambda: parts.checks._under_way.total() == PLACES)

        # Then about a third of the checks under way belong to players of the /48. Only one of these checks waits for
        # the hasher
        assert taken == PLACES // 3 + 1
        await until(lambda: waiting_for_the_hasher(parts) == len(honest) + 1)

    # And each of the other players gets an answer
    assert await outcomes(*honest) == {"Prize 0": len(honest)}
    assert await outcomes(*flood) == {"Prize 0": taken, "checks-busy": len(flood) - taken}


async def test_the_players_of_one_ipv6_48_read_one_raffle_at_a_time(
    parts: Parts, drawn: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a store that is slow to answer
    raffle_id, _ = drawn
    now: Counter[str] = Counter()
    most: Counter[str] = Counter()
    read = parts.reads.ticket

    async def slowly(raffle_id: str, ticket_number: int) -> StoredTicket:
        site = f"site {ticket_number}"
        now[site] += 1
        most[site] = max(most[site], now[site])
        await asyncio.sleep(0.01)  # time enough for other reads to begin
        now[site] -= 1
        return await read(raffle_id, 1)

    monkeypatch.setattr(parts.reads, "ticket", slowly)
    parts.checks = Checks(parts.reads, parts.seals._reads, parts.scripts, queue_seconds=QUEUE_SECONDS)

    # When eight players of each of two networks check texts that cannot be a code
    checks = [
        asyncio.create_task(parts.checks.check(raffle_id, f"2001:db8:{network}:{place:x}::/64", network, "A"))
        for place in range(8)
        for network in (7, 8)
    ]

    # Then each of the players gets an answer, and each /48 had only one read at a time
    assert await outcomes(*checks) == {"invalid-code": 16}
    assert most == {"site 7": 1, "site 8": 1}


async def test_a_check_waits_for_at_most_one_check_of_each_other_player(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given five players who each check tickets of three raffles at the same time
    parts.checks = Checks(parts.reads, parts.seals._reads, parts.scripts, queue_seconds=QUEUE_SECONDS)
    verified: list[str] = []

    def matches(_: str, code: str) -> bool:
        verified.append(code)
        return True

    monkeypatch.setattr("app.domain.codes.matches", matches)
    raffle_ids = [await drawn_raffle(parts) for _ in range(3)]
    async with parts.checks._verifying._all:
        flood = [
            check
            for raffle_id in raffle_ids
            for place in range(5)
            for check in begin(parts, raffle_id, f"attacker {place}", "flood")
        ]
        await until(lambda: waiting_for_the_hasher(parts) >= 5)

        # When another player checks a ticket
        honest = begin(parts, raffle_ids[0], "honest", "honest")
        await until(lambda: waiting_for_the_hasher(parts) >= 6)

    # Then each of the five players has at most one verified check before the check of this player
    assert await outcomes(*honest, *flood) == {"Prize 0": 16}
    assert verified.index("H0NEST") <= 5


def waiting_for_the_hasher(parts: Parts) -> int:
    """Return how many checks wait until their code can be verified. The hasher verifies one code at a time."""
    return len(parts.checks._verifying._all._waiters or ())


async def test_the_number_of_waiting_checks_is_limited(parts: Parts, drawn: tuple[str, str]) -> None:
    # Given a worker that allows only four checks under way
    parts.checks = Checks(parts.reads, parts.seals._reads, parts.scripts, max_checks=4, queue_seconds=QUEUE_SECONDS)
    raffle_id, code = drawn

    # When six players check a ticket
    async with parts.checks._verifying._all:
        checks = [check for place in range(6) for check in begin(parts, raffle_id, f"player {place}", code)]
        await answered(checks, 2)

    # Then the checks above the limit are refused
    assert await outcomes(*checks) == {"Prize 0": 4, "checks-busy": 2}


async def test_a_check_that_waits_too_long_is_refused_and_not_counted(parts: Parts, drawn: tuple[str, str]) -> None:
    # Given a worker that cannot verify a code, because another check uses its hasher all the time
    parts.checks = Checks(parts.reads, parts.seals._reads, parts.scripts, queue_seconds=0.05)
    raffle_id, code = drawn
    async with parts.checks._verifying._all:
        # When a player checks a ticket with a wrong code
        with pytest.raises(ChecksBusy):
            await parts.checks.check(raffle_id, "player", 1, WRONG)

    # Then the wrong code does not count
    assert await parts.client.commands.exists(keys.failures(raffle_id, "player")) == 0
    assert await parts.checks.check(raffle_id, "player", 1, code) == CheckedTicket(True, "Prize 0")


async def test_right_codes_do_not_count_as_wrong(parts: Parts, drawn: tuple[str, str]) -> None:
    # Given a player who may send one more wrong code. Checks may wait long, because the machine may be busy
    raffle_id, code = drawn
    parts.checks = Checks(parts.reads, parts.seals._reads, parts.scripts, queue_seconds=60)
    for left in range(9, 0, -1):
        with pytest.raises(InvalidCode) as refused:
            await parts.checks.check(raffle_id, "player", 1, WRONG)
        assert refused.value.guesses_left == left

    # When the player sends many right codes at the same time
    rights = begin(parts, raffle_id, "player", code, times=20)

    # Then every check is answered with the prize
    assert await outcomes(*rights) == {"Prize 0": 20}


NO_CODES = {
    "no letter or digit": " - ",
    "the letter U": "UUUU-UUUU-UUUU-UUUU",
    "a Cyrillic letter": "\u0410000-0000-0000-0000",
    "Arabic digits": "\u0663" * 16,
    "one symbol too few": "0000-0000-0000-000",
    "a code with the text before it": "Code: 0000-0000-0000-0000",
    "two codes": WRONG * 2,
    "very long": "\ufdfa" * 200,
}


@pytest.mark.parametrize("typed", NO_CODES.values(), ids=NO_CODES.keys())
async def test_a_text_that_cannot_be_a_code_does_not_count_as_wrong(
    parts: Parts, drawn: tuple[str, str], typed: str
) -> None:
    # Given a store whose codes have 16 or 24 symbols, and a player
    raffle_id, _ = drawn
    await parts.client.commands.hset(keys.LAYOUT, "code_lengths", "16,24")

    # When the player sends a text that cannot be a code, more times than the limit of wrong codes
    for _ in range(12):
        with pytest.raises(InvalidCode, match=r"^This is no code: a code has .* This did not count") as refused:
            await parts.checks.check(raffle_id, "player", 1, typed)

        # Then each answer says that the text is no code, and no text counts as a wrong code
        assert refused.value.guesses_left is None
    assert await parts.client.commands.exists(keys.failures(raffle_id, "player")) == 0


async def test_a_new_length_of_codes_is_noticed(parts: Parts, drawn: tuple[str, str]) -> None:
    # Given a worker that knows one length of codes
    raffle_id, code = drawn
    await parts.client.commands.hset(keys.LAYOUT, "code_lengths", "16")
    await parts.checks.check(raffle_id, "player", 1, code)
    longer = WRONG + "-0000"
    with pytest.raises(InvalidCode, match="a code has 16 letters and digits, but this text has 20"):
        await parts.checks.check(raffle_id, "player", 1, longer)

    # When a second service starts on this store, and makes longer codes
    await Scripts(parts.client).prepare(20)

    # Then a wrong code of this new length counts as a wrong code
    with pytest.raises(InvalidCode) as refused:
        await parts.checks.check(raffle_id, "player", 1, longer)
    assert refused.value.guesses_left == 9


async def test_a_store_without_noted_lengths_accepts_codes_of_every_length(parts: Parts) -> None:
    # Given a drawn raffle of an old version that did not note the lengths of codes. Its code has 20 symbols
    code = "7QK0M4X19HTBPW3C7QK0"
    parts.reserve.give_back(Pair(code, CHEAP.hash(code)))
    raffle_id = await drawn_raffle(parts)

    # When a service that makes codes of 16 symbols starts, once or twice, Then the old code is accepted
    for _ in range(2):
        await Scripts(parts.client).prepare(16)
        assert await parts.checks.check(raffle_id, "player", 1, code) == CheckedTicket(True, "Prize 0")
