"""The pages of lists are complete, in order and linked by RFC 8288, even if raffles are created or deleted."""

import itertools
import re
from collections.abc import Iterator
from urllib.parse import unquote

import httpx
import pytest
from redis import Redis

from app.settings import Settings
from app.store import keys, lists
from tests.support.people import Visitor, fields, problem
from tests.support.service import Service, Store


@pytest.fixture(scope="module")
def service(own_store: Store, settings: Settings) -> Iterator[Service]:
    """A service whose lists have only the raffles of this module."""
    with Service(settings, own_store) as running:
        yield running.wait_for_codes()


def next_path(answer: httpx.Response) -> str | None:
    """Return the path of the next page, or None on the last page."""
    link = answer.headers.get("link")
    if link is None:
        return None
    found = re.fullmatch(r'<(/[^<>" ]+)>; rel="next"', link)
    assert found, f"not a link of RFC 8288: {link}"
    return found[1]


async def pages(visitor: Visitor, path: str) -> list[list[dict[str, object]]]:
    """Return every page of a list."""
    read = []
    followed: set[str] = set()
    following: str | None = path
    while following:
        assert following not in followed, "a link leads back to an earlier page"
        followed.add(following)
        answer = await visitor.get(following)
        assert answer.status_code == 200
        read.append(answer.json())
        following = next_path(answer)
    return read


async def test_raffles_are_listed_newest_first(manager: Visitor, player: Visitor) -> None:
    # Given raffles that were created one after another
    created = [await manager.create() for _ in range(3)]

    # Then the newest raffle comes first. Each raffle in the list has the same fields as in the answer for this raffle
    # alone
    listed = (await player.get("/raffles/?limit=3")).json()
    assert [raffle["id"] for raffle in listed] == created[::-1]
    assert listed[0] == (await player.get(f"/raffles/{created[2]}/")).json()


@pytest.mark.parametrize("limit", [2, 3, 5])
async def test_links_lead_through_all_raffles(manager: Visitor, limit: int) -> None:
    # Given at least seven raffles
    created = [await manager.create() for _ in range(7)]
    every = [raffle["id"] for page in await pages(manager, "/raffles/?limit=1000") for raffle in page]

    # When somebody reads the list page by page
    read = await pages(manager, f"/raffles/?limit={limit}")

    # Then every raffle comes once, in order, and every page except the last page is full
    assert [raffle["id"] for page in read for raffle in page] == every
    assert every[:7] == created[::-1]
    assert {len(page) for page in read[:-1]} <= {limit}
    assert 1 <= len(read[-1]) <= limit


async def test_pages_stay_correct_while_raffles_are_created_and_deleted(manager: Visitor) -> None:
    # Given six raffles, and a client that has read the first page, which has two raffles
    created = [await manager.create() for _ in range(6)]
    first = await manager.get("/raffles/?limit=2")
    assert [raffle["id"] for raffle in first.json()] == [created[5], created[4]]

    # When a manager creates a raffle, and then deletes the last raffle of each of the first two pages
    await manager.create()
    await manager.delete(f"/raffles/{created[4]}/")
    await manager.delete(f"/raffles/{created[2]}/")

    # Then the second page begins where the first page ended. No raffle comes twice, and none is missing
    link = next_path(first)
    assert link is not None
    second = (await manager.get(link)).json()
    assert [raffle["id"] for raffle in second] == [created[3], created[1]]


async def test_a_list_immediately_shows_what_the_same_worker_changed(manager: Visitor) -> None:
    # Given a list that was read a moment ago
    async def statuses() -> dict[str, str]:
        return {raffle["id"]: raffle["status"] for raffle in (await manager.get("/raffles/?limit=3")).json()}

    before = await statuses()

    # When a manager creates a raffle, draws and deletes it, Then the list shows each change in the next answer
    raffle_id = await manager.create(1)
    assert (await statuses())[raffle_id] == "open"
    await manager.claim_all(raffle_id, 1)
    await manager.post(f"/raffles/{raffle_id}/winners/")
    assert (await statuses())[raffle_id] == "drawn"
    assert (await manager.get(f"/raffles/{raffle_id}/winners/")).status_code == 200
    await manager.delete(f"/raffles/{raffle_id}/")
    assert await statuses() == before
    assert (await manager.get(f"/raffles/{raffle_id}/winners/")).status_code == 410


async def test_a_page_with_large_raffles_ends_early(manager: Visitor) -> None:
    # Given three raffles of 430 kB each
    large = [(f"{place:04}" + "\N{ADMISSION TICKETS}" * 96, 1) for place in range(1000)]
    created = [await manager.create(1000, large) for _ in range(3)]

    # When a client asks for a page of all three raffles
    first = await manager.get("/raffles/?limit=3")

    # Then the page has only two raffles, because a page has at most 1 MiB. Its link leads to the third raffle
    assert [raffle["id"] for raffle in first.json()] == [created[2], created[1]]
    assert len(first.content) <= 1024 * 1024
    link = next_path(first)
    assert link is not None
    assert (await manager.get(link)).json()[0]["id"] == created[0]
    for raffle_id in created:
        await manager.delete(f"/raffles/{raffle_id}/")


async def test_raffles_of_the_same_millisecond_are_all_listed(service: Service, manager: Visitor) -> None:
    # Given raffles that were created in the same millisecond. Their time is far in the future, so these raffles come
    # first
    created = sorted([await manager.create() for _ in range(5)], reverse=True)
    service.store.redis.zadd("raffles", dict.fromkeys(created, 4_000_000_000_000))

    # When a client lists the raffles page by page
    read = await pages(manager, "/raffles/?limit=2")

    # Then each raffle comes once
    assert [raffle["id"] for page in read for raffle in page][:5] == created
    for raffle_id in created:
        await manager.delete(f"/raffles/{raffle_id}/")


async def test_winners_are_paged_in_prize_order(manager: Visitor, player: Visitor) -> None:
    # Given a draw with seven winners
    raffle_id = await manager.create(9, [("First", 1), ("Others", 6)])
    await manager.claim_all(raffle_id, 9)
    drawn = (await manager.post(f"/raffles/{raffle_id}/winners/")).json()

    # When a client reads the winners page by page
    for limit, sizes in ((3, [3, 3, 1]), (7, [7]), (6, [6, 1]), (1000, [7])):
        read = await pages(player, f"/raffles/{raffle_id}/winners/?limit={limit}")

        # Then the pages together have all winners in order
        assert [len(page) for page in read] == sizes
        assert [winner for page in read for winner in page] == drawn


async def test_a_page_after_the_last_winner_is_empty(manager: Visitor) -> None:
    # Given a draw with one winner
    raffle_id = await manager.create(1)
    await manager.claim_all(raffle_id, 1)
    await manager.post(f"/raffles/{raffle_id}/winners/")

    # When a client requests the page after the last winner, Then this page is empty, and has no link to a next page
    answer = await manager.get(f"/raffles/{raffle_id}/winners/?cursor=5")
    assert (answer.status_code, answer.json(), next_path(answer)) == (200, [], None)


LIMITS = ["0", "-1", "1001", "a", "", "1.5", "true", "%00", "%FF", "1_0", "9" * 400, "%EF%BC%91"]
CURSORS = ["x", "", "%00", "-1", "1.x", "9" * 17, "1." + "g" * 36, "1%0A", "%FF", "9" * 400, "*", "%D9%A3"]


@pytest.mark.parametrize(("name", "texts"), [("limit", LIMITS), ("cursor", CURSORS)], ids=["limit", "cursor"])
@pytest.mark.http
async def test_a_bad_page_is_refused(manager: Visitor, name: str, texts: list[str]) -> None:
    # Given a drawn raffle
    raffle_id, _ = await drawn_raffle(manager)

    # When a client requests a page of the raffles or of the winners with a wrong parameter
    for path, text in itertools.product(("/raffles/", f"/raffles/{raffle_id}/winners/"), texts):
        answer = await manager.get(f"{path}?{name}={text}")

        # Then the answer names the parameter
        refused = (answer.status_code, problem(answer), fields(answer))
        assert refused == (400, "invalid-request", [name]), (path, text)


@pytest.mark.http
async def test_a_cursor_of_the_other_list_is_refused(manager: Visitor) -> None:
    # When a client uses a cursor of one list in another list, Then the answer names the cursor
    raffles = await manager.get("/raffles/?cursor=5")
    winners = await manager.get(f"/raffles/{await manager.create()}/winners/?cursor=5.{'a' * 36}")
    for answer in (raffles, winners):
        assert (answer.status_code, fields(answer)) == (400, ["cursor"])


async def drawn_raffle(manager: Visitor) -> tuple[str, list[dict[str, object]]]:
    """Return the id of a drawn raffle of 12 tickets, and its 7 winners."""
    raffle_id = await manager.create(12, [("Bicycle", 1), ("Book", 6)])
    await manager.claim_all(raffle_id, 12)
    return raffle_id, (await manager.post(f"/raffles/{raffle_id}/winners/")).json()


async def test_the_winners_can_be_searched_for_one_ticket_number(manager: Visitor, player: Visitor) -> None:
    # Given a drawn raffle
    raffle_id, drawn = await drawn_raffle(manager)
    winners = f"/raffles/{raffle_id}/winners/"

    # When a client asks for the number of a winner, Then the list has only this winner and its prize
    for winner in (drawn[0], drawn[3], drawn[6]):
        answer = await player.get(f"{winners}?ticket_number={winner['ticket_number']}")
        assert (answer.json(), next_path(answer)) == ([winner], None)

    # When the client asks for a number that has not won, or for a number above the last ticket, Then the list is empty
    won = {winner["ticket_number"] for winner in drawn}
    loser = next(number for number in range(1, 13) if number not in won)
    for number in (loser, 13, 10_000_000):
        answer = await player.get(f"{winners}?ticket_number={number}")
        assert (answer.status_code, answer.json(), next_path(answer)) == (200, [], None)


async def test_the_answer_for_one_winner_has_its_own_tag_and_csv(manager: Visitor, player: Visitor) -> None:
    # Given the tag of an answer for one winner
    raffle_id, drawn = await drawn_raffle(manager)
    number, other = drawn[0]["ticket_number"], drawn[1]["ticket_number"]
    winners = f"/raffles/{raffle_id}/winners/"
    tag = (await player.get(f"{winners}?ticket_number={number}")).headers["etag"]

    # When the client sends this tag in requests for the same winner, for another winner and for all winners, Then only
    # the first answer has the status 304
    again = await player.get(f"{winners}?ticket_number={number}", headers={"If-None-Match": tag})
    another = await player.get(f"{winners}?ticket_number={other}", headers={"If-None-Match": tag})
    every = await player.get(winners, headers={"If-None-Match": tag})
    assert (again.status_code, another.status_code, every.status_code) == (304, 200, 200)

    # When the client asks for this winner as CSV, Then the file has only this winner
    file = await player.get(f"{winners}?ticket_number={number}", headers={"Accept": "text/csv"})
    assert file.text.splitlines() == ["\ufeffticket_number,prize", f"{number},Bicycle"]


NUMBERS = [
    "0",
    "-1",
    "10000001",
    "a",
    "",
    "1.5",
    "1e1",
    "true",
    "%00",
    "%FF",
    "1_0",
    "9" * 400,
    "%EF%BC%91",
    "1,2",
    " 1",
]


@pytest.mark.http
async def test_a_number_that_no_ticket_has_is_refused(manager: Visitor) -> None:
    # Given a drawn raffle
    raffle_id, _ = await drawn_raffle(manager)

    # When a client asks for a text that cannot be a ticket number, Then the answer names the parameter
    for text in NUMBERS:
        answer = await manager.get(f"/raffles/{raffle_id}/winners/?ticket_number={text}")
        refused = (answer.status_code, problem(answer), fields(answer))
        assert refused == (400, "invalid-request", ["ticket_number"]), text


async def test_a_search_for_a_winner_before_the_draw_is_refused(manager: Visitor) -> None:
    # When a client asks for a number before the draw, Then the answer is not-drawn
    answer = await manager.get(f"/raffles/{await manager.create()}/winners/?ticket_number=1")
    assert (answer.status_code, problem(answer)) == (409, "not-drawn")


STATUSES = ["filling", "suspended", "open", "sold_out", "drawn", "damaged"]


async def raffles_of_each_status(manager: Visitor, redis: Redis, word: str) -> dict[str, str]:
    """Create two raffles of each status, with a word in their names. Return the statuses by id, from new to old."""
    created = []
    for place in range(2):
        for status in STATUSES:
            raffle_id = await manager.create(2, name=f"{word} {place}")
            if status in {"sold_out", "drawn"}:
                await manager.claim_all(raffle_id, 2)
            if status == "drawn":
                await manager.post(f"/raffles/{raffle_id}/winners/")
            if status == "filling":
                redis.hset(keys.raffle(raffle_id), "filled", 1)
                redis.spop(keys.pool(raffle_id))
            if status == "suspended":
                redis.hset(keys.raffle(raffle_id), "suspended", 1)
            if status == "damaged":
                redis.spop(keys.pool(raffle_id))
            created.append((raffle_id, status))
    return dict(reversed(created))


async def test_raffles_are_listed_by_status_and_name(manager: Visitor, service: Service) -> None:
    # Given two raffles of each status with a word in their names, and a raffle without this word
    created = await raffles_of_each_status(manager, service.store.redis, "Lucky Ste\u0301phane")
    await manager.create(2, name="Another")

    # When a client lists the raffles with this word and one status, page by page, Then each matching raffle comes once,
    # in order
    for status in STATUSES:
        for limit in (1, 2, 1000):
            path = f"/raffles/?limit={limit}&status={status}&name=STEPHANE%20lucky"
            read = await pages(manager, path)
            wanted = [raffle_id for raffle_id, its in created.items() if its == status]
            assert [raffle["id"] for page in read for raffle in page] == wanted
            assert {raffle["status"] for page in read for raffle in page} == {status}
            assert all(page for page in read), "a link leads to a page without raffles"

    # When the client filters only by the word, Then the list has the raffles of all statuses
    read = await pages(manager, "/raffles/?limit=5&name=t%C3%A9phan")
    assert [raffle["id"] for page in read for raffle in page] == list(created)


async def test_a_search_looks_at_a_limited_number_of_raffles(
    manager: Visitor, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given an old raffle, and so many newer raffles that one page of a search cannot read them all
    monkeypatch.setattr(lists, "RAFFLES_PER_SEARCH", 3)
    monkeypatch.setattr(lists, "RAFFLES_PER_CALL", 2)
    oldest = await manager.create(1, name="Needle")
    for _ in range(9):
        await manager.create(1, name="Hay")

    # When a client searches for the old raffle, Then the first page is empty, and the links from page to page lead to
    # the raffle
    read = await pages(manager, "/raffles/?name=needle&status=open")
    assert read[0] == []
    assert [raffle["id"] for page in read for raffle in page] == [oldest]


FILTERS = [
    *[("status", text) for text in ("", "OPEN", "ended", "removed", "all", "open,drawn", "%00", "%FF", "0", "null")],
    *[("name", text) for text in ("", "x" * 101)],
]


@pytest.mark.http
async def test_a_bad_filter_is_refused(player: Visitor) -> None:
    # When a client filters by an unknown status, or by a name that is empty or too long, Then the answer names the
    # parameter
    for name, text in FILTERS:
        answer = await player.get(f"/raffles/?{name}={text}")
        refused = (answer.status_code, problem(answer), fields(answer))
        assert refused == (400, "invalid-request", [name]), (name, text)


@pytest.mark.http
async def test_a_name_is_searched_as_it_is_written(manager: Visitor) -> None:
    # Given a raffle with spaces in its name
    raffle_id = await manager.create(1, name="A name with a space")

    # When a client searches for characters that have a meaning in addresses and headers
    for text in ("%00", "%FF", '"><', "%3E%3B%20rel%3D", "%F0%9F%8E%9F", "e%20with%20", "%26status%3D"):
        found = [raffle for page in await pages(manager, f"/raffles/?limit=1&name={text}") for raffle in page]

        # Then the links lead only to raffles whose name has these characters. A search for a space finds the raffle
        assert all(unquote(text) in str(raffle["name"]) for raffle in found), text
        assert [raffle["id"] for raffle in found] == ([raffle_id] if text == "e%20with%20" else []), text
