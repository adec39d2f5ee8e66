"""Messages about values are in words that people know."""

import json
from typing import Annotated, Any

import msgspec
import pytest
from msgspec import Meta

from app.http.wording import in_words


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
    (str | None, True, "Expected text or null, but this is true or false"),
    (Form, [], "Expected an object, but this is a list"),
    (Form, {}, "This field is missing"),
    (Form, {"name": "", "size": 3}, "There is no field of this name"),
]


@pytest.mark.parametrize(("kind", "value", "words"), CASES, ids=[words for _, _, words in CASES])
def test_a_message_of_msgspec_is_written_in_plain_words(kind: Any, value: Any, words: str) -> None:
    # When msgspec refuses a value, Then its message has no type name and no sign any more
    with pytest.raises(msgspec.ValidationError) as refused:
        msgspec.json.decode(json.dumps(value).replace("Infinity", "1e400"), type=kind)
    assert in_words(str(refused.value)) == words


def test_our_own_messages_stay_as_they_are() -> None:
    # When the service has written a message itself, Then it is not changed
    message = "Expected visible characters with single spaces between them, but character 3 is U+0007"
    assert in_words(message) == message
