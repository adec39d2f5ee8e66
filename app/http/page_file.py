"""The web pages. Each page is a Jinja template, which is filled once for each language."""

import math
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Request, Response
from markupsafe import Markup, escape

from app.http.background import in_background
from app.http.language import choice_cookie, page_language
from app.http.static import Static, content_policy
from app.languages import LANGUAGES, text
from app.origin import PublicUrl
from app.service.shared_reads import SharedRead, SharedReads

PAGES = Path(__file__).resolve().parent.parent / "pages"

PAGE_HEADERS = content_policy() | {"Vary": "Accept-Encoding, Accept-Language, Cookie"}
"""The headers of every page."""

_TEMPLATES = Environment(
    loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)

SCRIPT_CATALOGUES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "raffles": ("shared", "list", "raffles"),
        "raffle": ("shared", "raffle", "draw"),
        "certificate": ("shared", "draw", "check", "certificate"),
        "stage": ("shared", "raffle", "draw", "draw-question", "stage"),
        "tickets": ("shared", "raffle", "draw", "tickets"),
        "manage": ("shared", "list", "raffle", "draw-question", "manage"),
    }
)
"""The pages that have a script, each with the catalogues of the script's texts. Script and page have the same name.

A page loads all its catalogues as one file, because each further request would delay the page.
"""

LATE_CATALOGUES = ("check", "earlier")
"""The catalogues that pages load later, together with a module that needs them."""

CAPACITY = 512
"""The largest number of filled templates that are kept for one page. The page of a raffle has one filled template for
each raffle and language."""

_FIRST_MARK = 0xE000
"""The first private-use character of Unicode. Such characters replace markup until the text around it is escaped."""


def rendered(name: str, language: str, public_url: PublicUrl | None, **values: object) -> str:
    """Return the HTML of a page in a language. Its links begin with `public_url`, under which people reach the service.

    `name` is the name of the template and of the catalogue with its texts. `values` are values for the template.
    """
    return _TEMPLATES.get_template(f"{name}.html").render(
        page=name,
        language=LANGUAGES[language],
        languages=LANGUAGES.values(),
        public_url=public_url,
        base=public_url.path if public_url else "",
        has_script=name in SCRIPT_CATALOGUES,
        frame=partial(_marked_up, language, "frame"),
        shared=partial(_marked_up, language, "shared"),
        t=partial(_marked_up, language, name),
        **values,
    )


@lru_cache(maxsize=16)
def not_found_page(language: str, public_url: PublicUrl | None) -> str:
    """Return the page for addresses that do not exist. The page is kept, because programs try many such addresses."""
    return rendered("not-found", language, public_url)


def page_headers(language: str) -> dict[str, str]:
    """Return the headers of a page in a language."""
    return PAGE_HEADERS | {"Content-Language": language}


class PageFile:
    """A page that is the same for everybody who reads it in the same language."""

    def __init__(self, name: str, **values: object) -> None:
        """Take the name of the template, and values for the template."""
        self._name = name
        self._values = values
        self._pages: SharedReads[SharedRead[Static]] = SharedReads(
            SharedRead[Static], capacity=CAPACITY, fresh_seconds=math.inf
        )

    async def answer(self, request: Request[Any, Any, Any], **values: object) -> Response[bytes]:
        """Answer with the page. `values` are further values for the template. They must be hashable."""
        if chosen := _language_choice(request):
            return chosen
        language, public_url = page_language(request.scope), request.app.state.settings.public_url
        key = (language, public_url, *values.values())
        page = await self._pages.share(key, partial(self._filled, language, public_url, values)).wait()
        return await page.answer(request)

    async def _filled(self, language: str, public_url: PublicUrl | None, values: Mapping[str, object]) -> Static:
        """Fill the template in a thread, because reading the catalogues of a language takes up to 0.1 s."""
        html = await in_background(rendered, self._name, language, public_url, **self._values, **values)
        return Static(html.encode(), "text/html", page_headers(language))


def chosen_language(request: Request[Any, Any, Any]) -> str | None:
    """Return the language that somebody chose on a page with this request, or None."""
    chosen = request.query_params.get("language")
    return chosen if chosen in LANGUAGES else None


def _language_choice(request: Request[Any, Any, Any]) -> Response[bytes] | None:
    """Return a redirect to the same page for somebody who chose a language on the page. Without a choice, return None.

    A cookie keeps the choice, so that the next pages have this language too.
    """
    if (chosen := chosen_language(request)) is None:
        return None
    # Use the path of the scope, because the raw path still has the base path. Leave only one slash at its beginning,
    # because a browser would read `//x` as the host `x`.
    path = "/" + quote(request.scope["path"].lstrip("/"))
    headers = {"Location": path, "Set-Cookie": choice_cookie(chosen)}
    return Response(b"", status_code=303, headers=headers)


def _marked_up(language: str, catalogue: str, name: str, **values: object) -> Markup:
    """Return a text as HTML. Values that are markup stay as they are. All other characters are escaped."""
    markup = {key: value for key, value in values.items() if isinstance(value, Markup)}
    marks = {key: chr(_FIRST_MARK + place) for place, key in enumerate(markup)}
    html = escape(text(language, catalogue, name, values | marks))
    for key, mark in marks.items():
        html = html.replace(mark, markup[key])
    return html
