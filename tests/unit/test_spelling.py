"""The spelling of entropy and of its source: of texts that look alike, at most one is accepted."""

import re
import unicodedata
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.raffle import Entropy, NewRaffle, Prize
from app.domain.spelling import ENTROPY_PATTERN, SOURCE_PATTERN, mistake_in_entropy, mistake_in_source
from app.errors import InvalidRequest
from app.store.raffle_hash import Seed, Time

DASHES = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u207b\u208b\u2212\u02d7\u06d4\u2cba\ufe58\ufe63\uff0d"
SPACES = " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2003\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
INVISIBLE = "\x00\x7f\u200b\u200c\u200d\u200e\u202e\u2060\u2066\ufeff\ufe0f\u034f\u115f\u3164\U000e0041\U000e0100"

ALIKE = {**dict.fromkeys(DASHES, "-"), **dict.fromkeys(SPACES, " "), **dict.fromkeys(INVISIBLE, "")}


def look(text: str) -> str:
    """Return the same text for all texts that look alike."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(ALIKE.get(character, character) for character in folded).split())


accepted = st.from_regex(r"[!-@\[-~]{1,6}( [!-@\[-~]{1,6}){0,3}", fullmatch=True)


@st.composite
def respelled(draw: st.DrawFn, text: str) -> str:
    """Return a text that looks like `text`."""
    characters = list(text)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(characters)))
        there = characters[place] if place < len(characters) else ""
        fullwidth = chr(ord(there) + 0xFEE0) if "!" <= there <= "~" else there
        others = [there.upper(), fullwidth, *INVISIBLE]
        others += DASHES if there == "-" else SPACES if there == " " else []
        instead = draw(st.sampled_from(others))
        characters[place : place + 1] = [instead + there if instead in INVISIBLE else instead]
    around = st.text(st.sampled_from(SPACES + INVISIBLE), max_size=2)
    return draw(around) + "".join(characters) + draw(around)


@given(st.data())
def test_of_two_spellings_that_look_alike_at_most_one_is_entropy(data: st.DataObject) -> None:
    # Given accepted entropy, and another spelling that looks the same
    good = data.draw(accepted)
    assert mistake_in_entropy(good) is None
    other = data.draw(respelled(good))

    # When the other spelling is really another text with the same look, Then it is refused
    if other != good and look(other) == look(good):
        assert mistake_in_entropy(other)


@given(st.text(max_size=8) | st.text(st.sampled_from(DASHES + SPACES + INVISIBLE + "abAB7\uff17\u212a"), max_size=8))
@example("8d61\n")
def test_accepted_entropy_is_the_only_spelling_of_its_look(text: str) -> None:
    # When any text is accepted, Then folding everything that looks alike does not change it
    if text and mistake_in_entropy(text) is None:
        assert text == look(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("8d61\n", "character 5 is U+000A"),
        ("8D61", "character 2 is U+0044 LATIN CAPITAL LETTER D"),
        ("8d61 ", "character 5 is U+0020 SPACE"),
        (" 8d61", "character 1 is U+0020 SPACE"),
        ("8d61  0042", "character 6 is U+0020 SPACE"),
        ("8d\u201361", "character 3 is U+2013 EN DASH"),
        ("\uff18d61", "character 1 is U+FF18 FULLWIDTH DIGIT EIGHT"),
    ],
)
def test_a_refusal_of_entropy_names_the_character(text: str, wrong: str) -> None:
    # When entropy has a character that is not allowed, Then the answer names its place and its Unicode name
    with pytest.raises(InvalidRequest) as refused:
        Entropy(text)
    expected = "Expected visible ASCII characters with single spaces between them, and letters in lower case"
    assert [(error.field, error.message) for error in refused.value.errors or ()] == [
        ("entropy", f"{expected}, but {wrong}")
    ]


@pytest.mark.parametrize(
    "text", ["drand round 4242424", "Lotto 6 aus 49: 21. November \u2013 Zusatzzahl", "Würfel 🎲, geworfen", "宝くじ"]
)
def test_a_source_may_have_any_visible_characters(text: str) -> None:
    # When a source has visible characters with single spaces between them, Then it is accepted
    assert mistake_in_source(text) is None


@pytest.mark.parametrize("place", [0, 2, 5], ids=["start", "middle", "end"])
@pytest.mark.parametrize(
    "character",
    [*(SPACES.replace(" ", "") + INVISIBLE), "\u00ad", "\ue000", "\u0378", "\ud800", "\u2800", "\u180e", "\u061c"],
    ids=ascii,
)
def test_a_source_has_no_invisible_character(character: str, place: int) -> None:
    # When a source has an invisible character or one that changes the direction, Then the answer names it
    with pytest.raises(InvalidRequest) as refused:
        NewRaffle(
            name="Fair", total_tickets=1, prizes=[Prize("Book", 1)], entropy_source=f"{'drand'[:place]}{character}drand"
        )
    error = (refused.value.errors or [])[0]
    assert error.field == "entropy_source"
    assert f"but character {place + 1} is U+{ord(character):04X}" in error.message


@pytest.mark.parametrize("text", [" drand", "drand ", "drand  round", " "])
def test_a_source_has_only_single_spaces_between_words(text: str) -> None:
    # When a space of a source is not alone between two words, Then the source is refused
    assert mistake_in_source(text)


@given(st.text(min_size=1, max_size=8))
def test_accepted_texts_fit_the_documented_patterns(text: str) -> None:
    # When a text is accepted, Then the pattern in the OpenAPI document matches it too
    if mistake_in_entropy(text) is None:
        assert re.search(ENTROPY_PATTERN, text)
    if mistake_in_source(text) is None:
        assert re.search(SOURCE_PATTERN, text)


@pytest.mark.parametrize(("kind", "good"), [(Time, "2026-11-24T20:00:00.000Z"), (Seed, "f" * 64)], ids=["time", "seed"])
def test_a_line_feed_at_the_end_fits_no_field_of_the_store(kind: Any, good: str) -> None:
    # When a field has a line feed after its value, Then it is refused
    assert msgspec.convert(good, kind) == good
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(good + "\n", kind)
