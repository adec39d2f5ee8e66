"""What managers do with an open raffle. They end the raffle early, edit it, and read its log."""

import csv
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.async_api import expect

from app.domain.terms import shown
from app.store import keys
from tests.browser.accessibility import violations
from tests.browser.visitors import Town, held
from tests.support.people import Visitor
from tests.support.waiting import until


async def test_a_manager_ends_a_raffle_early_and_reads_it_in_the_log(town: Town, tmp_path: Path) -> None:
    # Given a raffle that closes in two hours
    closes = datetime.now(UTC) + timedelta(hours=2)
    async with town.api() as manager:
        raffle = await manager.create(3, name="Roof raffle", closes_at=closes.isoformat())
    player = await town.player(timezone_id="UTC")
    await player.goto(f"/r/{raffle}")
    await expect(player.locator("#times")).to_contain_text("It closes in 1 hour 59 minutes.")
    page = await town.manager(timezone_id="UTC")
    await page.goto("/manage")
    mine = page.locator(f'[data-raffle="{raffle}"]')

    # When a manager chooses an end in the past, or after the closing time, Then the dialog says why this is wrong
    await mine.get_by_role("button", name="End early").click()
    dialog = page.get_by_role("dialog")
    time = dialog.get_by_label("Ends")
    for wrong, text in ((-1, "at least a minute ahead"), (3, "when the raffle ends anyway")):
        await time.fill((datetime.now(UTC) + timedelta(hours=wrong)).strftime("%Y-%m-%dT%H:%M"))
        await dialog.get_by_role("button", name="End it at this time").click()
        await expect(dialog.locator("#end-time-error")).to_contain_text(text)
    assert await violations(page) == []

    # When the manager uses the keyboard to choose an end before the closing time, Then the raffle ends at this time
    end = (datetime.now(UTC) + timedelta(hours=1)).replace(second=0, microsecond=0)
    await time.fill(end.strftime("%Y-%m-%dT%H:%M"))
    await time.press("Enter")
    await expect(page.locator("#action-message")).to_contain_text("“Roof raffle” ends on")
    async with town.api() as visitor:
        assert (await visitor.get(f"/raffles/{raffle}/")).json()["ended_at"] == end.strftime("%Y-%m-%dT%H:%M:%S.000Z")

    # And a player whose page is open sees the new time, and learns why the time has changed
    ends_on = f"{end.day} {end:%B %Y} at {end:%H:%M} UTC"
    times = player.locator("#times")
    await expect(times).to_contain_text(f"Open until {ends_on}.")
    await expect(times).to_contain_text("A manager decided that this raffle ends early.")
    await expect(times).to_contain_text(re.compile(r"It closes in (1 hour|[0-9]+ minutes)"))
    await player.get_by_text("What was changed later").click()
    await expect(player.locator("#changes li")).to_contain_text(f"After:{ends_on}")

    # And when the end has come, Then the page says when the raffle ended
    over = datetime.now(UTC) - timedelta(minutes=1)
    town.store.redis.hset(keys.raffle(raffle), mapping={"ended_at": shown(int(over.timestamp() * 1000)), "revision": 9})
    await expect(times).to_contain_text(f"Closed on {over.day} {over:%B %Y} at {over:%H:%M} UTC.")
    await expect(player.locator(".pill")).to_have_text("Closed")
    await expect(times.locator(".countdown")).to_have_count(0)

    # And the page promises no winners, because nobody took a ticket
    own = player.locator("#own-ticket")
    await expect(own).to_have_text("Closed. Nobody took a ticket.So nobody wins, and the prizes go to nobody.")
    await expect(player.locator("#stage")).to_be_hidden()

    # And the log has a line about the early end, on the page and as CSV
    await mine.get_by_text("Log", exact=True).click()
    await expect(mine.locator(".entries li")).to_have_count(2)
    await expect(mine.locator(".entries li").nth(0)).to_contain_text("created the raffle.")
    await expect(mine.locator(".entries li").nth(1)).to_contain_text(f"set an early end: {ends_on}.")
    assert await violations(page) == []
    async with page.expect_download() as file:
        await mine.get_by_role("button", name="Log as CSV").click()
    saved = await file.value
    assert saved.suggested_filename.endswith(" log.csv")
    await saved.save_as(tmp_path / "log.csv")
    with (tmp_path / "log.csv").open(newline="") as lines:
        acts = [(row["act"], row["ended_at"]) for row in csv.DictReader(lines)]
    assert acts == [("created", ""), ("ended", end.strftime("%Y-%m-%dT%H:%M:%S.000Z"))]


async def test_a_click_counts_although_the_list_changes_between_press_and_release(town: Town) -> None:
    # Given a manager whose page shows an open raffle with one ticket. The page asks for metrics to learn about new
    # claims. The test holds these requests, and so decides when the page learns of a claim
    async with town.api() as api:
        raffle = await api.create(1, name="Pressed")
        page = await town.manager()
        metrics = await held(page, "**/metrics")
        await page.goto("/manage?name=Pressed")
        mine = page.locator(f'[data-raffle="{raffle}"]')
        await expect(mine).to_contain_text("0 of 1 ticket")
        await until(lambda: len(metrics) == 1)
        await metrics[0].fulfill(body='raffle_claims_total{outcome="claimed"} 1\n')
        await until(lambda: len(metrics) == 2)

        # When the ticket is taken. The page learns this while the mouse button is down on "Edit", before it is
        # released. If the page showed the change immediately, "Edit" would move away
        await api.claim_all(raffle, 1)
        await until(lambda: status_of(api, raffle, "sold_out"))
    await mine.get_by_role("button", name="Edit").hover()
    await page.mouse.down()
    async with page.expect_response(lambda answer: "/raffles/?" in answer.url and "draft" not in answer.url):
        await metrics[1].fulfill(body='raffle_claims_total{outcome="claimed"} 2\n')
    # The new list has arrived, but maybe the script of the page has not read it yet. So wait for the answer to a later
    # request, and for two frames. Then the page has had time to show the list
    await page.evaluate("fetch('/me')")
    await page.evaluate("new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))")
    await page.mouse.up()

    # Then the dialog opens, and the list shows the change
    await expect(page.get_by_role("dialog").get_by_label("Description")).to_be_visible()
    await expect(mine).to_contain_text("1 of 1 ticket")


async def status_of(api: Visitor, raffle: str, status: str) -> bool:
    """Return whether the list of raffles shows a raffle with this status."""
    listed: list[dict[str, Any]] = (await api.get("/raffles/?name=Pressed")).json()
    return (raffle, status) in [(one["id"], one["status"]) for one in listed]
