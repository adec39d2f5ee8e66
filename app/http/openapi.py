"""The OpenAPI document: handlers declare their answers here, and what Litestar leaves out is added."""

import re
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Components, Example, SecurityRequirement, SecurityScheme
from litestar.routes import HTTPRoute
from litestar.serialization import encode_json

from app.domain import raffle

JSON = "application/json"
PROBLEM_JSON = "application/problem+json"

STORE_INCARNATION = "Store-Incarnation"
"""The header that says which store answered a claim."""

_STRICT = [
    name
    for name, kind in vars(raffle).items()
    if isinstance(kind, msgspec.StructMeta) and kind.__struct_config__.forbid_unknown_fields
]
"""The structs that refuse unknown fields. Litestar does not document that they do."""

_HEADERS = {
    "ETag": "The version of the answer. A request with it as If-None-Match gets 304 until there is a new version.",
    "Idempotency-Replayed": "`true` when this is the answer to an earlier request with the same Idempotency-Key.",
    "Link": 'The address of the next page, as `<...>; rel="next"`. The last page has no such link.',
    "RateLimit": "The number of wrong codes that are left (`r`), and the seconds until the count ends (`t`).",
    "RateLimit-Policy": "The number of wrong codes that are allowed (`q`) within a number of seconds (`w`).",
    "Retry-After": "The seconds to wait before the next try.",
    STORE_INCARNATION: "A text that changes when another store answers, which may have lost claims. If it differs from "
    "the one of an earlier answer, compare the ticket with the one of that answer.",
}
"""The meaning of each header of an answer."""


BY_ADDRESS_OR_TOKEN: list[SecurityRequirement] = [{}, {"managerToken": []}]
"""What an operation for managers needs: nothing but the address of a manager, or the manager token."""

SECURITY = Components(
    security_schemes={
        "managerToken": SecurityScheme(
            type="http",
            scheme="bearer",
            description="The text in the file `manager-token` in DATA_DIR. It counts only if MANAGER_IPS is empty, and "
            "only on the machine of the service.",
        )
    }
)
"""How clients show who they are."""


class NamedExample(Example):
    """An example with `id` as its key in the document. A field `id` inside it would be invalid."""

    @property
    def _exclude_fields(self) -> set[str]:
        return {"id"}


@dataclass
class Declared(ResponseSpec):
    """A declared answer with the names of its headers. Litestar's own class has no field for headers."""

    headers: tuple[str, ...] = ()


def answers(
    status: int, kind: Any, value: object, media_type: str = JSON, headers: tuple[str, ...] = ()
) -> dict[int, ResponseSpec]:
    """Return the declaration of a successful answer, with an example."""
    return {
        status: Declared(
            data_container=kind,
            description=HTTPStatus(status).phrase,
            media_type=media_type,
            generate_examples=False,
            examples=[example(value)],
            headers=headers,
        )
    }


def example(value: object) -> Example:
    """Return the example of a body."""
    return NamedExample(id="example", summary="Example", value=value)


@lru_cache(maxsize=1)
def document(app: Litestar) -> bytes:
    """Return the OpenAPI document as JSON. It is made only once, because this takes as long as dozens of claims."""
    openapi = app.openapi_schema.to_schema()
    handlers = _handlers(app)
    for path, item in openapi["paths"].items():
        for method, operation in item.items():
            _remove_undeclared_problem(operation["responses"])
            _document_headers(operation["responses"], handlers[path, method])
            operation["summary"] = _in_words(operation["summary"])
    for name in _STRICT:
        openapi["components"]["schemas"][name]["additionalProperties"] = False
    return encode_json(openapi)


def _handlers(app: Litestar) -> dict[tuple[str, str], HTTPRouteHandler]:
    """Return the handler for each pair of a path and a method in lower case."""
    return {
        (route.path_format, method.lower()): handler
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods
    }


def _remove_undeclared_problem(responses: dict[str, Any]) -> None:
    """Remove the answer 400 that Litestar adds to each operation with a parameter in its path."""
    if "400" in responses and PROBLEM_JSON not in responses["400"]["content"]:
        del responses["400"]


def _document_headers(responses: dict[str, Any], handler: HTTPRouteHandler) -> None:
    for status, declared in (handler.responses or {}).items():
        if isinstance(declared, Declared) and str(status) in responses:
            responses[str(status)]["headers"] = {
                name: {"description": _HEADERS[name], "schema": {"type": "string"}} for name in declared.headers
            }


def _in_words(name: str) -> str:
    """Return a handler's name as a sentence: Litestar's `ListRaffles` becomes `List raffles`."""
    return re.sub(r"(?<=[a-z])[A-Z]", lambda letter: f" {letter[0].lower()}", name)
