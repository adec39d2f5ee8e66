"""Pages whose links lead to where people reach the service, which PUBLIC_URL says."""

import re
from functools import lru_cache
from html import escape
from typing import Any

from litestar import Request, Response

from app.http.static import Static, content_policy
from app.origin import PublicUrl

PAGE_HEADERS = content_policy()
"""The headers of every page."""

_LINK = re.compile(r'\b(href|src)="/')


@lru_cache(maxsize=64)
def reached_at(public_url: PublicUrl | None, page: str) -> str:
    """Return the HTML of a page whose links lead to where people reach the service, and that says where this is."""
    if public_url is None:
        return page
    page = _LINK.sub(rf'\1="{escape(public_url.path)}/', page)
    return page.replace("<title>", f'<meta name="public-url" content="{escape(str(public_url))}">\n<title>', 1)


@lru_cache(maxsize=512)
def _with_head(page: str, head: str) -> Static:
    """Return a page with a further part at the end of its head."""
    return Static(page.replace("</head>", f"{head}</head>", 1).encode(), "text/html", PAGE_HEADERS)


class PageFile:
    """A page that is the same for everybody. Its links lead to where people reach the service."""

    def __init__(self, html: str) -> None:
        self._html = html

    async def answer(self, request: Request[Any, Any, Any], head: str = "") -> Response[bytes]:
        """Answer with the page, as `Static` does. `head` is HTML for the end of its head."""
        page = reached_at(request.app.state.settings.public_url, self._html)
        return await _with_head(page, head).answer(request)
