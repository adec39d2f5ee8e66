"""Pages over slow connections. A page needs two round trips: one for its HTML, and one for the scripts."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.visitors import Town, hold_until

SCRIPTS = 2

LONG_NAME = "Große Weihnachtstombola des Donaudampfschifffahrtsvereins zugunsten der neuen Kinderklinik am Hafen"

FIRST_VIEW_BYTES = 60_000
"""The largest number of bytes that a browser may receive until the page of a raffle is complete."""

WATCH_MOVES = """() => {
    globalThis.moved = [];
    new PerformanceObserver((list) =>
        globalThis.moved.push(...list.getEntries().flatMap(({ sources }) => sources.map(({ node }) => node?.outerHTML)))
    ).observe({ type: "layout-shift", buffered: true });
}"""

PAINTED = """() => new Promise((resolve) =>
    new PerformanceObserver((list) => list.getEntriesByName("first-contentful-paint").forEach(resolve))
        .observe({ type: "paint", buffered: true }))"""


@pytest.mark.parametrize("path", ["/", "/r/{raffle}", "/r/{raffle}/certificate", "/manage"])
async def test_a_page_asks_for_all_its_scripts_and_is_painted_before_they_arrive(town: Town, path: str) -> None:
    # Given a raffle that is drawn
    async with town.api() as manager:
        raffle = await manager.create(1)
        await manager.claim_all(raffle, 1)
        await manager.post(f"/raffles/{raffle}/winners/")

    # When a visitor opens a page over a connection on which no script arrives
    page = await town.manager(fresh=True)
    held: dict[str, Route] = {}
    all_held = asyncio.Event()

    async def hold(route: Route) -> None:
        held[route.request.url.rpartition("/")[2]] = route
        if len(held) == SCRIPTS:
            all_held.set()

    await page.route("**/*.js", hold)
    await page.goto(path.format(raffle=raffle), wait_until="commit")

    # Then the browser immediately asks for both scripts: the script of the page, and the script of the language
    await asyncio.wait_for(all_held.wait(), 5)

    # And the browser paints the page without these scripts
    await page.evaluate(PAINTED)

    # When the scripts arrive, Then the page works, and asks for no other script
    for route in held.values():
        await route.continue_()
    await expect(page.locator("[aria-busy=true]")).to_have_count(0)
    assert len(held) == SCRIPTS


class Received:
    """The number of bytes that a page receives: the headers of all answers, their bodies, and the first event.

    Chromium does not tell the size of the body of the HTML in its reports about parts. So this body is not counted.
    """

    def __init__(self) -> None:
        self._bytes = 0
        self._under_way: set[str] = set()
        self._streams: set[str] = set()
        self._heard = False
        self._complete = asyncio.Event()

    async def count(self, page: Page) -> None:
        """Count what the page receives from now on."""
        network = await page.context.new_cdp_session(page)
        network.on("Network.requestWillBeSent", self._begin)
        network.on("Network.responseReceived", self._head)
        network.on("Network.dataReceived", self._part)
        network.on("Network.eventSourceMessageReceived", self._event)
        network.on("Network.loadingFinished", self._end)
        network.on("Network.loadingFailed", self._end)
        await network.send("Network.enable")

    async def total(self) -> int:
        """Wait until the first event has arrived, and every other answer is complete. Return the number of bytes."""
        await asyncio.wait_for(self._complete.wait(), 5)
        return self._bytes

    def _begin(self, sent: dict[str, Any]) -> None:
        self._under_way.add(sent["requestId"])
        self._look()

    def _head(self, head: dict[str, Any]) -> None:
        self._bytes += head["response"]["encodedDataLength"]
        if head["type"] == "EventSource":
            self._streams.add(head["requestId"])

    def _part(self, part: dict[str, Any]) -> None:
        # The events are not compressed. Chromium tells their encoded length with the next event, or never.
        is_event = part["requestId"] in self._streams
        self._bytes += part["dataLength" if is_event else "encodedDataLength"]

    def _event(self, _: dict[str, Any]) -> None:
        self._heard = True
        self._look()

    def _end(self, end: dict[str, Any]) -> None:
        self._under_way.discard(end["requestId"])
        self._look()

    def _look(self) -> None:
        if self._heard and self._under_way <= self._streams:
            self._complete.set()
        else:
            self._complete.clear()


async def test_the_first_view_of_a_raffle_is_small_and_shows_the_name_first(town: Town) -> None:
    # Given a raffle with texts and times, and a small phone in German, because German texts are long. The scripts of
    # the page come late
    async with town.api() as manager:
        closes, draw = (datetime.now(UTC) + timedelta(hours=hours, minutes=1) for hours in (3, 4))
        times = {"closes_at": closes.isoformat(), "draw_at": draw.isoformat()}
        prizes = [("Fahrrad mit Licht", 1), *((f"Käse von Hof {number}", 10) for number in range(20))]
        texts = {"description": "Für die Schule.\n" * 5, "participation_terms": "Ab 16 Jahren.\n" * 20}
        raffle = await manager.create(500, prizes, name=LONG_NAME, **texts, **times)
    page = await town.player(viewport={"width": 360, "height": 640}, locale="de-DE", fresh=True)
    received = Received()
    await received.count(page)
    released = asyncio.Event()
    await hold_until(released, page, "**/*.js")

    # When somebody opens the raffle, Then the page shows its name and its status before the scripts come
    await page.goto(f"/r/{raffle}", wait_until="commit")
    await page.evaluate(PAINTED)
    await expect(page.locator("#name")).to_be_visible()
    assert await page.locator(".title").inner_text() == f"Offen\n{LONG_NAME}"
    await page.evaluate(WATCH_MOVES)

    # And when the scripts come, Then the page shows everything else, and nothing on the page moves
    released.set()
    await expect(page.locator(".countdown")).to_be_visible()
    await expect(page.locator("#get")).to_be_visible()
    assert await page.evaluate("globalThis.moved") == []

    # And the button that claims is visible without scrolling
    await expect(page.locator("#get")).to_be_in_viewport(ratio=1)

    # And the browser has received few bytes in all, including the font and the first event
    assert await page.evaluate("document.fonts.check('650 1rem Fraunces')")
    assert 10_000 < await received.total() <= FIRST_VIEW_BYTES
