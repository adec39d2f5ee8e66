"""People whose page is open at the moment of the draw. The page tells them the result by itself."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.visitors import PHONE, Town
from tests.support.people import Visitor
from tests.support.sold import sell


async def player_with_ticket(town: Town, raffle: str) -> Page:
    page = await town.player(viewport=PHONE)
    await page.goto(f"/r/{raffle}")
    await page.get_by_role("button", name="Get my ticket").click()
    await expect(page.locator("#ticket-number")).to_be_visible()
    return page


async def draw(manager: Visitor, raffle: str) -> list[dict[str, Any]]:
    winners: list[dict[str, Any]] = (await manager.post(f"/raffles/{raffle}/winners/")).json()
    return winners


@pytest.mark.engine
@pytest.mark.parametrize("wins", [True, False])
async def test_a_player_learns_whether_the_ticket_has_won(town: Town, wins: bool) -> None:
    # Given a player with a ticket, who has scrolled to the end of the page on a phone
    async with town.api() as manager:
        raffle = await manager.create(1 if wins else 400, [("Bicycle", 1)])
        page = await player_with_ticket(town, raffle)
        number = await page.locator("#ticket-number").inner_text()
        if not wins:
            sell(town.store, raffle, *(other for other in range(1, 401) if other != int(number)))
        await page.mouse.wheel(0, 5000)

        # When a manager draws the winners, Then the visible part of the page says what the ticket won
        if (await draw(manager, raffle))[0]["ticket_number"] == int(number):
            result, at_ticket = f"Your ticket {number} has won: Bicycle", f"Your ticket {number} has wonBicycle"
        else:
            result = at_ticket = f"Your ticket {number} is not in the list of winners of this service."
    news = page.get_by_role("status").filter(has_text="The winners are drawn.")
    await expect(news).to_contain_text(result)
    await expect(news).to_be_in_viewport(ratio=1)

    # And the ticket shows the result, also after a reload
    await expect(page.locator("#own-ticket")).to_contain_text(at_ticket)
    await page.reload()
    await expect(page.locator("#own-ticket")).to_contain_text(at_ticket)
    await expect(page.get_by_text("The winners are drawn.")).to_have_count(0)


@pytest.mark.engine
async def test_the_message_about_the_draw_leads_to_the_winners(town: Town) -> None:
    # Given a visitor without a ticket, who has the page of a raffle open
    async with town.api() as manager:
        raffle = await manager.create(1)
        await manager.claim_all(raffle, 1)
        page = await town.player(viewport=PHONE)
        await page.goto(f"/r/{raffle}")
        await expect(page.locator("#own-ticket h2")).to_contain_text("Sold out")

        # When a manager draws the winners, and the visitor presses the button in the message
        await draw(manager, raffle)
    await page.get_by_role("button", name="Show the winners").press("Enter")

    # Then the winners are in view, the focus is on their heading, and the message is gone
    await expect(page.get_by_role("heading", name="Winners", exact=True)).to_be_focused()
    await expect(page.get_by_role("heading", name="Winners", exact=True)).to_be_in_viewport()
    await expect(page.locator("#winners .chips li")).to_be_in_viewport()
    await expect(page.get_by_text("The winners are drawn.")).to_be_hidden()


async def test_a_number_whose_code_has_changed_is_not_announced_as_a_win(town: Town) -> None:
    # Given a browser that keeps a number and a code of a ticket. The code no longer belongs to the number, as after a
    # restore of the store from a backup
    async with town.api() as manager:
        raffle = await manager.create(1, [("Bicycle", 1)])
        page = await player_with_ticket(town, raffle)
        town.eyes(page).expected_refusals.add(400)
        await page.evaluate(
            """id => {
                const memory = JSON.parse(localStorage.getItem(`raffle:${id}`));
                memory.ticket.verification_code = "AAAA-BBBB-CCCC-DDDD";
                localStorage.setItem(`raffle:${id}`, JSON.stringify(memory));
            }""",
            raffle,
        )

        # When a manager draws the winners, Then the page does not say that the ticket has won
        await draw(manager, raffle)
    await expect(page.locator("#news-text")).to_contain_text("Your ticket could not be checked.")
    await expect(page.get_by_text("has won")).to_have_count(0)


async def test_the_result_comes_when_the_service_answers_again(town: Town) -> None:
    # Given a player whose ticket cannot be checked when a manager draws the winners
    async with town.api() as manager:
        raffle = await manager.create(1, [("Bicycle", 1)])
        page = await player_with_ticket(town, raffle)
        town.eyes(page).expected_refusals.add(503)
        await page.route("**/verify-ticket/", lambda route: route.fulfill(status=503), times=1)
        async with page.expect_response("**/verify-ticket/"):
            await draw(manager, raffle)
    await expect(page.locator("#news-text")).to_have_text("The winners are drawn.")

    # When the service answers again, Then the page says what the ticket won
    await expect(page.locator("#news-text")).to_contain_text("has won: Bicycle")


async def test_a_player_who_comes_back_learns_of_a_substitute(town: Town) -> None:
    # Given the winner, and the first substitute (a ticket that can replace a winner). Both have their pages open after
    # the draw
    async with town.api() as manager:
        raffle = await manager.create(2, [("Bicycle", 1)], reserves=1)
        pages = [await player_with_ticket(town, raffle), await player_with_ticket(town, raffle)]
        numbers = [int(await page.locator("#ticket-number").inner_text()) for page in pages]
        winner = (await draw(manager, raffle))[0]["ticket_number"]
        for page in pages:
            await page.clock.install()
            await page.reload()
            await expect(page.locator("#winners")).to_have_attribute("aria-busy", "false")
            await page.get_by_role("button", name="Verify this draw").click()
            await expect(page.locator("#proof .verdict")).to_contain_text("Verified")

        # When the substitute replaces the winner, and then both players use their pages
        body = {"ticket_number": winner, "reason": "Did not come"}
        assert (await manager.post(f"/raffles/{raffle}/substitutions/", body)).status_code == 201
    for page, number in zip(pages, numbers, strict=True):
        await page.clock.fast_forward(10_000)
        await page.mouse.move(100, 100)

        # Then the list of winners, and the message at each player's ticket, say which ticket replaced which ticket
        text = f"Ticket {sum(numbers) - winner} replaced ticket {winner}"
        await expect(page.locator("#substitutions")).to_contain_text(text)
        kind = "bad" if number == winner else "good"
        await expect(page.locator(f"#own-ticket-message .note.{kind}")).to_contain_text(text)

        # And the result from before the substitution is gone
        await expect(page.locator("#proof")).to_be_empty()
