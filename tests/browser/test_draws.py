"""The pages after a draw. They show the winners, check tickets, and verify the draw in the visitor's browser."""

import asyncio
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.async_api import Page, expect

from app.domain import draw
from app.errors import InvalidCode, NotDrawn, StoreUnavailable
from tests.browser.visitors import Town
from tests.support.sold import sell

SOURCE = "drand round 4242424"


async def drawn(town: Town, **more: Any) -> tuple[str, list[dict[str, Any]], list[int]]:
    """Return the id of a drawn raffle, its tickets and its winning numbers."""
    async with town.api() as manager:
        raffle = await manager.create(12, [("Bicycle", 1), ("Book", 2)], **more)
        tickets = await manager.claim_all(raffle, 12)
        body = {"entropy": "6f1d5c0f"} if more else None
        answer = await manager.post(f"/raffles/{raffle}/winners/", body)
    return raffle, tickets, [winner["ticket_number"] for winner in answer.json()]


async def check(page: Page, ticket: dict[str, Any], code: str | None = None) -> None:
    await page.get_by_label("Ticket number").fill(str(ticket["ticket_number"]))
    await page.get_by_label("Code", exact=True).fill(code or ticket["verification_code"])
    await page.get_by_role("button", name="Check", exact=True).click()


@pytest.mark.engine
async def test_visitors_learn_who_won_and_holders_learn_what_they_won(town: Town) -> None:
    # Given a drawn raffle
    raffle, tickets, winners = await drawn(town)
    first = next(ticket for ticket in tickets if ticket["ticket_number"] == winners[0])
    loser = next(ticket for ticket in tickets if ticket["ticket_number"] not in winners)
    page = await town.player(expect=[400])
    await page.goto(f"/r/{raffle}")

    # Then the page lists the winning numbers under their prizes
    groups = page.locator("#winners > div")
    await expect(groups.nth(0)).to_contain_text("Bicycle")
    await expect(groups.nth(0).locator("li")).to_have_text([str(winners[0])])
    await expect(groups.nth(1).locator("li")).to_have_text([str(number) for number in winners[1:]])

    # And the part "Sealed before the draw" is the last part of the page, because few people read it
    headings = await page.locator("#raffle h2:visible").all_inner_texts()
    assert headings[-4:] == ["Check my ticket", "Winners", "Verify this draw", "Sealed before the draw"]

    # When somebody searches for a number, Then the page names the prize of this number, or says that the number has not
    # won
    await page.get_by_label("Find a number").fill(str(winners[2]))
    await expect(page.locator("#search-answer")).to_have_text(f"Number {winners[2]} wins: Book")
    await page.get_by_label("Find a number").fill(str(loser["ticket_number"]))
    await expect(page.locator("#search-answer")).to_contain_text("not among the winners")

    # When a winner types the code in lower case and with spaces, Then the page names the prize
    await check(page, first, first["verification_code"].lower().replace("-", " "))
    await expect(page.locator("#check-answer")).to_contain_text("You won: Bicycle")

    # When a loser checks a ticket, Then the page says that the ticket has won no prize
    await check(page, loser)
    await expect(page.locator("#check-answer")).to_contain_text("No prize this time")

    # When a winner pastes a number and a code that have full-width characters, white space, a dash and invisible
    # characters
    full_width = "".join(chr(ord(symbol) + 0xFEE0) for symbol in first["verification_code"])
    number = "".join(chr(ord(digit) + 0xFEE0) for digit in str(winners[0]))
    await check(page, first | {"ticket_number": f"#\u00a0{number}"}, " " * 300 + full_width + "\u200b\u2013")

    # Then the page says what the ticket won
    await expect(page.locator("#check-answer .verdict")).to_contain_text("You won")

    # When somebody checks a ticket with a wrong code, Then the page says only that number and code do not match
    await check(page, first, loser["verification_code"])
    await expect(page.locator("#check-answer")).to_have_text(InvalidCode.detail)

    # When the code is not complete, Then the page says how many characters a code has. It does not say that the code is
    # wrong
    await check(page, first, first["verification_code"][:-1])
    await expect(page.locator("#check-answer")).to_contain_text("this text has 15")


ELSEWHERE = "/privacy"
"""The page that a browser shows before it opens a link. For a page of another host, the browser would start a new
process."""

QR_CODE = "{id}#check={number}.{code}"

LINKS = (
    QR_CODE,
    "{id}%23check={number}.{code}",
    "{id}%2523check={number}.{code})",
    "{id}?fbclid=abc%23check={number}.{code}",
    "{id}?fbclid=abc#check={number}.{code}.",
    "{id}#check={number}.{code}&utm_source=chat",
    "{id}#check%3D{number}.{code}]",
    "{ID}#CHECK={number}.{code},",
)


@pytest.mark.engine
async def test_a_check_link_checks_the_ticket_even_if_a_chat_has_changed_it(town: Town) -> None:
    # Given the check link of a winning ticket. The link has the number and the code in its fragment (the part after the
    # #)
    raffle, tickets, winners = await drawn(town)
    winner = next(ticket for ticket in tickets if ticket["ticket_number"] == winners[0])
    code = winner["verification_code"].replace("-", "")
    page = await town.player()
    asked = town.eyes(page).asked

    for link in LINKS:
        # When a player opens the link of the QR code, or opens a link that another program has changed
        await page.goto(ELSEWHERE)
        asked.clear()
        changed = link.format(id=raffle, ID=raffle.upper(), number=winner["ticket_number"], code=code)
        await page.goto(f"/r/{changed}")

        # Then the page checks the ticket, and the address bar has no code. Only one kind of changed link has the code
        # outside of its fragment. With this kind, the first request has the code in its address. With the others, no
        # request has the code
        await expect(page.locator("#check-answer"), link).to_contain_text("You won: Bicycle")
        assert page.url == f"{town.url}/r/{raffle}", link
        sent = [url for url in asked if code in url.partition("#")[0]]
        assert sent == ([] if "#" in link else asked[:1]), link


async def test_no_other_site_can_use_up_the_wrong_codes_of_a_visitor(town: Town) -> None:
    # Given a drawn raffle, and a browser that another site sends to a check link with a wrong code
    raffle, tickets, _ = await drawn(town)
    ticket = tickets[0]
    number, code = ticket["ticket_number"], ticket["verification_code"].replace("-", "")
    page = await town.player(expect=[400], fresh=True)
    checks = town.eyes(page).asked
    await page.goto(f"/r/{raffle}#check={number}.{'0' * len(code)}")
    await expect(page.locator("#check-answer")).to_have_text(InvalidCode.detail)

    # When the site sends the browser to another wrong link, Then number and code are filled in, but no check is sent
    await page.goto(ELSEWHERE)
    checks.clear()
    await page.goto(f"/r/{raffle}#check={number}.{'1' * len(code)}")
    await expect(page.locator("#check-code")).to_have_value("1111-1111-1111-1111")
    await expect(page.locator("#winners .chips li").first).to_be_visible()
    assert not [url for url in checks if url.endswith("/verify-ticket/")]

    # And when the visitor corrects the code and presses the button, Then the page checks the ticket
    await check(page, ticket, ticket["verification_code"])
    await expect(page.locator("#check-answer .verdict")).to_be_visible()


@pytest.mark.engine
async def test_the_page_says_that_a_check_link_is_incomplete(town: Town) -> None:
    # Given a raffle, and check links whose end a chat has removed
    async with town.api() as manager:
        raffle = await manager.create(2)
    page = await town.player()

    for fragment in ("check", "check=", "check=12", "check=12.", "check=12.ABCD", "check=.ABCDEFGH%"):
        # When a player opens such a link, Then the page says that the link is incomplete, and the address bar has no
        # fragment
        await page.goto(ELSEWHERE)
        await page.goto(f"/r/{raffle}#{fragment}")
        await expect(page.locator("#own-ticket-message"), fragment).to_contain_text("The link is incomplete.")
        assert page.url == f"{town.url}/r/{raffle}", fragment


@pytest.mark.engine
@pytest.mark.parametrize("opened", ["from elsewhere", "on the page"])
async def test_the_page_removes_the_code_of_a_link_from_address_bar_and_history(town: Town, opened: str) -> None:
    # Given a check link, and a browser that shows either the page of the raffle or another page
    raffle, tickets, _ = await drawn(town)
    ticket, code = tickets[0], tickets[0]["verification_code"].replace("-", "")
    page = await town.player()
    await page.goto(f"/r/{raffle}" if opened == "on the page" else "/")

    # When the player opens the link, and the page has checked the ticket
    await page.goto(f"/r/{raffle}#check={ticket['ticket_number']}.{code}")
    await expect(page.locator("#check-answer .verdict")).to_be_visible()

    # Then the address bar has no code, even after the player has left the page and gone back
    assert page.url == f"{town.url}/r/{raffle}"
    await page.goto("/")
    await page.go_back()
    assert page.url == f"{town.url}/r/{raffle}"


async def test_the_page_shows_many_winners_in_parts(town: Town) -> None:
    # Given a draw with more winners than the page shows at first
    async with town.api() as manager:
        raffle = await manager.create(130, [("Bicycle", 1), ("Book", 110), ("Pen", 9)])
        sell(town.store, raffle, *range(1, 131))
        answer = await manager.post(f"/raffles/{raffle}/winners/")
    winners = [str(winner["ticket_number"]) for winner in answer.json()]
    page = await town.player()
    await page.goto(f"/r/{raffle}")

    # Then the page shows the first 100 winners, and has not loaded the draw record
    chips = page.locator("#winners .chips li")
    await expect(chips).to_have_text(winners[:100])
    assert not [url for url in town.eyes(page).asked if url.endswith("/draw/")]

    # When somebody searches for a winner who is not shown, Then the page names the prize, and still shows 100 winners
    await page.get_by_label("Find a number").fill(winners[119])
    await expect(page.locator("#search-answer")).to_have_text(f"Number {winners[119]} wins: Pen")
    await expect(chips).to_have_count(100)
    assert any(url.endswith(f"?ticket_number={winners[119]}") for url in town.eyes(page).asked)
    assert not [url for url in town.eyes(page).asked if "cursor" in url]

    # And when somebody searches for a number that has not won or does not exist, Then the page says so, and loads no
    # more winners
    loser = next(number for number in range(1, 131) if str(number) not in winners)
    for number, told in (
        (loser, f"Number {loser} is not among the winners."),
        (131, "There is no ticket 131. The last number of this raffle is 130."),
        (9_999_999, "There is no ticket 9,999,999. The last number of this raffle is 130."),
    ):
        await page.get_by_label("Find a number").fill(str(number))
        await expect(page.locator("#search-answer")).to_have_text(told)
    assert not [url for url in town.eyes(page).asked if "cursor" in url]

    # When somebody asks for more winners, Then the page shows all winners under their prizes, and hides the button
    await page.get_by_role("button", name="Show more of 120 winners").click()
    await expect(chips).to_have_text(winners)
    await expect(page.locator("#winners h3")).to_have_text(["Bicycle", "Book", "Pen"])
    await expect(page.locator("#more-winners")).to_be_hidden()

    # And the button shows all winners even if nobody has searched before
    await page.reload()
    await page.get_by_role("button", name="Show more of 120 winners").click()
    await expect(chips).to_have_text(winners)


async def test_a_failed_request_for_the_winners_is_repeated(town: Town) -> None:
    # Given a service that is busy when the page requests the winners
    raffle, _, winners = await drawn(town)
    page = await town.player(expect=[503])
    await page.route("**/winners/", lambda route: route.fulfill(status=503))
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#winners-message .note.wait")).to_be_visible()

    # When the service answers again, Then the page shows the winners by itself, and the message is gone
    await page.unroute("**/winners/")
    await expect(page.locator("#winners .chips li")).to_have_count(len(winners))
    await expect(page.locator("#winners-message")).to_be_empty()


async def test_without_an_announced_source_the_page_says_what_is_not_proven(town: Town) -> None:
    # Given a draw for which the service itself chose the entropy (the random text that decides the winners)
    raffle, _, _ = await drawn(town)
    page = await town.player()
    await page.goto(f"/r/{raffle}")

    # When a player verifies the draw
    await page.get_by_role("button", name="Verify this draw").click()

    # Then the page says what this check does not prove
    await expect(page.locator("#proof")).to_contain_text("What this does not prove")


async def test_a_record_that_the_service_has_changed_is_not_verified(town: Town) -> None:
    # Given a service that sends a draw record in which two winners have changed places
    raffle, _, _ = await drawn(town)
    page = await town.player()

    async def tamper(route: Any) -> None:
        answer = await route.fetch()
        record = await answer.json()
        record["winners"][0], record["winners"][1] = record["winners"][1], record["winners"][0]
        await route.fulfill(response=answer, json=record)

    await page.route("**/draw/", tamper)
    await page.goto(f"/r/{raffle}")

    # When a player verifies the draw, Then the page says that the record is wrong
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .note.bad .verdict")).to_contain_text("Not verified: ")


DRAW = """async ([total, winners]) => {
    const { draw, seedOf } = await import("/assets/raffle/draw.js");
    const seed = await seedOf("0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11", total, "Žluťoučký kůň 🐎");
    return draw(seed, total, winners);
}"""


@pytest.mark.engine
async def test_the_page_draws_as_the_service_does(town: Town) -> None:
    # Given a page, and raffles of different sizes
    page = await town.player()
    await page.goto("/")
    for total, winners in ((1, 1), (2, 2), (10, 3), (1000, 1000), (9_999_991, 5000), (10_000_000, 100_000)):
        # When the code of the page draws the winners from a seed
        found = await page.evaluate(DRAW, [total, winners])

        # Then the page and the service get the same winners
        seed = draw.seed_of("0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11", total, "Žluťoučký kůň 🐎")
        assert found == draw.draw(seed, total, winners), total


@pytest.mark.engine
async def test_a_draw_is_verified_without_tls(town: Town) -> None:
    # Given a page without TLS, where browsers have no WebCrypto
    raffle, _, _ = await drawn(town)
    page = await town.player()
    eyes = town.eyes(page)
    await page.goto(town.url.replace("127.0.0.1", "raffle.test") + f"/r/{raffle}")
    assert await page.evaluate("crypto.subtle === undefined")

    # When a player verifies the draw, Then the page confirms all steps
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .note.good")).to_contain_text("Verified: these are the correct winners.")
    await expect(page.locator("#proof .steps .good")).to_have_count(8)
    # Ignore complaints about the host name and the missing TLS. Any other complaint of the browser fails the test
    other = [told for told in eyes.complaints if "raffle.test" not in told and "untrustworthy" not in told]
    eyes.complaints[:] = other


@pytest.mark.parametrize("place", ["raffle", "certificate"])
async def test_the_command_checks_the_files_that_the_browser_saves(town: Town, tmp_path: Path, place: str) -> None:
    # Given a drawn raffle, and either its page with the steps of the check, or its certificate (a page to print)
    raffle, _, winners = await drawn(town, entropy_source=SOURCE)
    page = await town.player()
    if place == "raffle":
        await page.goto(f"/r/{raffle}")
        await page.get_by_role("button", name="Verify this draw").click()
        # The page confirms all steps, and names the source that the player still has to check.
        await expect(page.locator("#proof")).to_contain_text("Verified: these are the correct winners.")
        await expect(page.locator("#proof .steps .good")).to_have_count(8)
        await expect(page.locator("#proof")).to_contain_text(f"“{SOURCE}”")
        await page.get_by_text("Check it with Python").click()
        command = page.locator("#proof pre").first
    else:
        await page.goto(f"/r/{raffle}/certificate")
        await expect(page.locator("#certificate")).to_contain_text(SOURCE)
        await expect(page.locator("#certificate .chips li")).to_have_text([str(number) for number in winners])
        # Times are written as on the page of the raffle
        await expect(page.locator("#certificate dd").first).to_have_text(
            re.compile(r"^\d+ [A-Z][a-z]+ \d{4} at \d\d:\d\d UTC$")
        )
        command = page.locator("#certificate code")

    # When a visitor saves the record and the checker (a Python program), and runs the command of the page in the same
    # folder
    record = page.get_by_role("button", name="Save the record (JSON)")
    checker = page.get_by_role("link", name="Save the checker (Python)")
    for control in (record, checker):
        async with page.expect_download() as file:
            await control.click()
        saved = await file.value
        await saved.save_as(tmp_path / saved.suggested_filename)
    words = (await command.inner_text()).split()
    assert words[0] == "python3"
    checked = await asyncio.to_thread(run_checker, words[1:], tmp_path)

    # Then the checker confirms the record, although no Python package is installed
    lines = checked.splitlines()
    assert lines[:2] == [
        *("OK: 3 winners of 12 tickets follow from the entropy", "NOTICE: The manager typed the randomness"),
    ]
    assert [line.partition(" ")[0] for line in lines[2:]] == ["NOT", "NOT"]


def run_checker(arguments: list[str], folder: Path) -> str:
    """Run the checker with a Python that finds no installed packages. Return what the checker prints."""
    return subprocess.run(
        [sys.executable, "-I", "-S", *arguments], capture_output=True, text=True, cwd=folder, check=True
    ).stdout


async def load_record(page: Page, folder: Path, record: dict[str, Any]) -> None:
    (folder / "record.json").write_text(json.dumps(record, sort_keys=True))
    await page.get_by_label("Draw record (JSON)").set_input_files(folder / "record.json")


async def test_the_page_finds_what_is_wrong_in_a_record_from_a_file(town: Town, tmp_path: Path) -> None:
    # Given two drawn raffles, and a forged record of the first raffle. The forger replaced the entropy, and then
    # computed seed and winners from the new entropy
    raffle, _, _ = await drawn(town)
    other, _, _ = await drawn(town)
    async with town.api() as visitor:
        record = (await visitor.get(f"/raffles/{raffle}/draw/")).json()
        of_another = (await visitor.get(f"/raffles/{other}/draw/")).json()
    seed = draw.seed_with_terms(raffle, 12, record["terms"], "f" * 64)
    forged = record | {"entropy": "f" * 64, "seed": seed.hex(), "winners": draw.draw(seed, 12, 3)}
    assert draw.check(forged)
    page = await town.player()
    await page.goto(f"/r/{raffle}")

    # When a player loads the forged record into the page, Then the page names each member that differs from the
    # service's record
    await page.get_by_text("Check a record from a file").click()
    await load_record(page, tmp_path, forged)
    await expect(page.locator("#proof .verdict")).to_have_text(
        "Not verified: this record and the record of this service differ in: entropy, seed, winners."
    )

    # When the player loads the record of the second raffle, Then the page says that this record is of another raffle
    await load_record(page, tmp_path, of_another)
    await expect(page.locator("#proof .verdict")).to_have_text(
        "Not verified: this record belongs to another raffle: Fair."
    )

    # When the player loads a record with winners in another order, Then the page shows the step that fails
    await load_record(page, tmp_path, record | {"winners": record["winners"][::-1]})
    await expect(page.locator("#proof .note.bad .verdict")).to_contain_text("Not verified: ")
    await expect(page.locator("#proof .steps .bad")).to_contain_text("winner 1 should be ticket")

    # When the player loads the right record, Then the page confirms this record
    await load_record(page, tmp_path, record)
    await expect(page.locator("#proof .verdict")).to_have_text("Verified: these are the correct winners.")


async def test_there_is_no_certificate_before_the_draw(town: Town) -> None:
    # Given a raffle that is not drawn
    async with town.api() as manager:
        raffle = await manager.create(2)

    # When a visitor opens the certificate of the raffle, Then the page says that the winners are not drawn yet
    page = await town.player(expect=[404, 409])
    await page.goto(f"/r/{raffle}/certificate")
    await expect(page.locator("#certificate .note")).to_have_text(NotDrawn.detail)
    await expect(page.get_by_role("heading", name="No certificate yet")).to_be_visible()

    # When a visitor opens the certificate of an unknown raffle, Then the page says that there is no such raffle
    await page.goto("/r/0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11/certificate")
    await expect(page.get_by_role("heading", name="No such raffle")).to_be_visible()


async def test_a_certificate_appears_when_the_store_is_back(town: Town) -> None:
    # Given a drawn raffle, and a service whose store does not answer
    raffle, _, winners = await drawn(town)
    page = await town.player(expect=[503])
    answer = msgspec.to_builtins(StoreUnavailable().document())
    await page.route("**/draw/", lambda route: route.fulfill(status=503, json=answer))

    # When somebody opens the certificate, Then the page asks the visitor to wait
    await page.goto(f"/r/{raffle}/certificate")
    await expect(page.get_by_role("heading", name="One moment")).to_be_visible()
    await expect(page.locator("#certificate .note")).to_have_text(StoreUnavailable.detail)

    # When the store answers again, Then the certificate appears by itself
    await page.unroute("**/draw/")
    await expect(page.locator("#certificate .chips li")).to_have_count(len(winners))


async def test_the_winners_appear_by_themselves_at_the_draw(town: Town) -> None:
    # Given a player who waits on the page of a sold-out raffle
    async with town.api() as manager:
        raffle = await manager.create(2)
        await manager.claim_all(raffle, 2)
        page = await town.player()
        await page.goto(f"/r/{raffle}")
        await expect(page.get_by_role("heading", name="Sold out")).to_be_visible()

        # When a manager draws the winner, Then the page shows the winner
        await manager.post(f"/raffles/{raffle}/winners/")
    await expect(page.locator("#winners .chips li")).to_have_count(1)


OUTSIDE = """word => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const outside = [];
    while (walker.nextNode()) {
        const { parentElement: parent, data } = walker.currentNode;
        if (data.includes(word) && !parent.closest("bdi")) outside.push(data);
    }
    return outside;
}"""
"""A script that returns the texts of a page that have a word outside of <bdi> elements."""


async def test_a_name_in_hebrew_keeps_the_text_around_it_in_order(town: Town) -> None:
    # Given a drawn raffle whose name, prize and source of randomness are in Hebrew. Also given an open raffle, and a
    # player with a ticket
    word = "\u05e4\u05e8\u05e1"
    async with town.api() as manager:
        raffle = await manager.create(1, [(word, 1)], name=word, entropy_source=word)
        player = await town.player()
        await player.goto(f"/r/{raffle}")
        await player.get_by_role("button", name="Get my ticket").click()
        await expect(player.locator(".ticket h2 bdi")).to_have_text(word)
        await manager.post(f"/raffles/{raffle}/winners/", {"entropy": "6f1d5c0f"})
        await manager.create(4, [(word, 2)], name=word)
    await expect(player.locator("#winners h3 bdi")).to_have_text(word)

    # When each page shows the name, and the page of the raffle shows a checked ticket and a verified draw
    await player.get_by_role("button", name="Check", exact=True).click()
    await expect(player.locator("#check-answer bdi")).to_have_text(word)
    await player.get_by_role("button", name="Verify this draw").click()
    # The prize of the visitor's own ticket is in its step and in the verdict. The source is in the verdict.
    await expect(player.locator("#proof bdi")).to_have_text([word] * 3)
    await player.get_by_label("Find a number").fill("1")
    await expect(player.locator("#search-answer bdi")).to_have_text(word)
    visitor, certificate, manage = await town.player(), await town.player(), await town.manager()
    await visitor.goto("/")
    await expect(visitor.locator("#raffles h3 bdi").first).to_have_text(word)
    await certificate.goto(f"/r/{raffle}/certificate")
    await expect(certificate.locator("h1 bdi")).to_have_text(word)
    await manage.goto("/manage")
    await manage.get_by_role("button", name="Delete").first.click()
    await expect(manage.locator("#confirm-title bdi")).to_have_text(word)

    # Then every name is isolated from the text around it. In a page, the element <bdi> isolates it. In a title,
    # invisible characters do so
    for page in (player, visitor, certificate, manage):
        assert await page.evaluate(OUTSIDE, word) == []
    assert await player.title() == f"\u2068{word}\u2069 \u00b7 Raffle"
    assert await certificate.title() == f"Certificate: \u2068{word}\u2069"
    assert (
        await visitor.locator("#raffles progress").first.get_attribute("aria-label") == f"Tickets of \u2068{word}\u2069"
    )

    # And the amount of a prize is on the left of its name
    name = visitor.locator("#raffles .clip bdi").first
    assert (await visitor.locator("#raffles .clip").first.inner_text()) == f"2 \u00d7 {word}"
    gap = "bdi => bdi.getBoundingClientRect().left - bdi.parentElement.getBoundingClientRect().left"
    assert await name.evaluate(gap) > 10
