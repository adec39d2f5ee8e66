"""Claims whose answer was lost before the browser changed its address. Another address is another player.

The service may have given a ticket to the first address. Only the key of the claim gets the code of this ticket, and
only from the first address. So no answer to another address ends the claim.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from playwright.async_api import Page, Route, expect

from app.errors import SoldOut, StoreUnavailable, UnexpectedError
from app.store import keys
from tests.browser.test_my_tickets import memory
from tests.browser.test_tickets import ticket_of
from tests.browser.visitors import Town, held
from tests.support.waiting import until

HOME = "198.51.100.70"
ELSEWHERE = "203.0.113.66"

PERHAPS = "The service did not answer an earlier claim of this browser."
PERHAPS_SECOND = "The service did not answer another claim of this browser."

MAY_GET_MORE = """async ([id, raffle]) => {
  const { request } = await import("/assets/shared/api.js");
  await request("GET", "/me"); // Now the page knows the server's time.
  const { mayGetMore } = await import("/assets/raffle/unanswered.js");
  return [mayGetMore(id, raffle), JSON.parse(localStorage.getItem(`raffle:${id}`)).unanswered];
}"""


async def nothing() -> None:
    """Do nothing."""


async def at_home(town: Town) -> Page:
    """Return a page of a player at HOME. Refusals are no faults of the page."""
    return await town.player(address=HOME, expect=[403, 409, 410, 503], fresh=True)


async def move(page: Page, address: str) -> None:
    """Give a browser another address."""
    await page.context.set_extra_http_headers({"X-Forwarded-For": address})


async def lose_an_answer(
    town: Town, page: Page, meanwhile: Callable[[], Awaitable[Any]] = nothing, *, to: str = ELSEWHERE
) -> dict[str, Any]:
    """Press the button that claims. The service gives a ticket, but its answer is lost. Return the ticket.

    Before the page sends the claim again, `meanwhile()` happens, and the browser gets the address `to`.
    """
    given: list[dict[str, Any]] = []

    async def lose(route: Route) -> None:
        ticket = await (await route.fetch()).json()
        await meanwhile()
        await move(page, to)
        await route.abort()
        given.append(ticket)

    await page.route("**/participate/", lose, times=1)
    await page.get_by_role("button", name="Get my ticket").click()
    await until(lambda: bool(given))
    await expect(page.locator("#own-ticket-message")).to_contain_text("No answer from the service")
    town.eyes(page).complaints.clear()  # Chromium complains about the lost answer.
    return given[0]


async def visit(page: Page, raffle: str) -> None:
    """Open the page of a raffle anew, and wait until all its requests are answered, except for the event stream."""
    await page.goto("about:blank")
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#own-ticket .card, #own-ticket #get, #own-ticket .ticket").first).to_be_visible()


def claims(town: Town, page: Page) -> int:
    """Return how many claims a browser has sent."""
    return len([url for url in town.eyes(page).asked if url.endswith("/participate/")])


async def expect_ticket(page: Page, ticket: dict[str, Any]) -> None:
    """Expect that the page shows this ticket and its code."""
    await expect(page.locator("#ticket-number")).to_have_text(str(ticket["ticket_number"]))
    assert (await ticket_of(page))[1] == ticket["verification_code"]


async def expect_button(page: Page) -> None:
    """Expect that the page shows the button, and says that the service may have given a ticket to another address."""
    await expect(page.get_by_role("button", name="Get my ticket")).to_be_enabled(timeout=15_000)
    await expect(page.locator("#own-ticket .note.wait")).to_contain_text(PERHAPS)


async def leave(town: Town, page: Page) -> None:
    """Leave the page of a raffle, and end all lost requests."""
    await page.goto("about:blank")
    await page.unroute_all(behavior="wait")
    town.eyes(page).complaints.clear()  # Chromium complains about lost answers.


async def expect_refusal(page: Page) -> None:
    """Press the button. Expect that the service refuses the claim, and that the page says what to do."""
    await expect_button(page)
    await page.get_by_role("button", name="Get my ticket").click()
    await expect(page.locator("#own-ticket-message .note.bad")).to_be_visible()
    await expect(page.locator("#own-ticket .note.wait")).to_contain_text(PERHAPS)


async def test_an_error_of_the_service_ends_no_claim(town: Town) -> None:
    # Given a claim that got a ticket, but whose answer is an error after which nobody knows whether there is a ticket
    page = await town.player(address=HOME, expect=[500], fresh=True)
    async with town.api() as manager:
        raffle = await manager.create(2)
    await page.goto(f"/r/{raffle}")

    async def fail(route: Route) -> None:
        await route.fetch()
        await move(page, ELSEWHERE)
        document = UnexpectedError().document()
        body = msgspec.json.encode(document).decode()
        await route.fulfill(status=document.status, content_type="application/problem+json", body=body)

    await page.route("**/participate/", fail, times=1)

    # When the browser has got this answer, Then it still counts the claim as unanswered
    await page.get_by_role("button", name="Get my ticket").click()
    await expect(page.locator("#own-ticket-message")).to_contain_text(UnexpectedError.detail)
    assert (await memory(page, raffle))["unanswered"] == 1


@pytest.mark.parametrize("refusal", ["sold out", "already participated"])
async def test_a_refusal_of_another_address_ends_no_claim(town: Town, refusal: str) -> None:
    # Given a player at home whose claim got a ticket. The answer was lost, and the player is at another address now
    page = await at_home(town)
    async with town.api() as manager:
        raffle = await manager.create(3, [("Bicycle", 3)])
        await page.goto(f"/r/{raffle}")

        async def others_take_the_rest() -> None:
            await manager.claim(raffle, ELSEWHERE if refusal == "already participated" else None)
            await manager.claim(raffle, "198.51.100.71")

        ticket = await lose_an_answer(town, page, others_take_the_rest)

        # When the raffle is sold out, and the service refuses the claim there, Then the page of the raffle and "My
        # tickets" say what to do
        async with page.expect_response("**/participate/", timeout=15_000):
            pass
        await expect(page.locator("#own-ticket .note.wait")).to_contain_text(PERHAPS)
        await page.goto("/me/tickets")
        await expect(page.locator("#tickets .note.wait")).to_contain_text(PERHAPS)

        # And the next visit of the raffle sends the claim once
        sent = claims(town, page)
        async with page.expect_response("**/participate/"):
            await visit(page, raffle)
        await expect(page.locator("#own-ticket .note.wait")).to_contain_text(PERHAPS)
        await expect(page.locator("#own-ticket-message")).to_be_empty()
        assert claims(town, page) == sent + 1

        # When the raffle is drawn, and the player is at home again, Then the page shows the ticket and its prize
        await manager.post(f"/raffles/{raffle}/winners/")
    await move(page, HOME)
    await visit(page, raffle)
    await expect(page.locator(".ticket.back")).to_contain_text("Bicycle")
    await page.get_by_role("button", name="Show my ticket").click()
    await expect_ticket(page, ticket)
    await expect(page.locator("#own-ticket .note.wait")).to_have_count(0)

    # And later visits do not send the claim again
    sent = claims(town, page)
    await visit(page, raffle)
    await expect(page.locator(".ticket.back")).to_contain_text("Bicycle")
    assert claims(town, page) == sent


async def test_the_page_does_not_claim_by_itself_from_an_address_that_was_refused(town: Town) -> None:
    # Given a player at home whose claim got a ticket. The answer was lost. At another address, somebody else has a
    # ticket, so the service refuses the player's second claim there. The raffle is still open
    page = await at_home(town)
    async with town.api() as manager:
        raffle = await manager.create(9)
        await page.goto(f"/r/{raffle}")
        ticket = await lose_an_answer(town, page, lambda: manager.claim(raffle, ELSEWHERE))
    await expect_refusal(page)
    sent = claims(town, page)

    # When the player opens the raffle at a third address, Then the page says what to do, and sends no claim by itself
    await move(page, "203.0.113.67")
    await visit(page, raffle)
    await expect(page.locator("#own-ticket .note.wait")).to_contain_text(PERHAPS)
    await page.evaluate("dispatchEvent(new Event('online'))")

    # When the player opens the raffle at home, Then the button gets the ticket of the lost answer
    await move(page, HOME)
    await visit(page, raffle)
    await expect(page.get_by_role("button", name="Get my ticket")).to_be_enabled()
    assert claims(town, page) == sent
    await page.get_by_role("button", name="Get my ticket").click()
    await expect_ticket(page, ticket)
    await expect(page.locator("#own-ticket .note.wait")).to_have_count(0)
    assert town.store.redis.hlen(keys.players(raffle)) == 2


@pytest.mark.parametrize("has_countdown", [False, True])
async def test_a_page_that_is_opened_at_another_address_does_not_claim_by_itself(
    town: Town, has_countdown: bool
) -> None:
    # Given a player at home whose claim got a ticket. All answers were lost, and the player left the page
    page = await at_home(town)
    async with town.api() as manager:
        closes_at = (datetime.now(UTC) + timedelta(hours=3)).isoformat() if has_countdown else None
        raffle = await manager.create(9, closes_at=closes_at)
    await page.goto(f"/r/{raffle}")
    await page.route("**/participate/", lambda route: route.abort())
    ticket = await lose_an_answer(town, page, to=HOME)
    await leave(town, page)
    sent = claims(town, page)

    # When the player opens the raffle at another address, Then the page says what to do, and sends no claim
    await move(page, ELSEWHERE)
    await visit(page, raffle)
    await expect_button(page)
    assert claims(town, page) == sent

    # When the player presses the button at home, Then the page shows the ticket of the lost answer
    await move(page, HOME)
    await visit(page, raffle)
    await page.get_by_role("button", name="Get my ticket").click()
    await expect_ticket(page, ticket)
    await expect(page.locator("#own-ticket .note")).to_have_count(0)
    assert town.store.redis.hlen(keys.players(raffle)) == 1


async def test_a_claim_from_an_unknown_address_is_not_repeated(town: Town) -> None:
    # Given a player at home whose claim got a ticket. The answer was lost, and the address of the claim is not known,
    # because the service did not tell it
    page = await at_home(town)
    async with town.api() as manager:
        raffle = await manager.create(9)
    await page.goto(f"/r/{raffle}")
    await page.route("**/me", lambda route: route.abort())
    await lose_an_answer(town, page, to=HOME)

    # Then the page shows the button, and says what to do
    await expect_button(page)
    await leave(town, page)
    sent = claims(town, page)

    # When the player opens the raffle at any address, Then the page sends no claim
    for address in (ELSEWHERE, HOME):
        await move(page, address)
        await visit(page, raffle)
        await expect_button(page)
    assert claims(town, page) == sent
    assert town.store.redis.hlen(keys.players(raffle)) == 1


async def test_a_claim_that_waits_for_an_unknown_address_is_sent_soon(town: Town) -> None:
    # Given a player whose requests for the own address are never answered
    async with town.api() as manager:
        raffle = await manager.create(9)
    page = await at_home(town)
    await page.goto(f"/r/{raffle}")
    requests = await held(page, "**/me")

    # When the player claims, Then the page gets a ticket
    await page.get_by_role("button", name="Get my ticket").click()
    await expect(page.locator("#ticket-number")).to_be_visible()
    assert len(requests) == 1
    await requests[0].abort()
    town.eyes(page).complaints.clear()


async def test_the_address_of_the_claim_counts_and_not_the_address_at_which_the_page_was_opened(town: Town) -> None:
    # Given a page that was opened at one address, and asked for it. The player claimed at another address, and all
    # answers were lost
    page = await at_home(town)
    async with town.api() as manager:
        raffle = await manager.create(9, closes_at=(datetime.now(UTC) + timedelta(hours=3)).isoformat())
    await move(page, ELSEWHERE)
    async with page.expect_response("**/me"):
        await page.goto(f"/r/{raffle}")
    await move(page, HOME)
    await page.route("**/participate/", lambda route: route.abort())
    await lose_an_answer(town, page, to=HOME)
    await leave(town, page)
    sent = claims(town, page)

    # When the player opens the raffle at the first address again, Then the page sends no claim
    await move(page, ELSEWHERE)
    await visit(page, raffle)
    await expect_button(page)
    assert claims(town, page) == sent


async def test_a_suspended_raffle_that_goes_on_gives_no_ticket_to_another_address(town: Town) -> None:
    # Given a player at home whose claim got a ticket. All answers were lost. Then the raffle was suspended
    page = await at_home(town)
    async with town.api() as manager:
        raffle = await manager.create(9)
        await page.goto(f"/r/{raffle}")
        await page.route("**/participate/", lambda route: route.abort())
        await lose_an_answer(town, page, to=HOME)
        await leave(town, page)
        town.store.redis.hset(keys.raffle(raffle), "suspended", 1)

        async def is_suspended() -> bool:
            return bool((await manager.get(f"/raffles/{raffle}/")).json()["status"] == "suspended")

        await until(is_suspended)
        sent = claims(town, page)

        # When the player opens the raffle at another address, and then a manager lets the raffle go on
        await move(page, ELSEWHERE)
        await visit(page, raffle)
        await expect(page.locator("#own-ticket .card")).to_be_visible()
        assert (await manager.post(f"/raffles/{raffle}/resume/")).status_code == 200

    # Then the page sends no claim by itself
    await expect_button(page)
    assert claims(town, page) == sent


async def test_a_page_that_waits_for_the_service_asks_for_the_address_before_each_repetition(town: Town) -> None:
    # Given a player at home whose claim got a ticket. All answers were lost. At home, the player opens the raffle
    # again while the service still does not answer
    page = await at_home(town)
    async with town.api() as manager:
        raffle = await manager.create(9)
    await page.goto(f"/r/{raffle}")
    await page.route("**/participate/", lambda route: route.abort())
    await lose_an_answer(town, page, to=HOME)
    await page.route("**/me", lambda route: route.abort())
    await page.reload()
    await expect(page.locator("#own-ticket-message")).to_contain_text("No answer from the service")
    sent = claims(town, page)

    # When the service answers again while the player is at another address
    await move(page, ELSEWHERE)
    await page.unroute_all(behavior="wait")
    town.eyes(page).complaints.clear()  # Chromium complains about lost answers.

    # Then the page says that it does not ask again, and sends no claim
    await expect(page.locator("#own-ticket-message")).to_contain_text("does not ask for a ticket again", timeout=15_000)
    await expect_button(page)
    assert claims(town, page) == sent


async def test_a_claim_that_did_not_reach_the_service_is_repeated_and_leaves_no_doubt(town: Town) -> None:
    # Given a player whose first claim does not reach the service
    page = await at_home(town)
    async with town.api() as manager:
        raffle = await manager.create(9)
    await page.goto(f"/r/{raffle}")
    await page.route("**/participate/", lambda route: route.abort(), times=1)

    # When the player claims, Then the page repeats the claim by itself, and shows the ticket without a note
    await page.get_by_role("button", name="Get my ticket").click()
    await expect(page.locator("#ticket-number")).to_be_visible(timeout=15_000)
    await expect(page.locator("#own-ticket .note")).to_have_count(0)
    remembered = await memory(page, raffle)
    assert remembered["unanswered"] == 0
    assert "address" not in remembered
    town.eyes(page).complaints.clear()  # Chromium complains about the lost request.


async def test_a_ticket_of_another_address_ends_no_claim(town: Town) -> None:
    # Given a player at home whose claim got a ticket. The answer was lost. At another address, the player presses the
    # button. The answer is lost there, too, and the page gets a second ticket when it repeats the second claim. Then
    # the raffle is sold out
    page = await at_home(town)
    async with town.api() as manager:
        raffle = await manager.create(2)
        await page.goto(f"/r/{raffle}")
        ticket = await lose_an_answer(town, page)
        await expect_button(page)
        second = await lose_an_answer(town, page)
        await expect(page.locator("#ticket-number")).to_be_visible(timeout=15_000)
    await expect_ticket(page, second)
    number, code = await ticket_of(page)

    # Then the page of the raffle and "My tickets" say that there may be another ticket
    await expect(page.locator("#own-ticket .note")).to_contain_text(PERHAPS_SECOND)
    await page.goto("/me/tickets")
    await expect(page.locator("#tickets .note")).to_contain_text(PERHAPS_SECOND)

    # When the player opens the raffle at home, Then the page shows both tickets
    await move(page, HOME)
    await visit(page, raffle)
    await expect_ticket(page, ticket)
    await expect(page.locator("#own-ticket .note")).to_contain_text(f"number {number}, code {code}")


async def test_the_removal_of_a_ticket_forgets_no_claim_of_another_address(town: Town) -> None:
    # Given a player at home whose claim got a ticket. The answer was lost. At another address, the button gets a second
    # ticket
    page = await at_home(town)
    page.on("dialog", lambda dialog: dialog.accept())
    async with town.api() as manager:
        raffle = await manager.create(2)
        await page.goto(f"/r/{raffle}")
        ticket = await lose_an_answer(town, page)
        await expect_button(page)
        await page.get_by_role("button", name="Get my ticket").click()
        await expect(page.locator("#ticket-number")).to_be_visible()

    # When the player removes the second ticket, and opens the raffle at home after its end
    await page.get_by_role("button", name="Remove from this browser").click()
    await expect(page.locator("#ticket-number")).to_have_count(0)
    await move(page, HOME)
    await visit(page, raffle)

    # Then the page asks for the first ticket, and shows it
    await expect_ticket(page, ticket)


async def test_a_second_claim_after_a_restore_is_not_forgotten(town: Town) -> None:
    # Given a player with a ticket that a restore of the store has lost
    page = await at_home(town)
    await page.add_init_script("Math.random = () => 0")  # The page asks about an earlier ticket right after the seal.
    async with town.api() as manager:
        raffle = await manager.create(2)
        await page.goto("/me/tickets")
        lost = {"raffle_id": raffle, "ticket_number": 99, "verification_code": "AAAA-BBBB-CCCC-DDDD"}
        old = {"key": "1d5b0a52-old-key", "asked": True, "ticket": lost, "incarnation": "old", "restored": True}
        await page.evaluate(
            "([id, memory]) => localStorage.setItem(`raffle:${id}`, JSON.stringify(memory))", [raffle, old]
        )
        await visit(page, raffle)

        # When all answers to a second claim are lost, the player leaves the page, and the raffle is sold out meanwhile
        await page.route("**/participate/", lambda route: route.abort())
        ticket = await lose_an_answer(town, page, lambda: manager.claim(raffle, "198.51.100.71"), to=HOME)
        await leave(town, page)
        await visit(page, raffle)

    # Then the next visit gets the ticket of the second claim. It asks the service, and says that the first one is lost
    await expect_ticket(page, ticket)
    await expect(page.locator("#own-ticket .note.bad")).to_contain_text("number 99, code AAAA-BBBB-CCCC-DDDD")
    town.eyes(page).complaints.clear()  # Chromium complains about the refused check.


async def test_the_page_asks_again_when_the_browser_is_online_again(town: Town) -> None:
    # Given a player at home whose claim got a ticket. The answer was lost, the raffle is sold out, and the service has
    # refused the claim at another address
    page = await at_home(town)
    async with town.api() as manager:
        raffle = await manager.create(2)
        await page.goto(f"/r/{raffle}")
        ticket = await lose_an_answer(town, page, lambda: manager.claim(raffle, "198.51.100.71"))
        async with page.expect_response("**/participate/", timeout=15_000):
            pass
    await expect(page.locator("#own-ticket .note.wait")).to_contain_text(PERHAPS)

    # When the browser loses its connection, and has the connection of home later, Then the page shows the ticket
    await page.context.set_offline(True)
    await move(page, HOME)
    await page.context.set_offline(False)
    await expect_ticket(page, ticket)
    town.eyes(page).complaints.clear()  # Chromium complains about requests without a connection.


async def test_a_claim_whose_every_answer_arrived_leaves_no_doubt(town: Town) -> None:
    # Given a player who claims. The service first says that the store is away, and then that the raffle is sold out
    async with town.api() as manager:
        raffle = await manager.create(1)
    page = await at_home(town)
    await page.goto(f"/r/{raffle}")
    answers = [(503, StoreUnavailable), (410, SoldOut)]

    async def answer(route: Route) -> None:
        status, problem = answers.pop(0)
        document = {"type": f"/problems/{problem.slug}", "title": "", "status": status, "detail": problem.detail}
        await route.fulfill(status=status, json=document)

    await page.route("**/participate/", answer, times=2)

    # When the raffle is sold out, Then the page does not say that there may be a ticket, and does not ask again
    await page.get_by_role("button", name="Get my ticket").click()
    await expect(page.locator("#own-ticket-message .note.bad")).to_be_visible(timeout=15_000)
    await expect(page.get_by_text(PERHAPS)).to_have_count(0)
    assert (await memory(page, raffle))["unanswered"] == 0


async def test_a_day_after_the_draw_the_page_gives_up_a_claim(town: Town) -> None:
    # Given a browser that remembers a claim without an answer
    page = await at_home(town)
    async with town.api() as manager:
        raffle = await manager.create(1)
        await page.goto("/me/tickets")
        waiting = {"key": "1d5b0a52-old-key", "unanswered": 2}
        await page.evaluate(
            "([id, memory]) => localStorage.setItem(`raffle:${id}`, JSON.stringify(memory))", [raffle, waiting]
        )

    # When the raffle was drawn less than a day ago, Then the service may still have a ticket
    drawn = {"status": "drawn", "drawn_at": "2999-01-01T00:00:00.000Z"}
    assert await page.evaluate(MAY_GET_MORE, [raffle, drawn]) == [True, 2]

    # When the raffle was drawn earlier, Then the service keeps no code, and the browser forgets the claim
    drawn["drawn_at"] = "2020-01-01T00:00:00.000Z"
    assert await page.evaluate(MAY_GET_MORE, [raffle, drawn]) == [False, 0]
