"""The documentation: the OpenAPI document, Swagger UI served from here, a page for each problem."""

from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from litestar import MediaType, Request, Response, Router, get
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_301_MOVED_PERMANENTLY, HTTP_404_NOT_FOUND

from app import __version__
from app.api.pages import PAGE_HEADERS, PAGES
from app.errors import RENAMED, NotFound, problems
from app.http.openapi import document
from app.http.problems import raises
from app.http.static import StaticFile, content_policy

_PROBLEM_PAGE = (PAGES / "problem.html").read_text(encoding="utf-8")
_PROBLEMS = {problem.slug: problem for problem in problems()}


class DocsPage(OpenAPIRenderPlugin):
    """Swagger UI on a page of our own, from an installed package. Litestar's page would load it from a CDN."""

    def __init__(self) -> None:
        # The second path is taken from Litestar, which would serve there a document without our additions.
        super().__init__(path=["/", "/openapi.json"], media_type=MediaType.HTML)
        self._page = (PAGES / "docs.html").read_bytes()

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """Return the page, which itself gets /openapi.json."""
        del openapi_schema
        if request.url.path.endswith(".json"):
            raise NotFound
        return self._page


async def _raise_not_found(response: Response[Any]) -> Response[Any]:
    """Answer with our own problem where Litestar would answer with a page of its own."""
    if response.status_code == HTTP_404_NOT_FOUND:
        raise NotFound
    return response


def openapi_config() -> OpenAPIConfig:
    """Return how Litestar makes the OpenAPI document, and where it shows it."""
    router = Router(
        "/docs",
        route_handlers=[],
        include_in_schema=False,
        response_headers=content_policy(inline_styles=True, trusted_types=False),
        after_request=_raise_not_found,
    )
    return OpenAPIConfig(
        title="Raffle service",
        version=__version__,
        description="Create raffles, claim tickets, draw winners that anyone can check. [Pages](/) show it to people.",
        openapi_router=router,
        render_plugins=[DocsPage()],
        use_handler_docstrings=True,
    )


@get("/openapi.json", include_in_schema=False, media_type="application/vnd.oai.openapi+json")
async def openapi_document(request: Request[Any, Any, Any]) -> bytes:
    """Get the OpenAPI document, which is generated from what the handlers declare."""
    return document(request.app)


@get("/problems/{slug:str}", include_in_schema=False, media_type=MediaType.HTML, responses=raises(NotFound))
async def explain_problem(slug: FromPath[str]) -> Response[str] | Redirect:
    """Explain a problem to a reader who follows the `type` of a problem document."""
    if slug in RENAMED:
        return Redirect(RENAMED[slug].type(), status_code=HTTP_301_MOVED_PERMANENTLY)
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
