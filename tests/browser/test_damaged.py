"""A damaged raffle on the pages. Pages show it as damaged, and show the other raffles as usual."""

import pytest
from playwright.async_api import expect

from app.store import keys
from tests.browser.visitors import Town


@pytest.mark.parametrize(("lost", "heading"), [(":pool", "Fair"), ("", "A damaged raffle")], ids=["counts", "fields"])
async def test_a_damaged_raffle_is_shown_beside_healthy_raffles(town: Town, lost: str, heading: str) -> None:
    # Given a healthy raffle, and a raffle that has lost either its pool (the tickets that nobody has claimed) or its
    # fields
    async with town.api() as manager:
        damaged, healthy = await manager.create(2), await manager.create(2, name="Healthy")
    if lost:
        town.store.redis.delete(keys.pool(damaged))
    else:
        town.store.redis.hdel(keys.raffle(damaged), "name", "prizes", "total_tickets")

    # When somebody opens the list, Then the list has both raffles, and marks the damaged raffle as damaged
    page = await town.player(expect=[404])
    await page.goto("/")
    card = page.locator(".raffle", has=page.locator(f'a[href="/r/{damaged}"]'))
    await expect(card.get_by_role("heading")).to_have_text(heading)
    await expect(card.locator(".pill")).to_have_text("Damaged")
    await expect(card).to_contain_text("Not available: its data is damaged")
    await expect(page.locator(".raffle", has=page.locator(f'a[href="/r/{healthy}"]'))).to_contain_text("Healthy")

    # And the page of the damaged raffle says that the raffle is not available
    await page.goto(f"/r/{damaged}")
    await expect(page.get_by_role("heading", name="Not available")).to_be_visible()
    await expect(page.get_by_role("heading", name=heading)).to_be_visible()

    # And a manager can delete the damaged raffle, but cannot draw it
    page = await town.manager()
    await page.goto("/manage")
    mine = page.locator(f'[data-raffle="{damaged}"]')
    await expect(mine.get_by_role("button", name="Draw the winners")).to_be_hidden()
    await mine.get_by_role("button", name="Delete").click()
    await page.get_by_role("button", name="Delete it").click()
    await expect(mine).to_have_count(0)
