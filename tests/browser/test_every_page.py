"""Every page in every language, in light and dark colours, on the smallest phone and on a large screen.

The exception is the documentation of the API, which test_docs.py tests. A CSS filter makes this page dark, but axe (the
program that finds barriers) ignores filters.

The short run opens each page once. The long run (`make barriers`) opens each page with every combination of language,
colours and size.
"""

import json
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle, product
from typing import Any, Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, expect

from app.languages import LANGUAGES
from tests.browser.accessibility import violations
from tests.browser.test_texts import TEXTS
from tests.browser.visitors import Town, in_town
from tests.support.people import new_raffle
from tests.support.service import Service

LONG = os.environ.get("FAULTS") == "long"

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SIZES: tuple[ViewportSize, ...] = ({"width": 320, "height": 640}, {"width": 1920, "height": 1080})
LOOKS = list(product(LANGUAGES, SCHEMES, SIZES))

PRIZES = [("Weekend in the mountains for the whole family", 1), ("Book", 2), ("Pen", 3)]


@dataclass(frozen=True)
class View:
    """A page in one of its states."""

    path: str
    """The path of the page. A name in braces stands for the id of the raffle with this name (see `Fair`)."""
    sign: str
    """A selector of an element that the page shows last."""
    press: str = ""
    """A selector of the button that leads to this state."""
    is_manager: bool = False
    status: int = 200
    language: str = ""
    """The only language of the page, or empty if the page has all languages. A page for programmers is in English."""


VIEWS = {
    "list": View("/", ".raffle"),
    "open": View("/r/{offered}", "#get"),
    "ticket": View("/r/{kept}", "#ticket-code"),
    "won": View("/r/{drawn}", ".ticket.back canvas[width]"),
    "won, the other side": View("/r/{drawn}", ".turning:not(.turned) #ticket-code", press=".turn"),
    "proof": View("/r/{drawn}", "#proof .verdict", press="#verify"),
    "certificate": View("/r/{drawn}/certificate", "#certificate dl"),
    "stage before the draw": View("/r/{kept}/stage", "#invitation canvas"),
    "stage with winners": View("/r/{drawn}/stage", "#controls", is_manager=True),
    "my tickets": View("/me/tickets", ".my-ticket .slip canvas"),
    "privacy": View("/privacy", "h1"),
    "manage": View("/manage?name=every+page", ".managed .entries li", is_manager=True),
    "publish": View(
        "/manage?name=every+page", "#confirm", press="[data-raffle='{draft}'] .primary:visible", is_manager=True
    ),
    "hand over": View(
        "/manage?name=every+page", "#hand-over", press="[data-raffle='{drawn}'] .primary:visible", is_manager=True
    ),
    "problem": View("/problems/sold-out", "h1", language="en"),
    "not found": View("/nowhere", "h1", status=404),
}


@dataclass(frozen=True)
class Fair:
    """The raffles that the pages show, and the two tickets that the browser keeps."""

    raffles: dict[str, str]
    """The id of the raffle for each name in the paths of the views."""
    memory: dict[str, str]
    """What the browser keeps in its local storage."""


REMEMBER = """if (location.protocol === "http:") {{ localStorage.clear(); Object.assign(localStorage, {memory}); }}"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def fair(site: Service) -> AsyncIterator[Fair]:
    closes = datetime.now(UTC) + timedelta(days=2)
    more: dict[str, Any] = {"name": "Every page of the volunteer fire brigade", "closes_at": closes.isoformat()}
    async with site.visitor() as manager:
        offered = await manager.create(1200, PRIZES, **more, **TEXTS, reserves=2, substitute_after_hours=1)
        kept = await manager.create(1200, PRIZES, **more)
        drawn = await manager.create(6, PRIZES, **more, pick_up=TEXTS["pick_up"], contact=TEXTS["contact"])
        draft = (await manager.post("/raffles/", new_raffle(6, PRIZES, **more, draft=True))).json()["id"]
        tickets = [(await manager.claim(kept)).json(), *await manager.claim_all(drawn, 6)]
        await manager.post(f"/raffles/{drawn}/winners/")
        await manager.post(f"/raffles/{drawn}/stage/", {"position": 3})
        given = {name: tickets[-1][name] for name in ("ticket_number", "verification_code")}
        await manager.post(f"/raffles/{drawn}/hand-overs/", given | {"note": "Fetched by Ben"})
        raffles = {"offered": offered, "kept": kept, "drawn": drawn, "draft": draft}
        memory = {f"raffle:{ticket['raffle_id']}": json.dumps({"ticket": ticket}) for ticket in tickets[:2]}
        yield Fair(raffles, memory)
        for raffle in raffles.values():
            await manager.delete(f"/raffles/{raffle}/")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def fairground(site: Service, browser: Browser, fair: Fair) -> AsyncIterator[tuple[Town, Page, Page]]:
    """The service with its visitors (`Town`), a page of a player and a page of a manager.

    Both pages have the same local storage at every load. All views use these two pages, because a new page for each
    view would take a third of the time of these tests.
    """
    async with in_town(site, browser) as town:
        pages = await town.player(), await town.manager()
        for page in pages:
            await page.add_init_script(REMEMBER.format(memory=json.dumps(fair.memory)))
        yield town, *pages


async def show(page: Page, view: View, raffles: dict[str, str]) -> None:
    """Open a page in one of its states. Open its <details> elements, and wait until the page is complete."""
    await page.goto(view.path.format_map(raffles))
    if view.press:
        await page.locator(view.press.format_map(raffles)).first.click()
    if view.is_manager:
        await page.locator("#managed [data-raffle], #controls:visible").first.wait_for()
    await page.locator("details").evaluate_all(
        "all => all.forEach((each) => { each.open ||= each.checkVisibility(); })"
    )
    await expect(page.locator(view.sign).first).to_be_visible()


@pytest.mark.parametrize(
    ("name", "looks"),
    [(name, LOOKS if LONG else [look]) for name, look in zip(VIEWS, cycle(LOOKS[::3]), strict=False)],
    ids=VIEWS,
)
async def test_a_page_has_no_barriers_in_any_language_and_fits_the_screen(
    fairground: tuple[Town, Page, Page],
    fair: Fair,
    name: str,
    looks: list[tuple[str, Literal["light", "dark"], ViewportSize]],
) -> None:
    # Given a page in one of its states
    view = VIEWS[name]
    town, of_player, of_manager = fairground
    page = of_manager if view.is_manager else of_player
    eyes = town.eyes(page)
    eyes.expected_refusals = {view.status}
    shown = None
    found = []

    for language, scheme, size in looks:
        # When a visitor opens the page in a language, in light or dark colours, on a small or a large screen
        await page.emulate_media(color_scheme=scheme)
        await page.set_viewport_size(size)
        if language != shown:
            await page.context.add_cookies([{"name": "language", "value": language, "url": town.url}])
            await show(page, view, fair.raffles)
            shown = language

        # Then the page is in this language, axe finds no barrier, and the page is not wider than the screen
        look = f"{language}, {scheme}, {size['width']} px"
        assert await page.locator("html").get_attribute("lang") == (view.language or language)
        found += [f"{look}: {violation}" for violation in await violations(page)]
        if (width := await page.evaluate("document.documentElement.scrollWidth")) > size["width"]:
            found.append(f"{look}: {width} px wide")
    assert found == []
    assert eyes.complaints == []
