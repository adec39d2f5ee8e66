"""Examinations of pages with axe, a program that finds barriers for people with disabilities."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Page

RUN = """async (chosen) => {
    const options = { resultTypes: ["violations"], ...(chosen.length ? { runOnly: chosen } : {}) };
    const { violations } = await axe.run(options);
    return violations.map((rule) => [rule.id, rule.nodes.map((node) => node.html)]);
}"""

COLOURS = "cat.color"
"""All rules of axe about colours."""


async def violations(page: Page, *rules: str) -> list[list[object]]:
    """Return each violated rule with the elements that violate it.

    `rules` are names of rules, or one name of a group of rules. Without them, axe applies all its rules.
    """
    if await page.evaluate("globalThis.axe === undefined"):  # a page reads 570 kB only once
        await page.evaluate(AXE_SCRIPT)
    found: list[list[object]] = await page.evaluate(RUN, rules)
    return found
