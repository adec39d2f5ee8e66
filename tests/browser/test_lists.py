"""Long lists of raffles: visitors search, filter and come back. If nobody uses a list, it sends no requests."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Page, Route, expect

from app.store import keys
from tests.browser.visitors import PHONE, Town, held, hold_until
from tests.support.service import Service
from tests.support.waiting import until

MANY = 70


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def many_raffles(site: Service) -> AsyncIterator[None]:
    """Many raffles. "Kermis 0" is the oldest, and every tenth raffle is sold out."""
    async with site.visitor() as manager:
        raffles = [await manager.create(1, name=f"Kermis {number}") for number in range(MANY)]
        for raffle in raffles[::10]:
            await manager.claim_all(raffle, 1)
    yield
    async with site.visitor() as manager:
        for raffle in raffles:
            await manager.delete(f"/raffles/{raffle}/")


@pytest.fixture
def full_town(many_raffles: None, town: Town) -> Town:
    """A service with many raffles, and its visitors."""
    return town


def requests_of(page: Page) -> list[str]:
    """Return a list. Each time the page requests raffles from now on, this function adds the address of the request."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "/raffles/" in request.url else None)
    return sent


async def names_on(page: Page) -> list[str]:
    return await page.locator("#raffles h3, #managed h3").all_inner_texts()


async def test_a_list_says_that_all_raffles_are_archived(town: Town) -> None:
    # Given a service that has only an archived raffle
    page = await town.player()
    archived = {"id": "b1c0ffee-0000-4000-8000-000000000000", "status": "drawn", "name": "Kermis"}

    async def answer(route: Route) -> None:
        await route.fulfill(json=[archived] if "status=archived" in route.request.url else [])

    await page.route("**/raffles/?*", answer)

    # When somebody opens the list, Then the list says that all raffles are archived, and how to see them
    await page.goto("/")
    await expect(page.locator("#raffles")).to_have_text(
        "All raffles are archivedChoose the status “Archived” to see them."
    )


async def test_raffles_are_searched_by_name_and_filtered_by_status(full_town: Town) -> None:
    # Given the players' list and the managers' list. Both lists show only the newest raffles
    visitor, manager = await full_town.player(viewport=PHONE), await full_town.manager()
    await visitor.goto("/")
    await manager.goto("/manage")
    for page in (visitor, manager):
        await expect(page.get_by_role("heading", level=3)).to_have_count(20)

        # When somebody searches for the name of an old raffle, Then the list has only this raffle, and says "1 raffle"
        await page.get_by_label("Search by name").fill("KERMIS 33")
        await expect(page.locator("#filter-answer")).to_have_text("1 raffle found.")
        assert await names_on(page) == ["Kermis 33"]

        # When somebody filters by a status, Then the list has the raffles with this status
        await page.get_by_label("Search by name").fill("kermis")
        await page.get_by_label("Status").select_option("Sold out")
        await expect(page.locator("#filter-answer")).to_have_text("7 raffles found.")
        assert await names_on(page) == [f"Kermis {number}" for number in range(60, -1, -10)]

        # When no raffle has the name, Then the page says that it found no raffle
        await page.get_by_label("Search by name").fill("no such kermis")
        await expect(page.locator("#filter-answer")).to_have_text("No raffle found.")
        assert await names_on(page) == []

        # When somebody removes the filter, Then the list is as before
        await page.get_by_label("Search by name").fill("")
        await page.get_by_label("Status").select_option("All")
        await expect(page.get_by_role("heading", level=3)).to_have_count(20)
        await expect(page.locator("#filter-answer")).to_be_empty()


async def test_a_search_is_not_lost_while_the_page_is_still_busy(full_town: Town) -> None:
    # Given a page whose script comes late. The first list of raffles comes even later than the script
    page = await full_town.player(fresh=True)
    await page.clock.install()
    script, first_list = asyncio.Event(), asyncio.Event()
    await hold_until(script, page, "**/bundles/raffles.js")
    await hold_until(first_list, page, _FIRST_LIST)
    await page.goto("/", wait_until="commit")
    name, found = page.get_by_label("Search by name"), page.locator("#filter-answer")

    # When the visitor types before the script comes, Then the page searches as soon as the script has come
    await name.fill("kermis 6")
    script.set()
    await expect(found).to_have_text("16 raffles found.")
    await expect(page).to_have_url(re.compile(r"/\?name=kermis(\+|%20)6$"))

    # When the first list comes while the visitor types, Then the page does not take this list for the result of the
    # search
    async with page.expect_request(_FIRST_LIST):
        await page.goto("/")
    await page.clock.pause_at(datetime.now(UTC) + timedelta(seconds=2))
    await name.fill("kermis")
    first_list.set()
    more = page.get_by_role("button", name="Load more")
    await expect(more).to_be_visible()
    await expect(found).to_have_text("")

    # When the visitor presses "Load more" before the search has begun, Then the search begins immediately
    await more.click()
    await expect(found).to_contain_text("20 raffles found")
    await expect(page).to_have_url(re.compile(r"/\?name=kermis$"))


_FIRST_LIST = re.compile(r"/raffles/\?limit=20$")


@pytest.mark.engine
async def test_the_button_back_leads_to_the_same_place(full_town: Town) -> None:
    # Given a visitor who has searched, loaded more raffles, and scrolled down to an old raffle
    page = await full_town.player()
    await page.goto("/")
    await page.get_by_label("Search by name").fill("kermis")
    await expect(page.locator("#filter-answer")).to_contain_text("20 raffles found")
    for count in (40, 60):
        await page.get_by_role("button", name="Load more").click()
        await expect(page.locator(".raffle")).to_have_count(count)
        await expect(page.locator(".raffle").nth(count - 20).get_by_role("link")).to_be_focused()
    link = page.get_by_role("link", name="Kermis 15", exact=True)
    await link.scroll_into_view_if_needed()
    scrolled = await page.evaluate("scrollY")
    assert scrolled > 1000

    # When the visitor opens this raffle, and then goes back
    await link.click()
    await expect(page.get_by_role("heading", name="Kermis 15")).to_be_visible()
    await page.go_back()

    # Then the search, the raffles, the scroll position and the focus are the same as before
    await expect(page.locator(".raffle")).to_have_count(60)
    await expect(page.get_by_label("Search by name")).to_have_value("kermis")
    await expect(link).to_be_in_viewport()
    await expect(link).to_be_focused()
    assert abs(await page.evaluate("scrollY") - scrolled) < 5

    # When the visitor opens the list as a new page, Then the list begins at the top
    await page.goto("/")
    await expect(page.locator(".raffle")).to_have_count(20)
    assert await page.evaluate("scrollY") == 0


async def test_a_list_that_nobody_uses_sends_no_requests(full_town: Town) -> None:
    # Given a list that shows its raffles. For this, the page for managers has sent two requests: one for raffles, and
    # one for drafts
    for page, path, reads in ((await full_town.player(), "/", 1), (await full_town.manager(), "/manage", 2)):
        await page.clock.install()
        await page.goto(path)
        await expect(page.get_by_role("heading", level=3).first).to_be_visible()
        sent = requests_of(page)

        # When an hour passes, Then the page has sent no request
        await page.clock.fast_forward(3_600_000)
        await page.evaluate("fetch('/me')")
        assert sent == []

        # When the visitor uses the page again, Then the page sends each of its requests once
        async with page.expect_request(re.compile(r"/raffles/\?limit=\d+$")):
            await page.mouse.move(40, 40)
        await page.mouse.move(60, 60)
        await page.evaluate("fetch('/me')")
        assert len(sent) == reads


async def test_a_raffle_that_is_being_filled_opens_by_itself_in_the_list(town: Town) -> None:
    # Given a list with a raffle that is still being filled (its tickets are not all in the store yet)
    async with town.api() as manager:
        raffle = await manager.create(2, name="Large")
        town.store.redis.hset(keys.raffle(raffle), "filled", 1)
        ticket = town.store.redis.spop(keys.pool(raffle))
        page = await town.player()
        await page.clock.install()
        await page.goto("/")
        card = page.locator(".raffle", has_text="Large")
        await expect(card.locator(".pill")).not_to_have_text("Open")

        # When the fill is complete, Then the list soon shows the raffle as open. One more answer may still show the old
        # state, because an answer can be a quarter of a second old
        town.store.redis.sadd(keys.pool(raffle), str(ticket))
        town.store.redis.hset(keys.raffle(raffle), "filled", 2)

        async def opens() -> bool:
            await page.clock.run_for(3000)
            return await card.locator(".pill").inner_text() == "Open"

        await until(opens)


async def test_a_slow_search_does_not_replace_a_newer_search(full_town: Town) -> None:
    # Given a service whose answer to the first search comes late
    page = await full_town.player()
    await page.goto("/")
    late = await held(page, "**name=kermis+1")
    async with page.expect_request("**name=kermis+1"):
        await page.get_by_label("Search by name").fill("kermis 1")

    # When the visitor searches for something else, and the late answer comes
    await page.get_by_label("Search by name").fill("kermis 44")
    await expect(page.locator("#filter-answer")).to_have_text("1 raffle found.")
    async with page.expect_response("**name=kermis+1"):
        await late[0].continue_()

    # Then the list still shows what the visitor searched for last
    await page.evaluate("fetch('/me')")
    assert await names_on(page) == ["Kermis 44"]
