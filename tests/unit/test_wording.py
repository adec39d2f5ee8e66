"""A message that says why a value is refused has words that people know, and is in their language."""

import ast
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec
import pytest
from msgspec import Meta

import app
from app.domain import characters, codes, terms
from app.domain.texts import readable
from app.http.wording import fitting_text, in_language, in_words
from app.languages import ENGLISH, LANGUAGES
from tests.unit.test_languages import texts_of


class Form(msgspec.Struct, forbid_unknown_fields=True):
    """A struct with one field."""

    name: str


CASES: list[tuple[Any, Any, str]] = [
    (Annotated[str, Meta(max_length=100)], "a" * 101, "At most 100 characters"),
    (Annotated[str, Meta(min_length=1)], "", "At least 1 character"),
    (Annotated[list[int], Meta(max_length=1000)], [1] * 1001, "At most 1,000 entries"),
    (Annotated[list[int], Meta(min_length=1)], [], "At least 1 entry"),
    (Annotated[int, Meta(le=10_000_000)], 10_000_001, "At most 10,000,000"),
    (Annotated[int, Meta(ge=1)], -3, "At least 1"),
    (int, "3", "Expected a whole number, but this is text"),
    (int, 3.5, "Expected a whole number, but this is a decimal number"),
    (int, float("inf"), "The number is too large"),
    (str, None, "Expected text, but this is null"),
    (str | None, True, "Expected text or null, but this is the value true or false"),
    (Form, [], "Expected an object, but this is a list"),
    (Form, {}, "This field is missing"),
    (Form, {"name": "", "size": 3}, "There is no field of this name"),
]


@pytest.mark.parametrize(("kind", "value", "words"), CASES, ids=[words for _, _, words in CASES])
def test_a_message_of_msgspec_is_written_in_plain_words(kind: Any, value: Any, words: str) -> None:
    # When msgspec refuses a value, Then the message of the service has no type name and no symbol of msgspec
    with pytest.raises(msgspec.ValidationError) as refused:
        msgspec.json.decode(json.dumps(value).replace("Infinity", "1e400"), type=kind)
    assert in_words(str(refused.value)) == words


def test_a_message_of_the_service_is_not_changed() -> None:
    # When the service itself has written a message, Then this message is not changed
    message = "Expected visible characters with single spaces between words, but character 3 is U+0007"
    assert in_words(message) == message


def refusal(check: Callable[[str], object], value: str) -> str:
    """Return why a check refuses a value: the message of its ValueError, or the text that it returns."""
    try:
        mistake = check(value)
    except ValueError as error:
        return str(error)
    assert isinstance(mistake, str)
    return mistake


FOUND = [
    *(words for _, _, words in CASES),
    "Invalid enum value 'fastnet'",
    "At least 2 entries",
    "At least 3 characters",
    *(refusal(characters.mistake_in_name, name) for name in ("a\nb", "a\u202eb", "\u200b")),
    *(refusal(readable, words) for words in ("a\u202eb", "\u200b")),
    refusal(characters.mistake_in_entropy, "aBc"),
    refusal(characters.mistake_in_source, "a  b"),
    *(refusal(codes.normalise, code) for code in ("-", "12U4")),
    "a code has 16 or 20 letters and digits, but this text has 3",
    *(refusal(terms.normalised, time) for time in ("tomorrow", "9999-12-31T23:59:59-10:00", "0000-02-20T00:00:00Z")),
    *(refusal(terms.normalised, f"2026-{time}Z") for time in ("13-01T00:00:00", "02-30T00:00:00", "02-20T25:00:00")),
    *(refusal(terms.normalised, f"2026-02-20T00:{time}Z") for time in ("61:00", "00:60")),
    "Expected the cursor of a link to the next page",
    *("text", "a whole number", "a decimal number", "the value true or false", "a list", "an object"),
]
"""Messages that the code composes of parts, and messages of other packages."""


def written_in_the_code() -> Iterator[str]:
    """Yield each message that the code writes as one string. In it, the number 7 stands for each value."""
    for path in sorted(Path(app.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("FieldError", "InvalidRequest.of"):
                yield from string_in(node.args[1])
            elif isinstance(node, ast.Call) and ast.unparse(node.func) == "InvalidCode":
                yield from (part for given in node.keywords for part in string_in(given.value))
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("mistake", "expected"):
                yield from string_in(node.value)
            elif isinstance(node, ast.Tuple):
                yield from (each for part in node.elts for each in string_in(part) if each.startswith("Expected "))


def string_in(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    if isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in node.values)


@pytest.fixture(scope="module")
def messages() -> list[str]:
    """Every message about a value.

    A fixture searches the code only in the workers of pytest that run one of these tests.
    """
    return sorted({*FOUND, *written_in_the_code()})


def test_a_message_is_in_the_catalogue_word_for_word(messages: list[str]) -> None:
    # When the text for a message is found in the English catalogue, and the values of the message are put into it, Then
    # the result is the same message again
    assert [message for message in messages if not fitting_text(message)] == []
    assert [in_language(message, ENGLISH) for message in messages] == messages


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != ENGLISH])
def test_every_message_can_be_translated_into_every_language(messages: list[str], language: str) -> None:
    # When all messages are translated, Then no translation has an English word
    told = [in_language(message, language) for message in messages]
    assert [words for words in told if {"Expected", "At", "least", "most", "this", "the"} & set(words.split())] == []


def test_the_catalogue_has_no_other_messages(messages: list[str]) -> None:
    # When all messages are looked up, Then each text of the catalogue belongs to a message
    found = {fitting[0] for message in messages if (fitting := fitting_text(message))}
    assert texts_of(ENGLISH, "fields").keys() - found == set()


TOLD = [
    ("At most 10,000,000", "de", "Höchstens 10.000.000"),
    ("At most 1 entry", "fr", "Au plus 1 élément"),
    ("At least 2 characters", "ar", "حرفان على الأقل"),
    ("At most 100 characters", "ar", "\u2068100\u2069 حرف على الأكثر"),
    (
        "Expected the value true or false or null, but this is a list",
        "es",
        "Se espera true o false o null, pero esto es una lista",
    ),
    ("A whole number from 1 to 10000000, in digits", "de", "Eine ganze Zahl von 1 bis 10000000, in Ziffern"),
    ("month must be in 1..12, not 13", "de", "Der Monat muss in 1..12, not 13 liegen"),
    ("A message of a library", "de", "A message of a library"),
]


@pytest.mark.parametrize(("message", "language", "told"), TOLD)
def test_the_values_in_a_message_are_written_as_its_language_writes_them(
    message: str, language: str, told: str
) -> None:
    # When a message is translated, Then a limit such as 10,000,000 is written as the other language writes it. The
    # plural fits the number, and names of types are translated
    assert in_language(message, language) == told


@pytest.mark.parametrize("quoted", ["9" * 5000, "9" * 990, "9" * 981, "Expected " * 3000, "\ue000" * 2000])
def test_a_message_that_quotes_a_very_long_text_stays_in_english(quoted: str) -> None:
    # Given a message that quotes a long text of the client
    message = f"At most {quoted} characters"

    # When the message is translated, Then a message of at most 1,000 characters is in German, and a longer message
    # stays in English
    told = in_language(message, "de")
    assert told == message if len(message) > 1000 else told.startswith("Höchstens")
