"""Pages that stay open after the draw. What they show follows the substitutions and the texts of the managers.

A substitution gives the prize of a winner who did not come to a substitute, the next drawn ticket. The stage is the
page that shows an audience the winners one after the other. With each step, a manager lets it show one more winner.
"""

import asyncio
import time
from typing import Any

from playwright.async_api import Page, Route, expect

from tests.browser.visitors import Town
from tests.support.people import Visitor
from tests.support.sold import sell

SET_HIDDEN = """(isHidden) => {
  Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
"""A script that hides a page, as a locked phone does, or shows it again."""

SOONEST = "Math.random = () => 0"
"""A script that makes random pauses as short as they can be."""


async def drawn(api: Visitor, prizes: list[tuple[str, int]], tickets: int = 4) -> tuple[str, list[int]]:
    """Return the id and the winning numbers of a drawn raffle with two substitutes."""
    raffle = await api.create(tickets, prizes, reserves=2)
    await api.claim_all(raffle, tickets)
    answer = await api.post(f"/raffles/{raffle}/winners/")
    return raffle, [winner["ticket_number"] for winner in answer.json()]


async def substitute(api: Visitor, raffle: str, number: int) -> int:
    """Replace a winner, and return the number of the substitute."""
    body = {"ticket_number": number, "reason": "Did not come"}
    answer = await api.post(f"/raffles/{raffle}/substitutions/", body)
    assert answer.status_code == 201, answer.text
    return int(answer.json()["replaced_by"])


async def stage_of(town: Town, raffle: str, *, keeps: dict[str, Any] | None = None) -> Page:
    """Open the stage, in a browser that may keep a ticket."""
    page = await town.player(fresh=True)
    await page.add_init_script(SOONEST)
    if keeps is not None:
        await page.goto("/privacy")
        await keep(page, raffle, keeps)
    await page.goto(f"/r/{raffle}/stage")
    return page


async def keep(page: Page, raffle: str, ticket: dict[str, Any], *earlier: dict[str, Any]) -> None:
    """Let a browser keep its ticket, and earlier tickets that it claimed from other addresses."""
    lost = [each | {"from": "claimed"} for each in earlier]
    memory = {"key": "k" * 20, "asked": True, "ticket": ticket, "lost": lost}
    await page.evaluate(
        "([id, memory]) => localStorage.setItem(`raffle:${id}`, JSON.stringify(memory))", [raffle, memory]
    )


async def test_an_open_stage_shows_a_substitute_without_a_step(town: Town) -> None:
    # Given a stage that shows the winner of the only prize, and the phone of this winner with the same stage
    async with town.api() as api:
        raffle = await api.create(3, [("Bicycle", 1)], reserves=2)
        tickets = await api.claim_all(raffle, 3)
        winner = (await api.post(f"/raffles/{raffle}/winners/")).json()[0]["ticket_number"]
        await api.post(f"/raffles/{raffle}/stage/", {"position": 1})
        hall = await stage_of(town, raffle)
        own = next(each for each in tickets if each["ticket_number"] == winner)
        phone = await stage_of(town, raffle, keeps=own)
        await expect(hall.locator("#told")).to_have_text(f"Bicycle: {winner}")
        await expect(phone.locator("#own-ticket")).to_contain_text("This is the number of your ticket.")

        # When a manager replaces this winner
        number = await substitute(api, raffle, winner)

    # Then all screens show the substitute, and which ticket it replaced. The phone does not say any more that it shows
    # the number of its ticket
    for page in (hall, phone):
        await expect(page.locator("#told")).to_have_text(
            f"Bicycle: {number}. Replaced after the draw: {winner} by {number}"
        )
        await expect(page.get_by_role("img", name=str(number), exact=True)).to_be_visible()
    await expect(phone.locator("#own-ticket")).to_have_text(f"Your ticket: {winner}")


async def test_a_stage_that_has_loaded_its_winners_shows_a_substitute_at_the_next_step(town: Town) -> None:
    # Given a stage that shows the book. It has also loaded the winner of the bicycle, the next prize
    async with town.api() as api:
        raffle, (bicycle, book) = await drawn(api, [("Bicycle", 1), ("Book", 1)])
        await api.post(f"/raffles/{raffle}/stage/", {"position": 1})
        page = await stage_of(town, raffle)
        await expect(page.locator("#told")).to_have_text(f"Book: {book}")

        # When a manager replaces the winner of the bicycle, and the stage has asked for the winners again
        async with page.expect_response("**/winners/?*") as asked:
            number = await substitute(api, raffle, bicycle)
        await asked.value
        # Then the stage still shows the book, and the next step shows the substitute
        await expect(page.locator("#told")).to_have_text(f"Book: {book}")
        await api.post(f"/raffles/{raffle}/stage/", {"position": 2})
        replaced = f"Replaced after the draw: {bicycle} by {number}"
        await expect(page.locator("#told")).to_have_text(f"Bicycle: {number}. {replaced}")


async def test_a_stage_that_was_locked_during_a_substitution_and_a_step_shows_the_substitute(town: Town) -> None:
    # Given a stage that shows the book and has loaded the winner of the bicycle, and a second stage that stays open
    async with town.api() as api:
        raffle, (bicycle, book) = await drawn(api, [("Bicycle", 1), ("Book", 1)])
        await api.post(f"/raffles/{raffle}/stage/", {"position": 1})
        hall, phone = [await stage_of(town, raffle) for _ in range(2)]
        for page in (hall, phone):
            await expect(page.locator("#told")).to_have_text(f"Book: {book}")

        # When the phone is locked while a manager replaces the winner of the bicycle and shows the next step
        await phone.evaluate(SET_HIDDEN, True)
        number = await substitute(api, raffle, bicycle)
        await api.post(f"/raffles/{raffle}/stage/", {"position": 2})
        shown = f"Bicycle: {number}. Replaced after the draw: {bicycle} by {number}"
        await expect(hall.locator("#told")).to_have_text(shown)
        await phone.evaluate(SET_HIDDEN, False)

    # Then the phone shows the substitute too
    await expect(phone.locator("#told")).to_have_text(shown, timeout=15_000)


async def test_a_stage_asks_for_winners_only_after_a_substitution(town: Town) -> None:
    # Given a stage of a raffle with substitutes, which has loaded the winners
    async with town.api() as api:
        raffle, (bicycle, book) = await drawn(api, [("Bicycle", 1), ("Book", 1)])
        page = await stage_of(town, raffle)
        await expect(page.locator("#winners")).to_contain_text("Next prize: Book")
        asked = town.eyes(page).asked

        def requests() -> list[str]:
            return [url for url in asked if "/winners/" in url]

        # When a manager shows each winner, Then the stage sends no further request
        for position, told in ((1, f"Book: {book}"), (2, f"Bicycle: {bicycle}")):
            await api.post(f"/raffles/{raffle}/stage/", {"position": position})
            await expect(page.locator("#told")).to_have_text(told)
        assert len(requests()) == 1

        # When a manager replaces a winner, Then the stage sends one request
        number = await substitute(api, raffle, bicycle)
        await expect(page.locator("#told")).to_contain_text(f"Bicycle: {number}.")
        assert len(requests()) == 2


async def test_a_stage_asks_again_when_the_winners_did_not_come(town: Town) -> None:
    # Given a stage that shows a winner. The next request for winners is refused
    async with town.api() as api:
        raffle, (winner,) = await drawn(api, [("Bicycle", 1)])
        await api.post(f"/raffles/{raffle}/stage/", {"position": 1})
        page = await stage_of(town, raffle)
        town.eyes(page).expected_refusals.add(503)
        await expect(page.locator("#told")).to_have_text(f"Bicycle: {winner}")
        await page.route("**/winners/?*", lambda route: route.fulfill(status=503), times=1)

        # When a manager replaces the winner
        async with page.expect_response("**/winners/?*") as refused:
            number = await substitute(api, raffle, winner)
        assert (await refused.value).status == 503

    # Then the stage goes on showing the winner, and shows the substitute when the service answers again
    await expect(page.locator("#told")).to_contain_text(str(winner))
    await expect(page.locator("#told")).to_contain_text(f"Bicycle: {number}.")


async def test_a_stage_waits_before_it_asks_again_for_winners(town: Town) -> None:
    # Given a stage of a service that refuses the first two requests for winners
    async with town.api() as api:
        raffle, (winner,) = await drawn(api, [("Bicycle", 1)])
        await api.post(f"/raffles/{raffle}/stage/", {"position": 1})
        page = await town.player(fresh=True, expect=[503])
        await page.add_init_script(SOONEST)
        times: list[float] = []

        async def refuse(route: Route) -> None:
            times.append(time.monotonic())
            await route.fulfill(status=503)

        await page.route("**/winners/?*", refuse, times=2)

        # When somebody opens the stage, Then the stage shows the winner when the service answers again
        await page.goto(f"/r/{raffle}/stage")
        async with page.expect_response(lambda answer: "/winners/" in answer.url and answer.ok):
            pass
        await expect(page.locator("#told")).to_have_text(f"Bicycle: {winner}")

    # And a second at least has passed before the second request
    assert times[1] - times[0] > 1


async def open_page(town: Town, raffle: str, *tickets: dict[str, Any]) -> Page:
    """Open the page of a drawn raffle, in a browser that may keep a ticket and earlier tickets."""
    page = await town.player()
    await page.clock.install()
    await page.goto("/privacy")
    if tickets:
        await keep(page, raffle, *tickets)
    async with page.expect_response("**/substitutions/?*"):
        await page.goto(f"/r/{raffle}")
    await expect(page.locator("#winners")).to_have_attribute("aria-busy", "false")
    return page


async def use(page: Page) -> None:
    """Let the visitor use a page for the first time after some time."""
    await page.clock.fast_forward(10_000)
    async with page.expect_response("**/raffles/*/"):
        await page.mouse.move(100, 100)
        await page.mouse.move(120, 120)


async def won(api: Visitor, **more: Any) -> tuple[str, dict[str, Any], list[dict[str, Any]]]:
    """Return the id of a drawn raffle of a bicycle, the ticket that has won, and the other two tickets."""
    raffle = await api.create(3, [("Bicycle", 1)], reserves=2, **more)
    tickets = {ticket["ticket_number"]: ticket for ticket in await api.claim_all(raffle, 3)}
    winner = (await api.post(f"/raffles/{raffle}/winners/")).json()[0]["ticket_number"]
    return raffle, tickets.pop(winner), list(tickets.values())


def number_of(ticket: dict[str, Any]) -> int:
    return int(ticket["ticket_number"])


async def test_list_search_and_check_follow_a_substitution(town: Town) -> None:
    # Given a visitor who has searched for the winning number, and has checked the winning ticket
    async with town.api() as api:
        raffle, winner, _ = await won(api)
        page = await open_page(town, raffle)
        await page.locator("#search-number").fill(str(number_of(winner)))
        await expect(page.locator("#search-answer")).to_have_text(f"Number {number_of(winner)} wins: Bicycle")
        await page.locator("#check-number").fill(str(number_of(winner)))
        await page.locator("#check-code").fill(winner["verification_code"])
        await page.locator("#check-code").press("Enter")
        await expect(page.locator("#check-answer")).to_contain_text("Bicycle")

        # When a manager replaces the winner, and the visitor uses the page
        number = await substitute(api, raffle, number_of(winner))
    await use(page)

    # Then the list shows the substitute, the search finds that the winning number has lost its prize, and the result of
    # the check is gone
    await expect(page.locator("#winners li")).to_have_text(f"{number} for {number_of(winner)}")
    answer = page.locator("#search-answer")
    await expect(answer).to_have_text(f"Number {number_of(winner)} is not among the winners.")
    await expect(page.locator("#check-answer")).to_be_empty()

    # When the visitor searches for the substitute, Then the list highlights it
    await page.locator("#search-number").fill(str(number))
    await page.locator("#search-number").press("Enter")
    await expect(answer).to_have_text(f"Number {number} wins: Bicycle")
    await expect(page.locator("#winners li")).to_have_class("found")


async def test_winners_that_come_late_follow_an_earlier_substitution(town: Town) -> None:
    # Given a page with more winners than it shows at first. It has asked for the others, and the answer is on its way
    async with town.api() as api:
        raffle = await api.create(104, [("Book", 102)], reserves=1)
        sell(town.store, raffle, *range(1, 105))
        answer = await api.post(f"/raffles/{raffle}/winners/")
        winners = [winner["ticket_number"] for winner in answer.json()]
        page = await open_page(town, raffle)
        arrived = asyncio.Event()
        asked = asyncio.Event()

        async def hold(route: Route) -> None:
            answer = await route.fetch()
            asked.set()
            await arrived.wait()
            await route.fulfill(response=answer)

        await page.route("**/winners/?*", hold)
        await page.get_by_role("button", name="Show more of 102 winners").click()
        await asyncio.wait_for(asked.wait(), 5)

        # When a manager replaces the last winner, and the visitor uses the page before the answer arrives
        number = await substitute(api, raffle, winners[-1])
    await use(page)
    await expect(page.locator("#substitutions")).to_contain_text(f"Ticket {number} replaced ticket {winners[-1]}")
    arrived.set()

    # Then the list shows the substitute
    await expect(page.locator("#winners li")).to_have_count(102)
    await expect(page.locator("#winners li").last).to_have_text(f"{number} for {winners[-1]}")


async def test_the_card_of_a_replaced_winner_has_no_claim_slip_any_more(town: Town) -> None:
    # Given the winner, whose card shows the prize and the claim slip
    async with town.api() as api:
        raffle, winner, _ = await won(api)
        page = await open_page(town, raffle, winner)
        await expect(page.locator(".ticket.back")).to_contain_text("has won")

        # When a manager replaces the winner, and the winner uses the page
        number = await substitute(api, raffle, number_of(winner))
    await use(page)

    # Then the card is a usual ticket again. The page says that the ticket was replaced, and by which ticket
    replaced = f"Ticket {number} replaced ticket {number_of(winner)}: Bicycle."
    await expect(page.locator("#own-ticket > .note.wait")).to_contain_text(
        "had won, but another ticket has replaced it."
    )
    await expect(page.locator("#own-ticket > .note.wait")).to_contain_text(replaced)
    await expect(page.locator("#own-ticket-message .note.bad")).to_contain_text(replaced)
    await expect(page.locator(".turning")).to_have_count(0)
    await expect(page.locator("#ticket-code")).to_be_visible()


async def test_the_card_of_a_substitute_turns_over(town: Town) -> None:
    # Given the first substitute, who has not won
    async with town.api() as api:
        raffle, winner, others = await won(api)
        first = (await api.get(f"/raffles/{raffle}/draw/")).json()["substitutes"][0]
        own = next(ticket for ticket in others if number_of(ticket) == first)
        page = await open_page(town, raffle, own)
        await expect(page.locator("#own-ticket")).to_contain_text(f"Your ticket {first} is not in the list of winners")

        # When this ticket replaces the winner, and its holder uses the page
        await substitute(api, raffle, number_of(winner))
    await use(page)

    # Then the card shows the prize and the claim slip, and no note says that the ticket has not won
    await expect(page.locator(".ticket.back")).to_contain_text(f"Your ticket {first} has wonBicycle")
    await expect(page.locator(".ticket.back canvas")).to_be_visible()
    await expect(page.locator("#own-ticket")).not_to_contain_text("is not in the list of winners")
    await expect(page.locator("#own-ticket-message .note.good")).to_contain_text(f"Ticket {first} replaced ticket")


async def test_the_page_tells_what_a_substitution_means_for_an_earlier_ticket(town: Town) -> None:
    # Given a browser with two tickets. The earlier ticket is the first substitute
    async with town.api() as api:
        raffle, winner, others = await won(api)
        first, second = (await api.get(f"/raffles/{raffle}/draw/")).json()["substitutes"]
        earlier, own = sorted(others, key=lambda ticket: number_of(ticket) != first)
        page = await open_page(town, raffle, own, earlier)
        notes = page.locator("#own-ticket > .note", has_text="is not in the list of winners")
        await expect(notes).to_have_count(2)

        # When the earlier ticket gets the prize, Then the page says so, with the claim slip of this ticket
        await substitute(api, raffle, number_of(winner))
        await use(page)
        message = page.locator("#own-ticket-message .note")
        await expect(message).to_contain_text(f"Ticket {first} replaced ticket {number_of(winner)}")
        await expect(page.locator("#own-ticket > .note.good")).to_contain_text(f"Your ticket {first} has won: Bicycle")
        await expect(page.locator("#own-ticket > .note.good canvas")).to_be_visible()
        await expect(notes).to_have_count(1)

        # When the other ticket of this browser replaces the earlier ticket, Then the page says this too
        await substitute(api, raffle, first)
        await use(page)
    await expect(message).to_contain_text(f"Ticket {second} replaced ticket {first}")
    await expect(page.locator(".ticket.back")).to_contain_text(f"Your ticket {second} has won")
    await expect(page.locator("#own-ticket > .note.wait").first).to_contain_text(f"Your ticket {first} had won, but")
    await expect(page.locator("#own-ticket > .note.good")).to_have_count(0)


async def test_the_news_of_a_draw_also_name_an_earlier_ticket(town: Town) -> None:
    # Given the open page of a browser with two tickets, the only tickets of a raffle
    async with town.api() as api:
        raffle = await api.create(2, [("Bicycle", 1)])
        own, earlier = await api.claim_all(raffle, 2)
        page = await town.player()
        await page.goto("/privacy")
        await keep(page, raffle, own, earlier)
        await page.goto(f"/r/{raffle}")
        await expect(page.locator("#ticket-number")).to_be_visible()

        # When a manager draws the winner, Then the news say what each ticket has won
        (winner,) = (await api.post(f"/raffles/{raffle}/winners/")).json()
    for ticket in (own, earlier):
        result = "has won: Bicycle" if number_of(ticket) == winner["ticket_number"] else "is not in the list of winners"
        await expect(page.locator("#news-text")).to_contain_text(f"Your ticket {number_of(ticket)} {result}")


async def test_a_changed_pick_up_text_reaches_the_open_page_of_a_winner(town: Town) -> None:
    # Given the winner, whose card and whose checked ticket say where the prize is
    async with town.api() as api:
        raffle, winner, _ = await won(api, pick_up="Room A until 18:00.", description="For the school.")
        page = await open_page(town, raffle, winner)
        await expect(page.locator(".ticket.back")).to_contain_text("Room A until 18:00.")
        await page.locator("#check-code").press("Enter")
        await expect(page.locator("#check-answer")).to_contain_text("Room A until 18:00.")

        # When a manager changes this text and the description, and the winner uses the page
        body = {"pick_up": "Room B until 16:00.", "description": "For the pool."}
        assert (await api.ask("PATCH", f"/raffles/{raffle}/", json=body)).status_code == 200
    await use(page)

    # Then the page shows the new texts only, and the list of changes
    await expect(page.locator(".ticket.back")).to_contain_text("Room B until 16:00.")
    await expect(page.locator("#description")).to_have_text("For the pool.")
    await expect(page.locator("main")).not_to_contain_text("Room A")
    await expect(page.locator("#changes")).to_be_visible()


async def test_a_page_asks_again_only_when_it_is_used_and_only_for_what_may_have_changed(town: Town) -> None:
    # Given the open page of a winner, of a raffle without changes
    async with town.api() as api:
        raffle, winner, _ = await won(api)
        page = await open_page(town, raffle, winner)
        await expect(page.locator(".ticket.back")).to_be_visible()
        asked = town.eyes(page).asked
        asked.clear()

        # When the visitor uses the page, Then it asks for the raffle and its substitutions, and for nothing else
        async with page.expect_response("**/substitutions/?*"):
            await use(page)
        await page.mouse.move(140, 140)
        assert [url.rpartition(f"/raffles/{raffle}/")[2] for url in asked] == ["", "substitutions/?limit=1000"]


async def test_a_page_that_is_open_after_the_draw_says_that_its_raffle_was_deleted(town: Town) -> None:
    # Given the open page of a drawn raffle
    async with town.api() as api:
        raffle, winner, _ = await won(api, name="Spring fair")
        page = await open_page(town, raffle, winner)
        town.eyes(page).expected_refusals.add(410)

        # When a manager deletes the raffle, and the visitor uses the page
        await api.delete(f"/raffles/{raffle}/")
    await use(page)

    # Then the page says that the raffle was deleted
    await expect(page.locator("#failure")).to_contain_text("Spring fair")
    await expect(page.locator("#raffle")).to_be_hidden()


async def test_my_tickets_follow_the_managers_while_they_are_used(town: Town) -> None:
    # Given "My tickets" of the winner
    async with town.api() as api:
        raffle, winner, _ = await won(api, pick_up="Room A until 18:00.")
        page = await town.player()
        await page.clock.install()
        await page.goto("/privacy")
        await keep(page, raffle, winner)
        await page.goto("/me/tickets")
        ticket = page.locator(".my-ticket")
        await expect(ticket).to_contain_text("Room A until 18:00.")
        asked = town.eyes(page).asked

        def checks() -> int:
            return len([url for url in asked if url.endswith("/verify-ticket/")])

        # When the visitor uses the page and nothing has changed, Then the page asks for the raffle, but does not check
        # the ticket again
        assert checks() == 1
        await page.clock.fast_forward(31_000)
        async with page.expect_response("**/substitutions/?*"):
            await page.mouse.move(100, 100)

        # When a manager has changed the pick-up text, Then the page shows the new text at the next use
        assert (await api.ask("PATCH", f"/raffles/{raffle}/", json={"pick_up": "Room B until 16:00."})).is_success
        await page.clock.fast_forward(31_000)
        await page.mouse.move(120, 120)
        await expect(ticket).to_contain_text("Room B until 16:00.")
        assert checks() == 2

        # When a manager has replaced the winner, Then the page says so at the next use, and has no claim slip
        number = await substitute(api, raffle, number_of(winner))
        await page.clock.fast_forward(31_000)
        await page.mouse.move(140, 140)
    await expect(ticket).to_contain_text(f"Ticket {number} replaced ticket {number_of(winner)}")
    await expect(ticket.locator(".slip")).to_have_count(0)
    assert checks() == 2
