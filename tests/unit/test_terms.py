"""The terms are a hash of every announced member. Each time has one spelling."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.terms import canonical, milliseconds, normalised, shown, terms

SMALL = {"name": "Fête 🎟", "total_tickets": 15, "prizes": [{"name": "Bicycle", "amount": 1}]}
FULL = SMALL | {
    "beacon": "quicknet",
    "opens_at": "2026-11-23T09:00:00.000Z",
    "closes_at": "2026-11-24T18:00:00.000Z",
    "draw_at": "2026-11-24T19:00:00.000Z",
    "reserves": 2,
    "substitute_after_hours": 48,
}


def test_terms_are_the_hash_of_canonical_json() -> None:
    # When the terms of a raffle are computed, Then the result is the hash of the members of the raffle, sorted by name
    text = '{"name":"Fête 🎟","prizes":[{"amount":1,"name":"Bicycle"}],"total_tickets":15}'
    assert terms(SMALL) == hashlib.sha256(text.encode()).hexdigest()


def test_terms_have_every_announced_member() -> None:
    # When a raffle announces all members, Then its terms are the hash of all these members
    text = (
        '{"beacon":"quicknet","closes_at":"2026-11-24T18:00:00.000Z","draw_at":"2026-11-24T19:00:00.000Z",'
        '"name":"Fête 🎟","opens_at":"2026-11-23T09:00:00.000Z","prizes":[{"amount":1,"name":"Bicycle"}],'
        '"reserves":2,"substitute_after_hours":48,"total_tickets":15}'
    )
    assert terms(FULL) == hashlib.sha256(text.encode()).hexdigest()


def test_a_source_of_entropy_is_a_part_of_the_terms() -> None:
    # When a source is announced, Then the terms are a hash that includes this source
    text = '{"entropy_source":"Lotto","name":"Fête 🎟","prizes":[{"amount":1,"name":"Bicycle"}],"total_tickets":15}'
    assert terms(SMALL | {"entropy_source": "Lotto"}) == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "same",
    [
        {"reserves": 0},
        {"reserves": None},
        {"entropy_source": None, "beacon": None, "opens_at": None, "closes_at": None, "draw_at": None},
        {"substitute_after_hours": None},
        {"id": "1", "terms": "2", "status": "open", "available_tickets": 3, "winners": [4], "root": "5"},
    ],
    ids=repr,
)
def test_members_that_were_not_announced_do_not_count(same: dict[str, Any]) -> None:
    # When a member is null, or was not announced at the creation, Then the terms do not depend on it
    assert terms(SMALL | same) == terms(SMALL)


@pytest.mark.parametrize("absent", ["name", "total_tickets", "prizes"])
def test_terms_need_the_compulsory_members(absent: str) -> None:
    # When a compulsory member is absent, Then an error is raised
    with pytest.raises(KeyError, match=absent):
        terms({name: value for name, value in SMALL.items() if name != absent})


def test_a_name_that_utf_8_cannot_hold_has_no_terms() -> None:
    # When a name has half of a surrogate pair, Then an error is raised, as RFC 8785 requires
    with pytest.raises(ValueError, match="surrogates"):
        terms(SMALL | {"name": "\ud800"})


PUBLISHED = (
    {"string": '\u20ac$\u000f\nA\'B"\\\\"/', "literals": [None, True, False]},
    b'{"literals":[null,true,false],"string":"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
)
"""The example of RFC 8785, section 3.2.2, without its decimal numbers."""


def test_canonical_json_writes_the_published_example() -> None:
    # When the example of RFC 8785 is written, Then the result is the published bytes
    assert canonical(PUBLISHED[0]) == PUBLISHED[1]


def test_control_characters_have_the_escapes_of_ecmascript() -> None:
    # When control characters are written, Then each has its short escape, or four hexadecimal digits in lower case
    assert canonical("\b\t\n\f\r\0\x1f\x7f\u2028") == b'"\\b\\t\\n\\f\\r\\u0000\\u001f\x7f\xe2\x80\xa8"'


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_canonical_json_is_read_as_the_same_text(text: str) -> None:
    # When any text is written as canonical JSON and read again, Then the result is the same text
    assert json.loads(canonical(text)) == text


TIMES = {
    "2026-11-26T18:00:00Z": "2026-11-26T18:00:00.000Z",
    "2026-11-26t18:00:00z": "2026-11-26T18:00:00.000Z",
    "2026-11-26T18:00:00.5Z": "2026-11-26T18:00:00.500Z",
    "2026-11-26T18:00:00.123Z": "2026-11-26T18:00:00.123Z",
    "2026-11-26T18:00:00.1239999999999999999999Z": "2026-11-26T18:00:00.123Z",
    "2026-11-26T23:59:59.9999Z": "2026-11-26T23:59:59.999Z",
    "2026-11-26T18:00:00+00:00": "2026-11-26T18:00:00.000Z",
    "2026-11-26T18:00:00-00:00": "2026-11-26T18:00:00.000Z",
    "2026-11-26T00:30:00+01:00": "2026-11-25T23:30:00.000Z",
    "2026-12-31T23:30:00-05:45": "2027-01-01T05:15:00.000Z",
    "2026-11-26T18:00:00+23:59": "2026-11-25T18:01:00.000Z",
    "2028-02-29T00:00:00Z": "2028-02-29T00:00:00.000Z",
    "0001-01-01T00:00:00Z": "0001-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z": "9999-12-31T23:59:59.999Z",
    "1969-12-31T23:59:59.9991Z": "1969-12-31T23:59:59.999Z",
}


@pytest.mark.parametrize(("text", "one"), TIMES.items(), ids=TIMES)
def test_each_time_has_one_spelling(text: str, one: str) -> None:
    # When a time of RFC 3339 is normalised, Then the result is in UTC with milliseconds
    assert normalised(text) == one

    # And when the result is normalised again, Then it does not change
    assert normalised(one) == one


NO_TIMES = [
    "", "now", "2026-11-26", "2026-11-26T18:00Z", "2026-11-26T18:00:00", "2026-11-26T18:00:00.000",
    "2026-11-26 18:00:00Z", "2026-11-26T18:00:00Z\n", "\n2026-11-26T18:00:00Z", " 2026-11-26T18:00:00Z",
    "2026-11-26T18:00:00 Z", "2026-11-26T18:00:60Z", "2026-12-31T23:59:60Z", "2026-11-26T18:60:00Z",
    "2026-11-26T24:00:00Z", "2026-11-31T00:00:00Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z", "2026-11-00T00:00:00Z", "0000-01-01T00:00:00Z", "12026-11-26T18:00:00Z",
    "-2026-11-26T18:00:00Z", "+2026-11-26T18:00:00Z", "26-11-26T18:00:00Z", "2026-1-26T18:00:00Z",
    "2026-11-26T18:00:00.Z", "2026-11-26T18:00:00,5Z", "2026-11-26T18:00:00+24:00", "2026-11-26T18:00:00+01:60",
    "2026-11-26T18:00:00+0100", "2026-11-26T18:00:00+01", "2026-11-26T18:00:00+1:00", "2026-11-26T18:00:00\u221201:00",
    "2026-11-26T18:00:00ZZ", "2026-11-26T18:00:00Z+01:00", "20261126T180000Z", "2026-W48-4T18:00:00Z",
    "2026-330T18:00:00Z", "\uff12026-11-26T18:00:00Z", "\u0662026-11-26T18:00:00Z", "2026-11-26T18:00:00.\u0665Z",
    "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2026-11-26T18:00:00\u212a",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_TIMES, ids=ascii)
def test_other_texts_are_no_times(text: str) -> None:
    # When a text is not a time of RFC 3339 with an offset, Then an error is raised
    with pytest.raises(ValueError, match=r"\w"):
        normalised(text)


@given(st.datetimes(timezones=st.just(UTC)))
def test_milliseconds_and_text_are_inverse(time: datetime) -> None:
    # Given any time
    text = time.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    # When the time is changed to milliseconds and back, Then the result is the same text
    assert shown(milliseconds(text)) == text


def test_milliseconds_count_from_1970() -> None:
    # When times around 1970 are read, Then the number counts the milliseconds since 1970
    assert [milliseconds(f"{text}Z") for text in ("1970-01-01T00:00:00", "1969-12-31T23:59:59.9")] == [0, -100]
    assert milliseconds("2026-11-26T18:00:00.123Z") == 1_795_716_000_123


@pytest.mark.parametrize("number", [253_402_300_800_000, -62_135_596_800_001, 10**30, -(10**30)])
def test_times_that_have_no_text_are_refused(number: int) -> None:
    # When milliseconds are outside the years 1 to 9999, Then an error is raised
    with pytest.raises(ValueError, match="year"):
        shown(number)
