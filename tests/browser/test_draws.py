"""After the draw: winners, checks of tickets, and the proof in the visitor's own browser."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from app.domain import draw
from app.errors import InvalidCode, NotDrawn
from tests.browser.visitors import Town

SOURCE = "drand round 4242424"


async def drawn(town: Town, **more: Any) -> tuple[str, list[dict[str, Any]], list[int]]:
    """Return the id of a drawn raffle, its tickets and the winning numbers."""
    async with town.api() as manager:
        raffle = await manager.create(12, [("Bicycle", 1), ("Book", 2)], **more)
        tickets = await manager.claim_all(raffle, 12)
        body = {"entropy": "6f1d5c0f"} if more else None
        answer = await manager.post(f"/raffles/{raffle}/winners/", body)
    return raffle, tickets, [winner["ticket_number"] for winner in answer.json()]


async def check(page: Page, ticket: dict[str, Any], code: str | None = None) -> None:
    await page.get_by_label("Ticket number").fill(str(ticket["ticket_number"]))
    await page.get_by_label("Code").fill(code or ticket["verification_code"])
    await page.get_by_role("button", name="Check", exact=True).click()


async def test_holders_learn_what_they_won(town: Town) -> None:
    # Given a drawn raffle
    raffle, tickets, winners = await drawn(town)
    first = next(ticket for ticket in tickets if ticket["ticket_number"] == winners[0])
    loser = next(ticket for ticket in tickets if ticket["ticket_number"] not in winners)
    page = await town.player(expect=[400])
    await page.goto(f"/r/{raffle}")

    # When a winner checks, with the code typed carelessly, then the prize is named
    await check(page, first, first["verification_code"].lower().replace("-", " "))
    await expect(page.locator("#check-answer")).to_contain_text("You won: Bicycle")

    # When a loser checks, then the page says so kindly
    await check(page, loser)
    await expect(page.locator("#check-answer")).to_contain_text("No prize this time")

    # When the code is wrong, then nothing is told of the ticket
    await check(page, first, loser["verification_code"])
    await expect(page.locator("#check-answer")).to_have_text(InvalidCode.detail)


async def test_the_link_of_the_qr_code_checks_the_ticket(town: Town) -> None:
    # Given a winner's link
    raffle, tickets, winners = await drawn(town)
    winner = next(ticket for ticket in tickets if ticket["ticket_number"] == winners[0])
    code = winner["verification_code"].replace("-", "")

    # When it is opened
    page = await town.player()
    await page.goto(f"/r/{raffle}#check={winner['ticket_number']}.{code}")

    # Then the prize is named at once, and the code was in no address that was asked for
    await expect(page.locator("#check-answer")).to_contain_text("You won: Bicycle")
    assert not [url for url in town.eyes(page).asked if code in url.partition("#")[0]]


@pytest.mark.parametrize("opened", ["from elsewhere", "on the page"])
async def test_the_code_of_a_link_stays_neither_in_the_address_bar_nor_in_the_history(town: Town, opened: str) -> None:
    # Given a link, opened from elsewhere or pasted where the raffle is shown already
    raffle, tickets, _ = await drawn(town)
    ticket, code = tickets[0], tickets[0]["verification_code"].replace("-", "")
    page = await town.player()
    await page.goto(f"/r/{raffle}" if opened == "on the page" else "/")

    # When it was followed
    await page.goto(f"/r/{raffle}#check={ticket['ticket_number']}.{code}")
    await expect(page.locator("#check-answer .verdict")).to_be_visible()

    # Then the address is that of the raffle, also for who goes back to it
    assert page.url == f"{town.url}/r/{raffle}"
    await page.goto("/")
    await page.go_back()
    assert page.url == f"{town.url}/r/{raffle}"


async def test_winners_are_shown_by_prize_and_found_by_number(town: Town) -> None:
    # Given a drawn raffle
    raffle, tickets, winners = await drawn(town)
    page = await town.player()
    await page.goto(f"/r/{raffle}")

    # Then the winners stand under their prizes
    groups = page.locator("#winners > div")
    await expect(groups.nth(0)).to_contain_text("Bicycle")
    await expect(groups.nth(0).locator("li")).to_have_text([str(winners[0])])
    await expect(groups.nth(1).locator("li")).to_have_text([str(number) for number in winners[1:]])

    # When a number is searched, then its prize is told
    await page.get_by_label("Find a number").fill(str(winners[2]))
    await expect(page.locator("#search-answer")).to_have_text(f"Number {winners[2]} wins: Book")
    loser = next(ticket["ticket_number"] for ticket in tickets if ticket["ticket_number"] not in winners)
    await page.get_by_label("Find a number").fill(str(loser))
    await expect(page.locator("#search-answer")).to_contain_text("not among the winners")


async def test_many_winners_come_in_pages(town: Town) -> None:
    # Given a draw with more winners than a page holds
    async with town.api() as manager:
        raffle = await manager.create(130, [("Bicycle", 1), ("Book", 110), ("Pen", 9)])
        await manager.claim_all(raffle, 130)
        answer = await manager.post(f"/raffles/{raffle}/winners/")
    winners = [str(winner["ticket_number"]) for winner in answer.json()]
    page = await town.player()
    await page.goto(f"/r/{raffle}")

    # Then the first of them are shown, and the draw record is not loaded for that
    chips = page.locator("#winners .chips li")
    await expect(chips).to_have_text(winners[:100])
    assert not [url for url in town.eyes(page).asked if url.endswith("/draw/")]

    # When one beyond them is searched, then it is found all the same
    await page.get_by_label("Find a number").fill(winners[119])
    await expect(page.locator("#search-answer")).to_have_text(f"Number {winners[119]} wins: Pen")
    await expect(chips).to_have_count(100)
    assert any(url.endswith("?limit=1000&cursor=100") for url in town.eyes(page).asked)

    # When more are asked for, then the rest stands under its prizes, and that is all
    await page.get_by_role("button", name="Show more of 120 winners").click()
    await expect(chips).to_have_text(winners)
    await expect(page.locator("#winners h3")).to_have_text(["Bicycle", "Book", "Pen"])
    await expect(page.locator("#more-winners")).to_be_hidden()

    # And so it does where nothing was searched before
    await page.reload()
    await page.get_by_role("button", name="Show more of 120 winners").click()
    await expect(chips).to_have_text(winners)


async def test_winners_that_do_not_come_can_be_asked_for_again(town: Town) -> None:
    # Given a service that is busy just when the winners are to be shown
    raffle, _, winners = await drawn(town)
    page = await town.player(expect=[503])
    await page.route("**/winners/", lambda route: route.fulfill(status=503))
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#winners-message .note.bad")).to_be_visible()

    # When they are asked for again, then they are there, and the complaint is gone
    await page.unroute("**/winners/")
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator("#winners .chips li")).to_have_count(len(winners))
    await expect(page.locator("#winners-message")).to_be_empty()


async def test_the_draw_is_verified_in_the_page(town: Town) -> None:
    # Given a draw from an announced source
    raffle, _, _ = await drawn(town, entropy_source=SOURCE)
    page = await town.player()
    await page.goto(f"/r/{raffle}")

    # When it is verified
    await page.get_by_role("button", name="Verify this draw").click()

    # Then every step holds, and the page says what is left to check
    await expect(page.locator("#proof")).to_contain_text("The draw holds.")
    await expect(page.locator("#proof .steps .good")).to_have_count(4)
    await expect(page.locator("#proof")).to_contain_text(f"“{SOURCE}”")


async def test_without_an_announced_source_the_page_says_what_is_not_proven(town: Town) -> None:
    # Given a draw whose entropy the server picked
    raffle, _, _ = await drawn(town)
    page = await town.player()
    await page.goto(f"/r/{raffle}")

    # When it is verified
    await page.get_by_role("button", name="Verify this draw").click()

    # Then the page is plain about it
    await expect(page.locator("#proof")).to_contain_text("What this does not prove")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda record: record["winners"].reverse(), "Winner 1 should be ticket"),
        (lambda record: record.update(entropy="another"), "but the record says"),
        (lambda record: record["winners"].pop(), "2 winners for 3 prizes"),
        (lambda record: record.update(algorithm="dice"), "names no algorithm"),
        (lambda record: record.clear(), "names no algorithm"),
    ],
    ids=["winners swapped", "other entropy", "a winner less", "other algorithm", "empty"],
)
async def test_a_tampered_record_visibly_fails(town: Town, tmp_path: Path, change: Any, expected: str) -> None:
    # Given a record that somebody changed
    raffle, _, _ = await drawn(town)
    async with town.api() as visitor:
        record = (await visitor.get(f"/raffles/{raffle}/draw/")).json()
    change(record)
    (tmp_path / "record.json").write_text(json.dumps(record))

    # When it is loaded in the page
    page = await town.player()
    await page.goto(f"/r/{raffle}")
    await page.get_by_text("Check a record from a file").click()
    await page.get_by_label("Draw record (JSON)").set_input_files(tmp_path / "record.json")

    # Then the page says that it does not hold, and where
    await expect(page.locator("#proof .note.bad")).to_contain_text("This record does not hold.")
    await expect(page.locator("#proof .steps .bad")).to_contain_text(expected)


async def test_a_record_that_the_service_tampered_with_fails_too(town: Town) -> None:
    # Given a service that answers with changed winners
    raffle, _, _ = await drawn(town)
    page = await town.player()

    async def tamper(route: Any) -> None:
        answer = await route.fetch()
        record = await answer.json()
        record["winners"][0], record["winners"][1] = record["winners"][1], record["winners"][0]
        await route.fulfill(response=answer, json=record)

    await page.route("**/draw/", tamper)
    await page.goto(f"/r/{raffle}")

    # When the draw is verified, then it fails
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .note.bad")).to_contain_text("This record does not hold.")


@pytest.mark.parametrize(
    ("total", "winners"), [(1, 1), (2, 2), (10, 3), (1000, 1000), (9_999_991, 5000), (10_000_000, 100_000)]
)
async def test_the_page_draws_as_the_service_does(town: Town, total: int, winners: int) -> None:
    # Given a seed
    seed = draw.seed_of("0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11", total, "Žluťoučký kůň 🐎")
    page = await town.player()
    await page.goto("/")

    # When the page's own draw runs on it
    found = await page.evaluate(
        """async ([total, winners]) => {
            const { draw, seedOf } = await import("/assets/raffle/draw.js");
            const seed = await seedOf("0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11", total, "Žluťoučký kůň 🐎");
            return draw(seed, total, winners);
        }""",
        [total, winners],
    )

    # Then it gets the same winners
    assert found == draw.draw(seed, total, winners)


async def test_a_page_without_tls_says_why_it_cannot_verify(town: Town) -> None:
    # Given a page from a host that browsers do not trust with hashing
    raffle, _, _ = await drawn(town)
    page = await town.player()
    eyes = town.eyes(page)
    await page.goto(town.url.replace("127.0.0.1", "raffle.test") + f"/r/{raffle}")

    # When the draw is verified
    await page.get_by_role("button", name="Verify this draw").click()

    # Then the page says how to do it instead
    await expect(page.locator("#proof")).to_contain_text("only on pages that come over HTTPS")
    await expect(page.locator("#proof")).to_contain_text("python3 -m app.domain.draw record.json")
    # And what else the browser said is about the other name alone
    other = [told for told in eyes.complaints if "raffle.test" not in told and "untrustworthy" not in told]
    eyes.complaints[:] = other


async def test_the_certificate_holds_the_record(town: Town, tmp_path: Path) -> None:
    # Given a drawn raffle
    raffle, _, winners = await drawn(town, entropy_source=SOURCE)
    page = await town.player()
    await page.goto(f"/r/{raffle}/certificate")

    # Then the certificate names source and winners
    await expect(page.locator("#certificate")).to_contain_text(SOURCE)
    await expect(page.locator("#certificate .chips li")).to_have_text([str(number) for number in winners])

    # When the record is saved, then it is one that the program confirms
    async with page.expect_download() as file:
        await page.get_by_role("button", name="Save the record (JSON)").click()
    await (await file.value).save_as(tmp_path / "record.json")
    assert draw.main([str(tmp_path / "record.json")]) == 0


async def test_there_is_no_certificate_before_the_draw(town: Town) -> None:
    # Given a raffle that is not drawn
    async with town.api() as manager:
        raffle = await manager.create(2)

    # When its certificate is opened, then the page says so
    page = await town.player(expect=[409])
    await page.goto(f"/r/{raffle}/certificate")
    await expect(page.locator("#certificate .note")).to_have_text(NotDrawn.detail)


async def test_the_winners_appear_by_themselves_at_the_draw(town: Town) -> None:
    # Given somebody who waits on the page of a raffle that is sold out
    async with town.api() as manager:
        raffle = await manager.create(2)
        await manager.claim_all(raffle, 2)
        page = await town.player()
        await page.goto(f"/r/{raffle}")
        await expect(page.get_by_role("heading", name="Sold out")).to_be_visible()

        # When it is drawn, then the winner is there
        await manager.post(f"/raffles/{raffle}/winners/")
    await expect(page.locator("#winners .chips li")).to_have_count(1)
