"""Times in scripts: a script reads a time as Python does, and compares it with the clock of the store."""

import random

import pytest

from app.domain.terms import milliseconds, shown
from app.store.script import script_folder
from tests.store.test_scripts import CODES, FUTURE, PAST, PLAYERS, POOL, RAFFLE, Caller
from tests.support.service import Store

TIME = (script_folder() / "shared" / "time.lua").read_text(encoding="utf-8")
EDGES = [
    *("1970-01-01T00:00:00.000Z", "2000-02-29T23:59:59.999Z", "2000-03-01T00:00:00.000Z", "2024-12-31T23:59:59.999Z"),
    *("2099-12-31T00:00:00.001Z", "2100-02-28T23:59:59.999Z", "2100-03-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"),
]


@pytest.fixture
def call(empty: Store) -> Caller:
    return Caller(empty)


def open_raffle(call: Caller, **times: str) -> None:
    """Create a raffle of three tickets, give a ticket to player `a`, and then change the times of the raffle."""
    call.create()
    call.fill()
    call.claim(("a", "phc", "receipt"))
    for name, time in times.items():
        call.redis.hset(RAFFLE, name, time)


def test_scripts_read_times_as_python_does(empty: Store) -> None:
    # When a script reads times of the years 1970 to 9999, Then it gets the same milliseconds as Python
    chosen = random.Random(1)
    times = [*EDGES, *(shown(chosen.randrange(250_000_000_000_000)) for _ in range(500))]
    script = (
        f"{TIME} local found = {{}} for i, time in ipairs(ARGV) do found[i] = string.format('%.0f', ms_of(time)) end"
    )
    assert empty.redis.eval(f"{script} return found", 0, *times) == [str(milliseconds(time)) for time in times]


def test_scripts_read_the_clock_of_the_store(empty: Store) -> None:
    # When a script asks for the time, Then it gets the same time as the command TIME answers
    before, _ = empty.redis.time()
    now = empty.redis.eval(f"{TIME} return string.format('%.0f', now_ms())", 0)
    after, _ = empty.redis.time()
    assert before * 1000 <= int(str(now)) < (after + 1) * 1000


def test_claim_compares_the_times_with_the_clock(empty: Store, call: Caller) -> None:
    # Given a raffle of three tickets, one of which player `a` holds
    open_raffle(call)

    # When players `a` and `b` claim before the opening, during the sale or after the closing, Then `a` always gets the
    # ticket that `a` holds. The claim of `b` only asks, without a code. Its answer is the state of the raffle, or
    # `left` if there are tickets left
    for times, answer in (
        ({"opens_at": FUTURE}, "not_open_yet"),
        ({"opens_at": PAST}, "left"),
        ({"closes_at": FUTURE}, "left"),
        ({"closes_at": PAST}, "closed"),
        ({"opens_at": FUTURE, "closes_at": FUTURE}, "not_open_yet"),
        ({"opens_at": PAST, "closes_at": FUTURE}, "left"),
        ({"opens_at": PAST, "closes_at": PAST}, "closed"),
        ({"ended_at": FUTURE}, "left"),
        ({"ended_at": PAST}, "closed"),
        ({"closes_at": FUTURE, "ended_at": PAST}, "closed"),
        ({"opens_at": FUTURE, "ended_at": FUTURE}, "not_open_yet"),
    ):
        empty.redis.hdel(RAFFLE, "opens_at", "closes_at", "ended_at")
        for name, time in times.items():
            empty.redis.hset(RAFFLE, name, time)
        head, left, first, second = call.claim(("a", "phc", ""), ("b", "", ""))
        assert (head, left, first[0], first[2], second[0]) == ("open", 2, "held", "receipt", answer)


def test_claim_answers_the_seconds_until_the_raffle_opens(empty: Store, call: Caller) -> None:
    # Given a raffle that opens in about an hour
    seconds, _ = empty.redis.time()
    open_raffle(call, opens_at=shown((seconds + 3600) * 1000))

    # When somebody claims, Then the answer has the seconds until the opening, and no ticket is taken
    *_, (answer, wait) = call.claim(("b", "phc", ""))
    assert answer == "not_open_yet"
    assert 3540 <= wait <= 3600
    assert empty.redis.scard(POOL) == 2


def test_a_claim_at_the_closing_takes_nothing(empty: Store, call: Caller) -> None:
    # Given a raffle whose closing time is the present millisecond
    seconds, microseconds = empty.redis.time()
    open_raffle(call, closes_at=shown(seconds * 1000 + microseconds // 1000))

    # When somebody claims, Then the answer is `closed`, and the pool still has the tickets that nobody claimed
    assert call.claim(("b", "phc", ""))[2] == ["closed"]
    assert (empty.redis.scard(POOL), empty.redis.hlen(PLAYERS), empty.redis.hlen(CODES)) == (2, 1, 1)


def test_a_sealed_raffle_is_closed_whatever_the_clock_says(empty: Store, call: Caller) -> None:
    # Given a sealed raffle (its tickets are fixed). Its closing time is in the future, because the clock of the store
    # was set back
    open_raffle(call, root="f" * 64, opens_at=FUTURE, closes_at=FUTURE)

    # When somebody claims, Then the answer is `closed`. But player `a`, who holds a ticket, still gets this ticket
    assert [answer[0] for answer in call.claim(("b", "phc", ""), ("a", "phc", ""))[2:]] == ["closed", "held"]

    # And a sealed raffle without times is also closed
    empty.redis.hdel(RAFFLE, "opens_at", "closes_at")
    assert call.claim(("b", "phc", ""))[2] == ["closed"]


def test_a_raffle_that_sold_out_stays_sold_out(call: Caller) -> None:
    # Given a raffle that is sold out, and whose closing time has passed
    open_raffle(call)
    call.claim(("b", "phc", ""), ("c", "phc", ""))
    call.redis.hset(RAFFLE, "closes_at", PAST)

    # When somebody claims, Then the answer is `sold_out`, both before and after the seal
    assert call.claim(("d", "phc", ""))[2] == ["sold_out"]
    call.redis.hset(RAFFLE, "root", "f" * 64)
    assert call.claim(("d", "phc", ""))[2] == ["sold_out"]


def test_players_of_a_sealed_raffle_may_have_expired(call: Caller) -> None:
    # Given a raffle with remaining tickets, whose key of players is gone
    open_raffle(call)
    call.redis.delete(PLAYERS)

    # When somebody claims before the seal, Then the answer is `damaged`, because such a raffle needs this key. After
    # the seal, the answer is `closed`: the service lets the addresses of the players expire after the draw
    assert call.claim(("b", "phc", "")) == ["damaged"]
    call.redis.hset(RAFFLE, "root", "f" * 64)
    assert call.claim(("b", "phc", ""))[2] == ["closed"]


@pytest.mark.parametrize("name", ["opens_at", "closes_at", "ended_at"])
@pytest.mark.parametrize("time", ["", "soon", "2026-11-26", "2026-11-26T20:00:00Z", "1795723200000"])
def test_a_time_that_cannot_be_read_counts_as_damage(call: Caller, name: str, time: str) -> None:
    # When a time of a raffle has a wrong format, Then a claim answers `damaged`
    open_raffle(call, **{name: time})
    assert call.claim(("b", "phc", "")) == ["damaged"]
