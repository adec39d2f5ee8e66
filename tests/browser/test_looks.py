"""The pages in each state, on phone and desktop, in light and dark colours.

The program axe searches each page for barriers, for example for text that a screen reader cannot read out.
"""

import re
from itertools import product
from typing import Literal

import pytest
from playwright.async_api import Page, expect

from app.http.page_file import PAGES
from tests.browser.accessibility import COLOURS, violations
from tests.browser.test_texts import TEXTS
from tests.browser.visitors import DESKTOP, PHONE, Town

SIZES = {"phone": PHONE, "desktop": DESKTOP}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
STATES = (
    "list",
    "open",
    "ticket",
    "sold out",
    "drawn",
    "certificate",
    "manage",
    "not a manager",
    "gone",
    "deleted",
    "not found",
    "problem",
)


async def show(town: Town, page: Page, state: str) -> None:
    """Bring a page into a state, and wait until the page shows this state."""
    async with town.api() as manager:
        raffle = await manager.create(6, [("Weekend in the mountains for the whole family", 1), ("Book", 2)], **TEXTS)
        if state in {"sold out", "drawn", "certificate"}:
            tickets = await manager.claim_all(raffle, 6)
        if state in {"drawn", "certificate"}:
            await manager.post(f"/raffles/{raffle}/winners/")
        if state == "deleted":
            await manager.delete(f"/raffles/{raffle}/")
    paths = {
        "list": "/",
        "certificate": f"/r/{raffle}/certificate",
        "manage": "/manage",
        "not a manager": "/manage",
        "gone": "/r/0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11",
        "not found": "/nowhere",
        "problem": "/problems/sold-out",
    }
    await page.goto(paths.get(state, f"/r/{raffle}"))
    await page.wait_for_load_state()
    if state == "ticket":
        await page.get_by_label("I accept").check()
        await page.locator("#get").click()
        await expect(page.locator("#ticket-number")).to_be_visible()
    elif state == "drawn":
        await page.get_by_label("Ticket number").fill(str(tickets[0]["ticket_number"]))
        await page.get_by_label("Code", exact=True).fill(tickets[0]["verification_code"])
        await page.get_by_role("button", name="Check", exact=True).click()
        await expect(page.locator("#check-answer .verdict")).to_be_visible()
        await page.get_by_role("button", name="Verify this draw").click()
        await expect(page.locator("#proof")).to_contain_text("Verified: these are the correct winners.")
    elif state == "manage":
        await page.get_by_text("Describe the raffle").click()
        await page.get_by_role("button", name="Create the raffle").click()
        await expect(page.locator("#managed .managed").first).to_be_visible()
    else:
        if state == "open":
            await page.get_by_text("Terms of participation", exact=True).click()
        signs = {
            "gone": "[role=alert]",
            "deleted": "#failure dl",
            "list": ".raffle",
            "open": "#get",
            "sold out": "#sealed h2",
            "certificate": "#certificate dl",
        }
        await expect(page.locator(signs.get(state, "h1, h2")).first).to_be_visible()


@pytest.mark.parametrize("state", STATES)
async def test_a_page_is_accessible_on_phone_and_desktop_in_light_and_dark(town: Town, state: str) -> None:
    # Given a page in one of its states
    visit = town.manager if state == "manage" else town.player
    page = await visit(expect=[404, 410] if state in {"gone", "deleted", "not found"} else [])
    await show(town, page, state)

    for scheme, (name, size) in product(SCHEMES, SIZES.items()):
        # When the page is shown on a phone or a desktop, in light or dark colours
        await page.emulate_media(color_scheme=scheme)
        await page.set_viewport_size(size)

        # Then axe finds no violation of its rules. In dark colours, axe checks only the rules about colours
        found = await violations(page, *([COLOURS] if scheme == "dark" else []))
        assert not found, f"{name}, {scheme}: {found}"

        # And the page is not wider than the screen
        assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"], name


@pytest.mark.parametrize(
    ("path", "last"), [("/", ".raffle"), ("raffle", "#get"), ("/manage", "#codes-ready:not(:empty)")]
)
async def test_nothing_moves_while_a_page_loads(town: Town, path: str, last: str) -> None:
    # Given a raffle with a long name
    async with town.api() as manager:
        name = "Summer fair of the volunteer fire brigade and its many friends"
        raffle = await manager.create(6, [("Bicycle", 1), ("A book of your choice", 2)], name=name)

    # When a visitor opens a page, and the page shows what it has loaded
    page = await (town.manager() if path == "/manage" else town.player(viewport=PHONE))
    await page.goto(f"/r/{raffle}" if path == "raffle" else path)
    await expect(page.locator(last).first).to_be_visible()
    await page.evaluate("document.fonts.ready")

    # Then the parts of the page have hardly moved: the cumulative layout shift is below 0.1, which Google calls good
    shift = await page.evaluate(
        """() => new Promise((resolve) => new PerformanceObserver((list) =>
            resolve(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))
        ).observe({ type: "layout-shift", buffered: true }) || setTimeout(() => resolve(0), 300))"""
    )
    assert shift < 0.1


@pytest.mark.parametrize("name", ["raffle.css", "stage.css", "tickets.css", "docs.css"])
async def test_the_browser_understands_every_declaration_of_a_style(town: Town, name: str) -> None:
    # Given all declarations of a style sheet, except those of fonts. The formatter has written each declaration on a
    # line of its own
    rules = re.sub(r"@font-face \{.*?\n\}", "", (PAGES / "assets" / name).read_text(), flags=re.DOTALL)
    declarations = re.findall(r"^ +([a-z-]+): (.+?)(?: !important)?;$", rules, re.MULTILINE)
    assert declarations

    # When the browser checks each declaration
    page = await town.player()
    await page.goto("/")
    unknown = await page.evaluate("pairs => pairs.filter(([name, value]) => !CSS.supports(name, value))", declarations)

    # Then the browser supports each property with this value
    assert unknown == []
