"""Answers that never come. A page waits for an answer for a limited time, and then sends the request again."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from app.asgi import Parts
from app.service.watch import Watches
from app.settings import Settings
from app.store.signs import Signs
from tests.browser.visitors import Town, held, in_town
from tests.support.service import Service

pytestmark = pytest.mark.engine


def reads_of(page: Page, raffle: str) -> list[str]:
    """Return a list. Each time the page reads the raffle from now on, this function adds the address of the request."""
    reads: list[str] = []
    page.on("request", lambda request: reads.append(request.url) if request.url.endswith(f"/{raffle}/") else None)
    return reads


async def test_a_page_polls_when_its_stream_is_silent(town: Town) -> None:
    # Given a page whose stream has shown the raffle
    async with town.api() as manager:
        raffle = await manager.create(2)
    page = await town.player()
    await page.clock.install()
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#claimed")).to_have_text("0 of 2 tickets taken")

    # When nothing comes over the stream for 45 seconds, although it is open, Then the page sends a request for the
    # raffle
    async with page.expect_request(f"**/raffles/{raffle}/"):
        await page.clock.fast_forward(45_000)


@pytest_asyncio.fixture(loop_scope="session")
async def quiet_town(site: Service, settings: Settings, browser: Browser) -> AsyncIterator[Town]:
    """A service with its visitors. Its event streams send a heartbeat when nothing has changed for 0.05 s."""

    def change(parts: Parts) -> Parts:
        return replace(
            parts, watches=Watches(parts.snapshots, Signs(parts.client), poll_seconds=0.05, heartbeat_seconds=0.05)
        )

    with Service(settings, site.store, change) as running:
        async with in_town(running, browser) as town:
            yield town


async def test_a_page_with_heartbeats_does_not_poll(quiet_town: Town) -> None:
    # Given a page of a raffle that does not change
    async with quiet_town.api() as manager:
        raffle = await manager.create(2)
    page = await quiet_town.player()
    await page.clock.install()
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#claimed")).to_have_text("0 of 2 tickets taken")
    reads = reads_of(page, raffle)

    # When three heartbeats come, one every 40 seconds
    for _ in range(3):
        await page.clock.fast_forward(40_000)
        await page.evaluate(
            """path => new Promise((resolve) => {
              const stream = new EventSource(path);
              stream.addEventListener("heartbeat", () => resolve(stream.close()));
            })""",
            f"/raffles/{raffle}/events/",
        )

    # Then the page has sent no request for the raffle
    assert reads == []


async def test_a_claim_that_is_never_answered_is_sent_again(town: Town) -> None:
    # Given a player whose first claim is never answered
    async with town.api() as manager:
        raffle = await manager.create(2)
    page = await town.player()
    requests = await held(page, "**/participate/", times=1)
    await page.clock.install()
    await page.goto(f"/r/{raffle}")
    async with page.expect_request("**/participate/"):
        await page.get_by_role("button", name="Get my ticket").click()

    # When 15 seconds pass, Then the page says that no answer came
    await page.clock.fast_forward(15_000)
    await expect(page.locator("#own-ticket-message")).to_contain_text("No answer from the service")

    # And when five further seconds have passed, Then the page has sent the claim again, and shows the ticket
    await page.clock.fast_forward(5_000)
    await expect(page.locator("#ticket-number")).to_be_visible()
    await requests[0].abort()


async def test_a_read_that_is_never_answered_is_sent_again(town: Town) -> None:
    # Given a page whose stream is refused. The first request for the raffle is never answered
    async with town.api() as manager:
        raffle = await manager.create(2)
    page = await town.player(expect=[502])
    await page.route("**/events/", lambda route: route.fulfill(status=502))
    requests = await held(page, f"**/raffles/{raffle}/", times=1)
    await page.clock.install()
    async with page.expect_request(f"**/raffles/{raffle}/"):
        await page.goto(f"/r/{raffle}")

    # When 15 seconds pass, Then the page asks the visitor to wait, and sends this request again
    await page.clock.fast_forward(15_000)
    await expect(page.get_by_role("heading", name="One moment")).to_be_visible()
    await page.clock.fast_forward(5_000)
    await expect(page.locator("#claimed")).to_have_text("0 of 2 tickets taken")
    await requests[0].abort()


@pytest.mark.parametrize(
    ("path", "script", "shown"),
    [
        ("/", "raffles", "#raffles li"),
        ("/r/{raffle}", "raffle", "#get"),
        ("/r/{raffle}/certificate", "certificate", "#certificate .note"),
        ("/manage", "manage", "#new-name"),
    ],
)
async def test_a_page_without_its_script_says_so(town: Town, path: str, script: str, shown: str) -> None:
    # Given a connection that loses the script of a page
    async with town.api() as manager:
        raffle = await manager.create(2)
    page = await town.manager(expect=[409])
    await page.route(f"**/bundles/{script}.js", lambda route: route.abort())

    # When somebody opens the page, Then the page says what to do
    await page.goto(path.format(raffle=raffle))
    again = page.get_by_role("link", name="load it again")
    await expect(again).to_be_visible()

    # And when the visitor loads the page again, and the script comes, Then the page works, and no longer says what to
    # do
    await page.unroute(f"**/bundles/{script}.js")
    await again.click()
    await expect(page.locator(shown).first).to_be_visible()
    await expect(again).to_have_count(0)
    town.eyes(page).complaints.clear()  # Chromium complains about the lost script.
