"""The page /manage, on which managers create, draw, resume and delete raffles."""

import csv
import re
from dataclasses import replace
from pathlib import Path

from playwright.async_api import Browser, expect

from app.service.crowds import MANY_REFUSED
from app.settings import Settings
from app.store import keys
from tests.browser.visitors import PHONE, Town, in_town
from tests.support.service import Service


async def test_people_who_are_not_managers_see_only_their_address(town: Town) -> None:
    # When a person who is not a manager opens the page
    page = await town.player(address="198.51.100.23")
    await page.goto("/manage")

    # Then the page says that this address belongs to no manager, and hides everything that only managers need
    await expect(page.locator("h2").first).to_have_text("Managers only. Ask the operator to allow 198.51.100.23.")
    await expect(page.locator("#manage")).to_be_hidden()


async def test_a_visitor_with_the_address_of_a_gateway_learns_that_many_people_share_it(
    site: Service, settings: Settings, browser: Browser
) -> None:
    # Given a service that sees its visitors with the address of a gateway
    gateway = "172.17.0.1"
    with Service(settings, site.store, lambda parts: replace(parts, gateways=frozenset({gateway}))) as service:
        async with in_town(service, browser) as town:
            # When one visitor opens the page from this address, and another visitor from a different address
            page, other = await town.player(address=gateway), await town.player()
            await page.goto("/manage")
            await other.goto("/manage")

            # Then the first page warns that this address must not be added to MANAGER_IPS. The other page says how an
            # address is added
            await expect(page.locator("#not-a-manager")).to_contain_text("Do not add it to MANAGER_IPS")
            await expect(other.locator("#not-a-manager")).to_contain_text("can add your address to MANAGER_IPS")


async def test_managers_see_how_many_codes_are_ready(town: Town) -> None:
    # When a manager opens the page, Then the page says how many codes the service has ready
    page = await town.manager()
    await page.goto("/manage")
    await expect(page.locator("#codes-ready")).to_have_text(re.compile(r"^\d+ codes are ready\."))


async def test_managers_see_when_many_players_are_refused_from_one_address(town: Town) -> None:
    # Given many players who claim from one address
    async with town.api() as manager:
        raffle = await manager.create(3)
        for _ in range(MANY_REFUSED + 1):
            await manager.claim(raffle, "192.168.65.1")

        # When a manager opens the page, Then the page warns of this address
        page = await town.manager()
        await page.goto("/manage")
        warning = "The service warns: many players are refused from one address (192.168.65.1)"
        await expect(page.locator("#warnings")).to_contain_text(warning)

        # And people who are not managers do not see this warning
        player = await town.player()
        await player.goto("/manage")
        await expect(player.get_by_role("heading", name="Managers only.")).to_be_visible()
        await expect(player.locator("#warnings")).to_be_empty()


async def test_a_raffle_is_created_after_its_mistakes_are_corrected(town: Town) -> None:
    # Given a manager who gives a new raffle too many prizes. At first the name is empty. Later the name has characters
    # that are not allowed
    page = await town.manager()
    await page.goto("/manage")
    await page.get_by_label("Tickets", exact=True).fill("3")
    await page.get_by_label("Name of the prize").fill("Bicycle")
    await page.get_by_label("How many of this prize").fill("4")

    # When the manager sends the form, Then the form shows each mistake, and sends nothing to the service
    await page.get_by_role("button", name="Create the raffle").click()
    await expect(page.locator("#new-name-error")).to_have_text("Give the raffle a name.")
    for name, character in (("\u200b", "U+200B"), ("Garden\u202e party", "U+202E")):
        await page.get_by_label("Name", exact=True).fill(name)
        await page.get_by_role("button", name="Create the raffle").click()
        await expect(page.locator("#new-name-error")).to_contain_text(character)
    await page.get_by_label("Name", exact=True).fill("Garden party")
    await page.get_by_role("button", name="Create the raffle").click()
    await expect(page.locator("#new-prizes-error")).to_contain_text("4 prizes for 3 tickets")
    assert not [url for url in town.eyes(page).asked if url.endswith("/raffles/")]

    # When the manager corrects the mistakes and adds a prize, Then the page of the new raffle lists both prizes
    await page.get_by_label("How many of this prize").fill("1")
    await page.get_by_role("button", name="Add a prize").click()
    await page.get_by_label("Name of the prize").nth(1).fill("Book")
    await page.get_by_role("button", name="Create the raffle").click()
    await expect(page.locator("#create-message")).to_contain_text("Created “Garden party”")
    await page.get_by_role("link", name="Open its page").click()
    await expect(page.get_by_role("heading", name="Garden party")).to_be_visible()
    await expect(page.locator("#prizes li")).to_have_count(2)


async def test_winners_are_drawn_with_the_announced_entropy_and_saved_as_csv(town: Town, tmp_path: Path) -> None:
    # Given a sold-out raffle with an announced source of entropy (the random text of the draw)
    async with town.api() as manager:
        raffle = await manager.create(2, [("Book", 1)], entropy_source="Lottery of 5 December")
        await manager.claim_all(raffle, 2)
    page = await town.manager()
    await page.goto("/manage")
    mine = page.locator(f'[data-raffle="{raffle}"]')

    # When the manager wants to draw, Then a dialog asks for the value from this source
    await mine.get_by_role("button", name="Draw the winners").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("Lottery of 5 December")

    # And when the value contains an invisible character, Then the dialog refuses the value and stays open
    await dialog.get_by_label("The value").fill("4 8 15\u200b 16 23 42")
    await dialog.get_by_role("button", name="Review the value").click()
    assert await dialog.get_by_label("The value").evaluate("field => field.validity.patternMismatch")
    await expect(dialog).to_be_visible()

    # And the dialog changes capital letters to lower case
    await dialog.get_by_label("The value").fill(" 4 8 15 16 23 42 BONUS")
    await expect(dialog.get_by_label("The value")).to_have_value(" 4 8 15 16 23 42 bonus")
    await dialog.get_by_label("The value").press("Enter")

    # And when the manager presses Enter, Then the dialog shows the value as the page will send it, before the value is
    # final. A second Enter does not confirm the value
    await expect(dialog.locator("#reviewed-value")).to_have_text("4 8 15 16 23 42 bonus")
    await expect(dialog).to_contain_text("After the draw, nobody can change it.")
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_visible()

    # When the manager changes the value, Then the dialog shows the new value. Only the button "Draw the winners" starts
    # the draw
    await dialog.get_by_role("button", name="Change the value").click()
    await expect(dialog.get_by_label("The value")).to_be_focused()
    await dialog.get_by_label("The value").fill("4 8 15 16 23 42")
    await dialog.get_by_role("button", name="Review the value").click()
    await expect(dialog.locator("#reviewed-value")).to_have_text("4 8 15 16 23 42")
    await expect(mine.locator(".pill")).to_have_text("Sold out")
    await dialog.get_by_role("button", name="Draw the winners").click()

    # Then the winners are drawn with this value, and the manager can save the winners as a CSV file
    await expect(mine.locator(".pill")).to_have_text("Drawn")
    async with town.api() as visitor:
        record = (await visitor.get(f"/raffles/{raffle}/draw/")).json()
    assert record["entropy"] == "4 8 15 16 23 42"
    async with page.expect_download() as file:
        await mine.get_by_role("button", name="Winners as CSV").click()
    await (await file.value).save_as(tmp_path / "winners.csv")
    with (tmp_path / "winners.csv").open(newline="") as lines:
        assert [row["prize"] for row in csv.DictReader(lines)] == ["Book"]


async def test_nothing_is_drawn_or_deleted_without_confirmation(town: Town) -> None:
    # Given a sold-out raffle
    async with town.api() as manager:
        raffle = await manager.create(1)
        await manager.claim_all(raffle, 1)
    page = await town.manager()
    await page.goto("/manage")
    mine = page.locator(f'[data-raffle="{raffle}"]')

    # When the manager begins a draw and a deletion, but cancels both
    await mine.get_by_role("button", name="Draw the winners").click()
    await page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    await mine.get_by_role("button", name="Delete").click()
    await page.keyboard.press("Escape")

    # Then the raffle still exists and is not drawn
    await page.reload()
    await expect(mine.locator(".pill")).to_have_text("Sold out")

    # When the manager confirms the deletion, Then the raffle is gone
    await mine.get_by_role("button", name="Delete").click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete it").click()
    await expect(page.locator("#action-message")).to_contain_text("is deleted")
    await expect(mine).to_have_count(0)


async def test_a_suspended_raffle_is_resumed_after_a_confirmation(town: Town) -> None:
    # Given a raffle that is suspended after a restore of the store
    async with town.api() as manager:
        raffle = await manager.create(2)
    town.store.redis.hset(keys.raffle(raffle), "suspended", 1)
    visitor = await town.player()
    await visitor.goto(f"/r/{raffle}")
    await expect(visitor.get_by_role("heading", name="Suspended")).to_be_visible()
    page = await town.manager()
    await page.goto("/manage")
    mine = page.locator(f'[data-raffle="{raffle}"]')
    await expect(mine.locator(".pill")).to_have_text("Suspended")

    # When the manager resumes the raffle, Then the confirmation says what can happen
    await mine.get_by_role("button", name="Resume").click()
    await expect(page.locator("#confirm-text")).to_contain_text("so other players may get them")
    await page.get_by_role("button", name="Resume it").click()

    # And after the confirmation, the raffle is open on the manager's page and on the player's page
    await expect(mine.locator(".pill")).to_have_text("Open")
    await expect(mine.get_by_role("button", name="Resume")).to_be_hidden()
    await expect(visitor.get_by_role("button", name="Get my ticket")).to_be_visible()


async def test_the_page_of_a_raffle_says_that_it_was_deleted(town: Town) -> None:
    # Given a visitor who has the page of a raffle open
    async with town.api() as manager:
        raffle = await manager.create(2)
        page = await town.player(expect=[410])
        await page.goto(f"/r/{raffle}")
        await expect(page.locator("#get")).to_be_visible()

        # When a manager deletes the raffle, Then the page says that a manager has deleted the raffle
        await manager.delete(f"/raffles/{raffle}/")
    await expect(page.get_by_role("alert")).to_contain_text("A manager has deleted this raffle.")


async def test_the_answer_to_an_action_is_beside_its_button(town: Town) -> None:
    # Given a long list with two sold-out raffles at its end
    async with town.api() as manager:
        deleted, drawn = await manager.create(1, name="Deleted"), await manager.create(1, name="Drawn")
        for raffle in (deleted, drawn):
            await manager.claim_all(raffle, 1)
        for number in range(8):
            await manager.create(1, name=f"Newer {number}")
    page = await town.manager(viewport=PHONE)
    await page.goto("/manage")
    message = page.locator("#action-message")

    # When the manager draws one of these raffles, and the button that draws disappears
    await page.locator(f'[data-raffle="{drawn}"]').get_by_role("button", name="Draw the winners").click()
    await page.get_by_role("dialog").get_by_role("button", name="Draw the winners").click()

    # Then the message about the draw is visible in the card of this raffle, and has the focus
    await expect(page.locator(f'[data-raffle="{drawn}"]').get_by_role("status")).to_contain_text("are drawn")
    await expect(message).to_be_in_viewport()
    await expect(message).to_be_focused()

    # When the manager deletes the other raffle, Then a message is in the place of the deleted card, below the card of
    # the drawn raffle
    await page.locator(f'[data-raffle="{deleted}"]').get_by_role("button", name="Delete").click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete it").click()
    await expect(page.locator(f'[data-raffle="{drawn}"] + li')).to_contain_text("“Deleted” is deleted.")
    await expect(message).to_be_in_viewport()
    await expect(message).to_be_focused()


async def test_a_manager_substitutes_a_winner_who_did_not_come(town: Town) -> None:
    # Given a drawn raffle with a substitute (a ticket that can replace a winner)
    async with town.api() as manager:
        raffle = await manager.create(2, reserves=1)
        await manager.claim_all(raffle, 2)
        answer = await manager.post(f"/raffles/{raffle}/winners/")
    winner = answer.json()[0]["ticket_number"]
    page = await town.manager()
    await page.goto("/manage")
    mine = page.locator(f'[data-raffle="{raffle}"]')

    # When the manager gives no reason, Then the dialog asks for a reason
    await mine.get_by_role("button", name="Substitute a winner").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Ticket of the winner").fill(str(winner))
    await dialog.get_by_role("button", name="Substitute").click()
    await expect(dialog.locator("#substitute-reason-error")).to_contain_text("Say why.")

    # When the manager gives a reason, Then the substitute has the prize
    await dialog.get_by_label("Reason").fill("Did not come")
    await dialog.get_by_role("button", name="Substitute").click()
    await expect(page.locator("#action-message")).to_contain_text(f"replaced ticket {winner}.")
    async with town.api() as visitor:
        (now,) = (await visitor.get(f"/raffles/{raffle}/winners/")).json()
    assert now["replaces"] == winner
