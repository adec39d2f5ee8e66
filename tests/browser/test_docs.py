"""The API documentation, from this host alone."""

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.browser.visitors import DESKTOP, PHONE, Town


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


async def test_an_operation_with_a_body_can_be_tried_out_as_its_example_is(town: Town) -> None:
    # Given the documentation in the browser of a manager
    page = await town.manager()
    await page.goto("/docs")
    operation = page.locator("#operations-Raffles-RafflesCreateRaffle")
    await operation.locator(".opblock-summary-control").click()

    # When the example of a new raffle is sent as it is
    await operation.get_by_role("button", name="Try it out").click()
    await operation.get_by_role("button", name="Execute").click()

    # Then there is a raffle
    await expect(operation.locator(".live-responses-table")).to_contain_text('"status": "open"')


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_the_documentation_can_be_read_by_all(town: Town, size: Any) -> None:
    # Given the documentation with an operation opened
    page = await town.player(viewport=size)
    await page.goto("/docs")
    await page.locator(".opblock-summary-control").first.click()
    await expect(page.locator(".responses-table").first).to_be_visible()

    # Then axe finds every colour to stand out, and nothing has to be scrolled sideways
    results = await Axe().run(page, options={"runOnly": ["color-contrast"]})
    assert [node["html"] for rule in results.response["violations"] for node in rule["nodes"]] == []
    assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"]


async def test_the_documentation_is_dark_where_that_is_wanted(town: Town) -> None:
    # Given somebody whose system is dark
    page = await town.player(color_scheme="dark")

    # When they open the documentation, then neither page nor text are as on white paper
    await page.goto("/docs")
    await expect(page.locator("html")).to_have_css("background-color", "rgb(25, 17, 14)")
    await expect(page.locator("body")).to_have_css("filter", "invert(0.88) hue-rotate(180deg)")
