"""Pages of lists: clients that ask for the same page share it, and only a few pages are made at a time.

A client needs a turn to let a page be made. There are only a few turns at a time. A long page reads many raffles.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from app import budget
from app.errors import StoreUnavailable, TooManyConnections
from app.service.pages import DOWNLOADS_OF_A_CLIENT, Page, Pages
from tests.support.waiting import let_tasks_run


class Lists:
    """Makes pages of a list, but only when `open` is set. Counts the pages, and how many of them are made at a time."""

    def __init__(self) -> None:
        self.entries = b"[]"
        self.made = 0
        self.now = 0
        self.most = 0
        self.open = asyncio.Event()
        self.open.set()

    async def make_long(self, take_long_turn: Callable[[], Awaitable[None]]) -> Page:
        await take_long_turn()
        return await self.make()

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

    # When a client asks for another page, Then this client is refused, and the client of the slow page gets an answer
    with pytest.raises(StoreUnavailable):
        await pages.get("other", lists.make, "ben")
    lists.open.set()
    assert (await slow).body == b"[]"


async def test_long_pages_do_not_keep_short_pages_waiting(lists: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given many clients that ask for long pages of a slow list
    monkeypatch.setattr(budget, "QUEUE_SECONDS", 0.05)
    pages = Pages()
    lists.open.clear()
    long = [asyncio.create_task(pages.get_long(place, lists.make_long, f"client {place}")) for place in range(6)]
    await let_tasks_run()

    # When other clients ask for short pages, Then their pages are made immediately, although no long page is ready
    quick = Lists()
    for place in range(10):
        assert (await pages.get(f"short {place}", quick.make, "anna")).body == b"[]"

    # And only two long pages are made at the same time, and the further long pages are refused in time
    refused = await asyncio.gather(*long[2:], return_exceptions=True)
    assert all(isinstance(result, StoreUnavailable) for result in refused)
    lists.open.set()
    assert [(await each).body for each in long[:2]] == [b"[]"] * 2
    assert lists.most == 2


async def test_long_pages_of_a_shared_address_do_not_keep_its_short_pages_waiting(
    lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given people who share one address. Many of them ask for long pages of a slow list
    monkeypatch.setattr(budget, "QUEUE_SECONDS", 0.05)
    pages = Pages()
    lists.open.clear()
    long = [asyncio.create_task(pages.get_long(place, lists.make_long, "hall")) for place in range(20)]
    await let_tasks_run()

    # When other people at this address ask for short pages, Then their pages are made, although no long page is ready
    quick = Lists()
    for place in range(10):
        assert (await pages.get(f"short {place}", quick.make, "hall")).body == b"[]"

    # And only one long page of this address is made at a time. The other long pages of this address are refused in time
    refused = await asyncio.gather(*long[1:], return_exceptions=True)
    assert all(isinstance(result, StoreUnavailable) for result in refused)
    lists.open.set()
    assert (await long[0]).body == b"[]"
    assert (lists.made, lists.most) == (1, 1)


async def test_only_searches_wait_for_a_long_page_of_the_same_client(lists: Lists) -> None:
    # Given a client with a long page that is not ready
    pages = Pages()
    lists.open.clear()
    first = asyncio.create_task(pages.get_long("first", lists.make_long, "hall", searching=True))
    await let_tasks_run()

    # When the same client sends two searches, Then neither of them reads anything until the long page is ready
    read: list[str] = []

    async def search(take_long_turn: Callable[[], Awaitable[None]]) -> Page:
        read.append("short part")
        await take_long_turn()
        return await lists.make()

    searches = [
        asyncio.create_task(pages.get_long(place, search, "hall", searching=True)) for place in ("second", "third")
    ]
    await let_tasks_run()
    assert read == []

    # And a list without a search is made immediately. A search of another client is made immediately too
    quick = Lists()
    assert (await pages.get_long("all", lambda _: quick.make(), "hall")).body == b"[]"
    assert (await pages.get_long("other", lambda _: quick.make(), "anna", searching=True)).body == b"[]"

    # And when the long page is ready, Then the searches are made, one at a time
    lists.open.set()
    assert {page.body for page in await asyncio.gather(first, *searches)} == {b"[]"}
    assert (len(read), lists.made, lists.most) == (2, 3, 1)


async def test_a_client_makes_one_long_page_at_a_time(lists: Lists) -> None:
    # Given a client that asks for three long pages of a slow list
    pages = Pages()
    lists.open.clear()
    greedy = [asyncio.create_task(pages.get_long(place, lists.make_long, "greedy")) for place in range(3)]
    await let_tasks_run()
    assert lists.made == 1

    # When another client asks for a long page, Then this page and the first page of the first client are made at the
    # same time
    honest = asyncio.create_task(pages.get_long("other", lists.make_long, "anna"))
    await let_tasks_run()
    assert lists.made == 2
    lists.open.set()
    assert [page.body for page in await asyncio.gather(*greedy, honest)] == [b"[]"] * 4


async def test_refused_pages_are_counted_in_the_log(
    lists: Lists, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # Given a page that takes all turns
    monkeypatch.setattr(budget, "QUEUE_SECONDS", 0.01)
    pages = Pages(at_once=1)
    lists.open.clear()
    slow = asyncio.create_task(pages.get("slow", lists.make, "anna"))
    await let_tasks_run()

    # When the service refuses many other pages, Then the log has one line for all of them. The problem of each refusal
    # has no cause, because a problem with a cause gets a log line of its own
    asking = [pages.get(place, lists.make, f"client {place}") for place in range(5)]
    refused = await asyncio.gather(*asking, return_exceptions=True)
    assert [type(problem) for problem in refused] == [StoreUnavailable] * 5
    assert all(isinstance(problem, StoreUnavailable) and problem.__cause__ is None for problem in refused)
    assert [record.getMessage() for record in caplog.records] == ["refused: a page was not ready in time"]
    lists.open.set()
    await slow


async def test_a_client_that_asks_for_many_pages_does_not_keep_others_waiting(
    lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a slow list, and a greedy client that asks for 51 pages. Another client also wants the page of its last
    # request
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


async def test_a_client_that_joins_a_page_does_not_get_the_refusal_of_another_client(
    lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given two long pages that take all turns. A client with little time waits for a third long page
    pages = Pages()
    lists.open.clear()
    long = [asyncio.create_task(pages.get_long(place, lists.make_long, f"client {place}")) for place in range(2)]
    await let_tasks_run()
    monkeypatch.setattr(budget, "QUEUE_SECONDS", 0.01)
    hasty = asyncio.create_task(pages.get_long("common", lists.make_long, "anna"))
    await let_tasks_run()

    # And a second client, who has more time and asks for the same page
    monkeypatch.setattr(budget, "QUEUE_SECONDS", 10)
    patient = asyncio.create_task(pages.get_long("common", lists.make_long, "ben"))

    # When the first client is refused, and the two long pages then give their turns back
    with pytest.raises(StoreUnavailable):
        await hasty
    await let_tasks_run()
    lists.open.set()

    # Then the second client gets the page
    assert (await patient).body == b"[]"
    await asyncio.gather(*long)


async def test_a_client_that_joins_a_page_waits_no_longer_than_its_own_time(
    lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a client with much time, who waits for a page that is not ready
    pages = Pages()
    lists.open.clear()
    monkeypatch.setattr(budget, "QUEUE_SECONDS", 10)
    patient = asyncio.create_task(pages.get("common", lists.make, "anna"))
    await let_tasks_run()

    # When a client with little time joins this page, Then this client is refused, and the other client gets the page
    monkeypatch.setattr(budget, "QUEUE_SECONDS", 0)
    monkeypatch.setattr(budget, "STORE_SECONDS", 0.01)
    with pytest.raises(StoreUnavailable):
        await pages.get("common", lists.make, "ben")
    lists.open.set()
    assert (await patient).body == b"[]"
    assert lists.made == 1


async def test_a_client_that_joins_a_long_page_keeps_no_short_page_waiting(
    lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a page that has the only turn. Two clients want the same long page, which waits for a turn
    pages = Pages(at_once=1)
    lists.open.clear()
    first = asyncio.create_task(pages.get("first", lists.make, "client"))
    await let_tasks_run()
    long = Lists()
    long.open.clear()
    waiting = [asyncio.create_task(pages.get_long("long", long.make_long, client)) for client in ("anna", "ben")]
    await let_tasks_run()

    # When the first page is ready, and the long page gets its turn
    lists.open.set()
    await first
    await let_tasks_run()

    # Then a short page is made immediately, although the long page is not ready
    monkeypatch.setattr(budget, "QUEUE_SECONDS", 0.05)
    assert (await pages.get("short", lists.make, "carol")).body == b"[]"
    long.open.set()
    assert {id((await each).body) for each in waiting} == {id((await waiting[0]).body)}
    assert long.made == 1


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


async def two_pieces() -> AsyncIterator[bytes]:
    yield b"first"
    yield b"last"


async def test_one_download_too_many_of_a_client_is_refused_before_it_begins(caplog: pytest.LogCaptureFixture) -> None:
    # Given a client that begins several downloads at the same time, one more than the limit, and reads none of them
    pages = Pages()
    asked = [pages.download(two_pieces(), "slow") for _ in range(DOWNLOADS_OF_A_CLIENT + 1)]
    opened = await asyncio.gather(*asked, return_exceptions=True)
    downloads = [each for each in opened if not isinstance(each, BaseException)]

    # Then one download is refused, and the others go on
    assert [type(each) for each in opened if isinstance(each, BaseException)] == [TooManyConnections]
    assert [await anext(each) for each in downloads] == [b"first"] * DOWNLOADS_OF_A_CLIENT

    # And another client gets a complete download, and the log has one line
    assert [piece async for piece in await pages.download(two_pieces(), "anna")] == [b"first", b"last"]
    assert len(caplog.records) == 1

    # And when one download ends, and the client drops another one, Then the client can open two new downloads
    assert [piece async for piece in downloads.pop()] == [b"last"]
    del opened[:], downloads[-1]
    await let_tasks_run()
    downloads += [await pages.download(two_pieces(), "slow") for _ in range(2)]
    with pytest.raises(TooManyConnections):
        await pages.download(two_pieces(), "slow")


async def test_the_clients_of_one_ipv6_48_have_half_of_all_downloads_at_most() -> None:
    # Given a worker that serves four downloads. Two clients of one /48 network have a download each
    pages = Pages(max_downloads=4)
    downloads = [await pages.download(two_pieces(), f"2001:db8:7:{place}::/64") for place in range(2)]

    # When a third client of the /48 asks for a download, Then this download is refused
    with pytest.raises(TooManyConnections):
        await pages.download(two_pieces(), "2001:db8:7:2::/64")

    # And a client of another /48 gets a download
    downloads.append(await pages.download(two_pieces(), "2001:db8:8::/64"))
    assert len(downloads) == 3


async def test_all_clients_together_have_a_limited_number_of_downloads() -> None:
    # Given as many open downloads as a worker serves, each of a different client
    pages = Pages(max_downloads=3)
    downloads = [await pages.download(two_pieces(), f"client {number}") for number in range(3)]

    # When one more client asks for a download, Then this download is refused
    with pytest.raises(TooManyConnections):
        await pages.download(two_pieces(), "anna")

    # And after one of the open downloads has ended, this client gets a download
    assert [piece async for piece in downloads.pop()] == [b"first", b"last"]
    assert [piece async for piece in await pages.download(two_pieces(), "anna")] == [b"first", b"last"]


async def test_the_reads_of_one_client_about_raffles_come_one_after_another(lists: Lists) -> None:
    # Given a client that sends three slow requests about a raffle. Each of them needs a read of the store
    pages = Pages()
    lists.open.clear()

    async def read(client: str) -> None:
        async with pages.reading(client):
            await lists.make()

    asking = [asyncio.create_task(read("anna")) for _ in range(3)]
    await let_tasks_run()

    # When another client sends a request, Then its read begins, although only one read of the first client has begun
    other = asyncio.create_task(read("ben"))
    await let_tasks_run()
    assert lists.now == 2

    # And in the end, all reads are done
    lists.open.set()
    await asyncio.gather(other, *asking)
    assert (lists.made, lists.most) == (4, 2)
