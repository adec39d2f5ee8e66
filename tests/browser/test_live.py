"""Pages that stay open.

An event stream is the connection over which a page learns of changes. All pages of one browser together use only a few
streams. A page opens a lost stream again.
"""

import pytest
from playwright.async_api import Page, Request, expect

from tests.browser.visitors import Town

HIDE = """hidden => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    const state = hidden ? "hidden" : "visible";
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange"));
}"""
"""A script that shows or hides a page, as a change of the tab does. In Playwright, every page always counts as
visible."""

SAW_BEFORE = """id => {
    const memory = JSON.parse(localStorage.getItem(`raffle:${id}`));
    const taken = { value: 2, at: Date.now() - 120_000 };
    localStorage.setItem(`raffle:${id}`, JSON.stringify({ ...memory, taken }));
}"""
"""A script that lets a browser remember that two tickets of a raffle were taken two minutes ago."""

NO_LOCKS = 'navigator.locks.request = () => Promise.reject(new DOMException("refused", "SecurityError"));'
NO_CHANNELS = 'BroadcastChannel = function () { throw new DOMException("refused", "SecurityError"); };'

CONNECTIONS = 6
"""The number of connections that a browser opens to one host over HTTP/1.1."""


def is_stream(request: Request) -> bool:
    return request.url.endswith("/events/")


def is_read(request: Request) -> bool:
    return "/raffles/" in request.url and not is_stream(request)


async def open_pages(town: Town, raffles: list[str]) -> list[Page]:
    """Open a page for each raffle in one browser. Return these pages when each page shows its raffle."""
    first = await town.player()
    pages = [first, *[await first.context.new_page() for _ in raffles[1:]]]
    for page, raffle in zip(pages, raffles, strict=True):
        await page.goto(f"/r/{raffle}")
        await expect(page.locator("#claimed")).to_have_text("0 of 4 tickets taken")
    return pages


@pytest.mark.engine
async def test_many_pages_of_one_raffle_share_one_stream(town: Town) -> None:
    # Given a browser with more open pages than connections to the service
    async with town.api() as manager:
        raffle = await manager.create(4)
        pages = await open_pages(town, [raffle] * (CONNECTIONS + 1))

        # When somebody claims a ticket, Then all pages show this claim
        await manager.claim(raffle, "198.51.100.40")
        for page in pages:
            await expect(page.locator("#claimed")).to_have_text("1 of 4 tickets taken")

        # And all these pages share one stream
        streams = [url for url in town.eyes(pages[0]).asked if url.endswith("/events/")]
        assert len(streams) == 1

        # When the visitor closes the page that has the stream, Then another page opens a stream, and shows all further
        # changes
        async with pages[0].context.expect_event("request", is_stream):
            await pages[0].close()
        await manager.claim(raffle, "198.51.100.41")
        for page in pages[1:]:
            await expect(page.locator("#claimed")).to_have_text("2 of 4 tickets taken")


@pytest.mark.engine
async def test_pages_of_many_raffles_leave_connections_for_other_requests(town: Town) -> None:
    # Given a browser with a page for each of several raffles: as many pages as the browser has connections to the
    # service
    async with town.api() as manager:
        raffles = [await manager.create(4) for _ in range(CONNECTIONS)]
        pages = await open_pages(town, raffles)

        # When the visitor opens the list of raffles, and claims a ticket on the page of the last raffle
        page = await pages[0].context.new_page()
        await page.goto("/")

        # Then both requests are answered
        await expect(page.locator(".raffle").first).to_be_visible()
        await pages[-1].get_by_role("button", name="Get my ticket").click()
        await expect(pages[-1].locator("#ticket-number")).to_be_visible()


@pytest.mark.parametrize("missed", ["nothing", "a state"])
async def test_a_page_reads_the_raffle_when_another_page_has_another_state(town: Town, missed: str) -> None:
    # Given a page that shows the newest state of a raffle
    async with town.api() as manager:
        raffle = await manager.create(4)
        await manager.claim(raffle, "198.51.100.42")
        newest = (await manager.get(f"/raffles/{raffle}/")).json()
    page = await town.player(fresh=True)
    await page.goto(f"/r/{raffle}")
    await expect(page.locator("#claimed")).to_have_text("1 of 4 tickets taken")
    other = await page.context.new_page()
    await other.goto("/privacy")
    tell = "([id, message]) => new BroadcastChannel(`raffle:${id}`).postMessage(message)"
    old = newest | {"name": "Old name"}

    # When the page has missed this state, because it got an older one
    if missed == "a state":
        await other.evaluate(tell, [raffle, {"news": old}])
        await expect(page.locator("#name")).to_have_text("Old name")

    # And a heartbeat of another page tells a state that differs from that of this page
    async with page.expect_response(lambda answer: answer.url.endswith(f"/raffles/{raffle}/")) as read:
        await other.evaluate(tell, [raffle, {"newest": newest if missed == "a state" else old}])
    assert (await (await read.value).json())["available_tickets"] == 3

    # Then the page asks the service, and shows the newest state
    await expect(page.locator("#name")).to_have_text(newest["name"])
    await expect(page.locator("#claimed")).to_have_text("1 of 4 tickets taken")


async def test_an_old_state_of_another_page_is_no_sign_of_a_restore(town: Town) -> None:
    # Given a browser that saw two taken tickets two minutes ago, one of them its own
    async with town.api() as manager:
        raffle = await manager.create(4)
        page = await town.player(fresh=True)
        await page.goto(f"/r/{raffle}")
        await page.get_by_role("button", name="Get my ticket").click()
        await expect(page.locator("#ticket-number")).to_be_visible()
        old = (await manager.get(f"/raffles/{raffle}/")).json()
        await manager.claim(raffle, "198.51.100.43")
    await expect(page.locator("#claimed")).to_have_text("2 of 4 tickets taken")
    other = await page.context.new_page()
    await other.goto("/privacy")
    await other.evaluate(SAW_BEFORE, raffle)

    # When another page, which a dialog has stopped for minutes, passes on an older state
    async with page.expect_request(is_read) as read:
        await other.evaluate(
            "([id, news]) => new BroadcastChannel(`raffle:${id}`).postMessage({ news })", [raffle, old]
        )
    await (await read.value).response()

    # Then the page asks the service, and remembers and shows no restore
    await expect(page.locator("#claimed")).to_have_text("2 of 4 tickets taken")
    await expect(page.locator("#own-ticket .note.wait")).to_have_count(0)
    kept = await other.evaluate("id => JSON.parse(localStorage.getItem(`raffle:${id}`))", raffle)
    assert "restored" not in kept


@pytest.mark.parametrize("scripts", [[NO_LOCKS], [NO_LOCKS, NO_CHANNELS]])
async def test_a_page_follows_its_raffle_in_a_browser_that_refuses_locks(town: Town, scripts: list[str]) -> None:
    # Given a browser that refuses Web Locks because its settings block the storage, and in one case also refuses
    # channels
    async with town.api() as manager:
        raffle = await manager.create(4)
        page = await town.player(fresh=True)
        for script in scripts:
            await page.add_init_script(script)

        # When the visitor opens a raffle, and somebody claims a ticket, Then the page shows the raffle and the claim
        await page.goto(f"/r/{raffle}")
        await expect(page.locator("#claimed")).to_have_text("0 of 4 tickets taken")
        await manager.claim(raffle, "198.51.100.40")
        await expect(page.locator("#claimed")).to_have_text("1 of 4 tickets taken")


async def test_a_hidden_page_has_no_stream(town: Town) -> None:
    # Given a page that the browser opens in the background
    async with town.api() as manager:
        raffle = await manager.create(4)
    page = await town.player(fresh=True)
    await page.add_init_script(f"({HIDE})(true)")
    await page.goto(f"/r/{raffle}")

    # Then the page shows the raffle without a stream
    await expect(page.locator("#claimed")).to_have_text("0 of 4 tickets taken")
    assert not [url for url in town.eyes(page).asked if url.endswith("/events/")]

    # When the visitor looks at the page, Then the page opens a stream. When the visitor looks at another page, Then the
    # stream is closed
    async with page.expect_request("**/events/") as opened:
        await page.evaluate(HIDE, False)
    stream = await opened.value
    await stream.response()
    async with page.expect_event("requestfailed", lambda request: request == stream):
        await page.evaluate(HIDE, True)


@pytest.mark.engine
@pytest.mark.parametrize("broken_by", ["a proxy", "a lost connection", "too many streams"])
async def test_a_page_opens_its_stream_again(town: Town, broken_by: str) -> None:
    # Given a page whose stream brings no events
    async with town.api() as manager:
        raffle = await manager.create(4)
    page = await town.player(expect=[429, 502])
    await page.clock.install()
    failed = {"a proxy": 502, "too many streams": 429}.get(broken_by)
    await page.route("**/events/", lambda route: route.fulfill(status=failed) if failed else route.abort())
    async with page.expect_response(lambda answer: is_read(answer.request)):
        await page.goto(f"/r/{raffle}")

    # When the page tries again after a pause, and no events arrive, Then the page reads the raffle
    async with page.expect_response(lambda answer: is_read(answer.request)):
        await page.clock.run_for(3000)

    # When the service sends events again, Then the page opens the stream
    await page.unroute("**/events/")
    async with page.expect_response("**/events/") as opened:
        await page.clock.run_for(31_000)
    assert (await opened.value).status == 200

    # And Chromium has complained only about the lost connections
    complaints = town.eyes(page).complaints
    assert [complaint for complaint in complaints if "net::ERR_FAILED" not in complaint] == []
    complaints.clear()


async def test_the_pauses_grow_and_differ_between_pages(town: Town) -> None:
    # Given the pauses that 50 pages choose after 0, 1, 2 ... failures in a row
    page = await town.player()
    await page.goto("/")
    after = await page.evaluate(
        """async () => {
            const { delayAfter } = await import("/assets/shared/delay.js");
            return [0, 1, 2, 3, 4, 5, 100].map((failures) => Array.from({ length: 50 }, () => delayAfter(failures)));
        }"""
    )

    # Then the longest pause doubles with each failure after the first, up to half a minute
    for delays, longest in zip(after, [2500, 2500, 5000, 10_000, 20_000, 30_000, 30_000], strict=True):
        assert longest / 2 <= min(delays) <= max(delays) <= longest

        # And different pages try again at different times
        assert max(delays) - min(delays) > longest / 5
