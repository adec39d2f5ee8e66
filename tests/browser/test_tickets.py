"""Players on the page of a raffle. The page shows how many tickets are taken, and keeps the player's ticket."""

import asyncio
import json
import re
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, expect

from app.errors import AlreadyParticipated, RaffleNotFound
from app.store import keys
from tests.browser.visitors import Town, held, hold_until
from tests.support.waiting import until


async def ticket_of(page: Page) -> tuple[str, str]:
    """Return the number and the code that the ticket on the page shows."""
    number = await page.locator("#ticket-number").inner_text()
    code = await page.locator("#ticket-code").inner_text()
    return number, re.sub(r"\s+", "-", code.strip())


async def test_two_browsers_watch_the_bar_move_while_a_third_claims(town: Town) -> None:
    # Given two players who have opened the page of a raffle
    async with town.api() as manager:
        raffle = await manager.create(4)
    watching = [await town.player() for _ in range(2)]
    for page in watching:
        await page.goto(f"/r/{raffle}")
        await expect(page.locator("#claimed")).to_have_text("0 of 4 tickets taken")

    # When a third player gets a ticket
    third = await town.player()
    await third.goto(f"/r/{raffle}")
    await third.get_by_role("button", name="Get my ticket").click()
    await expect(third.locator("#ticket-number")).to_be_visible()

    # Then both pages show that one ticket is taken, without a reload
    for page in watching:
        await expect(page.locator("#claimed")).to_have_text("1 of 4 tickets taken")
        assert await page.locator("#bar").evaluate("bar => bar.value") == 1


async def test_the_bar_moves_even_if_no_events_arrive(town: Town) -> None:
    # Given a player whose proxy answers requests for events with an error
    async with town.api() as manager:
        raffle = await manager.create(4)
        page = await town.player(expect=[502])
        await page.route("**/events/", lambda route: route.fulfill(status=502))
        await page.goto(f"/r/{raffle}")
        await expect(page.locator("#claimed")).to_have_text("0 of 4 tickets taken")

        # When another player claims a ticket
        await manager.claim(raffle, "198.51.100.20")

    # Then the page has polled the service, and shows that one ticket is taken
    await expect(page.locator("#claimed")).to_have_text("1 of 4 tickets taken")


async def test_a_reload_keeps_the_ticket(town: Town) -> None:
    # Given a player with a ticket
    async with town.api() as manager:
        raffle = await manager.create(4)
    page = await town.player()
    await page.goto(f"/r/{raffle}")
    await expect(page.get_by_text("One ticket per internet connection.", exact=True)).to_be_visible()
    await page.get_by_role("button", name="Get my ticket").click()
    ticket = await ticket_of(page)
    assert re.fullmatch(r"([0-9A-Z]{4}-){3}[0-9A-Z]{4}", ticket[1])

    # When the player loads the page again
    await page.reload()

    # Then the page shows the same ticket again, and only one ticket is taken
    assert await ticket_of(page) == ticket
    await expect(page.locator("#claimed")).to_have_text("1 of 4 tickets taken")


@pytest.mark.engine
async def test_a_lost_answer_loses_no_ticket(town: Town) -> None:
    # Given a player whose claim got a ticket from the service. The answer to this claim was damaged on the way
    async with town.api() as manager:
        raffle = await manager.create(4)
    page = await town.player()
    lost: list[str] = []

    async def lose_the_answer(route: Route) -> None:
        answer = await route.fetch()
        lost.append((await answer.json())["verification_code"])
        await route.fulfill(status=201, content_type="application/json", body='{"raffle_id": ')

    await page.route("**/participate/", lose_the_answer)
    await page.goto(f"/r/{raffle}")
    await page.get_by_role("button", name="Get my ticket").click()
    await expect(page.locator("#own-ticket-message")).to_contain_text("No answer from the service")

    # When the player loads the page again, and the connection works
    await page.unroute_all(behavior="wait")  # Otherwise, a claim that waits would be answered twice.
    await page.reload()

    # Then the page shows the ticket of the lost answer, and the store has no second ticket
    assert (await ticket_of(page))[1] == lost[0]
    assert town.store.redis.hlen(f"raffle:{{{raffle}}}:players") == 1


async def two_pages_of_one_browser(town: Town, raffle: str) -> tuple[Page, Page, Route]:
    """Open a raffle in two pages of a new browser. Return both pages, and the second page's claim, which waits."""
    first = await town.player(fresh=True)
    second = await first.context.new_page()
    await first.goto(f"/r/{raffle}")
    await second.goto(f"/r/{raffle}")
    requests = await held(second, "**/participate/")
    await second.get_by_role("button", name="Get my ticket").click()
    await until(lambda: len(requests) == 1)
    return first, second, requests[0]


async def test_the_browser_keeps_a_ticket_that_it_claimed_from_another_address(town: Town) -> None:
    # Given a browser with a ticket. Its second page has sent a claim from another address, and waits for the answer
    async with town.api() as manager:
        raffle = await manager.create(9)
    first, second, claim = await two_pages_of_one_browser(town, raffle)
    await first.get_by_role("button", name="Get my ticket").click()
    number, code = await ticket_of(first)

    # When the answer to the second claim brings a second ticket of the same store
    await claim.continue_(headers={**claim.request.headers, "x-forwarded-for": "203.0.113.250"})
    await expect(second.locator("#ticket-number")).to_be_visible()
    await expect(second.locator("#ticket-number")).not_to_have_text(number)

    # Then the page of the raffle and "My tickets" show both tickets, because both can win
    for path in (f"/r/{raffle}", "/me/tickets"):
        await first.goto(path)
        earlier = first.locator(".note.wait", has_text="This browser got another ticket of this raffle earlier")
        await expect(earlier).to_contain_text(f"number {number}, code {code}")
        await expect(first.locator(".note.bad")).to_have_count(0)
    assert town.store.redis.hlen(keys.players(raffle)) == 2


async def test_the_pages_say_what_an_earlier_ticket_has_won(town: Town) -> None:
    # Given a browser with two tickets of a raffle: its second page has claimed from another address
    async with town.api() as manager:
        raffle = await manager.create(2, [("Bicycle", 2)])
        first, second, claim = await two_pages_of_one_browser(town, raffle)
        await first.get_by_role("button", name="Get my ticket").click()
        earlier, _ = await ticket_of(first)
        await claim.continue_(headers={**claim.request.headers, "x-forwarded-for": "203.0.113.251"})
        await expect(second.locator("#ticket-number")).not_to_have_text(earlier)

        # When the raffle is drawn, and both tickets win
        await manager.post(f"/raffles/{raffle}/winners/")

    # Then the page of the raffle and "My tickets" say what each ticket has won, and how to get both prizes
    for path in ("/me/tickets", f"/r/{raffle}"):
        await first.goto(path)
        won = first.locator(".note.good", has_text=f"Your ticket {earlier} has won: Bicycle")
        await expect(won.get_by_role("heading", name="How to get it")).to_be_visible()

    # And the check of the draw looks for both tickets
    await first.get_by_role("button", name="Verify this draw").click()
    await expect(first.locator("#proof .verdict")).to_have_text("Verified: these are the correct winners.")
    await expect(first.locator("#proof .steps")).to_contain_text("Your ticket 1 took part in the draw")
    await expect(first.locator("#proof .steps")).to_contain_text("Your ticket 2 took part in the draw")


async def test_the_browser_keeps_a_ticket_that_the_store_has_perhaps_lost(town: Town) -> None:
    # Given two pages of one browser. A claim of the second page waits for its answer
    async with town.api() as manager:
        raffle = await manager.create(4)
    first, second, claim = await two_pages_of_one_browser(town, raffle)

    # When the first page gets a ticket, and the second page gets a different ticket from another store
    await first.get_by_role("button", name="Get my ticket").click()
    number, code = await ticket_of(first)
    ticket = {"raffle_id": raffle, "ticket_number": 99, "verification_code": "AAAA-BBBB-CCCC-DDDD"}
    await claim.fulfill(status=201, json=ticket, headers={"Store-Incarnation": "another"})

    # Then the second page shows its own ticket, also after a reload, and says that the service has perhaps lost the
    # first page's ticket
    for _ in range(2):
        await expect(second.locator("#ticket-number")).to_have_text("99")
        lost = second.locator("#own-ticket .note.wait")
        await expect(lost).to_contain_text("Perhaps it is still valid")
        await expect(lost).to_contain_text(f"number {number}, code {code}")
        await second.reload()


@pytest.mark.parametrize("sign", ["suspended", "fewer tickets are taken"])
async def test_a_ticket_that_a_restore_has_lost_can_be_claimed_again(town: Town, sign: str) -> None:
    # Given a player with a ticket
    async with town.api() as manager:
        raffle = await manager.create(9)
    page = await town.player(fresh=True)
    await page.goto(f"/r/{raffle}")
    get = page.get_by_role("button", name="Get my ticket")
    await get.click()
    number, code = await ticket_of(page)

    # When somebody restores the store from a backup without this ticket, Then the page notices the restore: the raffle
    # is suspended, or fewer tickets are taken than before
    if sign == "suspended":
        town.store.redis.hset(keys.raffle(raffle), "suspended", 1)
        await page.reload()
        await expect(page.locator("#own-ticket .note.wait")).to_contain_text("The service was restored from a backup.")
        await expect(get).to_have_count(0)
        async with town.api() as manager:
            assert (await manager.post(f"/raffles/{raffle}/resume/")).status_code == 200
    else:
        await page.evaluate(
            """id => {
                const memory = JSON.parse(localStorage.getItem(`raffle:${id}`));
                memory.taken = { value: 5, at: Date.now() - 61_000 };
                localStorage.setItem(`raffle:${id}`, JSON.stringify(memory));
            }""",
            raffle,
        )

    # When the raffle goes on, Then both pages say that the ticket may be lost, and lead to the button that claims. No
    # page sends a claim by itself
    await page.goto("/me/tickets")
    await expect(page.locator("#tickets .note.wait")).to_contain_text("the service may have lost the ticket")
    await page.get_by_role("link", name="Get my ticket").click()
    await expect(page.locator("#own-ticket .note.wait")).to_contain_text("the service may have lost the ticket")
    assert len([url for url in town.eyes(page).asked if url.endswith("/participate/")]) == 1

    # When the player presses the button while the service still knows the ticket, Then the page says that the service
    # knows it
    await get.click()
    await expect(page.locator("#own-ticket-message")).to_have_text("The service still knows this ticket.")
    assert await ticket_of(page) == (number, code)
    await expect(get).to_have_count(0)
    await page.reload()
    await expect(page.locator("#ticket-number")).to_be_visible()
    await expect(get).to_have_count(0)

    # When the service has lost the ticket, and the player presses the button, Then the player gets a new ticket. The
    # browser also keeps the lost one
    await page.evaluate(
        """id => {
            const memory = JSON.parse(localStorage.getItem(`raffle:${id}`));
            localStorage.setItem(`raffle:${id}`, JSON.stringify({ ...memory, restored: true }));
        }""",
        raffle,
    )
    await page.reload()
    new = {"raffle_id": raffle, "ticket_number": 99, "verification_code": "AAAA-BBBB-CCCC-DDDD"}
    answer = {"status": 201, "json": new, "headers": {"Store-Incarnation": "another"}}
    await page.route("**/participate/", lambda route: route.fulfill(**answer))
    await get.click()
    await expect(page.locator("#ticket-number")).to_have_text("99")
    await expect(page.locator("#own-ticket .note.wait")).to_contain_text(f"number {number}, code {code}")
    await expect(get).to_have_count(0)


async def test_a_ticket_is_shown_even_if_the_storage_is_full(town: Town) -> None:
    # Given a browser whose storage can be read, but is full
    async with town.api() as manager:
        raffle = await manager.create(4)
    page = await town.player(fresh=True)
    await page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    await page.goto(f"/r/{raffle}")

    # When the player gets a ticket, Then the page shows the ticket, and says that the browser keeps nothing
    await page.get_by_role("button", name="Get my ticket").click()
    await expect(page.locator("#own-ticket-message")).to_contain_text("This browser keeps nothing")
    assert re.fullmatch(r"([0-9A-Z]{4}-){3}[0-9A-Z]{4}", (await ticket_of(page))[1])


async def test_the_button_disappears_when_the_last_ticket_is_claimed(town: Town) -> None:
    # Given a player who has not claimed a ticket yet
    async with town.api() as manager:
        raffle = await manager.create(1)
        page = await town.player()
        await page.goto(f"/r/{raffle}")
        await expect(page.get_by_role("button", name="Get my ticket")).to_be_visible()

        # When another player claims the last ticket
        await manager.claim(raffle, "198.51.100.21")

    # Then the page says that the raffle is sold out, and the button is gone
    await expect(page.locator("#own-ticket h2")).to_have_text("Sold out. The draw has not been made yet.")
    await expect(page.get_by_role("button", name="Get my ticket")).to_have_count(0)


async def test_one_address_gets_one_ticket(town: Town) -> None:
    # Given an address from which a ticket was already claimed
    async with town.api() as manager:
        raffle = await manager.create(4)
        page = await town.player(address="198.51.100.22", expect=[403])
        await manager.claim(raffle, "198.51.100.22")

    # When another person at this address asks for a ticket in a browser
    await page.goto(f"/r/{raffle}")
    await page.get_by_role("button", name="Get my ticket").click()

    # Then the page explains that this address has a ticket, and that only the browser that got this ticket has its code
    await expect(page.locator("#own-ticket-message")).to_have_text(AlreadyParticipated.detail)
    answer = page.locator("#lost-code")
    await expect(answer.get_by_text("Open this page in the browser in which you got the ticket.")).to_be_visible()
    await expect(answer.get_by_text("nobody can give you the code again")).to_be_visible()

    # When a player gets a ticket in a browser, Then the page says that this browser keeps the code
    holder = await town.player()
    await holder.goto(f"/r/{raffle}")
    await holder.get_by_text("I lost my code").click()
    await expect(holder.get_by_text("nobody can give you the code again")).to_be_visible()
    await holder.get_by_role("button", name="Get my ticket").click()
    await expect(holder.locator("#ticket-code")).to_be_visible()
    await holder.get_by_text("I lost my code").click()
    await expect(holder.get_by_text("This browser keeps number and code, and you see both above.")).to_be_visible()
    await holder.locator("#lost-code").get_by_role("link", name="My tickets").click()
    await expect(holder.get_by_role("heading", name="My tickets")).to_be_visible()


async def test_the_ticket_can_be_copied_and_saved(town: Town, tmp_path: Path) -> None:
    # Given a player with a ticket
    async with town.api() as manager:
        raffle = await manager.create(4)
    page = await town.player(permissions=["clipboard-read", "clipboard-write"])
    await page.goto(f"/r/{raffle}")
    await page.get_by_role("button", name="Get my ticket").click()
    number, code = await ticket_of(page)

    # Then the text beside the ticket says why the player must keep number and code
    await expect(page.locator(".ticket-actions")).to_contain_text("This browser can forget the ticket")

    # When the player copies the ticket, Then the clipboard has the number, the code and the check link (which opens the
    # check of this ticket)
    await page.get_by_role("button", name="Copy").click()
    await expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = await page.evaluate("navigator.clipboard.readText()")
    assert f"Ticket {number}\nCode {code}\n{town.url}/r/{raffle}#check={number}.{code.replace('-', '')}" in copied

    # When the player saves the ticket as an image, Then the image is a PNG, and the page shows this image
    async with page.expect_download() as image:
        await page.get_by_role("button", name="Save as image").click()
    await (await image.value).save_as(tmp_path / "ticket.png")
    assert (tmp_path / "ticket.png").read_bytes().startswith(b"\x89PNG")
    await expect(page.get_by_role("img", name="as a picture")).to_be_visible()

    # When the player saves the ticket as a file, Then the file contains the code
    async with page.expect_download() as file:
        await page.get_by_role("button", name="Save as file").click()
    await (await file.value).save_as(tmp_path / "ticket.json")
    assert json.loads((tmp_path / "ticket.json").read_text())["verification_code"] == code

    # And the browser has never requested an address that contains the code
    assert not [url for url in town.eyes(page).asked if code.replace("-", "") in url.replace("-", "")]


@pytest.mark.engine
async def test_a_ticket_can_be_claimed_with_the_keyboard_alone(town: Town) -> None:
    # Given a player without a mouse
    async with town.api() as manager:
        raffle = await manager.create(4)
    page = await town.player()
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#get")).to_be_visible()

    # When the player presses Tab until the button has a visible focus, and then presses Enter
    for _ in range(10):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.id") == "get":
            break
    assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    await page.keyboard.press("Enter")

    # Then the page shows a ticket
    await expect(page.locator("#ticket-number")).to_be_visible()


async def test_names_that_look_like_markup_are_shown_as_text(town: Town) -> None:
    # Given a raffle whose name and prize look like markup
    nasty = "<img src=x onerror=alert(1)><b>bold</b>"
    async with town.api() as manager:
        raffle = await manager.create(2, [(nasty, 1)], name=nasty)

    # When a player opens the page of the raffle, and then the list of raffles
    page = await town.player()
    await page.goto(f"/r/{raffle}")

    # Then both pages show the names as plain text
    await expect(page.locator("h1")).to_have_text(nasty)
    await expect(page.locator("#prizes li span").first).to_have_text(nasty)
    await page.goto("/")
    await expect(page.get_by_role("link", name=nasty)).to_be_visible()


async def test_the_page_of_an_unknown_raffle_explains_the_problem(town: Town) -> None:
    # When somebody opens the page of a raffle that does not exist
    page = await town.player(expect=[404])
    await page.goto("/r/0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11")

    # Then the page says that the raffle does not exist
    await expect(page.get_by_role("alert")).to_have_text(RaffleNotFound.detail)
    await expect(page).to_have_title("No such raffle · Raffle")


async def test_more_raffles_are_loaded_on_demand(town: Town) -> None:
    # Given more raffles than the list shows at first
    async with town.api() as manager:
        oldest = await manager.create(1, name="The oldest of many")
        for _ in range(20):
            await manager.create(1)
    page = await town.player()
    await page.goto("/")
    await expect(page.locator(".raffle")).to_have_count(20)
    assert await page.locator(f'a[href="/r/{oldest}"]').count() == 0

    # When the player asks for more raffles
    await page.get_by_role("button", name="Load more").click()

    # Then the list also shows the oldest raffle
    await expect(page.locator(f'a[href="/r/{oldest}"]')).to_be_visible()


SPY = """
const drawn = [];
const fillText = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, x, y, widest) {
    drawn.push([text, this.measureText(text).width <= widest]);
    fillText.call(this, text, x, y, widest);
};
globalThis.drawn = drawn;
"""
"""A script that records each text on the canvas of a page, and whether the text fits in its natural width."""


LONG_NAMES = (("The very long name of a summer fair " * 3)[:100].strip(), "W" * 100, "\U0001f469\u200d\U0001f680" * 33)


async def test_a_long_name_is_wrapped_in_the_image(town: Town) -> None:
    page = await town.player(fresh=True)
    await page.add_init_script(SPY)
    for name in LONG_NAMES:
        # Given a player with a ticket of a raffle with a long name
        async with town.api() as manager:
            raffle = await manager.create(1, name=name)
        await page.goto(f"/r/{raffle}")
        await page.get_by_role("button", name="Get my ticket").click()

        # When the player saves the ticket as an image
        async with page.expect_download():
            await page.get_by_role("button", name="Save as image").click()

        # Then the image has the whole name in several lines, and every text has its natural width
        drawn = await page.evaluate("drawn")
        lines = [text for text, _ in drawn[: [text for text, _ in drawn].index("NUMBER")]]
        assert len(lines) > 1
        assert "".join(lines).replace(" ", "") == name.replace(" ", "")
        assert [text for text, fits in drawn if not fits] == []


async def test_images_of_two_raffles_have_different_names(town: Town) -> None:
    # Given a player with tickets of two raffles. The raffles have the same name, and both tickets have the number 1
    names = []
    page = await town.player()
    for _ in range(2):
        async with town.api() as manager:
            raffle = await manager.create(1)
        await page.goto(f"/r/{raffle}")
        await page.get_by_role("button", name="Get my ticket").click()

        # When the player saves each ticket as an image and as a file
        for button in ("Save as image", "Save as file"):
            async with page.expect_download() as file:
                await page.get_by_role("button", name=button).click()
            names.append((await file.value).suggested_filename)

    # Then all four files have different names
    assert len(set(names)) == 4


async def ticket_page(town: Town, script: str) -> Page:
    """Return the page of a player who got a ticket, in a browser that a script has changed."""
    async with town.api() as manager:
        raffle = await manager.create(2)
    page = await town.player(fresh=True)
    await page.add_init_script(script)
    await page.goto(f"/r/{raffle}")
    await page.get_by_role("button", name="Get my ticket").click()
    await expect(page.locator("#ticket-code")).to_be_visible()
    return page


async def test_a_ticket_can_be_shared(town: Town) -> None:
    # Given a browser with a share sheet
    page = await ticket_page(town, "navigator.share = async (what) => { globalThis.shared = what; }")

    # When the player presses Share, Then the shared text has the number, the code and the check link
    await page.get_by_role("button", name="Share").click()
    number, code = await ticket_of(page)
    shared = (await page.evaluate("shared"))["text"]
    assert f"Ticket {number}\nCode {code}\n" in shared
    assert "#check=" in shared
    await expect(page.locator("#keep-answer")).to_be_empty()

    # When the player closes the share sheet, Then the page says nothing
    await page.evaluate(
        """() => {
            navigator.share = async () => { globalThis.dismissed = true; throw new DOMException("", "AbortError"); };
        }"""
    )
    await page.get_by_role("button", name="Share").click()
    await page.wait_for_function("() => globalThis.dismissed")
    await expect(page.locator("#keep-answer")).to_be_empty()


BROKEN = {
    "Share": "navigator.share = async () => { throw new DOMException('', 'NotAllowedError'); };",
    "Print": "globalThis.print = () => {};",
    "Save as image": "HTMLCanvasElement.prototype.toBlob = function (done) { done(null); };",
    "Save as file": "URL.createObjectURL = () => { throw new Error(); };",
}


async def test_a_button_says_when_it_does_not_work(town: Town) -> None:
    # Given a browser in which the buttons do not work, such as a browser inside of an app
    page = await ticket_page(town, "".join(BROKEN.values()))

    # When the player presses a button, Then a text says that this button does not work, and what to do instead
    for name in BROKEN:
        await page.get_by_role("button", name=name).click()
        await expect(page.locator("#keep-answer")).to_have_text(
            f"{name} does not work here. Copy number and code, or write them down."
        )


@pytest.mark.engine
async def test_two_tabs_that_claim_at_the_same_time_keep_both_tickets(town: Town) -> None:
    # Given two tabs of one browser, with two raffles. A claim of each tab has reached the service, and the test holds
    # both answers back
    async with town.api() as manager:
        raffles = [await manager.create(2), await manager.create(2)]
    first = await town.player()
    second = await first.context.new_page()
    tabs, go_on = (first, second), asyncio.Event()
    for tab, raffle in zip(tabs, raffles, strict=True):
        await hold_until(go_on, tab, "**/participate/")
        await tab.goto(f"/r/{raffle}")
        await tab.get_by_role("button", name="Get my ticket").click()

    # When both tabs get their tickets at the same time
    go_on.set()
    tickets = [await ticket_of(tab) for tab in tabs]

    # Then both tickets are still there after the pages are loaded again
    for tab, ticket in zip(tabs, tickets, strict=True):
        await tab.reload()
        assert await ticket_of(tab) == ticket
