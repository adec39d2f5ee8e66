"""The documentation over HTTP: the OpenAPI document, Swagger UI that needs no internet, what each problem means."""

import re
from functools import lru_cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
from litestar import Litestar, MediaType, Request, Response, Router, get
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.params import FromPath
from litestar.serialization import encode_json
from litestar.status_codes import HTTP_404_NOT_FOUND

from app.api.pages import PAGE_HEADERS, PAGES, POLICY, StaticFile
from app.domain import raffle
from app.errors import NotFound, Problem, problems
from app.http.problems import MEDIA_TYPE, raises

_DOCS_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").partition("; require-")[0]
"""Swagger UI writes styles and markup by itself."""

_STRICT = [
    name
    for name, kind in vars(raffle).items()
    if isinstance(kind, msgspec.StructMeta) and kind.__struct_config__.forbid_unknown_fields
]
"""Structs that refuse unknown fields, which the framework does not document."""

_HEADERS = {
    "ETag": "Names this state of the answer; sent as If-None-Match, it is answered with 304 until there is another.",
    "Idempotency-Replayed": "`true` when this answer was given before, to the same Idempotency-Key.",
    "Link": 'Where the next page is, as `<...>; rel="next"`; not there on the last one.',
    "RateLimit": "How many wrong codes are left (`r`), for how many seconds (`t`).",
    "RateLimit-Policy": "How many wrong codes are allowed (`q`), in how many seconds (`w`).",
    "Retry-After": "Seconds to wait before trying again.",
}
"""What headers of answers say, which the framework documents only where it documents no example."""

_PROBLEM_PAGE = (PAGES / "problem.html").read_text(encoding="utf-8")

_PROBLEMS: dict[str, type[Problem]] = {problem.slug(): problem for problem in problems()}


class DocsPage(OpenAPIRenderPlugin):
    """Swagger UI from an installed package, on a page of our own: the framework's own page asks a CDN for it."""

    def __init__(self) -> None:
        # The framework would serve a document of its own, without what this module adds, beside the page.
        super().__init__(path=["/", "/openapi.json"], media_type=MediaType.HTML)
        self._page = (PAGES / "docs.html").read_bytes()

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """Return the page, which fetches /openapi.json by itself."""
        del openapi_schema
        if request.url.path.endswith(".json"):
            raise NotFound
        return self._page


def _docs_router() -> Router:
    return Router(
        "/docs",
        route_handlers=[],
        include_in_schema=False,
        response_headers={"Content-Security-Policy": _DOCS_POLICY},
        after_request=_not_found_as_everywhere,
    )


async def _not_found_as_everywhere(response: Response[Any]) -> Response[Any]:
    """Keep the framework from answering with a page of its own."""
    if response.status_code == HTTP_404_NOT_FOUND:
        raise NotFound
    return response


def openapi_config() -> OpenAPIConfig:
    """Return how the OpenAPI document is made and shown."""
    return OpenAPIConfig(
        title="Raffle service",
        version="1.0.0",
        description="Create raffles, claim tickets, draw winners that anyone can check. [Pages](/) show it to people.",
        openapi_router=_docs_router(),
        render_plugins=[DocsPage()],
        use_handler_docstrings=True,
    )


@get("/openapi.json", include_in_schema=False, media_type="application/vnd.oai.openapi+json")
async def openapi_document(request: Request[Any, Any, Any]) -> bytes:
    """Get the OpenAPI document, which is made from what the handlers declare."""
    return _document(request.app)


@lru_cache(maxsize=1)
def _document(app: Litestar) -> bytes:
    """Return the document as JSON; to make it takes as long as to answer dozens of claims."""
    document = app.openapi_schema.to_schema()
    for path in document["paths"].values():
        for operation in path.values():
            _keep_what_is_declared(operation["responses"])
            _tell_of_headers(operation)
            operation["summary"] = _spoken(operation["summary"])
    for name in _STRICT:
        document["components"]["schemas"][name]["additionalProperties"] = False
    return encode_json(document)


def _keep_what_is_declared(responses: dict[str, Any]) -> None:
    """Remove the 400 that the framework adds of itself to whatever has a parameter in its path."""
    if "400" in responses and MEDIA_TYPE not in responses["400"]["content"]:
        del responses["400"]


def _tell_of_headers(operation: dict[str, Any]) -> None:
    """Document the headers of answers, which follow from what else is declared."""
    responses = operation["responses"]
    keyed = any(parameter["name"] == "Idempotency-Key" for parameter in operation.get("parameters", ()))
    for status, response in responses.items():
        contents = response.get("content", {})
        told: set[str] = set()
        for problem in contents.get(MEDIA_TYPE, {}).get("examples", ()):
            told |= _PROBLEMS[problem]().headers.keys()
        if any(content["schema"].get("type") == "array" for content in contents.values()):
            told.add("Link")
        if status in {"200", "304"} and "304" in responses:
            told.add("ETag")
        if status == "201" and keyed:
            told.add("Idempotency-Replayed")
        response["headers"] = {
            name: {"description": _HEADERS[name], "schema": {"type": "string"}} for name in sorted(told)
        }


def _spoken(name: str) -> str:
    """Return the name of a handler as the framework writes it, ListRaffles, as a person does: List raffles."""
    return re.sub(r"(?<=[a-z])[A-Z]", lambda letter: f" {letter[0].lower()}", name)


@get("/problems/{slug:str}", include_in_schema=False, media_type=MediaType.HTML, responses=raises(NotFound))
async def explain_problem(slug: FromPath[str]) -> Response[str]:
    """Explain a problem to whoever follows the `type` of a problem document."""
    problem = _PROBLEMS.get(slug)
    if problem is None:
        raise NotFound
    return Response(
        _PROBLEM_PAGE.format(
            title=escape(problem.title),
            status=problem.status,
            when=escape(problem.__doc__ or ""),
            detail=escape(problem.detail),
        ),
        media_type=MediaType.HTML,
        headers=PAGE_HEADERS,
    )


def _swagger_folder() -> Path:
    spec = find_spec("swagger_ui")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("swagger-ui-py")
    return Path(spec.origin).parent / "static"


_SWAGGER = {name: StaticFile(_swagger_folder() / name) for name in ("swagger-ui.css", "swagger-ui-bundle.js")}


@get("/docs/assets/{name:str}", include_in_schema=False, responses=raises(NotFound))
async def swagger_assets(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[bytes]:
    """Get the style sheet or the script of Swagger UI."""
    file = _SWAGGER.get(name)
    if file is None:
        raise NotFound
    return file.answer(request)
