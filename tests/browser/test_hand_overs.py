"""Hand-overs of prizes. A winner shows a claim slip, and a manager notes that the winner got the prize.

A claim slip is a picture or a paper with number, code and QR code of a ticket that has won.
"""

import json
import re
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from app.domain import throttle
from tests.browser.accessibility import violations
from tests.browser.visitors import PHONE, Town

ENCODED = """async ([id, number, code]) => {
    const { handOverLink } = await import("/assets/shared/hand-over-link.js");
    return handOverLink({ raffle_id: id, ticket_number: number, verification_code: code });
}"""
"""A script that returns the link of a claim slip. The page writes the same link into the QR code."""

CAMERA = """link => {
    globalThis.BarcodeDetector = class { detect = async () => [{ rawValue: link }] };
    navigator.mediaDevices.getUserMedia = async () => {
        const canvas = document.createElement("canvas");
        canvas.getContext("2d").fillRect(0, 0, 9, 9);
        return canvas.captureStream(5);
    };
}"""
"""A script that gives a browser a camera. The camera sees a QR code with `link`."""


PUT_ASIDE = {"archived": True, "unlisted": True}


async def won(town: Town) -> tuple[str, dict[str, str], Page, int]:
    """Create a raffle with two winners. Return its id, one winner's ticket and page, and the other's ticket number."""
    async with town.api() as manager:
        raffle = await manager.create(2, [("Cake", 2)], name="Roof raffle")
        other = (await manager.claim(raffle)).json()["ticket_number"]
        winner = await town.player(viewport=PHONE)
        await winner.goto(f"/r/{raffle}")
        await winner.get_by_role("button", name="Get my ticket").click()
        number = await winner.locator("#ticket-number").inner_text()
        code = re.sub(r"\s+", "-", (await winner.locator("#ticket-code").inner_text()).strip())
        await manager.post(f"/raffles/{raffle}/winners/")
    return raffle, {"number": number, "code": code}, winner, other


async def test_a_claim_slip_is_scanned_once_for_the_prize(town: Town) -> None:
    # Given a raffle with two winners, and the page of one winner
    raffle, ticket, winner, other = await won(town)
    number, code = ticket["number"], ticket["code"]
    await expect(winner.get_by_role("img", name="QR code of the claim slip")).to_have_attribute(
        "width", re.compile(r"[1-9]\d\d")
    )
    assert await violations(winner) == []
    link = await winner.evaluate(ENCODED, [raffle, int(number), code])
    assert link == f"{town.url}/manage#hand-over={raffle}.{number}.{code.replace('-', '')}"

    # When a manager opens the link of the claim slip, Then number and code are in a dialog, and not in the address bar
    page = await town.manager(expect=[400, 409], timezone_id="UTC")
    await page.goto(link)
    dialog = page.get_by_role("dialog", name="Hand over a prize of “Roof raffle”")
    await expect(dialog.get_by_label("Ticket number")).to_have_value(number)
    assert page.url == f"{town.url}/manage"
    await expect(dialog).to_contain_text("The link of the claim slip opens this form")
    assert await violations(page) == []

    # When the manager only checks number and code, Then nothing is noted. When the manager hands the prize over, Then
    # the answer names the ticket and the prize
    await dialog.get_by_label("Note").fill("Fetched by Ben")
    await dialog.get_by_role("button", name="Check").click()
    await expect(dialog.get_by_role("status")).to_contain_text(f"Ticket {number} has won: Cake. Nothing is noted yet")
    async with town.api() as manager:
        assert (await manager.get(f"/raffles/{raffle}/hand-overs/")).json() == []
    await dialog.get_by_role("button", name="Hand over", exact=True).click()
    await expect(dialog.get_by_role("status")).to_contain_text(f"Ticket {number} has won: Cake. Hand over the prize.")
    await expect(dialog.get_by_label("Code")).to_have_value("")

    # When the manager scans the same slip with the camera, and checks its number and code, Then the answer says who
    # handed the prize over, and when
    await page.evaluate(CAMERA, link)
    await page.keyboard.press("Escape")
    await page.locator("#hand-over-scan").evaluate("button => { button.hidden = false; }")
    mine = page.locator(f'[data-raffle="{raffle}"]')
    await mine.get_by_role("button", name="Hand over prizes").click()
    await dialog.get_by_role("button", name="Scan with the camera").click()
    await expect(dialog.get_by_label("Ticket number")).to_have_value(number)
    await expect(dialog.get_by_role("button", name="Check")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_role("status")).to_contain_text(re.compile(r"was handed over at .* UTC by 127\.0\.0\.1"))
    await expect(dialog.get_by_role("status")).to_contain_text("In your time zone, that was on ")
    await expect(dialog.get_by_label("Ticket number")).to_have_value("")
    await expect(dialog.get_by_label("Code")).to_have_value("")

    # When the manager types a wrong code for the second winner, Then nothing is handed over
    await dialog.get_by_label("Ticket number").fill(str(other))
    await dialog.get_by_label("Code").fill("0000-0000-0000-0000")
    await dialog.get_by_label("Code").press("Enter")
    await expect(dialog.get_by_role("status")).to_contain_text("code")
    await expect(dialog.locator(".note.bad")).to_be_visible()

    # And the list of hand-overs has one entry: the prize of the first winner, with the note. If the service says that
    # the manager used the manager token, the entry says this too
    await page.route("**/hand-overs/?limit=20", by_token)
    await dialog.get_by_role("button", name="Close").click()
    await mine.get_by_text("Handed over", exact=True).click()
    await expect(mine.locator(".entries li")).to_have_count(1)
    await expect(mine.locator(".entries li")).to_contain_text("Note: Fetched by Ben")
    await expect(mine.locator(".entries li")).to_contain_text("The manager with the token, ")


BUSY = {"type": "/problems/checks-busy", "title": "Checks busy", "status": 503, "detail": "Nothing was changed."}

FIRST_ANSWERS: dict[str, tuple[int, str, dict[str, Any], bool]] = {
    "a refusal that changed nothing": (503, "application/problem+json", BUSY, False),
    "no answer of the service": (502, "text/html", {}, True),
}


@pytest.mark.parametrize("first", FIRST_ANSWERS.values(), ids=FIRST_ANSWERS)
async def test_a_hand_over_at_another_desk_is_no_lost_answer_of_this_desk(
    town: Town, first: tuple[int, str, dict[str, Any], bool]
) -> None:
    # Given a manager whose first request does not reach the service. Meanwhile, another desk hands the prize over
    status, kind, body, may_be_lost = first
    raffle, ticket, _, _ = await won(town)
    page = await town.manager(expect=[409, status])

    async def hand_over_elsewhere(route: Route) -> None:
        sent = {"ticket_number": int(ticket["number"]), "verification_code": ticket["code"]}
        async with town.api() as other:
            assert (await other.post(f"/raffles/{raffle}/hand-overs/", sent)).status_code == 201
        await route.fulfill(status=status, content_type=kind, body=json.dumps(body))

    await page.route("**/hand-overs/", hand_over_elsewhere, times=1)
    await page.goto(f"/manage#hand-over={raffle}.{ticket['number']}.{ticket['code'].replace('-', '')}")
    dialog = page.get_by_role("dialog", name="Hand over a prize of “Roof raffle”")
    await dialog.get_by_role("button", name="Check").click()
    await dialog.get_by_role("button", name="Hand over", exact=True).click()

    # When the page sends the request again, Then it says that the prize was handed over. Only if the first request was
    # perhaps carried out, the page says that its answer was lost
    await expect(dialog.get_by_role("status")).to_contain_text("was handed over at")
    await expect(dialog.get_by_role("status").locator(".note.wait" if may_be_lost else ".note.bad")).to_be_visible()
    lost = dialog.get_by_text("The answer to the first attempt was lost.")
    await expect(lost).to_have_count(1 if may_be_lost else 0)


async def by_token(route: Route) -> None:
    """Answer a request for the list of hand-overs as if a manager with the token had handed over all prizes."""
    answer = await route.fetch()
    entries = await answer.json()
    await route.fulfill(response=answer, json=[entry | {"manager": "token"} for entry in entries])


async def test_a_slip_of_another_raffle_gets_no_prize_by_mistake(town: Town) -> None:
    # Given a raffle, and a claim slip of another raffle. The other raffle was a rehearsal with the same name and the
    # same prize, and is archived now
    raffle, _, _, _ = await won(town)
    rehearsal, ticket, winner, _ = await won(town)
    link = await winner.evaluate(ENCODED, [rehearsal, int(ticket["number"]), ticket["code"]])
    async with town.api() as api:
        assert (await api.ask("PATCH", f"/raffles/{rehearsal}/", json=PUT_ASIDE)).status_code == 200
    page = await town.manager(fresh=True)
    await page.goto("/manage")
    await page.evaluate(CAMERA, link)
    await page.locator("#hand-over-scan").evaluate("button => { button.hidden = false; }")
    await page.locator(f'[data-raffle="{raffle}"]').get_by_role("button", name="Hand over prizes").click()
    dialog = page.get_by_role("dialog", name="Hand over a prize of “Roof raffle”")
    await expect(dialog.locator("#hand-over-raffle")).to_contain_text(f"Raffle {raffle[:8]}, created on ")

    # When a manager of the first raffle scans this slip, Then the dialog stays at the first raffle and fills in
    # nothing. It warns that the slip belongs to another raffle
    await dialog.get_by_role("button", name="Scan with the camera").click()
    warning = dialog.locator("#hand-over-answer .note.bad")
    await expect(warning).to_contain_text("THIS CLAIM SLIP BELONGS TO ANOTHER RAFFLE")
    await expect(warning).to_contain_text(f"Raffle {rehearsal[:8]}, created on ")
    await expect(warning).to_contain_text("Unlisted · Archived")
    await expect(dialog.locator("#hand-over-raffle")).to_contain_text(raffle[:8])
    await expect(dialog.get_by_label("Ticket number")).to_have_value("")
    assert await violations(page) == []

    # When the manager presses "Open the other raffle", Then the dialog names the rehearsal at its top, and again beside
    # the prize
    await dialog.get_by_role("button", name="Open the other raffle").click()
    await expect(dialog.get_by_label("Ticket number")).to_have_value(ticket["number"])
    await expect(dialog.locator("#hand-over-raffle")).to_contain_text(f"Raffle {rehearsal[:8]}, created on ")
    await expect(dialog.locator("#hand-over-raffle")).to_contain_text("The claim slip has chosen this raffle.")
    await dialog.get_by_role("button", name="Check").click()
    await expect(dialog.get_by_role("status")).to_contain_text(f"Ticket {ticket['number']} has won: Cake.")
    await expect(dialog.get_by_role("status")).to_contain_text(f"Raffle {rehearsal[:8]}, created on ")

    # And when the manager opens the dialog for the first raffle again, Then the dialog says nothing about a slip
    await dialog.get_by_role("button", name="Close").click()
    await page.locator(f'[data-raffle="{raffle}"]').get_by_role("button", name="Hand over prizes").click()
    await expect(dialog.locator("#hand-over-raffle")).to_contain_text(raffle[:8])
    await expect(dialog.locator("#hand-over-raffle")).not_to_contain_text("has chosen")


async def test_wrong_codes_of_players_do_not_stop_a_hand_over(town: Town) -> None:
    # Given a manager and players who share an address. From this address, players have sent too many wrong codes
    raffle, ticket, _, other = await won(town)
    async with town.api() as player:
        for _ in range(throttle.WRONG_CODES + 1):
            body = {"ticket_number": other, "verification_code": "0000-0000-0000-0000"}
            answer = await player.post(f"/raffles/{raffle}/verify-ticket/", body)
    assert answer.status_code == 429
    page = await town.manager()
    await page.goto("/manage")
    await page.locator(f'[data-raffle="{raffle}"]').get_by_role("button", name="Hand over prizes").click()
    dialog = page.get_by_role("dialog", name="Hand over a prize of “Roof raffle”")

    # When the manager checks the ticket of a winner, and hands over its prize, Then both succeed
    await dialog.get_by_label("Ticket number").fill(ticket["number"])
    await dialog.get_by_label("Code").fill(ticket["code"])
    await dialog.get_by_role("button", name="Check").click()
    await expect(dialog.get_by_role("status")).to_contain_text(f"Ticket {ticket['number']} has won: Cake.")
    await dialog.get_by_role("button", name="Hand over", exact=True).click()
    await expect(dialog.get_by_role("status")).to_contain_text("Hand over the prize.")
