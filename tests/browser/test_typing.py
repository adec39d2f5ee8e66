"""Numbers, names and codes as people type them."""
# ruff: noqa: RUF001 -- These tests need digits and signs that look alike.

import sys
import unicodedata

import msgspec
import pytest
from playwright.async_api import Browser, expect

from app.settings import Settings
from tests.browser.visitors import Town, in_town
from tests.support.service import Service

pytestmark = pytest.mark.engine

NUMBERS = {
    "72": 72,
    " 72\t\n": 72,
    "007": 7,
    "72.": 72,
    "#72": 72,
    "# 72": 72,
    "No. 72": 72,
    "no 72": 72,
    "Nr. 72": 72,
    "№ 72": 72,
    "Nº 72": 72,
    "n° 72": 72,
    "n.º 72": 72,
    "Ticket 72": 72,
    "Ticket no. 1,000": 1000,
    "Losnummer: 72": 72,
    "Los Nr. 1.000": 1000,
    "Num\u00e9ro 72": 72,
    "Boleto n.\u00ba 72": 72,
    "التذكرة رقم ٧٢": 72,
    "Number: 72": 72,
    "1,000": 1000,
    "10,000": 10_000,
    "10 000": 10_000,
    "10.000": 10_000,
    "10'000": 10_000,
    "10’000": 10_000,
    "10_000": 10_000,
    "10\u00a0000": 10_000,
    "10\u2009000": 10_000,
    "10\u202f000": 10_000,
    "1.000.000": 1_000_000,
    "1 000 000": 1_000_000,
    "1,00,000": 100_000,
    "10,00,000": 1_000_000,
    "１０，０００": 10_000,
    "＃７２": 72,
    "١٠٠٠٠": 10_000,
    "١٠٬٠٠٠": 10_000,
    "۱۰٬۰۰۰": 10_000,
    "१,००,०००": 100_000,
    "১০,০০০": 10_000,
    "\u200f٧٢\u200f": 72,
    "7\u200b2": 72,
    "": None,
    "-72": None,
    "+72": None,
    "7.2": None,
    "7,2": None,
    ".5": None,
    "3.0": None,
    "3.00": None,
    "1,00": None,
    "1,0000": None,
    "10,00": None,
    "1000,000": None,
    "0,500": None,
    "0.072": None,
    "1,000.5": None,
    "1,000.00": None,
    "1.000,000": None,
    "1,000 000": None,
    "7 2": None,
    "10  000": None,
    "1,00,00": None,
    "10,000,00": None,
    "٧٫٢": None,
    "1٫000": None,
    "1e1": None,
    "0x10": None,
    "1/2": None,
    "7½": None,
    "7²": None,
    "⑦2": None,
    "72a": None,
    "A72": None,
    "72 and 73": None,
    "ABCD EFGH JKMN 1234": None,
    "七十二": None,
    "ten": None,
    "NaN": None,
    "#": None,
}
"""Texts, and the number that a person means by each text. None means that the page must refuse the text."""

READ = """async (texts) => {
    const { wholeNumberIn } = await import("/assets/shared/typed-number.js");
    return texts.map((text) => wholeNumberIn(text)).map((number) => Number.isNaN(number) ? null : number);
}"""


async def test_numbers_are_read_as_people_mean_them(town: Town) -> None:
    # Given whole numbers as several languages write them, and other texts
    page = await town.player()
    await page.goto("/")

    # When the pages read these texts, Then the pages get the right number, or refuse the text
    read = await page.evaluate(READ, list(NUMBERS))
    assert dict(zip(NUMBERS, read, strict=True)) == NUMBERS

    # When the pages read all decimal digits of Unicode, Then the pages get the value of each digit
    digits = [chr(code) for code in range(sys.maxunicode) if unicodedata.category(chr(code)) == "Nd"]
    read = await page.evaluate(READ, digits)
    assert read == [unicodedata.decimal(digit) for digit in digits]


async def test_a_ticket_is_checked_with_its_number_as_people_write_it(town: Town) -> None:
    # Given a drawn raffle with one winner, ticket 1
    async with town.api() as manager:
        raffle = await manager.create(1)
        (ticket,) = await manager.claim_all(raffle, 1)
        await manager.post(f"/raffles/{raffle}/winners/")
    page = await town.player()
    await page.goto(f"/r/{raffle}")
    await page.get_by_label("Code", exact=True).fill(ticket["verification_code"])

    for number in ("#1", "No. 1", "Ticket 1", "\u0661", "\uff11"):
        # When the holder of this ticket types its number in one of these forms, Then the page says what the ticket won
        await page.get_by_label("Ticket number").fill(number)
        await page.get_by_role("button", name="Check", exact=True).click()
        await expect(page.locator("#check-answer")).to_contain_text("You won")
        # And the search finds the number in this form
        await page.get_by_label("Find a number").fill(number)
        await expect(page.locator("#search-answer")).to_contain_text("Number 1 wins")

        # When the holder types a number that is not whole, Then the check and the search ask for a whole number.
        # Nothing is checked
        await page.get_by_label("Ticket number").fill(f"{number}.0")
        await page.get_by_role("button", name="Check", exact=True).click()
        await expect(page.locator("#check-answer")).to_contain_text("A whole number from 1 to 10,000,000")
        await expect(page.get_by_label("Ticket number")).to_be_focused()
        await page.get_by_label("Find a number").fill("1e0")
        await expect(page.locator("#search-answer")).to_contain_text("A whole number from 1 to 10,000,000")


async def test_a_sentence_says_that_a_code_is_too_short(town: Town) -> None:
    # Given a drawn raffle
    async with town.api() as manager:
        raffle = await manager.create(1)
        await manager.claim_all(raffle, 1)
        await manager.post(f"/raffles/{raffle}/winners/")
    page = await town.player(expect=[400])
    await page.goto(f"/r/{raffle}")

    # When somebody types half of a code, Then a sentence says how long a code is, and how long this text is
    await page.get_by_label("Ticket number").fill("1")
    await page.get_by_label("Code", exact=True).fill("ABCD EFGH")
    await page.get_by_role("button", name="Check", exact=True).click()
    await expect(page.locator("#check-answer")).to_have_text("A code has 16 letters and digits, but this text has 8.")


async def test_a_raffle_is_created_with_numbers_as_people_type_them(town: Town) -> None:
    # Given a manager who types numbers as people write them. One of the numbers, 3.0, is not written as a whole number
    page = await town.manager()
    await page.goto("/manage")
    await page.get_by_label("Name", exact=True).fill("Garden party")
    await page.get_by_label("Tickets", exact=True).fill("10\u202f000")
    await page.get_by_label("Name of the prize").fill("Book")
    amount = page.get_by_label("How many of this prize")
    await amount.fill("3.0")

    # When the manager sends the form, Then the field of this number asks for a whole number
    await page.get_by_role("button", name="Create the raffle").click()
    await expect(page.locator(".prize-row .field-error")).to_have_text("A whole number from 1 to 10,000,000")
    await expect(amount).to_be_focused()

    # When the manager corrects this number, Then the raffle has the numbers that the manager meant
    await amount.fill("１.０００")
    await page.get_by_role("button", name="Create the raffle").click()
    await page.get_by_role("link", name="Open its page").click()
    await expect(page.get_by_role("heading", name="Garden party")).to_be_visible()
    async with town.api() as visitor:
        created = (await visitor.get("/raffles/")).json()[0]
    assert (created["total_tickets"], created["prizes"]) == (10_000, [{"name": "Book", "amount": 1000}])


async def test_a_text_that_is_too_long_is_refused_and_not_shortened(town: Town) -> None:
    # Given a manager who pastes texts that are longer than the service accepts. An emoji counts as one character
    page = await town.manager()
    await page.goto("/manage")
    await page.get_by_text("Announce public randomness").click()
    for label, most in (("Name", 100), ("Name of the prize", 100), ("Source of the random value", 300)):
        await page.get_by_label(label, exact=True).fill("🎟" * (most + 1))

    # When the manager sends the form, Then each field says how long its text may be, and keeps the complete text
    await page.get_by_role("button", name="Create the raffle").click()
    await expect(page.locator("#new-name-error")).to_have_text("At most 100 characters")
    await expect(page.locator(".prize-row .field-error")).to_have_text("At most 100 characters")
    await expect(page.locator("#new-entropy-error")).to_have_text("At most 300 characters")
    await expect(page.get_by_label("Name", exact=True)).to_have_value("🎟" * 101)

    # When the texts are as long as they may be, Then the service accepts them
    await page.get_by_label("Tickets", exact=True).fill("3")
    for label, most in (("Name", 100), ("Name of the prize", 100), ("Source of the random value", 300)):
        await page.get_by_label(label, exact=True).fill("🎟" * most)
    await page.get_by_role("button", name="Create the raffle").click()
    await expect(page.locator("#create-message")).to_contain_text("Created")


async def test_the_form_names_a_limit_of_the_operator(site: Service, settings: Settings, browser: Browser) -> None:
    # Given a service whose operator allows 100 tickets
    limited = msgspec.structs.replace(settings, max_tickets=100)
    with Service(limited, site.store) as service:
        async with in_town(service, browser) as town:
            page = await town.manager(expect=[400])
            await page.goto("/manage")
            await page.get_by_label("Name", exact=True).fill("Garden party")
            await page.get_by_label("Tickets", exact=True).fill("101")
            await page.get_by_label("Name of the prize").fill("Book")

            # When a manager asks for 101 tickets, Then the field says that at most 100 tickets are allowed
            await page.get_by_role("button", name="Create the raffle").click()
            await expect(page.locator("#new-tickets-error")).to_have_text("At most 100 tickets")
            await expect(page.locator("#create-message")).to_have_text("Correct the marked fields.")


async def test_every_field_has_a_visible_label(town: Town) -> None:
    # Given a drawn raffle, and the form for a new raffle with two prizes
    async with town.api() as manager:
        raffle = await manager.create(1)
        await manager.claim_all(raffle, 1)
        await manager.post(f"/raffles/{raffle}/winners/")
    page = await town.manager()
    await page.goto("/manage")
    await page.get_by_role("button", name="Add a prize").click()
    player = await town.player()
    await player.goto(f"/r/{raffle}")
    await expect(player.locator("#winners li")).to_be_visible()

    # When the pages show all fields, Then each field has a label with a visible text
    for shown in (page, player):
        fields = await shown.evaluate(
            """() => [...document.querySelectorAll("input, textarea, select")].map((field) =>
                [field.id, [...field.labels].some((label) => label.firstChild.data.trim() !== "")])"""
        )
        assert len(fields) >= 4
        assert [name for name, labelled in fields if not labelled] == []
    await expect(page.get_by_label("How many of this prize")).to_have_count(2)
