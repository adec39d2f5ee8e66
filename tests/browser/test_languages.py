"""The pages in other languages than English."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Page, expect

from tests.browser.accessibility import violations
from tests.browser.visitors import PHONE, Town


async def fits(page: Page) -> bool:
    """Return whether a page has its content in its width."""
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
    # Given a browser with a ticket for each of two raffles, one of which has a date
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

    # When they are added again, Then the page says so in its language
    await page.locator("#file").set_input_files(file)
    await expect(page.locator("#message")).to_have_text(texts["known"])
    await expect(page.locator("h1")).to_have_text(texts["heading"])

    # And the texts of a file for calendars are in this language too
    async with page.expect_download() as download:
        await page.get_by_role("button", name=texts["dates"]).click()
    await (await download.value).save_as(tmp_path / "dates.ics")
    assert texts["summary"] in (tmp_path / "dates.ics").read_text().splitlines()

    # And the page runs in the direction of the language, fits on a phone, and has no barriers
    assert await page.locator("html").get_attribute("dir") == texts["direction"]
    assert await fits(page)
    assert await violations(page) == []


@pytest.mark.parametrize(
    ("locale", "direction", "heading"), [("de-DE", "ltr", "Datenschutz"), ("ar", "rtl", "الخصوصية")]
)
async def test_the_privacy_page_is_shown_in_the_language_of_the_browser(
    town: Town, locale: str, direction: str, heading: str
) -> None:
    # When somebody with a phone in another language opens the privacy page
    page = await town.player(locale=locale, viewport=PHONE)
    await page.goto("/privacy")

    # Then it is in this language, runs in its direction, fits on the phone, and has no barriers
    await expect(page.locator("h1")).to_have_text(heading)
    assert await page.locator("html").get_attribute("dir") == direction
    assert await fits(page)
    assert await violations(page) == []
