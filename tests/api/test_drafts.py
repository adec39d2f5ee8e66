"""Drafts are raffles that only managers see. Everything in a draft can be changed until it is published."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from app.store import keys
from tests.api.test_times import PAST
from tests.support.people import Visitor, fields, new_raffle, problem
from tests.support.service import Service

FULL: dict[str, Any] = {
    "beacon": "quicknet",
    "opens_at": "2998-11-26T18:00:00.000Z",
    "closes_at": "2998-11-26T19:00:00.000Z",
    "draw_at": "2998-11-26T20:00:00.000Z",
    "reserves": 1,
    "substitute_after_hours": 48,
    "description": "A fair.",
    "participation_terms": "You are 16.",
    "contact": "Anna",
    "pick_up": "At the desk.",
    "unlisted": True,
}


async def draft(manager: Visitor, **more: Any) -> str:
    """Create a draft of three tickets, and return its id."""
    answer = await manager.post("/raffles/", new_raffle(draft=True, **more))
    assert (answer.status_code, answer.json()["status"]) == (201, "draft"), answer.text
    return str(answer.json()["id"])


async def edit(manager: Visitor, raffle_id: str, **changes: Any) -> Any:
    return await manager.ask("PATCH", f"/raffles/{raffle_id}/", json=changes)


async def publish(visitor: Visitor, raffle_id: str) -> Any:
    return await visitor.post(f"/raffles/{raffle_id}/publish/")


async def listed(visitor: Visitor, query: str = "") -> list[str]:
    return [raffle["id"] for raffle in (await visitor.get(f"/raffles/?limit=1000{query}")).json()]


async def test_only_managers_see_a_draft(service: Service, manager: Visitor, player: Visitor) -> None:
    # Given a draft
    raffle_id = await draft(manager, **FULL)

    # When a manager reads the draft, Then the manager sees the draft, which has no terms (a hash of what is announced)
    # yet. Of all lists, only the list of drafts has it
    shown = (await manager.get(f"/raffles/{raffle_id}/")).json()
    assert (shown["status"], shown["available_tickets"], shown["winners_drawn"]) == ("draft", 0, False)
    assert (FULL | new_raffle()).items() <= shown.items()
    assert not {"terms", "draft", "announced_round"} & shown.keys()
    assert raffle_id in await listed(manager, "&status=draft")
    assert raffle_id in await listed(manager, "&status=draft&name=fair")
    for query in ("", "&status=filling", "&status=archived", "&name=fair"):
        assert raffle_id not in await listed(manager, query)

    # And when a player asks for the draft, Then the answer is raffle-not-found, and no list has the draft. The player
    # cannot publish the draft either
    for query in ("", "&status=draft", "&status=draft&name=fair"):
        assert raffle_id not in await listed(player, query)
    for path in ("", "winners/", "draw/", "changes/", "events/"):
        assert problem(await player.get(f"/raffles/{raffle_id}/{path}")) == "raffle-not-found"
    assert problem(await player.claim(raffle_id)) == "raffle-not-found"
    assert problem(await player.post(f"/raffles/{raffle_id}/publish/")) == "not-a-manager"

    # And the store has only two keys for this draft: the draft itself and its log
    found: Any = service.store.redis.keys(f"raffle:{{{raffle_id}}}*")
    assert {*found} == {keys.draft(raffle_id), keys.log(raffle_id)}


async def test_everything_in_a_draft_can_be_changed_until_it_is_published(manager: Visitor, player: Visitor) -> None:
    # Given a draft, When a manager changes every field of the draft
    raffle_id = await draft(manager)
    changed = FULL | {"name": "Other", "total_tickets": 5, "prizes": [{"name": "Bicycle", "amount": 2}]}
    answer = await edit(manager, raffle_id, **changed)
    assert (answer.status_code, answer.json()) == (200, (await manager.get(f"/raffles/{raffle_id}/")).json())
    assert changed.items() <= answer.json().items()

    # And when the manager then removes some fields, chooses another source of randomness, and publishes the draft
    await edit(manager, raffle_id, beacon=None, entropy_source="Lottery", opens_at=None, unlisted=False, contact="")
    published = await publish(manager, raffle_id)

    # Then the raffle has the same fields and the same terms as a raffle that is created with these fields
    raffle = published.json()
    assert (published.status_code, raffle["status"], raffle["available_tickets"]) == (200, "open", 5)
    sent = {name: value for name, value in changed.items() if name not in {"beacon", "opens_at", "unlisted", "contact"}}
    same = (await manager.post("/raffles/", sent | {"entropy_source": "Lottery"})).json()
    differing = {"id", "created_at"}
    assert {name: value for name, value in raffle.items() if name not in differing} == {
        name: value for name, value in same.items() if name not in differing
    }

    # And everybody sees the raffle. It is not in the list of drafts, and has no entries in its list of changes
    assert (await player.get(f"/raffles/{raffle_id}/")).json() == raffle
    assert raffle_id in await listed(player)
    assert raffle_id not in await listed(manager, "&status=draft")
    assert (await player.claim(raffle_id)).status_code == 201
    assert (await player.get(f"/raffles/{raffle_id}/changes/")).json() == []
    log = (await manager.get(f"/raffles/{raffle_id}/log/")).json()
    assert [line["act"] for line in log] == ["created", "changed", "changed", "published"]
    assert log[-1]["at"] == raffle["created_at"]


async def test_a_published_raffle_is_final(manager: Visitor) -> None:
    # Given a published raffle, When a manager publishes the raffle again or changes the terms, Then the request is
    # refused
    raffle_id = await draft(manager)
    raffle = (await publish(manager, raffle_id)).json()
    again = await publish(manager, raffle_id)
    assert (again.status_code, problem(again)) == (409, "already-published")
    refused = await edit(manager, raffle_id, total_tickets=4, participation_terms=None, contact="Anna")
    assert (refused.status_code, problem(refused)) == (409, "already-published")
    assert sorted(fields(refused)) == ["participation_terms", "total_tickets"]
    assert (await manager.get(f"/raffles/{raffle_id}/")).json() == raffle

    # And a raffle that never was a draft cannot be published
    assert problem(await publish(manager, await manager.create())) == "already-published"
    assert problem(await publish(manager, str(uuid4()))) == "raffle-not-found"


PROXIES: dict[str, Callable[[str], str]] = {
    "no proxy": lambda tag: tag,
    "nginx": lambda tag: f"W/{tag}",
    "Apache": lambda tag: f'{tag[:-1]}-gzip"',
    "Caddy": lambda tag: f'{tag[:-1]}-zstd"',
}
"""Proxies that compress, and how each of them writes the tag of an answer that it has compressed."""


@pytest.mark.parametrize("by_a_proxy", PROXIES.values(), ids=PROXIES)
@pytest.mark.parametrize("request_of", [("POST", "publish/"), ("DELETE", "")], ids=["publish", "delete"])
async def test_a_manager_publishes_or_deletes_only_the_draft_that_the_manager_has_seen(
    manager: Visitor, request_of: tuple[str, str], by_a_proxy: Callable[[str], str]
) -> None:
    # Given a draft that a manager has read. Then another manager changes it
    method, path = request_of
    raffle_id = await draft(manager)
    seen = (await manager.get(f"/raffles/{raffle_id}/")).headers["ETag"]
    await edit(manager, raffle_id, name="Other")
    changed = (await manager.get(f"/raffles/{raffle_id}/")).headers["ETag"]

    async def ask(version: str) -> Any:
        return await manager.ask(method, f"/raffles/{raffle_id}/{path}", headers={"If-Match": version})

    # When the first manager publishes or deletes what this manager has seen, Then nothing is done
    refused = await ask(seen)
    assert (refused.status_code, problem(refused)) == (412, "changed-meanwhile")
    assert (await manager.get(f"/raffles/{raffle_id}/")).json()["status"] == "draft"

    # And a header If-Match that names no version, or two versions, is refused
    for wrong in ("changed", '"a", "b"', '"a'):
        assert fields(await ask(wrong)) == ["If-Match"]

    # And when the manager has seen the change, Then the draft is published or deleted, even if a proxy that compresses
    # has changed the tag
    assert (await ask(by_a_proxy(changed))).is_success


async def test_the_deletion_of_a_draft_deletes_no_raffle_that_was_published_meanwhile(manager: Visitor) -> None:
    # Given a draft that a manager has read. Then another manager publishes it, and a player gets a ticket
    raffle_id = await draft(manager)
    seen = {"If-Match": (await manager.get(f"/raffles/{raffle_id}/")).headers["ETag"]}
    await publish(manager, raffle_id)
    ticket = (await manager.claim(raffle_id)).json()

    # When the first manager deletes what this manager has seen, Then the raffle and its ticket stay
    refused = await manager.ask("DELETE", f"/raffles/{raffle_id}/", headers=seen)
    assert problem(refused) == "changed-meanwhile"
    assert (await manager.get(f"/raffles/{raffle_id}/")).json()["available_tickets"] == 2
    assert ticket["raffle_id"] == raffle_id

    # And when the manager has seen the published raffle, and nobody has claimed a ticket since, Then it is deleted
    seen = {"If-Match": (await manager.get(f"/raffles/{raffle_id}/")).headers["ETag"]}
    assert (await manager.ask("DELETE", f"/raffles/{raffle_id}/", headers=seen)).status_code == 204

    # And a repeated deletion says that the raffle is deleted
    again = await manager.ask("DELETE", f"/raffles/{raffle_id}/", headers=seen)
    assert problem(again) == "raffle-deleted"


WRONG_CHANGES: list[tuple[dict[str, Any], str]] = [
    ({"name": ""}, "name"),
    ({"name": "\u200b"}, "name"),
    ({"name": None}, "name"),
    ({"total_tickets": 0}, "total_tickets"),
    ({"prizes": []}, "prizes"),
    ({"closes_at": "soon"}, "closes_at"),
    ({"opens_at": "2999-01-02T00:00:00Z", "closes_at": "2999-01-01T00:00:00Z"}, "closes_at"),
    ({"beacon": "quicknet", "entropy_source": "Lottery"}, "beacon"),
    ({"reserves": 3}, "reserves"),
    ({"archived": True}, "archived"),
    ({"draft": False}, "draft"),
    ({"pick_up": "\x00"}, "pick_up"),
]


@pytest.mark.http
async def test_a_wrong_change_of_a_draft_is_refused(manager: Visitor) -> None:
    # Given a draft
    raffle_id = await draft(manager)
    before = (await manager.get(f"/raffles/{raffle_id}/")).json()

    # When a manager changes it to something that no raffle can have, Then the answer names the wrong field, and the
    # draft stays as it was
    for changes, mistaken in WRONG_CHANGES:
        refused = await edit(manager, raffle_id, **changes)
        assert (refused.status_code, problem(refused), fields(refused)) == (400, "invalid-request", [mistaken]), changes
    assert (await manager.get(f"/raffles/{raffle_id}/")).json() == before


async def test_the_limits_of_prizes_and_times_hold_for_drafts(manager: Visitor) -> None:
    # Given a draft with a time in the past, When a manager adds too many prizes or publishes the draft, Then the
    # request is refused
    raffle_id = await draft(manager, opens_at=PAST)
    too_many = await edit(manager, raffle_id, prizes=[{"name": "Bicycle", "amount": 4}])
    assert (too_many.status_code, problem(too_many)) == (400, "too-many-prizes")
    refused = await publish(manager, raffle_id)
    assert (refused.status_code, fields(refused)) == (400, ["opens_at"])

    # And when a manager removes this time, Then the draft can be published
    await edit(manager, raffle_id, opens_at=None)
    assert (await publish(manager, raffle_id)).json()["status"] == "open"


async def test_a_draft_is_created_once_with_a_key(manager: Visitor) -> None:
    # Given a draft that was created with a key and then edited
    key = {"Idempotency-Key": str(uuid4())}
    body = new_raffle(draft=True)
    raffle_id = (await manager.post("/raffles/", body, headers=key)).json()["id"]
    await edit(manager, raffle_id, name="Other")

    # When the request of the creation comes again, Then the answer is the draft. After the publication of the draft,
    # the answer is the raffle
    again = await manager.post("/raffles/", body, headers=key)
    assert (again.json()["id"], again.json()["name"], again.json()["status"]) == (raffle_id, "Other", "draft")
    assert again.headers["Idempotency-Replayed"] == "true"
    await publish(manager, raffle_id)
    again = await manager.post("/raffles/", body, headers=key)
    assert (again.json()["id"], again.json()["status"]) == (raffle_id, "open")
    assert raffle_id not in await listed(manager, "&status=draft")

    # And a different request with this key is refused, both before and after the publication
    other = {"Idempotency-Key": str(uuid4())}
    await manager.post("/raffles/", body, headers=other)
    for used, sent in ((key, new_raffle()), (key, new_raffle(2, draft=True)), (other, new_raffle())):
        assert problem(await manager.post("/raffles/", sent, headers=used)) == "idempotency-key-reused"


async def test_a_deleted_draft_is_in_no_list_and_its_tombstone_has_no_name(
    service: Service, manager: Visitor, player: Visitor
) -> None:
    # Given a draft that was created with a key, When the draft is deleted
    key = {"Idempotency-Key": str(uuid4())}
    raffle_id = (await manager.post("/raffles/", new_raffle(draft=True), headers=key)).json()["id"]
    assert (await manager.delete(f"/raffles/{raffle_id}/")).status_code == 204

    # Then no list has the draft, and its tombstone (what is kept of it) has no name. A creation with the same key is
    # refused
    assert raffle_id not in await listed(player, "&status=deleted")
    assert raffle_id not in await listed(manager, "&status=draft")
    gone = await manager.get(f"/raffles/{raffle_id}/")
    assert (problem(gone), "name" in gone.json()) == ("raffle-deleted", False)
    assert not service.store.redis.exists(keys.draft(raffle_id))
    for answer in (
        await manager.post("/raffles/", new_raffle(draft=True), headers=key),
        await publish(manager, raffle_id),
        await edit(manager, raffle_id, name="Other"),
    ):
        assert problem(answer) == "raffle-deleted"
    log = (await manager.get(f"/raffles/{raffle_id}/log/")).json()
    assert [line["act"] for line in log] == ["created", "deleted"]


async def test_others_cannot_distinguish_a_deleted_draft_from_an_unknown_raffle(
    service: Service, manager: Visitor, player: Visitor
) -> None:
    # Given a deleted draft, and an id that no raffle ever had
    deleted, unused = await draft(manager), str(uuid4())
    await manager.delete(f"/raffles/{deleted}/")
    code = {"ticket_number": 1, "verification_code": "0000-0000-0000-0000"}
    posts = {"participate/": None, "winners/": {"round": 1, "signature": "00" * 48}}
    posts |= dict.fromkeys(("verify-ticket/", "ticket-proof/"), code)

    # When a player sends the same requests for both ids, Then the answers are the same
    reading = {path.partition("{raffle_id}/")[2] for path, item in service.openapi["paths"].items() if "get" in item}
    assert "events" in reading
    for path in reading:
        known, unknown = [await player.get(f"/raffles/{raffle_id}/{path}") for raffle_id in (deleted, unused)]
        assert (known.status_code, known.text) == (unknown.status_code, unknown.text), path
    for path, body in posts.items():
        known, unknown = [await player.post(f"/raffles/{raffle_id}/{path}", body) for raffle_id in (deleted, unused)]
        assert (known.status_code, known.text) == (unknown.status_code, unknown.text), path
    assert problem(await player.get(f"/raffles/{deleted}/")) == "raffle-not-found"
    assert problem(await manager.get(f"/raffles/{deleted}/")) == "raffle-deleted"

    # And when a manager deletes a published raffle, Then everybody learns of this, even if the raffle was unlisted
    published = await draft(manager, unlisted=True)
    await publish(manager, published)
    await manager.delete(f"/raffles/{published}/")
    assert problem(await player.get(f"/raffles/{published}/")) == "raffle-deleted"
    assert problem(await player.claim(published)) == "raffle-deleted"


async def test_a_draft_is_published_once_and_no_accepted_edit_is_lost(service: Service, manager: Visitor) -> None:
    # When several managers edit and publish a draft at the same time
    raffle_id = await draft(manager)
    edits = [edit(manager, raffle_id, total_tickets=10 + place) for place in range(8)]
    answers = await asyncio.gather(*edits, *(publish(manager, raffle_id) for _ in range(4)))

    # Then one publication succeeds. The raffle has the fields that the draft had after the last accepted edit
    assert sorted(answer.status_code for answer in answers[8:]) == [200, 409, 409, 409]
    assert {answer.status_code for answer in answers[:8]} <= {200, 409}
    raffle = (await manager.get(f"/raffles/{raffle_id}/")).json()
    accepted = [answer.json()["total_tickets"] for answer in answers[:8] if answer.status_code == 200]
    assert raffle["total_tickets"] in [*accepted, 3]
    assert service.store.redis.scard(keys.pool(raffle_id)) == raffle["total_tickets"]
    log = (await manager.get(f"/raffles/{raffle_id}/log/")).json()
    assert [line["act"] for line in log] == ["created", *["changed"] * len(accepted), "published"]


async def test_a_draft_that_cannot_be_read_is_damaged(service: Service, manager: Visitor, player: Visitor) -> None:
    # Given a draft, When another program damages the draft, Then only managers see that the draft is damaged, and can
    # delete the draft
    raffle_id = await draft(manager)
    service.store.redis.hset(keys.draft(raffle_id), "request", "{}")
    assert (await manager.get(f"/raffles/{raffle_id}/")).json()["status"] == "damaged"
    assert problem(await player.get(f"/raffles/{raffle_id}/")) == "raffle-not-found"
    for answer in (await publish(manager, raffle_id), await edit(manager, raffle_id, name="Other")):
        assert (answer.status_code, problem(answer)) == (503, "raffle-damaged")
    assert (await manager.delete(f"/raffles/{raffle_id}/")).status_code == 204


async def test_a_list_of_drafts_removes_ids_without_a_draft(service: Service, manager: Visitor) -> None:
    # Given a raffle whose id is still in the list of drafts, because its publication crashed at the end
    raffle_id = await manager.create()
    service.store.redis.zadd(keys.DRAFTS, {raffle_id: 1})

    # When a manager reads the list of drafts, Then the id is removed from the list. The raffle stays in the list of
    # raffles
    assert raffle_id not in await listed(manager, "&status=draft")
    assert service.store.redis.zscore(keys.DRAFTS, raffle_id) is None
    assert raffle_id in await listed(manager)
