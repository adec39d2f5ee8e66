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
