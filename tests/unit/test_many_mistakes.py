"""A body with thousands of mistakes costs little work, and the answer names only the first mistakes."""

import json
from typing import Any

import pytest

from app.domain.raffle import TicketCheck
from app.errors import FieldError
from app.http import json_body, wording
from app.http.json_body import MAX_MISTAKES, mistakes_in
from app.http.wording import in_language


def test_only_the_first_unknown_fields_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a body of 16 KB with unknown fields
    names = [f"a{number}" for number in range(1_900)]
    body = json.dumps(dict.fromkeys(names, 1), separators=(",", ":")).encode()
    made = []

    def field_error(*values: Any) -> FieldError:
        made.append(values)
        return FieldError(*values)

    monkeypatch.setattr(json_body, "FieldError", field_error)

    # When the mistakes in the body are named, Then these are the missing fields, and the first fields of the body
    found = [mistake.field for mistake in mistakes_in(body, TicketCheck)]
    assert found == ["ticket_number", "verification_code", *names][:MAX_MISTAKES]

    # And no further mistake was made into an object
    assert len(made) <= MAX_MISTAKES + 2


def test_a_message_is_translated_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a message with a number, which takes long to translate
    translated = []
    monkeypatch.setattr(wording, "text", lambda language, *_: translated.append(language))

    # When twenty fields have this mistake, Then the message is translated only once
    for _ in range(20):
        in_language("At most 123,456 characters", "de")
    assert translated == ["de"]
