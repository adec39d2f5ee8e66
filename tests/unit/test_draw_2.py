"""Draws by `raffle-draw/2`, and their records. The check names each forgery, and refuses each malformed record.

The record of a draw has everything from which the winners follow. The seal fixes the tickets of a raffle after the last
claim, and withdraws the tickets that nobody claimed. The terms are a hash of what was announced. A substitute is a
ticket that can replace a winner. The tree is a tree of hashes over all tickets; its top is the root.
"""

import ast
import json
import os
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from copy import deepcopy
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.checker import MAIN, checker
from app.domain import draw, new_raffle, raffle, record, tree
from app.domain.beacon import QUICKNET
from app.domain.drawn import DrawRecord
from app.domain.notices import notices
from tests.support.naive_draw import drawn_again, naive_order, naive_seed
from tests.support.sold import phc_of

HERE = Path(__file__).parent
RECORD: dict[str, Any] = json.loads((HERE / "draw_record_2.json").read_text(encoding="utf-8"))
RECORD_1: dict[str, Any] = json.loads((HERE / "draw_record_1.json").read_text(encoding="utf-8"))
PROOF: dict[str, Any] = json.loads((HERE / "ticket_proof_2.json").read_text(encoding="utf-8"))
"""These files were written on 2026-11-26. They must never change, because a check must always confirm old records."""

EARLIER = {*RECORD_1, "incarnation"}
"""The members that a record of `raffle-draw/1` can have."""

WITHOUT_BEACON = {
    "beacon": None,
    "entropy_source": None,
    "entropy": "0123456789abcdef" * 4,
    **dict.fromkeys(("chain_hash", "announced_round", "round", "round_at", "signature")),
}


def again(**changes: Any) -> dict[str, Any]:
    """Return a record with changes. Members that follow from the changes are computed again, as a forger would do."""
    return drawn_again(RECORD | {"substitutions": []} | changes)


def error_of(forged: Any) -> str:
    """Check a record, and return the error."""
    with pytest.raises(ValueError, match=r"\w") as refused:
        draw.check(forged)
    return str(refused.value)


def test_the_stored_records_of_both_algorithms_are_correct() -> None:
    # When the stored record of each algorithm is checked, Then it is correct
    assert draw.check(RECORD) == RECORD["winners"]
    assert draw.check(RECORD_1) == RECORD_1["winners"]


def test_a_naive_implementation_computes_the_same_record() -> None:
    # When a naive implementation computes all members that can be computed, Then the record stays the same
    assert drawn_again(RECORD) == RECORD


@st.composite
def raffles(given_by: st.DrawFn) -> tuple[int, list[int], int, int]:
    total = given_by(st.integers(1, 60))
    withdrawn = sorted(given_by(st.sets(st.integers(1, total))))
    winners = given_by(st.integers(0, total))
    return total, withdrawn, winners, given_by(st.integers(0, total - winners))


@given(raffles(), st.binary(min_size=32, max_size=32))
def test_both_lists_give_the_order_of_the_naive_shuffle(case: tuple[int, list[int], int, int], seed: bytes) -> None:
    # Given a raffle in which some tickets were withdrawn
    total, withdrawn, winners, reserves = case
    claimed = [number for number in range(1, total + 1) if number not in withdrawn]

    # When winners and substitutes are drawn, once with the withdrawn tickets and once with the claimed tickets
    by_withdrawn = draw.winners_and_substitutes(seed, total, winners, reserves, withdrawn=withdrawn)
    by_claimed = draw.winners_and_substitutes(seed, total, winners, reserves, claimed=claimed)

    # Then both results are the first tickets in the shuffle of all claimed tickets
    order = naive_order(seed, claimed)
    assert by_withdrawn == by_claimed == (order[:winners], order[winners : winners + reserves])


def test_the_seed_depends_on_the_terms() -> None:
    # When the seed is computed, Then it is equal to the seed of the naive implementation. Other terms give another seed
    raffle_id, terms, entropy = RECORD["raffle_id"], RECORD["terms"], RECORD["entropy"]
    assert draw.seed_with_terms(raffle_id, 20, terms, entropy) == naive_seed(RECORD)
    assert draw.seed_with_terms(raffle_id, 20, "0" * 64, entropy) != naive_seed(RECORD)


def test_few_winners_of_a_large_raffle_take_little_memory() -> None:
    # When one of ten million tickets wins, and few tickets are withdrawn, Then the winner is computed without a list of
    # all tickets
    drawn = draw.winners_and_substitutes(bytes(32), 10_000_000, 1, 1, withdrawn=[1, 2, 5_000_000])
    indices = draw.draw(bytes(32), 9_999_997, 2)
    expected = [index + 2 if index + 2 < 5_000_000 else index + 3 for index in indices]
    assert [*drawn.winners, *drawn.substitutes] == expected


@pytest.mark.parametrize(
    ("winners", "left"),
    [(7, []), (6, []), (5, [(2, 1)]), (3, [(2, 3)]), (2, [(1, 1), (2, 3)]), (0, [(0, 1), (1, 2), (2, 3)])],
)
def test_prizes_at_the_end_of_the_list_go_to_nobody(winners: int, left: list[tuple[int, int]]) -> None:
    # When three prizes have the amounts 1, 2 and 3, Then the prizes that nobody wins are those at the end of the list
    assert draw.unawarded([1, 2, 3], winners) == left


def replaced_at_once() -> dict[str, Any]:
    """Return a record without announced hours. The first winner and the first substitute are replaced immediately."""
    found = again(substitute_after_hours=None)
    holders = [found["winners"][0], *found["substitutes"]]
    found["substitutions"] = [
        {"place": 0, "prize": found["prizes"][0]["name"], "ticket_number": holder, "replaced_by": successor}
        | {"reason": "not in the room", "at": f"2023-08-23T16:00:0{second}.000Z"}
        for second, (holder, successor) in enumerate(pairwise(holders[:3]), 1)
    ]
    return found


CORRECT = {
    "all tickets claimed": again(withdrawn=None, closes_at=None),
    "one ticket claimed": again(withdrawn=None, claimed=[7]),
    "no ticket claimed": again(withdrawn=None, claimed=[]),
    "the number of withdrawn tickets named": again() | {"withdrawn_tickets": 5},
    "half of the tickets claimed": again(withdrawn=[*range(1, 11)]),
    "fewer substitutes than announced": again(withdrawn=None, claimed=[1, 2, 3, 5, 8, 13, 20]),
    "no substitutes": again(reserves=None),
    "no substitutes, written as 0": again(reserves=0),
    "the operating system chose": again(**WITHOUT_BEACON),
    "a manager chose": again(**WITHOUT_BEACON | {"entropy_source": "lotto", "entropy": "7 12 31"}),
    "a beacon without a time": again(
        draw_at=None, announced_round=None, sealed_at="2023-08-23T15:58:23.999Z", round_at="2023-08-23T15:59:24.000Z"
    ),
    "a seal that came late": again(
        announced_round=1, draw_at="2023-08-23T15:09:27.000Z", sealed_at="2023-08-23T15:58:24.000Z"
    ),
    "a raffle sold out before it closes": again(withdrawn=None, closes_at="2023-08-23T15:30:00.000Z"),
    "a raffle that ended early": again(ended_at="2023-08-23T14:59:00.000Z"),
    "a raffle that ended early, without closes_at": again(closes_at=None, ended_at="2023-08-23T14:59:00.000Z"),
    "a raffle sold out before it ends": again(
        withdrawn=None, closes_at="2023-08-23T15:40:00.000Z", ended_at="2023-08-23T15:30:00.000Z"
    ),
    "a raffle sold out and sealed before it ends": again(
        **WITHOUT_BEACON
        | {"withdrawn": None, "closes_at": None, "sealed_at": "2023-08-23T15:20:00.000Z"}
        | {"ended_at": "2023-08-23T15:30:00.000Z"}
    ),
    "restored": again(incarnation=2),
    "substitutes replaced at once": replaced_at_once(),
    "sealed when the source may have published its value": again(
        **WITHOUT_BEACON
        | {"entropy_source": "lotto", "entropy": "7 12 31", "withdrawn": None, "closes_at": None}
        | {"draw_at": "2023-08-23T15:57:00.000Z", "sealed_at": "2023-08-23T15:57:00.001Z"}
    ),
    "drawn before the announced time": again(**WITHOUT_BEACON | {"draw_at": "2023-08-24T16:00:00.000Z"}),
}


@pytest.mark.parametrize("correct", CORRECT.values(), ids=CORRECT.keys())
def test_each_kind_of_correct_record_is_confirmed(correct: dict[str, Any]) -> None:
    # When the members that are null are left out of a correct record, Then the record is still correct
    assert draw.check(correct) == correct["winners"]
    assert draw.check({name: value for name, value in correct.items() if value is not None}) == correct["winners"]


def substituted(index: int, /, **changes: Any) -> dict[str, Any]:
    """Return the record with a change in one of its substitutions."""
    changed = deepcopy(RECORD)
    changed["substitutions"][index] |= changes
    return changed


FIRST, SECOND, *_ = RECORD["winners"]
REVERSED = RECORD["prizes"][::-1]
FOURTH = RECORD["substitutions"][2] | {"ticket_number": 5, "replaced_by": 6}
ONE_LEFT = again(withdrawn=None, claimed=[7], prizes=[{"name": "Book", "amount": 1}, {"name": "Mug", "amount": 1}])
"""A correct record with one unawarded prize."""
FORGED: dict[str, tuple[dict[str, Any], str]] = {
    "prizes reordered": (RECORD | {"prizes": REVERSED}, "terms should be "),
    "prizes reordered, with new terms": (
        RECORD | {"prizes": REVERSED, "terms": again(prizes=REVERSED)["terms"]},
        "seed should be ",
    ),
    "an amount changed": (
        RECORD | {"prizes": [{"name": "Bicycle", "amount": 2}, *RECORD["prizes"][1:]]},
        "terms should be ",
    ),
    "another name": (RECORD | {"name": "Summer fair"}, "terms should be "),
    "times moved": (RECORD | {"draw_at": "2023-08-23T15:59:22.000Z"}, "terms should be "),
    "a prize with more members": (
        RECORD | {"prizes": [{"name": "Bicycle", "amount": 1, "value": 1}, *RECORD["prizes"][1:]]},
        "a prize must have a name and an amount",
    ),
    "withdrawn exchanged for claimed": (
        {name: value for name, value in RECORD.items() if name != "withdrawn"} | {"claimed": RECORD["withdrawn"]},
        "withdrawn_hash should be ",
    ),
    "a withdrawn ticket claimed again": (RECORD | {"withdrawn": [2, 3, 11, 17]}, "withdrawn_hash should be "),
    "other tickets withdrawn": (RECORD | {"withdrawn": [2, 3, 11, 17, 19]}, "withdrawn_hash should be "),
    "nothing withdrawn": (RECORD | {"withdrawn": None}, "withdrawn_hash should be "),
    "withdrawn and claimed": (RECORD | {"claimed": [1]}, "the record has both withdrawn and claimed"),
    "the longer list": (again(withdrawn=[*range(1, 12)]), "the record must list the withdrawn tickets if they are at"),
    "the claimed tickets, where both lists are equally long": (
        again(withdrawn=None, claimed=[*range(1, 11)]),
        "the record must list the withdrawn tickets if they are at",
    ),
    "withdrawn tickets without a time": (again(closes_at=None), "tickets were withdrawn, but the record has no closes"),
    "entropy changed": (RECORD | {"entropy": "0" * 64}, 'entropy should be "fe290beca'),
    "signature changed": (RECORD | {"signature": "b" + "0" * 95}, "entropy should be "),
    "round changed": (RECORD | {"round": 1001}, "round should be 1000, the first round that comes at draw_at or later"),
    "a round as a fraction": (RECORD | {"round": 1000.0}, "round should be 1000, the first round that comes"),
    "a claimed ticket twice": (
        again(withdrawn=None, claimed=[7, 7]),
        "claimed must be ticket numbers in ascending order",
    ),
    "round and its time changed": (
        RECORD | {"round": 1001, "round_at": "2023-08-23T15:59:27.000Z"},
        "round should be 1000, the first round that comes at draw_at or later, and at least a minute after sealed_at",
    ),
    "the time of the round changed": (RECORD | {"round_at": "2023-08-23T15:59:21.000Z"}, 'round_at should be "2023-'),
    "announced round changed": (
        RECORD | {"announced_round": 999},
        "announced_round should be 1000, the first round that comes at draw_at or later, but the record says 999",
    ),
    "announced round left out": (RECORD | {"announced_round": None}, "announced_round should be 1000, the first round"),
    "an announced round without a time": (
        again(draw_at=None),
        "announced_round should be null, because the record has no draw_at, but the record says 1000",
    ),
    "round changed, without an announced time": (
        again(draw_at=None, announced_round=None),
        "round should be 1, the first round that comes at least a minute after sealed_at, but the record says 1000",
    ),
    "another chain": (RECORD | {"chain_hash": "0" * 64}, 'chain_hash should be "52db9'),
    "seal time moved": (RECORD | {"sealed_at": "2023-08-23T15:58:30.000Z"}, "round should be 1002, the first round"),
    "seal before the end": (RECORD | {"sealed_at": "2023-08-23T14:59:59.999Z"}, "sealed_at is before closes_at"),
    "seal before the early end": (
        again(closes_at="2023-08-23T15:50:00.000Z", ended_at="2023-08-23T15:40:00.000Z"),
        "sealed_at is before ended_at",
    ),
    "an early end at closes_at": (
        again(ended_at="2023-08-23T15:00:00.000Z"),
        "ended_at is not before closes_at",
    ),
    "an early end before the beginning": (
        again(ended_at="2023-08-22T07:59:59.999Z"),
        "ended_at is not after opens_at",
    ),
    "an early end that is no time": (RECORD | {"ended_at": "early"}, "ended_at must be a time such as"),
    "seal before the beginning": (
        again(withdrawn=None, sealed_at="2023-08-22T07:59:59.999Z"),
        "sealed_at is before opens_at",
    ),
    "draw before the round": (RECORD | {"drawn_at": "2023-08-23T15:59:23.999Z"}, "drawn_at is before round_at"),
    "draw before the seal": (
        again(**WITHOUT_BEACON, drawn_at="2023-08-23T15:00:01.233Z"),
        "drawn_at is before sealed_at",
    ),
    "an end before the beginning": (
        again(closes_at="2023-08-22T07:59:59.999Z"),
        "closes_at is before opens_at",
    ),
    "winners exchanged": (
        RECORD | {"winners": [SECOND, FIRST, *RECORD["winners"][2:]]},
        f"winner 1 should be ticket {FIRST}, but the record says {SECOND}",
    ),
    "one winner too few": (RECORD | {"winners": RECORD["winners"][:-1]}, "the record should have 6 winners, but has 5"),
    "a substitute skipped": (
        RECORD | {"substitutes": RECORD["substitutes"][1:]},
        "the record should have 4 substitutes, but has 3",
    ),
    "substitutes exchanged": (
        RECORD | {"substitutes": RECORD["substitutes"][::-1]},
        "substitute 1 should be ticket 18, but the record says 6",
    ),
    "a substitute skipped in a substitution": (
        substituted(0, replaced_by=RECORD["substitutes"][1]),
        "substitution 1: replaced_by should be 18, the next unused substitute, but the record says 7",
    ),
    "a substitution left out": (
        RECORD | {"substitutions": RECORD["substitutions"][1:]},
        "substitution 1: replaced_by should be 18, the next unused substitute, but the record says 7",
    ),
    "a substitution of another ticket": (
        substituted(0, ticket_number=RECORD["winners"][2]),
        "substitution 1: ticket_number should be 9, the ticket at this place, but the record says 19",
    ),
    "a substitution at another place": (substituted(0, place=2), "substitution 1: ticket_number should be 19"),
    "a substitution beyond the winners": (substituted(0, place=6), "substitution 1: place must be a whole number from"),
    "a substitution for another prize": (substituted(1, prize="Bicycle"), 'substitution 2: prize should be "Book"'),
    "a substitution too early": (
        substituted(0, at="2023-08-25T16:00:00.499Z"),
        "substitution 1 came too early: until 2023-08-25T16:00:00.500Z, the winner still had time to come",
    ),
    "a substitution without a reason": (substituted(2, reason=""), "substitution 3: reason must be text"),
    "more substitutions than substitutes": (
        RECORD | {"substitutions": [*RECORD["substitutions"], FOURTH, FOURTH]},
        "substitution 5 is no object, or no substitute is left for it",
    ),
    "a prize that was won, in the list of unawarded prizes": (
        RECORD | {"unawarded": [{"prize": "Book", "amount": 1}]},
        "unawarded should be [], but the record says",
    ),
    "true as the amount of an unawarded prize": (
        ONE_LEFT | {"unawarded": [{"prize": "Mug", "amount": True}]},
        'unawarded should be [{"prize":"Mug","amount":1}], but the record says [{"prize":"Mug","amount":true}]',
    ),
    "a note about an unawarded prize": (
        ONE_LEFT | {"unawarded": [{"prize": "Mug", "amount": 1, "note": "goes to ticket 7"}]},
        'unawarded should be [{"prize":"Mug","amount":1}], but the record says [{"prize":"Mug","amount":1,"note":"goes',
    ),
    "unawarded prizes left out": (
        again(withdrawn=None, claimed=[7]) | {"unawarded": None},
        "unawarded should be [{",
    ),
    "another seed": (RECORD | {"seed": "0" * 64}, "seed should be "),
    "another raffle": (RECORD | {"raffle_id": "5b1f0c9e-2d64-4c1a-9a53-7e0f6a1b2c3e"}, "seed should be "),
    "a raffle id of two lines": (RECORD | {"raffle_id": "5b1f\n20"}, "raffle_id must have the form"),
    "a root in upper case": (RECORD | {"root": RECORD["root"].upper()}, "root must have the form"),
    "an unknown beacon": (RECORD | {"beacon": "mine"}, 'beacon must be "quicknet"'),
    "a beacon and a source": (
        RECORD | {"entropy_source": "lotto"},
        'beacon must be "quicknet", and a record with a beacon cannot have an entropy_source',
    ),
    "a round without a beacon": (RECORD | {"beacon": None}, "terms should be "),
    "a signature without a beacon": (
        again(**WITHOUT_BEACON | {"signature": RECORD["signature"]}),
        "signature should be null, because no beacon was announced",
    ),
    "chosen entropy of another spelling": (
        again(**WITHOUT_BEACON | {"entropy": "mine"}),
        "the record announces no source",
    ),
    "typed entropy in upper case": (
        again(**WITHOUT_BEACON | {"entropy_source": "lotto", "entropy": "ABC"}),
        'the entropy must have letters in lower case only, but the record says "ABC"',
    ),
    "more prizes than tickets": (again(reserves=15), "prizes and reserves together are more than the tickets"),
    "a relabelled algorithm": (
        RECORD | {"algorithm": "raffle-draw/1"},
        "a record of raffle-draw/1 cannot have terms, beacon, opens_at, closes_at, draw_at, reserves, substitute_after",
    ),
    "a relabelled algorithm, with a chosen entropy": (
        RECORD_1 | {name: value for name, value in RECORD.items() if name not in RECORD_1},
        "a record of raffle-draw/1 cannot have terms, beacon, opens_at, closes_at, draw_at, reserves, substitute_after",
    ),
    **{
        f"an earlier record with {name}": (
            RECORD_1 | {name: RECORD.get(name, RECORD["closes_at"])},
            f"a record of raffle-draw/1 cannot have {name}: somebody changed the algorithm of the record, or added",
        )
        for name in sorted({*DrawRecord.__struct_fields__} - EARLIER)
    },
    **{
        f"the algorithm as {name!r}": (RECORD | {"algorithm": name}, "the record was drawn by ")
        for name in ("raffle-draw/2 ", " raffle-draw/2", "RAFFLE-DRAW/1", "raffle-draw/1\n", "raffle-draw/\uff11")
    },
    "an unknown algorithm": (
        RECORD | {"algorithm": "raffle-draw/3"},
        'the record was drawn by "raffle-draw/3"; this program checks raffle-draw/1 and raffle-draw/2',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("forged", "error"), FORGED.values(), ids=FORGED.keys())
def test_a_check_names_each_forgery(forged: dict[str, Any], error: str) -> None:
    # When a forged record is checked, Then the error names what does not match
    assert error_of(forged).startswith(error)
    assert "\n" not in error_of(forged)


nested: list[Any] = []
for _ in range(100_000):
    nested = [nested]
JUNK = [
    True, False, 0, -1, 10**30, 1.0, 1e300, float("nan"), float("inf"), "", "x", "\ud800", "1", "9" * 100_000, [], [[]],
    [True], [1, 1], [2, 1], [0], ["1"], [None], [10**30], {}, {"amount": 1}, [{}],
    [{"name": "x", "amount": True}], nested,
    "2023-08-23T15:59:60.000Z", "2023-08-23 15:59:24.000Z", "2023-08-23T15:59:24Z", "9999-12-31T23:59:59.999Z",
    "0001-01-01T00:00:00.000Z", "\u0660" * 64, "0" * 64 + "\n",
]  # fmt: skip


@pytest.mark.parametrize("name", [*RECORD, "claimed", "incarnation"])
def test_a_malformed_member_is_refused(name: str) -> None:
    # Given a record in which one member is replaced by a malformed value
    for junk in JUNK:
        if name in {"substitutions", "unawarded"} and junk == []:
            continue

        # When this record is checked, Then the error is one short line
        error = error_of(RECORD | {name: junk})
        assert "\n" not in error
        assert len(error) < 300


@pytest.mark.parametrize("name", sorted({*RECORD, "claimed"} - {"total_tickets"}))
def test_a_malformed_member_raises_only_value_error(name: str) -> None:
    # Given a record with one malformed member. If possible, the members that follow from this member are computed again
    for junk in JUNK:
        forged = RECORD | {"withdrawn": None if name == "claimed" else RECORD["withdrawn"]} | {name: junk}
        with suppress(ValueError, TypeError, KeyError, RecursionError):
            forged = drawn_again(forged)

        # When this record is checked, Then it is refused with ValueError, or it is a correct record of another raffle
        with suppress(ValueError):
            assert draw.check(forged) == forged["winners"]


@pytest.mark.parametrize(("member", "names"), [("prizes", ["name", "amount"]), ("substitutions", list(FOURTH))])
def test_a_malformed_part_of_a_member_is_refused(member: str, names: list[str]) -> None:
    # Given a record in which one member of a prize or a substitution is malformed or absent
    first, *rest = RECORD[member]
    for name in names:
        free_text = [junk for junk in JUNK if isinstance(junk, str) and junk]
        right = {"reason": free_text, "at": ["9999-12-31T23:59:59.999Z"]}.get(name, [])
        wrong = [junk for junk in JUNK if junk is nested or junk not in right]
        without = {key: value for key, value in first.items() if key != name}

        # When this record is checked, Then it is refused
        for part in [without, *(first | {name: junk} for junk in wrong)]:
            assert error_of(RECORD | {member: [part, *rest]})


@pytest.mark.parametrize(
    "name", [name for name in RECORD if name not in {"entropy_source", "substitutions", "unawarded"}]
)
def test_a_missing_member_is_refused(name: str) -> None:
    # When a member of a record is absent, Then the record is refused
    assert error_of({key: value for key, value in RECORD.items() if key != name})


def test_a_record_with_too_many_tickets_is_refused_immediately() -> None:
    # When a record has more tickets than a raffle can have, Then it is refused before anything is computed
    huge = RECORD | {"total_tickets": 10**12, "withdrawn": None, "claimed": []}
    assert (
        error_of(huge) == "total_tickets must be a whole number from 1 to 10000000, but the record says 1000000000000"
    )


def test_the_limits_of_the_checker_are_those_of_the_service() -> None:
    # When the limits of the checker are compared with the limits of the service, Then they are equal
    assert record.MOST_TICKETS == raffle.MAX_TICKETS
    assert (record.MOST_RESERVES, record.MOST_HOURS) == (new_raffle.MAX_RESERVES, new_raffle.MAX_HOURS)


@pytest.mark.parametrize("milliseconds", [0, 1, 999, 1_000, 2_999, 3_000, 3_001, 10**11 + 7, -1, -3_000, -(10**12)])
def test_the_checker_computes_rounds_as_the_beacon_does(milliseconds: int) -> None:
    # When the checker computes the round at a time, Then the round and its time are those of the beacon
    time = record.QUICKNET_GENESIS_MS + milliseconds
    assert record.round_at(time) == QUICKNET.round_at(time)
    assert record.time_of(record.round_at(time)) == QUICKNET.time_of(record.round_at(time))
    assert QUICKNET.hash == record.QUICKNET_HASH


Output = pytest.CaptureFixture[str]
FOLLOW = "OK: 6 winners of 20 tickets follow from the entropy\n"
HOLDS = (
    f"{FOLLOW}OK: each substitute had the next turn (number of substitutions: 3)\n"
    "NOTICE: TICKET 18 HAD A PRIZE ONLY FROM 2023-08-25T16:00:00.500Z TO 2023-08-27T09:00:00.000Z, LESS THAN THE "
    "ANNOUNCED HOURS (48), before a substitute replaced it. Number of tickets that lost a prize so early: 1\n"
)
KEPT = (
    "NOT CHECKED: whether terms, root and withdrawn_hash were public before 2023-08-23T15:59:24.000Z. Compare them "
    "with what you kept\n"
)
HOLDS += KEPT
NOT_CHECKED = "NOT CHECKED: the signature of the beacon. Compare it with the signature that drand publishes for this "
NOT_CHECKED += "round. Or check it with --beacon, in a checkout of the service or where the service is installed"


@pytest.fixture
def file(folder: Path) -> Path:
    """The path of a file for a draw record."""
    return folder / "record.json"


def write(file: Path, content: Any) -> str:
    """Write content to a file as JSON, and return the path of the file."""
    file.write_text(json.dumps(content), encoding="utf-8")
    return str(file)


def test_the_stored_proof_is_correct(file: Path, capsys: Output) -> None:
    # When the stored proof is checked with its record, Then the ticket of the proof is in the tree
    assert draw.main([write(file, RECORD), "--ticket", str(HERE / "ticket_proof_2.json")]) == 0
    assert capsys.readouterr().out.endswith("\nOK: ticket 14 is in the tree, and won 'Bicycle'\n")


def test_the_program_says_what_it_did_not_check(file: Path, capsys: Output) -> None:
    # When the program checks a record with a beacon, Then the program says that the signature was not checked
    assert draw.main([write(file, RECORD)]) == 0
    assert capsys.readouterr() == (f"{HOLDS}{NOT_CHECKED}\n", "")


def test_the_program_checks_the_signature_of_the_beacon(file: Path, capsys: Output) -> None:
    # When the program gets the option --beacon, Then it checks the signature of the beacon, and names the number of its
    # round
    assert draw.main([write(file, RECORD), "--beacon"]) == 0
    assert capsys.readouterr().out == f"{HOLDS}OK: the signature is that of round 1000 of the beacon\n"


OTHER_ROUND = "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92"


def test_the_signature_of_another_round_is_found_with_the_option_beacon(file: Path, capsys: Output) -> None:
    # Given a record of round 1000 that has the real signature of round 123. A forger has computed all members again
    # that follow from the signature
    forged = write(file, again(signature=OTHER_ROUND))

    # When the signature is not checked, Then the record is confirmed, and the program says what it did not check
    assert draw.main([forged]) == 0
    assert capsys.readouterr().out == f"{FOLLOW}{KEPT}{NOT_CHECKED}\n"

    # And when the signature is checked, Then the record is refused
    assert draw.main([forged, "--beacon"]) == 1
    assert capsys.readouterr().out.startswith("WRONG: ")


def test_the_program_says_that_the_library_for_signatures_is_missing(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    # Given a Python that has no library for signatures
    monkeypatch.setitem(sys.modules, "app.domain.beacon", None)

    # When the program gets the option --beacon, Then it says why it did not check the signature, and confirms the
    # record
    assert draw.main([write(file, RECORD), "--beacon"]) == 0
    assert f"\n{NOT_CHECKED} (" in capsys.readouterr().out


NOTICES = {
    "the operator chose": (again(**WITHOUT_BEACON), "NOTICE: The operator chose the randomness"),
    "the manager typed": (CORRECT["a manager chose"], "NOTICE: The manager typed the randomness"),
    "of an earlier version": (RECORD_1, "NOTICE: NO TERMS AND NO SEAL BIND THIS RECORD (raffle-draw/1)"),
    "the seal came late": (
        CORRECT["a seal that came late"],
        "NOTICE: ROUND 1 WAS ANNOUNCED, BUT ROUND 1000 DECIDED, because the raffle was sealed late, at 2023-08-2",
    ),
    "no time was announced": (CORRECT["a beacon without a time"], "NOTICE: NO TIME WAS ANNOUNCED FOR THIS DRAW, so"),
    "drawn early": (
        CORRECT["drawn before the announced time"],
        "NOTICE: The operator chose the randomness\nNOTICE: THE DRAW WAS ANNOUNCED FOR 2023-08-24T16:00:00.000Z, BUT "
        "IT WAS MADE EARLIER, AT 2023-08-23T16:00:00.500Z\n",
    ),
    "sealed late, with a source": (
        CORRECT["sealed when the source may have published its value"],
        "NOTICE: THE TICKETS WERE SEALED AT 2023-08-23T15:57:00.001Z, AFTER 2023-08-23T15:57:00.000Z, THE ANNOUNCED "
        "TIME OF THE DRAW. If the source had published its value by then, the manager could choose the winners by the "
        "moment of the end\n"
        "NOT CHECKED: whether terms, root and withdrawn_hash were public before 2023-08-23T15:57:00.000Z. Compare them "
        "with what you kept\n"
        "NOT CHECKED: whether the source published this value, and only after the seal, at 2023-08-23T15:57:00.001Z\n",
    ),
    "ended early": (
        CORRECT["a raffle that ended early"],
        "NOTICE: THE MANAGER ENDED THE RAFFLE EARLY, AT 2023-08-23T14:59:00.000Z: THE ANNOUNCED END WAS 2023-",
    ),
    "ended early, without an announced end": (
        CORRECT["a raffle that ended early, without closes_at"],
        "NOTICE: THE MANAGER ENDED THE RAFFLE EARLY, AT 2023-08-23T14:59:00.000Z: NO END WAS ANNOUNCED\n",
    ),
    "a substitute lost the prize early": (RECORD, HOLDS.splitlines(keepends=True)[-2]),
    "substitutes lost the prize within an hour": (
        CORRECT["substitutes replaced at once"],
        "NOTICE: TICKET 14 HAD A PRIZE ONLY FROM 2023-08-23T16:00:00.500Z TO 2023-08-23T16:00:01.000Z, LESS THAN AN "
        "HOUR, before a substitute replaced it. Number of tickets that lost a prize so early: 2\n",
    ),
    "restored": (
        CORRECT["restored"],
        "NOTICE: THE STORE WAS RESTORED FROM A BACKUP BEFORE THIS DRAW (number of restores: 2",
    ),
}


@pytest.mark.parametrize(("told", "notice"), NOTICES.values(), ids=NOTICES.keys())
def test_the_program_prints_notices_about_a_correct_record(
    told: dict[str, Any], notice: str, file: Path, capsys: Output
) -> None:
    # Given a correct record with something that a reader must know, for example that the store was restored. When the
    # program checks this record, Then it confirms the record, and prints a notice
    assert draw.main([write(file, told)]) == 0
    assert f"\n{notice}" in capsys.readouterr().out


def test_an_early_end_after_the_seal_causes_no_notice() -> None:
    # Given a raffle that was sold out and sealed before its early end. So the early end has excluded no player
    told = CORRECT["a raffle sold out before it ends"] | {"sealed_at": "2023-08-23T15:20:00.000Z"}

    # When the notices about this raffle are listed, Then none of them accuses the manager of an early end. If the seal
    # is at the time of the end, there is such a notice
    assert told["ended_at"] == "2023-08-23T15:30:00.000Z"
    assert not [notice for notice in notices(told) if "ENDED THE RAFFLE EARLY" in notice]
    assert [notice for notice in notices(told | {"sealed_at": told["ended_at"]}) if "ENDED THE RAFFLE EARLY" in notice]


def test_the_program_says_that_a_record_has_no_signature_to_check(file: Path, capsys: Output) -> None:
    # When the program gets the option --beacon, but the record names no beacon, Then it says that it checked no
    # signature
    for without in (RECORD_1, again(**WITHOUT_BEACON)):
        assert draw.main([write(file, without), "--beacon"]) == 0
        last = capsys.readouterr().out.splitlines()[-1]
        assert last.startswith("NOT CHECKED: a signature, because the record names no beacon.")


def proof_of(number: int, held: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make a tree of the claimed tickets. Return the record with the root of this tree, and the proof of one ticket."""
    claimed = held["claimed"] if held.get("claimed") is not None else {*range(1, 21)} - {*held["withdrawn"]}
    phcs = [phc_of(ticket) if ticket in claimed else "" for ticket in range(1, 21)]
    leaves = [tree.leaf(ticket, phc) for ticket, phc in enumerate(phcs, 1)]
    root = tree.root(leaves).hex()
    path = [sibling.hex() for sibling in tree.path(leaves, number - 1)]
    proof = {"ticket_number": number, "phc": phcs[number - 1], "path": path, "tree_size": 20, "root": root}
    return held | {"root": root}, proof


SMALL = CORRECT["one ticket claimed"]
FATES = {
    14: (RECORD, "won 'Bicycle'"),
    9: (RECORD, "won 'Zelt für \"zwei\"', but ticket 18 replaced it"),
    18: (RECORD, "won 'Zelt für \"zwei\"', but ticket 5 replaced it"),
    5: (RECORD, "won 'Zelt für \"zwei\"'"),
    7: (RECORD, "won 'Book'"),
    6: (RECORD, "is substitute 4, and won nothing"),
    4: (RECORD, "won nothing"),
    2: (RECORD, "was withdrawn, because nobody claimed it"),
    1: (SMALL, "was withdrawn, because nobody claimed it"),
}


@pytest.mark.parametrize(("number", "held", "fate"), [(number, *case) for number, case in FATES.items()])
def test_the_program_says_what_a_ticket_won(
    number: int, held: dict[str, Any], fate: str, folder: Path, capsys: Output
) -> None:
    # Given a record, and the proof of a ticket
    held, proof = proof_of(number, held)

    # When the program checks both, Then the program says that the ticket is in the tree, and what the ticket won
    assert draw.main([write(folder / "r.json", held), "--ticket", write(folder / "p.json", proof)]) == 0
    assert capsys.readouterr().out.endswith(f"\nOK: ticket {number} is in the tree, and {fate}\n")


WRONG_TICKETS: dict[str, tuple[Any, str]] = {
    "a replaced PHC": (PROOF | {"phc": PROOF["phc"][:-1] + "x"}, "ticket 14 with this phc is not in the tree"),
    "another tree": (PROOF | {"root": "0" * 64}, 'root of the proof is "0000'),
    "no proof": ([], "the ticket proof is not an object"),
    "empty": ({}, "ticket_number of the proof must be a whole number"),
    "half of a surrogate pair": (PROOF | {"phc": "\ud800"}, "'utf-8' codec"),
}


@pytest.mark.parametrize(("proof", "error"), WRONG_TICKETS.values(), ids=WRONG_TICKETS.keys())
def test_a_check_names_what_is_wrong_with_a_proof(proof: Any, error: str, folder: Path, capsys: Output) -> None:
    # When the proof of a ticket is wrong, Then the program says in one line what is wrong
    assert draw.main([write(folder / "r.json", RECORD), "--ticket", write(folder / "p.json", proof)]) == 1
    assert capsys.readouterr().out.startswith(f"WRONG: {error}")


@pytest.mark.parametrize(
    ("number", "words"), [(2, "claimed in the tree, but withdrawn"), (4, "withdrawn in the tree, but claimed")]
)
def test_a_ticket_is_named_if_tree_and_record_differ_about_it(
    number: int, words: str, folder: Path, capsys: Output
) -> None:
    # Given a record and a tree that do not have the same withdrawn tickets
    other = RECORD | {"withdrawn": [4]}
    held, proof = proof_of(number, other)

    # When the program checks a ticket that is claimed only in the tree or only in the record, Then the program says how
    # tree and record differ about this ticket
    held = held | {"withdrawn": RECORD["withdrawn"]}
    assert draw.main([write(folder / "r.json", held), "--ticket", write(folder / "p.json", proof)]) == 1
    assert capsys.readouterr().out == f"WRONG: ticket {number} is {words} in the record\n"


def test_a_record_of_the_first_algorithm_has_no_proofs(folder: Path, capsys: Output) -> None:
    # When a proof comes with a record of raffle-draw/1, Then the program says that such records have no proofs
    assert draw.main([write(folder / "r.json", RECORD_1), "--ticket", write(folder / "p.json", PROOF)]) == 1
    assert capsys.readouterr().out == "WRONG: raffle-draw/1 has no proofs of tickets\n"


UNREADABLE = {
    "a name twice": ('{"algorithm": "raffle-draw/2", "algorithm": "raffle-draw/1"}', "two members of one object"),
    "not a number": ('{"algorithm": NaN}', "NaN is not JSON"),
    "a fraction": ('{"total_tickets": 1.0}', "1.0 is not a whole number of at most 9007199254740991"),
    "an exponent": ('{"unknown": [1e2]}', "1e2 is not a whole number of at most 9007199254740991"),
    "a number that JavaScript rounds": ('{"incarnation": 9007199254740993}', "9007199254740993 is not a whole num"),
    "infinity": ('{"algorithm": [-Infinity]}', "-Infinity is not JSON"),
    "digits without end": ('{"total_tickets": ' + "9" * 10_000 + "}", "Exceeds the limit"),
    "deep": ("[" * 100_000, "maximum recursion depth"),
}


@pytest.mark.parametrize(("content", "error"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_json_that_programs_read_differently_is_refused(content: str, error: str, file: Path, capsys: Output) -> None:
    # Given a file that other programs could read in a different way, or not at all
    file.write_text(content, encoding="utf-8")

    # When the program reads this file as a record or as a proof, Then one line says why the file cannot be read
    for arguments in ([str(file)], [write(file.with_name("r.json"), RECORD), "--ticket", str(file)]):
        assert draw.main(arguments) == 2
        output, errors = capsys.readouterr()
        assert (output, errors.count("\n")) == ("", 1)
        assert errors.startswith(f"cannot read {file}: {error}")


def run(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-S", *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        env=os.environ | environment,
    )


def test_the_downloaded_program_needs_only_python(folder: Path) -> None:
    # Given a folder with the downloaded program, records and a proof, and a Python without any package
    (folder / "check-draw.pyz").write_bytes(checker())
    (folder / "draw_record_1.json").write_bytes((HERE / "draw_record_1.json").read_bytes())
    held, proof = proof_of(5, RECORD)
    write(folder / "draw_record_2.json", held)
    write(folder / "proof.json", proof)

    # When this Python checks a record of `raffle-draw/1`, and then a record of `raffle-draw/2` with a proof. The second
    # output must be ASCII
    old = run("-I", "check-draw.pyz", "draw_record_1.json", cwd=folder)
    new = run(
        "check-draw.pyz",
        "draw_record_2.json",
        "--ticket",
        "proof.json",
        "--beacon",
        cwd=folder,
        PYTHONIOENCODING="ascii",
    )

    # Then both records are correct
    assert (old.returncode, old.stderr) == (0, "")
    verdict, notice = old.stdout.splitlines()
    assert verdict == "OK: 3 winners of 15 tickets follow from the entropy"
    assert notice.startswith("NOTICE: NO TERMS AND NO SEAL BIND THIS RECORD")
    *confirmed, second, third = new.stdout.splitlines(keepends=True)
    assert (new.returncode, "".join(confirmed), new.stderr) == (0, HOLDS, "")
    assert second.startswith(f"{NOT_CHECKED} (")
    assert third == r"""OK: ticket 5 is in the tree, and won 'Zelt f\xfcr "zwei"'""" + "\n"

    # And a forged record is refused
    (folder / "draw_record_2.json").write_text(json.dumps(FORGED["winners exchanged"][0]), encoding="utf-8")
    forged = run("-I", "check-draw.pyz", "draw_record_2.json", cwd=folder)
    assert (forged.returncode, forged.stderr) == (1, "")
    assert forged.stdout == "WRONG: winner 1 should be ticket 14, but the record says 9\n"


def test_an_old_python_prints_which_version_is_needed(folder: Path) -> None:
    # Given the downloaded program, and a Python that says it is Python 3.8
    (folder / "check-draw.pyz").write_bytes(checker())
    start = "import runpy, sys; sys.version_info = (3, 8, 18); runpy.run_path('check-draw.pyz', run_name='__main__')"

    # When this Python starts the program, Then one line names the needed version. The exit code means that no record
    # was read. It does not mean that a record is wrong
    old = run("-I", "-c", start, cwd=folder)
    assert (old.returncode, old.stdout) == (2, "")
    assert old.stderr == "check-draw needs Python 3.11 or newer, and this is Python 3.8\n"

    # And the first file of the program has only syntax that old versions of Python 3 can read
    ast.parse(MAIN, feature_version=(3, 6))


TICKETS, WITHDRAWN, WINNERS, RESERVES = 110, [*range(3, 111, 11)], 6, 4
CLAIMED = [number for number in range(1, TICKETS + 1) if number not in WITHDRAWN]
DRAWS = 100_000 if os.environ.get("FAULTS") == "long" else 10_000
CRITICAL_99 = 148.23
"""By chance, chi-square with 99 degrees of freedom is above this value in one of 1 000 cases: see test_draw.py."""


def chi_square(numbers: list[int]) -> float:
    """Return chi-square of these drawn tickets. Each claimed ticket should be drawn equally often."""
    counts = Counter(numbers)
    assert counts.keys() <= {*CLAIMED}
    expected = len(numbers) / len(CLAIMED)
    return sum((counts[number] - expected) ** 2 / expected for number in CLAIMED)


def test_every_claimed_ticket_is_drawn_equally_often() -> None:
    # Given many draws of 6 winners and 4 substitutes from a raffle of 110 tickets, 100 of which were claimed. With
    # FAULTS=long, a million tickets are drawn
    drawn = [
        draw.winners_and_substitutes(
            draw.seed_with_terms("uniformity", TICKETS, RECORD["terms"], sha256(b"%d" % number).hexdigest()),
            TICKETS,
            WINNERS,
            RESERVES,
            withdrawn=WITHDRAWN,
        )
        for number in range(DRAWS)
    ]

    # When the test counts how often each ticket is drawn. There are five counts: at any place, as a winner, as a
    # substitute, at the first place, and at the last place
    figures = {
        "all": chi_square([number for one in drawn for number in one.winners + one.substitutes]) / (90 / 99),
        "winners": chi_square([number for one in drawn for number in one.winners]) / (94 / 99),
        "substitutes": chi_square([number for one in drawn for number in one.substitutes]) / (96 / 99),
        "first winners": chi_square([one.winners[0] for one in drawn]),
        "last substitutes": chi_square([one.substitutes[-1] for one in drawn]),
    }

    # Then each of these counts differs only by chance. In a draw, no ticket is drawn twice, so the counts differ less
    # than if tickets could be drawn several times. To correct this, chi-square for k places is divided by (M - k) / (M
    # - 1) for M claimed tickets
    print({name: round(figure, 1) for name, figure in figures.items()})
    assert max(figures.values()) < CRITICAL_99
