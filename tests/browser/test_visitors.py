"""Tests share pages, because a new page costs time. A visitor finds no trace of an earlier visitor on such a page."""

from playwright.async_api import Browser

from tests.browser.visitors import DESKTOP, PHONE, Resting, in_town
from tests.support.service import Service

LEAVE_TRACES = "localStorage.trace = sessionStorage.trace = document.cookie = 'trace=1'"

FIND_TRACES = "[localStorage.trace ?? null, sessionStorage.trace ?? null, document.cookie, innerWidth]"


async def test_a_visitor_finds_no_trace_of_an_earlier_visitor(site: Service, browser: Browser) -> None:
    # Given a visitor who has changed the storage of a page and the answers that the page gets, and has left this page
    resting: list[Resting] = []
    async with in_town(site, browser, resting=resting) as town:
        page = await town.player(viewport=PHONE)
        await page.route("**/me", lambda route: route.fulfill(body="by a test"))
        await page.goto("/privacy")
        await page.evaluate(LEAVE_TRACES)

    # When the next visitor opens the same page, Then the page has no trace of the first visitor. The service sees the
    # address of the next visitor
    async with in_town(site, browser, resting=resting) as town:
        assert await town.player(address="198.51.100.41") is page
        await page.goto("/privacy")
        assert await page.evaluate(FIND_TRACES) == [None, None, "", DESKTOP["width"]]
        assert "198.51.100.41" in await page.evaluate("fetch('/me').then((answer) => answer.text())")

        # When this visitor changes the clock of the page and leaves, Then the page is not kept for further visitors
        await page.clock.install()
        await page.goto("/privacy")
    assert resting == []
