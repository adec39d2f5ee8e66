"""The API documentation, from this host alone."""

from playwright.async_api import expect

from tests.browser.visitors import Town


async def test_an_operation_can_be_tried_out(town: Town) -> None:
    # Given the documentation in a browser
    page = await town.player()
    await page.goto("/docs")
    operation = page.locator(".opblock", has=page.locator("[data-path='/me']"))
    await operation.locator(".opblock-summary-control").click()

    # When an operation is tried out
    await operation.get_by_role("button", name="Try it out").click()
    await operation.get_by_role("button", name="Execute").click()

    # Then the answer is shown
    await expect(operation.locator(".live-responses-table")).to_contain_text('"manager": false')


async def test_the_documentation_is_dark_where_that_is_wanted(town: Town) -> None:
    # Given somebody whose system is dark
    page = await town.player(color_scheme="dark")

    # When they open the documentation, then neither page nor text are as on white paper
    await page.goto("/docs")
    await expect(page.locator("html")).to_have_css("background-color", "rgb(25, 17, 14)")
    await expect(page.locator("#docs")).to_have_css("filter", "invert(0.88) hue-rotate(180deg)")
