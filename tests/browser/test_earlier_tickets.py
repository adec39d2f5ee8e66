"""Earlier tickets of a browser that another incarnation of the store gave.

The incarnation changes with a restore of the store, and differs between the servers of a cluster. So a new incarnation
does not prove that the store has lost a ticket. The pages ask the service before they say so.
"""

import json

import pytest
from playwright.async_api import Route, expect

from tests.browser.visitors import Town

REMEMBER = "([id, text]) => localStorage.setItem(`raffle:${id}`, text)"

SOONEST = "Math.random = () => 0"
"""A script that makes random pauses as short as they can be."""


@pytest.mark.parametrize("earlier", ["valid", "lost"])
@pytest.mark.parametrize("path", ["/r/{}", "/me/tickets"])
async def test_a_page_asks_the_service_before_it_calls_an_earlier_ticket_lost(
    town: Town, path: str, earlier: str
) -> None:
    # Given a browser with a ticket, and an earlier ticket that another incarnation of the store gave. In one case, the
    # store has given its number to somebody else since then
    async with town.api() as manager:
        raffle = await manager.create(2, [("Bicycle", 2)])
        tickets = [(await manager.claim(raffle, "198.51.100.77")).json()]
        ticket = {"raffle_id": raffle, "ticket_number": 3 - tickets[0]["ticket_number"]}
        first = tickets[0] if earlier == "valid" else tickets[0] | {"verification_code": "AAAA-BBBB-CCCC-DDDD"}
        ticket["verification_code"] = "8QK2-M4XD-9HTB-PW3C"
        page = await town.player(fresh=True)
        await page.add_init_script(SOONEST)
        await page.goto("/")
        kept = {"ticket": ticket, "incarnation": "two", "lost": [first | {"incarnation": "one"}]}
        await page.evaluate(REMEMBER, [raffle, json.dumps(kept)])
        address = path.format(raffle)
        note = page.locator(".note", has_text=f"number {first['ticket_number']}, code {first['verification_code']}")

        # When the holder opens a page before the seal, Then the page says that the earlier ticket is perhaps valid
        await page.goto(address)
        await expect(note).to_contain_text("Perhaps it is still valid")
        await expect(page.locator(".note.bad")).to_have_count(0)

        # When the raffle is sealed, Then the page asks the service, and says whether the earlier ticket is valid
        kept["ticket"] = (await manager.claim(raffle, "198.51.100.78")).json()
        await page.evaluate(REMEMBER, [raffle, json.dumps(kept)])
        watcher = await town.player()
        await watcher.goto(f"/r/{raffle}")
        await expect(watcher.locator("#sealed")).to_contain_text("Fingerprint of the list of tickets")
        await page.reload()
        if earlier == "lost":
            await expect(note).to_contain_text("The service has lost an earlier ticket of yours")
            town.eyes(page).complaints.clear()  # Chromium complains about the refused check.
            return
        await expect(note).to_contain_text("the earlier ticket can also win")

        # And after the draw, the page says what the earlier ticket has won
        await manager.post(f"/raffles/{raffle}/winners/")
    await page.reload()
    won = page.locator(".note.good", has_text=f"Your ticket {first['ticket_number']} has won: Bicycle")
    await expect(won).to_be_visible()


async def test_an_open_page_asks_about_an_earlier_ticket_at_a_random_moment_after_the_seal(town: Town) -> None:
    # Given an open page of a browser with a ticket, and an earlier ticket that another incarnation of the store gave.
    # The random moment is 150 seconds after the seal
    async with town.api() as manager:
        raffle = await manager.create(3)
        earlier = (await manager.claim(raffle, "198.51.100.79")).json()
        own = (await manager.claim(raffle, "198.51.100.80")).json()
        page = await town.player(fresh=True)
        await page.clock.install()
        await page.add_init_script("Math.random = () => 0.5")
        await page.goto("/")
        kept = {"ticket": own, "incarnation": "two", "lost": [earlier | {"incarnation": "one"}]}
        await page.evaluate(REMEMBER, [raffle, json.dumps(kept)])
        asked: list[int] = []
        number = earlier["ticket_number"]

        async def note_number(route: Route) -> None:
            asked.append(json.loads(route.request.post_data or "")["ticket_number"])
            await route.continue_()

        await page.route("**/ticket-proof/", note_number)
        await page.goto(f"/r/{raffle}")
        note = page.locator(".note", has_text=f"number {number}")
        await expect(note).to_contain_text("Perhaps it is still valid")

        # When the raffle is sealed, Then the page does not ask immediately
        await manager.claim(raffle, "198.51.100.81")
    await expect(page.locator("#sealed")).to_contain_text("Fingerprint of the list of tickets")
    await page.clock.fast_forward(100_000)
    await expect(note).to_contain_text("Perhaps it is still valid")
    assert asked == []

    # And when the moment comes, the page asks, and says that the earlier ticket is valid
    await page.clock.fast_forward(60_000)
    await expect(note).to_contain_text("the earlier ticket can also win")
    assert number in asked
