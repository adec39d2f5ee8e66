"""Visitors who use browsers. A test fails if a page of its visitors writes an error or asks another host."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import count
from typing import Any, NamedTuple

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Route,
    ViewportSize,
    WebError,
)

from tests.support.people import Visitor
from tests.support.service import Service

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}

ENDED_STREAMS = ("establish a connection to the server", "was interrupted while the page was loading")
"""What Firefox writes whenever an event stream ends, even if a test or the page itself ends the stream."""

_addresses = count(1)


class Eyes:
    """The errors and warnings of a visitor's pages, and the addresses that these pages request."""

    def __init__(self, url: str, context: BrowserContext) -> None:
        self._url = url
        self._context = context
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.expected_refusals: set[int] = set()
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)

    def close(self) -> None:
        """Stop recording."""
        self._context.remove_listener("console", self._console)
        self._context.remove_listener("weberror", self._error)
        self._context.remove_listener("request", self._request)

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


LOOKS: dict[str, Any] = {
    "viewport": DESKTOP,
    "color_scheme": "light",
    "forced_colors": "none",
    "reduced_motion": "reduce",
}
"""How a visitor sees pages by default. With reduced motion, no test waits for motion."""

REST = "/assets/favicon.svg"
"""What a page shows between two visitors. For a page of another host, the browser would start a new process."""

HAS_ITS_OWN_CLOCK = "() => performance.getEntriesByType('navigation').length === 1"
"""A script that returns whether a page has the clock of the browser. If Playwright replaces the clock, a page has no
entry `navigation`."""

FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"


class Resting(NamedTuple):
    """A page that waits for its next visitor."""

    page: Page
    options: dict[str, Any]
    """The options of the page's browser context. They cannot be changed after the context is made."""


class Visit(NamedTuple):
    """A page with its records of errors and requests, and with the options with which it was opened."""

    page: Page
    eyes: Eyes
    options: dict[str, Any]
    is_fresh: bool


class Town:
    """A service, a browser, and people at different addresses who open the pages of the service."""

    def __init__(self, service: Service, browser: Browser, url: str = "", resting: list[Resting] | None = None) -> None:
        """Take the service, the browser, and the URL at which people open the service (default: `service.url`).

        `resting` are the pages that earlier visitors of this URL have left. The next visitors use these pages. A new
        page costs as much time as most tests: the browser starts a process for it. Without `resting`, each page is
        closed when its visitor leaves.
        """
        self.url = url or service.url
        self.store = service.store
        self._browser = browser
        self._service = service
        self._resting = resting
        self._visits: list[Visit] = []

    def api(self) -> Visitor:
        """Return a manager who uses the API directly, without a browser."""
        return self._service.visitor()

    async def player(self, *, address: str | None = None, **how: Any) -> Page:
        """Return a page of a player. Without `address`, the player has a new address. `Town.manager` explains `how`."""
        return await self._open(address or f"203.0.113.{next(_addresses)}", **how)

    async def manager(self, **how: Any) -> Page:
        """Return a page of a person at the manager's address.

        An answer with a status in `expect` is no error. With `fresh=True`, the page is new, and no other visitor will
        use it. A test needs `fresh=True` if nothing can undo its change of the page. For example, the test adds a
        script or a listener. A changed clock needs no `fresh`. All other options are those of a browser context of
        Playwright.
        """
        return await self._open(self._service.manager, **how)

    def eyes(self, page: Page) -> Eyes:
        """Return the records about the visitor of this page."""
        return next(visit.eyes for visit in self._visits if visit.page.context is page.context)

    async def leave(self) -> list[str]:
        """Let each page rest, or close it. Return the complaints of all pages."""
        for page, eyes, options, is_fresh in self._visits:
            eyes.close()
            if self._resting is not None and not is_fresh and await self._rests(page):
                self._resting.append(Resting(page, options))
            else:
                await page.context.close()
        complaints = [complaint for visit in self._visits for complaint in visit.eyes.complaints]
        self._visits.clear()
        return complaints

    async def _open(
        self, address: str | None, *, expect: Sequence[int] = (), fresh: bool = False, **options: Any
    ) -> Page:
        looks = {name: options.pop(name, usual) for name, usual in LOOKS.items()}
        headers = {"X-Forwarded-For": address} if address else {}
        resting = [] if fresh else [each for each in self._resting or () if each.options == options]
        if self._resting and resting:
            self._resting.remove(resting[0])
            page = resting[0].page
            await page.context.set_extra_http_headers(headers)
            await page.set_viewport_size(looks.pop("viewport"))
            await page.emulate_media(media="null", **looks)
        else:
            context = await self._browser.new_context(base_url=self.url, extra_http_headers=headers, **looks, **options)
            context.set_default_timeout(8_000)
            page = await context.new_page()
        eyes = Eyes(self.url, page.context)
        eyes.expected_refusals.update(expect)
        self._visits.append(Visit(page, eyes, options, fresh))
        return page

    async def _rests(self, page: Page) -> bool:
        """Undo what a visitor has done to a page. Return whether the page is now like a new page.

        In Firefox, this only returns False, because Playwright can undo less in Firefox than in Chromium.
        """
        context = page.context
        if self._browser.browser_type.name != "chromium" or page.is_closed() or not page.url.startswith(self.url):
            return False
        try:
            # Check the clock first. A page with a changed clock will be closed, so nothing has to be undone.
            if not await page.evaluate(HAS_ITS_OWN_CLOCK):
                return False
            for other in context.pages[1:]:
                await other.close()
            await context.unroute_all(behavior="ignoreErrors")
            await page.unroute_all(behavior="ignoreErrors")
            await page.goto(REST, wait_until="commit")
            await page.mouse.move(0, 0)
            await context.clear_cookies()
            await page.evaluate(FORGET)
        except Error:
            return False
        return True


async def held(page: Page, url: str, *, times: int | None = None) -> list[Route]:
    """Hold back the first `times` requests to a URL, or all of them. Return a list that gets each of these requests.

    The test answers the requests in the list.
    """
    requests: list[Route] = []

    async def hold(route: Route) -> None:
        requests.append(route)

    await page.route(url, hold, times=times)
    return requests


async def hold_until(event: asyncio.Event, page: Page, url: str | re.Pattern[str]) -> None:
    """Hold back the requests of a page to a URL until an event is set."""

    async def hold(route: Route) -> None:
        await event.wait()
        await route.continue_()

    await page.route(url, hold)


@asynccontextmanager
async def in_town(
    service: Service, browser: Browser, url: str = "", resting: list[Resting] | None = None
) -> AsyncIterator[Town]:
    """Open the town. At the end, fail if a page has complained. So tests need not check the complaints themselves."""
    town = Town(service, browser, url, resting)
    yield town
    complaints = await town.leave()
    assert not complaints, "The pages complained:\n" + "\n".join(complaints)
