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


class PageFile:
    """A page that is the same for everybody. Its links lead to where people reach the service."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._at: dict[PublicUrl | None, Static] = {}

    async def answer(self, request: Request[Any, Any, Any]) -> Response[bytes]:
        """Answer with the page, as `Static` does."""
        url = request.app.state.settings.public_url
        if url not in self._at:
            self._at[url] = Static(reached_at(url, self._html).encode(), "text/html", PAGE_HEADERS)
        return await self._at[url].answer(request)
