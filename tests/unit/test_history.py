"""The tests of faults write a history: the list of all requests of the clients, with their answers.

tests/support/history.py compares a history with what the store holds at the end. It must accept a correct history, and
must report each kind of broken promise (a violation). Otherwise the tests of faults could pass although a ticket is
lost.
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
"""Player b repeats its claim and is told the same ticket. The claim of c took ticket 3, but its answer was lost."""

FINAL = FinalState(TICKETS, frozenset({4}), {"a": 1, "b": 2, "c": 3}, dict(enumerate(PHCS, start=1)), winners=[3, 1])
"""What the store holds after HISTORY. Nobody has ticket 4. Each other ticket has a player, and the hash of its code."""


def test_a_history_without_a_fault_has_no_violation() -> None:
    # Given a repeated claim and a lost answer, Then there is no violation: both are allowed
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
    # Given a store that contradicts an answer or itself, Then the violation is reported
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
    # Given one more answer, which cannot be true together with the answers before, Then the violation is reported
    assert violation in violations([*HISTORY, more], FINAL)


def test_a_ticket_without_its_code_is_lost() -> None:
    # Given a store that has the player of ticket 2, but no code, Then the ticket is lost: b can never check it
    final = FINAL._replace(phcs={1: PHCS[0], 3: PHCS[2]})
    assert "lost: ticket 2 of b has no code" in violations(HISTORY, final)


def drawn(winners: list[int], status: int = 201) -> Request:
    body = [{"ticket_number": number, "prize": "Book"} for number in winners] if status == 201 else {"status": status}
    return Request(0, 1, "service-1", "winners", "manager", "", "raffle", status, body)


def test_the_same_winners_may_be_answered_twice() -> None:
    # Given a repeated draw with the same answer, and one that was refused, Then there is no violation
    assert violations([drawn([3, 1]), drawn([3, 1]), drawn([], 409)], FINAL) == []


@pytest.mark.parametrize("other", [[1, 3], [3, 2], []])
def test_other_winners_than_the_final_ones_are_found(other: list[int]) -> None:
    # Given two draws with different answers, Then the answer that differs from the store is reported
    lines = violations([drawn([3, 1]), drawn(other)], FINAL)
    assert lines == [f"service-1 announced {other}, but the winners are [3, 1]"]


@pytest.mark.parametrize(
    ("moments", "longest"),
    [([], 10.0), ([1.0], 9.0), ([4.0, 5.0, 6.5], 4.0), ([3.0, 8.0, 20.0], 5.0)],
)
def test_the_longest_wait_is_between_two_acknowledged_claims(moments: list[float], longest: float) -> None:
    # Given claims that were acknowledged at some moments of 10 s, and a refused claim, Then the longest wait counts the
    # time before the first and after the last moment too, but the refused claim does not end a wait
    claims = [told("a", 1, CODES[0])._replace(ended=moment) for moment in moments]
    assert longest_wait([*claims, told("b", 2, CODES[1], status=503)._replace(ended=2.0)], 0.0, 10.0) == longest
