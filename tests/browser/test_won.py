"""A ticket that has won: its card turns over, names the prize, and says how to get the prize.

The card is the part of the page that shows the ticket. A claim slip is what a winner shows to get the prize.
"""

import re

from playwright.async_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.visitors import DESKTOP, PHONE, Town

PICK_UP = "Come to the info desk until Sunday. See https://fair.example/desk\n" + "Ring twice. " * 40

COUNT_TURNS = """
addEventListener("transitionend", ({ target, propertyName }) => {
    const { dataset } = document.documentElement;
    if (propertyName === "transform" && target.matches(".back")) dataset.turns = Number(dataset.turns ?? 0) + 1;
});
"""
"""A script that counts how often the card of a page has turned."""

TURNS = "document.documentElement.dataset.turns"

PICTURE_OF = """async (link) => {
    const { qrCanvas } = await import("/assets/raffle/qr.js");
    const canvas = qrCanvas(link, "");
    canvas.width = 0;
    while (canvas.width === 0) await new Promise(requestAnimationFrame);
    return canvas.toDataURL();
}"""
"""A script that returns the picture of the QR code for a link."""


async def height(page: Page) -> float:
    """Return the height of the card together with the buttons below it."""
    found: float = await page.locator("#own-ticket > div").first.evaluate("node => node.getBoundingClientRect().height")
    return found


async def sold(town: Town, raffle: str, tickets: int) -> dict[int, Page]:
    """Let players get all tickets of a raffle, in browsers that show motion. Return the page of each ticket."""
    pages = {}
    for _ in range(tickets):
        page = await town.player(viewport=PHONE, reduced_motion="no-preference", fresh=True)
        await page.add_init_script(COUNT_TURNS)
        await page.goto(f"/r/{raffle}")
        await page.get_by_role("button", name="Get my ticket").click()
        pages[int(await page.locator("#ticket-number").inner_text())] = page
    return pages


async def test_a_winning_card_turns_over_once_and_a_button_turns_it_back(town: Town) -> None:
    # Given two players with the only tickets of a raffle
    async with town.api() as manager:
        raffle = await manager.create(2, [("Bicycle", 1)], pick_up=PICK_UP, contact="Anna, +49 30 123456")
        pages = await sold(town, raffle, 2)
        heights = {number: await height(page) for number, page in pages.items()}

        # When a manager draws the winners
        drawn = await manager.post(f"/raffles/{raffle}/winners/")
    number = drawn.json()[0]["ticket_number"]
    page, loser = pages.pop(number), next(iter(pages.values()))

    # Then the card of the winner turns once, and nothing around it moves. The focus stays on the card
    front, back = page.locator(".ticket:not(.back)"), page.locator(".ticket.back")
    await expect(back).to_contain_text(f"Your ticket {number} has won")
    await expect(back.get_by_role("heading", name="Bicycle")).to_be_visible()
    await expect(back.get_by_text("Come to the info desk")).to_be_visible()
    await expect(back.get_by_role("link")).to_have_attribute("href", "https://fair.example/desk")
    await expect(back).to_be_focused()
    await expect(front).to_be_hidden()
    await expect(page.locator("html")).to_have_attribute("data-turns", "1")
    assert await height(page) == heights[number]

    # And the card of the other player does not turn
    await expect(loser.locator("#own-ticket")).to_contain_text("is not in the list of winners of this service.")
    await expect(loser.locator(".turning")).to_have_count(0)
    assert await loser.evaluate(TURNS) is None

    # When the winner turns the card back with the keyboard, Then number and code are visible, and the prize is hidden
    code = (await page.locator("#ticket-code").text_content() or "").strip()
    for name, shown, hidden in (("Show my ticket", front, back), ("Show my prize", back, front)):
        button = page.get_by_role("button", name=name)
        await button.press("Enter")
        await expect(shown).to_be_visible()
        await expect(hidden).to_be_hidden()
        assert await hidden.evaluate("side => side.inert")
        assert not await shown.evaluate("side => side.inert")
        await expect(page.locator(".turn")).to_be_focused()
    assert await violations(page) == []

    # And a long text scrolls with the keyboard. With reduced motion, the card shows the prize without turning
    await page.emulate_media(reduced_motion="reduce", color_scheme="dark")
    await page.reload()
    told = page.get_by_role("group", name="The prize, and how to get it")
    await told.press("End")
    await expect(told.get_by_text("Anna, +49 30 123456")).to_be_in_viewport()
    assert await page.evaluate(TURNS) is None
    await page.set_viewport_size(DESKTOP)
    assert await violations(page) == []

    # And paper shows both sides of the card completely
    await page.emulate_media(media="print")
    await expect(front.locator("#ticket-code")).to_be_visible()
    assert await told.evaluate("side => side.scrollHeight === side.clientHeight")
    await expect(page.locator(".turn")).to_be_hidden()
    await page.emulate_media(media="screen")

    # And "My tickets" of the winner has the same claim slip as the card. "My tickets" of the other player has no claim
    # slip
    picture = await page.evaluate(PICTURE_OF, f"{town.url}/manage#hand-over={raffle}.{number}.{code}")
    assert await back.locator("canvas").evaluate("canvas => canvas.toDataURL()") == picture
    for player in (page, loser):
        await player.goto("/me/tickets")
    await expect(page.locator(".slip canvas")).to_have_attribute("width", re.compile(r"[1-9]\d\d"))
    assert await page.locator(".slip canvas").evaluate("canvas => canvas.toDataURL()") == picture
    await expect(page.locator(".my-ticket")).to_contain_text("Come to the info desk")
    await expect(loser.locator(".my-ticket")).to_contain_text("is not in the list of winners of this service.")
    await expect(loser.locator(".slip")).to_have_count(0)
