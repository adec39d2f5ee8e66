"""One browser and one service for all tests of pages. The browser is Chromium, or Firefox with BROWSER=firefox."""

import os
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Playwright, async_playwright
from redis import Redis

from app.embedded.server import EmbeddedStore
from app.settings import Settings
from app.store.connect import connect
from tests.browser.visitors import Resting, Town, in_town
from tests.support.needs import ProgramOf
from tests.support.service import Service, Store


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run all tests of pages in one event loop, because a browser works only in the loop that started it."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(program_of: ProgramOf) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        if os.environ.get("BROWSER") == "firefox":
            browser = await _firefox(playwright, program_of("firefox"))
        else:
            browser = await _chromium(playwright, program_of("browser"))
        yield browser
        await browser.close()


# Tests open a page without TLS at raffle.test, and not at localhost: browsers trust localhost even without TLS.


async def _chromium(playwright: Playwright, program: str) -> Browser:
    return await playwright.chromium.launch(
        executable_path=program, args=["--host-resolver-rules=MAP raffle.test 127.0.0.1", "--no-sandbox"]
    )


async def _firefox(playwright: Playwright, program: str) -> Browser:
    """Launch the Firefox that people install. `channel` lets Playwright use WebDriver BiDi for this Firefox."""
    return await playwright.firefox.launch(
        executable_path=program,
        channel="moz-firefox",
        firefox_user_prefs={
            "browser.sessionhistory.max_total_viewers": 0,  # With 0, the button "Back" loads the page again.
            "network.dns.localDomains": "raffle.test",
            "ui.prefersReducedMotion": 1,  # This asks for reduced motion, which BiDi cannot do.
        },
    )


@pytest.fixture(scope="session")
def site(valkey: EmbeddedStore, settings: Settings) -> Iterator[Service]:
    store = Store(lambda: connect(valkey.url), Redis.from_url(valkey.url, decode_responses=True))
    with Service(settings, store) as running:
        yield running.wait_for_codes()


@pytest.fixture(scope="session")
def resting() -> list[Resting]:
    """The pages of `site` that no test uses at the moment."""
    return []


@pytest_asyncio.fixture(loop_scope="session")
async def town(site: Service, browser: Browser, resting: list[Resting]) -> AsyncIterator[Town]:
    async with in_town(site, browser, resting=resting) as town:
        yield town
