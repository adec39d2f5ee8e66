"""The texts of a raffle, such as its description: how they are stored, and which characters they may have."""

import pytest

from app.domain.texts import readable


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_each_line_break_becomes_a_line_feed(line_break: str) -> None:
    # Given a line break as Windows, Unicode or an old program writes it, Then the stored text has a line feed
    assert readable(f"One{line_break}Two") == "One\nTwo"


def test_an_empty_text_counts_as_absent() -> None:
    # Given a text that the manager left empty, Then the raffle has no such text
    assert readable("") is None


@pytest.mark.parametrize(
    "text",
    ["Prize:\tbicycle", "\u05d4\u05d2\u05e8\u05dc\u05d4 \u200f(1)", "\u2068\u062c\u0627\u0626\u0632\u0629\u2069", "🚲"],
    ids=["tab", "mark", "isolate", "emoji"],
)
def test_texts_of_all_scripts_stay_as_they_are(text: str) -> None:
    # Given marks of writing direction, which Hebrew and Arabic texts need, or a tab or an emoji, Then nothing changes
    assert readable(text) == text


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\u202eb", "a\u206ab"], ids=ascii)
def test_a_character_that_hides_or_reverses_text_is_refused(text: str) -> None:
    # Given a character with which the shown text differs from the stored text, Then the error names its place
    with pytest.raises(ValueError, match=f"character 2 is U\\+{ord(text[1]):04X}"):
        readable(text)


@pytest.mark.parametrize("text", [" ", "\n\n", "\u200b", "\u3164"], ids=ascii)
def test_a_text_that_nobody_can_see_is_refused(text: str) -> None:
    # Given only spaces, line feeds or characters without a shape, Then the text is refused, unlike an empty text
    with pytest.raises(ValueError, match="can be seen"):
        readable(text)
