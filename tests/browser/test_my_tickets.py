"""The page "My tickets" lists the tickets that a browser keeps. It saves them, and passes them to other devices.

A ticket comes into a browser by a claim, or it is added from a file or a transfer link. Anybody can write such a file
or link, so an added ticket proves nothing.
"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.async_api import Dialog, FilePayload, Page, Route, ViewportSize, expect

from tests.browser.accessibility import violations
from tests.browser.visitors import Town

LOOKS: tuple[tuple[Literal["light", "dark"], ViewportSize], ...] = (
    ("light", {"width": 320, "height": 640}),
    ("dark", {"width": 1920, "height": 1080}),
)


async def claim(page: Page, raffle: str) -> dict[str, Any]:
    """Get a ticket in a browser, and return the ticket as the browser keeps it."""
    await page.goto(f"/r/{raffle}")
    await page.locator("#get").click()
    await expect(page.locator("#ticket-number")).to_be_visible()
    return await kept(page, raffle)


async def memory(page: Page, raffle: str) -> dict[str, Any]:
    """Return what a browser remembers of a raffle."""
    remembered: dict[str, Any] = json.loads(await page.evaluate("id => localStorage.getItem(`raffle:${id}`)", raffle))
    return remembered


async def kept(page: Page, raffle: str) -> dict[str, Any]:
    """Return the ticket that a browser keeps."""
    ticket: dict[str, Any] = (await memory(page, raffle))["ticket"]
    return ticket


def card(page: Page, raffle: str) -> Any:
    return page.locator(f"[data-raffle='{raffle}']")


def code(ticket: dict[str, Any]) -> str:
    return str(ticket["verification_code"]).replace("-", "")


async def choose(page: Page, content: str | bytes) -> None:
    """Choose a file with this content. The page adds the tickets of the file."""
    data = content if isinstance(content, bytes) else content.encode()
    file: FilePayload = {"name": "tickets.json", "mimeType": "application/json", "buffer": data}
    await page.get_by_label("Add tickets from a file").set_input_files(file)


async def test_the_tickets_of_a_browser_are_listed_with_state_dates_result_and_proof(
    town: Town, tmp_path: Path
) -> None:
    # Given a browser with a ticket that has won, and a ticket of an open raffle with dates and a long name
    draw_at = (datetime.now(UTC) + timedelta(days=2)).replace(microsecond=0)
    name = "Tombola; für alle, " + "groß und klein " * 5
    async with town.api() as api:
        drawn = await api.create(1, [("Bicycle", 1)], name="Spring fair")
        closes_at = draw_at - timedelta(hours=1)
        opened = await api.create(5, name=name.strip(), closes_at=closes_at.isoformat(), draw_at=draw_at.isoformat())
        page = await town.player()
        first, second = await claim(page, drawn), await claim(page, opened)
        await api.post(f"/raffles/{drawn}/winners/")

        # When the visitor opens "My tickets", Then the page has number, code, status, date, result and proof of both
        # tickets
        await page.get_by_role("link", name="My tickets").click()
        await expect(card(page, drawn)).to_contain_text("Drawn")
        await expect(card(page, drawn)).to_contain_text("Your ticket 1 has won: Bicycle")
        await expect(card(page, drawn).get_by_text("Seal and proof")).to_be_visible()
        await expect(card(page, opened)).to_contain_text("The draw is announced for")
        for raffle, ticket in ((drawn, first), (opened, second)):
            await expect(card(page, raffle).locator(".number")).to_have_text(str(ticket["ticket_number"]))
            assert (await card(page, raffle).locator(".code").inner_text()).replace("\n", "") == code(ticket)
        assert await page.locator("#tickets h2").all_inner_texts() == [name.strip(), "Spring fair"]

        # And axe finds no barrier: on a small phone in light colours, and on a large screen in dark colours
        for scheme, size in LOOKS:
            await page.emulate_media(color_scheme=scheme)
            await page.set_viewport_size(size)
            assert await violations(page) == []
            assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"]

    # When the visitor saves the dates, Then the browser saves a file for calendars. Its times are in UTC, its texts are
    # escaped, and its lines have at most 75 bytes
    async with page.expect_download() as download:
        await card(page, opened).get_by_role("button", name="Save the dates for a calendar").click()
    await (await download.value).save_as(tmp_path / "dates.ics")
    data = (tmp_path / "dates.ics").read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 10
    assert max(map(len, data.split(b"\r\n"))) <= 75
    calendar = data.replace(b"\r\n ", b"").decode().split("\r\n")
    assert f"DTSTART:{draw_at:%Y%m%dT%H%M%SZ}" in calendar
    assert f"SUMMARY:Draw of {name.strip()}".replace(";", "\\;").replace(",", "\\,") in calendar
    assert calendar.count("BEGIN:VEVENT") == calendar.count("END:VEVENT") == 2
    assert code(second) not in data.decode()
    await expect(card(page, drawn).get_by_role("button", name="Save the dates for a calendar")).to_be_hidden()


async def test_tickets_are_kept_as_a_file_and_passed_on_with_a_link(town: Town, tmp_path: Path) -> None:
    # Given a browser with a ticket that has won, and a ticket of an open raffle
    async with town.api() as api:
        drawn = await api.create(1, [("Bicycle", 1)], name="Spring fair")
        opened = await api.create(5, name="Summer fair")
        page = await town.player()
        first, second = await claim(page, drawn), await claim(page, opened)
        await api.post(f"/raffles/{drawn}/winners/")
    await page.goto("/me/tickets")
    await expect(card(page, opened)).to_contain_text("Summer fair")

    # When the visitor adds a file of both tickets to a second browser, Then this browser has both tickets
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Save all as a file").click()
    await (await download.value).save_as(tmp_path / "tickets.json")
    other = await town.player()
    await other.goto("/me/tickets")
    await expect(other.locator("#empty")).to_be_visible()
    for text in ("2 tickets added.", "0 tickets added. 2 tickets were here already."):
        await other.get_by_label("Add tickets from a file").set_input_files(tmp_path / "tickets.json")
        await expect(other.locator("#message")).to_have_text(text)
    await expect(card(other, drawn)).to_contain_text("The added ticket 1 has won: Bicycle")
    assert [await kept(other, drawn), await kept(other, opened)] == [first, second]

    # When a third device opens the link of the QR code, Then the page asks before it adds the tickets. The service gets
    # the codes only if a chat has encoded the # of the link
    link = await page.evaluate(
        """async (tickets) => (await import("/assets/tickets/transfer-link.js")).transferLinks(tickets)[0]""",
        [first, second],
    )
    await card(page, opened).get_by_role("button", name="Pass to another device").click()
    await expect(card(page, opened).get_by_role("img", name="QR code of the link that adds")).to_be_visible()
    third = await town.player()
    for address in (link, link.replace("#", "%23")):
        await third.goto("about:blank")
        await third.goto(address)
        await expect(third.locator("#incoming-list li")).to_have_count(2)
        assert third.url == f"{town.url}/me/tickets"
    await expect(card(third, drawn)).to_have_count(0)
    await third.get_by_role("button", name="Add to this browser").click()
    await expect(third.locator("#message")).to_have_text("2 tickets added.")
    asked = [url.partition("#")[0] for url in town.eyes(third).asked]
    assert [url for url in asked if code(first) in url] == [link.replace("#", "%23")]

    # When the visitor removes a ticket from a device, Then the other devices still have the ticket
    third.on("dialog", lambda dialog: dialog.accept())
    await card(third, drawn).get_by_role("button", name="Remove from this browser").click()
    await expect(card(third, drawn)).to_have_count(0)
    assert await kept(other, drawn) == first


async def test_an_added_ticket_does_not_replace_the_button_that_claims(town: Town) -> None:
    # Given an open raffle, and a transfer link with a ticket that does not exist
    async with town.api() as manager:
        raffle = await manager.create(9, name="Win a car")
    page = await town.player(fresh=True)
    await page.goto(f"{town.url}/me/tickets#tickets=1:{raffle}.7.FREETICKETFORYOU")

    # When a visitor opens the link, Then the page says which ticket the link would add. When the visitor adds the
    # ticket, Then the page says that this browser did not claim the ticket
    await expect(page.locator("#incoming")).to_contain_text("Add only tickets that you claimed yourself")
    await page.get_by_role("button", name="Add to this browser").click()
    await expect(card(page, raffle).locator(".note.wait")).to_contain_text("This browser did not claim it")
    assert (await memory(page, raffle))["added"] is True

    # When the visitor goes to the raffle, Then the page shows the added ticket as added, and also shows the button that
    # claims
    await card(page, raffle).get_by_role("link", name="Get my ticket").click()
    own = page.locator("#own-ticket")
    await expect(own.locator(".note.wait")).to_contain_text("This browser did not claim it")
    await expect(own.locator(".ticket")).to_contain_text("Added ticket")
    await expect(own).not_to_contain_text("Your ticket")

    # When the visitor claims, and the first answer is lost, Then the page claims again, and shows the claimed ticket
    await page.route("**/participate/", lambda route: route.abort(), times=1)
    await own.get_by_role("button", name="Get my ticket").click()
    await expect(own.locator(".ticket")).to_contain_text("Your ticket", timeout=20_000)
    remembered = await memory(page, raffle)
    assert remembered["ticket"]["verification_code"] != "FREE-TICK-ETFO-RYOU"
    assert "added" not in remembered

    # And the browser still has number and code of the added ticket, because the added ticket can be a real one
    await expect(own.locator(".note.wait")).to_contain_text("number 7, code FREE-TICK-ETFO-RYOU")
    await expect(own.locator(".note.bad")).to_have_count(0)
    await page.goto("/me/tickets")
    await expect(card(page, raffle).locator(".note.wait")).to_contain_text("number 7, code FREE-TICK-ETFO-RYOU")
    await expect(card(page, raffle).get_by_role("link", name="Get my ticket")).to_have_count(0)
    town.eyes(page).complaints.clear()  # Chromium complains about the lost answer.


async def test_the_page_does_not_claim_a_replaced_ticket_again_by_itself(town: Town) -> None:
    # Given a browser with a ticket that it claimed. The visitor has replaced this ticket by a ticket from a file
    async with town.api() as manager:
        raffle = await manager.create(9)
        theirs = (await manager.claim(raffle, "198.51.100.77")).json()
    page = await town.player(fresh=True)
    own = await claim(page, raffle)
    await page.goto("/me/tickets")
    await choose(page, json.dumps({"format": "raffle-tickets", "tickets": [theirs]}))
    page.on("dialog", lambda dialog: dialog.accept())
    await page.get_by_role("button", name=f"Keep ticket {theirs['ticket_number']} instead").click()
    await expect(page.locator("#message")).to_contain_text("This browser now keeps ticket")

    # When the visitor opens the raffle, Then the page sends no claim by itself
    await page.goto(f"/r/{raffle}")
    button = page.get_by_role("button", name="Get my ticket")
    await expect(button).to_be_enabled()
    asked = [url for url in town.eyes(page).asked if url.endswith("/participate/")]
    assert len(asked) == 1

    # When the visitor presses the button, Then the browser gets its own ticket again
    await button.click()
    await expect(page.locator("#ticket-number")).to_have_text(str(own["ticket_number"]))
    assert await kept(page, raffle) == own
    assert town.store.redis.hlen(f"raffle:{{{raffle}}}:players") == 2


async def test_a_different_ticket_is_replaced_only_when_the_visitor_says_so(town: Town) -> None:
    # Given a browser with a ticket, and a file with two tickets: one of the same raffle, and one of another raffle
    async with town.api() as api:
        raffle, new = [await api.create(9, name=name) for name in ("Spring fair", "Summer fair")]
        theirs, fresh = [(await api.claim(each, "198.51.100.77")).json() for each in (raffle, new)]
    page = await town.player(fresh=True)
    own = await claim(page, raffle)
    await page.goto("/me/tickets")
    await expect(card(page, raffle)).to_contain_text("Spring fair")
    await choose(page, json.dumps({"format": "raffle-tickets", "tickets": [theirs, fresh]}))

    # When the visitor adds the file, Then the page adds the ticket of the other raffle. For the first raffle, the page
    # asks which of the two tickets to keep
    await expect(page.locator("#message")).to_contain_text("1 ticket added.")
    question = f"For “Spring fair”, this browser has ticket {own['ticket_number']}"
    await expect(page.locator("#message")).to_contain_text(question)
    assert [await kept(page, raffle), await kept(page, new)] == [own, fresh]

    # When the visitor chooses the ticket of the file, Then the browser keeps this ticket
    page.on("dialog", lambda dialog: dialog.accept())
    await page.get_by_role("button", name=f"Keep ticket {theirs['ticket_number']} instead").click()
    await expect(page.locator("#message")).to_contain_text(f"now keeps ticket {theirs['ticket_number']}.")
    await expect(card(page, raffle).locator(".number")).to_have_text(str(theirs["ticket_number"]))
    assert await kept(page, raffle) == theirs


async def test_the_code_of_a_claimed_ticket_is_not_lost_by_a_link_with_another_code(town: Town) -> None:
    # Given a browser with a ticket, and a link with the number of this ticket and another code
    async with town.api() as manager:
        raffle = await manager.create(9)
    page = await town.player(fresh=True)
    own = await claim(page, raffle)
    page.on("dialog", lambda dialog: dialog.accept())

    # When the visitor adds the ticket of the link, and confirms that it replaces the ticket of the browser
    await page.goto(f"/me/tickets#tickets=1:{raffle}.{own['ticket_number']}.AAAABBBBCCCCDDDD")
    await page.locator("#incoming-yes").click()
    await page.get_by_role("button", name=f"Keep ticket {own['ticket_number']} instead").click()
    await expect(page.locator("#message")).to_contain_text("This browser now keeps ticket")

    # Then the page still shows the code of the first ticket
    earlier = card(page, raffle).locator(".note.wait", has_text="This browser got another ticket")
    await expect(earlier).to_contain_text(f"code {own['verification_code']}")
    (kept_earlier,) = (await memory(page, raffle))["lost"]
    assert kept_earlier.items() >= (own | {"from": "claimed"}).items()

    # And if the visitor removes the wrong ticket, the first ticket is back, with the key of its claim
    key = (await memory(page, raffle))["key"]
    await card(page, raffle).get_by_role("button", name="Remove from this browser").click()
    await expect(card(page, raffle).locator(".code")).to_have_text(own["verification_code"].replace("-", ""))
    await expect(card(page, raffle).locator(".note")).to_have_count(0)
    remembered = await memory(page, raffle)
    assert (remembered["ticket"], remembered["lost"], remembered["key"]) == (own, [], key)
    assert remembered["incarnation"] == kept_earlier["incarnation"]
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#ticket-code")).to_have_text(own["verification_code"].replace("-", ""))


@pytest.mark.parametrize("act", ["removed", "replaced"])
async def test_a_proof_of_a_ticket_that_another_page_removed_is_not_remembered(town: Town, act: str) -> None:
    # Given two pages of one browser that has a ticket of a sealed raffle (its tickets are fixed)
    async with town.api() as manager:
        raffle = await manager.create(3)
        first = await town.player(fresh=True)
        await claim(first, raffle)
        await manager.claim_all(raffle, 2)
    check = first.get_by_role("button", name="Check my ticket now")
    await expect(check).to_be_visible()
    second = await first.context.new_page()
    second.on("dialog", lambda dialog: dialog.accept())

    # When the second page removes or replaces the ticket, and only then the first page gets and checks the proof of the
    # ticket
    if act == "removed":
        await second.goto(f"/r/{raffle}")
        await second.get_by_role("button", name="Remove from this browser").click()
        await expect(second.locator(".ticket")).to_have_count(0)
    else:
        await second.goto(f"/me/tickets#tickets=1:{raffle}.99.AAAABBBBCCCCDDDD")
        await second.locator("#incoming-yes").click()
        await second.get_by_role("button", name="Keep ticket 99 instead").click()
        await expect(second.locator("#message")).to_contain_text("This browser now keeps ticket")
    await check.click()
    await expect(first.locator(".seal .note.good")).to_be_visible()

    # Then the browser remembers no proof, and the added ticket stays marked as added
    text = await first.evaluate("id => localStorage.getItem(`raffle:${id}`)", raffle)
    remembered = json.loads(text or "{}")
    assert "proof" not in remembered
    assert remembered.get("added", False) is (act == "replaced")


@pytest.mark.parametrize("way", ["link", "file"])
async def test_no_link_or_file_replaces_a_claim_without_an_answer(town: Town, way: str) -> None:
    # Given a player whose claim got a ticket from the service, but the answer to this claim was lost
    async with town.api() as manager:
        raffle = await manager.create(9, name="Spring fair")
    page = await town.player(fresh=True)

    async def lose_the_answer(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await page.route("**/participate/", lose_the_answer)
    await page.goto(f"/r/{raffle}")
    await page.locator("#get").click()
    await expect(page.locator("#own-ticket-message")).to_contain_text("No answer from the service")
    before = await memory(page, raffle)

    # When the player adds another person's ticket of the raffle in a second tab, Then the page adds nothing, and says
    # why
    tab = await page.context.new_page()
    if way == "link":
        await tab.goto(f"{town.url}/me/tickets#tickets=1:{raffle}.7.AAAABBBBCCCCDDDD")
        await tab.get_by_role("button", name="Add to this browser").click()
    else:
        await tab.goto(f"{town.url}/me/tickets")
        theirs = {"raffle_id": raffle, "ticket_number": 7, "verification_code": "AAAA-BBBB-CCCC-DDDD"}
        await choose(tab, json.dumps({"format": "raffle-tickets", "tickets": [theirs]}))
    await expect(tab.locator("#message")).to_contain_text("has not answered the claim of this browser yet")
    assert await memory(page, raffle) == before

    # When the player wants to remove the claim, Then the question says what would be lost
    asked: list[str] = []

    async def answer_no(dialog: Dialog) -> None:
        asked.append(dialog.message)
        await dialog.dismiss()

    tab.on("dialog", answer_no)
    await card(tab, raffle).get_by_role("button", name="Remove from this browser").click()
    assert [text for text in asked if "nobody can ever get the code of its ticket" in text] == asked != []

    # When answers arrive again, Then the open page gets the ticket of the claim. Before this, the test waits for the
    # last lost answer, because a request must not get two answers
    await page.unroute_all(behavior="wait")
    await expect(page.locator("#ticket-number")).to_be_visible(timeout=20_000)
    assert town.store.redis.hlen(f"raffle:{{{raffle}}}:players") == 1
    town.eyes(page).complaints.clear()  # Chromium complains about the lost answers.


async def test_a_ticket_file_makes_no_page_accuse_the_service(town: Town) -> None:
    # Given a drawn raffle, and a file with a real ticket. The file claims that the service showed another root (the
    # hash that fixes all tickets), and that the service lost a ticket
    async with town.api() as manager:
        raffle = await manager.create(2)
        ticket, _ = await manager.claim_all(raffle, 2)
        await manager.post(f"/raffles/{raffle}/winners/")
    facts = {"root": {"value": "cd" * 32, "at": 1}, "round_at": {"value": "2030-01-01T00:00:00.000Z", "at": 1}}
    lost = GOOD | {"raffle_id": raffle, "from": "lost"}
    told = {"raffle": "Fair", **ticket, "seen": facts, "lost": [lost]}
    page = await town.player(fresh=True)
    await page.goto("/me/tickets")
    await choose(page, json.dumps({"format": "raffle-tickets", "tickets": [told]}))

    # When the holder of the ticket adds the file, Then both pages have two notes about the claims of the file. No note
    # looks like an alarm
    for path in ("/me/tickets", f"/r/{raffle}"):
        await page.goto(path)
        await expect(page.locator(".seal .note.wait")).to_contain_text("has other values than the service: the root")
        says = page.locator(".note.wait", has_text="The ticket file that you added says that the service has lost")
        await expect(says).to_contain_text(f"number 7, code {GOOD['verification_code']}")
        await expect(page.locator("#tickets .note.bad, #own-ticket .note.bad")).to_have_count(0)

    # When the holder verifies the draw, Then the page confirms the draw
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .verdict")).to_contain_text("Verified: ")

    # When the service has really lost a ticket of this browser, and the holder adds the file again, Then the browser
    # keeps both lost tickets: the real one and the one of the file
    await page.evaluate(
        """([id, lost]) => {
            const { ticket, ...memory } = JSON.parse(localStorage.getItem(`raffle:${id}`));
            localStorage.setItem(`raffle:${id}`, JSON.stringify({ ...memory, lost: [lost] }));
        }""",
        [raffle, lost | {"ticket_number": 8, "verification_code": "8QK2-M4XD-9HTB-PW3C"}],
    )
    await page.goto("/me/tickets")
    await choose(page, json.dumps({"format": "raffle-tickets", "tickets": [told]}))
    await expect(page.locator("#message")).to_contain_text("1 ticket added.")
    assert [each["ticket_number"] for each in (await memory(page, raffle))["lost"]] == [8, 7]
    await expect(card(page, raffle).locator(".note.bad")).to_contain_text("The service has lost an earlier ticket")


@pytest.mark.parametrize("earlier", ["real", "perhaps lost", "invented"])
async def test_a_new_device_tells_what_an_earlier_ticket_of_the_file_won(town: Town, earlier: str) -> None:
    # Given a drawn raffle, and a saved file with two tickets of one player. The earlier of them has the winning number.
    # In one case, the browser that saved the file did not know whether the store had lost this ticket. In another case,
    # a stranger wrote the file and invented the code
    async with town.api() as manager:
        raffle = await manager.create(2, [("Bicycle", 1)])
        tickets = await manager.claim_all(raffle, 2)
        winner = (await manager.post(f"/raffles/{raffle}/winners/")).json()[0]["ticket_number"]
    won, ticket = sorted(tickets, key=lambda each: each["ticket_number"] != winner)
    invented = {"verification_code": GOOD["verification_code"]} if earlier == "invented" else {}
    origin = {} if earlier == "perhaps lost" else {"from": "claimed"}
    saved = {"raffle": "Fair", **ticket, "lost": [{**won, **invented, **origin}]}

    # When the player adds the file to a new device
    page = await town.player(fresh=True)
    await page.goto("/me/tickets")
    await choose(page, json.dumps({"format": "raffle-tickets", "tickets": [saved]}))
    await expect(page.locator("#message")).to_contain_text("1 ticket added.")

    # Then both pages say that the earlier ticket has won, but only if its code is right. No note looks like an alarm
    for path in ("/me/tickets", f"/r/{raffle}"):
        await page.goto(path)
        if earlier != "invented":
            await expect(page.locator(".note.good", has_text="Bicycle")).to_contain_text(f"ticket {winner} has won")
        else:
            await expect(page.locator(".note.wait", has_text="The added ticket could not be checked")).to_be_visible()
            await expect(page.locator(".note.good")).to_have_count(0)
        await expect(page.locator("#tickets .note.bad, #own-ticket .note.bad")).to_have_count(0)

    # And the ticket counts as added, because anybody can write such a file
    assert [each["from"] for each in (await memory(page, raffle))["lost"]] == ["added"]
    town.eyes(page).complaints.clear()  # Chromium complains about the refused code.


GOOD = {
    "raffle_id": "0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11",
    "ticket_number": 7,
    "verification_code": "7QK2-M4XD-9HTB-PW3C",
}


async def test_a_bad_file_or_link_adds_nothing_and_says_so_in_one_line(town: Town) -> None:
    # Given a browser without tickets
    page = await town.player()
    await page.goto("/me/tickets")

    def tickets(*entries: Any) -> str:
        return json.dumps({"format": "raffle-tickets", "tickets": entries})

    other, damaged = "This file has no tickets.", "This file is damaged, so nothing of it was added."
    bad: dict[str | bytes, str] = {
        b"\x89PNG\r\n": other,
        "{}": other,
        "null": other,
        '{"format": "something else", "tickets": []}': other,
        tickets(): other,
        '{"format": "raffle-tickets", "tickets": 7}': damaged,
        tickets(GOOD, GOOD | {"ticket_number": "7"}): damaged,
        tickets(GOOD, {}): damaged,
        tickets(GOOD, None): damaged,
        tickets(GOOD | {"raffle_id": "../../etc/passwd"}): damaged,
        tickets(GOOD | {"verification_code": "<b>"}): damaged,
        tickets(GOOD | {"ticket_number": 10_000_001}): damaged,
        tickets(GOOD | {"lost": [{}]}): damaged,
        tickets(GOOD, GOOD | {"ticket_number": 8}): damaged,
        b" " * 2_000_001: "This file is too large",
    }
    for content, line in bad.items():
        # When the visitor chooses a file without readable tickets, Then nothing is added, and one line says why
        await page.evaluate("document.getElementById('message').replaceChildren()")
        await choose(page, content)
        await expect(page.locator("#message .note")).to_have_count(1)
        await expect(page.locator("#message")).to_contain_text(line)
        assert await page.evaluate("localStorage.length") == 0, content

    # When a link is incomplete, Then one line says that the link is incomplete
    for fragment in ("#tickets=", f"#tickets=2:{GOOD['raffle_id']}.7.7QK2M4XD9HTBPW3C", "#tickets=1:x.7.ABCD"):
        await page.evaluate("document.getElementById('message').replaceChildren()")
        await page.evaluate("fragment => { location.hash = fragment }", fragment)
        await expect(page.locator("#message")).to_contain_text("The link is incomplete, so nothing was added.")
        assert await page.evaluate("localStorage.length") == 0

    # When the storage of the browser is full, Then the page adds none of the tickets
    await page.evaluate(
        """() => {
            const { setItem } = Storage.prototype;
            let calls = 0;
            Storage.prototype.setItem = function (...item) {
                if (++calls === 2) throw new DOMException("full", "QuotaExceededError");
                setItem.apply(this, item);
            };
        }"""
    )
    await choose(page, tickets(GOOD, GOOD | {"raffle_id": "1" + str(GOOD["raffle_id"])[1:]}))
    await expect(page.locator("#message")).to_have_text("This browser cannot keep the tickets, so nothing was added.")
    assert await page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("path", ["/me/other", "/me/tickets2"])
async def test_no_other_page_exists_below_me(town: Town, path: str) -> None:
    # When somebody asks for another path below /me, Then there is no page
    async with town.api() as visitor:
        assert (await visitor.get(path)).status_code == 404
