"""Hooks for schemathesis. They accept refusals for rules that no schema can express, and limit the size of raffles."""

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import schemathesis
from schemathesis.core.failures import Failure
from schemathesis.core.transport import Response
from schemathesis.openapi.checks import RejectedPositiveData

from app.http.idempotency import LEAST_DIFFERENT
from app.http.protocol import MAX_QUERY_BYTES

BEYOND_SCHEMAS = {
    "too-many-prizes",
    "entropy-missing",
    "entropy-not-announced",
    "invalid-code",
    "idempotency-key-reused",
}
"""Problems of a body that fits its schema. The mistake depends on another field or on data in the store."""


@schemathesis.hook
def filter_failure(
    context: schemathesis.HookContext, failure: Failure, case: schemathesis.Case[Any], response: Response
) -> bool:
    """Return whether a failure counts. It does not if the query is too long, or if no schema can express the reason."""
    if response.status_code == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE:
        return len(urlsplit(response.request.url).query) <= MAX_QUERY_BYTES  # such a request never reaches an operation
    if not isinstance(failure, RejectedPositiveData):
        return True
    problem = json.loads(response.content)
    # In JSON Schema, 3.0 is a whole number. The service refuses a number of tickets that is written like this.
    messages = {error["message"] for error in problem.get("errors", ())}
    written_as_fraction = messages == {"Expected a whole number, but this is a decimal number"}
    # No pattern names all invisible characters, and in Python `$` also matches before a line feed at the end.
    invisible = len(messages) == 1 and min(messages).startswith("Expected visible")
    # No pattern says how many characters of a key are different.
    easy_to_guess = len(set(response.request.headers.get("Idempotency-Key", "abcde"))) < LEAST_DIFFERENT
    return (
        not written_as_fraction
        and not invisible
        and not easy_to_guess
        and problem["type"].removeprefix("/problems/") not in BEYOND_SCHEMAS
    )


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case[Any], kwargs: dict[str, Any]) -> None:
    """Keep raffles small, because filling large ones takes too long here. test_large.py tests a large raffle."""
    if case.operation.label == "POST /raffles" and isinstance(case.body, dict):
        tickets = case.body.get("total_tickets")
        if isinstance(tickets, int) and 1000 < tickets <= 10_000_000:
            case.body["total_tickets"] = 1000
