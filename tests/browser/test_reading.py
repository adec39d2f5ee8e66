"""Pages for readers without JavaScript, with few colours, with large text, and on paper."""

import pytest
from playwright.async_api import expect

from tests.browser.visitors import Town

ID = "0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11"


@pytest.mark.parametrize("path", ["/", f"/r/{ID}", f"/r/{ID}/certificate", "/manage"])
async def test_a_page_without_javascript_says_first_what_to_do(town: Town, path: str) -> None:
    # Given a browser without JavaScript
    page = await town.player(java_script_enabled=False)

    # When somebody opens a page, Then the first words of its content say what to do
    await page.goto(path)
    first = page.locator("main > :first-child p")
    await expect(first).to_be_in_viewport()
    assert await first.inner_text() == (
        "This page needs JavaScript. Turn it on in your browser, then reload this page."
    )
