"""The charts of claims in the managers' list of raffles."""

import re

from playwright.async_api import FloatRect, Locator, expect

from tests.browser.accessibility import violations
from tests.browser.visitors import Town
from tests.support.waiting import until


async def box(place: Locator) -> FloatRect:
    found = await place.bounding_box()
    assert found
    return found


async def test_a_chart_shows_the_claims_that_the_page_has_seen(town: Town) -> None:
    # Given a manager who looks at an open raffle and a sold-out raffle
    async with town.api() as manager:
        raffle, sold_out = await manager.create(9), await manager.create(1)
        await manager.claim_all(sold_out, 1)
    page = await town.manager(viewport={"width": 320, "height": 700}, fresh=True)
    await page.clock.install()
    await page.goto("/manage")
    mine = page.locator(f'[data-raffle="{raffle}"]')
    chart = mine.locator(".claim-chart")
    await expect(chart).to_contain_text("Claims are counted while this page is open.")
    await expect(page.locator(f'[data-raffle="{sold_out}"] .claim-chart')).to_be_hidden()
    first_size = await box(mine)
    lists: list[str] = []
    page.on("request", lambda request: lists.append(request.url) if "/raffles/?" in request.url else None)

    async def tops() -> list[float]:
        """Return the y coordinate of each bar's upper end: 0 for the highest bar, and 9.5 for a bar without claims."""
        return [float(top) for top in re.findall(r"V([\d.]+)h", await chart.locator("path").get_attribute("d") or "")]

    async def says(text: str) -> bool:
        async with page.expect_response("**/metrics"):
            await page.clock.run_for(5_000)
        await page.evaluate("fetch('/me')")
        return re.search(text, str(await chart.text_content())) is not None

    # When nobody claims for a while, Then the chart says "0 claims". The page reads this from the metrics, and does not
    # read the list of raffles
    await until(lambda: says("0 claims in the last minute"))
    assert {*await tops()} == {9.5}
    assert lists == []

    # When players claim, Then the page shows these claims by itself
    async with town.api() as players:
        for number in range(3):
            await players.claim(raffle, f"198.51.100.{number}")
    await until(lambda: says("3 claims in the last"))
    await expect(mine).to_contain_text("3 of 9 tickets taken")

    # And the chart has one or two bars for these claims. With forced colours, the bars have the colour of the text
    await until(lambda: says(r"3 claims in the last minuteHighest bar: [4-9] claims a minute"))
    assert min(await tops()) == 0
    assert sum(top < 9.5 for top in await tops()) <= 2
    assert await violations(page) == []
    await page.emulate_media(color_scheme="dark")
    assert await violations(page, "color-contrast") == []
    await page.emulate_media(forced_colors="active")
    fill, text = "element => getComputedStyle(element).fill", "element => getComputedStyle(element).color"
    assert await chart.locator("path").evaluate(fill) == await mine.get_by_role("heading").evaluate(text)
    await page.emulate_media(forced_colors="none")

    # When nobody claims any more, Then the chart says "0 claims" after a minute. The height of the raffle's card has
    # not changed
    await until(lambda: says("0 claims in the last minute"))
    assert (await box(mine))["height"] == first_size["height"]
