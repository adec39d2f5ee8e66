"""Unlisted and archived raffles: which visitors see them in which lists.

Only managers see an unlisted raffle in lists. An archived raffle is only in the list of archived raffles.
"""

import itertools
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.settings import Settings
from app.store import keys, lists
from tests.support.people import NO_TLS, Visitor, fields, new_raffle, problem
from tests.support.service import Service, Store


@pytest.fixture(scope="module")
def service(own_store: Store, settings: Settings) -> Iterator[Service]:
    """A service whose lists have only the raffles of this module."""
    with Service(settings, own_store) as running:
        yield running.wait_for_codes()


async def listed(visitor: Visitor, query: str = "") -> list[str]:
    """Return the ids in a list. The list is read in pages of two raffles."""
    path, found = f"/raffles/?limit=2{query}", list[str]()
    while path:
        answer = await visitor.get(path)
        found += [raffle["id"] for raffle in answer.json()]
        path = answer.links.get("next", {}).get("url", "")
    return found


async def links(visitor: Visitor, path: str) -> tuple[list[str], str]:
    """Return the ids in the list at `path`, and one text with the addresses of all pages after the first one."""
    found, followed = list[str](), list[str]()
    while path:
        assert path not in followed, "a link leads back to an earlier page"
        followed.append(path)
        answer = await visitor.get(path)
        found += [raffle["id"] for raffle in answer.json()]
        path = answer.links.get("next", {}).get("url", "")
    return found, " ".join(followed[1:])


async def change(manager: Visitor, raffle_id: str, **changes: Any) -> dict[str, Any]:
    answer = await manager.ask("PATCH", f"/raffles/{raffle_id}/", json=changes)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def robots(service: Service, path: str) -> str | None:
    """Return the header X-Robots-Tag of a page. The header tells search engines what they may do."""
    async with httpx.AsyncClient(base_url=service.url, trust_env=False, verify=NO_TLS) as http:
        answer = await http.get(path)
    assert answer.status_code == 200
    found: str | None = answer.headers.get("X-Robots-Tag")
    return found


async def test_only_managers_see_an_unlisted_raffle_in_lists(manager: Visitor, player: Visitor) -> None:
    # Given an unlisted raffle that was created between two listed raffles
    first = await manager.create()
    raffle_id = await manager.create(unlisted=True)
    last = await manager.create()

    # When a player and a manager read the lists, Then only the manager sees the unlisted raffle there. Everybody can
    # read the raffle by its id
    for query in ("", "&status=open", "&name=fair"):
        assert [each for each in await listed(player, query) if each in {first, raffle_id, last}] == [last, first]
        assert raffle_id in await listed(manager, query)
    shown = (await player.get(f"/raffles/{raffle_id}/")).json()
    assert shown["unlisted"] is True
    assert "unlisted" not in (await player.get(f"/raffles/{last}/")).json()
    assert (await player.claim(raffle_id)).status_code == 201

    # And when a manager makes the raffle listed, Then everybody sees this raffle in the lists. The list of its changes
    # has an entry for this change
    assert "unlisted" not in await change(manager, raffle_id, unlisted=False)
    assert raffle_id in await listed(player)
    (told,) = (await player.get(f"/raffles/{raffle_id}/changes/")).json()
    assert (told["field"], told["before"], told["after"]) == ("unlisted", True, False)


QUERIES = ["", "&status=open", "&name=fair", "&name=nothing", "&status=deleted", "&status=archived", "&status=draft"]


@pytest.mark.parametrize("same_time", [False, True], ids=["times", "one-time"])
async def test_links_name_only_raffles_that_the_visitor_sees(
    service: Service, manager: Visitor, player: Visitor, monkeypatch: pytest.MonkeyPatch, *, same_time: bool
) -> None:
    # Given listed raffles, unlisted raffles and drafts. Some listed and some unlisted raffles are archived or deleted.
    # All raffles have different times, or all have the same time. Searches soon reach their limit
    monkeypatch.setattr(lists, "RAFFLES_PER_SEARCH", 3)
    monkeypatch.setattr(lists, "RAFFLES_PER_CALL", 2)
    service.store.redis.delete(keys.RAFFLES, keys.DELETED, keys.DRAFTS)  # leave out the raffles of other tests
    hidden, shown = list[str](), list[str]()
    for place in range(24):
        kind = (shown, hidden, hidden, hidden, hidden)[place % 5]
        kind.append(await manager.create(unlisted=kind is hidden))
    hidden += [await manager.create(draft=True) for _ in range(5)]
    for raffle_id in (*shown[:2], *hidden[:6]):
        await manager.delete(f"/raffles/{raffle_id}/")
    for raffle_id in (shown[2], *hidden[6:12]):
        await change(manager, raffle_id, archived=True)
    if same_time:
        for key in (keys.RAFFLES, keys.DELETED, keys.DRAFTS):
            members: Any = service.store.redis.zrange(key, 0, -1)
            service.store.redis.zadd(key, dict.fromkeys(members, 1_700_000_000_000))

    # When a player follows the links of a list, Then no link has the id of an unlisted raffle or a draft. The list has
    # each listed raffle once, in the same order as the list of a manager
    for query, limit in itertools.product(QUERIES, (1, 2, 7)):
        path = f"/raffles/?limit={limit}{query}"
        found, followed = await links(player, path)
        assert not [raffle_id for raffle_id in hidden if raffle_id in followed], path
        every, _ = await links(manager, path)
        assert [each for each in found if each in shown] == [each for each in every if each in shown]
        assert len({*found}) == len(found)
        assert not {*found} & {*hidden}


@pytest.mark.parametrize("query", ["", "&name=fair"])
@pytest.mark.parametrize("hiding", [{"unlisted": True}, {"archived": True}], ids=["unlisted", "archived"])
async def test_no_link_leads_to_a_page_of_hidden_raffles_only(
    service: Service, manager: Visitor, player: Visitor, hiding: dict[str, bool], query: str
) -> None:
    # Given listed raffles, and an older raffle that is not in the list
    for _ in range(3):
        await manager.create()
    oldest = await manager.create()
    await change(manager, oldest, **hiding)
    service.store.redis.zadd(keys.RAFFLES, {oldest: 1})

    # When a player follows the links of the list, Then each page has a raffle
    for limit in (1, 2, 3, 4):
        path = f"/raffles/?limit={limit}{query}"
        while path:
            answer = await player.get(path)
            assert answer.json(), path
            path = answer.links.get("next", {}).get("url", "")
    await manager.delete(f"/raffles/{oldest}/")


async def test_cursors_that_somebody_makes_up_do_not_locate_an_unlisted_raffle(
    service: Service, manager: Visitor, player: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given an unlisted raffle, which is the newest raffle, and searches that read only a few raffles for a page
    monkeypatch.setattr(lists, "RAFFLES_PER_SEARCH", 3)
    monkeypatch.setattr(lists, "RAFFLES_PER_CALL", 2)
    for _ in range(6):
        await manager.create()
    raffle_id, ms = await manager.create(unlisted=True), 4_000_000_000_000
    service.store.redis.zadd(keys.RAFFLES, {raffle_id: ms})

    # When a player searches from cursors just before and just after this raffle (a cursor says where a page begins),
    # Then all answers are the same. So the player cannot find out the id of this raffle by trying many cursors
    places = ("f" * 36, f"{raffle_id[:-1]}-", raffle_id, "0" * 36)
    answers = [await player.get(f"/raffles/?name=nothing&cursor={ms}.{place}") for place in places]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.headers["link"] for answer in answers}) == 1
    await manager.delete(f"/raffles/{raffle_id}/")


async def test_a_cursor_with_the_id_of_an_unlisted_raffle_stays_valid(
    service: Service, manager: Visitor, player: Visitor
) -> None:
    # Given a link that an earlier version of the service made. The cursor in the link has the id of an unlisted raffle
    older = await manager.create()
    raffle_id = await manager.create(unlisted=True)
    await manager.create()
    ms = service.store.redis.zscore(keys.RAFFLES, raffle_id)
    assert isinstance(ms, float)

    # When a player follows this link, Then the page begins after the unlisted raffle
    answer = await player.get(f"/raffles/?limit=1&cursor={int(ms)}.{raffle_id}")
    assert [raffle["id"] for raffle in answer.json()] == [older]


async def test_a_deleted_or_damaged_raffle_stays_unlisted(service: Service, manager: Visitor, player: Visitor) -> None:
    # Given three unlisted raffles, When one is deleted, and two are damaged in different ways
    deleted, damaged, uneven = [await manager.create(unlisted=True) for _ in range(3)]
    await manager.delete(f"/raffles/{deleted}/")
    service.store.redis.hset(keys.raffle(damaged), "prizes", "none")
    service.store.redis.spop(keys.pool(uneven))

    # Then only managers see these raffles in the lists
    for query, raffle_id in (("&status=deleted", deleted), ("&status=damaged", damaged), ("&status=damaged", uneven)):
        assert raffle_id in await listed(manager, query)
        assert raffle_id not in await listed(player, query)
    assert not {damaged, uneven} & {*await listed(player)}

    # And a player who knows the id of the deleted raffle still gets its tombstone (what is kept of it)
    answer = await player.get(f"/raffles/{deleted}/")
    assert (problem(answer), answer.json()["unlisted"]) == ("raffle-deleted", True)


async def test_a_manager_cannot_hide_a_deletion_by_hiding_the_raffle_first(manager: Visitor, player: Visitor) -> None:
    # Given three listed raffles and an unlisted raffle. The unlisted raffle and one listed raffle have a claimed ticket
    claimed, later, unclaimed = [await manager.create() for _ in range(3)]
    private = await manager.create(unlisted=True)
    raffles = {claimed, later, unclaimed, private}
    for raffle_id in (claimed, private):
        assert (await player.claim(raffle_id)).status_code == 201

    # When a manager makes all raffles unlisted, Then players see no raffle in the lists. After this, a player claims
    # the first ticket of one more raffle that was listed before
    for raffle_id in raffles:
        await change(manager, raffle_id, unlisted=True)
    assert not raffles & {*await listed(player)}
    assert (await player.claim(later)).status_code == 201

    # And when a manager deletes all raffles, Then players see only deletions of raffles that were listed before and had
    # a ticket
    for raffle_id in raffles:
        await manager.delete(f"/raffles/{raffle_id}/")
    assert raffles & {*await listed(player, "&status=deleted")} == {claimed, later}
    assert "unlisted" not in (await player.get(f"/raffles/{later}/")).json()
    assert raffles <= {*await listed(manager, "&status=deleted")}


@pytest.mark.http
async def test_search_engines_are_asked_to_index_listed_raffles_only(service: Service, manager: Visitor) -> None:
    # Given an unlisted raffle and a listed raffle
    unlisted, other = await manager.create(unlisted=True), await manager.create()

    # When somebody opens their pages, Then only the pages of the listed raffle may be indexed. The page of an unknown
    # raffle may not be indexed
    for page in ("", "/certificate"):
        assert await robots(service, f"/r/{unlisted}{page}") == "noindex"
        assert await robots(service, f"/r/{unlisted.upper()}.{page}") == "noindex"
        assert await robots(service, f"/r/{other}{page}") is None
    assert await robots(service, "/r/0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11") == "noindex"

    # And when the unlisted raffle becomes listed, Then its page may be indexed immediately
    await change(manager, unlisted, unlisted=None)
    assert await robots(service, f"/r/{unlisted}") is None


async def test_an_archived_raffle_is_only_in_the_list_of_archived_raffles(manager: Visitor, player: Visitor) -> None:
    # Given two listed raffles and an unlisted raffle, When a manager archives the unlisted raffle and one listed raffle
    first, second, unlisted = await manager.create(), await manager.create(), await manager.create(unlisted=True)
    assert (await change(manager, first, archived=True))["archived"] is True
    await change(manager, unlisted, archived=True)

    # Then these raffles are only in the list of archived raffles, where players do not see the unlisted raffle
    for visitor in (manager, player):
        for query in ("", "&status=open", "&name=fair"):
            assert {first, second, unlisted} & {*await listed(visitor, query)} == {second}
    assert [each for each in await listed(manager, "&status=archived") if each in {first, second, unlisted}] == [
        unlisted,
        first,
    ]
    assert {first, second, unlisted} & {*await listed(player, "&status=archived&name=fair")} == {first}

    # And players still get tickets of an archived raffle, and a manager can take the raffle out of the archive
    assert (await player.claim(first)).status_code == 201
    assert "archived" not in await change(manager, first, archived=False)
    assert first in await listed(player)


@pytest.mark.http
async def test_unlisted_and_archived_are_true_or_false(manager: Visitor) -> None:
    # Given a raffle
    raffle_id = await manager.create()

    # When a manager sets `unlisted` or `archived` to another value than true or false, Then the answer names this field
    for name, wrong in itertools.product(("unlisted", "archived"), (1, "true", [])):
        refused = await manager.ask("PATCH", f"/raffles/{raffle_id}/", json={name: wrong})
        assert (refused.status_code, problem(refused), fields(refused)) == (400, "invalid-request", [name]), wrong


@pytest.mark.http
async def test_a_raffle_is_not_created_as_archived(manager: Visitor) -> None:
    # When a manager creates a raffle that is archived from the beginning, Then the answer names the field `archived`
    refused = await manager.post("/raffles/", new_raffle(archived=True))
    assert (problem(refused), fields(refused)) == ("invalid-request", ["archived"])
