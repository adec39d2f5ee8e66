"""Pages on slow lines. When a browser has the HTML of a page, it asks for all modules at once."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from tests.browser.visitors import Town

PAINTED = """() => new Promise((resolve) =>
    new PerformanceObserver((list) => list.getEntriesByName("first-contentful-paint").forEach(resolve))
        .observe({ type: "paint", buffered: true }))"""


@pytest.mark.parametrize("path", ["/", "/r/{raffle}", "/r/{raffle}/certificate", "/manage"])
async def test_a_page_asks_for_all_its_modules_before_the_first_arrives(town: Town, path: str) -> None:
    # Given all modules of a page, by a visit on a quick line
    async with town.api() as manager:
        raffle = await manager.create(1)
        await manager.claim_all(raffle, 1)
        await manager.post(f"/raffles/{raffle}/winners/")
    page = await town.manager()
    await page.goto(path.format(raffle=raffle))
    await expect(page.locator("[aria-busy=true]")).to_have_count(0)
    modules = {url for url in town.eyes(page).asked if url.endswith(".js")}
    assert len(modules) > 5

    # When another visitor opens the page on a line where no module arrives
    other = await town.manager()
    held: dict[str, Route] = {}
    all_held = asyncio.Event()

    async def hold(route: Route) -> None:
        held[route.request.url] = route
        if held.keys() == modules:
            all_held.set()

    await other.route("**/*.js", hold)
    await other.goto(path.format(raffle=raffle), wait_until="commit")

    # Then the browser asks for all of them at once
    await asyncio.wait_for(all_held.wait(), 5)

    # And it paints the page without them
    await other.evaluate(PAINTED)

    # When they arrive, Then the page works
    for route in held.values():
        await route.continue_()
    await expect(other.locator("[aria-busy=true]")).to_have_count(0)
