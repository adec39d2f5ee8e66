"""The keyboard focus is never lost. After an action, it is on the result, on a message, or where it was before."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.visitors import Town
from tests.support.sold import sell

pytestmark = pytest.mark.engine


async def press(page: Page, name: str, place: str = "body") -> None:
    """Press a button with the keyboard."""
    await page.locator(place).get_by_role("button", name=name, exact=True).focus()
    await page.keyboard.press("Enter")


async def test_after_the_claim_the_focus_is_on_the_ticket(town: Town) -> None:
    # Given a player with a keyboard
    async with town.api() as manager:
        raffle = await manager.create(2)
    page = await town.player(fresh=True)
    await page.goto(f"/r/{raffle}")

    # When the player gets a ticket, Then the focus is on the ticket
    await press(page, "Get my ticket")
    await expect(page.get_by_role("article")).to_be_focused()

    # When the player removes the ticket, Then the focus is on the button that replaces the ticket
    page.on("dialog", lambda dialog: dialog.accept())
    await press(page, "Remove from this browser")
    await expect(page.get_by_role("button", name="Get my ticket")).to_be_focused()


async def test_after_a_refused_claim_the_focus_stays_where_it_was(town: Town) -> None:
    # Given an address that has a ticket
    async with town.api() as manager:
        raffle = await manager.create(3)
        await manager.claim(raffle, "198.51.100.77")
    page = await town.player(address="198.51.100.77", expect=[403])
    await page.goto(f"/r/{raffle}")

    # When another player at this address claims, Then the focus stays on the button
    await press(page, "Get my ticket")
    await expect(page.locator("#own-ticket-message .note.bad")).to_be_visible()
    await expect(page.get_by_role("button", name="Get my ticket")).to_be_focused()


async def test_when_the_button_disappears_the_focus_is_on_what_replaces_it(town: Town) -> None:
    # Given a raffle with one ticket, and a player whose focus is on the button that claims
    async with town.api() as manager:
        raffle = await manager.create(1)
        page = await town.player()
        await page.goto(f"/r/{raffle}")
        await page.get_by_role("button", name="Get my ticket").focus()

        # When somebody else gets the ticket, Then the focus is on the card that replaces the button and says "Sold out"
        await manager.claim(raffle)
    await expect(page.locator("#own-ticket .card")).to_be_focused()


async def test_when_more_winners_are_shown_the_focus_is_on_the_first_new_winner(town: Town) -> None:
    # Given a draw with more winners than the page shows at first
    async with town.api() as manager:
        raffle = await manager.create(120, [("Book", 110)])
        sell(town.store, raffle, *range(1, 121))
        await manager.post(f"/raffles/{raffle}/winners/")
    page = await town.player()
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#winners li")).to_have_count(100)

    # When a visitor shows the remaining winners, and the button disappears, Then the focus is on winner 101
    await press(page, "Show more of 110 winners")
    await expect(page.locator("#winners li").nth(100)).to_be_focused()


@pytest.mark.parametrize("action", ["Draw the winners", "Delete", "Resume"])
async def test_after_an_action_of_a_manager_the_focus_is_on_its_message(town: Town, action: str) -> None:
    # Given a raffle with a button for an action. The button disappears as soon as the action is done
    async with town.api() as manager:
        raffle = await manager.create(1)
        if action != "Resume":
            await manager.claim_all(raffle, 1)
    if action == "Resume":
        town.store.redis.hset(f"raffle:{{{raffle}}}", "suspended", 1)
    page = await town.manager()
    await page.goto("/manage")
    mine = f'[data-raffle="{raffle}"]'

    # When the manager cancels the action, Then the focus is again on the button of the action
    await press(page, action, mine)
    await page.keyboard.press("Escape")
    await expect(page.locator(mine).get_by_role("button", name=action)).to_be_focused()

    # When the manager confirms the action, Then the focus is on the message
    await press(page, action, mine)
    await page.locator("#confirm-yes").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#action-message .note.good")).to_be_visible()
    await expect(page.locator("#action-message")).to_be_focused()


async def test_after_a_raffle_is_created_the_focus_stays_on_the_button(town: Town) -> None:
    # Given a manager who has filled in the form
    page = await town.manager()
    await page.goto("/manage")
    await page.get_by_label("Name", exact=True).fill("Garden party")
    await page.get_by_label("Tickets", exact=True).fill("3")
    await page.get_by_label("Name of the prize").fill("Book")

    # When a manager creates the raffle, Then the focus is still on the button
    await press(page, "Create the raffle")
    await expect(page.locator("#create-message .note.good")).to_be_visible()
    await expect(page.get_by_role("button", name="Create the raffle")).to_be_focused()


async def test_after_a_copy_without_tls_the_focus_stays_on_the_button(town: Town) -> None:
    # Given a browser that offers no clipboard
    async with town.api() as manager:
        raffle = await manager.create(1)
    page = await town.player(fresh=True)
    await page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    await page.goto(f"/r/{raffle}")
    await press(page, "Get my ticket")

    # When the player copies the ticket, Then the focus is still on the button
    await press(page, "Copy")
    await expect(page.get_by_role("button", name="Copied")).to_be_focused()
