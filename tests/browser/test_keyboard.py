"""Each page by keyboard alone. Players and managers reach every control with Tab, and see where the focus is."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.test_my_tickets import claim
from tests.browser.visitors import Town
from tests.support.people import new_raffle

IS_OUTLINED = "node => getComputedStyle(node).outlineStyle !== 'none'"

NO_CAMERA = """
globalThis.BarcodeDetector = class {};
navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("none", "NotFoundError"); };
"""
"""A script that gives a page a reader of QR codes, but no camera."""

LIMIT = 150
"""If this number of presses of Tab does not reach an element, the keyboard cannot reach this element."""


async def tab_to(page: Page, goal: Locator) -> None:
    """Press Tab until an element has the focus, and check that the focus is visible."""
    await expect(goal).to_be_visible()
    for _ in range(LIMIT):
        await page.keyboard.press("Tab")
        if await goal.evaluate("node => node === document.activeElement"):
            assert await goal.evaluate(IS_OUTLINED)
            return
    raise AssertionError(f"{LIMIT} presses of Tab do not lead to {goal}")


async def press(page: Page, goal: Locator) -> None:
    """Reach a button or a link with Tab, and press it."""
    await tab_to(page, goal)
    await page.keyboard.press("Enter")


@pytest.mark.engine
async def test_a_language_is_chosen(town: Town) -> None:
    # Given a visitor of the list, of the privacy page, or of an address without a page
    page = await town.player(expect=[404])
    for path, language, tag in (("/", "Deutsch", "de"), ("/privacy", "العربية", "ar"), ("/nowhere", "English", "en")):
        await page.goto(path)

        # When the visitor chooses a language, Then the same page has this language
        await press(page, page.get_by_role("link", name=language, exact=True))
        await expect(page.locator("html")).to_have_attribute("lang", tag)
        assert page.url.partition("?")[0] == f"{town.url}{path}"


async def test_winners_are_drawn_and_shown_on_the_stage(town: Town) -> None:
    # Given a manager at the stage (the page for an audience) of a raffle that is sold out
    async with town.api() as api:
        raffle = await api.create(3, [("Bicycle", 1), ("Book", 2)])
        await api.claim_all(raffle, 3)
    page = await town.manager()
    await page.goto(f"/r/{raffle}/stage")

    # When the manager makes the draw, Then the focus is on the part for the winners. When the manager presses the space
    # bar, Then the stage shows a winner
    await press(page, page.get_by_role("button", name="Draw the winners"))
    await press(page, page.get_by_role("dialog").get_by_role("button", name="Draw the winners"))
    await expect(page.locator("#winners")).to_contain_text("The winners are drawn.")
    await expect(page.locator("#winners")).to_be_focused()
    await page.keyboard.press("Space")
    await expect(page.locator("#shown")).to_have_text("1 of 3 winners shown")

    # When the manager uses the buttons, Then each button keeps the focus
    for name, shown in (
        ("Next winner", "2 of 3 winners shown"),
        ("Back", "1 of 3 winners shown"),
        ("To the end of this prize", "2 of 3 winners shown"),
        ("Run by itself", "3 of 3 winners shown"),
        ("To the start", ""),
    ):
        button = page.locator("#controls").get_by_role("button", name=name)
        await press(page, button)
        await expect(page.locator("#shown")).to_have_text(shown)
        await expect(button).to_be_focused()


async def test_a_winner_turns_the_card_and_saves_the_tickets(town: Town, tmp_path: Path) -> None:
    # Given a player with two tickets: one that has won, and one of another raffle. The ticket that has won is a card
    # with two sides
    async with town.api() as api:
        drawn = await api.create(1, [("Bicycle", 1)], name="Spring fair")
        other = await api.create(5, name="Summer fair")
        page = await town.player(fresh=True)
        await claim(page, other)
        await claim(page, drawn)
        await api.post(f"/raffles/{drawn}/winners/")
    await expect(page.locator(".ticket.back")).to_be_visible()

    # When the player turns the card of the first ticket, Then number and code are visible
    await press(page, page.get_by_role("button", name="Show my ticket"))
    await expect(page.locator("#ticket-code")).to_be_visible()
    await press(page, page.get_by_role("link", name="My tickets"))

    # When the player saves all tickets, Then the browser saves a file
    async with page.expect_download() as download:
        await press(page, page.get_by_role("button", name="Save all as a file"))
    await (await download.value).save_as(tmp_path / "tickets.json")
    assert (tmp_path / "tickets.json").read_text().count("ticket_number") == 2
    await tab_to(page, page.get_by_label("Add tickets from a file"))

    # When the player passes a ticket to another device, Then the focus stays on the button
    card = page.locator(f"[data-raffle='{other}']")
    button = card.get_by_role("button", name="Pass to another device")
    await press(page, button)
    await expect(card.get_by_role("img", name="QR code")).to_be_visible()
    await expect(button).to_be_focused()

    # When the player removes one ticket after the other, Then the focus is on what is now in the place of the removed
    # ticket
    page.on("dialog", lambda dialog: dialog.accept())
    for raffle, next_one in ((other, f"[data-raffle='{drawn}']"), (drawn, "#empty")):
        mine = page.locator(f"[data-raffle='{raffle}']")
        await press(page, mine.get_by_role("button", name="Remove from this browser"))
        await expect(mine).to_have_count(0)
        await expect(page.locator(next_one)).to_be_focused()


async def test_a_player_adds_a_ticket_from_a_link_and_replaces_another_ticket(town: Town) -> None:
    # Given a browser with a ticket, and a link with another ticket of the same raffle
    async with town.api() as api:
        raffle = await api.create(5, name="Spring fair")
        other = (await api.claim(raffle, "198.51.100.78")).json()
    page = await town.player(fresh=True)
    await claim(page, raffle)
    code = other["verification_code"].replace("-", "")
    await page.goto(f"/me/tickets#tickets=1:{raffle}.{other['ticket_number']}.{code}")

    # When the player adds the ticket of the link, Then the focus is on the message
    await press(page, page.get_by_role("button", name="Add to this browser"))
    await expect(page.locator("#message")).to_be_focused()

    # When the player answers the question in this message, Then the focus is on the message that confirms the choice
    page.on("dialog", lambda dialog: dialog.accept())
    await press(page, page.get_by_role("button", name=f"Keep ticket {other['ticket_number']} instead"))
    await expect(page.locator("#message .note.good")).to_be_focused()


async def test_a_manager_publishes_a_draft(town: Town) -> None:
    # Given a draft in the manager's list
    async with town.api() as api:
        draft = (await api.post("/raffles/", new_raffle(name="Keyboard draft", draft=True))).json()["id"]
    page = await town.manager()
    await page.goto("/manage?name=keyboard+draft")
    publish = page.locator(f"[data-raffle='{draft}']").get_by_role("button", name="Publish")

    # When the manager leaves the dialog, Then the focus is on the button that opened the dialog
    await press(page, publish)
    dialog = page.get_by_role("dialog")
    await expect(dialog.locator(":focus")).to_have_count(1)
    await press(page, dialog.get_by_role("button", name="Cancel"))
    await expect(publish).to_be_focused()

    # When the manager publishes the draft, Then the focus is on the message
    await page.keyboard.press("Enter")
    await press(page, dialog.get_by_role("button", name="Publish it"))
    await expect(page.get_by_text("“Keyboard draft” is published.")).to_be_visible()
    await expect(page.locator("#action-message")).to_be_focused()


async def test_a_manager_hands_over_a_prize(town: Town) -> None:
    # Given a raffle with a winner
    async with town.api() as api:
        raffle = await api.create(1, [("Cake", 1)], name="Keyboard cake")
        (ticket,) = await api.claim_all(raffle, 1)
        await api.post(f"/raffles/{raffle}/winners/")
    page = await town.manager(fresh=True)
    await page.goto("/manage?name=keyboard+cake")
    mine = page.locator(f"[data-raffle='{raffle}']")
    button = mine.get_by_role("group", name="Keyboard cake").get_by_role("button", name="Hand over prizes")

    # When the manager presses "Scan", but there is no camera, Then the focus stays on the button
    await page.add_init_script(NO_CAMERA)
    await page.reload()
    await press(page, button)
    dialog = page.get_by_role("dialog")
    scan = dialog.get_by_role("button", name="Scan with the camera")
    await expect(scan).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(dialog.locator(".note.bad")).to_be_visible()
    await expect(scan).to_be_focused()

    # When the manager types number and code, and hands over, Then the focus is on the field for the next number
    for label, text in (("Ticket number", str(ticket["ticket_number"])), ("Code", ticket["verification_code"])):
        field = dialog.get_by_label(label)
        await tab_to(page, field)
        await page.keyboard.type(text)
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_role("button", name="Hand over", exact=True)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_role("status")).to_contain_text(re.compile("has won: Cake. Hand over the prize."))
    await expect(dialog.get_by_label("Ticket number")).to_be_focused()

    # When the manager closes the dialog, Then the focus is on the button that opened the dialog. Tab reaches the list
    # of hand-overs
    await page.keyboard.press("Escape")
    await expect(button).to_be_focused()
    await press(page, mine.locator("summary", has_text="Handed over"))
    await expect(mine.locator(".entries li")).to_have_count(1)
