"""What pages show when the service refuses a request, or when no answer of the service arrives."""

import json
from typing import Any

import msgspec
import pytest
from playwright.async_api import Page, Route, expect

from app.errors import AlreadyParticipated, Problem, StillFilling, StoreUnavailable
from tests.browser.visitors import Town

DETAIL = "The lights went out. Light a candle and try again."
PROBLEM = {"type": "/problems/lights-out", "title": "Lights out", "status": 418, "detail": DETAIL}


async def refuse(page: Page, url: str, problem: dict[str, Any]) -> None:
    """Answer each request of a page to this URL with a problem document."""
    answer = {"status": problem["status"], "content_type": "application/problem+json", "body": json.dumps(problem)}
    await page.route(url, lambda route: route.fulfill(**answer))


async def load(page: Page) -> None:
    """Only wait until the page is loaded. The page sends this kind of request by itself."""
    await page.wait_for_load_state()


async def claim(page: Page) -> None:
    await page.get_by_role("button", name="Get my ticket").click()


async def check(page: Page) -> None:
    await page.get_by_label("Ticket number").fill("1")
    await page.get_by_label("Code", exact=True).fill("ABCD-EFGH-JKMN-PQRS")
    await page.get_by_role("button", name="Check", exact=True).click()


async def verify(page: Page) -> None:
    await page.get_by_role("button", name="Verify this draw").click()


async def create(page: Page) -> None:
    await page.get_by_label("Name", exact=True).fill("Garden party")
    await page.get_by_label("Tickets", exact=True).fill("3")
    await page.get_by_label("Name of the prize").fill("Bicycle")
    await page.get_by_role("button", name="Create the raffle").click()


async def save_winners(page: Page) -> None:
    await page.get_by_role("button", name="Winners as CSV").first.click()


@pytest.mark.parametrize(
    ("path", "request_url", "act", "message"),
    [
        ("/", "**/raffles/?limit=*", load, "#list-message"),
        ("/r/{open}", "**/participate/", claim, "#own-ticket-message"),
        ("/r/{drawn}", "**/winners/", load, "#winners-message"),
        ("/r/{drawn}", "**/verify-ticket/", check, "#check-answer"),
        ("/r/{drawn}", "**/draw/", verify, "#proof"),
        ("/r/{drawn}/certificate", "**/draw/", load, "#certificate .note"),
        ("/manage", "**/me?*", load, "#not-a-manager"),
        ("/manage", "**/raffles/", create, "#create-message .note"),
        ("/manage", "**/winners/", save_winners, "#action-message"),
    ],
    ids=["list", "claim", "winners", "check", "verification", "certificate", "manager", "new raffle", "winners file"],
)
async def test_a_page_shows_the_detail_that_the_service_sent(
    town: Town, path: str, request_url: str, act: Any, message: str
) -> None:
    # Given a service that refuses one kind of request with a problem (an error answer) that the pages do not know
    async with town.api() as manager:
        open_raffle = await manager.create(2)
        drawn_raffle = await manager.create(1)
        await manager.claim_all(drawn_raffle, 1)
        await manager.post(f"/raffles/{drawn_raffle}/winners/")
    page = await town.manager(expect=[418])
    await refuse(page, request_url, PROBLEM)

    # When the page sends a request of this kind
    await page.goto(path.format(open=open_raffle, drawn=drawn_raffle))
    await act(page)

    # Then the page shows the detail of the problem, word for word
    await expect(page.locator(message)).to_have_text(DETAIL)


@pytest.mark.parametrize(
    ("problem", "kind"), [(StillFilling, "wait"), (StoreUnavailable, "wait"), (AlreadyParticipated, "bad")]
)
async def test_a_temporary_refusal_looks_different_from_a_permanent_refusal(
    town: Town, problem: type[Problem], kind: str
) -> None:
    # Given a service that refuses claims with this problem (an error answer)
    async with town.api() as manager:
        raffle = await manager.create(2)
    page = await town.player(expect=[problem.status])
    await refuse(page, "**/participate/", msgspec.to_builtins(problem().document()))

    # When somebody claims a ticket
    await page.goto(f"/r/{raffle}")
    await claim(page)

    # Then the page shows the detail as a reason to wait if a retry can help. If not, the page shows the detail as an
    # error
    await expect(page.locator(f"#own-ticket-message .note.{kind}")).to_have_text(problem.detail)


async def lose(route: Route) -> None:
    await route.abort()


async def answer_html(route: Route) -> None:
    await route.fulfill(status=502, content_type="text/html", body="<h1>Bad gateway</h1>")


async def answer_other_json(route: Route) -> None:
    await route.fulfill(status=502, json={"error": "bad gateway"})


@pytest.mark.parametrize("answer", [lose, answer_html, answer_other_json])
async def test_a_page_says_that_the_service_has_not_answered(town: Town, answer: Any) -> None:
    # Given a proxy that loses claims, or answers them with HTML or JSON of its own
    async with town.api() as manager:
        raffle = await manager.create(2)
    page = await town.player(expect=[502])
    await page.route("**/participate/", answer)

    # When somebody claims a ticket
    await page.goto(f"/r/{raffle}")
    await claim(page)

    # Then the page says that the service has not answered, and that the player need not ask again
    await expect(page.locator("#own-ticket-message")).to_have_text(
        "No answer from the service yet. This page asks again by itself."
    )
    # And Chromium has complained only about the lost connection
    complaints = town.eyes(page).complaints
    assert [complaint for complaint in complaints if "net::ERR_FAILED" not in complaint] == []
    complaints.clear()


async def test_an_invalid_request_shows_the_error_of_each_field(town: Town) -> None:
    # Given a manager who enters a source of entropy (the random text of the draw) that the page accepts, but the
    # service refuses
    page = await town.manager(expect=[400])
    await page.goto("/manage")
    await page.get_by_text("Announce public randomness").click()
    await page.get_by_label("Source of the random value").fill("drand round 42\u0007")

    # When the manager sends the form
    answers = []

    async def pass_on(route: Route) -> None:
        answer = await route.fetch()
        answers.append(await answer.json())
        await route.fulfill(response=answer)

    await page.route("**/raffles/", pass_on)
    await create(page)

    # Then the field shows the error that the answer has for this field, and the form says what to do
    await expect(page.locator("#create-message")).to_have_text("Correct the marked fields.")
    ((error,),) = (answer["errors"] for answer in answers)
    assert error["field"] == "entropy_source"
    await expect(page.locator("#new-entropy-error")).to_have_text(error["message"])
    await expect(page.get_by_label("Source of the random value")).to_be_focused()


NO_PAGES = (
    *("/nowhere", "/r/", "/r/nobody", "/r/%", "/r/a%2Fb"),
    *("/r/1#check=7.ABCD", "/r/nobody/certificate", "/raffles/x/"),
)


async def test_an_address_without_a_page_leads_back_to_the_raffles(town: Town) -> None:
    page = await town.player(expect=[404])
    for path in NO_PAGES:
        # When somebody opens an address at which there is no page
        await page.goto(path)

        # Then a page says that there is no page, and its link leads to the list of raffles
        await expect(page.get_by_role("main"), path).to_have_text("Page not found. See all raffles.")
        await page.get_by_role("link", name="See all raffles.").click()
        await expect(page, path).to_have_url(f"{town.url}/")


async def test_a_link_that_a_chat_has_changed_opens_the_raffle(town: Town) -> None:
    # Given links that a chat has changed. The chat wrote the id in upper case, or added a character after the id
    async with town.api() as manager:
        raffle = await manager.create(2)
    page = await town.player()

    # When somebody opens such a link, Then the page shows the raffle
    for link in (raffle.upper(), f"{raffle}.", f"{raffle})", f"{raffle}%"):
        await page.goto(f"/r/{link}")
        await expect(page.get_by_role("button", name="Get my ticket"), link).to_be_visible()
