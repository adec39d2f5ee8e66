"""People who use browsers. A test fails if their pages write an error or send a request to another host."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request, ViewportSize, WebError

from tests.support.people import Visitor
from tests.support.service import Service

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}

ENDED_STREAMS = ("establish a connection to the server", "was interrupted while the page was loading")
"""What Firefox writes about each event stream that ends, also when a test or the page itself ends it."""

_addresses = count(1)


class Eyes:
    """Records the errors and warnings of a visitor's pages, and the addresses that these pages request."""

    def __init__(self, url: str, context: BrowserContext) -> None:
        self._url = url
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.expected_refusals: set[int] = set()
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium writes an error for each answer with status 4xx or 5xx. Some tests expect such an answer.
        if any(f"the server responded with a status of {status} " in message.text for status in self.expected_refusals):
            return
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")

    def _error(self, error: WebError) -> None:
        told = str(error.error)
        if not any(ended in told for ended in ENDED_STREAMS):
            self.complaints.append(f"uncaught: {told}")

    def _request(self, request: Request) -> None:
        self.asked.append(request.url)
        if not request.url.startswith((f"{self._url}/", "blob:", "data:")):
            self.complaints.append(f"asked another host: {request.url}")


class Town:
    """A service, a browser, and people at different addresses who open the pages of the service."""

    def __init__(self, service: Service, browser: Browser, url: str = "") -> None:
        """Take the service, the browser, and the URL at which people open the service, if it is another one."""
        self.url = url or service.url
        self.store = service.store
        self._browser = browser
        self._service = service
        self._everybody: list[tuple[BrowserContext, Eyes]] = []

    def api(self) -> Visitor:
        """Return a manager who uses the API directly, without a browser."""
        return self._service.visitor()

    async def player(self, *, address: str | None = None, expect: Sequence[int] = (), **options: Any) -> Page:
        """Return a page of a player. The default is a new address. An answer with a status in `expect` is no error."""
        return await self._open(address or f"203.0.113.{next(_addresses)}", expect, options)

    async def manager(self, *, expect: Sequence[int] = (), **options: Any) -> Page:
        """Return a page of a person at the manager's address."""
        return await self._open(self._service.manager, expect, options)

    def eyes(self, page: Page) -> Eyes:
        """Return the records about the visitor of this page."""
        return next(eyes for context, eyes in self._everybody if context is page.context)

    async def leave(self) -> list[str]:
        """Close all pages, and return their complaints."""
        for context, _ in self._everybody:
            await context.close()
        complaints = [complaint for _, eyes in self._everybody for complaint in eyes.complaints]
        self._everybody.clear()
        return complaints

    async def _open(self, address: str | None, expect: Sequence[int], options: dict[str, Any]) -> Page:
        context = await self._browser.new_context(
            base_url=self.url,
            extra_http_headers={"X-Forwarded-For": address} if address else {},
            **{"viewport": DESKTOP, "reduced_motion": "reduce", **options},
        )
        context.set_default_timeout(8_000)
        eyes = Eyes(self.url, context)
        eyes.expected_refusals.update(expect)
        self._everybody.append((context, eyes))
        return await context.new_page()


@asynccontextmanager
async def in_town(service: Service, browser: Browser, url: str = "") -> AsyncIterator[Town]:
    """Open the town, and fail if a page has complained. So no test has to check the complaints itself."""
    town = Town(service, browser, url)
    yield town
    complaints = await town.leave()
    assert not complaints, "The pages complained:\n" + "\n".join(complaints)
