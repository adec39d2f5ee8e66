"""The rules of a raffle: its limits, its status, and which winner gets which prize."""

import json
from typing import Any

import msgspec
import pytest

from app.domain.new_raffle import RaffleRequest, largest_new_raffle
from app.domain.raffle import (
    MAX_TICKETS,
    Counts,
    Prize,
    Raffle,
    Status,
    Winner,
    after_a_claim,
    is_raffle_id,
    status_of,
    winners_from,
    winning_tickets,
)
from app.errors import FieldError, InvalidRequest, TooManyPrizes

BICYCLE, BOOK = Prize("Bicycle", 1), Prize("Book", 2)


def test_an_id_is_a_uuid_in_lower_case_with_hyphens() -> None:
    # When a text is a UUID in lower case with hyphens, Then it is a raffle id
    assert is_raffle_id("0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0B9F7F0E-6F0C-4A55-9A0E-2F1D3B8F9C11",
        "0b9f7f0e6f0c4a559a0e2f1d3b8f9c11",
        "0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c1",
        "0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c111",
        "0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11\n",
        "gb9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11",
    ],
)
def test_other_text_is_no_id(text: str) -> None:
    # When a text is not a UUID in this form, Then it is no raffle id
    assert not is_raffle_id(text)


def test_winning_tickets_are_the_sum_of_the_amounts() -> None:
    # When two prizes have the amounts 1 and 2, Then three tickets win
    assert winning_tickets([BICYCLE, BOOK]) == 3


def new_raffle(total_tickets: int, *prizes: Prize) -> RaffleRequest:
    return RaffleRequest(name="Summer fair", total_tickets=total_tickets, prizes=list(prizes))


def test_a_raffle_may_have_as_many_tickets_as_the_service_allows() -> None:
    # When a raffle has the largest number of tickets, Then it is accepted
    new_raffle(100, BICYCLE).check_limits(max_tickets=100)


def test_a_raffle_with_more_tickets_than_the_service_allows_is_refused() -> None:
    # When a raffle has one ticket more than the service allows
    with pytest.raises(InvalidRequest) as refused:
        new_raffle(101, BICYCLE).check_limits(max_tickets=100)

    # Then the problem names the field and the limit
    assert refused.value.errors == [FieldError("total_tickets", "At most 100 tickets")]


def test_every_ticket_may_win() -> None:
    # When the amounts of the prizes add up to the number of tickets, Then the raffle is accepted
    new_raffle(3, BICYCLE, BOOK).check_limits(max_tickets=100)


def test_more_prizes_than_tickets_are_refused() -> None:
    # When the amounts of the prizes add up to one more than the number of tickets, Then the raffle is refused
    with pytest.raises(TooManyPrizes):
        new_raffle(2, BICYCLE, BOOK).check_limits(max_tickets=100)


def test_the_largest_body_is_a_new_raffle() -> None:
    # When the largest body is read, Then it is accepted, because no part exceeds its limit
    msgspec.convert(largest_new_raffle(), RaffleRequest)


def larger(**parts: Any) -> dict[str, Any]:
    return largest_new_raffle() | parts


@pytest.mark.parametrize(
    "body",
    [
        larger(name=largest_new_raffle()["name"] + "!"),
        larger(total_tickets=largest_new_raffle()["total_tickets"] + 1),
        larger(prizes=largest_new_raffle()["prizes"] + [{"name": "Book", "amount": 1}]),
        larger(prizes=[{"name": largest_new_raffle()["prizes"][0]["name"] + "!", "amount": 1}]),
        larger(prizes=[{"name": "Book", "amount": largest_new_raffle()["prizes"][0]["amount"] + 1}]),
        larger(entropy_source=largest_new_raffle()["entropy_source"] + "!"),
        larger(draw_at=largest_new_raffle()["draw_at"].replace("+", "0+")),
        larger(reserves=largest_new_raffle()["reserves"] + 1),
        larger(substitute_after_hours=largest_new_raffle()["substitute_after_hours"] + 1),
    ],
    ids=[
        *("name", "total_tickets", "prizes", "name of a prize", "amount", "entropy_source", "draw_at", "reserves"),
        "substitute_after_hours",
    ],
)
def test_no_part_of_a_body_may_be_larger(body: dict[str, Any]) -> None:
    # When one part exceeds its limit by one, Then the body is refused
    with pytest.raises(msgspec.ValidationError, match="Expected"):
        msgspec.convert(body, RaffleRequest)


def test_the_largest_body_has_the_longest_escapes() -> None:
    # When the largest body is written as ASCII, Then every character of the raffle's name needs two escapes of six
    # bytes
    assert len(json.dumps(largest_new_raffle()["name"])) == 100 * 12 + len('""')


@pytest.mark.parametrize(
    ("drawn", "suspended", "filled", "counts", "status"),
    [
        (False, False, 0, Counts(0, 0, 0), "filling"),
        (False, False, 9, Counts(9, 0, 0), "filling"),
        (False, False, 10, Counts(10, 0, 0), "open"),
        (False, False, 10, Counts(1, 9, 9), "open"),
        (False, False, 10, Counts(0, 10, 10), "sold_out"),
        (True, False, 10, Counts(0, 10, 10), "drawn"),
        (True, False, 10, Counts(0, 0, 10), "drawn"),
        (False, True, 9, Counts(9, 0, 0), "filling"),
        (False, True, 10, Counts(5, 5, 5), "suspended"),
        (False, True, 10, Counts(0, 10, 10), "suspended"),
        (False, True, 10, Counts(0, 9, 9), "damaged"),
        (False, False, 9, Counts(8, 0, 0), "damaged"),
        (False, False, 9, Counts(10, 0, 0), "damaged"),
        (False, False, 10, Counts(0, 9, 9), "damaged"),
        (False, False, 10, Counts(5, 4, 5), "damaged"),
        (False, False, 10, Counts(5, 5, 4), "damaged"),
        (False, False, 10, Counts(5, 5, 6), "damaged"),
    ],
)
def test_the_status_follows_from_the_draw_and_the_counts(
    drawn: bool, suspended: bool, filled: int, counts: Counts, status: Status
) -> None:
    # When a raffle of ten tickets has these counts and flags, Then it has this status
    assert status_of(counts, drawn=drawn, suspended=suspended, filled=filled, total=10) == status


@pytest.mark.parametrize(
    ("counts", "now", "status"),
    [
        (Counts(5, 5, 5), {"scheduled": True}, "scheduled"),
        (Counts(5, 5, 5), {"closed": True}, "closed"),
        (Counts(5, 5, 5), {"sealed": True}, "closed"),
        (Counts(5, 5, 5), {"sealed": True, "scheduled": True}, "closed"),
        (Counts(0, 10, 10), {"closed": True}, "sold_out"),
        (Counts(0, 10, 10), {"sealed": True, "closed": True}, "sold_out"),
        (Counts(0, 10, 10), {"scheduled": True}, "sold_out"),
        (Counts(5, 5, 5), {"sealed": True, "drawn": True}, "drawn"),
        (Counts(5, 5, 5), {"closed": True, "suspended": True}, "suspended"),
        (Counts(5, 5, 5), {"scheduled": True, "suspended": True}, "suspended"),
        (Counts(9, 0, 0), {"closed": True, "filled": 9}, "filling"),
        (Counts(9, 0, 0), {"scheduled": True, "filled": 9}, "filling"),
        (Counts(5, 4, 5), {"closed": True}, "damaged"),
        (Counts(5, 4, 5), {"sealed": True}, "damaged"),
        (Counts(5, 0, 5), {"closed": True}, "damaged"),
        (Counts(5, 0, 5), {"sealed": True}, "closed"),
        (Counts(5, 0, 4), {"sealed": True}, "damaged"),
        (Counts(10, 0, 0), {"sealed": True}, "closed"),
    ],
)
def test_the_status_follows_from_the_clock_and_the_seal(counts: Counts, now: dict[str, Any], status: Status) -> None:
    # When a raffle of ten tickets has these counts, and these flags of its times and its seal (whether its tickets are
    # fixed), Then it has this status
    assert status_of(counts, **{"drawn": False, "suspended": False, "filled": 10, "total": 10, **now}) == status


def raffle(status: Status, available_tickets: int) -> Raffle:
    return Raffle(
        id="0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11",
        name="Summer fair",
        total_tickets=10,
        available_tickets=available_tickets,
        winners_drawn=status == "drawn",
        status=status,
        created_at="2026-11-24T20:00:00.000Z",
        prizes=[BICYCLE],
    )


@pytest.mark.parametrize(
    ("known", "remaining", "after"),
    [
        (raffle("open", 10), 9, raffle("open", 9)),
        (raffle("open", 1), 0, raffle("sold_out", 0)),
        (raffle("filling", 4), 9, raffle("open", 9)),
        (raffle("filling", 4), 0, raffle("sold_out", 0)),
        (raffle("scheduled", 10), 9, raffle("open", 9)),
    ],
    ids=[
        *("a claim", "the last claim", "the first claim after the fill", "the last claim after the fill"),
        "the first claim after the opening",
    ],
)
def test_a_claim_updates_an_older_raffle(known: Raffle, remaining: int, after: Raffle) -> None:
    # Given a raffle that was read before a claim. When the answer to this claim says how many tickets remain, Then the
    # raffle gets this number
    assert after_a_claim(known, remaining) == after


@pytest.mark.parametrize(
    "known",
    [
        raffle("open", 3),
        raffle("sold_out", 0),
        raffle("closed", 0),
        raffle("drawn", 0),
        raffle("drawn", 7),
        raffle("damaged", 9),
        raffle("suspended", 9),
    ],
    ids=lambda r: r.status,
)
def test_a_claim_does_not_change_a_newer_raffle(known: Raffle) -> None:
    # Given a raffle that was read after two claims, or a raffle that is not on sale. When the answer to the first claim
    # comes late, Then the raffle keeps its number of tickets
    assert after_a_claim(known, 8) == known


def test_a_claim_does_not_open_a_drawn_raffle() -> None:
    # Given a drawn raffle with seven remaining tickets, When the answer to a claim says that six remain, Then the
    # raffle does not change
    assert after_a_claim(raffle("drawn", 7), 6) == raffle("drawn", 7)


def test_winners_get_the_prizes_in_listed_order() -> None:
    # When all winners get their prizes, Then the first gets the first prize, and the next two get the second prize
    assert winners_from([BICYCLE, BOOK], 0, [7, 3, 9]) == [
        Winner(7, "Bicycle"),
        Winner(3, "Book"),
        Winner(9, "Book"),
    ]


def test_a_part_of_the_winners_gets_the_prizes_of_its_places() -> None:
    # When only the winners after the second place are given, Then they get the prizes of the third and the fourth place
    assert winners_from([BICYCLE, BOOK, BICYCLE], 2, [9, 4]) == [Winner(9, "Book"), Winner(4, "Bicycle")]


def test_no_winners_have_no_prizes() -> None:
    # When no winners are given, Then the result is empty
    assert winners_from([BICYCLE], 1, []) == []


def test_the_largest_raffle_has_ten_million_tickets() -> None:
    # When a raffle has ten million tickets, Then it is accepted, and this number is MAX_TICKETS
    body = {"name": "Summer fair", "total_tickets": 10_000_000, "prizes": [{"name": "Book", "amount": 1}]}
    assert msgspec.convert(body, RaffleRequest).total_tickets == MAX_TICKETS
