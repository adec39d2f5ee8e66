"""Pages on slow lines. A page names all its scripts, so that it is painted and works after two round trips."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from tests.browser.visitors import Town

SCRIPTS = 3

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

    # When a visitor opens a page on a line where no script arrives
    page = await town.manager()
    held: dict[str, Route] = {}
    all_held = asyncio.Event()

    async def hold(route: Route) -> None:
        held[route.request.url.rpartition("/")[2]] = route
        if len(held) == SCRIPTS:
            all_held.set()

    await page.route("**/*.js", hold)
    await page.goto(path.format(raffle=raffle), wait_until="commit")

    # Then the browser asks for all of them at once: that of the page, that of the language, and Fluent
    await asyncio.wait_for(all_held.wait(), 5)

    # And it paints the page without them
    await page.evaluate(PAINTED)

    # When they arrive, Then the page works, and it asks for no other script
    for route in held.values():
        await route.continue_()
    await expect(page.locator("[aria-busy=true]")).to_have_count(0)
    assert len(held) == SCRIPTS
