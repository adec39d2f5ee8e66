"""Makes messages about single fields readable, because forms show these messages to people.

Messages of msgspec become plain words, for people who do not know the types of Python or JSON. Every message is first
written in English. For another language, this module looks the message up in the catalogue `fields`. So code that finds
a mistake needs no catalogues.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from fluent.syntax import FluentParser, ast

from app.languages import ENGLISH, catalogue, text

_LIMIT = re.compile(r"Expected `(?P<type>\w+)`(?P<length> of length)? (?P<sign>[<>])= (?P<limit>-?\d+)")
_TYPE = re.compile(r"Expected `(?P<wanted>[\w| ]+)`, got `(?P<given>\w+)`")
_FIXED = {
    "Object missing required field": "This field is missing",
    "Object contains unknown field": "There is no field of this name",
    "Number out of range": "The number is too large",
    "Integer value out of range": "The number is too large",
}
LONGEST = 1000
"""The largest number of characters of a message that is translated. Fluent refuses much longer values."""

_UNITS = {"str": ("character", "characters"), "array": ("entry", "entries")}
_TYPES = {
    "str": "text",
    "int": "a whole number",
    "float": "a decimal number",
    "bool": "the value true or false",
    "array": "a list",
    "object": "an object",
}


def in_words(message: str) -> str:
    """Return a message of msgspec in plain words, such as "At most 100 characters". Return other messages unchanged."""
    fixed = re.sub(r" `[^`]*`$", "", message)
    if fixed in _FIXED:
        return _FIXED[fixed]
    if found := _LIMIT.fullmatch(message):
        limit = int(found["limit"])
        words = ["At most" if found["sign"] == "<" else "At least", f"{limit:,}"]
        if found["length"]:
            words.append(_UNITS[found["type"]][limit != 1])
        return " ".join(words)
    if found := _TYPE.fullmatch(message):
        wanted = " or ".join(_TYPES.get(each, each) for each in found["wanted"].split(" | "))
        return f"Expected {wanted}, but this is {_TYPES.get(found['given'], found['given'])}"
    return message


def in_language(message: str, language: str) -> str:
    """Return a message about a field in a language. A message that is not in the catalogue stays in English.

    A message that quotes a long text of the client also stays in English. Fluent refuses long values, and the search
    for such a message would take long.
    """
    return _translated(message, language) if len(message) <= LONGEST else message


@lru_cache(maxsize=256)
def _translated(message: str, language: str) -> str:
    # Fluent takes up to half a millisecond for a message with a number, and an answer can have twenty messages.
    found = fitting_text(message)
    if found is None:
        return message
    name, values = found
    return text(language, "fields", name, {key: _value(written, language) for key, written in values.items()})


def fitting_text(message: str) -> tuple[str, dict[str, str]] | None:
    """Return the name of the catalogue's text for a message, and the values as they are written in the message."""
    for form in _forms():
        if found := form.shape.fullmatch(message):
            return form.name, found.groupdict()
    return None


class _Form(NamedTuple):
    """A text of the catalogue, and a pattern for the English messages that are made from this text."""

    name: str
    shape: re.Pattern[str]


@cache
def _forms() -> list[_Form]:
    """Return the forms of all texts, in the order of the catalogue."""
    return [
        _Form(entry.id.name, re.compile(shape, re.DOTALL))
        for entry in FluentParser().parse(catalogue(ENGLISH, "fields")).body
        if isinstance(entry, ast.Message) and entry.value
        for shape in _shapes(entry.value)
    ]


def _shapes(pattern: ast.Pattern) -> Iterator[str]:
    """Yield the pattern of each plural form of an English text. A text without plural forms has one pattern."""
    shape = ""
    for element in pattern.elements:
        if isinstance(element, ast.TextElement):
            shape += re.escape(element.value)
        elif isinstance(element.expression, ast.SelectExpression):
            for variant in element.expression.variants:
                yield from _shapes(variant.value)
            return
        elif isinstance(element.expression, ast.VariableReference):
            shape += f"(?P<{element.expression.id.name}>.+)"
    yield shape


def _value(written: str, language: str) -> str | int:
    """Return a value of an English message in the form that the message in another language needs.

    A number in English spelling, such as "1,000", becomes an integer, because other languages write numbers in other
    ways. The name of a type, such as "a list", is translated. Every other value stays unchanged.
    """
    digits = written.replace(",", "")
    is_number = digits.isdecimal() and f"{int(digits):,}" == written
    return int(digits) if is_number else in_language(written, language)
