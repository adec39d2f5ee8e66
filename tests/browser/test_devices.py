"""Browsers and devices that change the pages: translation, keyboards of phones, old engines, forced colours."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.visitors import PHONE, Town

TRANSLATE = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (walker.currentNode.parentElement.translate) texts.push(walker.currentNode);
    for (const text of texts) text.data = text.data.replace(/[0-9A-Z]/g, "*");
}"""
"""A script that changes a page as a translation program does. Elements with `translate=no` keep their text."""


async def get_ticket(page: Page) -> None:
    await page.get_by_role("button", name="Get my ticket").click()
    await expect(page.locator("#ticket-number")).to_be_visible()


@pytest.mark.engine
async def test_numbers_and_codes_survive_a_translation_of_the_page(town: Town) -> None:
    # Given a player with a ticket that has won
    async with town.api() as manager:
        raffle = await manager.create(1)
        page = await town.player()
        await page.goto(f"/r/{raffle}")
        await get_ticket(page)
        code = await page.locator("#ticket-code").text_content() or ""
        await manager.post(f"/raffles/{raffle}/winners/")
        record = (await manager.get(f"/raffles/{raffle}/draw/")).json()
    await page.get_by_role("button", name="Check", exact=True).click()
    await expect(page.locator("#check-answer .verdict")).to_be_visible()
    await page.get_by_label("Find a number").fill("1")
    await expect(page.locator("#search-answer")).to_contain_text("wins")
    certificate = await town.player()
    await certificate.goto(f"/r/{raffle}/certificate")
    await expect(certificate.locator("#certificate dl")).to_be_visible()

    # When a program translates the pages, Then numbers, codes and hashes do not change
    for shown in (page, certificate):
        await shown.evaluate(TRANSLATE)
    await expect(page.locator("#check-answer p").last).to_contain_text(" 1 ")
    await expect(page.locator("#check-answer p").last).to_contain_text("*icket")
    await expect(page.locator("#search-answer")).to_contain_text(" 1 ")
    await expect(page.locator("#winners li")).to_have_text("1")
    await expect(page.locator("#ticket-number")).to_have_text("1")
    await expect(page.locator("#ticket-code")).to_have_text(code)
    await expect(certificate.locator("#certificate")).to_contain_text(record["entropy"])
    await expect(certificate.locator("#certificate")).to_contain_text(record["seed"])
    await expect(certificate.locator(".chips li")).to_have_text("1")


@pytest.mark.engine
async def test_the_keyboard_of_a_phone_does_not_change_a_code(town: Town) -> None:
    # Given a player's field for a code, and a manager's field for the random value of a draw
    async with town.api() as manager:
        raffle = await manager.create(1, entropy_source="Lottery of 5 December")
        await manager.claim_all(raffle, 1)
    player, page = await town.player(), await town.manager()
    await player.goto(f"/r/{raffle}")
    await page.goto("/manage")

    # When the pages show these fields, Then attributes tell the keyboard not to correct, capitalise or mark the text
    for shown, field in ((player, "#check-code"), (page, "#entropy-value")):
        attributes = await shown.locator(field).evaluate(
            "field => ['autocorrect', 'autocapitalize', 'spellcheck', 'autocomplete'].map((name) =>"
            " field.getAttribute(name))"
        )
        assert attributes == ["off", "none", "false", "off"]


@pytest.mark.engine
async def test_the_ticket_becomes_an_image_in_an_old_browser(town: Town) -> None:
    # Given a browser without roundRect, such as Safari 15
    async with town.api() as manager:
        raffle = await manager.create(1)
    page = await town.player(fresh=True)
    await page.add_init_script("delete CanvasRenderingContext2D.prototype.roundRect")
    await page.goto(f"/r/{raffle}")
    await get_ticket(page)

    # When the player saves the ticket as an image, Then the page shows this image, and the image has round corners
    await page.get_by_role("button", name="Save as image").click()
    alphas = await page.locator(".ticket-picture").evaluate(
        """async (image) => {
            await image.decode();
            const bitmap = await createImageBitmap(image);
            const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", {
                willReadFrequently: true,
            });
            context.drawImage(bitmap, 0, 0);
            const places = [[2, 2], [1197, 2], [1197, 597], [2, 597], [100, 2], [1197, 300], [100, 597], [2, 300]];
            return places.map(([x, y]) => context.getImageData(x, y, 1, 1).data[3]);
        }"""
    )
    assert alphas == [0, 0, 0, 0, 255, 255, 255, 255]


async def test_the_progress_is_seen_in_forced_colours(town: Town) -> None:
    # Given a raffle with one of four tickets taken, and a visitor whose system shows all pages in a few colours of its
    # own
    async with town.api() as manager:
        raffle = await manager.create(4)
        await manager.claim(raffle)
    page = await town.player(forced_colors="active")
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#claimed")).to_have_text("1 of 4 tickets taken")

    # When the page shows the bar of the progress, Then the bar has an outline, and the colours of its taken and its
    # free part differ
    bar = page.locator("#bar")
    assert await bar.evaluate("bar => getComputedStyle(bar).outlineStyle") == "solid"
    colours = await page.evaluate(
        """async (bytes) => {
            const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
            const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", {
                willReadFrequently: true,
            });
            context.drawImage(bitmap, 0, 0);
            const colour = (share) =>
                context.getImageData(bitmap.width * share, bitmap.height / 2, 1, 1).data.join();
            return [colour(0.12), colour(0.6)];
        }""",
        list(await bar.screenshot()),
    )
    assert colours[0] != colours[1]


async def test_the_name_of_a_prize_has_the_whole_width_on_a_phone(town: Town) -> None:
    # When a manager adds a prize on a phone
    page = await town.manager(viewport=PHONE)
    await page.goto("/manage")

    # Then the field for the prize's name is as wide as the field for the raffle's name
    raffle = await page.get_by_label("Name", exact=True).bounding_box()
    prize = await page.get_by_label("Name of the prize").bounding_box()
    assert raffle and prize
    assert prize["width"] == raffle["width"]

    # And below the field for the prize's name, the field for the amount and the button are side by side
    amount = await page.get_by_label("How many of this prize").bounding_box()
    button = await page.get_by_role("button", name="Remove this prize").bounding_box()
    assert amount and button
    assert prize["y"] + prize["height"] < amount["y"] < button["y"] + button["height"]
    assert amount["x"] + amount["width"] < button["x"]
