"""What a new raffle announces: times in one spelling, limits of substitutes, and terms that depend on every field.

The terms are a hash of what is announced. A substitute is a ticket that can replace a winner. The API calls substitutes
`reserves`.
"""

import msgspec
import pytest

from app.domain.new_raffle import RaffleRequest, largest_new_raffle
from app.domain.raffle import Prize
from app.domain.terms import milliseconds
from app.errors import FieldError, InvalidRequest, TooManyPrizes

ANNOUNCED = {
    "beacon": "quicknet",
    "opens_at": "2099-11-26T18:00:00Z",
    "closes_at": "2099-11-26T19:00:00Z",
    "draw_at": "2099-11-26T20:00:00Z",
    "reserves": 2,
    "substitute_after_hours": 1,
}
RAFFLE = {"name": "Fair", "total_tickets": 3, "prizes": [{"name": "Book", "amount": 1}]}


def requested(**changes: object) -> RaffleRequest:
    return msgspec.convert(RAFFLE | changes, RaffleRequest)


def test_each_member_changes_the_terms() -> None:
    # Given a raffle that announces nothing, and a raffle that announces all members. Further raffles each lack one of
    # these members. Three more raffles have another entropy source, name or number of tickets
    parts = [{key: value for key, value in ANNOUNCED.items() if key != name} for name in ANNOUNCED]
    raffles = [requested(), requested(**ANNOUNCED), *(requested(**part) for part in parts)]
    raffles += [requested(entropy_source="drand"), requested(name="fair"), requested(total_tickets=4)]

    # When their terms are compared, Then no two raffles have the same terms
    assert len({raffle.terms for raffle in raffles}) == len(raffles)


def test_the_order_of_prizes_changes_the_terms() -> None:
    # When two raffles have the same prizes in a different order, Then their terms differ
    prizes = [{"name": "Book", "amount": 1}, {"name": "Pen", "amount": 1}]
    assert requested(prizes=prizes).terms != requested(prizes=prizes[::-1]).terms


def test_the_first_time_of_a_raffle_is_in_milliseconds() -> None:
    # When a raffle has two times, Then its first time is the earlier time. Without times, there is no first time
    closes_at = "1970-01-01T01:00:00.0019+01:00"
    assert requested(closes_at=closes_at, draw_at="2099-11-26T20:00:00Z").first_ms == 1
    assert requested().first_ms is None


def test_a_time_must_be_after_the_clock() -> None:
    # Given a raffle with three times
    raffle = requested(**ANNOUNCED)

    # When the clock has reached the first two of these times, Then the answer names both times
    with pytest.raises(InvalidRequest) as refused:
        raffle.check_future(milliseconds("2099-11-26T19:00:00Z"))
    mistake = "Expected a time in the future: now it is 2099-11-26T19:00:00.000Z by the clock of the service"
    assert refused.value.errors == [FieldError("opens_at", mistake), FieldError("closes_at", mistake)]

    # And when the clock is a millisecond before the earliest of the three times, Then no time is refused
    raffle.check_future(milliseconds("2099-11-26T17:59:59.999Z"))


def test_prizes_and_reserves_are_limited_by_the_tickets() -> None:
    # When there are as many tickets as prizes and substitutes together, Then the raffle is accepted
    requested(reserves=2).check_limits(max_tickets=3)

    # And with one substitute more, the raffle is refused. If there are more prizes than tickets, the refusal names only
    # the prizes
    with pytest.raises(InvalidRequest) as refused:
        requested(reserves=3).check_limits(max_tickets=3)
    assert refused.value.errors == [FieldError("reserves", "At most 2: the number of tickets that win no prize")]
    with pytest.raises(TooManyPrizes):
        requested(reserves=3, prizes=[Prize("Book", 4)]).check_limits(max_tickets=3)


def test_no_reserves_and_0_reserves_are_the_same() -> None:
    # When three requests ask for no substitutes: without the field `reserves`, with `null`, and with 0. Then the
    # service reads three equal requests with equal terms
    raffles = [requested(), requested(reserves=None), requested(reserves=0)]
    assert raffles == [requested()] * 3
    assert len({raffle.terms for raffle in raffles}) == 1


def test_the_largest_body_has_the_longest_times() -> None:
    # Given the largest body that the types allow, from which the service takes its limit for bodies
    # When a time in this body gets one digit more, Then the body is refused, so no longer time is allowed
    largest = largest_new_raffle()
    with pytest.raises(msgspec.ValidationError, match="length <= 64"):
        msgspec.convert(largest | {"opens_at": largest["opens_at"].replace(".", ".0")}, RaffleRequest)
