"""A history lists requests and answers. Its checker accepts a correct history, and finds each kind of violation.

The program that compares a history with the store is tests/support/history.py.
"""

from typing import Any

import pytest

from app.domain.codes import Hashing
from tests.support.history import FinalState, Request, longest_wait, violations

TICKETS = 4
CODES = ("0123456789ABCDEF", "1123456789ABCDEF", "2123456789ABCDEF")
PHCS = [Hashing(memory_kib=8, time_cost=1).hash(code) for code in CODES]


def told(player: str, number: int, code: str, *, status: int | None = 201) -> Request:
    body = {"ticket_number": number, "verification_code": code} if status == 201 else None
    return Request(0, 1, "service-0", "participate", player, "key", "raffle", status, body)


HISTORY = [told("a", 1, CODES[0]), told("b", 2, CODES[1]), told("b", 2, CODES[1]), told("c", 3, CODES[2], status=None)]
"""Two claims with an answer, a replay, and a claim whose answer was lost. The claim without an answer took ticket 3."""

FINAL = FinalState(TICKETS, frozenset({4}), {"a": 1, "b": 2, "c": 3}, dict(enumerate(PHCS, start=1)), winners=[3, 1])


def test_a_history_without_a_fault_has_no_violation() -> None:
    assert violations(HISTORY, FINAL) == []


@pytest.mark.parametrize(
    ("history", "final", "violation"),
    [
        (
            HISTORY,
            {"pool": frozenset({1, 4}), "players": {"b": 2, "c": 3}, "phcs": {2: PHCS[1], 3: PHCS[2]}},
            "lost: a was told ticket 1, but has None",
        ),
        (
            HISTORY,
            {"players": {"a": 4, "b": 2, "c": 3}, "phcs": {4: PHCS[0], 2: PHCS[1], 3: PHCS[2]}, "pool": {1}},
            "lost: a was told ticket 1, but has 4",
        ),
        (HISTORY, {"phcs": {1: PHCS[0], 2: PHCS[2], 3: PHCS[1]}}, "lost: ticket 2 of b has another code"),
        (HISTORY, {"pool": frozenset()}, "0 in the pool and 3 players are not 4 tickets"),
        (HISTORY, {"total_tickets": 5, "pool": frozenset({3, 4})}, "1 tickets have a player and are in the pool"),
        (HISTORY[:2], {"phcs": {1: PHCS[0], 2: PHCS[1], 3: PHCS[0]}}, "a pair of code and hash was used twice"),
        (HISTORY[:2], {"phcs": {1: PHCS[0], 2: PHCS[1]}}, "1 tickets have only a player or only a code"),
        (
            HISTORY[:1],
            {"players": {"a": 1, "b": 2, "c": 2}, "phcs": {1: PHCS[0], 2: PHCS[1]}},
            "ticket 2 has two players",
        ),
    ],
)
def test_a_contradiction_of_the_store_is_found(history: list[Request], final: dict[str, Any], violation: str) -> None:
    assert violation in violations(history, FINAL._replace(**final))


@pytest.mark.parametrize(
    ("more", "violation"),
    [
        (told("c", 1, CODES[2]), "number 1 was told to two players"),
        (told("a", 3, CODES[0]), "a was told two numbers"),
        (told("c", 3, CODES[0]), "a code was told to two players"),
    ],
)
def test_a_contradiction_of_the_answers_is_found(more: Request, violation: str) -> None:
    assert violation in violations([*HISTORY, more], FINAL)


def test_a_ticket_without_its_code_is_lost() -> None:
    final = FINAL._replace(phcs={1: PHCS[0], 3: PHCS[2]})
    assert "lost: ticket 2 of b has no code" in violations(HISTORY, final)


def drawn(winners: list[int], status: int = 201) -> Request:
    body = [{"ticket_number": number, "prize": "Book"} for number in winners] if status == 201 else {"status": status}
    return Request(0, 1, "service-1", "winners", "manager", "", "raffle", status, body)


def test_the_same_winners_may_be_answered_twice() -> None:
    assert violations([drawn([3, 1]), drawn([3, 1]), drawn([], 409)], FINAL) == []


@pytest.mark.parametrize("other", [[1, 3], [3, 2], []])
def test_other_winners_than_the_final_ones_are_found(other: list[int]) -> None:
    lines = violations([drawn([3, 1]), drawn(other)], FINAL)
    assert lines == [f"service-1 announced {other}, but the winners are [3, 1]"]


@pytest.mark.parametrize(
    ("moments", "longest"),
    [([], 10.0), ([1.0], 9.0), ([4.0, 5.0, 6.5], 4.0), ([3.0, 8.0, 20.0], 5.0)],
)
def test_the_longest_wait_is_between_two_acknowledged_claims(moments: list[float], longest: float) -> None:
    claims = [told("a", 1, CODES[0])._replace(ended=moment) for moment in moments]
    assert longest_wait([*claims, told("b", 2, CODES[1], status=503)._replace(ended=2.0)], 0.0, 10.0) == longest
