"""Decides which texts may be names, which may announce a source of entropy, and which may be entropy.

Entropy is the random text from which the winners of a draw follow.

A name may have nearly every character. It must be on one line, and have a character that can be seen. Characters that
change the order of the text around a name are refused.

Entropy, and the text that announces its source, must have only one spelling. Each spelling of the entropy gives other
winners. So with several spellings that look the same, a manager could choose between several draws.
"""

import unicodedata
from collections.abc import Callable

ENTROPY_PATTERN = r"^[!-@\[-~]+( [!-@\[-~]+)*$"
SOURCE_PATTERN = r"^\S+( \S+)*$"
NAME_PATTERN = r"^[^\x00-\x1f\x7f-\x9f]*[^\x00-\x20\x7f-\xa0][^\x00-\x1f\x7f-\x9f]*$"
"""Patterns for the OpenAPI document. They mean nearly the same in all programming languages.

The service itself does not use these patterns, but the functions `mistake_in_entropy`, `mistake_in_source` and
`mistake_in_name`. There are two reasons. In Python, `$` also matches before a line feed at the end of a text. And a
pattern cannot tell which character is wrong.

The pattern of names allows more than `mistake_in_name`. To exclude more characters, the pattern would need escapes. But
ECMAScript and RE2, the library of Go, write these escapes in different ways.
"""

_INVISIBLE_CATEGORIES = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"}
"""Unicode's general categories of characters without a shape, and of characters without an assigned meaning."""

_INVISIBLE = {
    *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x2800, 0x3164, 0xFFA0, 0x13441, 0x13442, 0x16FE4, 0x1D159),
    *range(0x180B, 0x1810),
    *range(0xFFF0, 0xFFF9),
    *range(0xFE00, 0xFE10),
    *range(0xE0000, 0xE1000),
}
"""Invisible characters that are in none of these categories: those with the property Default_Ignorable_Code_Point
(UAX 44), and blank characters such as the empty Braille pattern."""

_INVISIBLE_IN_NAMES = _INVISIBLE_CATEGORIES - {"Cn", "Co"}
"""In names, characters without an assigned meaning count as visible. Some of them are emoji that are newer than this
Python. A browser shows the others as a box."""

_BREAKS_LINES = {"Cc", "Zl", "Zp"}

_REORDERS = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070)}
"""Characters that change the order of text: those with the property Bidi_Control (UAX 9), and deprecated characters."""

_REVERSES = {*range(0x202A, 0x202F), *range(0x206A, 0x2070)}
"""The characters of `_REORDERS` that no text needs: embeddings, overrides and deprecated characters. An override can
show a link in reverse. The other characters of `_REORDERS` are marks and isolates. Texts of several lines may have
marks and isolates, because Arabic and Hebrew need these characters."""


def name_of(character: str) -> str:
    """Return the code point of a character, and its name if it has one: for example "U+200B ZERO WIDTH SPACE"."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def mistake_in_entropy(text: str) -> str | None:
    """Return why a text cannot be entropy from an announced source, or None if the text can be entropy."""
    return _mistake(
        "Expected visible ASCII characters with single spaces between words, and letters in lower case",
        text,
        lambda character: "!" <= character <= "~" and not "A" <= character <= "Z",
    )


def mistake_in_source(text: str) -> str | None:
    """Return why a text cannot announce a source of entropy, or None if the text can announce one."""
    return _mistake("Expected visible characters with single spaces between words", text, _is_visible)


def mistake_in_name(text: str) -> str | None:
    """Return why a text cannot be the name of a raffle or a prize, or None if it can.

    Joiners (U+200C, U+200D), variation selectors and tags may be in a name, because scripts and emoji need them.
    """
    for place, character in enumerate(text, 1):
        if unicodedata.category(character) in _BREAKS_LINES:
            return f"Expected text on one line, but character {place} is {name_of(character)}"
        if ord(character) in _REORDERS:
            return (
                f"Expected no character that reorders the text around it, but character {place} is {name_of(character)}"
            )
    if text and not any(_is_visible_in_names(character) for character in text):
        first = name_of(text[0])
        return f"Expected a character that can be seen, but character 1 is {first}, and no other character is visible"
    return None


def mistake_in_text(text: str) -> str | None:
    """Return why a text cannot be a text of several lines, such as a description, or None if it can.

    The only control characters in such a text may be line feeds and tabs.
    """
    for place, character in enumerate(text, 1):
        is_control = unicodedata.category(character) in _BREAKS_LINES and character not in "\n\t"
        if is_control or ord(character) in _REVERSES:
            return f"Expected text that can be read, but character {place} is {name_of(character)}"
    if not any(_is_visible_in_names(character) for character in text):
        return "Expected a character that can be seen"
    return None


def _is_visible_in_names(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE_IN_NAMES and ord(character) not in _INVISIBLE


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE_CATEGORIES and ord(character) not in _INVISIBLE


def _mistake(expected: str, text: str, allowed: Callable[[str], bool]) -> str | None:
    """Return a message with what was expected, the first character that is not allowed, and its place (1, 2 ...)."""
    for place, character in enumerate(text):
        between_words = character == " " and 0 < place < len(text) - 1 and text[place - 1] != " "
        if not between_words and not allowed(character):
            return f"{expected}, but character {place + 1} is {name_of(character)}"
    return None
