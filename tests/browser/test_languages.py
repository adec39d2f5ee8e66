"""The pages in other languages than English."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Page, expect

from tests.browser.accessibility import violations
from tests.browser.visitors import PHONE, Town


def marked(text: str) -> re.Pattern[str]:
    """Return a pattern that matches a text with or without the invisible marks that isolate names and numbers."""
    return re.compile("^[\u2068\u2069]*" + "[\u2068\u2069]*".join(map(re.escape, text)) + "[\u2068\u2069]*$")


async def fits(page: Page) -> bool:
    """Return whether the content of a page fits into the width of the page."""
    root = "document.documentElement"
    is_wider: bool = await page.evaluate(f"{root}.scrollWidth > {root}.clientWidth")
    return not is_wider


@pytest.mark.parametrize(
    ("locale", "texts"),
    [
        (
            "de-DE",
            {
                "heading": "Meine Lose",
                "known": "0 Lose hinzugefügt. 2 Lose waren schon hier.",
                "dates": "Termine für einen Kalender speichern",
                "summary": "SUMMARY:Ziehung: Market",
                "direction": "ltr",
            },
        ),
        (
            "ar",
            {
                "heading": "تذاكري",
                "known": "لم تُضف أي تذكرة. كانت تذكرتان هنا من قبل.",
                "dates": "حفظ المواعيد لإضافتها إلى التقويم",
                "summary": "SUMMARY:قرعة السحب: \u2068Market\u2069",
                "direction": "rtl",
            },
        ),
    ],
)
async def test_my_tickets_are_shown_in_the_language_of_the_browser(
    town: Town, tmp_path: Path, locale: str, texts: dict[str, str]
) -> None:
    # Given a browser with tickets of two raffles. One raffle has announced the time of its draw
    async with town.api() as api:
        fair = await api.create(1, name="Fair")
        market = await api.create(5, name="Market", draw_at=(datetime.now(UTC) + timedelta(days=2)).isoformat())
        tickets = [{"raffle_id": raffle} | (await api.claim_all(raffle, 1))[0] for raffle in (fair, market)]
    page = await town.player(locale=locale, viewport=PHONE)
    await page.goto("/me/tickets")
    file: FilePayload = {
        "name": "tickets.json",
        "mimeType": "application/json",
        "buffer": json.dumps({"format": "raffle-tickets", "tickets": tickets}).encode(),
    }
    await page.locator("#file").set_input_files(file)
    await expect(page.locator("[data-raffle]")).to_have_count(2)

    # When the player adds the same tickets again, Then the page says in the language of the browser that they were
    # already here
    await page.locator("#file").set_input_files(file)
    await expect(page.locator("#message")).to_have_text(texts["known"])
    await expect(page.locator("h1")).to_have_text(texts["heading"])

    # And the texts of the calendar file are in this language too
    async with page.expect_download() as download:
        await page.get_by_role("button", name=texts["dates"]).click()
    await (await download.value).save_as(tmp_path / "dates.ics")
    assert texts["summary"] in (tmp_path / "dates.ics").read_text().splitlines()

    # And the page has the writing direction of the language, fits on a phone, and breaks no rule of accessibility
    assert await page.locator("html").get_attribute("dir") == texts["direction"]
    assert await fits(page)
    assert await violations(page) == []


@pytest.mark.parametrize(
    ("locale", "direction", "heading"), [("de-DE", "ltr", "Datenschutz"), ("ar", "rtl", "الخصوصية")]
)
async def test_the_privacy_page_is_shown_in_the_language_of_the_browser(
    town: Town, locale: str, direction: str, heading: str
) -> None:
    # When somebody whose phone does not use English opens the privacy page
    page = await town.player(locale=locale, viewport=PHONE)
    await page.goto("/privacy")

    # Then the page has the language of the phone, and the writing direction of this language. The page fits on the
    # phone, and breaks no rule of accessibility
    await expect(page.locator("h1")).to_have_text(heading)
    assert await page.locator("html").get_attribute("dir") == direction
    assert await fits(page)
    assert await violations(page) == []


async def digits_from_the_left(page: Page) -> str:
    """Return the digits of the ticket number that a stage shows, from left to right. "_" stands for an empty digit.

    A stage is the page that shows an audience the winners one after the other.
    """
    digits: str = await page.locator(".digit").evaluate_all(
        """(digits) => digits
            .sort((one, other) => one.getBoundingClientRect().left - other.getBoundingClientRect().left)
            .map((digit) => digit.textContent || "_").join("")"""
    )
    return digits


@pytest.mark.parametrize(
    ("locale", "texts"),
    [
        (
            "de-DE",
            {
                "winners": "2 Gewinner",
                "notice": "Der Betreiber hat den Zufallswert selbst gewählt.",
                "shown": "1 von 3 Gewinnern gezeigt",
                "digits": "0123456789",
                "verified": "Prüfung bestanden: Das sind die richtigen Gewinner.",
                "direction": "ltr",
            },
        ),
        (
            "ar-EG",
            {
                "winners": "فائزان",
                "notice": "تنبيه: مشغّل الخدمة هو من اختار القيمة العشوائية.",
                "shown": "عُرض \u2068\u0661\u2069 من \u2068\u0663\u2069 فائزين",
                "digits": "٠١٢٣٤٥٦٧٨٩",
                "verified": "نجح التحقق: هؤلاء هم الفائزون الصحيحون.",
                "direction": "rtl",
            },
        ),
    ],
)
async def test_a_draw_is_shown_and_checked_in_the_language_of_the_browser(
    town: Town, locale: str, texts: dict[str, str]
) -> None:
    # Given a draw for which the operator chose the randomness, and a stage that shows one winner
    async with town.api() as manager:
        raffle = await manager.create(10, [("Bicycle", 1), ("Book", 2)])
        await manager.claim_all(raffle, 10)
        await manager.post(f"/raffles/{raffle}/winners/")
        await manager.post(f"/raffles/{raffle}/stage/", {"position": 1})
        last = (await manager.get(f"/raffles/{raffle}/winners/")).json()[-1]["ticket_number"]
    number = str(last).translate(str.maketrans("0123456789", texts["digits"]))
    page = await town.player(locale=locale, viewport=PHONE)

    # When somebody opens the certificate (a page to print, with the winners), Then it is in the language of the
    # browser. A note says that the operator chose the randomness, and is marked as a warning
    await page.goto(f"/r/{raffle}/certificate")
    await expect(page.locator("#certificate")).to_contain_text(texts["winners"])
    await expect(page.locator("#certificate .note.bad strong")).to_have_text(texts["notice"])
    assert await page.locator("html").get_attribute("dir") == texts["direction"]
    assert await fits(page)
    assert await violations(page) == []

    # When somebody watches the stage, Then the stage is in the language of the browser, and the digits keep their order
    await page.goto(f"/r/{raffle}/stage")
    await expect(page.locator("#shown")).to_have_text(texts["shown"])
    await expect(page.get_by_role("img", name=number, exact=True)).to_be_visible()
    assert await digits_from_the_left(page) == number.rjust(2, "_")
    assert await fits(page)
    assert await violations(page) == []

    # When somebody verifies the draw, Then the verdict is in this language. The steps of the check are not translated,
    # so they are marked as English
    await page.goto(f"/r/{raffle}")
    await page.locator("#verify").click()
    await expect(page.locator("#proof .verdict")).to_have_text(texts["verified"])
    await expect(page.locator("#proof .step-title [lang=en][dir=ltr]").first).to_contain_text("Compute the terms")
    await expect(page.locator("#proof .note.bad strong")).to_have_text(texts["notice"])
    assert await fits(page)


@pytest.mark.parametrize(
    ("locale", "texts"),
    [
        (
            "de-DE",
            {
                "heading": "Verlosungen verwalten",
                "summary": "Eine Verlosung ohne Namen: 3 Lose.",
                "mistake": "4 Preise für 3 Lose: Bieten Sie weniger Preise oder mehr Lose an.",
                "log": "Verlauf",
                "line": "hat die Verlosung angelegt.",
                "question": "„Market“ löschen?",
                "direction": "ltr",
            },
        ),
        (
            "ar",
            {
                "heading": "إدارة السحوبات",
                "summary": "سحب بلا اسم: 3 تذاكر.",
                "mistake": "4 جوائز مقابل 3 تذاكر: قدّم جوائز أقل أو تذاكر أكثر.",
                "log": "السجل",
                "line": "أنشأ",
                "question": "هل تريد حذف «Market»؟",
                "direction": "rtl",
            },
        ),
    ],
)
async def test_raffles_are_managed_in_the_language_of_the_browser(
    town: Town, locale: str, texts: dict[str, str]
) -> None:
    # Given a raffle, and a manager with a phone
    async with town.api() as api:
        raffle = await api.create(3, name="Market")
    page = await town.manager(locale=locale, viewport=PHONE)
    await page.goto("/manage")
    await expect(page.locator("h1")).to_have_text(texts["heading"])

    # When the manager enters more prizes than tickets, Then the page says what is wrong, and what will be final
    await page.locator("#new-tickets").fill("3")
    await page.locator("[data-prize='amount']").fill("4")
    await expect(page.locator("#new-prizes-error")).to_have_text(marked(texts["mistake"]))
    await expect(page.locator("#new-final li").first).to_have_text(marked(texts["summary"]))

    # When the manager opens the log, and presses the button that deletes, Then the log and the question in the dialog
    # are in the language of the browser
    card = page.locator(f"[data-raffle='{raffle}']")
    await card.get_by_text(texts["log"], exact=True).click()
    await expect(card.locator(".entries li").last).to_contain_text(texts["line"])
    await card.locator("button.danger").click()
    await expect(page.locator("#confirm-title")).to_have_text(marked(texts["question"]))
    assert await violations(page) == []
    await page.locator("#confirm-no").click()

    # And the page has the writing direction of the language, fits on a phone, and breaks no rule of accessibility
    for details in await page.locator("#new details").all():
        await details.evaluate("details => { details.open = true; }")
    assert await page.locator("html").get_attribute("dir") == texts["direction"]
    assert await fits(page)
    assert await violations(page) == []


@pytest.mark.parametrize(
    ("locale", "texts"),
    [
        (
            "de-DE",
            {
                "taken": "0 von 1.200 Losen vergeben",
                "substitutes": "Auch 2 Ersatzgewinner werden gezogen.",
                "hours": "erst 1 Stunde nach der Ziehung.",
                "closes": "Bis zum Ende: noch 2 Tage",
                "get": "Mein Los holen",
                "won": "Ihr Los {number} hat gewonnen",
                "check": "Prüfen",
                "answer": "Sie haben gewonnen: Bicycle",
                "direction": "ltr",
            },
        ),
        (
            "ar-EG",
            {
                "taken": "\u2068\u0660\u2069 من أصل \u2068\u0661\u066c\u0662\u0660\u0660\u2069 تذكرة محجوزة",
                "substitutes": "يُسحب أيضًا فائزان بديلان.",
                "hours": "ساعة واحدة",
                "closes": "يومان",
                "get": "احصل على تذكرتي",
                "won": "فازت تذكرتك \u2068{number}\u2069",
                "check": "تحقق",
                "answer": "لقد فزت: \u2068Bicycle\u2069",
                "direction": "rtl",
            },
        ),
    ],
)
async def test_a_player_gets_a_ticket_and_wins_in_the_language_of_the_browser(
    town: Town, locale: str, texts: dict[str, str]
) -> None:
    # Given a raffle with substitutes (for winners who do not come) and announced times, and a second raffle, in which
    # every ticket wins
    closes = datetime.now(UTC) + timedelta(days=2, hours=1)
    async with town.api() as api:
        fair = await api.create(1200, reserves=2, substitute_after_hours=1, closes_at=closes.isoformat())
        market = await api.create(2, [("Bicycle", 2)], pick_up="Come to the desk.")
        page = await town.player(locale=locale, viewport=PHONE)

        # When a player opens the first raffle, Then the page has the language of the browser, with the right plurals
        await page.goto(f"/r/{fair}")
        await expect(page.locator("#claimed")).to_have_text(texts["taken"])
        await expect(page.locator("#announced")).to_contain_text(texts["substitutes"])
        await expect(page.locator("#announced")).to_contain_text(texts["hours"])
        await expect(page.locator("#times")).to_contain_text(texts["closes"])
        assert await page.locator("html").get_attribute("dir") == texts["direction"]
        assert await fits(page)
        assert await violations(page) == []

        # When the player gets a ticket of the second raffle, Then the parts of the code are in order from left to right
        await page.goto(f"/r/{market}")
        await page.get_by_role("button", name=texts["get"]).click()
        number = await page.locator("#ticket-number").inner_text()
        groups = [await group.bounding_box() for group in await page.locator("#ticket-code span").all()]
        places = [box["x"] for box in groups if box]
        assert places == sorted(places)
        assert await fits(page)

        # When this ticket wins, Then the page says in this language what the ticket has won
        await api.claim(market)
        await api.post(f"/raffles/{market}/winners/")
    await expect(page.locator(".back .label").first).to_have_text(texts["won"].format(number=number))
    await page.get_by_role("button", name=texts["check"], exact=True).click()
    await expect(page.locator("#check-answer .verdict")).to_have_text(texts["answer"])
    assert await fits(page)
    assert await violations(page) == []
