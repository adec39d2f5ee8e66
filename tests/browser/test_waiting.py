"""While a page waits for an answer, the page says so once. When the answer comes, screen readers announce it."""

import pytest
from playwright.async_api import expect

from app.errors import TooManyClaims
from tests.browser.test_gateways import ANSWERS, Gateway, let_pauses_pass
from tests.browser.visitors import Town, held
from tests.support.waiting import until

TOLD = """
globalThis.told = [];
document.addEventListener("DOMContentLoaded", () => {
  const region = document.getElementById("own-ticket-message");
  const listen = () => globalThis.told.push(region?.textContent);
  if (region) new MutationObserver(listen).observe(region, { subtree: true, childList: true });
});
"""
"""A script that records the text of the live region below the button each time that this text changes."""


async def test_a_check_says_that_it_runs(town: Town) -> None:
    # Given a drawn raffle, and a slow connection, on which the answer to a check comes late
    async with town.api() as manager:
        raffle = await manager.create(1)
        (ticket,) = await manager.claim_all(raffle, 1)
        await manager.post(f"/raffles/{raffle}/winners/")
    page = await town.player()
    await page.goto(f"/r/{raffle}")
    requests = await held(page, "**/verify-ticket/")
    form = page.locator("#check")
    await form.get_by_label("Ticket number").fill(str(ticket["ticket_number"]))
    await form.get_by_label("Code").fill(ticket["verification_code"])

    # When the holder checks the ticket, Then the page immediately says that the check runs
    await form.get_by_role("button", name="Check").click()
    await expect(page.locator("#check-answer")).to_have_text("Checking …")

    # When the answer comes, Then the answer replaces this text
    await until(lambda: len(requests) == 1)
    await requests[0].continue_()
    await expect(page.locator("#check-answer")).to_contain_text("You won: Prize")


async def test_a_list_that_waits_for_its_answer_says_so(town: Town) -> None:
    # Given a slow connection, on which the list of raffles comes late
    async with town.api() as manager:
        await manager.create(1, name="Slow raffle")
    page = await town.player()
    requests = await held(page, "**/raffles/?*")

    # When somebody opens the list, Then the page says that it is loading
    await page.goto("/")
    await expect(page.get_by_text("This page is still loading.")).to_be_visible()

    # When the list comes, Then this text is gone
    await until(lambda: len(requests) == 1)
    await requests[0].continue_()
    await expect(page.locator(".raffle").first).to_be_visible()
    await expect(page.locator("#loading")).to_have_count(0)

    # When somebody searches, Then the page says that it searches, and still shows the old list
    await page.get_by_label("Search by name").fill("slow raffle")
    await expect(page.locator("#filter-answer")).to_have_text("Searching …")
    await expect(page.locator("#raffles")).to_have_attribute("aria-busy", "true")
    await expect(page.locator(".raffle").first).to_be_visible()

    # When the result comes, Then the page says how many raffles it found
    await until(lambda: len(requests) == 2)
    await requests[1].continue_()
    await expect(page.locator("#filter-answer")).to_have_text("1 raffle found.")
    await expect(page.locator("#raffles")).to_have_attribute("aria-busy", "false")


async def test_a_page_gives_each_reason_to_wait_only_once(town: Town) -> None:
    # Given a player whose first four claims are answered by a gateway (a program on the way to the service)
    async with town.api() as manager:
        raffle = await manager.create(2)
    page = await town.player(expect=[429, 504], fresh=True)
    busy = {"type": TooManyClaims.type(), "title": TooManyClaims.title, "status": 429, "detail": TooManyClaims.detail}
    gateway = Gateway([ANSWERS[0], {"status": 429, "json": busy}] * 2)
    await page.route("**/participate/", gateway)
    await page.add_init_script(TOLD)
    await page.clock.install()
    await page.goto(f"/r/{raffle}")

    # When the first claim gets no answer of the service, Then the button still says that the page asks for a ticket
    await page.get_by_role("button", name="Get my ticket").click()
    await expect(page.locator("#own-ticket-message")).to_contain_text("No answer from the service")
    await expect(page.locator("#get")).to_have_text("Getting your ticket …")

    # When the page has claimed four times without success, twice for each of two reasons
    await let_pauses_pass(page, page.locator("#ticket-number"))

    # Then the next claim gets the ticket. Until then, the page has shown each of the two reasons only once
    no_answer = "No answer from the service yet. This page asks again by itself."
    assert await page.evaluate("told") == [no_answer, TooManyClaims.detail, "Here is your ticket."]


@pytest.mark.engine
async def test_screen_readers_announce_that_a_raffle_opens_and_is_sold_out(town: Town) -> None:
    # Given a page of a raffle that is still being filled
    async with town.api() as manager:
        raffle = await manager.create(1)
    key = f"raffle:{{{raffle}}}"
    town.store.redis.hset(key, "filled", 0)
    ticket = town.store.redis.spop(f"{key}:pool")
    page = await town.player()
    await page.goto(f"/r/{raffle}")
    news = page.get_by_role("region", name="Your ticket").get_by_role("status")
    await expect(page.get_by_role("heading", name="Almost open")).to_be_visible()
    await expect(news.filter(has_text="open")).to_have_count(0)

    # When the raffle opens, Then a live region says that the raffle is open
    town.store.redis.sadd(f"{key}:pool", str(ticket))
    town.store.redis.hset(key, "filled", 1)
    await expect(news.filter(has_text="This raffle is open now. You can get a ticket.")).to_have_count(1)

    # When somebody gets the last ticket, Then the live region says that the raffle is sold out
    async with town.api() as manager:
        await manager.claim(raffle)
    await expect(news.filter(has_text="Sold out. The draw has not been made yet.")).to_have_count(1)
