"""The pages of a service under a path such as /fair/raffle, behind a real proxy.

The tests also fail if a page asks for anything outside of the path.
"""

from pathlib import Path

import msgspec
from playwright.async_api import Browser, expect

from app.embedded.server import EmbeddedStore
from app.origin import public_url
from app.settings import Settings
from tests.browser.test_docs import LOADING_MS
from tests.browser.visitors import in_town
from tests.support.needs import ProgramOf
from tests.support.proxies import behind, under
from tests.support.service import Service

MANY_PEOPLE = ("X-Forwarded-For $remote_addr;", "X-Forwarded-For $http_x_forwarded_for;")
"""A line of the nginx snippet, and the line that replaces it. With the new line, nginx passes on the header that the
client sent."""


async def test_links_for_other_people_have_the_public_url(site: Service, settings: Settings, browser: Browser) -> None:
    # Given a service with a PUBLIC_URL, and a manager who opens a page at another address
    public = msgspec.structs.replace(settings, public_url=public_url("https://raffle.example/fair"))
    with Service(public, site.store) as service:
        async with in_town(service, browser) as town, town.api() as api:
            raffle = await api.create(1)
            page = await town.manager(permissions=["clipboard-read", "clipboard-write"])
            await page.goto("/manage")

            # When the manager copies the link of a raffle, Then the link begins with the PUBLIC_URL
            await page.locator(f'[data-raffle="{raffle}"]').get_by_role("button", name="Copy the link").click()
            await expect(page.get_by_role("button", name="Copied")).to_be_visible()
            link = f"https://raffle.example/fair/r/{raffle}"
            assert await page.evaluate("navigator.clipboard.readText()") == link

            # And the printed page and the copied ticket have the same link
            await page.goto(f"/r/{raffle}")
            await expect(page.locator(".on-paper")).to_have_text(link)
            await page.get_by_role("button", name="Get my ticket").click()
            await page.get_by_role("button", name="Copy").click()
            await expect(page.get_by_role("button", name="Copied")).to_be_visible()
            assert f"\n{link}#check=" in await page.evaluate("navigator.clipboard.readText()")


async def test_the_pages_work_under_a_path(
    browser: Browser, program_of: ProgramOf, valkey: EmbeddedStore, tmp_path: Path
) -> None:
    # Given a service under a path, behind a proxy
    changes = [under("/fair/raffle"), MANY_PEOPLE]
    with behind("nginx", program_of, valkey, tmp_path, *changes, path="/fair/raffle") as (url, service):
        async with in_town(service, browser, url) as town:
            # When a manager creates a raffle, and opens its page
            manager = await town.manager()
            await manager.goto(f"{url}/manage")
            await manager.get_by_label("Name", exact=True).fill("Fair")
            await manager.get_by_label("Tickets", exact=True).fill("2")
            await manager.get_by_label("Name of the prize").fill("Book")
            await manager.get_by_role("button", name="Create the raffle").click()
            await manager.get_by_role("link", name="Open its page").click()
            await expect(manager.locator("#claimed")).to_have_text("0 of 2 tickets taken")

            # And a player finds the raffle in the list, and gets a ticket
            player = await town.player(address="198.51.100.7")
            await player.goto(f"{url}/")
            await player.get_by_role("link", name="Fair").first.click()
            await player.get_by_role("button", name="Get my ticket").click()
            await expect(player.locator("#ticket-number")).to_be_visible()

            # Then the manager's page shows by itself that this ticket is taken
            await expect(manager.locator("#claimed")).to_have_text("1 of 2 tickets taken")

            # And a check link leads to the page of the raffle, even if a program has escaped its #. (The link has the
            # number and the code of a ticket)
            page = manager.url
            assert page.startswith(f"{url}/r/")
            await player.goto(f"{page}%23check=1.ABC")
            await expect(player.locator("#own-ticket-message")).to_contain_text("incomplete")
            assert player.url == page

            # And the page about a problem links to the documentation, where the player can try out an operation
            await player.goto(f"{url}/problems/sold-out")
            await player.get_by_role("link", name="API documentation").click()
            await player.get_by_role("link", name="Get identity").click()
            operation = player.locator(".opblock.is-open")
            await operation.get_by_role("button", name="Try it out").click(timeout=LOADING_MS)
            await operation.get_by_role("button", name="Execute").click()
            await expect(operation.locator(".live-responses-table")).to_contain_text('"manager": false')
