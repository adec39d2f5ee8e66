"""Draws that nobody has to trust: pages show where the randomness came from, and check everything themselves."""

import json
import re
from typing import Any

from playwright.async_api import Page, Route, expect

from tests.browser.visitors import Town
from tests.unit.record_vectors import RECORDS, VECTORS, forged


def raffle_of(record: dict[str, Any]) -> dict[str, Any]:
    """Return the raffle of a record, as the service shows it after the draw."""
    announced = (
        "name total_tickets prizes terms beacon entropy_source announced_round reserves opens_at closes_at draw_at"
    )
    names = [*announced.split(), "root", "sealed_at", "withdrawn_hash", "round", "round_at"]
    given = {name: record[name] for name in names if name in record}
    withdrawn = len(record.get("withdrawn", []))
    if "claimed" in record:
        withdrawn = record["total_tickets"] - len(record["claimed"])
    drawn = {"available_tickets": 0, "winners_drawn": True, "status": "drawn", "created_at": "2023-08-23T10:00:00Z"}
    return {"id": record["raffle_id"], **given, **drawn, "withdrawn_tickets": withdrawn}


async def stage(page: Page, record: dict[str, Any], *, raffle: dict[str, Any] | None = None) -> None:
    """Let a page see a raffle that the service does not have, with this draw record. Some vectors have real rounds."""
    shown = raffle or raffle_of(record)
    prizes = [prize["name"] for prize in record["prizes"] for _ in range(prize["amount"])]
    pairs = zip(record["winners"], prizes, strict=False)
    winners = [{"ticket_number": number, "prize": prize} for number, prize in pairs]

    async def answer(route: Route) -> None:
        path = route.request.url.partition(record["raffle_id"])[2]
        if path == "/events/":
            await route.fulfill(content_type="text/event-stream", body=f"data: {json.dumps(shown)}\n\n")
        else:
            await route.fulfill(json={"/draw/": record, "/winners/": winners, "/": shown}[path])

    await page.route(f"**/raffles/{record['raffle_id']}/**", answer)


async def test_the_page_verifies_a_round_of_the_beacon(town: Town) -> None:
    # Given a raffle that a real round of the beacon has drawn
    record = RECORDS["beacon"]
    page = await town.player()
    await stage(page, record)
    await page.goto(f"/r/{record['raffle_id']}")
    await expect(page.locator("#winners .chips li")).to_have_count(3)

    # And the page has not loaded the arithmetic of the curve
    assert not [url for url in town.eyes(page).asked if "noble-curves" in url]

    # When a player verifies the draw
    await page.get_by_role("button", name="Verify this draw").click()

    # Then the page confirms each step, and shows chain, round, time and signature
    proof = page.locator("#proof")
    await expect(proof).to_contain_text("Verified: these are the correct winners.")
    await expect(proof.locator(".steps .good")).to_have_count(8)
    await expect(proof).to_contain_text("Verified in your browser.")
    for fact in (record["chain_hash"], "1000, published", record["signature"], record["root"]):
        await expect(proof).to_contain_text(fact)


async def test_a_round_that_was_not_announced_is_told_loudly(town: Town) -> None:
    # Given a raffle that was sealed late, so that a later round than the announced one has decided
    record = RECORDS["late"]
    page = await town.player()
    await stage(page, record)

    # When a player verifies the draw, Then the page says it loudly
    await page.goto(f"/r/{record['raffle_id']}")
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .note.bad")).to_contain_text("WAS ANNOUNCED, BUT ROUND 123 DECIDED")

    # When a visitor opens the certificate, Then it says so too, and verifies the signature
    await page.goto(f"/r/{record['raffle_id']}/certificate")
    await expect(page.locator("#certificate .note.bad")).to_contain_text("WAS ANNOUNCED, BUT ROUND 123 DECIDED")
    await expect(page.locator("#certificate")).to_contain_text("Verified in your browser.")


async def test_a_forged_record_is_refused_in_the_words_of_the_program(town: Town) -> None:
    # Given a service that sends a record with prizes in another order
    vector = VECTORS["refused"][0]
    page = await town.player()
    await stage(page, forged(vector))
    await page.goto(f"/r/{RECORDS[vector['of']]['raffle_id']}")

    # When a player verifies the draw, Then the page says what does not match
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .note.bad .verdict")).to_have_text(
        re.compile(re.escape(f"Not verified: {vector['message']}"))
    )


async def test_the_certificate_tells_what_became_of_every_prize(town: Town) -> None:
    # Given raffles with substitutions, and with prizes that go to nobody
    page = await town.player()
    await stage(page, RECORDS["beacon"])
    await stage(page, RECORDS["source"])

    # When a visitor opens the certificates, Then they tell it
    await page.goto(f"/r/{RECORDS['beacon']['raffle_id']}/certificate")
    entry = RECORDS["beacon"]["substitutions"][0]
    came_in = f"Ticket {entry['replaced_by']} came in for ticket {entry['ticket_number']}: Book. Reason: Moved away"
    await expect(page.locator("#certificate")).to_contain_text(came_in)
    await page.goto(f"/r/{RECORDS['source']['raffle_id']}/certificate")
    await expect(page.locator("#certificate")).to_contain_text("Prizes that go to nobody2 \u00d7 Pen3 \u00d7 Mug")
    await expect(page.locator("#certificate .note.bad")).to_have_text("The manager typed the randomness.")
