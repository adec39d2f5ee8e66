"""Decides which texts may announce entropy, and which texts may be entropy: only those with one spelling.

If a text had several spellings that look the same, a manager could choose between them. Each spelling of the entropy
gives other winners, so this choice would be a second throw.
"""

import unicodedata
from collections.abc import Callable

ENTROPY_PATTERN = r"^[!-@\[-~]+( [!-@\[-~]+)*$"
SOURCE_PATTERN = r"^\S+( \S+)*$"
"""Patterns for the documentation. They mean nearly the same in all languages, but Python's `$` also matches before a
line feed at the end, and no pattern names the wrong character. So `mistake_in_entropy` and `mistake_in_source` decide.
"""

_INVISIBLE_CATEGORIES = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"}
"""Unicode's general categories of characters without a shape of their own, and of characters without a meaning."""

_INVISIBLE = {
    *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0),
    *range(0x180B, 0x1810),
    *range(0xFE00, 0xFE10),
    *range(0xE0100, 0xE01F0),
}
"""Invisible characters of other categories: Default_Ignorable_Code_Point (UAX 44), and the empty Braille pattern."""


def name_of(character: str) -> str:
    """Return the code point and the name of a character, such as "U+200B ZERO WIDTH SPACE". Some have no name."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def mistake_in_entropy(text: str) -> str | None:
    """Return why a text cannot be entropy from an announced source, or None if it can be."""
    return _mistake(
        "Expected visible ASCII characters with single spaces between them, and letters in lower case",
        text,
        lambda character: "!" <= character <= "~" and not "A" <= character <= "Z",
    )


def mistake_in_source(text: str) -> str | None:
    """Return why a text cannot announce a source of entropy, or None if it can."""
    return _mistake("Expected visible characters with single spaces between them", text, _is_visible)


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE_CATEGORIES and ord(character) not in _INVISIBLE


def _mistake(expected: str, text: str, allowed: Callable[[str], bool]) -> str | None:
    """Return what was expected, with the first character of a text that is not allowed and its place (1, 2 ...)."""
    for place, character in enumerate(text):
        between_words = character == " " and 0 < place < len(text) - 1 and text[place - 1] != " "
        if not between_words and not allowed(character):
            return f"{expected}, but character {place + 1} is {name_of(character)}"
    return None
