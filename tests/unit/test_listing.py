"""A list of raffles can be searched by words of the name. A long search text must not make the search slow."""

import unicodedata

import pytest

from app.domain.listing import MAX_SEARCHED, RaffleFilter, words_of
from app.domain.raffle import Raffle

LIGATURE = "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}"
"""The character that becomes longest in a search: the normal form NFKD of Unicode makes 18 characters of it."""


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
    # When somebody searches for a text that is long or becomes long, Then its words together have at most MAX_SEARCHED
    # characters, and no word occurs twice. The search still finds a raffle with this text as its name, and no other
    words = words_of(text)
    assert words
    assert len("".join(words)) <= MAX_SEARCHED
    assert len(set(words)) == len(words)
    assert RaffleFilter(words=words).takes(named(text))
    assert not RaffleFilter(words=words).takes(named("Fair"))


def test_a_search_compares_without_case_and_accents() -> None:
    # Given a search that writes the accent as a character of its own, Then it finds a name with the same words in
    # another order and case, and with the accent within the letter
    wanted = RaffleFilter(words=words_of("STE\u0301PHANE  lucky"))
    assert wanted.takes(named("Lucky St\u00e9phane"))
    assert not wanted.takes(named("Lucky Steven"))


def test_a_search_normalises_its_text_once(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a list of all texts that are normalised
    texts: list[str] = []
    normalize = unicodedata.normalize

    def counted(form: str, text: str) -> str:  # `form` is a literal type in the type stubs
        texts.append(text)
        return normalize(form, text)  # type: ignore[arg-type]

    monkeypatch.setattr(unicodedata, "normalize", counted)

    # When a search looks at a hundred raffles, Then the searched text is normalised only once, because this is slow
    wanted = RaffleFilter(words=words_of("needle"))
    for place in range(100):
        wanted.takes(named(f"Hay {place}"))
    assert texts.count("needle") == 1
