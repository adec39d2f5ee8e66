"""The OpenAPI document. Litestar makes it from the declarations of the handlers, and this module corrects it.

The schemas come from msgspec, which also decodes the bodies. So the document says exactly what the service accepts.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from inspect import cleandoc
from typing import Any, get_args

import msgspec
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute
from litestar.serialization import encode_json
from litestar.types import Method

from app.http.openapi import JSON, PROBLEM_JSON, STORE_INCARNATION, Declared
from app.http.problems import placed

_REF = "#/components/schemas/{name}"

_HEADERS = {
    "Content-Language": "The language of the problem's `detail`: en, de, fr, es or ar. Accept-Language chooses it.",
    "ETag": "The version of the answer. A request with this ETag in If-None-Match gets 304 until the answer changes.",
    "Idempotency-Replayed": "`true` when this is the answer to an earlier request with the same Idempotency-Key.",
    "Link": 'The address of the next page, as `<...>; rel="next"`. The last page has no such link.',
    "RateLimit": "How many more wrong codes are allowed (`r`), and the seconds until the count begins anew (`t`).",
    "RateLimit-Policy": "The number of wrong codes that are allowed (`q`) within a number of seconds (`w`).",
    "Retry-After": "The seconds to wait before the next try.",
    STORE_INCARNATION: "A text that changes when another store answers. The other store may have lost claims. If the "
    "text differs from the text in an earlier answer, compare the tickets of both answers.",
}
"""The meaning of each header of an answer."""

_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of the version that the client has. If there is no newer version, the answer is 304.",
    "schema": {"type": "string"},
}
"""The parameter of each operation that can answer 304."""

_RAFFLE_ID = {"description": "The id of the raffle.", "schema": {"type": "string", "format": "uuid"}}


def operation_id(handler: HTTPRouteHandler, _method: Method, _path: list[Any]) -> str:
    """Return the name that a generated client gives to an operation: `drawWinners` for the handler `draw_winners`."""
    return re.sub(r"_(.)", lambda letter: letter[1].upper(), handler.handler_name)


@lru_cache(maxsize=1)
def document(app: Litestar) -> bytes:
    """Return the OpenAPI document as JSON. The result is kept, because making it takes as long as dozens of claims."""
    openapi = app.openapi_schema.to_schema()
    handlers = _handlers(app)
    for path, item in openapi["paths"].items():
        for method, operation in item.items():
            handler = handlers[path, method]
            _remove_undeclared_problem(operation["responses"])
            _place_problems(operation["responses"], app.state.settings.base_path)
            _document_headers(operation["responses"], handler)
            _document_choices(operation["responses"])
            _document_parameters(operation)
            _document_body(operation, handler)
            operation["summary"] = _in_words(operation["summary"])
    openapi["components"]["schemas"] = _schemas(handlers.values())
    return encode_json(openapi)


def _handlers(app: Litestar) -> dict[tuple[str, str], HTTPRouteHandler]:
    """Return the handler for each pair of a path and a method in lower case."""
    return {
        (route.path_format, method.lower()): handler
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods
        if handler.include_in_schema is not False
    }


def _remove_undeclared_problem(responses: dict[str, Any]) -> None:
    """Remove the answer 400 that Litestar adds to each operation with a parameter in its path."""
    if "400" in responses and PROBLEM_JSON not in responses["400"]["content"]:
        del responses["400"]


def _place_problems(responses: dict[str, Any], base_path: str) -> None:
    """Put the base path into the `type` of each example of a problem, so that the `type` leads to an existing page."""
    for response in responses.values():
        for example in response.get("content", {}).get(PROBLEM_JSON, {}).get("examples", {}).values():
            example["value"] = placed(example["value"], base_path)


def _document_headers(responses: dict[str, Any], handler: HTTPRouteHandler) -> None:
    for status, declared in (handler.responses or {}).items():
        if isinstance(declared, Declared) and str(status) in responses:
            responses[str(status)]["headers"] = {
                name: {"description": _HEADERS[name], "schema": {"type": "string"}} for name in declared.headers
            }


def _document_choices(responses: dict[str, Any]) -> None:
    """Write `anyOf` instead of `oneOf` if an answer has one of several structs.

    A Java client of openapi-generator does not check which members are required. So a damaged raffle, which has few
    members, also fits the class of undamaged raffles. With `oneOf`, this client refuses an answer that fits two
    classes.
    """
    for response in responses.values():
        for content in response.get("content", {}).values():
            schema = content["schema"].get("items", content["schema"])
            if "oneOf" in schema:
                schema["anyOf"] = schema.pop("oneOf")


def _document_parameters(operation: dict[str, Any]) -> None:
    parameters = operation.setdefault("parameters", [])
    for parameter in parameters:
        schema = parameter["schema"]
        if parameter["name"] == "raffle_id":
            parameter.update(_RAFFLE_ID)
        elif "oneOf" in schema:
            # A client can leave the parameter out, but cannot send null. So remove null, which generated clients would
            # offer.
            (kind,) = (kind for kind in schema.pop("oneOf") if kind["type"] != "null")
            schema |= kind
        schema |= {name: int(limit) for name, limit in schema.items() if isinstance(limit, float)}
    if "304" in operation["responses"]:
        parameters.append(_IF_NONE_MATCH)


def _document_body(operation: dict[str, Any], handler: HTTPRouteHandler) -> None:
    """Say whether a body is required, and name its struct. Litestar says of every body that it is required."""
    data = handler.parsed_data_field
    if data is None:
        return
    content = operation["requestBody"]["content"][JSON]
    schema = content["schema"]
    (struct,) = (kind for kind in schema.get("allOf", schema.get("oneOf")) if "$ref" in kind)
    operation["requestBody"]["required"] = not data.is_optional
    content["schema"] = struct
    content["examples"] = {"example": {"summary": "Example", "value": schema["examples"][0]}}


def _schemas(handlers: Iterable[HTTPRouteHandler]) -> dict[str, Any]:
    """Return the schema of each struct in a request or an answer."""
    kinds = [answer.data_container for handler in handlers for answer in (handler.responses or {}).values()]
    kinds += [handler.parsed_data_field.annotation for handler in handlers if handler.parsed_data_field]
    structs = [struct for kind in kinds for struct in _structs(kind)]
    _, schemas = msgspec.json.schema_components(structs, ref_template=_REF)
    for schema in schemas.values():
        schema["description"] = cleandoc(schema["description"])
        for part in schema["properties"].values():
            part.pop("default", None)
            if "enum" in part:
                part["type"] = "string"  # Generators make an enumeration only if the enum has a type.
    return schemas


def _structs(kind: Any) -> Iterator[type[msgspec.Struct]]:
    """Yield each struct in a type. An answer can be a union of structs, and msgspec makes no schema of such a union."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
    for part in get_args(kind):
        yield from _structs(part)


def _in_words(name: str) -> str:
    """Return a handler's name as a sentence: Litestar's `ListRaffles` becomes `List raffles`."""
    return re.sub(r"(?<=[a-z])[A-Z]", lambda letter: f" {letter[0].lower()}", name)
