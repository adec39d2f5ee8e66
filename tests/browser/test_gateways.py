"""Tests in which a gateway, a captive portal or a firewall answers the requests of a page, in place of the service.

The page treats such an answer as if no answer had come. The page keeps what a retry needs, and repeats the request
until the service answers.
"""

import re
from typing import Any

import pytest
from playwright.async_api import Locator, Page, Request, Route, expect

from app.errors import TooManyClaims
from tests.browser.visitors import Town
from tests.support.waiting import until

PORTAL = "<!doctype html><h1>Welcome to our free Wi-Fi</h1>"
GONE = {"type": "/problems/raffle-not-found", "title": "Raffle not found", "status": 404, "detail": "No such raffle."}
ANSWERS: list[dict[str, Any]] = [
    {"status": 504, "json": {"message": "The upstream server is timing out"}},
    {"status": 502, "json": {"detail": "Bad gateway", "status": 404}},
    {
        "status": 429,
        "json": {"type": "about:blank", "title": "Too Many Requests", "status": 429, "detail": "Slow down."},
    },
    {"status": 429, "headers": {"Retry-After": "2"}, "json": None},
    {"status": 403, "content_type": "text/html", "body": "<h1>Request blocked</h1>"},
    {"status": 404, "json": {"type": "https://gateway.test/no-route", "detail": "no route", "status": 404}},
    {"status": 413, "content_type": "text/plain", "body": "too large"},
    {"status": 502, "content_type": "application/problem+json", "json": GONE},
    {"status": 200, "content_type": "text/html", "body": PORTAL},
    {"status": 200, "json": {"status": "ok"}},
    {"status": 200, "json": None},
    {"status": 204},
]
STATUSES = [200, 204, 403, 404, 413, 429, 502, 504]


class Gateway:
    """A gateway that gives `answers` to the first requests of a page. Later requests go to the service."""

    def __init__(self, answers: list[dict[str, Any]]) -> None:
        self.answers = answers
        self._left = list(answers)
        self.passed: list[Any] = []

    @property
    def all_given(self) -> bool:
        """Whether the gateway has given all its own answers."""
        return not self._left

    async def __call__(self, route: Route) -> None:
        """Answer one request."""
        if self._left:
            await route.fulfill(**self._left.pop(0))
        else:
            await route.continue_()

    async def after_claiming(self, route: Route) -> None:
        """Pass a claim on to the service, which gives a ticket. Then replace the answer by an answer of the gateway."""
        if self._left:
            self.passed.append(await (await route.fetch()).json())
        await self(route)


async def let_pauses_pass(page: Page, shown: Locator) -> None:
    """Move a page's clock forward until an element is shown, but only in the pauses between requests."""
    waiting: set[Request] = set()

    def begins(request: Request) -> None:
        if request.resource_type == "fetch":
            waiting.add(request)

    def ends(request: Request) -> None:
        waiting.discard(request)

    page.on("request", begins)
    page.on("requestfinished", ends)
    page.on("requestfailed", ends)

    async def is_shown() -> bool:
        if not waiting:
            await page.clock.fast_forward(61_000)
        return await shown.is_visible()

    await until(is_shown)


@pytest.mark.engine
async def test_no_answer_of_a_gateway_ends_a_claim(town: Town) -> None:
    # Given a gateway that passes claims on, but replaces their answers
    async with town.api() as manager:
        raffle = await manager.create(1)
    page = await town.player(expect=STATUSES)
    gateway = Gateway(ANSWERS)
    await page.route("**/participate/", gateway.after_claiming)
    await page.clock.install()
    await page.goto(f"/r/{raffle}")

    # When a player claims the last ticket, and then the page learns that the raffle is sold out
    await page.get_by_role("button", name="Get my ticket").click()
    await expect(page.locator("#status")).to_have_text("Sold out")
    await let_pauses_pass(page, page.locator("#ticket-code"))

    # Then the page shows the ticket that the service gave
    code = await page.locator("#ticket-code").inner_text()
    assert re.sub(r"\s+", "-", code.strip()) == gateway.passed[0]["verification_code"]


async def test_a_claim_survives_a_reload_after_the_answer_of_a_gateway(town: Town) -> None:
    # Given a player whose claim got the last ticket. A gateway replaced the answer by "Too many requests"
    async with town.api() as manager:
        raffle = await manager.create(1)
    page = await town.player(expect=STATUSES)
    gateway = Gateway([ANSWERS[2]])
    await page.route("**/participate/", gateway.after_claiming)
    await page.goto(f"/r/{raffle}")
    await page.get_by_role("button", name="Get my ticket").click()
    await expect(page.locator("#own-ticket-message")).to_contain_text("No answer from the service")

    # When the player loads the page again, Then the page shows the ticket
    await page.reload()
    await expect(page.locator("#ticket-number")).to_have_text("1")


async def test_a_player_who_claims_too_often_gets_the_ticket_later(town: Town) -> None:
    # Given a gateway that answers one claim as the service does after too many claims
    async with town.api() as manager:
        raffle = await manager.create(1)
    page = await town.player(expect=[429])
    problem = {
        "type": TooManyClaims.type(),
        "title": TooManyClaims.title,
        "status": 429,
        "detail": TooManyClaims.detail,
    }
    gateway = Gateway([{"status": 429, "headers": {"Retry-After": "50"}, "json": problem}])
    await page.route("**/participate/", gateway)
    await page.clock.install()
    await page.goto(f"/r/{raffle}")

    # When a player claims a ticket, Then the page says why the player has no ticket yet
    await page.get_by_role("button", name="Get my ticket").click()
    await expect(page.locator("#own-ticket-message .note.wait")).to_have_text(TooManyClaims.detail)

    # And the page tries again after the time that the service named
    async with page.expect_request("**/participate/"):
        await page.clock.fast_forward(51_000)
    await expect(page.locator("#ticket-number")).to_have_text("1")


async def test_no_answer_of_a_gateway_ends_the_polling(town: Town) -> None:
    # Given a gateway that passes no events on, and gives its own answers to requests for the raffle
    async with town.api() as manager:
        raffle = await manager.create(2)
    page = await town.player(expect=STATUSES)
    gateway = Gateway(ANSWERS)
    await page.route("**/events/", lambda route: route.fulfill(status=502))
    await page.route(f"**/raffles/{raffle}/", gateway)
    await page.clock.install()

    # When a player opens the page, and the clock moves past each pause between two requests
    await page.goto(f"/r/{raffle}")
    await expect(page.get_by_role("heading", name="One moment")).to_be_visible()
    while await page.locator("#failure").is_visible():
        await page.clock.fast_forward(31_000)
        # A request may take longer than this pause. The next jump of the clock is longer than the time limit of a
        # request. So the page gives this request up, and sends it again.
        await page.wait_for_timeout(300)

    # Then the page tries until the service answers, and shows the raffle
    assert gateway.all_given
    await expect(page.locator("#claimed")).to_have_text("0 of 2 tickets taken")


@pytest.mark.parametrize(
    ("path", "request_url", "waiting", "shown"),
    [
        ("/", "**/raffles/?limit=*", "#list-message .note", ".raffle"),
        ("/r/{drawn}", "**/winners/", "#winners-message .note", "#winners li"),
        ("/r/{drawn}/certificate", "**/draw/", "#certificate .note", "#certificate .chips li"),
        ("/manage", "**/me?connection=true", "#not-a-manager .note", "#new-name"),
    ],
    ids=["list", "winners", "certificate", "manager"],
)
async def test_every_page_asks_until_the_service_answers(
    town: Town, path: str, request_url: str, waiting: str, shown: str
) -> None:
    # Given a drawn raffle, and a gateway that gives its own answers to one kind of request
    async with town.api() as manager:
        drawn = await manager.create(1)
        await manager.claim_all(drawn, 1)
        await manager.post(f"/raffles/{drawn}/winners/")
    page = await town.manager(expect=STATUSES)
    gateway = Gateway([ANSWERS[0], ANSWERS[2], *ANSWERS[-4:-1]])
    await page.route(request_url, gateway)
    await page.clock.install()

    # When somebody opens a page, Then the page says that no answer came, and shows its content when the service answers
    await page.goto(path.format(drawn=drawn))
    await expect(page.locator(waiting)).to_be_visible()
    await let_pauses_pass(page, page.locator(shown).first)
    assert gateway.all_given


@pytest.mark.parametrize("answer", [ANSWERS[0], ANSWERS[8]], ids=["gateway", "captive portal"])
async def test_the_answer_to_a_draw_can_be_lost(town: Town, answer: dict[str, Any]) -> None:
    # Given a sold-out raffle. A gateway passes the request for a draw on, but replaces the answer of the service
    async with town.api() as manager:
        raffle = await manager.create(1, name="Lost and drawn")
        await manager.claim_all(raffle, 1)
    page = await town.manager(expect=[*STATUSES, 409])
    gateway = Gateway([answer])
    await page.route(f"**/{raffle}/winners/", gateway.after_claiming)
    await page.clock.install()
    await page.goto("/manage")

    # When a manager draws the winners
    await page.locator(f'[data-raffle="{raffle}"]').get_by_role("button", name="Draw the winners").click()
    await page.get_by_role("dialog").get_by_role("button", name="Draw the winners").click()
    await expect(page.locator("#action-message .note.wait")).to_be_visible()
    await let_pauses_pass(page, page.locator("#action-message .note:not(.wait)"))

    # Then the page says that the winners are drawn, and shows no error
    await expect(page.locator("#action-message .note.good")).to_contain_text("are drawn")
