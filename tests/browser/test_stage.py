"""The stage is a page for an audience. A manager shows one winner after the other, and all screens show the same."""

import json
from typing import Any, Literal

from playwright.async_api import Page, Request, ViewportSize, expect

from app.store import keys
from tests.browser.accessibility import violations
from tests.browser.visitors import Town, held
from tests.support.waiting import until

SMALL: ViewportSize = {"width": 320, "height": 640}
PROJECTOR: ViewportSize = {"width": 1920, "height": 1080}


async def shown_on(page: Page) -> list[str | None]:
    """Return the numbers that a screen shows."""
    numbers = page.locator("#winners [role=img]")
    return [await number.get_attribute("aria-label") for number in await numbers.all()]


async def assert_looks_right(page: Page, *looks: tuple[Literal["light", "dark"], ViewportSize]) -> None:
    """Check that axe finds no barrier, and that the page is not wider than the screen."""
    for scheme, size in looks:
        await page.emulate_media(color_scheme=scheme)
        await page.set_viewport_size(size)
        assert await violations(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"]


async def test_a_draw_is_shown_prize_by_prize_on_every_screen(town: Town) -> None:
    # Given a raffle that is sold out. A manager and a player with a ticket watch the stage
    async with town.api() as api:
        raffle = await api.create(4, [("Bicycle", 1), ("Book", 2)])
        player = await town.player()
        await player.goto(f"/r/{raffle}")
        await player.locator("#get").click()
        own = await player.locator("#ticket-number").inner_text()
        await player.goto(f"/r/{raffle}/stage")
        await expect(player.locator("#waiting")).to_contain_text("The draw begins when the last ticket is taken.")
        await expect(player.get_by_role("img", name="QR code")).to_be_visible()
        await assert_looks_right(player, ("light", SMALL), ("dark", PROJECTOR))
        await api.claim_all(raffle, 3)
        manager = await town.manager()
        await manager.goto(f"/r/{raffle}/stage")

        # When the manager makes the draw on the stage
        await manager.get_by_role("button", name="Draw the winners").click()
        question = manager.get_by_role("dialog")
        await expect(question).to_contain_text("Players see the winners on their pages as soon as the draw is made.")
        assert await violations(manager) == []
        await question.get_by_role("button", name="Cancel").click()
        await expect(question).to_have_count(0)
        assert (await api.get(f"/raffles/{raffle}/")).json()["status"] == "sold_out"
        await manager.get_by_role("button", name="Draw the winners").click()
        await question.get_by_role("button", name="Draw the winners").click()
        for page in (manager, player):
            await expect(page.locator("#winners")).to_contain_text("The winners are drawn.")
            await expect(page.locator("#winners")).to_contain_text("Next prize: Book")
        await expect(player.locator("#own-ticket")).to_have_text(f"Your ticket: {own}")
        winners = [winner["ticket_number"] for winner in (await api.get(f"/raffles/{raffle}/winners/")).json()]

    # And when the manager shows each winner with the space bar, Then each screen shows the winners of the draw. The
    # last winner of the draw comes first
    for shown, (number, prize) in enumerate(zip(reversed(winners), ("Book", "Book", "Bicycle"), strict=True), 1):
        await manager.keyboard.press("Space")
        for page in (manager, player):
            await expect(page.locator("#shown")).to_have_text(f"{shown} of 3 winners shown")
            await expect(page.get_by_role("heading", name=prize)).to_be_visible()
            await expect(page.locator("#told")).to_have_text(f"{prize}: {number}")
            assert await shown_on(page) == [str(number)]
        is_own = str(number) == own
        await expect(player.locator("#own-ticket")).to_contain_text("This is the number" if is_own else "Your ticket:")
    await assert_looks_right(manager, ("dark", SMALL), ("light", PROJECTOR))

    # When the manager goes back with a key of a remote control, Then a player who opens the stage sees the same winner
    await manager.keyboard.press("PageUp")
    await expect(manager.locator("#told")).to_have_text(f"Book: {winners[1]}")
    late = await town.player()
    await late.goto(f"/r/{raffle}/stage")
    await expect(late.locator("#winners")).to_contain_text(f"Also won: {winners[2]}")
    assert await shown_on(late) == [str(winners[1])]

    # When the manager lets the stage run by itself, Then the next winner is shown, and the stage stops at the end
    await manager.get_by_role("button", name="Run by itself").click()
    for page in (manager, late):
        await expect(page.locator("#winners")).to_contain_text("All winners are shown.")
    await expect(manager.get_by_role("button", name="Next winner")).to_have_attribute("aria-disabled", "true")
    # And players have no controls
    await expect(late.locator("#controls")).to_be_hidden()


async def test_a_stage_that_runs_by_itself_is_computed_from_the_clock(town: Town) -> None:
    # Given a drawn raffle whose stage shows one winner, and runs by itself
    async with town.api() as api:
        raffle = await api.create(3, [("Bicycle", 1), ("Book", 1), ("Pen", 1)])
        await api.claim_all(raffle, 3)
        await api.post(f"/raffles/{raffle}/winners/")
        await api.post(f"/raffles/{raffle}/stage/", {"position": 1, "running": True})
    page = await town.player(fresh=True)
    await page.clock.install()
    await page.add_init_script("navigator.wakeLock.request = async (kind) => { globalThis.kept = kind; }")
    stage = json.loads(str(town.store.redis.hget(keys.raffle(raffle), "stage")))
    await page.goto(f"/r/{raffle}/stage")
    await expect(page.get_by_role("heading", name="Pen")).to_be_visible()

    # When eight seconds pass, Then the stage shows the next prize, although no manager did anything
    await page.clock.fast_forward(8_000)
    await expect(page.get_by_role("heading", name="Book")).to_be_visible()
    assert json.loads(str(town.store.redis.hget(keys.raffle(raffle), "stage"))) == stage

    # And the screen stays on. In full screen, the controls are hidden until somebody moves the mouse
    assert await page.evaluate("kept") == "screen"
    await page.get_by_role("button", name="Full screen").click()
    button = page.get_by_role("button", name="Leave full screen")
    await expect(button).to_have_attribute("aria-pressed", "true")
    await page.evaluate("document.activeElement.blur()")
    await page.clock.fast_forward(3_000)
    await expect(page.locator("body.idle .stage-controls")).to_have_css("opacity", "0")
    await page.mouse.move(40, 40)
    await expect(page.locator(".stage-controls")).to_have_css("opacity", "1")
    await button.click()
    await expect(page.get_by_role("button", name="Full screen", exact=True)).to_be_visible()


async def test_the_stage_says_that_a_ticket_was_added(town: Town) -> None:
    # Given a drawn raffle, and a browser to which the link of somebody else has added a ticket
    async with town.api() as api:
        raffle = await api.create(1, [("Bicycle", 1)])
        ticket = (await api.claim(raffle)).json()
        await api.post(f"/raffles/{raffle}/winners/")
        page = await town.player(fresh=True)
        code = ticket["verification_code"].replace("-", "")
        await page.goto(f"{town.url}/me/tickets#tickets=1:{raffle}.1.{code}")
        await page.get_by_role("button", name="Add to this browser").click()
        await expect(page.locator("#message")).to_contain_text("1 ticket added.")

        # When the visitor opens the stage, Then the stage does not say that the ticket belongs to the visitor
        await page.goto(f"/r/{raffle}/stage")
        await expect(page.locator("#own-ticket")).to_have_text("Added ticket: 1")

        # When the stage shows the number of the added ticket, Then it says that this is an added ticket
        await api.post(f"/raffles/{raffle}/stage/", {"position": 1, "running": False})
        await expect(page.locator("#own-ticket")).to_have_text(
            "This is the number of the added ticket. See what it won"
        )


async def test_the_stage_shows_that_an_earlier_ticket_of_the_browser_has_won(town: Town) -> None:
    # Given a browser with two tickets of a drawn raffle, because it has claimed from two addresses. The earlier ticket
    # has won
    async with town.api() as api:
        raffle = await api.create(2, [("Bicycle", 1)])
        tickets = {ticket["ticket_number"]: ticket for ticket in await api.claim_all(raffle, 2)}
        (winner,) = (await api.post(f"/raffles/{raffle}/winners/")).json()
        earlier = tickets.pop(winner["ticket_number"])
        (newest,) = tickets.values()
        page = await town.player(fresh=True)
        await page.goto(town.url)
        kept = {"ticket": newest, "lost": [earlier | {"from": "claimed"}]}
        await page.evaluate("pair => localStorage.setItem(...pair)", [f"raffle:{raffle}", json.dumps(kept)])

        # When the stage shows the winner, Then it says that this is the number of the visitor's ticket
        await page.goto(f"/r/{raffle}/stage")
        await expect(page.locator("#own-ticket")).to_have_text(f"Your ticket: {newest['ticket_number']}")
        await api.post(f"/raffles/{raffle}/stage/", {"position": 1, "running": False})
        await expect(page.locator("#own-ticket")).to_have_text("This is the number of your ticket. See what it won")


async def test_the_stage_says_which_winner_is_a_substitute(town: Town) -> None:
    # Given a drawn raffle. Before the stage showed a winner, a manager replaced the winner of the bicycle by a
    # substitute (the next drawn ticket)
    async with town.api() as api:
        raffle = await api.create(4, [("Bicycle", 1), ("Book", 1)], reserves=2)
        await api.claim_all(raffle, 4)
        await api.post(f"/raffles/{raffle}/winners/")
        drawn, book = [winner["ticket_number"] for winner in (await api.get(f"/raffles/{raffle}/winners/")).json()]
        body = {"ticket_number": drawn, "reason": "Did not come"}
        substitute = (await api.post(f"/raffles/{raffle}/substitutions/", body)).json()["replaced_by"]
        await api.post(f"/raffles/{raffle}/stage/", {"position": 1, "running": False})
        page = await town.player(fresh=True)
        await page.goto(f"/r/{raffle}/stage")
        await expect(page.locator("#told")).to_have_text(f"Book: {book}")
        await expect(page.locator("#winners")).not_to_contain_text("Replaced")

        # When the stage shows the bicycle, Then it shows the substitute, and says which drawn ticket it replaced
        await api.post(f"/raffles/{raffle}/stage/", {"position": 2, "running": False})
        replaced = f"Replaced after the draw: {drawn} by {substitute}"
        await expect(page.locator("#winners")).to_contain_text(replaced)
        await expect(page.locator("#told")).to_have_text(f"Bicycle: {substitute}. {replaced}")
        assert await shown_on(page) == [str(substitute)]
    await assert_looks_right(page, ("light", SMALL), ("dark", PROJECTOR))


async def test_a_browser_that_refuses_full_screen_does_not_disturb_the_stage(town: Town) -> None:
    # Given a browser that refuses to enter and to leave full screen, and to keep the screen on
    async with town.api() as api:
        raffle = await api.create(3)
    page = await town.player(fresh=True)
    await page.add_init_script(
        """
        const refuse = () => Promise.reject(new TypeError("refused"));
        navigator.wakeLock.request = document.exitFullscreen = Element.prototype.requestFullscreen = refuse;
        Object.defineProperty(document, "fullscreenElement", { get: () => globalThis.full ?? null });
        """
    )
    await page.goto(f"/r/{raffle}/stage")

    # When the visitor presses the button that enters and leaves full screen, Then the page has no error. The fixture
    # `town` checks this
    button = page.get_by_role("button", name="Full screen")
    await button.click()
    await page.evaluate("globalThis.full = document.body")
    await button.click()
    await page.evaluate("new Promise((resolve) => setTimeout(resolve))")  # the browser reports an error after the event
    await expect(button).to_be_visible()


async def test_only_the_shown_numbers_are_loaded_and_their_digits_turn(town: Town) -> None:
    # Given a store that has a draw with 100 000 winners
    async with town.api() as api:
        raffle = await api.create(2, [("Bicycle", 1)])
        await api.claim_all(raffle, 2)
        await api.post(f"/raffles/{raffle}/winners/")
        prizes = [{"name": "Bicycle", "amount": 1}, {"name": "Pen", "amount": 99_999}]
        fields: dict[Any, Any] = {"prizes": json.dumps(prizes), "total_tickets": 100_000, "filled": 100_000}
        town.store.redis.hset(keys.raffle(raffle), mapping=fields)
        winners: dict[Any, Any] = {str(number): place for place, number in enumerate(range(100_000, 0, -1))}
        town.store.redis.zadd(keys.winners(raffle), winners)
        sent: list[str] = []

        def note(request: Request) -> None:
            if "/winners/" in request.url:
                sent.append(request.url)

        page = await town.manager(reduced_motion="no-preference", fresh=True)
        page.on("request", note)
        await page.goto(f"/r/{raffle}/stage")
        await expect(page.locator("#winners")).to_contain_text("Next prize: Pen")

        # When the manager shows the first winners, Then the digits turn until the numbers are complete. While they
        # turn, a second press of the space bar does nothing, so the manager skips no winner
        await page.keyboard.press("Space")
        await expect(page.locator(".turning").first).to_be_visible()
        await page.keyboard.press("Space")
        await expect(page.locator(".turning")).to_have_count(0)
        assert await shown_on(page) == [str(number) for number in range(1, 25)]
        await expect(page.locator("#shown")).to_have_text("24 of 100,000 winners shown")

        # And when the manager shows all winners of this prize, Then the page sends only a few requests
        await page.get_by_role("button", name="To the end of this prize").click()
        await expect(page.locator("#shown")).to_have_text("99,999 of 100,000 winners shown")
        await until(lambda: len(sent) >= 2)
        assert len(sent) <= 3
        await page.close()  # An open page could ask for the deleted raffle, and complain about status 410.
        assert await api.delete(f"/raffles/{raffle}/")


async def test_a_raffle_that_is_deleted_while_its_winner_is_loaded_is_shown_as_deleted(town: Town) -> None:
    # Given a stage that has requested the only winner, and waits for the answer
    async with town.api() as api:
        raffle = await api.create(1, name="Spring fair")
        await api.claim_all(raffle, 1)
        await api.post(f"/raffles/{raffle}/winners/")
        page = await town.player(expect=[410])
        requests = await held(page, "**/winners/?*")
        await api.post(f"/raffles/{raffle}/stage/", {"position": 1})
        await page.goto(f"/r/{raffle}/stage")
        await until(lambda: len(requests) == 1)

        # When a manager deletes the raffle before the answer comes
        assert await api.delete(f"/raffles/{raffle}/")
        await requests[0].continue_()

    # Then the stage says that the raffle is deleted, and the page writes no error
    await expect(page.locator("#failure")).to_contain_text("Spring fair")
    await expect(page.locator("#stage")).to_be_hidden()
