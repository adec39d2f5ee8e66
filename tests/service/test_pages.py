"""Pages: clients that ask for the same page share it, and only a few pages are made at a time."""

import asyncio

import pytest

from app import budget
from app.errors import StoreUnavailable
from app.service.pages import Page, Pages
from tests.support.waiting import let_tasks_run


class Lists:
    """A list that counts how many pages are made, and how many at a time. It makes pages only when `open` is set."""

    def __init__(self) -> None:
        self.entries = b"[]"
        self.made = 0
        self.now = 0
        self.most = 0
        self.open = asyncio.Event()
        self.open.set()

    async def make(self) -> Page:
        self.made += 1
        self.now += 1
        self.most = max(self.most, self.now)
        entries = self.entries
        await self.open.wait()
        self.now -= 1
        return Page(entries)


@pytest.fixture
def lists() -> Lists:
    return Lists()


async def test_clients_that_ask_for_the_same_page_share_it(lists: Lists) -> None:
    # Given a slow list, and many clients that ask for the same page
    pages = Pages()
    lists.open.clear()
    asking = [asyncio.create_task(pages.get("first", lists.make, "anna")) for _ in range(100)]
    await let_tasks_run()

    # When the page is made, Then all clients get the same bytes, and the page was made once
    lists.open.set()
    bodies = {id((await each).body) for each in asking}
    assert (len(bodies), lists.made) == (1, 1)


async def test_clients_that_ask_for_many_pages_wait_for_their_turn(lists: Lists) -> None:
    # Given a slow list
    pages = Pages(at_once=2)
    lists.open.clear()

    # When clients ask for twenty different pages
    asking = [asyncio.create_task(pages.get(place, lists.make, f"client {place}")) for place in range(20)]
    await let_tasks_run()
    lists.open.set()
    await asyncio.gather(*asking)

    # Then all pages are made, and never more than two at a time
    assert (lists.made, lists.most) == (20, 2)


async def test_a_page_whose_turn_does_not_come_is_refused(lists: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a slow list, and a client whose page has the only turn
    monkeypatch.setattr(budget, "QUEUE_SECONDS", 0.01)
    pages = Pages(at_once=1)
    lists.open.clear()
    slow = asyncio.create_task(pages.get("slow", lists.make, "anna"))
    await let_tasks_run()

    # When a client asks for another page, Then this page is refused, and the client of the slow page gets an answer
    with pytest.raises(StoreUnavailable):
        await pages.get("other", lists.make, "ben")
    lists.open.set()
    assert (await slow).body == b"[]"


async def test_a_client_that_asks_for_many_pages_does_not_keep_others_waiting(
    lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a slow list, and a client that asks for 50 pages, and then for a page that another client wants too
    monkeypatch.setattr(budget, "QUEUE_SECONDS", 0.05)
    pages = Pages(at_once=2)
    lists.open.clear()
    greedy = [asyncio.create_task(pages.get(place, lists.make, "greedy")) for place in (*range(50), "common")]
    await let_tasks_run()

    # When the other client asks for this common page
    honest = asyncio.create_task(pages.get("common", lists.make, "anna"))
    results = await asyncio.gather(*greedy[1:], return_exceptions=True)

    # Then the other client gets the page. The greedy client gets one page, and its other requests are refused
    lists.open.set()
    assert (await honest).body == b"[]"
    assert (await greedy[0]).body == b"[]"
    assert all(isinstance(result, StoreUnavailable) for result in results)
    assert lists.made == 2


async def test_a_change_that_overtakes_a_page_is_shown_to_later_clients(lists: Lists) -> None:
    # Given a page that is being made
    pages = Pages()
    lists.open.clear()
    before = asyncio.create_task(pages.get("first", lists.make, "anna"))
    await let_tasks_run()

    # When this worker creates a raffle before the page is ready
    lists.entries = b"[1]"
    pages.clear()
    after = asyncio.create_task(pages.get("first", lists.make, "anna"))
    await let_tasks_run()
    lists.open.set()

    # Then clients that ask after the creation see the raffle
    assert ((await before).body, (await after).body) == (b"[]", b"[1]")
    assert (await pages.get("first", lists.make, "anna")).body == b"[1]"
