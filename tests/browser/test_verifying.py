"""The section "Verify this draw" compares every member of a draw record, and names what it cannot check.

The record has everything from which the winners follow. A substitution replaces a winner by a substitute.
"""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, Page, Route, expect

from app.store import keys
from tests.browser.accessibility import violations
from tests.browser.visitors import Town, held
from tests.support.sold import sell
from tests.support.waiting import until

VERIFIED = "Verified: these are the correct winners."

BEFORE_THE_DRAW = {"status": "sold_out", "winners_drawn": False}
"""What the service shows of a raffle before its draw."""


async def drawn(town: Town, substituted: int = 0) -> tuple[str, dict[str, Any]]:
    """Return the id and the record of a drawn raffle, in which substitutes have replaced the first winners."""
    async with town.api() as manager:
        raffle = await manager.create(12, [("Bicycle", 1), ("Book", 2)], reserves=3)
        await manager.claim_all(raffle, 12)
        winners = (await manager.post(f"/raffles/{raffle}/winners/")).json()
        for winner in winners[:substituted]:
            body = {"ticket_number": winner["ticket_number"], "reason": "Did not come"}
            assert (await manager.post(f"/raffles/{raffle}/substitutions/", body)).status_code == 201
        record = (await manager.get(f"/raffles/{raffle}/draw/")).json()
    return raffle, record


async def holder_of_a_ticket(town: Town, raffle: str) -> Page:
    """Return a page that shows the raffle to a player, whose browser has ticket 1 with an invented code.

    The service refuses this code with 400 if ticket 1 has won.
    """
    page = await with_a_ticket(town, raffle)
    await page.goto(f"/r/{raffle}")
    return page


async def with_a_ticket(town: Town, raffle: str) -> Page:
    """Return a page of a browser that has ticket 1 of a raffle. The page does not show the raffle yet."""
    page = await town.player(fresh=True, expect=[400])
    await page.goto(town.url)
    ticket = {"raffle_id": raffle, "ticket_number": 1, "verification_code": "ABCD-EFGH-JKMN-PQRS"}
    stored = [f"raffle:{raffle}", json.dumps({"ticket": ticket, "added": True})]
    await page.evaluate("pair => localStorage.setItem(...pair)", stored)
    return page


async def check_file(page: Page, folder: Path, record: dict[str, Any]) -> Locator:
    """Remove the verdict of earlier checks when they are over. Check a record from a file. Return the new verdict."""
    field = page.get_by_label("Draw record (JSON)")
    await expect(field).to_have_value("")
    await page.locator("#proof").evaluate("proof => proof.replaceChildren()")
    (folder / "record.json").write_text(json.dumps(record, sort_keys=True))
    await field.set_input_files(folder / "record.json")
    return page.locator("#proof .verdict")


def substitution(record: dict[str, Any], place: int, **more: Any) -> dict[str, Any]:
    """Return a substitution that agrees with a record without substitutions."""
    prizes = [prize["name"] for prize in record["prizes"] for _ in range(prize["amount"])]
    number, replaced_by = record["winners"][place], record["substitutes"][0]
    entry = {"place": place, "prize": prizes[place], "ticket_number": number, "replaced_by": replaced_by}
    return {**entry, "reason": "Did not come", "at": record["drawn_at"], **more}


@pytest.mark.parametrize("member", ["substitutions", "drawn_at", "ended_at", "incarnation", "handed_over"])
async def test_the_page_names_a_member_that_is_invented_in_a_file(town: Town, tmp_path: Path, member: str) -> None:
    # Given a drawn raffle, and a file with its record. Somebody has invented one member of this record so that it
    # agrees with the other members
    raffle, record = await drawn(town)
    invented = {
        "substitutions": [substitution(record, 0)],
        "drawn_at": "2099-11-27T04:34:31.272Z",
        "ended_at": record["sealed_at"],
        "incarnation": 7,
        "handed_over": "to me",
    }
    page = await town.player()
    await page.goto(f"/r/{raffle}")

    # When a player checks the file, Then the page names this member
    await page.get_by_text("Check a record from a file").click()
    verdict = await check_file(page, tmp_path, record | {member: invented[member]})
    await expect(verdict).to_have_text(f"Not verified: this record and the record of this service differ in: {member}.")


async def test_a_file_may_lack_the_last_substitutions(town: Town, tmp_path: Path) -> None:
    # Given a raffle with two substitutions
    raffle, record = await drawn(town, substituted=2)
    first, second = record["substitutions"]
    page = await town.player()
    await page.goto(f"/r/{raffle}")
    await page.get_by_text("Check a record from a file").click()

    # When a player checks a file without the second substitution, Then the page confirms the file, and says that the
    # file is older
    verdict = await check_file(page, tmp_path, record | {"substitutions": [first]})
    await expect(verdict).to_have_text(VERIFIED)
    await expect(page.locator("#proof .note.wait").first).to_have_text(
        "This file is older: one more winner was replaced since then."
    )

    # When the player checks files in which the substitutions have other reasons or another order, Then the page says
    # that file and record differ
    for entries in (
        [first | {"reason": "Was rude"}],
        [first, second | {"reason": "Was rude"}],
        [second | {"replaced_by": first["replaced_by"]}],
        [*record["substitutions"], substitution(record, 2, replaced_by=record["substitutes"][2], at=second["at"])],
    ):
        verdict = await check_file(page, tmp_path, record | {"substitutions": entries})
        await expect(verdict).to_have_text(
            "Not verified: this record and the record of this service differ in: substitutions."
        )

    # When the player checks the whole record, Then the page compares every member, and confirms the record
    verdict = await check_file(page, tmp_path, record)
    await expect(verdict).to_have_text(VERIFIED)
    await expect(page.locator("#proof")).not_to_contain_text("This file is older")
    await expect(page.locator("#proof")).not_to_contain_text("Not checked")


async def test_the_page_names_what_it_cannot_check(town: Town) -> None:
    # Given a service whose record has members that only the service itself knows
    raffle, record = await drawn(town)
    page = await town.player()
    forged = record | {"incarnation": 7, "operator_note": "all is well"}
    await page.route("**/draw/", lambda route: route.fulfill(json=forged))
    await page.goto(f"/r/{raffle}")

    # When a player verifies the draw, Then the page names these members
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .verdict")).to_have_text(VERIFIED)
    await expect(page.locator("#proof .note.good")).to_contain_text(
        "Not checked, because only this service says them: drawn_at, sealed_at, incarnation, operator_note."
    )


READ_IN_TWO_WAYS = {
    "repeated member": ('12,"total_tickets":12', "wo members of one object have the same name: "),
    "fraction": ("12.0", "2.0 is not a whole number of at most "),
    "exponent": ("1.2e1", ".2e1 is not a whole number of at most "),
}
"""Pairs of texts. The first text replaces the number of tickets, and a browser reads it as the same number. The second
text is the reason why the page refuses the record."""


@pytest.mark.parametrize("spelling", READ_IN_TWO_WAYS)
@pytest.mark.parametrize("place", ["record", "file", "certificate"])
async def test_the_record_of_the_service_is_read_as_strictly_as_a_file(
    town: Town, tmp_path: Path, spelling: str, place: str
) -> None:
    # Given a service whose record looks right to a browser, although other programs would read something else or refuse
    # it
    raffle, record = await drawn(town)
    text, told = READ_IN_TWO_WAYS[spelling]
    plain = json.dumps(record, separators=(",", ":"))
    assert '"total_tickets":12' in plain
    forged = plain.replace('"total_tickets":12', f'"total_tickets":{text}')
    page = await town.player()
    await page.route("**/draw/", lambda route: route.fulfill(body=forged, content_type="application/json"))

    # When a player opens the certificate, Then the page shows no record, and says why
    if place == "certificate":
        await page.goto(f"/r/{raffle}/certificate")
        await expect(page.get_by_role("heading", name="No certificate", exact=True)).to_be_visible()
        await expect(page.locator("#certificate")).to_contain_text(told)
        return

    # When a player verifies the draw, or checks a right record from a file, Then nothing is verified
    await page.goto(f"/r/{raffle}")
    if place == "file":
        await page.get_by_text("Check a record from a file").click()
        verdict = await check_file(page, tmp_path, record)
    else:
        await page.get_by_role("button", name="Verify this draw").click()
        verdict = page.locator("#proof .verdict")
    await expect(verdict).to_contain_text("Not verified: ")
    await expect(verdict).to_contain_text(told)


@pytest.mark.parametrize("place", ["record", "file", "certificate"])
async def test_the_page_saves_the_bytes_that_it_has_checked(town: Town, tmp_path: Path, place: str) -> None:
    # Given a service that sends a right record to the first request, and a wrong one to later requests
    raffle, record = await drawn(town)
    right = json.dumps(record, indent=3).encode()
    bodies = [right]

    async def answer(route: Route) -> None:
        await route.fulfill(body=bodies.pop() if bodies else b'{"algorithm": "wrong"}', content_type="application/json")

    page = await town.player()
    await page.context.route("**/draw/", answer)

    # When a visitor saves the record after the page has checked it
    if place == "certificate":
        await page.goto(f"/r/{raffle}/certificate")
    else:
        await page.goto(f"/r/{raffle}")
        if place == "file":
            right = json.dumps(record, sort_keys=True).encode()
            await page.get_by_text("Check a record from a file").click()
            await expect(await check_file(page, tmp_path, record)).to_have_text(VERIFIED)
        else:
            await page.get_by_role("button", name="Verify this draw").click()
        await page.get_by_text("Check it with Python").click()
    async with page.expect_download() as file:
        await page.get_by_text("Save the record (JSON)").click()

    # Then the file has exactly the bytes that the page has checked
    saved = tmp_path / "saved.json"
    await (await file.value).save_as(saved)
    assert saved.read_bytes() == right


async def show(page: Page, path: str, value: object) -> None:
    """Answer the requests of a page for this path of a raffle with this JSON value."""
    await page.route(f"**/raffles/*/{path}**", lambda route: route.fulfill(json=value))


@pytest.mark.parametrize("checked", ["the record of the service", "a file"])
async def test_the_page_names_a_winner_who_is_not_in_the_record(town: Town, tmp_path: Path, checked: str) -> None:
    # Given a service whose record and list of winners differ in one winner
    raffle, record = await drawn(town)
    loser = next(number for number in range(1, 13) if number not in record["winners"])
    first, second, third = record["winners"]
    winners = [{"ticket_number": number, "prize": "Book"} for number in (first, loser, third)]
    page = await town.player()
    await show(page, "winners/", winners)
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#winners .chips li")).to_have_text([str(number) for number in (first, loser, third)])

    # When a player verifies the draw, Then the page names the winner in the record and the winner in the list
    if checked == "a file":
        await page.get_by_text("Check a record from a file").click()
        await check_file(page, tmp_path, record)
    else:
        await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .verdict")).to_have_text(
        "Not verified: this page shows other values than the record in: winners."
    )
    await expect(page.locator("#proof .steps .bad li")).to_have_text(
        [f"winners 2: the record says {second}, this page says {loser}."]
    )


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ((0, 1), "winners 3: the record says {2}, this page says nothing."),
        ((1, 0, 2), "winners 1: the record says {0}, this page says {1}.|winners 2: the record says {1}"),
    ],
)
async def test_the_page_names_a_winner_who_is_missing_or_at_another_place(
    town: Town, shown: tuple[int, ...], told: str
) -> None:
    # Given a service whose list of winners is shorter than the list in its record, or has another order
    raffle, record = await drawn(town)
    page = await town.player()
    await show(page, "winners/", [{"ticket_number": record["winners"][place]} for place in shown])
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#winners .chips li")).to_have_count(len(shown))

    # When a player verifies the draw, Then the page names the winners that differ
    await page.get_by_role("button", name="Verify this draw").click()
    differences = page.locator("#proof .steps .bad li")
    for index, text in enumerate(told.format(*record["winners"]).split("|")):
        await expect(differences.nth(index)).to_contain_text(text)


OTHER_FACTS = {
    "name": "Unfair",
    "total_tickets": 13,
    "entropy_source": "Lotto of Saturday",
    "terms": "f" * 64,
    "opens_at": "2026-11-27T04:34:31.272Z",
    "closes_at": "2026-11-27T04:34:31.272Z",
    "ended_at": "2026-11-27T04:34:31.272Z",
    "draw_at": "2026-11-27T04:34:31.272Z",
    "reserves": 2,
    "substitute_after_hours": 5,
    "sealed_at": "2026-11-27T04:34:31.272Z",
    "root": "e" * 64,
    "withdrawn_hash": "d" * 64,
    "withdrawn_tickets": 1,
    "announced_round": 5,
    "round": 6,
    "round_at": "2026-11-27T04:34:31.272Z",
}


async def test_the_page_names_every_fact_that_differs_from_the_record(town: Town) -> None:
    # Given a service whose record and raffle differ in several facts
    raffle, _ = await drawn(town)
    page = await town.player()
    async with town.api() as visitor:
        true = (await visitor.get(f"/raffles/{raffle}/")).json()

    async def show_raffle(**other: Any) -> None:
        forged = true | other
        text = f"data: {json.dumps(forged)}\n\n"
        await page.unroute_all()
        await page.route(f"**/raffles/{raffle}/", lambda route: route.fulfill(json=forged))
        await page.route("**/events/**", lambda route: route.fulfill(content_type="text/event-stream", body=text))
        await page.goto("/privacy")
        await page.goto(f"/r/{raffle}")
        await page.get_by_role("button", name="Verify this draw").click()

    # When a player verifies the draw, Then the page names all facts that differ
    await show_raffle(**OTHER_FACTS)
    await expect(page.locator("#proof .verdict")).to_contain_text("Not verified: this page shows other values than")
    told = await page.locator("#proof .verdict").inner_text()
    assert set(told.partition(" in: ")[2].rstrip(".").split(", ")) >= OTHER_FACTS.keys()
    await expect(page.locator("#proof .steps .bad li").first).to_have_text(
        "name: the record says Fair, this page says Unfair."
    )

    # And when only one fact differs, Then the page names only this fact
    for name, value in OTHER_FACTS.items():
        await show_raffle(**{name: value})
        await expect(page.locator("#proof .steps .bad li").last, name).to_contain_text(f"this page says {value}.")

    # And when the prizes differ, Then the page names the first prize that differs
    await show_raffle(prizes=[{"name": "Bicycle", "amount": 1}, {"name": "Holiday", "amount": 2}])
    await expect(page.locator("#proof .steps .bad li")).to_have_text(
        ['prizes 2: the record says {"name":"Book","amount":2}, this page says {"name":"Holiday","amount":2}.']
    )


async def test_the_page_compares_what_it_shows_now(town: Town) -> None:
    # Given a service that first shows a wrong raffle. Later, it shows the raffle that belongs to the record
    raffle, record = await drawn(town)
    page = await town.player()
    async with town.api() as visitor:
        true = (await visitor.get(f"/raffles/{raffle}/")).json()
    forged = true | {"status": "sold_out", "terms": "f" * 64, "withdrawn_hash": "d" * 64, "reserves": 7}
    text = "".join(f"data: {json.dumps(state)}\n\n" for state in (forged, true))
    await page.route("**/events/**", lambda route: route.fulfill(content_type="text/event-stream", body=text))

    # When a player verifies the draw, Then the page shows only values of the right raffle
    await page.goto(f"/r/{raffle}")
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .verdict")).to_have_text(VERIFIED)
    for value in ("f" * 64, "d" * 64, "7 substitutes"):
        await expect(page.locator("#raffle")).not_to_contain_text(value)
    await expect(page.locator("#announced")).to_contain_text(record["terms"])


async def test_the_page_compares_the_substitutes_that_it_shows(town: Town) -> None:
    # Given a raffle with two substitutions
    raffle, record = await drawn(town, substituted=2)
    first, second = record["substitutions"]
    page = await town.player()
    await page.goto(f"/r/{raffle}")

    # When a player verifies the draw, Then the page confirms the draw
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .verdict")).to_have_text(VERIFIED)
    await expect(page.locator("#proof .steps .good").last).to_contain_text(
        "This page shows the same values as the record, and the same 3 winners."
    )

    # When the service shows another reason for a substitution than the record, Then the page names the difference
    rude = second | {"reason": "Was rude"}
    await show(page, "substitutions/", [first, rude])
    await page.reload()
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .verdict")).to_have_text(
        "Not verified: this page shows other values than the record in: substitutions."
    )
    await expect(page.locator("#proof .steps .bad li")).to_contain_text("substitutions 2: the record says")

    # When the list of winners says that a substitute replaced another ticket than in the record, Then the page names
    # the difference
    await page.unroute_all()
    winners = [
        {"ticket_number": first["replaced_by"], "replaces": record["winners"][2]},
        {"ticket_number": second["replaced_by"], "replaces": second["ticket_number"]},
        {"ticket_number": record["winners"][2]},
    ]
    await show(page, "winners/", winners)
    await page.reload()
    await page.get_by_role("button", name="Verify this draw").click()
    by = first["replaced_by"]
    told = f"winners 1: the record says {by} ← {first['ticket_number']}, this page says {by} ← {record['winners'][2]}."
    await expect(page.locator("#proof .steps .bad li")).to_have_text([told])


async def test_a_page_from_before_a_substitution_is_not_verified(town: Town) -> None:
    # Given a page that was loaded before the first winner was replaced
    raffle, record = await drawn(town)
    page = await town.player()
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#winners .chips li")).to_have_count(3)
    async with town.api() as manager:
        body = {"ticket_number": record["winners"][0], "reason": "Did not come"}
        assert (await manager.post(f"/raffles/{raffle}/substitutions/", body)).status_code == 201

    # When a player verifies the draw, Then the page says that it is older than the substitution
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .verdict")).to_have_text(
        "Not verified: substitutes have replaced winners since this page was loaded. Load this page again."
    )

    # When the player loads the page again, and verifies the draw, Then the page confirms the draw
    await page.reload()
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .verdict")).to_have_text(VERIFIED)


async def test_the_page_says_how_many_winners_of_a_large_draw_it_has_compared(town: Town) -> None:
    # Given draws with 120 and with 1100 winners, and pages that show the first 100 winners
    page = await town.player()
    for total, compared in ((120, 120), (1100, 100)):
        async with town.api() as manager:
            raffle = await manager.create(total, [("Book", total)])
            sell(town.store, raffle, *range(1, total + 1))
            await manager.post(f"/raffles/{raffle}/winners/")
        await page.goto(f"/r/{raffle}")
        await expect(page.locator("#winners .chips li")).to_have_count(100)

        # When a player verifies the draw, Then the page has compared all winners of the smaller draw. For the larger
        # draw, it says how many of the winners it has compared
        await page.get_by_role("button", name="Verify this draw").click()
        await expect(page.locator("#proof .verdict")).to_have_text(VERIFIED)
        await expect(page.locator("#proof .steps .good").last).to_contain_text(f"the same {compared} winners.")
        told = page.locator("#proof .note.good").get_by_text(f"Only the first 100 of {total:,} winners were compared")
        await expect(told).to_have_count(0 if compared == total else 1)

    # When the player shows more winners, and verifies the draw again, Then the page has compared all winners
    await page.get_by_role("button", name="Show more of 1,100 winners").click()
    await expect(page.locator("#winners .chips li")).to_have_count(1100)
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .steps .good").last).to_contain_text("the same 1,100 winners.")
    await expect(page.locator("#proof")).not_to_contain_text("Only the first")


async def test_the_page_compares_winners_that_it_has_loaded_and_not_shown(town: Town) -> None:
    # Given a draw with 120 winners, and a service whose second page of winners differs from its record in one winner
    async with town.api() as manager:
        raffle = await manager.create(121, [("Book", 120)])
        sell(town.store, raffle, *range(1, 122))
        await manager.post(f"/raffles/{raffle}/winners/")
        record = (await manager.get(f"/raffles/{raffle}/draw/")).json()
    (loser,) = set(range(1, 122)) - set(record["winners"])
    page = await town.player()
    later = [{"ticket_number": number} for number in [*record["winners"][100:119], loser]]
    await show(page, "winners/?*cursor=", later)
    await page.goto(f"/r/{raffle}")

    # When a player verifies the draw, Then the page names this winner
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .steps .bad li")).to_have_text(
        [f"winners 120: the record says {record['winners'][119]}, this page says {loser}."]
    )


async def test_a_check_waits_until_the_page_shows_the_substitutions(town: Town) -> None:
    # Given a raffle with a substitution, and a service that answers the request for the substitutions late
    raffle, _ = await drawn(town, substituted=1)
    pressed = asyncio.Event()
    page = await town.player()

    async def answer_late(route: Route) -> None:
        await pressed.wait()
        await route.continue_()

    await page.route("**/substitutions/**", answer_late)
    await page.goto(f"/r/{raffle}")

    # When a player verifies the draw before this answer comes, Then the check waits, and compares the substitutions in
    # the answer
    await page.get_by_role("button", name="Verify this draw").click()
    pressed.set()
    await expect(page.locator("#proof .verdict")).to_have_text(VERIFIED)


async def test_a_ticket_card_notices_a_second_draw(town: Town) -> None:
    # Given a player who has seen the winners of a draw
    raffle, record = await drawn(town)
    page = await holder_of_a_ticket(town, raffle)
    numbers = ", ".join(map(str, record["winners"]))
    await expect(page.locator(".seal")).to_contain_text(f"First winning numbers: {numbers}")
    assert await violations(page) == []

    # When an operator removes the draw from the store, and draws again until there are other winners
    key = keys.raffle(raffle)
    async with town.api() as manager:
        while (await manager.get(f"/raffles/{raffle}/draw/")).json()["winners"] == record["winners"]:
            town.store.redis.hdel(key, "entropy", "seed", "algorithm", "drawn_at")
            for part in (keys.winners(raffle), keys.substitutes(raffle)):
                town.store.redis.delete(part)
            assert (await manager.post(f"/raffles/{raffle}/winners/")).status_code == 201
        again = (await manager.get(f"/raffles/{raffle}/draw/")).json()

    # Then the card of the player shows both draws
    await page.reload()
    warning = page.locator(".seal").get_by_role("alert")
    await expect(warning).to_contain_text("THE SERVICE HAS CHANGED THE WINNERS OF THE DRAW.")
    for winners in (record["winners"], again["winners"]):
        await expect(warning).to_contain_text(", ".join(map(str, winners)))

    # And the second draw is not verified
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .verdict")).to_have_text(
        "Not verified: your ticket card saw other values earlier: the winners of the draw."
    )


async def test_a_ticket_card_notices_a_draw_that_has_disappeared(town: Town) -> None:
    # Given a player who has seen the winners of a draw
    raffle, record = await drawn(town)
    page = await holder_of_a_ticket(town, raffle)
    await expect(page.locator(".seal")).to_contain_text("First winning numbers: ")

    # When the service shows the raffle without its draw, Then the card warns, and shows the winners that it has seen
    async with town.api() as api:
        shown = (await api.get(f"/raffles/{raffle}/")).json() | BEFORE_THE_DRAW
    body = f"data: {json.dumps(shown)}\n\n"
    await page.route("**/events/", lambda route: route.fulfill(content_type="text/event-stream", body=body))
    await page.route(f"**/raffles/{raffle}/", lambda route: route.fulfill(json=shown))
    await page.reload()
    warning = page.locator(".seal").get_by_role("alert")
    await expect(warning).to_contain_text("THE SERVICE HAS CHANGED THE WINNERS OF THE DRAW.")
    await expect(warning).to_contain_text(", ".join(map(str, record["winners"])))
    await expect(warning).to_contain_text("the service showed nothing")


async def test_winners_that_are_replaced_while_a_page_is_loaded_are_no_second_draw(town: Town) -> None:
    # Given a player whose page gets the winners only after it has got the substitutions. Meanwhile two substitutes get
    # the first prize, one after the other
    raffle, record = await drawn(town)
    page = await with_a_ticket(town, raffle)
    requests = await held(page, "**/winners/**")
    async with page.expect_response("**/substitutions/**"):
        await page.goto(f"/r/{raffle}")
    await until(lambda: len(requests) == 1)
    async with town.api() as manager:
        for number in (record["winners"][0], record["substitutes"][0]):
            body = {"ticket_number": number, "reason": "Did not come"}
            assert (await manager.post(f"/raffles/{raffle}/substitutions/", body)).status_code == 201
    await requests[0].continue_()
    await expect(page.locator("#winners .chips")).to_contain_text([f"for {record['substitutes'][0]}", ""])

    # When the player loads the page again, Then the card keeps the numbers that were drawn, and does not warn
    await page.unroute("**/winners/**")
    await page.reload()
    numbers = ", ".join(map(str, record["winners"]))
    await expect(page.locator(".seal")).to_contain_text(f"First winning numbers: {numbers}")
    await expect(page.locator(".seal .note.bad")).to_have_count(0)


async def test_a_substitution_is_no_second_draw(town: Town) -> None:
    # Given a player who has seen the winners of a draw
    raffle, record = await drawn(town)
    page = await holder_of_a_ticket(town, raffle)
    numbers = ", ".join(map(str, record["winners"]))
    await expect(page.locator(".seal")).to_contain_text(f"First winning numbers: {numbers}")

    # When a substitute replaces the first winner, and another substitute replaces this substitute, Then the card still
    # shows the numbers that were drawn, and does not warn
    for number in (record["winners"][0], record["substitutes"][0]):
        async with town.api() as manager:
            body = {"ticket_number": number, "reason": "Did not come"}
            assert (await manager.post(f"/raffles/{raffle}/substitutions/", body)).status_code == 201
        await page.reload()
        await expect(page.locator("#winners .chips")).to_contain_text([re.compile(f"for {number}"), ""])
        await expect(page.locator(".seal")).to_contain_text(f"First winning numbers: {numbers}")
        await expect(page.locator(".seal .note.bad")).to_have_count(0)
