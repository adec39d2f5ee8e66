"""What a chat shows of a raffle: its name, its prizes and its state, in the language of the page."""

import json
from typing import Any

import pytest

from app.domain.preview import preview_of
from app.http.link_preview import description_of

OPENS, CLOSES, DRAW = "2036-12-01T09:00:00.000Z", "2036-12-24T18:05:00.000Z", "2036-12-25T00:00:00.000Z"


def raffle(**changes: Any) -> bytes:
    """Return a raffle in the form of the API, with all members that a preview needs, and with more members."""
    members = {"id": "x", "name": "Fair", "total_tickets": 15, "available_tickets": 3, "status": "open"}
    return json.dumps(members | {"prizes": [{"name": "Book", "amount": 1}]} | changes).encode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Open. 15 tickets. Prizes: Book."),
        ({"closes_at": CLOSES}, "Open, closes on 24 December 2036, 18:05 UTC. 15 tickets. Prizes: Book."),
        ({"closes_at": CLOSES, "ended_at": OPENS}, "Open, closes on 1 December 2036, 09:00 UTC."),
        ({"status": "scheduled", "opens_at": OPENS}, "Not open yet, opens on 1 December 2036, 09:00 UTC."),
        ({"status": "sold_out", "draw_at": DRAW}, "Sold out, draw on 25 December 2036, 00:00 UTC."),
        ({"status": "closed", "closes_at": CLOSES}, "Closed. "),
        ({"status": "closed", "draw_at": DRAW, "withdrawn_tickets": 14}, "Closed, draw on 25 December 2036"),
        ({"status": "closed", "draw_at": DRAW, "withdrawn_tickets": 15}, "Closed. "),
        ({"status": "drawn", "draw_at": DRAW}, "Drawn. "),
        ({"status": "filling", "total_tickets": 1}, "Almost open. 1 ticket."),
        ({"total_tickets": 1_000_000}, "Open. 1,000,000 tickets."),
        ({"prizes": [{"name": "كتاب", "amount": 2000}]}, "Prizes: 2,000 × \u2068كتاب\u2069."),  # noqa: RUF001
        ({"prizes": [{"name": "a", "amount": 1}] * 6}, "Prizes: a, a, a, a, a, 1 more prize."),
        ({"prizes": [{"name": "a", "amount": 9}] * 1000}, "9 × a, 8,955 more prizes."),  # noqa: RUF001
    ],
)
def test_a_preview_describes_state_and_prizes_in_words(changes: dict[str, Any], words: str) -> None:
    # When the preview of a raffle is made, Then its description has these words
    preview = preview_of(raffle(**changes))
    assert preview
    assert words in description_of(preview, "en")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "Offen, schließt am 24. Dezember 2036, 18:05 UTC. 2.000 Lose. Preise: 2 × Book, A, B, C, D, 1 weiterer"),  # noqa: RUF001
        ("fr", "Ouverte, ferme le 24 décembre 2036, 18:05 UTC."),
        ("es", "Abierto, se cierra el 24 de diciembre de 2036, 18:05 UTC. 2.000 boletos."),
        ("ar", "، جائزة أخرى"),
    ],
)
def test_a_preview_has_the_words_of_the_language(language: str, words: str) -> None:
    # When the description is made for a page in another language, Then the description is in this language
    prizes = [{"name": "Book", "amount": 2}, *({"name": name, "amount": 1} for name in "ABCDE")]
    preview = preview_of(raffle(closes_at=CLOSES, total_tickets=2000, prizes=prizes))
    assert preview
    assert words in description_of(preview, language)


@pytest.mark.parametrize("shown", [b'{"id":"x","status":"damaged"}', raffle(status="draft"), raffle(status="new")])
def test_a_raffle_that_is_damaged_or_not_public_has_no_preview(shown: bytes) -> None:
    # When a raffle is damaged, or has a status that players never see, Then there is no preview
    assert preview_of(shown) is None


def test_a_raffle_that_has_not_changed_is_read_once() -> None:
    # Given the preview of a raffle
    body = raffle()
    preview = preview_of(body)

    # When a preview is made of the same bytes from a second read of the store, Then the result is the first preview
    assert preview_of(bytes(bytearray(body))) is preview
