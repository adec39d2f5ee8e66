"""The OpenAPI document: what handlers declare of their answers, and what Litestar leaves out of the document."""

import re
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example
from litestar.routes import HTTPRoute
from litestar.serialization import encode_json

from app.domain import raffle

JSON = "application/json"
PROBLEM_JSON = "application/problem+json"

_STRICT = [
    name
    for name, kind in vars(raffle).items()
    if isinstance(kind, msgspec.StructMeta) and kind.__struct_config__.forbid_unknown_fields
]
"""Structs that refuse unknown fields, which Litestar does not document."""

_HEADERS = {
    "ETag": "The version of the answer. Sent as If-None-Match, it is answered with 304 until there is a new version.",
    "Idempotency-Replayed": "`true` when this is the answer to an earlier request with the same Idempotency-Key.",
    "Link": 'Where the next page is, as `<...>; rel="next"`. The last page has no such link.',
    "RateLimit": "How many wrong codes are left (`r`), and after how many seconds the count ends (`t`).",
    "RateLimit-Policy": "How many wrong codes are allowed (`q`), within how many seconds (`w`).",
    "Retry-After": "Seconds to wait before trying again.",
}
"""What the headers of answers mean."""


class NamedExample(Example):
    """An example that has only its key as a name: OpenAPI knows no `id` in it."""

    @property
    def _exclude_fields(self) -> set[str]:
        return {"id"}


@dataclass
class Declared(ResponseSpec):
    """A declared answer with the names of its headers, for which Litestar has no place beside an example."""

    headers: tuple[str, ...] = ()


def answers(
    status: int, kind: Any, value: object, media_type: str = JSON, headers: tuple[str, ...] = ()
) -> dict[int, ResponseSpec]:
    """Declare the successful answer of a handler, with an example."""
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
    """Return the one example of a body."""
    return NamedExample(id="example", summary="Example", value=value)


@lru_cache(maxsize=1)
def document(app: Litestar) -> bytes:
    """Return the OpenAPI document as JSON. It is made once: making it takes as long as answering dozens of claims."""
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
    """Return the handler of each path and method (in lower case)."""
    return {
        (route.path_format, method.lower()): handler
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods
    }


def _remove_undeclared_problem(responses: dict[str, Any]) -> None:
    """Remove the 400 that Litestar adds to each operation with a parameter in its path."""
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
