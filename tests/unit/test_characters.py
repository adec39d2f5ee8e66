"""The spelling of entropy (the random text of a draw) and of its source. Of texts that look alike, one is accepted."""

import re
import unicodedata
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.characters import (
    ENTROPY_PATTERN,
    NAME_PATTERN,
    SOURCE_PATTERN,
    mistake_in_entropy,
    mistake_in_name,
    mistake_in_source,
)
from app.domain.drawn import Randomness
from app.domain.new_raffle import RaffleRequest
from app.domain.raffle import Prize
from app.errors import InvalidRequest
from app.store.raffle_hash import Sha256, Time

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
    # Given entropy that is accepted, and a text that looks the same
    good = data.draw(accepted)
    assert mistake_in_entropy(good) is None
    other = data.draw(respelled(good))

    # When this text differs from the entropy, Then it is refused
    if other != good and look(other) == look(good):
        assert mistake_in_entropy(other)


@given(st.text(max_size=8) | st.text(st.sampled_from(DASHES + SPACES + INVISIBLE + "abAB7\uff17\u212a"), max_size=8))
@example("8d61\n")
def test_accepted_entropy_looks_like_no_other_accepted_text(text: str) -> None:
    # When a text is accepted as entropy, Then `look` returns this text unchanged
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
    # When entropy has a character that is not allowed, Then the answer has the position and the Unicode name of this
    # character
    with pytest.raises(InvalidRequest) as refused:
        Randomness(text)
    expected = "Expected visible ASCII characters with single spaces between words, and letters in lower case"
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
    # When a source has a character that is invisible or changes the direction of text, Then the answer names this
    # character
    with pytest.raises(InvalidRequest) as refused:
        RaffleRequest(
            name="Fair", total_tickets=1, prizes=[Prize("Book", 1)], entropy_source=f"{'drand'[:place]}{character}drand"
        )
    error = (refused.value.errors or [])[0]
    assert error.field == "entropy_source"
    assert f"but character {place + 1} is U+{ord(character):04X}" in error.message


@pytest.mark.parametrize("text", [" drand", "drand ", "drand  round", " "])
def test_a_source_has_only_single_spaces_between_words(text: str) -> None:
    # When a space of a source is not a single space between two words, Then the source is refused
    assert mistake_in_source(text)


@given(st.text(min_size=1, max_size=8))
def test_accepted_texts_fit_the_documented_patterns(text: str) -> None:
    # When a text is accepted, Then the pattern in the OpenAPI document matches this text
    if mistake_in_entropy(text) is None:
        assert re.search(ENTROPY_PATTERN, text)
    if mistake_in_source(text) is None:
        assert re.search(SOURCE_PATTERN, text)


@pytest.mark.parametrize(
    ("kind", "good"), [(Time, "2026-11-24T20:00:00.000Z"), (Sha256, "f" * 64)], ids=["time", "seed"]
)
def test_a_value_with_a_line_feed_at_its_end_is_refused(kind: Any, good: str) -> None:
    # When a line feed follows the value of a field, Then the value is refused
    assert msgspec.convert(good, kind) == good
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(good + "\n", kind)


NAMES = {
    "Latin": "Summer fair, 2nd try!",
    "Hebrew": "\u05e4\u05e8\u05e1 \u05e8\u05d0\u05e9\u05d5\u05df",
    "Persian with a non-joiner": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "Hindi with a joiner": "\u0915\u094d\u200d\u0937",
    "a family of emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "an emoji with a variation selector": "\u2764\ufe0f",
    "a flag of tags": "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "a flag of letters": "\U0001f1ee\U0001f1f1",
    "an ideograph with a variation": "\u845b\U000e0100",
    "Thai with a place to break": "\u0e2a\u0e27\u0e31\u0e2a\u200b\u0e14\u0e35",
    "a code point that this Python does not know": "\U0003fff0",
    "a soft hyphen": "Fahr\u00adrad",
    "spaces": "  a  ",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_a_name_in_any_script_is_accepted(name: str) -> None:
    # When a name has visible characters, Then both the rule and the documented pattern accept it
    assert mistake_in_name(name) is None
    assert re.search(NAME_PATTERN, name)


INVISIBLE_NAMES = [
    " ", "\u00a0", "\u3000 ", "\u200b", "\u200b\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f",
    "\u115f", "\u1160", "\u17b4", "\u180e", "\u2800", "\u3164", "\uffa0", "\ufe0f", "\U000e0001", "\U000e0067",
    "\U000e0100", "\U0001d173", "\U00013441",
]  # fmt: skip


@pytest.mark.parametrize("name", INVISIBLE_NAMES, ids=ascii)
def test_a_name_that_nobody_can_see_is_refused(name: str) -> None:
    # When a name has no visible character, Then the reason for the refusal names the first character of the name
    mistake = mistake_in_name(name)
    assert mistake
    assert re.match(f"Expected a character that can be seen, but character 1 is U\\+{ord(name[0]):04X}\\b", mistake)


@pytest.mark.parametrize(
    "character", "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ids=ascii
)
def test_a_name_that_reorders_the_text_around_it_is_refused(character: str) -> None:
    # When a name has a character that reorders text, Then the reason for the refusal has this character and its
    # position
    mistake = mistake_in_name(f"Bi{character}cycle")
    assert mistake
    assert mistake.startswith("Expected no character that reorders the text around it, but character 3 is ")
    assert f"U+{ord(character):04X}" in mistake


@pytest.mark.parametrize("character", "\x00\t\n\r\x1b\x7f\x85\u2028\u2029", ids=ascii)
def test_a_name_of_several_lines_is_refused(character: str) -> None:
    # When a name has a character that breaks the line or controls a terminal, Then the reason for the refusal has this
    # character
    mistake = mistake_in_name(f"a{character}")
    assert mistake
    assert mistake.startswith(f"Expected text on one line, but character 2 is U+{ord(character):04X}")


@given(st.text(min_size=1, max_size=20))
def test_the_documented_pattern_accepts_every_name_that_the_rule_accepts(name: str) -> None:
    # When the rule accepts a name, Then the pattern accepts the name. So a client that checks names with the pattern
    # accepts every name that the service accepts
    if mistake_in_name(name) is None:
        assert re.search(NAME_PATTERN, name)


def test_re2_can_read_the_pattern_of_names() -> None:
    # When the pattern of names is read, Then it has no lookaround and no back reference
    assert not re.search(r"\(\?|\\[1-9]", NAME_PATTERN)


def test_the_answer_names_the_field_of_every_wrong_name() -> None:
    # When the name of a raffle, two names of prizes and a source are wrong
    body: dict[str, Any] = {
        "name": "\u200b",
        "total_tickets": 9,
        "prizes": [{"name": name, "amount": 1} for name in ("\u202e", "Book", "\u2060")],
        "entropy_source": "a\u200b",
    }
    with pytest.raises(InvalidRequest) as refused:
        msgspec.convert(body, RaffleRequest)

    # Then the answer names the field of each wrong text
    fields = [error.field for error in refused.value.errors or []]
    assert fields == ["name", "prizes[0].name", "prizes[2].name", "entropy_source"]


def test_a_stored_prize_keeps_its_name() -> None:
    # Given a prize in the store with a name that today's rule refuses. When the prize is read, Then it still has this
    # name
    assert msgspec.json.decode('{"name":"a\\u202eb","amount":1}', type=Prize).name == "a\u202eb"
