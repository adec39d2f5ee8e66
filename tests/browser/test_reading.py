"""Pages for readers without JavaScript, with few colours, with large text, and on paper."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.visitors import Town
from tests.support.sold import sell

ID = "0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11"


@pytest.mark.parametrize("path", ["/", f"/r/{ID}", f"/r/{ID}/certificate", "/manage"])
async def test_a_page_without_javascript_begins_with_what_to_do(town: Town, path: str) -> None:
    # Given a browser without JavaScript
    page = await town.player(java_script_enabled=False)

    # When somebody opens a page, Then the first words of its content say what to do
    await page.goto(path)
    first = page.locator("main > :first-child p")
    await expect(first).to_be_in_viewport()
    assert await first.inner_text() == (
        "This page needs JavaScript. Turn it on in your browser, then reload this page."
    )


@pytest.mark.parametrize(("locale", "number"), [("en-US", "1,200"), ("de-DE", "1.200"), ("fr-FR", "1\u202f200")])
async def test_numbers_are_grouped_as_in_the_locale_of_the_reader(town: Town, locale: str, number: str) -> None:
    # Given a raffle with many tickets
    async with town.api() as manager:
        raffle = await manager.create(1200)

    # When a reader opens the raffle, Then its numbers are grouped as usual in the reader's locale
    page = await town.player(locale=locale)
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#claimed")).to_contain_text(number, use_inner_text=True)
    await expect(page.locator("#left")).to_contain_text(number, use_inner_text=True)


async def drawn(town: Town, winners: int) -> str:
    """Return the id of a drawn raffle."""
    async with town.api() as manager:
        raffle = await manager.create(winners, [("Bicycle", winners)])
        sell(town.store, raffle, *range(1, winners + 1))
        await manager.post(f"/raffles/{raffle}/winners/")
    return raffle


async def seen(page: Page, selector: str) -> int:
    return len([one for one in await page.locator(selector).all() if await one.is_visible()])


async def test_all_winners_and_the_address_are_printed_and_no_forms(town: Town) -> None:
    # Given a raffle with more winners than its page shows at first
    raffle = await drawn(town, 105)
    page = await town.player()
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#winners .chips li")).to_have_count(100)

    # When somebody prints the page
    await page.pdf()
    await page.emulate_media(media="print")

    # Then the paper has all winners and the address of the page, but no buttons and no fields
    await expect(page.locator("#winners .chips li")).to_have_count(105)
    await expect(page.get_by_text(f"{town.url}/r/{raffle}", exact=True)).to_be_visible()
    assert await seen(page, "form, input, button, .button, details") == 0


@pytest.mark.parametrize("path", ["/r/{raffle}", "/r/{raffle}/certificate"])
async def test_the_address_is_on_paper_and_not_on_the_screen(town: Town, path: str) -> None:
    # Given the page of a drawn raffle, or its certificate
    path = path.format(raffle=await drawn(town, 1))
    page = await town.player()
    await page.goto(path)
    await expect(page.locator(".chips li")).to_have_text("1")

    # When somebody prints the page, Then the paper has the address of the page. The screen does not show this address
    written = page.get_by_text(f"{town.url}{path}", exact=True)
    await expect(written).to_be_hidden()
    await page.emulate_media(media="print")
    await expect(written).to_be_visible()
    assert await seen(page, "form, input, button, .button, details") == 0


async def test_paper_says_how_many_winners_it_leaves_out(town: Town) -> None:
    # Given a raffle with many more winners than its page loads
    raffle = await drawn(town, 1)
    page = await town.player()
    state = {
        "id": raffle,
        "name": "Fair",
        "status": "drawn",
        "total_tickets": 5000,
        "available_tickets": 0,
        "prizes": [{"name": "Bicycle", "amount": 1001}],
    }
    await page.route("**/events/", lambda route: route.fulfill(status=503))
    await page.route(f"**/raffles/{raffle}/", lambda route: route.fulfill(json=state))
    town.eyes(page).expected_refusals.add(503)
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#winners .chips li")).to_have_count(1)

    # When somebody prints the page, Then the paper says how many winners are missing
    await page.emulate_media(media="print")
    await expect(page.get_by_text("And 1,000 more winners.")).to_be_visible()


FEW_CARDS = ":not(:is(.raffle, .managed):nth-child(n + 5) *)"
"""A selector of all elements, but without the fifth card of a list and the cards after it."""


@pytest.mark.parametrize("path", ["/", "/r/{raffle}", "/r/{raffle}/certificate", "/manage", "/nowhere"])
async def test_nothing_is_lost_at_400_percent_and_in_forced_colours(town: Town, path: str) -> None:
    # Given a screen of 1280 x 1024 pixels that is enlarged to 400 %, with forced colours
    path = path.format(raffle=await drawn(town, 3))
    page = await town.manager(viewport={"width": 320, "height": 256}, forced_colors="active", expect=[404])
    await page.goto(path)
    await expect(page.locator("h1").first).to_be_visible()
    await page.wait_for_load_state()

    # Then the page need not be scrolled sideways
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    # And each control can be seen and pressed. All cards of raffles have the same controls, so four cards are enough
    for control in await page.locator("a:not(.skip), button, input, summary").and_(page.locator(FEW_CARDS)).all():
        if await control.is_visible():
            await control.click(trial=True)
    # And the link to the open page is underlined, so it differs from other links not only by its colour
    for current in await page.locator("[aria-current=page]").all():
        assert await current.evaluate("link => getComputedStyle(link).textDecorationLine") == "underline"
