"""Players on a raffle's page: the bar moves, a ticket is got once and kept."""

import json
import re
from pathlib import Path

from playwright.async_api import Page, Route, expect

from app.errors import AlreadyParticipated, RaffleNotFound
from tests.browser.visitors import Town


async def ticket_of(page: Page) -> tuple[str, str]:
    """Return number and code as the ticket shows them."""
    number = await page.locator("#ticket-number").inner_text()
    code = await page.locator("#ticket-code").inner_text()
    return number, re.sub(r"\s+", "-", code.strip())


async def test_two_browsers_watch_the_bar_move_while_a_third_claims(town: Town) -> None:
    # Given two people who look on
    async with town.api() as manager:
        raffle = await manager.create(4)
    watching = [await town.player() for _ in range(2)]
    for page in watching:
        await page.goto(f"/r/{raffle}")
        await expect(page.locator("#claimed")).to_have_text("0 of 4 tickets taken")

    # When a third gets a ticket
    third = await town.player()
    await third.goto(f"/r/{raffle}")
    await third.get_by_role("button", name="Get my ticket").click()
    await expect(third.locator("#ticket-number")).to_be_visible()

    # Then both see it without doing anything
    for page in watching:
        await expect(page.locator("#claimed")).to_have_text("1 of 4 tickets taken")
        assert await page.locator("#bar").evaluate("bar => bar.value") == 1


async def test_the_bar_moves_where_events_do_not_get_through(town: Town) -> None:
    # Given somebody behind something that lets no stream through
    async with town.api() as manager:
        raffle = await manager.create(4)
        page = await town.player(expect=[502])
        await page.route("**/events/", lambda route: route.fulfill(status=502))
        await page.goto(f"/r/{raffle}")
        await expect(page.locator("#claimed")).to_have_text("0 of 4 tickets taken")

        # When a ticket goes
        await manager.claim(raffle, "198.51.100.20")

    # Then the page has asked again and shows it
    await expect(page.locator("#claimed")).to_have_text("1 of 4 tickets taken")


async def test_a_reload_keeps_the_ticket(town: Town) -> None:
    # Given a player with a ticket
    async with town.api() as manager:
        raffle = await manager.create(4)
    page = await town.player()
    await page.goto(f"/r/{raffle}")
    await page.get_by_role("button", name="Get my ticket").click()
    ticket = await ticket_of(page)
    assert re.fullmatch(r"([0-9A-Z]{4}-){3}[0-9A-Z]{4}", ticket[1])

    # When the page is loaded again
    await page.reload()

    # Then it shows the same ticket, and only one was taken
    assert await ticket_of(page) == ticket
    await expect(page.locator("#claimed")).to_have_text("1 of 4 tickets taken")


async def test_a_lost_answer_is_not_a_lost_ticket(town: Town) -> None:
    # Given a player whose first answer gets lost after the service has given the ticket
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

    # When the page is loaded again over a better connection
    await page.unroute("**/participate/")
    await page.reload()

    # Then the very ticket that got lost is there
    assert (await ticket_of(page))[1] == lost[0]
    assert town.store.redis.hlen(f"raffle:{{{raffle}}}:players") == 1


async def test_a_full_storage_does_not_swallow_the_ticket(town: Town) -> None:
    # Given a browser whose storage can be read, but takes nothing more
    async with town.api() as manager:
        raffle = await manager.create(4)
    page = await town.player()
    await page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
    )
    await page.goto(f"/r/{raffle}")

    # When a ticket is got, then it is shown, and the page says that it is not kept
    await page.get_by_role("button", name="Get my ticket").click()
    await expect(page.locator("#own-ticket-message")).to_contain_text("This browser keeps nothing")
    assert re.fullmatch(r"([0-9A-Z]{4}-){3}[0-9A-Z]{4}", (await ticket_of(page))[1])


async def test_the_button_gives_way_when_the_last_ticket_goes(town: Town) -> None:
    # Given somebody who hesitates
    async with town.api() as manager:
        raffle = await manager.create(1)
        page = await town.player()
        await page.goto(f"/r/{raffle}")
        await expect(page.get_by_role("button", name="Get my ticket")).to_be_visible()

        # When another takes the last ticket
        await manager.claim(raffle, "198.51.100.21")

    # Then the page says so
    await expect(page.get_by_role("heading", name="Sold out")).to_be_visible()
    await expect(page.get_by_role("button", name="Get my ticket")).to_have_count(0)


async def test_one_address_gets_one_ticket(town: Town) -> None:
    # Given a household that has its ticket
    async with town.api() as manager:
        raffle = await manager.create(4)
        page = await town.player(address="198.51.100.22", expect=[403])
        await manager.claim(raffle, "198.51.100.22")

    # When another of them asks in a browser of their own
    await page.goto(f"/r/{raffle}")
    await page.get_by_role("button", name="Get my ticket").click()

    # Then they are told in words
    await expect(page.locator("#own-ticket-message")).to_have_text(AlreadyParticipated.detail)


async def test_the_ticket_can_be_copied_and_saved(town: Town, tmp_path: Path) -> None:
    # Given a player with a ticket
    async with town.api() as manager:
        raffle = await manager.create(4)
    page = await town.player(permissions=["clipboard-read", "clipboard-write"])
    await page.goto(f"/r/{raffle}")
    await page.get_by_role("button", name="Get my ticket").click()
    number, code = await ticket_of(page)

    # When it is copied, then the clipboard holds number, code and the link that checks it
    await page.get_by_role("button", name="Copy").click()
    await expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = await page.evaluate("navigator.clipboard.readText()")
    assert f"Ticket {number}\nCode {code}\n{town.url}/r/{raffle}#check={number}.{code.replace('-', '')}" in copied

    # When it is saved as an image, then that is a PNG
    async with page.expect_download() as image:
        await page.get_by_role("button", name="Save as image").click()
    await (await image.value).save_as(tmp_path / "ticket.png")
    assert (tmp_path / "ticket.png").read_bytes().startswith(b"\x89PNG")

    # When it is saved as a file, then that holds the ticket
    async with page.expect_download() as file:
        await page.get_by_role("button", name="Save as file").click()
    await (await file.value).save_as(tmp_path / "ticket.json")
    assert json.loads((tmp_path / "ticket.json").read_text())["verification_code"] == code

    # And no address that the browser asked for ever held the code
    assert not [url for url in town.eyes(page).asked if code.replace("-", "") in url.replace("-", "")]


async def test_the_ticket_can_be_got_with_the_keyboard_alone(town: Town) -> None:
    # Given somebody without a mouse
    async with town.api() as manager:
        raffle = await manager.create(4)
    page = await town.player()
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#get")).to_be_visible()

    # When they go through the page with the tab key and press Enter on the button
    for _ in range(10):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.id") == "get":
            break
    assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    await page.keyboard.press("Enter")

    # Then the ticket is there
    await expect(page.locator("#ticket-number")).to_be_visible()


async def test_names_are_text_whatever_they_look_like(town: Town) -> None:
    # Given a raffle whose names look like markup
    nasty = "<img src=x onerror=alert(1)><b>bold</b>"
    async with town.api() as manager:
        raffle = await manager.create(2, [(nasty, 1)], name=nasty)

    # When its page and the list are opened
    page = await town.player()
    await page.goto(f"/r/{raffle}")

    # Then both show the names as they are
    await expect(page.locator("h1")).to_have_text(nasty)
    await expect(page.locator("#prizes li span").first).to_have_text(nasty)
    await page.goto("/")
    await expect(page.get_by_role("link", name=nasty)).to_be_visible()


async def test_an_unknown_raffle_is_told_in_words(town: Town) -> None:
    # Given no such raffle, when its page is opened
    page = await town.player(expect=[404])
    await page.goto("/r/0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11")

    # Then the page says so
    await expect(page.get_by_role("alert")).to_have_text(RaffleNotFound.detail)


async def test_more_raffles_are_loaded_on_demand(town: Town) -> None:
    # Given more raffles than a page holds
    async with town.api() as manager:
        oldest = await manager.create(1, name="The oldest of many")
        for _ in range(20):
            await manager.create(1)
    page = await town.player()
    await page.goto("/")
    await expect(page.locator(".raffle")).to_have_count(20)
    assert await page.locator(f'a[href="/r/{oldest}"]').count() == 0

    # When more are asked for
    await page.get_by_role("button", name="Load more").click()

    # Then the older ones come after the newest
    await expect(page.locator(f'a[href="/r/{oldest}"]')).to_be_visible()
