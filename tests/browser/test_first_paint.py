"""Pages on slow lines. A page has one script, so that it is painted and works after two round trips."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from tests.browser.visitors import Town

PAINTED = """() => new Promise((resolve) =>
    new PerformanceObserver((list) => list.getEntriesByName("first-contentful-paint").forEach(resolve))
        .observe({ type: "paint", buffered: true }))"""


@pytest.mark.parametrize("path", ["/", "/r/{raffle}", "/r/{raffle}/certificate", "/manage"])
async def test_a_page_has_one_script_and_is_painted_before_it_arrives(town: Town, path: str) -> None:
    # Given a raffle that is drawn
    async with town.api() as manager:
        raffle = await manager.create(1)
        await manager.claim_all(raffle, 1)
        await manager.post(f"/raffles/{raffle}/winners/")

    # When a visitor opens a page on a line where no script arrives
    page = await town.manager()
    held: asyncio.Queue[Route] = asyncio.Queue()
    await page.route("**/*.js", held.put)
    await page.goto(path.format(raffle=raffle), wait_until="commit")

    # Then the browser paints the page without it
    script = await held.get()
    await page.evaluate(PAINTED)

    # When it arrives, Then the page works, and it asks for no other script
    await script.continue_()
    await expect(page.locator("[aria-busy=true]")).to_have_count(0)
    assert held.empty()
