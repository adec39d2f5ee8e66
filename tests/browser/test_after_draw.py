"""Pages that stay open after the draw. What they show follows the substitutions and the texts of the managers.

A substitution gives the prize of a winner who did not come to a substitute, the next drawn ticket.
"""

from typing import Any

from playwright.async_api import Page, expect

from tests.browser.visitors import Town
from tests.support.people import Visitor

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
