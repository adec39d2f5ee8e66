"""The words of a search: their number and length are limited, and each search normalises them only one time."""

import unicodedata

import pytest

from app.domain.listing import MAX_SEARCHED, RaffleFilter, words_of
from app.domain.raffle import Raffle

LIGATURE = "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}"
"""A character with the longest compatibility decomposition: 18 characters."""


def named(name: str) -> Raffle:
    return Raffle(
        id="0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11",
        name=name,
        status="open",
        total_tickets=1,
        available_tickets=1,
        prizes=[],
        winners_drawn=False,
        created_at="2036-11-23T09:00:00.000Z",
    )


@pytest.mark.parametrize(
    "text", [LIGATURE * 99 + "1", " ".join(LIGATURE * 50), "\N{SQUARE KIROMEETORU}" * 100, "a" * 100]
)
def test_a_search_has_a_limited_number_of_words(text: str) -> None:
    # When somebody searches for a long text, Then the words of the search are few and all different. The search finds a
    # raffle with this text as its name
    words = words_of(text)
    assert words
    assert len("".join(words)) <= MAX_SEARCHED
    assert len(set(words)) == len(words)
    assert RaffleFilter(words=words).takes(named(text))
    assert not RaffleFilter(words=words).takes(named("Fair"))


def test_a_search_compares_without_case_and_accents() -> None:
    wanted = RaffleFilter(words=words_of("STE\u0301PHANE  lucky"))
    assert wanted.takes(named("Lucky St\u00e9phane"))
    assert not wanted.takes(named("Lucky Steven"))


def test_a_search_normalises_each_text_once(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a counter of the texts that are normalised
    texts: list[str] = []
    normalize = unicodedata.normalize

    def counted(form: str, text: str) -> str:  # `form` is a literal type in the type stubs
        texts.append(text)
        return normalize(form, text)  # type: ignore[arg-type]

    monkeypatch.setattr(unicodedata, "normalize", counted)

    # When a search looks at a hundred raffles, Then the searched text is normalised only one time
    wanted = RaffleFilter(words=words_of("needle"))
    for place in range(100):
        wanted.takes(named(f"Hay {place}"))
    assert texts.count("needle") == 1
