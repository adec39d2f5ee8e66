"""The documentation: the OpenAPI document, a page with its operations, and a page for each problem."""

import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from litestar import Litestar, MediaType, Request, Response, Router, get
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.openapi.spec import Contact, License, Server, Tag
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_301_MOVED_PERMANENTLY, HTTP_404_NOT_FOUND

from app import __version__
from app.errors import RENAMED, NotFound, problems
from app.http.dependencies import Provided
from app.http.document import document, operation_id
from app.http.openapi import SECURITY
from app.http.page_file import page_headers, rendered
from app.http.problems import raises
from app.http.static import Static, StaticFile, content_policy
from app.languages import ENGLISH
from app.origin import PublicUrl
from app.settings import Settings

_DESCRIPTION = "Create raffles, claim tickets, and draw winners that anyone can check."
_PROBLEMS = {problem.slug: problem for problem in problems()}

_TAGS = [
    Tag("Raffles", "Create, list, watch, resume and delete raffles."),
    Tag("Tickets", "Claim a ticket, and check after the draw what it won."),
    Tag("Draw", "Draw the winners, list them, and get the record with which anyone can check the draw."),
    Tag("Service", "Who you are for the service, and whether the service runs and can serve."),
]


class DocsPage(OpenAPIRenderPlugin):
    """Our own page with all operations.

    When somebody chooses an operation, the page loads Swagger UI from this service. Litestar's page would load Swagger
    UI from another host, and every time. On a phone, Swagger UI blocks a page for seconds.
    """

    def __init__(self) -> None:
        # Without the second path, Litestar would serve its own document at /docs/openapi.json, without our additions.
        # With the second path, `render` is called, and raises NotFound.
        super().__init__(path=["/", "/openapi.json"], media_type=MediaType.HTML)

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """Return the page."""
        del openapi_schema
        if request.url.path.endswith(".json"):
            raise NotFound
        return _docs_page(request.app)


@lru_cache(maxsize=1)
def _docs_page(app: Litestar) -> bytes:
    """Return the page with the operations of each tag. The page is made only once."""
    openapi = json.loads(document(app))
    operations = [
        (operation["tags"], method, path, operation)
        for path, item in openapi["paths"].items()
        for method, operation in item.items()
    ]
    page = rendered(
        "docs",
        ENGLISH,
        app.state.settings.public_url,
        description=_DESCRIPTION,
        tags=[(tag, [entry[1:] for entry in operations if entry[0] == [tag["name"]]]) for tag in openapi["tags"]],
    )
    return page.encode()


async def _raise_not_found(response: Response[Any]) -> Response[Any]:
    """Raise our own problem instead of the 404 page of Litestar."""
    if response.status_code == HTTP_404_NOT_FOUND:
        raise NotFound
    return response


def openapi_config(base_path: str) -> OpenAPIConfig:
    """Return Litestar's settings for the OpenAPI document of a service that is reached under a base path."""
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
        description=f"{_DESCRIPTION} People use the [pages]({base_path}/).",
        servers=[Server(url=base_path or "/")],
        openapi_router=router,
        license=License(name="MIT", identifier="MIT"),
        contact=Contact(name="The operator of this service"),
        tags=_TAGS,
        components=SECURITY,
        operation_id_creator=operation_id,
        render_plugins=[DocsPage()],
        use_handler_docstrings=True,
    )


@lru_cache(maxsize=1)
def _packed_document(app: Litestar) -> Static:
    return Static(document(app), "application/vnd.oai.openapi+json")


@get("/openapi.json", include_in_schema=False)
async def openapi_document(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Get the OpenAPI document. It is generated from the declarations of the handlers."""
    return await _packed_document(request.app).answer(request)


@get("/problems/{slug:str}", include_in_schema=False, media_type=MediaType.HTML, responses=raises(NotFound))
async def explain_problem(slug: FromPath[str], settings: Provided[Settings]) -> Response[str] | Redirect:
    """Explain a problem. The `type` of a problem document leads here."""
    if slug in RENAMED:
        return Redirect(RENAMED[slug].type(), status_code=HTTP_301_MOVED_PERMANENTLY)
    if slug not in _PROBLEMS:
        raise NotFound
    page = _problem_page(slug, settings.public_url)
    return Response(page, media_type=MediaType.HTML, headers=page_headers(ENGLISH))


@lru_cache(maxsize=len(_PROBLEMS))
def _problem_page(slug: str, public_url: PublicUrl | None) -> str:
    """Return the page of a problem. The page is kept, because making it takes longer than a claim."""
    return rendered("problem", ENGLISH, public_url, problem=_PROBLEMS[slug])


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
    return await file.answer(request)
