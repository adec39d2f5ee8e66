"""A removal changes only what the visitor has seen. Another page of the browser may have claimed a ticket meanwhile.

Nobody can get the code of a claimed ticket again, so a ticket that is removed unseen is lost for its player.
"""

import json
from typing import Any

import pytest
from playwright.async_api import Dialog, Page, expect

from tests.browser.test_my_tickets import card, code, kept, memory
from tests.browser.visitors import Town

INVENTED = "AAAA-BBBB-CCCC-DDDD"

REMOVE = "Remove from this browser"

HOME = "198.51.100.73"
"""The address of a claim without an answer, and of the browser."""

UNANSWERED = {"key": "2f0c8f3e-6a54-4c2f-9d0e-0a3b1c5d7e9f", "asked": True, "unanswered": 1, "address": HOME}
"""The memory of a claim without an answer."""


async def with_invented_ticket(town: Town, raffle: str, number: int = 7) -> Page:
    """Return "My tickets" of a new browser that has added an invented ticket of the raffle."""
    page = await town.player(fresh=True)
    await page.goto(f"{town.url}/me/tickets#tickets=1:{raffle}.{number}.{INVENTED.replace('-', '')}")
    await page.get_by_role("button", name="Add to this browser").click()
    await expect(card(page, raffle).locator(".number")).to_have_text(str(number))
    return page


def claim_before_yes(page: Page, other: Page) -> tuple[list[str], list[dict[str, Any]]]:
    """When the page asks a question, claim on the other page, and then say yes. Return the questions and the tickets.

    Both lists are filled while the test goes on.
    """
    questions: list[str] = []
    tickets: list[dict[str, Any]] = []

    async def answer(dialog: Dialog) -> None:
        await other.locator("#get").click()
        await expect(other.locator(".ticket")).to_contain_text("Your ticket")
        raffle = other.url.rpartition("/")[2]
        tickets.append(await kept(other, raffle))
        questions.append(dialog.message)
        await dialog.accept()

    page.on("dialog", answer)
    return questions, tickets


async def open_raffle(page: Page, raffle: str) -> Page:
    """Open the raffle on a second page of the same browser."""
    other = await page.context.new_page()
    await other.goto(f"/r/{raffle}")
    await expect(other.locator("#get")).to_be_enabled()
    return other


@pytest.mark.parametrize("before", ["an invented ticket", "a claim without an answer"])
async def test_the_list_shows_a_ticket_that_another_page_has_got(town: Town, before: str) -> None:
    # Given "My tickets" with an invented ticket, or with a claim that has no answer yet
    async with town.api() as manager:
        raffle = await manager.create(9)
    if before == "an invented ticket":
        page = await with_invented_ticket(town, raffle)
    else:
        page = await town.player(address=HOME, fresh=True)
        await page.goto("/me/tickets")
        claimed = json.dumps(UNANSWERED)
        await page.evaluate("([id, text]) => localStorage.setItem(`raffle:${id}`, text)", [raffle, claimed])
        await page.reload()
        await expect(card(page, raffle)).to_contain_text("The service has not answered your claim yet")

    # When another page of the browser gets a ticket
    other = await page.context.new_page()
    await other.goto(f"/r/{raffle}")
    if before == "an invented ticket":
        await other.locator("#get").click()
    await expect(other.locator(".ticket")).to_contain_text("Your ticket")

    # Then "My tickets" shows this ticket
    ticket = await kept(other, raffle)
    await expect(card(page, raffle).locator(".number")).to_have_text(str(ticket["ticket_number"]))
    await expect(card(page, raffle).locator(".code")).to_have_text(code(ticket))
    await expect(card(page, raffle)).not_to_contain_text("The service has not answered your claim yet")


@pytest.mark.parametrize("place", ["My tickets", "the raffle"])
async def test_a_ticket_that_comes_while_the_question_is_open_is_not_removed(town: Town, place: str) -> None:
    # Given a page that shows an invented ticket, and another page that shows the button that claims
    async with town.api() as manager:
        raffle = await manager.create(9)
    page = await with_invented_ticket(town, raffle)
    if place == "the raffle":
        await page.goto(f"/r/{raffle}")
        await expect(page.locator("#get")).to_be_enabled()
    other = await open_raffle(page, raffle)

    # When the visitor removes the invented ticket, and the other page gets a ticket while the question is open
    questions, tickets = claim_before_yes(page, other)
    await page.get_by_role("button", name=REMOVE).click()

    # Then the question names the number, nothing is removed, and the page says so and shows the new ticket
    message = page.locator("#message" if place == "My tickets" else "#own-ticket-message")
    await expect(message).to_contain_text("So nothing was removed")
    assert [text for text in questions if text.startswith("Remove ticket 7 from this browser?")] == questions != []
    assert await kept(page, raffle) == tickets[0]
    assert "key" in await memory(page, raffle)
    shown = card(page, raffle) if place == "My tickets" else page.locator("#own-ticket")
    await expect(shown.locator(".code").first).to_have_text(code(tickets[0]))


async def test_a_claim_that_gets_its_ticket_while_the_question_is_open_is_not_removed(town: Town) -> None:
    # Given "My tickets" with a claim that has no answer yet
    async with town.api() as manager:
        raffle = await manager.create(9)
    page = await town.player(address=HOME, fresh=True)
    await page.goto("/me/tickets")
    claimed = json.dumps(UNANSWERED)
    await page.evaluate("([id, text]) => localStorage.setItem(`raffle:${id}`, text)", [raffle, claimed])
    await page.reload()
    await expect(card(page, raffle)).to_contain_text("The service has not answered your claim yet")

    # When the visitor removes the claim, and another page gets the ticket while the question is open
    other = await page.context.new_page()

    async def answer(dialog: Dialog) -> None:
        await other.goto(f"/r/{raffle}")
        await expect(other.locator(".ticket")).to_be_visible()
        await dialog.accept()

    page.on("dialog", answer)
    await page.get_by_role("button", name=REMOVE).click()

    # Then the browser keeps the ticket and the key, and the page shows the ticket
    await expect(page.locator("#message")).to_contain_text("So nothing was removed")
    ticket = await kept(page, raffle)
    assert (await memory(page, raffle))["key"] == UNANSWERED["key"]
    await expect(card(page, raffle).locator(".code")).to_have_text(code(ticket))


async def test_only_the_ticket_of_the_question_is_replaced(town: Town) -> None:
    # Given a browser with an invented ticket, a question whether to keep another ticket instead, and another page with
    # the button that claims
    async with town.api() as manager:
        raffle = await manager.create(9)
    page = await with_invented_ticket(town, raffle, 31)
    await page.goto("about:blank")
    await page.goto(f"{town.url}/me/tickets#tickets=1:{raffle}.32.{INVENTED.replace('-', '')}")
    await page.get_by_role("button", name="Add to this browser").click()
    await expect(page.locator("#message")).to_contain_text("this browser has ticket 31")
    other = await open_raffle(page, raffle)

    # When the visitor keeps the other ticket, and the other page gets a ticket while the question is open
    questions, tickets = claim_before_yes(page, other)
    await page.get_by_role("button", name="Keep ticket 32 instead").click()

    # Then nothing is replaced, and the page asks again, about the new ticket
    await expect(page.locator("#message")).to_contain_text(f"this browser has ticket {tickets[0]['ticket_number']}")
    assert len(questions) == 1
    assert await kept(page, raffle) == tickets[0]
    await expect(card(page, raffle).locator(".code")).to_have_text(code(tickets[0]))
