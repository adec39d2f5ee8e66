"""One Chromium and one service for all tests of pages."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright
from redis import Redis

from app.embedded.server import EmbeddedStore
from app.settings import Settings
from app.store.connect import connect
from tests.browser.visitors import Town, in_town
from tests.support.needs import ProgramOf
from tests.support.service import Service, Store


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run all tests of pages in one event loop, because a browser works only in the loop that started it."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(program_of: ProgramOf) -> AsyncIterator[Browser]:
    program = program_of("browser")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program,
            # The tests use this name for pages without TLS, because browsers trust pages of localhost even without TLS.
            args=["--host-resolver-rules=MAP raffle.test 127.0.0.1", "--no-sandbox"],
        )
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def site(valkey: EmbeddedStore, settings: Settings) -> Iterator[Service]:
    store = Store(lambda: connect(valkey.url), Redis.from_url(valkey.url, decode_responses=True))
    with Service(settings, store) as running:
        yield running.wait_for_codes()


@pytest_asyncio.fixture(loop_scope="session")
async def town(site: Service, browser: Browser) -> AsyncIterator[Town]:
    async with in_town(site, browser) as town:
        yield town
