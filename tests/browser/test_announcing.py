"""The form that announces a raffle: its times, its beacon and its substitutes.

The beacon (drand) publishes random signatures, one for each round. A substitute can replace a winner who does not come.
"""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.async_api import expect

from tests.browser.visitors import Town

KATHMANDU = ZoneInfo("Asia/Kathmandu")
"""A time zone with an offset of 5 hours and 45 minutes."""


async def test_a_manager_announces_times_in_the_time_zone_of_the_browser(town: Town) -> None:
    # Given a manager in Nepal who enters times, the beacon and substitutes
    opens = (datetime.now(UTC) + timedelta(days=1)).replace(hour=6, minute=15, second=0, microsecond=0)
    page = await town.manager(timezone_id="Asia/Kathmandu", expect=[400])
    await page.goto("/manage")
    await page.get_by_label("Name", exact=True).fill("Garden party")
    await page.get_by_label("Tickets", exact=True).fill("9")
    await page.get_by_label("Name of the prize").fill("Bicycle")
    await page.get_by_text("Announce public randomness").click()
    await page.get_by_label("Use the public beacon").check()
    await page.get_by_text("Set the times of the raffle").click()
    times = {"Opens": opens, "Closes": opens + timedelta(hours=5), "Draw": opens + timedelta(hours=4)}
    for label, time in times.items():
        local = time.astimezone(KATHMANDU).strftime("%Y-%m-%dT%H:%M")
        await page.get_by_label(label, exact=True).fill(local)
    await page.get_by_text("Draw substitutes").click()
    await page.get_by_label("Substitutes", exact=True).fill("9")
    await page.get_by_label("Hours that a winner has").fill("24")

    # Then hints explain what the substitutes and the hours are for. They also say that no draw begins by itself
    for label in ["Substitutes", "Hours that a winner has"]:
        hint = re.compile(
            "does not come within these hours after the draw, you can give the prize to the next substitute"
        )
        await expect(page.get_by_label(label, exact=True)).to_have_accessible_description(hint)
    draw = page.get_by_label("Draw", exact=True)
    await expect(draw).to_have_accessible_description(re.compile("The draw does not begin by itself."))

    # And the form says what will be final, with times in the manager's time zone
    await expect(page.locator("#new-zone")).to_have_text(re.compile("Asia/Kath?mandu"))
    await expect(page.locator("#new-final")).to_contain_text("at 12:00 GMT+5:45")
    await expect(page.locator("#new-final")).to_contain_text("the first round of drand quicknet at or after this time")
    await expect(page.locator("#new-final")).to_contain_text(
        "A substitute can replace a winner 24 hours after the draw."
    )
    await expect(page.get_by_label("Source of the random value")).to_be_hidden()

    # When the manager sends times in a wrong order, or too many substitutes, Then the fields show what is wrong
    create = page.get_by_role("button", name="Create the raffle")
    await create.click()
    await expect(page.locator("#new-draw-error")).to_have_text("Choose a time after the end.")
    await draw.fill("")
    await create.click()
    await expect(page.locator("#new-draw-error")).to_have_text(re.compile("Enter the time of the draw. It decides"))
    await draw.fill((opens + timedelta(hours=6)).astimezone(KATHMANDU).strftime("%Y-%m-%dT%H:%M"))
    await create.click()
    await expect(page.locator("#new-reserves-error")).to_have_text(
        "At most 8: the number of tickets that win no prize."
    )

    # When a time is in the past, Then its field shows the mistake that the service reports
    await page.get_by_label("Substitutes", exact=True).fill("8")
    await page.get_by_label("Opens", exact=True).fill("2020-01-01T00:00")
    await create.click()
    await expect(page.locator("#new-opens-error")).to_contain_text("in the future")

    # When the manager corrects this time, Then the service gets the times that the manager had in mind
    await page.get_by_label("Opens", exact=True).fill(opens.astimezone(KATHMANDU).strftime("%Y-%m-%dT%H:%M"))
    async with page.expect_request(lambda request: request.method == "POST") as sent:
        await create.click()
    assert f'"{opens.astimezone(KATHMANDU).isoformat()}"' in str((await sent.value).post_data)
    path = await page.get_by_role("link", name="Open its page").get_attribute("href")
    async with town.api() as visitor:
        raffle = (await visitor.get(f"/raffles{str(path).removeprefix('/r')}/")).json()
    assert raffle["opens_at"] == opens.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    assert (raffle["beacon"], raffle["reserves"], raffle["substitute_after_hours"]) == ("quicknet", 8, 24)
    assert raffle["draw_at"] == (opens + timedelta(hours=6)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    await expect(page.locator("#new-summary")).to_be_hidden()
