"""Hooks for schemathesis. They accept refusals for rules that no schema can express, and limit the size of raffles."""

import json
import re
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import schemathesis
from schemathesis.core.failures import AcceptedNegativeData, Failure
from schemathesis.core.transport import Response
from schemathesis.openapi.checks import RejectedPositiveData

from app.http.framing import MAX_ESCAPES, MAX_QUERY_BYTES
from app.http.idempotency import LEAST_DIFFERENT

BEYOND_SCHEMAS = {
    "too-many-prizes",
    "entropy-missing",
    "entropy-not-announced",
    "beacon-signature-missing",
    "beacon-signature-wrong",
    "wrong-round",
    "invalid-code",
    "idempotency-key-reused",
    "raffle-deleted",
    "changed-meanwhile",
}
"""Problems of a request that fits its schema. The mistake depends on another field or on data in the store."""

BEYOND_PATTERNS = re.compile(
    # In JSON Schema, 3.0 is a whole number. The service refuses a number that is written like this.
    r"Expected a whole number( or null)?, but this is a decimal number"
    # No pattern excludes all invisible characters. `$` even accepts a line feed at the end. The service is stricter.
    r"|Expected visible.*|Expected text that can be read.*|Expected a character that can be seen.*"
    # Schemathesis sends a number as a header, and counts it as a text that fits the pattern.
    r"|Expected one ETag.*"
    # A choice of two bodies in the schema would make generated clients clumsy. A `format` is only a hint in a schema.
    r"|Expected either ticket_number or player|Expected an IP address, or an IPv6 network of .*"
    # A schema cannot compare two times, a time and the clock, or a number and a sum.
    r"|This raffle announced no beacon|Expected either entropy, or both round and signature, or no body"
    r"|Expected a time.*|Expected a beacon or an entropy_source, but not both|At most .*: the number of tickets.*",
    re.DOTALL,
)
"""Messages about a field that fits its schema."""


@schemathesis.hook
def before_load_schema(context: schemathesis.HookContext, raw_schema: dict[str, Any]) -> None:
    """Remove each `format` beside an `anyOf`, because the `anyOf` contains the same `format`.

    With both formats, schemathesis would search for a long time for a text that fits only one of them.
    """
    for schema in raw_schema["components"]["schemas"].values():
        for member in schema.get("properties", {}).values():
            if "anyOf" in member:
                member.pop("format", None)


@schemathesis.hook
def filter_failure(
    context: schemathesis.HookContext, failure: Failure, case: schemathesis.Case[Any], response: Response
) -> bool:
    """Return False for a failure that does not count: the query is too long, or no schema can express the reason."""
    if response.status_code == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE:
        query = urlsplit(response.request.url or "").query
        return len(query) <= MAX_QUERY_BYTES and query.count("%") <= MAX_ESCAPES  # others never reach an operation
    if isinstance(failure, AcceptedNegativeData):
        if response.status_code == HTTPStatus.GONE:
            return False  # a deleted raffle gives this answer to every body
        # Java clients send `null` for no body. The schema does not allow `null`, because `null` would make generated
        # clients clumsy.
        return not (case.operation.label == "POST /raffles/{raffle_id}/winners" and case.body is None)
    if not isinstance(failure, RejectedPositiveData):
        return True
    problem = json.loads(response.content)
    messages = [error["message"] for error in problem.get("errors", ())]
    beyond_patterns = bool(messages) and all(BEYOND_PATTERNS.fullmatch(message) for message in messages)
    # No pattern can demand that a key has enough different characters.
    easy_to_guess = len(set(response.request.headers.get("Idempotency-Key", "abcde"))) < LEAST_DIFFERENT
    return (
        not beyond_patterns and not easy_to_guess and problem["type"].removeprefix("/problems/") not in BEYOND_SCHEMAS
    )


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case[Any], kwargs: dict[str, Any]) -> None:
    """Keep raffles small, because filling large ones takes too long here. test_large.py tests a large raffle."""
    if case.operation.label == "POST /raffles" and isinstance(case.body, dict):
        tickets = case.body.get("total_tickets")
        if isinstance(tickets, int) and 1000 < tickets <= 10_000_000:
            case.body["total_tickets"] = 1000
