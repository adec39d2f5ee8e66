"""The pages of lists are complete, in order and linked by RFC 8288, even while raffles are created and deleted."""

import re

import httpx
import pytest

from tests.support.people import Visitor, fields, problem
from tests.support.service import Service


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

    # When anyone lists the raffles, Then the newest comes first, and looks the same as when it is read alone
    listed = (await player.get("/raffles/?limit=3")).json()
    assert [raffle["id"] for raffle in listed] == created[::-1]
    assert listed[0] == (await player.get(f"/raffles/{created[2]}/")).json()


@pytest.mark.parametrize("limit", [2, 3, 5])
async def test_links_lead_through_all_raffles(manager: Visitor, limit: int) -> None:
    # Given at least seven raffles
    created = [await manager.create() for _ in range(7)]
    every = [raffle["id"] for page in await pages(manager, "/raffles/?limit=1000") for raffle in page]

    # When the list is read page by page
    read = await pages(manager, f"/raffles/?limit={limit}")

    # Then every raffle comes once, in order, and every page but the last is full
    assert [raffle["id"] for page in read for raffle in page] == every
    assert every[:7] == created[::-1]
    assert {len(page) for page in read[:-1]} <= {limit}
    assert 1 <= len(read[-1]) <= limit


async def test_pages_stay_correct_while_raffles_are_created_and_deleted(manager: Visitor) -> None:
    # Given six raffles, and a client that has read the first page with the newest two raffles
    created = [await manager.create() for _ in range(6)]
    first = await manager.get("/raffles/?limit=2")
    assert [raffle["id"] for raffle in first.json()] == [created[5], created[4]]

    # When a raffle is created, and the last raffle of each of the first two pages is deleted
    await manager.create()
    await manager.delete(f"/raffles/{created[4]}/")
    await manager.delete(f"/raffles/{created[2]}/")

    # Then the second page begins after the end of the first page. No raffle comes twice, and none is missing
    link = next_path(first)
    assert link is not None
    second = (await manager.get(link)).json()
    assert [raffle["id"] for raffle in second] == [created[3], created[1]]


async def test_raffles_of_the_same_millisecond_are_all_listed(service: Service, manager: Visitor) -> None:
    # Given raffles that were created in the same millisecond, far in the future
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

    # When the winners are read page by page
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

    # When a client requests a page after the last winner, Then this page is empty, and no page follows
    answer = await manager.get(f"/raffles/{raffle_id}/winners/?cursor=5")
    assert (answer.status_code, answer.json(), next_path(answer)) == (200, [], None)


LIMITS = ["0", "-1", "1001", "a", "", "1.5", "true", "%00", "%FF", "1_0", "9" * 400, "%EF%BC%91"]
CURSORS = ["x", "", "%00", "-1", "1.x", "9" * 17, "1." + "g" * 36, "1%0A", "%FF", "9" * 400, "*", "%D9%A3"]


@pytest.mark.parametrize(
    ("name", "text"), [("limit", text) for text in LIMITS] + [("cursor", text) for text in CURSORS]
)
async def test_a_bad_page_is_refused(manager: Visitor, name: str, text: str) -> None:
    # Given a drawn raffle
    raffle_id = await manager.create(1)
    await manager.claim_all(raffle_id, 1)
    await manager.post(f"/raffles/{raffle_id}/winners/")

    # When a request for a page has a wrong parameter, in either list
    for path in ("/raffles/", f"/raffles/{raffle_id}/winners/"):
        answer = await manager.get(f"{path}?{name}={text}")

        # Then the answer names the parameter
        assert (answer.status_code, problem(answer), fields(answer)) == (400, "invalid-request", [name])


async def test_a_cursor_of_the_other_list_is_refused(manager: Visitor) -> None:
    # When a client uses a cursor of one list for the other list, Then the answer names the cursor
    raffles = await manager.get("/raffles/?cursor=5")
    winners = await manager.get(f"/raffles/{await manager.create()}/winners/?cursor=5.{'a' * 36}")
    for answer in (raffles, winners):
        assert (answer.status_code, fields(answer)) == (400, ["cursor"])
