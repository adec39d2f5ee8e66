"""What schemathesis cannot know: rules that no schema can say, and how large a raffle a test can wait for."""

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import schemathesis
from schemathesis.core.failures import Failure
from schemathesis.core.transport import Response
from schemathesis.openapi.checks import RejectedPositiveData

from app.http.protocol import MAX_QUERY_BYTES

BEYOND_SCHEMAS = {
    "too-many-prizes",
    "entropy-missing",
    "entropy-not-announced",
    "invalid-code",
    "idempotency-key-reused",
}
"""Problems of bodies that are well formed: what is wrong shows only beside another field, or the store."""


@schemathesis.hook
def filter_failure(
    context: schemathesis.HookContext, failure: Failure, case: schemathesis.Case[Any], response: Response
) -> bool:
    """Let a well-formed request be refused for what no schema can say, and one that is too large for that alone."""
    if response.status_code == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE:
        return len(urlsplit(response.request.url).query) <= MAX_QUERY_BYTES  # it never reaches an operation
    if not isinstance(failure, RejectedPositiveData):
        return True
    problem = json.loads(response.content)
    # To JSON Schema 3.0 is a whole number; here a number of tickets is written as one.
    written_as_fraction = {error["message"] for error in problem.get("errors", ())} == {"Expected `int`, got `float`"}
    return not written_as_fraction and problem["type"].removeprefix("/problems/") not in BEYOND_SCHEMAS


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case[Any], kwargs: dict[str, Any]) -> None:
    """Keep raffles small: millions of tickets are told well enough by the tests of large raffles."""
    if case.operation.label == "POST /raffles" and isinstance(case.body, dict):
        tickets = case.body.get("total_tickets")
        if isinstance(tickets, int) and 1000 < tickets <= 10_000_000:
            case.body["total_tickets"] = 1000
