"""Proofs of a draw. The pages show where the random value (the entropy) came from, and check every step of the draw.

These words occur often. The seal fixes the tickets of a raffle after the last claim. The tickets that nobody has
claimed until then are withdrawn. The root is the hash over all tickets of the seal. The proof of a ticket shows that
the root contains the ticket with its code. A round is the number of a signature of the beacon (drand). The terms are a
hash of what was announced. The ticket card is the part of a page that shows the visitor's ticket, and keeps what the
browser saw. The record has everything from which the winners follow. The certificate is a page to print.
"""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.async_api import Page, Route, expect

from app.domain import tree
from app.domain.beacon import QUICKNET
from app.domain.terms import shown
from app.errors import BeaconSignatureMissing
from app.store import keys
from tests.browser.accessibility import violations
from tests.browser.visitors import Town
from tests.support.naive_draw import drawn_again
from tests.support.waiting import until
from tests.unit.record_vectors import RECORDS, VECTORS, forged
from tests.unit.test_beacon import VECTORS as BEACON_VECTORS
from tests.unit.test_draw_2 import CORRECT

PROOF = next(vector["proof"] for vector in VECTORS["proofs"] if vector["proof"]["ticket_number"] == 9)


def raffle_of(record: dict[str, Any]) -> dict[str, Any]:
    """Return the raffle of a draw record, as the service shows this raffle after the draw."""
    announced = (
        "name total_tickets prizes terms beacon entropy_source announced_round reserves substitute_after_hours "
        "opens_at closes_at draw_at"
    )
    names = [*announced.split(), "root", "sealed_at", "withdrawn_hash", "round", "round_at"]
    given = {name: record[name] for name in names if name in record}
    withdrawn = len(record.get("withdrawn", []))
    if "claimed" in record:
        withdrawn = record["total_tickets"] - len(record["claimed"])
    drawn = {"available_tickets": 0, "winners_drawn": True, "status": "drawn", "created_at": "2023-08-23T10:00:00Z"}
    return {"id": record["raffle_id"], **given, **drawn, "withdrawn_tickets": withdrawn}


async def stage(page: Page, record: dict[str, Any], *, raffle: dict[str, Any] | None = None) -> None:
    """Show the raffle of a draw record on a page.

    The service has no such raffle. So this function answers the requests of the page about the raffle.
    """
    shown = raffle or raffle_of(record)
    prizes = [prize["name"] for prize in record["prizes"] for _ in range(prize["amount"])]
    pairs = zip(record["winners"], prizes, strict=False)
    winners = [{"ticket_number": number, "prize": prize} for number, prize in pairs]

    async def answer(route: Route) -> None:
        path = route.request.url.partition(record["raffle_id"])[2]
        if path == "/events/":
            await route.fulfill(content_type="text/event-stream", body=f"data: {json.dumps(shown)}\n\n")
        else:
            answers = {"/draw/": record, "/winners/": winners, "/": shown, "/ticket-proof/": PROOF}
            await route.fulfill(json=answers.get(path, record.get("substitutions")))

    await page.route(f"**/raffles/{record['raffle_id']}/**", answer)


async def remember(page: Page, ticket: dict[str, Any], **more: Any) -> None:
    """Put a ticket, and further data about it, into the local storage of a page."""
    stored = json.dumps([f"raffle:{ticket['raffle_id']}", json.dumps({"ticket": ticket, **more})])
    await page.add_init_script(f"localStorage.setItem(...{stored})")


async def test_a_real_round_of_the_beacon_draws_a_raffle_that_the_page_verifies(town: Town) -> None:
    # Given a sealed raffle. The test has moved the times of this raffle into the past, so that a past round with a
    # known signature decides the draw
    vector = BEACON_VECTORS["valid"][1]
    round_number = int(vector["round"])
    comes_at = QUICKNET.time_of(round_number)
    times = {"created_at": shown(comes_at - 90_000), "sealed_at": shown(comes_at - 60_000)}
    past: dict[Any, Any] = {**times, "round": round_number}
    async with town.api() as manager:
        raffle = await manager.create(5, [("Bicycle", 1), ("Book", 2)], beacon="quicknet")
        await manager.claim_all(raffle, 5)
        await until(lambda: town.store.redis.hexists(keys.raffle(raffle), "root"))
        town.store.redis.hset(keys.raffle(raffle), mapping=past)

        # When a visitor sends the signature of this round to the service
        page = await town.player(expect=[400])
        await page.goto(f"/r/{raffle}")
        await page.get_by_role("button", name="Make the draw").click()
        await page.get_by_label("Signature of the round").fill(vector["signature"])
        await page.get_by_role("button", name="Send the signature").click()

        # Then the service draws the winners. Until now, the page has not loaded the module that verifies signatures
        await expect(page.locator("#winners .chips li")).to_have_count(3)
        record = (await manager.get(f"/raffles/{raffle}/draw/")).json()
    assert record["entropy"] == vector["randomness"]
    assert not [url for url in town.eyes(page).asked if "noble-curves" in url]

    # When the visitor verifies the draw
    await page.get_by_role("button", name="Verify this draw").click()

    # Then the page confirms each step, and shows the chain, the round with its time, the signature and the root
    proof = page.locator("#proof")
    await expect(proof).to_contain_text("Verified: these are the correct winners.")
    await expect(proof.locator(".steps .good")).to_have_count(9)
    await expect(proof).to_contain_text("Verified in your browser.")
    for fact in (record["chain_hash"], f"{round_number}, published", record["signature"], record["root"]):
        await expect(proof).to_contain_text(fact)


async def test_a_warning_says_that_the_announced_round_did_not_decide(town: Town) -> None:
    # Given a raffle that was sealed late, so a later round than the announced one has decided the draw
    record = RECORDS["late"]
    page = await town.player()
    await stage(page, record)

    # When a player verifies the draw, Then a warning names both rounds
    await page.goto(f"/r/{record['raffle_id']}")
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .note.bad")).to_contain_text("WAS ANNOUNCED, BUT ROUND 123 DECIDED")

    # When a visitor opens the certificate, Then the certificate has the same warning, and verifies the signature
    await page.goto(f"/r/{record['raffle_id']}/certificate")
    await expect(page.locator("#certificate .note.bad")).to_contain_text("WAS ANNOUNCED, BUT ROUND 123 DECIDED")
    await expect(page.locator("#certificate")).to_contain_text("Verified in your browser.")


async def test_a_forged_record_is_refused_in_the_words_of_the_program(town: Town) -> None:
    # Given a service that sends a record in which the order of the prizes is changed
    vector = VECTORS["refused"][0]
    page = await town.player()
    await stage(page, forged(vector))
    await page.goto(f"/r/{RECORDS[vector['of']]['raffle_id']}")

    # When a player verifies the draw, Then the page says what does not match. The program that checks saved records
    # uses the same words
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .note.bad .verdict")).to_have_text(
        re.compile(re.escape(f"Not verified: {vector['message']}"))
    )


@pytest.mark.parametrize("lie", ["another raffle", "other winners", "another seed", "another root than the card saw"])
async def test_a_wrong_record_is_no_certificate(town: Town, lie: str) -> None:
    # Given a service that sends a wrong record of a raffle with a beacon. Only the signature of the round is right
    record = RECORDS["late"]
    raffle = record["raffle_id"]
    lies: dict[str, tuple[dict[str, Any], str]] = {
        "another raffle": ({"raffle_id": f"{'0' * 8}{raffle[8:]}"}, "this record belongs to another raffle"),
        "other winners": ({"winners": [1]}, "winner 1 should be ticket"),
        "another seed": ({"seed": "00" * 32}, "seed should be"),
        "another root than the card saw": ({}, "your ticket card saw other values earlier: the root"),
    }
    wrong, told = lies[lie]
    page = await town.player()
    if not wrong:
        seen = {"root": {"value": "00" * 32, "at": 1}}
        await remember(page, PROOF | {"raffle_id": raffle, "verification_code": "7QK2-M4XD-9HTB-PW3C"}, seen=seen)
    await stage(page, record)
    await page.route("**/draw/", lambda route: route.fulfill(json=record | wrong))

    # When a visitor opens the certificate, Then the page says what is wrong, and shows no certificate
    await page.goto(f"/r/{raffle}/certificate")
    await expect(page.locator("#certificate .note.bad")).to_contain_text(told)
    await expect(page.get_by_role("heading", name="No certificate", exact=True)).to_be_visible()
    await expect(page.locator("#certificate")).not_to_contain_text("Verified in your browser.")
    await expect(page.locator("#certificate .chips")).to_have_count(0)
    await expect(page.get_by_role("button", name="Print")).to_be_disabled()


@pytest.mark.parametrize(
    ("name", "left_out", "took_part"), [("beacon", 7, 8), ("source", 7, 9)], ids=["withdrawn", "claimed"]
)
async def test_a_holder_learns_whether_the_ticket_took_part(
    town: Town, name: str, left_out: int, took_part: int
) -> None:
    # Given a player with a claimed ticket, and a record that says that nobody claimed this ticket. The record has
    # either the list of withdrawn tickets or the list of claimed tickets
    record = RECORDS[name] | {"substitutions": []}
    raffle = record["raffle_id"]
    ticket = {"raffle_id": raffle, "verification_code": "7QK2-M4XD-9HTB-PW3C"}
    page = await town.player(fresh=True)
    await stage(page, record)
    await remember(page, ticket | {"ticket_number": left_out})
    await page.goto(f"/r/{raffle}")

    # When the player verifies the draw, Then the page says that the ticket was left out
    await page.get_by_role("button", name="Verify this draw").click()
    alarm = f"Not verified: YOUR TICKET {left_out} WAS LEFT OUT OF THE DRAW, as if nobody had taken it."
    await expect(page.locator("#proof .verdict")).to_have_text(alarm)
    await expect(page.locator("#proof .steps .bad")).to_have_count(1)

    # When the player opens the certificate, Then the page says the same, and shows no certificate
    await page.goto(f"/r/{raffle}/certificate")
    await expect(page.locator("#certificate .note.bad")).to_have_text(alarm)
    await expect(page.get_by_role("button", name="Print")).to_be_disabled()

    # When a player whose ticket took part verifies the draw, Then the page confirms that the ticket took part
    await remember(page, ticket | {"ticket_number": took_part})
    await page.goto(f"/r/{raffle}")
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .verdict")).to_have_text("Verified: these are the correct winners.")
    open_step = page.locator("#proof .steps .wait")
    not_proven = f"Your ticket {took_part} took part in the draw. This browser has no proof that it took part with your"
    await expect(open_step).to_contain_text(not_proven)
    await expect(page.locator("#proof > .note.wait").first).to_contain_text(not_proven)


WRONG_PROOFS: dict[str, dict[str, Any]] = {
    "another code": {},
    "another path": {"path": ["00" * 32] * len(PROOF["path"])},
    "another root": {"root": "00" * 32},
}


async def with_a_wrong_proof(page: Page, wrong: str, **more: Any) -> str:
    """Let a browser keep a ticket that took part in the draw of a record, and a wrong proof. Return the raffle's id."""
    record = RECORDS["beacon"] | {"substitutions": []}
    ticket = {"raffle_id": record["raffle_id"], "ticket_number": 9, "verification_code": "AAAA-AAAA-AAAA-AAAA"}
    await stage(page, record)
    await remember(page, ticket, proof=PROOF | WRONG_PROOFS[wrong], **more)
    return str(record["raffle_id"])


@pytest.mark.parametrize("wrong", WRONG_PROOFS)
async def test_a_wrong_proof_of_a_claimed_ticket_is_named(town: Town, wrong: str) -> None:
    # Given a player with a claimed ticket, and a proof in the browser that does not fit the record
    page = await town.player(fresh=True)
    raffle = await with_a_wrong_proof(page, wrong)
    await page.goto(f"/r/{raffle}")

    # When the player verifies the draw, Then the page says that the record or the proof is wrong
    await page.get_by_role("button", name="Verify this draw").click()
    verdict = (
        "Not verified: the record does not fit the proof of your ticket 9. "
        "Either the record or the proof in this browser is wrong."
    )
    await expect(page.locator("#proof .verdict")).to_have_text(verdict)
    await expect(page.locator("#proof .steps .bad")).to_contain_text("does not lead from the code of your ticket 9")

    # When the player opens the certificate, Then the page says the same, and shows no certificate
    await page.goto(f"/r/{raffle}/certificate")
    await expect(page.locator("#certificate .note.bad")).to_have_text(verdict)
    await expect(page.get_by_role("button", name="Print")).to_be_disabled()


async def test_a_wrong_proof_of_an_added_ticket_is_no_evidence(town: Town) -> None:
    # Given a browser to which somebody has added a ticket with a wrong proof, from a link or a file that anybody can
    # write
    page = await town.player(fresh=True)
    raffle = await with_a_wrong_proof(page, "another code", added=True)
    await page.goto(f"/r/{raffle}")

    # When the visitor verifies the draw, Then the page confirms the draw, and leaves the step about the ticket open
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .verdict")).to_have_text("Verified: these are the correct winners.")
    open_step = page.locator("#proof .steps .wait")
    await expect(open_step).to_contain_text("Look for the added ticket in the draw")
    await expect(open_step).to_contain_text(
        "The added ticket 9 took part in the draw. This browser has no proof that it took part with its code."
    )


async def test_a_claim_forgets_the_proof_of_an_added_ticket(town: Town) -> None:
    # Given a browser to which somebody has added a ticket with an invented proof
    async with town.api() as manager:
        raffle = await manager.create(1)
    page = await town.player(fresh=True)
    await page.goto(f"/r/{raffle}")
    added = {"raffle_id": raffle, "ticket_number": 1, "verification_code": "AAAA-AAAA-AAAA-AAAA"}
    memory = json.dumps({"ticket": added, "added": True, "proof": PROOF | {"ticket_number": 1}})
    await page.evaluate("([id, memory]) => localStorage.setItem(`raffle:${id}`, memory)", [raffle, memory])
    await page.reload()

    # When the visitor claims, and gets a ticket with the same number, Then the browser no longer keeps this proof,
    # which could accuse the draw wrongly
    await page.locator("#get").click()
    kept = "id => JSON.parse(localStorage.getItem(`raffle:${id}`))"
    await page.wait_for_function(f"id => !({kept})(id).added", arg=raffle)
    remembered = await page.evaluate(kept, raffle)
    assert remembered["ticket"]["verification_code"] != added["verification_code"]
    assert remembered.get("proof", {}).get("phc") != PROOF["phc"]


@pytest.mark.parametrize("kept", ["nothing", "a proof of another ticket"])
async def test_a_ticket_with_a_replaced_code_is_not_confirmed(town: Town, kept: str) -> None:
    # Given a winner, and an operator who replaced the code of the winner's ticket by another one before the seal. The
    # service sends no proof of the ticket
    record = RECORDS["beacon"] | {"substitutions": []}
    raffle, number = record["raffle_id"], record["winners"][0]
    ticket = {"raffle_id": raffle, "ticket_number": number, "verification_code": "7QK2-M4XD-9HTB-PW3C"}
    page = await town.player(fresh=True, expect=[503])
    await stage(page, record)
    proof = PROOF | {"ticket_number": number + 1}
    await remember(page, ticket, **({} if kept == "nothing" else {"proof": proof}))
    await page.route("**/ticket-proof/", lambda route: route.fulfill(status=503, json={"detail": "Busy."}))
    await page.goto(f"/r/{raffle}")

    # When the winner verifies the draw, Then the page says which prize the record gives to this ticket. It does not say
    # that the ticket took part with the winner's code, because there is no right proof for this
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .steps .wait")).to_contain_text("no proof that it took part with your code")
    prize = record["prizes"][0]["name"]
    await expect(page.locator("#proof .steps .wait")).to_contain_text(f"By this record, it has won: {prize}.")


async def test_a_ticket_with_a_right_proof_took_part_with_its_code(town: Town) -> None:
    # Given a drawn raffle, and a player whose ticket card has already checked the proof of the ticket
    async with town.api() as manager:
        raffle = await manager.create(1, [("Bicycle", 1)])
        ticket = (await manager.claim(raffle)).json()
        await manager.post(f"/raffles/{raffle}/winners/")
    page = await town.player(fresh=True)
    await remember(page, ticket)
    await page.goto(f"/r/{raffle}")
    await page.locator(".seal").get_by_role("button", name="Check my ticket now").click()
    await expect(page.locator(".seal .note.good")).to_be_attached()
    proof = await page.evaluate("id => JSON.parse(localStorage.getItem(`raffle:${id}`)).proof", raffle)
    await remember(page, ticket, proof=proof)

    # When the player verifies the draw, Then the page confirms the ticket with its code, and names its prize
    await page.reload()
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .steps .good").last).to_contain_text(
        "Your ticket 1 took part in the draw with your code. By this record, it has won: Bicycle."
    )


async def test_a_certificate_needs_the_check_of_the_signature(town: Town) -> None:
    # Given a connection that loses the module that verifies signatures
    record = RECORDS["late"]
    page = await town.player()
    await stage(page, record)
    await page.route("**/noble-curves/*", lambda route: route.abort())

    # When a visitor opens the certificate, Then the page shows no certificate, and says why
    await page.goto(f"/r/{record['raffle_id']}/certificate")
    await expect(page.locator("#certificate .note.bad")).to_contain_text("the rest of the check cannot be loaded")
    await expect(page.locator("#certificate .chips")).to_have_count(0)
    town.eyes(page).complaints.clear()  # Chromium complains about the lost script.


async def test_the_certificate_shows_substitutions_and_prizes_that_go_to_nobody(town: Town) -> None:
    # Given a raffle with substitutions, and another raffle with prizes that go to nobody
    page = await town.player()
    await stage(page, RECORDS["beacon"])
    await stage(page, RECORDS["source"])

    # When a visitor opens the certificates, Then the certificates show the substitutions, and the prizes that go to
    # nobody
    await page.goto(f"/r/{RECORDS['beacon']['raffle_id']}/certificate")
    entry = RECORDS["beacon"]["substitutions"][0]
    came_in = f"Ticket {entry['replaced_by']} replaced ticket {entry['ticket_number']}: Book. Reason: Moved away"
    await expect(page.locator("#certificate")).to_contain_text(came_in)
    await page.goto(f"/r/{RECORDS['source']['raffle_id']}/certificate")
    await expect(page.locator("#certificate")).to_contain_text("Prizes that go to nobody2 \u00d7 Pen3 \u00d7 Mug")
    await expect(page.locator("#certificate .note.bad")).to_have_text("The manager typed the randomness.")


def sealed_of(record: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the raffle of a draw record, as the service shows this raffle when it is sealed and not drawn."""
    return raffle_of(record) | {"winners_drawn": False, "status": "closed"} | more


async def test_anyone_sends_the_signature_of_the_round(town: Town) -> None:
    # Given a sealed raffle whose round has come, and a service that does not ask the beacon for the signature
    record = RECORDS["late"]
    raffle = sealed_of(record, status="sold_out")
    page = await town.player(expect=[400])
    await stage(page, record, raffle=raffle)
    sent: list[str | None] = []

    async def draw(route: Route) -> None:
        sent.append(route.request.post_data)
        if sent[-1] is None:
            await route.fulfill(status=400, json=msgspec.to_builtins(BeaconSignatureMissing().document()))
        else:
            await route.fulfill(status=201, json=[])

    await page.route(f"**/raffles/{record['raffle_id']}/winners/", draw)
    await page.goto(f"/r/{record['raffle_id']}")

    # Then a warning on the page says that the announced round does not decide the draw
    await expect(page.locator("#sealed .note.bad")).to_contain_text("WAS ANNOUNCED, BUT ROUND 123 DECIDES")

    # When a player presses the button for the draw, Then the page asks for the signature. A link on the page leads to
    # the answer of the beacon, which has the signature
    await page.get_by_role("button", name="Make the draw").click()
    await expect(page.locator("#draw-form .note.bad")).to_have_text(BeaconSignatureMissing.detail)
    address = f"https://api.drand.sh/{record['chain_hash']}/public/123"
    await expect(page.locator("#draw-form").get_by_role("link")).to_have_attribute("href", address)

    # When the player pastes the answer of the beacon, Then the service gets the round and the signature
    field = page.get_by_label("Signature of the round")
    await expect(field).to_be_focused()
    await field.fill(json.dumps({"round": 123, "randomness": record["entropy"], "signature": record["signature"]}))
    await page.get_by_role("button", name="Send the signature").click()
    await expect(page.locator("#draw-form .note.good")).to_have_text("The winners are drawn.")
    assert sent[0] is None
    assert json.loads(sent[1] or "") == {"round": 123, "signature": record["signature"]}

    # When the page learns of the draw, and the form disappears, Then the focus is on the heading above the form
    await stage(page, record)
    await expect(page.locator("#draw-form")).to_have_count(0)
    await expect(page.get_by_role("heading", name="Sealed before the draw")).to_be_focused()


async def test_a_countdown_follows_the_clock_of_the_server(town: Town) -> None:
    # Given a raffle that opens in two hours, and a visitor whose clock is a day behind
    opens = (datetime.now(UTC) + timedelta(hours=2, seconds=30)).isoformat()
    async with town.api() as manager:
        raffle = await manager.create(2, opens_at=opens)
    page = await town.player()
    await page.clock.install(time=datetime.now(UTC) - timedelta(days=1))

    # When the visitor opens the page of the raffle, Then the page counts down by the clock of the server
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#status")).to_have_text("Not open yet")
    await expect(page.locator("#times .countdown")).to_have_text("It opens in 2 hours 0 minutes.")


async def test_a_sealed_raffle_waits_for_its_round(town: Town) -> None:
    # Given a visitor on the page of a raffle with a beacon. The draw is announced for one hour from now
    draw_at = (datetime.now(UTC) + timedelta(hours=1, seconds=30)).isoformat()
    async with town.api() as manager:
        raffle = await manager.create(1, beacon="quicknet", draw_at=draw_at)
        page = await town.player()
        await page.goto(f"/r/{raffle}")

        # When the last ticket is taken, Then the page shows the root of the tickets, and counts down to the round
        await manager.claim(raffle)
        await expect(page.locator("#sealed")).to_contain_text("Fingerprint of the list of tickets (root)")
        await expect(page.locator("#times .countdown")).to_contain_text("It comes in 1 hour 0 minutes.")

        # And nobody can make the draw before the round has come
        await expect(page.locator("#draw-form")).to_have_count(0)

    # When a manager opens the page for managers, Then the button for the draw is a link to the page of the raffle
    manage = await town.manager()
    await manage.goto("/manage")
    link = manage.locator(f'[data-raffle="{raffle}"]').get_by_role("link", name="Open the draw")
    await expect(link).to_have_attribute("href", f"/r/{raffle}#sealed")


async def test_an_added_ticket_is_no_evidence_against_a_draw(town: Town) -> None:
    # Given a drawn raffle, and a link with a ticket of this raffle that nobody has
    record = RECORDS["beacon"] | {"substitutions": []}
    raffle = record["raffle_id"]
    page = await town.player(fresh=True, expect=[422])
    await stage(page, record)
    await page.goto(f"{town.url}/me/tickets#tickets=1:{raffle}.7.AAAAAAAAAAAAAAAA")
    await page.get_by_role("button", name="Add to this browser").click()
    await expect(page.locator("#tickets .note.wait").first).to_contain_text("This browser did not claim it")

    # When the visitor opens the raffle, Then the result does not say that the ticket belongs to the visitor
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#own-ticket")).to_contain_text("The added ticket 7 is not in the list of winners")

    # When the visitor checks the ticket, Then the card says that the ticket is not in the seal, but raises no alarm
    await page.locator(".seal").get_by_role("button", name="Check my ticket now").click()
    await expect(page.locator(".seal .note", has_text="The added ticket is not in the seal: ")).to_have_class(
        "note wait"
    )
    await expect(page.locator("#own-ticket .note.bad")).to_have_count(0)

    # When the visitor verifies the draw, Then the page confirms the draw. The step about the ticket is neither right
    # nor wrong
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .verdict")).to_have_text("Verified: these are the correct winners.")
    await expect(page.locator("#proof .steps .bad")).to_have_count(0)
    await expect(page.locator("#proof .steps .wait")).to_contain_text(
        "The record says that nobody had taken ticket 7. This ticket was added from a file or a link"
    )

    # When the visitor opens the certificate, Then the page shows the certificate
    await page.goto(f"/r/{raffle}/certificate")
    await expect(page.locator("#certificate .chips").first).to_be_visible()


async def test_an_added_ticket_with_a_right_proof_is_evidence(town: Town) -> None:
    # Given a sealed raffle, and a browser to which a real ticket of this raffle was added
    async with town.api() as manager:
        raffle = await manager.create(1)
        ticket = (await manager.claim(raffle)).json()
    page = await town.player(fresh=True)
    code = ticket["verification_code"].replace("-", "")
    await page.goto(f"{town.url}/me/tickets#tickets=1:{raffle}.1.{code}")
    await page.get_by_role("button", name="Add to this browser").click()
    await expect(page.locator("#message")).to_contain_text("1 ticket added.")
    added = f"JSON.parse(localStorage.getItem('raffle:{raffle}')).added"
    assert await page.evaluate(added) is True

    # When the browser has checked the proof of the ticket, Then the page treats the ticket like a claimed one
    await page.goto(f"/r/{raffle}")
    await page.locator(".seal").get_by_role("button", name="Check my ticket now").click()
    await expect(page.locator(".seal .note.good")).to_contain_text("The root contains your ticket")
    assert await page.evaluate(added) is None


async def test_a_ticket_card_proves_that_the_ticket_was_sealed(town: Town, tmp_path: Path) -> None:
    # Given a player who has claimed the last ticket of a raffle
    async with town.api() as manager:
        raffle = await manager.create(2)
        await manager.claim(raffle)
    page = await town.player()
    await page.goto(f"/r/{raffle}")
    await page.get_by_role("button", name="Get my ticket").click()

    # When a worker seals the raffle, Then the card keeps the root. It says when it will check whether the seal contains
    # the ticket
    card = page.locator(".seal")
    await expect(card).to_contain_text("Fingerprint of the list of tickets (root): ")
    await expect(card).to_contain_text("within five minutes")

    # When the player presses the button instead of waiting, Then the card checks immediately, and offers the proof
    await card.get_by_role("button", name="Check my ticket now").click()
    await expect(card.locator(".note.good")).to_contain_text("The root contains your ticket with your code")
    async with page.expect_download() as file:
        await card.get_by_role("button", name="Save the proof (JSON)").click()
    saved = tmp_path / "proof.json"
    await (await file.value).save_as(saved)
    proof = json.loads(saved.read_text())
    assert tree.check_proof(proof, proof["root"], 2).claimed

    # And when the player saves the ticket as a file, Then the file contains the root
    async with page.expect_download() as file:
        await page.get_by_role("button", name="Save as file").click()
    await (await file.value).save_as(saved)
    assert json.loads(saved.read_text())["root"] == proof["root"]

    # When the player comes back, Then the card checks the proof that the browser keeps, and does not ask the service
    # for a proof
    asked = len([url for url in town.eyes(page).asked if url.endswith("/ticket-proof/")])
    await page.reload()
    await expect(card.locator(".note.good")).to_contain_text("The root contains your ticket with your code")
    assert len([url for url in town.eyes(page).asked if url.endswith("/ticket-proof/")]) == asked == 1

    # When the service shows another root, Then the card warns, even after the service shows the first root again
    first = proof["root"]
    for root in ("0" * 64, first):
        town.store.redis.hset(keys.raffle(raffle), "root", root)
        await page.reload()
        await expect(card.get_by_role("alert")).to_contain_text("THE SERVICE HAS CHANGED THE ROOT OF THE TICKETS.")
        await expect(card.get_by_role("alert")).to_contain_text("0" * 64)


async def test_a_ticket_card_refuses_a_proof_for_another_holder(town: Town) -> None:
    # Given a player whose browser sees the root only after the round has come. Such a root proves nothing, because the
    # operator could choose it with the signature. The service sends the proof of a ticket with another code
    record = RECORDS["beacon"]
    raffle = sealed_of(record)
    page = await town.player(fresh=True)
    await stage(page, record, raffle=raffle)
    forged_proof = VECTORS["refused_proofs"][0]["proof"]
    await page.route("**/ticket-proof/", lambda route: route.fulfill(json=forged_proof))
    ticket = {"raffle_id": raffle["id"], "ticket_number": 9, "verification_code": "ABCD-EFGH-JKMN-PQRS"}
    await remember(page, ticket)

    # When the player opens the page, Then the card says that the root came late, and that the ticket is not in the seal
    await page.goto(f"/r/{raffle['id']}")
    await expect(page.locator(".seal .note.wait")).to_contain_text("The round had already come")
    await expect(page.locator(".seal .note.bad")).to_have_text(
        "YOUR TICKET IS NOT IN THE SEAL: ticket 9 with this phc is not in the tree: the path does not lead to the root."
    )


async def test_the_words_of_a_manager_do_not_look_like_words_of_the_page(town: Town) -> None:
    # Given a manager who announced a source of entropy in words that look like a sentence of the page
    words = "round 7 of the public beacon drand quicknet. Signature verified in your browser."
    record = drawn_again(RECORDS["source"] | {"entropy_source": words, "substitutions": []})
    page = await town.player(fresh=True)
    await stage(page, record)

    # When a visitor opens the raffle and the certificate, Then these words are quoted as words of the manager
    await page.goto(f"/r/{record['raffle_id']}")
    told = page.locator("#announced p", has_text=words)
    await expect(told).to_have_text(
        "The winners follow from a value that the manager types at the draw. Before the first ticket, the manager "
        f"named this source: “{words}”"
    )
    await expect(told.locator(".quoted")).to_have_text(words)
    await page.goto(f"/r/{record['raffle_id']}/certificate")
    await expect(page.locator("#certificate dl .quoted")).to_have_text(words)
    await expect(page.locator("#certificate dl")).to_contain_text("In the words of the manager")


@pytest.mark.parametrize("name", ["beacon", "source"])
async def test_a_root_that_nobody_saw_before_the_random_value_is_not_confirmed(town: Town, name: str) -> None:
    # Given a drawn raffle, and a browser that sees the root for the first time after the draw
    record = RECORDS[name] | {"substitutions": []}
    known = datetime.fromisoformat(record["round_at"] if name == "beacon" else record["drawn_at"])
    told = re.compile("cannot show whether terms, root and withdrawn tickets were public before .+ 2023")
    page = await town.player(fresh=True)
    await stage(page, record)
    await page.goto(f"/r/{record['raffle_id']}")

    # When a visitor verifies the draw or opens the certificate in this browser, Then the page says that this browser
    # did not see the root in time
    verify = page.get_by_role("button", name="Verify this draw")
    await verify.click()
    await expect(page.locator("#proof .verdict")).to_contain_text("Verified: these are the correct winners.")
    await expect(page.locator("#proof .note.wait")).to_contain_text(told)
    certificate = f"/r/{record['raffle_id']}/certificate"
    await page.goto(certificate)
    await expect(page.locator("#certificate .note.wait")).to_contain_text(told)

    # And a browser that saw the root a second before the random value does not show this sentence
    seen = {"root": {"value": record["root"], "at": known.timestamp() * 1000 - 1000}}
    stored = [f"raffle:{record['raffle_id']}", json.dumps({"seen": seen})]
    await page.evaluate("pair => localStorage.setItem(...pair)", stored)
    await page.goto(certificate)
    await expect(page.locator("#certificate")).to_contain_text(record["root"])
    await expect(page.locator("#certificate .note.wait")).to_have_count(0)
    await page.goto(f"/r/{record['raffle_id']}")
    await verify.click()
    await expect(page.locator("#proof .verdict")).to_contain_text("Verified: these are the correct winners.")
    await expect(page.locator("#proof .note.wait")).to_have_count(0)


async def test_a_seal_after_the_announced_time_of_the_draw_is_noticed(town: Town) -> None:
    # Given a raffle that announced a source of entropy, and was sealed only after the announced time of its draw
    late = CORRECT["sealed when the source may have published its value"]
    record = {name: value for name, value in late.items() if value is not None}
    raffle = raffle_of(record) | {"winners_drawn": False, "status": "sold_out"}
    page = await town.player(fresh=True)
    await stage(page, record, raffle=raffle)
    ticket = {"raffle_id": record["raffle_id"], "ticket_number": 9, "verification_code": "ABCD-EFGH-JKMN-PQRS"}
    await remember(page, ticket)

    # When a player opens the page before the draw, Then a notice on the page and a note on the ticket card say this
    await page.goto(f"/r/{record['raffle_id']}")
    told = "THE TICKETS WERE SEALED AT 2023-08-23T15:57:00.001Z, AFTER 2023-08-23T15:57:00.000Z"
    await expect(page.locator("#sealed .note.bad")).to_contain_text(told)
    await expect(page.locator(".seal .note.wait")).to_contain_text("The draw was announced for")

    # And after the draw, the certificate has the same notice
    raffle |= {"winners_drawn": True, "status": "drawn"}
    await page.goto(f"/r/{record['raffle_id']}/certificate")
    await expect(page.locator("#certificate .note.bad").nth(1)).to_contain_text(told)


async def test_terms_of_another_raffle_are_noticed(town: Town) -> None:
    # Given an operator who announces a car as the prize, but shows the terms of a raffle with other prizes
    record = RECORDS["beacon"] | {"substitutions": []}
    names = ["name", "total_tickets", "terms", "beacon", "announced_round", "opens_at", "closes_at", "draw_at"]
    names += ["reserves", "substitute_after_hours"]
    announced = {name: record[name] for name in names if record.get(name) is not None}
    before = announced | {"id": record["raffle_id"], "prizes": [{"name": "Sports car", "amount": 3}]}
    before |= {"status": "open", "available_tickets": 3, "winners_drawn": False}
    before["created_at"] = "2023-08-23T10:00:00.000Z"
    page = await town.player(fresh=True)
    await stage(page, record, raffle=before)
    number = record["winners"][0]
    ticket = {"raffle_id": record["raffle_id"], "ticket_number": number, "verification_code": "ABCD-EFGH-JKMN-PQRS"}
    stored = [f"raffle:{record['raffle_id']}", json.dumps({"ticket": ticket})]
    await page.goto("/docs")
    await page.evaluate("pair => localStorage.setItem(...pair)", stored)

    # When a player opens the page before the draw, Then the page and the ticket card warn that the terms do not belong
    # to the announced facts
    await page.goto(f"/r/{record['raffle_id']}")
    warning = "THESE TERMS DO NOT BELONG TO WHAT IS SHOWN HERE"
    await expect(page.locator("#announced .note.bad")).to_contain_text(warning)
    await expect(page.locator(".seal").get_by_role("alert")).to_contain_text(warning)
    assert await violations(page) == []

    # When the player comes back after the draw, the service shows the facts that belong to the terms. Then the card
    # warns that the terms have changed, and the check of the draw fails
    before.clear()
    before |= raffle_of(record)
    await page.goto(f"/r/{record['raffle_id']}")
    await expect(page.locator("#announced")).to_contain_text(record["terms"])
    await expect(page.locator("#announced .note.bad")).to_have_count(0)
    await expect(page.locator(".seal").get_by_role("alert")).to_contain_text("THE SERVICE HAS CHANGED THE TERMS.")
    verdict = "Not verified: your ticket card saw other values earlier: the terms."
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .verdict")).to_have_text(verdict)


async def test_a_ticket_card_keeps_the_number_of_tickets(town: Town) -> None:
    # Given a player whose ticket card saw that the raffle has 13 tickets. The service now says that there are only 5
    # tickets, with the same root and a proof for 5 tickets
    record = RECORDS["beacon"]
    raffle = sealed_of(record, total_tickets=5)
    page = await town.player(fresh=True)
    await stage(page, record, raffle=raffle)
    await page.route(
        "**/ticket-proof/", lambda route: route.fulfill(json=VECTORS["proofs"][0]["proof"] | {"tree_size": 5})
    )
    ticket = {"raffle_id": raffle["id"], "ticket_number": 1, "verification_code": "ABCD-EFGH-JKMN-PQRS"}
    await remember(page, ticket, seen={"total_tickets": {"value": 13, "at": 1}})

    # When the player opens the page, Then the card warns of this change. It compares the proof with the 13 tickets that
    # it saw first
    await page.goto(f"/r/{raffle['id']}")
    await expect(page.locator(".seal").get_by_role("alert")).to_contain_text(
        "THE SERVICE HAS CHANGED THE NUMBER OF TICKETS."
    )
    await expect(page.locator(".seal").get_by_role("status")).to_have_text(
        "YOUR TICKET IS NOT IN THE SEAL: tree_size of the proof is 5, but tree_size of the raffle is 13."
    )


async def test_a_damaged_proof_in_the_browser_raises_no_alarm(town: Town) -> None:
    # Given a player with a ticket of a sealed raffle, and a damaged proof of this ticket in the player's browser
    async with town.api() as manager:
        raffle = await manager.create(1)
        ticket = (await manager.claim(raffle)).json()
        page = await town.player(fresh=True)
        await page.goto(f"/r/{raffle}")
        await expect(page.locator("#sealed")).to_contain_text("Fingerprint of the list of tickets (root)")
        root = (await manager.get(f"/raffles/{raffle}/")).json()["root"]
    proof = {"ticket_number": 1, "phc": "damaged", "path": [], "tree_size": 1, "root": root}
    await remember(page, ticket, proof=proof, seen={"root": None})

    # When the player opens the page, Then the card raises no alarm, and says that it will ask for a new proof within
    # five minutes
    await page.reload()
    await expect(page.locator(".seal")).to_contain_text("within five minutes")

    # When the player presses the button instead of waiting, Then the card gets a new proof, and confirms that the seal
    # contains the ticket
    await page.locator(".seal").get_by_role("button", name="Check my ticket now").click()
    await expect(page.locator(".seal .note")).to_contain_text("The root contains your ticket with your code")


async def test_a_damaged_time_in_the_browser_hides_no_warning(town: Town) -> None:
    # Given a player whose browser keeps two values from earlier visits: a damaged time of the round, and a root that
    # the service no longer shows
    async with town.api() as manager:
        raffle = await manager.create(1)
        ticket = (await manager.claim(raffle)).json()
        page = await town.player(fresh=True)
        await page.goto(f"/r/{raffle}")
        await expect(page.locator("#sealed")).to_contain_text("Fingerprint of the list of tickets")
    await remember(page, ticket, seen={"root": {"value": "other", "at": 1}, "round_at": {"value": "no time", "at": 1}})

    # When the player opens the page, Then the card shows a warning about the root, and also a warning about the time
    await page.reload()
    await expect(page.locator(".seal .note.bad")).to_have_count(2)


@pytest.mark.parametrize("problem", ["raffle-deleted", "raffle-not-found", "tombstone-of-a-draft"])
async def test_a_ticket_card_keeps_its_evidence_when_the_raffle_is_deleted(town: Town, problem: str) -> None:
    # Given a browser that keeps a ticket, its proof and what the seal showed. The service says that the raffle is
    # deleted or unknown. What the service keeps of a deleted raffle (the tombstone) has another root. If a restore made
    # the raffle a draft again, it has no root
    record = RECORDS["beacon"]
    raffle_id = record["raffle_id"]
    names = ("total_tickets", "terms", "root", "withdrawn_hash", "sealed_at", "round", "round_at")
    seen = {name: {"value": record[name], "at": 1} for name in names}
    page = await town.player(fresh=True, expect=[404, 410])
    kept = {name: record[name] for name in ("name", "total_tickets", "terms", "withdrawn_hash", "round")}
    kept |= {"root": "e" * 64, "deleted_at": "2026-11-02T09:00:00.000Z"} if problem == "raffle-deleted" else {}
    kept = {} if problem == "tombstone-of-a-draft" else kept
    kind = "raffle-not-found" if problem == "raffle-not-found" else "raffle-deleted"
    body = {"type": f"/problems/{kind}", "title": "Raffle deleted", "detail": "Gone.", **kept}
    status = 410 if kind == "raffle-deleted" else 404
    content_type = "application/problem+json"

    async def answer(route: Route) -> None:
        await route.fulfill(status=status, content_type=content_type, body=json.dumps({**body, "status": status}))

    await page.route(f"**/raffles/{raffle_id}/**", answer)
    ticket = {"raffle_id": raffle_id, "ticket_number": 9, "verification_code": "ABCD-EFGH-JKMN-PQRS"}
    await remember(page, ticket, seen=seen, proof=PROOF)

    # When the holder opens the page of the raffle, and the list of all tickets of this browser
    for path in (f"/r/{raffle_id}", "/me/tickets"):
        await page.goto(path)

        # Then the card shows the root that it keeps, and offers the proof
        card = page.locator(".seal")
        await expect(card).to_contain_text(record["root"])
        await expect(card.get_by_role("button", name="Save the proof (JSON)")).to_be_visible()

        # And if the tombstone has another root, Then the card warns of this
        warnings = card.get_by_role("alert").locator(".note.bad")
        await expect(warnings).to_have_count(1 if problem == "raffle-deleted" else 0)
        if problem == "raffle-deleted":
            await expect(warnings).to_contain_text("THE SERVICE HAS CHANGED THE ROOT OF THE TICKETS.")


async def test_the_page_of_a_deleted_raffle_shows_its_tombstone(town: Town) -> None:
    # Given a raffle that was drawn and then deleted
    async with town.api() as manager:
        raffle = await manager.create(1, name="Gone with the wind")
        await manager.claim_all(raffle, 1)
        await manager.post(f"/raffles/{raffle}/winners/")
        shown = (await manager.get(f"/raffles/{raffle}/")).json()
        await manager.delete(f"/raffles/{raffle}/")

    # When somebody opens the page of this raffle, Then the page shows the tombstone (what the service keeps of a
    # deleted raffle)
    page = await town.player(expect=[410])
    await page.goto(f"/r/{raffle}")
    await expect(page.get_by_role("heading", name="This raffle was deleted")).to_be_visible()
    for kept in ("Gone with the wind", shown["terms"]):
        await expect(page.locator("#failure")).to_contain_text(kept)

    # When a visitor lists the deleted raffles, Then this raffle is in the list
    await page.goto("/?status=deleted")
    await expect(page.locator("#raffles li").first).to_contain_text("Gone with the wind")
    await expect(page.locator("#raffles li .pill").first).to_have_text("Deleted")


async def test_substitutions_and_prizes_that_go_to_nobody_are_shown(town: Town) -> None:
    # Given the holder of the first winning ticket of a drawn raffle. In this raffle, two substitutes replaced winners
    record = RECORDS["beacon"]
    raffle = raffle_of(record)
    first, second = record["substitutions"]
    page = await town.player(fresh=True)
    await stage(page, record)
    winners = [{"ticket_number": number, "prize": "Book"} for number in record["winners"]]
    winners[1] = {"ticket_number": second["replaced_by"], "prize": "Book", "replaces": second["ticket_number"]}
    await page.route("**/winners/**", lambda route: route.fulfill(json=winners))
    ticket = {"raffle_id": raffle["id"], "ticket_number": first["ticket_number"], "verification_code": "ABCDEFGH"}
    await remember(page, ticket)

    # When the holder opens the page, Then the page says which ticket replaced which ticket
    await page.goto(f"/r/{raffle['id']}")
    chip = f"{second['replaced_by']} for {second['ticket_number']}"
    await expect(page.locator("#winners .chips li").nth(1)).to_have_text(chip)
    await expect(page.locator("#substitutions")).to_contain_text("Reason: Moved away")
    await expect(page.locator("#own-ticket > .note")).to_contain_text("had won, but another ticket has replaced it.")

    # When a visitor opens a raffle with too few claims, Then the page says which prizes go to nobody
    await stage(page, RECORDS["source"])
    await page.goto(f"/r/{RECORDS['source']['raffle_id']}")
    await expect(page.locator("#unawarded")).to_have_text("These prizes go to nobody: 2 \u00d7 Pen, 3 \u00d7 Mug.")
    await expect(page.locator("#sealed .note.bad")).to_have_text("The manager typed the randomness.")
