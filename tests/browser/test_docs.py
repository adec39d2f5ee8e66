"""The API documentation in a browser. It loads nothing from other hosts."""

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.browser.visitors import DESKTOP, PHONE, Town


async def test_an_operation_can_be_tried_out(town: Town) -> None:
    # Given a player who has opened an operation in the documentation
    page = await town.player()
    await page.goto("/docs")
    operation = page.locator(".opblock", has=page.locator("[data-path='/me']"))
    await operation.locator(".opblock-summary-control").click()

    # When the player tries out the operation
    await operation.get_by_role("button", name="Try it out").click()
    await operation.get_by_role("button", name="Execute").click()

    # Then the page shows the answer of the service
    await expect(operation.locator(".live-responses-table")).to_contain_text('"manager": false')


async def test_the_example_of_a_body_can_be_sent_unchanged(town: Town) -> None:
    # Given a manager who has opened the operation that creates a raffle
    page = await town.manager()
    await page.goto("/docs")
    operation = page.locator("#operations-Raffles-createRaffle")
    await operation.locator(".opblock-summary-control").click()

    # When the manager sends the example of a raffle without a change
    await operation.get_by_role("button", name="Try it out").click()
    await operation.get_by_role("button", name="Execute").click()

    # Then the answer shows that the service has created a raffle
    await expect(operation.locator(".live-responses-table")).to_contain_text('"status": "open"')


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_the_documentation_has_enough_contrast_and_fits_the_screen(town: Town, size: Any) -> None:
    # Given the documentation with one open operation
    page = await town.player(viewport=size)
    await page.goto("/docs")
    await page.locator(".opblock-summary-control").first.click()
    await expect(page.locator(".responses-table").first).to_be_visible()

    # Then axe finds no text with too little contrast, and the page is not wider than the screen
    results = await Axe().run(page, options={"runOnly": ["color-contrast"]})
    assert [node["html"] for rule in results.response["violations"] for node in rule["nodes"]] == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"]


async def test_the_documentation_is_dark_on_a_dark_system(town: Town) -> None:
    # Given a player whose system uses dark colours
    page = await town.player(color_scheme="dark")

    # When the player opens the documentation, then its background is dark and its text is light
    await page.goto("/docs")
    await expect(page.locator("html")).to_have_css("background-color", "rgb(25, 17, 14)")
    await expect(page.locator("body")).to_have_css("filter", "invert(0.88) hue-rotate(180deg)")
