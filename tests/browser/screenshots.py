"""`make screenshots` takes the pictures of the README. They show the real pages of a service with four raffles."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, async_playwright
from redis import Redis

from app.embedded.server import EmbeddedStore
from app.store.connect import connect
from tests.browser.visitors import DESKTOP, PHONE, Town, in_town
from tests.support.needs import path_of
from tests.support.service import Service, Store, small_settings

FOLDER = Path("docs/screenshots")


async def take_all(service: Service, browser: Browser) -> None:
    """Take all pictures. The pictures show pages on phones and desktops, in light and in dark colours."""
    async with in_town(service, browser) as town:
        fair, drawn = await set_up(town)
        light: dict[str, Any] = {"viewport": DESKTOP}
        dark: dict[str, Any] = {"viewport": DESKTOP, "color_scheme": "dark"}
        phone: dict[str, Any] = {"viewport": PHONE}
        phone_dark: dict[str, Any] = {"viewport": PHONE, "color_scheme": "dark"}
        for name, options in (("raffles", light), ("raffles-phone-dark", phone_dark)):
            async with visit(town, "/", name, options):
                pass
        for name, options in (("ticket-dark", dark), ("ticket-phone", phone)):
            async with visit(town, f"/r/{fair}", name, options) as page:
                await page.locator("#get").click()
                await page.locator(".ticket").scroll_into_view_if_needed()
        for name, options in (("verify", light), ("verify-phone-dark", phone_dark)):
            async with visit(town, f"/r/{drawn}", name, options) as page:
                await page.get_by_role("button", name="Verify this draw").click()
                await page.locator("#proof .verdict").wait_for()
                await page.evaluate("document.getElementById('verify-title').scrollIntoView({block: 'start'})")
        async with visit(town, f"/r/{drawn}/certificate", "certificate", light):
            pass
        manager = await town.manager(**dark)
        await manager.goto("/manage")
        await picture(manager, "manage-dark")


async def set_up(town: Town) -> tuple[str, str]:
    """Create four raffles. Return the id of an open raffle and the id of a drawn raffle."""
    async with town.api() as manager:
        drawn = await manager.create(
            120, [("Weekend in the mountains", 1), ("Bicycle", 2)], name="Spring fair", entropy_source="drand 4242424"
        )
        await manager.claim_all(drawn, 120)
        await manager.post(f"/raffles/{drawn}/winners/", {"entropy": "6f1d5c0f9a2be477"})
        choir = await manager.create(12, [("Concert tickets", 2), ("Signed record", 3)], name="Choir jubilee")
        await manager.claim_all(choir, 12)
        fair = await manager.create(200, [("Trip to Lisbon for two", 1), ("Book voucher", 25)], name="Summer fair")
        await manager.claim_all(fair, 73)
        tombola = await manager.create(50, [("Garden chair", 2), ("Apple cake", 5)], name="Neighbourhood tombola")
        await manager.claim_all(tombola, 8)
    return fair, drawn


@asynccontextmanager
async def visit(town: Town, path: str, name: str, options: dict[str, Any]) -> AsyncIterator[Page]:
    """Open a page, and let the block of the caller change it. At the end of the block, take a picture of the page."""
    page = await town.player(**options)
    await page.goto(path)
    await page.wait_for_load_state("load")
    yield page
    await picture(page, name)


async def picture(page: Page, name: str) -> None:
    """Wait half a second, until the page is complete. Then take a picture of the visible part of the page."""
    await page.wait_for_timeout(500)
    await page.screenshot(path=FOLDER / f"{name}.png")


async def open_browser(service: Service) -> None:
    """Start Chromium, and take the pictures of a service."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path_of("browser"), args=["--no-sandbox"])
        await take_all(service, browser)
        await browser.close()


def main() -> None:
    """Start a service with its own store, and take the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, EmbeddedStore(Path(data)) as embedded:
        store = Store(lambda: connect(embedded.url), Redis.from_url(embedded.url, decode_responses=True))
        with Service(small_settings(), store) as service:
            asyncio.run(open_browser(service))


if __name__ == "__main__":
    main()
