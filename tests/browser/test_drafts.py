"""Drafts on the page for managers. Managers save, edit, publish and delete drafts there, and players see no draft.

A draft is a raffle before its publication.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.async_api import Route, expect

from tests.browser.accessibility import violations
from tests.browser.visitors import PHONE, Town
from tests.support.people import new_raffle


async def test_managers_see_a_saved_draft_and_players_do_not(town: Town) -> None:
    # When a manager corrects the mistakes of a new raffle, and saves it as a draft
    page = await town.manager()
    await page.goto("/manage")
    await page.get_by_label("Name", exact=True).fill("Roof draft")
    await page.get_by_role("button", name="Save as draft").click()
    await expect(page.locator("#new-tickets-error")).to_contain_text("A whole number")
    await page.get_by_label("Tickets", exact=True).fill("3")
    await page.get_by_label("Name of the prize").fill("Cake")
    await page.get_by_text("Describe the raffle").click()
    await page.locator("#new-pick-up").fill("At the bar.")
    await page.get_by_role("button", name="Save as draft").click()
    saved = page.locator("#create-message")
    await expect(saved).to_contain_text("Saved “Roof draft” as a draft.")
    path = str(await saved.get_by_role("link", name="Open its page").get_attribute("href"))

    # Then the draft is the first in the manager's list. Players find no draft, and cannot filter by the status "Draft"
    mine = page.locator("#managed > li").first
    await expect(mine.get_by_role("heading")).to_have_text("Roof draft")
    await expect(mine.locator(".pill")).to_have_text("Draft")
    await expect(mine).to_contain_text("3 tickets. Only managers see this draft.")
    player = await town.player(expect=[404])
    await player.goto("/")
    await expect(player.locator(".raffle, #raffles .card").first).to_be_visible()
    await expect(player.get_by_text("Roof draft")).to_have_count(0)
    await expect(player.locator("#filter-status option[value=draft]")).to_have_count(0)
    await player.goto(path)
    await expect(player.get_by_role("heading", name="No such raffle")).to_be_visible()

    # And the page of the draft shows managers what players will see
    preview = await town.manager(expect=[404, 410])
    await preview.goto(path)
    await expect(preview.locator("#status")).to_have_text("Draft")
    await expect(preview.get_by_role("heading", name="Not published yet")).to_be_visible()
    await expect(preview.locator("#prizes li")).to_contain_text("Cake")
    await expect(preview.locator("#about")).to_contain_text("At the bar.")
    publish = preview.get_by_role("link", name="Go to the draft, to publish it")
    await expect(publish).to_have_attribute("href", "/manage?status=draft")
    assert await violations(preview) == []

    # Delete the draft, so that the next tests do not find it at the top of the manager's list. After this, the page
    # that shows the draft may get an answer with status 410
    async with town.api() as manager:
        await manager.delete(f"/raffles/{path.rpartition('/')[2]}/")


async def test_a_draft_is_edited_until_it_can_be_published(town: Town) -> None:
    # Given a draft whose opening time was an hour ago
    opens, closes = (datetime.now(UTC) + timedelta(hours=hours) for hours in (-1, 2))
    times: dict[str, Any] = {"opens_at": opens.isoformat(), "closes_at": closes.isoformat()}
    async with town.api() as manager:
        answer = await manager.post("/raffles/", new_raffle(name="Attic draft", draft=True, beacon="quicknet", **times))
    raffle = answer.json()["id"]
    page = await town.manager(expect=[400], timezone_id="UTC")
    await page.goto("/manage")
    mine = page.locator(f'[data-raffle="{raffle}"]')

    # When the manager publishes the draft, Then a dialog says what will be final. After a yes, the service refuses the
    # draft, because its opening time is in the past
    await mine.get_by_role("button", name="Publish").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("its terms are fixed")
    await expect(dialog.get_by_role("listitem")).to_have_count(6)
    await expect(dialog.get_by_role("listitem").nth(1)).to_have_text("Prizes: Prize.")
    assert await violations(page) == []
    await dialog.get_by_role("button", name="Publish it").click()
    await expect(mine.get_by_role("status")).to_contain_text("The time “Opens” is not in the future:")

    # When the manager edits the draft, and another manager adds a description, Then the form shows the draft's times.
    # The page does not publish the draft while the manager edits it
    await mine.get_by_role("button", name="Edit").click()
    await expect(page.locator("#new-title")).to_have_text("Edit the draft")
    await expect(page.get_by_label("Opens", exact=True)).to_have_value(f"{opens:%Y-%m-%dT%H:%M}")
    await expect(page.get_by_label("Closes", exact=True)).to_have_value(f"{closes:%Y-%m-%dT%H:%M}")
    async with town.api() as other:
        await other.ask("PATCH", f"/raffles/{raffle}/", json={"description": "For the new roof."})
    await mine.get_by_role("button", name="Publish").click()
    await expect(mine.get_by_role("status")).to_contain_text("You still edit this draft.")

    # And the form sends only what the manager changes, so the description that the other manager added stays
    await page.get_by_label("Opens", exact=True).fill("")
    await page.get_by_label("Name of the prize").fill("Bicycle")
    await page.get_by_label("Use the public beacon").uncheck()
    await page.set_viewport_size(PHONE)
    assert await violations(page) == []
    async with page.expect_request(lambda request: request.method == "PATCH") as sent:
        await page.get_by_label("Name of the prize").press("Enter")
    body: dict[str, Any] = json.loads((await sent.value).post_data or "")
    assert body == {"opens_at": None, "prizes": [{"name": "Bicycle", "amount": 1}], "beacon": None}
    await expect(page.locator("#create-message")).to_contain_text("Saved the draft “Attic draft”.")
    await expect(page.locator("#new-title")).to_have_text("New raffle")
    await expect(mine).to_contain_text("Bicycle")

    # When the manager publishes the draft now, Then its card shows an open raffle, and says that the raffle is
    # published
    await mine.get_by_role("button", name="Publish").click()
    await dialog.get_by_role("button", name="Publish it").click()
    await expect(mine.locator(".pill")).to_have_text("Open")
    await expect(mine.get_by_role("status")).to_contain_text("“Attic draft” is published.")
    await expect(page.locator("#action-message")).to_be_focused()
    await mine.get_by_text("Log", exact=True).click()
    await expect(mine.locator(".entries li").last).to_contain_text("published the raffle.")

    # And this message disappears when the manager searches for other raffles
    await page.get_by_label("Search by name").fill("Cellar")
    await expect(page.locator("#action-message")).to_have_text("")

    # And players can take part
    player = await town.player()
    await player.goto(f"/r/{raffle}")
    await expect(player.locator("#description")).to_have_text("For the new roof.")
    await expect(player.get_by_role("button", name="Get my ticket")).to_be_visible()


async def test_a_draft_that_is_edited_can_be_left_and_deleted(town: Town) -> None:
    # Given a manager who edits a draft
    async with town.api() as manager:
        await manager.post("/raffles/", new_raffle(name="Cellar draft", draft=True))
    page = await town.manager()
    await page.goto("/manage?status=draft&name=cellar")
    mine = page.locator("#managed > li")
    await mine.get_by_role("button", name="Edit").click()
    name = page.get_by_label("Name", exact=True)
    await expect(name).to_have_value("Cellar draft")

    # When the manager stops editing, Then the form is empty, and is again a form for a new raffle
    await page.get_by_role("button", name="Stop editing").click()
    await expect(name).to_have_value("")
    await expect(page.get_by_role("button", name="Create the raffle")).to_be_visible()
    await expect(page.locator("#new-title")).to_be_focused()

    # When the manager edits a draft, and another manager has already published it, Then the list says that this raffle
    # is published
    async with town.api() as manager:
        other = (await manager.post("/raffles/", new_raffle(name="Cellar two", draft=True))).json()["id"]
        await page.reload()
        stale = page.locator(f'[data-raffle="{other}"]')
        await expect(stale.locator(".pill")).to_have_text("Draft")
        await manager.post(f"/raffles/{other}/publish/")
    await stale.get_by_role("button", name="Edit").click()
    await expect(page.locator("#action-message")).to_contain_text("“Cellar two” is published.")
    await expect(stale.locator(".pill")).to_have_count(0)
    await expect(name).to_have_value("")

    # When the manager begins to edit the first draft again, and then deletes this draft, Then the form becomes empty
    await mine.get_by_role("button", name="Edit").click()
    await expect(name).to_have_value("Cellar draft")
    await mine.get_by_role("button", name="Delete").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Players have never seen it.")
    await page.get_by_role("button", name="Delete it").click()
    await expect(page.locator("#action-message")).to_contain_text("“Cellar draft” is deleted.")
    await expect(mine.locator(".pill")).to_have_count(0)
    await expect(name).to_have_value("")


async def test_a_change_by_another_manager_is_shown_before_the_draft_is_published(town: Town) -> None:
    # Given a manager who is asked whether to publish a draft. Before this manager answers, another manager changes the
    # prizes of the draft
    async with town.api() as manager:
        raffle = (await manager.post("/raffles/", new_raffle(name="Porch draft", draft=True))).json()["id"]
    page = await town.manager(expect=[412])
    await page.goto("/manage")
    mine = page.locator(f'[data-raffle="{raffle}"]')
    await mine.get_by_role("button", name="Publish").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("listitem").nth(1)).to_have_text("Prizes: Prize.")
    async with town.api() as other:
        await other.ask("PATCH", f"/raffles/{raffle}/", json={"prizes": [{"name": "Car", "amount": 1}]})

    # When the first manager says yes, Then the dialog says that the draft was changed, and lists what will be final
    await dialog.get_by_role("button", name="Publish it").click()
    await expect(dialog).to_contain_text("This draft was changed meanwhile.")
    await expect(dialog.get_by_role("listitem").nth(1)).to_have_text("Prizes: Car.")
    await expect(mine.locator(".pill")).to_have_text("Draft")

    # And when the manager says yes again, Then the draft is published
    await dialog.get_by_role("button", name="Publish it").click()
    await expect(mine.get_by_role("status")).to_contain_text("“Porch draft” is published.")


async def test_a_retried_publication_publishes_only_what_the_manager_has_confirmed(town: Town) -> None:
    # Given a manager who confirms a draft. The first request does not reach the service, and then another manager
    # changes the draft
    async with town.api() as manager:
        raffle = (await manager.post("/raffles/", new_raffle(name="Porch draft", draft=True))).json()["id"]
    page = await town.manager(expect=[412, 502])
    await page.goto("/manage")

    async def change_and_drop(route: Route) -> None:
        async with town.api() as other:
            await other.ask("PATCH", f"/raffles/{raffle}/", json={"prizes": [{"name": "Car", "amount": 1}]})
        await route.fulfill(status=502, body="the gateway reached nobody")

    await page.route("**/publish/", change_and_drop, times=1)
    await page.locator(f'[data-raffle="{raffle}"]').get_by_role("button", name="Publish").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Publish it").click()

    # When the page sends the request again, Then the draft stays, and the dialog lists what would be final now
    await expect(dialog).to_contain_text("This draft was changed meanwhile.")
    await expect(dialog.get_by_role("listitem").nth(1)).to_have_text("Prizes: Car.")
    async with town.api() as manager:
        assert (await manager.get(f"/raffles/{raffle}/")).json()["status"] == "draft"

    # And when the manager confirms this too, Then the draft is published
    await dialog.get_by_role("button", name="Publish it").click()
    await expect(page.locator(f'[data-raffle="{raffle}"]').get_by_role("status")).to_contain_text("is published")


async def test_the_deletion_of_a_draft_deletes_no_raffle_that_was_published_meanwhile(town: Town) -> None:
    # Given a manager who is asked whether to delete a draft. Before the answer, another manager publishes the draft,
    # and a player gets a ticket
    async with town.api() as manager:
        raffle = (await manager.post("/raffles/", new_raffle(2, name="Porch draft", draft=True))).json()["id"]
    page = await town.manager(expect=[412])
    await page.goto("/manage")
    mine = page.locator(f'[data-raffle="{raffle}"]')
    await mine.get_by_role("button", name="Delete").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Players have never seen it.")
    async with town.api() as other:
        await other.post(f"/raffles/{raffle}/publish/")
        assert (await other.claim(raffle)).status_code == 201

    # When the first manager says yes, Then the page says that the raffle was changed, and shows it as it is now
    await page.get_by_role("button", name="Delete it").click()
    await expect(mine.get_by_role("status")).to_contain_text("Somebody has changed this raffle meanwhile.")
    await expect(mine.locator(".pill")).not_to_have_text("Draft")

    # And the raffle and its ticket are still there
    async with town.api() as manager:
        assert (await manager.get(f"/raffles/{raffle}/")).json()["available_tickets"] == 1
