"""Acts of managers whose requests were not answered. The page sends such a request again until the act ends."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import Locator, Page, Route, expect

from tests.browser.accessibility import violations
from tests.browser.test_gateways import let_pauses_pass
from tests.browser.visitors import Town
from tests.support.people import Visitor, new_raffle

PERHAPS = "This page no longer sends the request about “{}”. Perhaps it was carried out."
NOTHING = "This page no longer sends the request about “{}”. Nothing was changed."
STOP = "Do not send it again"
BUSY = {"type": "/problems/store-unavailable", "title": "", "status": 503, "detail": "Nothing was changed."}


class Outage:
    """A broken connection: it loses each request of a page that changes something, until it is over."""

    def __init__(self, answer: dict[str, Any] | None = None) -> None:
        self.is_over = False
        self.sent: list[str] = []
        self._answer = {"status": 502, "body": "the gateway reached nobody"} if answer is None else answer

    async def __call__(self, route: Route) -> None:
        """Lose one request, or pass it on."""
        if route.request.method == "GET":
            await route.continue_()
            return
        self.sent.append(route.request.url)
        await (route.continue_() if self.is_over else route.fulfill(**self._answer))

    async def ends(self, page: Page) -> None:
        """End the outage. Wait until the page has sent again what it sends by itself."""
        self.is_over = True
        await page.clock.fast_forward(61_000)
        await page.evaluate("fetch('/me')")


async def sold_out(api: Visitor, name: str) -> str:
    """Return the id of a raffle that can be drawn."""
    raffle = await api.create(1, name=name)
    await api.claim_all(raffle, 1)
    return raffle


async def manage(town: Town, outage: Outage) -> Page:
    """Open the page for managers, and lose what it sends."""
    page = await town.manager(expect=[409, 410, 502, 503])
    await page.route("**/raffles/**", outage)
    await open_with_clock(page)
    return page


async def open_with_clock(page: Page) -> None:
    """Open the page for managers with a clock that stands still. So the test decides when a pause ends."""
    await page.clock.install()
    await page.goto("/manage")
    await expect(page.locator("#managed .card").first).to_be_visible()
    await page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))


async def draw(page: Page, raffle: str) -> Locator:
    """Draw the winners of a raffle. Return its card, when the page says that the request was not answered."""
    mine = page.locator(f'[data-raffle="{raffle}"]')
    await mine.get_by_role("button", name="Draw the winners").click()
    await page.get_by_role("dialog").get_by_role("button", name="Draw the winners").click()
    await expect(mine.get_by_role("button", name=STOP)).to_be_visible()
    return mine


@pytest.mark.parametrize(
    ("answer", "text"),
    [(None, PERHAPS), ({"status": 503, "json": BUSY}, NOTHING)],
    ids=["no answer of the service", "a refusal that changed nothing"],
)
async def test_a_button_ends_the_repetition_of_an_act(town: Town, answer: dict[str, Any] | None, text: str) -> None:
    # Given a manager who draws the winners, and the request for the draw does not succeed
    outage = Outage(answer)
    async with town.api() as api:
        raffle = await sold_out(api, "Roof raffle")
        page = await manage(town, outage)
        await draw(page, raffle)

        # When the manager presses the button, Then the page says whether the draw was perhaps made. The button is gone,
        # and the message has the focus
        await page.get_by_role("button", name=STOP).click()
        message = page.locator("#action-message")
        await expect(message).to_contain_text(text.format("Roof raffle"))
        await expect(message.get_by_role("button")).to_have_count(0)
        await expect(message.locator(":focus")).to_have_count(1)

        # And when requests succeed again, Then the page does not draw
        await outage.ends(page)
        assert len(outage.sent) == 1
        assert (await api.get(f"/raffles/{raffle}/")).json()["status"] == "sold_out"
        await page.clock.resume()
        assert await violations(page) == []


async def test_the_next_act_ends_an_act_without_an_answer(town: Town) -> None:
    # Given a manager who draws the winners, and the request for the draw gets no answer
    outage = Outage()
    async with town.api() as api:
        raffle, other = await sold_out(api, "Roof raffle"), await sold_out(api, "Attic raffle")
        page = await manage(town, outage)
        await draw(page, raffle)

        # When the manager searches, or copies a link, Then the message and its button stay
        await page.locator(f'[data-raffle="{other}"]').get_by_role("button", name="Copy the link").click()
        await page.get_by_label("Search by name").fill("Attic")
        await page.clock.run_for(300)  # The page searches a moment after the last letter.
        await expect(page.locator(f'[data-raffle="{raffle}"]')).to_have_count(0)
        await expect(page.get_by_role("button", name=STOP)).to_be_visible()

        # When the manager begins with another act, Then the page says that it does not send the first request any more.
        # The result of the second act stands below
        await draw(page, other)
        message = page.locator(f'[data-raffle="{other}"] #action-message')
        await expect(message).to_contain_text(PERHAPS.format("Roof raffle"))
        outage.is_over = True
        await let_pauses_pass(page, message.locator(".note.good"))
        await expect(message).to_contain_text(PERHAPS.format("Roof raffle"))

        # And the first raffle is not drawn
        assert (await api.get(f"/raffles/{raffle}/")).json()["status"] == "sold_out"


async def test_a_hand_over_ends_a_substitution_without_an_answer(town: Town) -> None:
    # Given a winner who did not come. The manager substitutes the winner, and the request gets no answer
    outage = Outage()
    async with town.api() as api:
        raffle = await api.create(3, [("Bicycle", 1)], name="Hall raffle", reserves=2)
        tickets = {ticket["ticket_number"]: ticket for ticket in await api.claim_all(raffle, 3)}
        winner = (await api.post(f"/raffles/{raffle}/winners/")).json()[0]["ticket_number"]
        page = await manage(town, outage)
        mine = page.locator(f'[data-raffle="{raffle}"]')
        await mine.get_by_role("button", name="Substitute a winner").click()
        await page.get_by_label("Ticket of the winner who did not come").fill(str(winner))
        await page.get_by_label("Reason").fill("did not come")
        await page.get_by_role("button", name="Substitute", exact=True).click()
        await expect(mine.get_by_role("button", name=STOP)).to_be_visible()

        # When the winner comes after all, and the manager opens the dialog for hand-overs, Then the dialog says that
        # the page does not send the substitution any more
        await mine.get_by_role("button", name="Hand over prizes").click()
        dialog = page.get_by_role("dialog", name="Hand over a prize of “Hall raffle”")
        await expect(dialog.get_by_role("status")).to_contain_text(PERHAPS.format("Hall raffle"))

        # And when requests succeed again, Then the winner gets the prize
        await outage.ends(page)
        await dialog.get_by_label("Ticket number").fill(str(winner))
        await dialog.get_by_label("Code").fill(tickets[winner]["verification_code"])
        await dialog.get_by_role("button", name="Check").click()
        await dialog.get_by_role("button", name="Hand over", exact=True).click()
        await expect(dialog.get_by_role("status")).to_contain_text("Hand over the prize.")
        assert (await api.get(f"/raffles/{raffle}/substitutions/")).json() == []


async def test_a_closed_dialog_ends_a_hand_over_without_an_answer(town: Town) -> None:
    # Given a manager who hands over a prize, and the request for the hand-over gets no answer
    outage = Outage()
    async with town.api() as api:
        raffle = await api.create(1, [("Bicycle", 1)], name="Hall raffle")
        (ticket,) = await api.claim_all(raffle, 1)
        await api.post(f"/raffles/{raffle}/winners/")
        page = await manage(town, outage)
        await page.unroute_all(behavior="wait")
        await page.route("**/hand-overs/", outage)
        await page.locator(f'[data-raffle="{raffle}"]').get_by_role("button", name="Hand over prizes").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Ticket number").fill(str(ticket["ticket_number"]))
        await dialog.get_by_label("Code").fill(ticket["verification_code"])
        await dialog.get_by_role("button", name="Check").click()
        await dialog.get_by_role("button", name="Hand over", exact=True).click()
        await expect(dialog.get_by_role("button", name=STOP)).to_be_visible()

        # When the manager closes the dialog, Then the page says that the prize was perhaps handed over
        await dialog.get_by_role("button", name="Close").click()
        await expect(page.locator("#action-message")).to_contain_text(PERHAPS.format("Hall raffle"))

        # And when requests succeed again, Then nothing is handed over
        await outage.ends(page)
        assert len(outage.sent) == 1
        assert (await api.get(f"/raffles/{raffle}/hand-overs/")).json() == []


async def fill_in(page: Page, name: str) -> None:
    """Describe a new raffle."""
    await page.get_by_label("Name", exact=True).fill(name)
    await page.get_by_label("Tickets", exact=True).fill("3")
    await page.get_by_label("Name of the prize").fill("Cake")


async def create_without_an_answer(page: Page, name: str, *, reaches: bool) -> None:
    """Create a raffle. Its answer is lost. The request reaches the service only if `reaches` is true."""

    async def lose(route: Route) -> None:
        if reaches:
            assert (await route.fetch()).status == 201
        await route.fulfill(status=502, body="the gateway lost the answer")

    await page.route("**/raffles/", lose, times=1)
    await open_with_clock(page)
    await fill_in(page, name)
    await page.get_by_role("button", name="Create the raffle").click()
    await expect(page.locator("#create-message").get_by_role("button", name=STOP)).to_be_visible()


async def named(api: Visitor, name: str) -> list[dict[str, Any]]:
    """Return the raffles whose names contain a text."""
    raffles: list[dict[str, Any]] = (await api.get(f"/raffles/?name={name}")).json()
    return raffles


async def test_a_corrected_raffle_is_not_created_beside_the_first_one(town: Town) -> None:
    # Given a manager who creates a raffle with a mistake in its name. The service creates it, and its answer is lost
    page = await town.manager(expect=[409, 422, 502])
    await create_without_an_answer(page, "Sumer quiz", reaches=True)

    # When the manager corrects the name, Then the page says that it does not send the first request any more
    await page.get_by_label("Name", exact=True).fill("Summer quiz")
    message = page.locator("#create-message")
    await expect(message).to_contain_text(PERHAPS.format("Sumer quiz"))

    # When the manager saves the corrected raffle, Then the page says that the first raffle exists, and creates nothing
    await page.get_by_role("button", name="Create the raffle").click()
    await expect(message).to_contain_text("An earlier request has already created “Sumer quiz”.")
    async with town.api() as api:
        (first,) = await named(api, "quiz")
        await expect(message.get_by_role("link")).to_have_attribute("href", f"/r/{first['id']}")
        await expect(page.locator(f'[data-raffle="{first["id"]}"]')).to_be_visible()
        await expect(page.get_by_label("Name", exact=True)).to_have_value("Summer quiz")

        # And when the manager saves it again, Then the page creates it
        await page.get_by_role("button", name="Create the raffle").click()
        await expect(message).to_contain_text("Created “Summer quiz”.")
        assert {raffle["name"] for raffle in await named(api, "quiz")} == {"Sumer quiz", "Summer quiz"}


@pytest.mark.parametrize("reaches", [True, False], ids=["deleted meanwhile", "never created"])
async def test_a_corrected_raffle_is_created_if_the_first_one_does_not_exist(town: Town, reaches: bool) -> None:
    # Given a manager whose request to create a raffle gets no answer. Either the service creates the raffle, and then
    # somebody deletes it. Or the request does not reach the service
    name = f"fair {'gone' if reaches else 'lost'}"
    page = await town.manager(expect=[410, 502])
    await create_without_an_answer(page, f"Sumer {name}", reaches=reaches)
    async with town.api() as api:
        for raffle in await named(api, name):
            await api.delete(f"/raffles/{raffle['id']}/")

        # When the manager corrects the name and saves the raffle, Then the page creates only the corrected raffle
        await page.get_by_label("Name", exact=True).fill(f"Summer {name}")
        await page.get_by_role("button", name="Create the raffle").click()
        await expect(page.locator("#create-message")).to_contain_text(f"Created “Summer {name}”.")
        existing = [raffle["name"] for raffle in await named(api, name) if raffle["status"] != "deleted"]
        assert existing == [f"Summer {name}"]


async def test_a_change_that_was_perhaps_saved_can_be_taken_back(town: Town) -> None:
    # Given a manager who changes the name of a draft. The service saves the change, and its answer is lost
    async with town.api() as api:
        draft = (await api.post("/raffles/", new_raffle(name="Porch draft", draft=True))).json()["id"]
        page = await town.manager(expect=[502])
        await open_with_clock(page)
        await page.locator(f'[data-raffle="{draft}"]').get_by_role("button", name="Edit").click()
        name = page.get_by_label("Name", exact=True)
        await expect(name).to_have_value("Porch draft")

        async def lose(route: Route) -> None:
            assert (await route.fetch()).status == 200
            await route.fulfill(status=502, body="the gateway lost the answer")

        await page.route(f"**/raffles/{draft}/", lose, times=1)
        await name.fill("Wrong draft")
        await page.get_by_role("button", name="Save the draft").click()
        await expect(page.locator("#create-message").get_by_role("button", name=STOP)).to_be_visible()

        # When the manager types the old name again, and saves the draft, Then the draft has the old name
        await name.fill("Porch draft")
        await page.get_by_role("button", name="Save the draft").click()
        await expect(page.locator("#create-message")).to_contain_text("Saved the draft “Porch draft”.")
        assert (await api.get(f"/raffles/{draft}/")).json()["name"] == "Porch draft"
        await api.delete(f"/raffles/{draft}/")
