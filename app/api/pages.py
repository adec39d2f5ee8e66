"""The web pages and their files."""

import asyncio
import re
from contextlib import suppress
from typing import Any, cast
from urllib.parse import unquote

from litestar import MediaType, Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from app.api.checker import checker
from app.domain.preview import Preview, preview_of
from app.domain.raffle import is_raffle_id
from app.errors import NotAManager, NotFound, Problem, RaffleDeleted, RaffleNotFound
from app.http.dependencies import Provided
from app.http.identity import client_in, is_local, manager_in
from app.http.language import choice_cookie, page_language
from app.http.link_preview import head_of
from app.http.manager_token import ManagerToken
from app.http.openapi import JSON, PROBLEM_JSON
from app.http.page_file import (
    LATE_CATALOGUES,
    PAGES,
    SCRIPT_CATALOGUES,
    PageFile,
    chosen_language,
    not_found_page,
    page_headers,
)
from app.http.problems import problem_response, raises
from app.http.request_headers import header, quality
from app.http.static import Static, StaticFile
from app.languages import LANGUAGES, texts_of
from app.service.pages import Pages
from app.service.snapshots import Snapshot, Snapshots
from app.settings import Settings

LOOK_SECONDS = 0.25
"""How long a page waits for the data of its raffle from the store. Then the page is sent without the data."""

_ASSETS: dict[str, Static] = {
    path.relative_to(PAGES / "assets").as_posix(): StaticFile(path)
    for path in (PAGES / "assets").rglob("*")
    if path.is_file()
}
_ASSETS |= {
    f"languages/{language}/{page}.ftl": Static(texts_of(language, catalogues).encode(), "text/plain; charset=utf-8")
    for language in LANGUAGES
    for page, catalogues in (*SCRIPT_CATALOGUES.items(), *((name, (name,)) for name in LATE_CATALOGUES))
}
_ASSETS["check-draw.pyz"] = Static(checker(), "application/octet-stream")
_RAFFLES, _RAFFLE, _CERTIFICATE, _STAGE, _TICKETS, _MANAGE = (
    PageFile(name) for name in ("raffles", "raffle", "certificate", "stage", "tickets", "manage")
)
_ID_LENGTH = 36


def _fragment(name: str, signs: str) -> re.Pattern[str]:
    """Return a pattern of the fragment `#name=value` of a link. The value has letters, digits and `signs`.

    `#`, `=` and the signs may be percent-encoded (`%23`), even twice (`%2523`) or three times.
    """

    def either(sign: str) -> str:
        return f"(?:{re.escape(sign)}|(?i:%(?:25){{0,2}}{ord(sign):02x}))"

    value = "|".join(["[0-9A-Za-z]", *(either(sign) for sign in signs)])
    return re.compile(f"{either('#')}{name}{either('=')}(?:{value})*", re.ASCII)


_CHECK_LINK = _fragment("check", ".-")
_TRANSFER_LINK = _fragment("tickets", ".:,-")


_READS = frozenset({"GET", "HEAD"})
"""The methods with which a browser opens a page."""


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Answer any error. This is the only exception handler of the service.

    The answer is a problem document, with one difference: if a browser opens an address at which nothing exists, the
    browser gets a page. Only managers are told that a draft was deleted, because nobody else may know that there was a
    draft.
    """
    settings: Settings = request.app.state.settings
    if isinstance(error, RaffleDeleted) and error.was_draft and manager_in(request.scope, settings) is None:
        error = RaffleNotFound()
    nothing_there = isinstance(error, NotFoundException) or (
        isinstance(error, Problem) and error.status == NotFound.status
    )
    if nothing_there and request.method in _READS and _opens_a_page(request):
        # To choose a language, a browser sends `?language=…`. Other pages then set a cookie, and redirect to the same
        # path. The not-found page also sets the cookie. But it does not redirect, because its path can be anything.
        # With the path `//example.org`, for example, a redirect would lead to another host.
        chosen = chosen_language(request)
        language = chosen or page_language(request.scope)
        page = not_found_page(language, settings.public_url)
        headers = page_headers(language) | ({"Set-Cookie": choice_cookie(chosen)} if chosen else {})
        return Response(page, status_code=NotFound.status, media_type=MediaType.HTML, headers=headers)
    # The cast is right, because Litestar uses only the method `to_asgi_response` of this response.
    return cast("Response[Any]", problem_response(request.scope, error, settings.base_path))


def _opens_a_page(request: Request[Any, Any, Any]) -> bool:
    """Return whether the client prefers HTML.

    Most programs, and the scripts of our pages, accept JSON or every type.
    """
    accepted = header(request.scope, b"accept") or ""
    return quality(accepted, "text/html") > quality(accepted, PROBLEM_JSON, JSON, "application/*")


def _check_begins_with_id(text: str) -> None:
    """Check that a text from the path of a page begins with a raffle id.

    Chats may add characters to the end of a link, for example a dot. These characters are ignored.

    Raises:
        NotFound: the text does not begin with a raffle id in lower or upper case.
    """
    if not is_raffle_id(text[:_ID_LENGTH].lower()):
        raise NotFound


def _written_into_path(request: Request[Any, Any, Any], path: str, fragment: re.Pattern[str]) -> str | None:
    """Return the fragment that is in the path or the query by mistake. Return None if there is none.

    The fragment of a link begins with `#`, and a browser does not send it. But some programs write `%23` instead of
    `#`. Then the browser sends the fragment, with the verification code of a ticket in it, as a part of the path or the
    query. The code must not stay there. So the callers redirect to the link with the right fragment.
    """
    # Decode only the fragment. A path may have up to 8 KB of percent signs, and to decode them would take several
    # milliseconds.
    found = fragment.search(f"{path}?{request.scope['query_string'].decode('latin-1')}")
    return unquote(unquote(unquote(found[0]))) if found else None


async def _snapshot(request: Request[Any, Any, Any], raffle_id: str) -> Snapshot | None:
    """Return the state of a raffle. Return None if there is no such raffle, or if the store is slow."""
    snapshots: Snapshots = request.app.state.snapshots
    with suppress(Problem, TimeoutError):
        async with asyncio.timeout(LOOK_SECONDS):
            return await snapshots.get(raffle_id, client_in(request.scope, request.app.state.settings))
    return None


def _unless_listed(answer: Response[bytes], snapshot: Snapshot | None) -> Response[bytes]:
    """Ask search engines to leave out the page of a raffle that is not in the public list."""
    if snapshot is None or snapshot.unlisted:
        answer.headers["X-Robots-Tag"] = "noindex"
    return answer


async def _page_of_raffle(page: PageFile, request: Request[Any, Any, Any], raffle_id: str) -> Response[bytes]:
    """Answer with a page whose HTML is the same for all raffles."""
    snapshot = await _snapshot(request, raffle_id[:_ID_LENGTH].lower())
    return _unless_listed(await page.answer(request), snapshot)


@get("/", include_in_schema=False)
async def raffles_page(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Show the list of raffles."""
    return await _RAFFLES.answer(request)


@get("/r/{raffle_id:str}", include_in_schema=False, responses=raises(NotFound))
async def raffle_page(request: Request[Any, Any, Any], raffle_id: FromPath[str]) -> Response[bytes]:
    """Show a raffle. If there is no raffle with this id, the page itself says so.

    The page has the name and the status, so that people see them before the script is loaded. It also has the texts
    that chats and search engines show for a link to the page. It lacks the values that change with each claim, so that
    the page can be kept in memory.

    The service needs as much time to fill the template of a page as to answer several claims. So the clients take
    turns. A client that asks for many pages at once gets some of them without the data of the raffle.

    Raises:
        NotFound: the path has no raffle id.
    """
    _check_begins_with_id(raffle_id)
    if link := _written_into_path(request, raffle_id, _CHECK_LINK):
        return Response(b"", status_code=303, headers={"Location": f"/r/{raffle_id[:_ID_LENGTH].lower()}{link}"})
    raffle_id = raffle_id[:_ID_LENGTH].lower()
    snapshot = await _snapshot(request, raffle_id)
    if snapshot is None:
        return _unless_listed(await _filled(request, "", None), None)
    pages: Pages = request.app.state.pages
    client = client_in(request.scope, request.app.state.settings)
    try:
        async with pages.turn_for_raffle(client, asyncio.get_running_loop().time() + LOOK_SECONDS):
            answer = await _filled(request, raffle_id, preview_of(snapshot.body))
    except TimeoutError:
        answer = await _filled(request, "", None)
    return _unless_listed(answer, snapshot)


async def _filled(request: Request[Any, Any, Any], raffle_id: str, preview: Preview | None) -> Response[bytes]:
    """Answer with the page of a raffle. Without a preview (name, prizes and state), all raffles have the same page."""
    public_url = request.app.state.settings.public_url
    link_preview = head_of(public_url, raffle_id if preview else "", preview, page_language(request.scope))
    return await _RAFFLE.answer(request, link_preview=link_preview, raffle=preview)


@get("/r/{raffle_id:str}/certificate", include_in_schema=False, responses=raises(NotFound))
async def certificate_page(request: Request[Any, Any, Any], raffle_id: FromPath[str]) -> Response[bytes]:
    """Show the certificate of a draw.

    Raises:
        NotFound: the path has no raffle id.
    """
    _check_begins_with_id(raffle_id)
    return await _page_of_raffle(_CERTIFICATE, request, raffle_id)


@get("/r/{raffle_id:str}/stage", include_in_schema=False, responses=raises(NotFound))
async def stage_page(request: Request[Any, Any, Any], raffle_id: FromPath[str]) -> Response[bytes]:
    """Show the draw of a raffle to an audience.

    Raises:
        NotFound: the path has no raffle id.
    """
    _check_begins_with_id(raffle_id)
    return await _page_of_raffle(_STAGE, request, raffle_id)


@get("/me/{page:str}", include_in_schema=False, responses=raises(NotFound))
async def tickets_page(request: Request[Any, Any, Any], page: FromPath[str]) -> Response[bytes]:
    """Show the tickets that the browser of the visitor keeps. The service does not know which tickets these are.

    Raises:
        NotFound: the path is not `/me/tickets`.
    """
    if link := _written_into_path(request, page, _TRANSFER_LINK):
        return Response(b"", status_code=303, headers={"Location": f"/me/tickets{link}"})
    if page != "tickets":
        raise NotFound
    return await _TICKETS.answer(request)


@get("/manage", include_in_schema=False, responses=raises(NotAManager))
async def manage_page(
    request: Request[Any, Any, Any],
    settings: Provided[Settings],
    token: Provided[ManagerToken | None],
) -> Response[bytes]:
    """Show the page for managers. If the visitor is not a manager, the page itself says so.

    When the service starts, it prints a link that contains the token. The answer to this link sets a cookie, and
    redirects to the same path without the token. So the token does not stay in the address bar.

    The answer is different if the token is wrong, or if the client is on another machine. Then a browser gets the page
    with the status of `NotAManager`, and a program gets the problem as JSON.

    Raises:
        NotAManager: a program, not a browser, sent a wrong token, or sent the token from another machine.
    """
    shown = request.query_params.get("token")
    if shown is None:
        return await _MANAGE.answer(request)
    if token is None or not token.equals(shown.encode()) or not is_local(request.scope, settings):
        if not _opens_a_page(request):
            raise NotAManager
        page = await _MANAGE.answer(request)
        page.status_code = NotAManager.status
        return page
    headers = {"Location": "/manage", "Set-Cookie": token.set_cookie(request.scope["scheme"])}
    return Response(b"", status_code=303, headers=headers)


@get("/favicon.ico", include_in_schema=False)
async def favicon(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Get the icon. Browsers request this path even if no page names it."""
    return await _ASSETS["favicon.svg"].answer(request)


@get("/assets/{path:path}", include_in_schema=False)
async def page_assets(request: Request[Any, Any, Any], path: FromPath[str]) -> Response[bytes]:
    """Get a style sheet, a script, a font or an icon of the pages."""
    file = _ASSETS.get(path.lstrip("/"))
    if file is None:
        raise NotFound
    return await file.answer(request)
