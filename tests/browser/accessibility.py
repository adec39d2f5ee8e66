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

    `rules` are names of rules, or the name of one group of rules. Without `rules`, axe applies all its rules.
    """
    if await page.evaluate("globalThis.axe === undefined"):  # load the 570 kB of axe only once into a page
        await page.evaluate(AXE_SCRIPT)
    found: list[list[object]] = await page.evaluate(RUN, rules)
    return found
