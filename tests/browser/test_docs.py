"""The API documentation in a browser. It loads nothing from other hosts."""

from playwright.async_api import expect

from tests.browser.accessibility import violations
from tests.browser.visitors import DESKTOP, PHONE, Town

LOADING_MS = 20_000
"""The time that Swagger UI may take on a busy machine until it shows an operation."""

LONG_TASKS = """
globalThis.blocked = 0;
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) globalThis.blocked += Math.max(0, task.duration - 50);
}).observe({ type: "longtask", buffered: true });
"""
"""A script that computes the Total Blocking Time: it adds up the time of each long task without the task's first 50
ms."""


async def test_an_operation_can_be_tried_out_after_a_file_was_lost(town: Town) -> None:
    # Given a connection that breaks when the page loads the details of the operations
    page = await town.player(expect=[503])
    await page.route("**/swagger-ui-bundle.js", lambda route: route.fulfill(status=503))
    await page.goto("/docs#/Raffles/createRaffle")

    # Then the page says that the details cannot be loaded
    await expect(page.get_by_role("status")).to_contain_text("cannot be loaded")
    await page.unroute("**/swagger-ui-bundle.js")

    # When a player chooses another operation with the keyboard
    await page.get_by_role("link", name="Get identity").focus()
    await page.keyboard.press("Enter")

    # Then the page loads the details, opens this operation, and moves the focus to the operation
    operation = page.locator(".opblock.is-open")
    await expect(operation.locator(".opblock-summary-path")).to_have_text("/me", timeout=LOADING_MS)
    await expect(page.locator("#docs")).to_be_focused()

    # When the player tries out the operation, Then the page shows the answer of the service
    await operation.get_by_role("button", name="Try it out").click()
    await operation.get_by_role("button", name="Execute").click()
    await expect(operation.locator(".live-responses-table")).to_contain_text('"manager": false')


async def test_a_link_opens_its_operation_whose_example_can_be_sent_unchanged(town: Town) -> None:
    # When a manager follows a link to the operation that creates a raffle
    page = await town.manager()
    await page.goto("/docs#/Raffles/createRaffle")

    # Then only this operation is open
    operation = page.locator(".opblock.is-open")
    await expect(operation.locator(".opblock-summary-path")).to_have_text("/raffles", timeout=LOADING_MS)

    # When the manager sends the example of a raffle unchanged
    await operation.get_by_role("button", name="Try it out").click()
    await operation.get_by_role("button", name="Execute").click()

    # Then the answer shows that the service has created a raffle
    await expect(operation.locator(".live-responses-table")).to_contain_text('"status": "scheduled"')


async def test_the_documentation_does_not_block_a_phone(town: Town) -> None:
    # Given the number of operations, and a phone whose processor is six times slower than this machine
    async with town.api() as visitor:
        paths = (await visitor.get("/openapi.json")).json()["paths"]
    operations = sum(len(methods) for methods in paths.values())
    page = await town.player(viewport=PHONE, fresh=True)
    phone = await page.context.new_cdp_session(page)
    await phone.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    await page.add_init_script(LONG_TASKS)

    # When somebody opens the documentation on this phone, Then the page shows all operations, and blocks for less than
    # a second. One of three visits is enough, because other programs on this machine can slow down a visit
    for _ in range(3):
        await page.goto("/docs", wait_until="networkidle")
        await expect(page.locator("main li")).to_have_count(operations)
        if (blocked := await page.evaluate("globalThis.blocked")) < 1000:
            break
    assert blocked < 1000


async def test_the_documentation_is_accessible_and_fits_the_screen(town: Town) -> None:
    # Given the documentation on a phone and on a desktop, before an operation is chosen
    page = await town.player()
    await page.goto("/docs")
    await expect(page.locator("main li").first).to_be_visible()

    # Then the name of every HTTP method has a coloured background. axe, the program that finds barriers for people with
    # disabilities, does not check this
    methods = page.locator("main li b").evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")
    assert "rgba(0, 0, 0, 0)" not in await methods
    for size in (PHONE, DESKTOP):
        await page.set_viewport_size(size)

        # Then axe finds no violation of its rules
        assert await violations(page) == []

    # When a visitor opens an operation with lists to choose from
    await page.get_by_role("link", name="Draw winners").click()
    operation = page.locator(".opblock.is-open")
    await operation.get_by_role("button", name="Try it out").click(timeout=LOADING_MS)
    await expect(operation.locator("select.examples-select-element").first).to_be_visible()
    for size in (PHONE, DESKTOP):
        await page.set_viewport_size(size)

        # Then every list has a name, no text has too little contrast, and the page is not wider than the screen
        assert await violations(page, "color-contrast", "select-name", "label", "page-has-heading-one") == []
        assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"]


async def test_the_documentation_is_dark_on_a_dark_system(town: Town) -> None:
    # Given a player whose system uses dark colours
    page = await town.player(color_scheme="dark")

    # When the player opens the documentation, Then the background of the page is dark, and its text is light
    await page.goto("/docs")
    await expect(page.locator("html")).to_have_css("background-color", "rgb(25, 17, 14)")
    await expect(page.locator("body")).to_have_css("filter", "invert(0.88) hue-rotate(180deg)")
