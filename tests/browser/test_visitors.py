"""A visitor of a test uses the page of an earlier visitor, as if nobody had used it."""

from playwright.async_api import Browser

from tests.browser.visitors import DESKTOP, PHONE, Resting, in_town
from tests.support.service import Service

LEAVE_TRACES = "localStorage.trace = sessionStorage.trace = document.cookie = 'trace=1'"

FIND_TRACES = "[localStorage.trace ?? null, sessionStorage.trace ?? null, document.cookie, innerWidth]"


async def test_a_visitor_finds_nothing_of_an_earlier_one(site: Service, browser: Browser) -> None:
    # Given a visitor who has changed what a page keeps and shows, and who has left
    resting: list[Resting] = []
    async with in_town(site, browser, resting=resting) as town:
        page = await town.player(viewport=PHONE)
        await page.route("**/me", lambda route: route.fulfill(body="by a test"))
        await page.goto("/privacy")
        await page.evaluate(LEAVE_TRACES)

    # When the next visitor opens the same page, Then there is no trace, and the page has the visitor's address
    async with in_town(site, browser, resting=resting) as town:
        assert await town.player(address="198.51.100.41") is page
        await page.goto("/privacy")
        assert await page.evaluate(FIND_TRACES) == [None, None, "", DESKTOP["width"]]
        assert "198.51.100.41" in await page.evaluate("fetch('/me').then((answer) => answer.text())")

        # When this visitor sets the clock and leaves, Then nobody else uses the page
        await page.clock.install()
        await page.goto("/privacy")
    assert resting == []
