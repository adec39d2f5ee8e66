"""A deleted raffle leaves a tombstone (a few of its fields). Each path of the raffle shows it. The id stays used."""

import json
import re
from typing import Any
from uuid import uuid4

import pytest

from app.store import keys
from tests.support.people import Visitor, new_raffle, problem
from tests.support.service import Service

PATHS: list[tuple[str, str, Any]] = [
    ("GET", "", None),
    ("DELETE", "", None),
    ("POST", "participate/", None),
    ("POST", "resume/", None),
    ("POST", "winners/", None),
    ("GET", "winners/", None),
    ("GET", "winners/?ticket_number=1", None),
    ("GET", "draw/", None),
    ("GET", "events/", None),
    ("POST", "verify-ticket/", {"ticket_number": 1, "verification_code": "7QK2-M4XD-9HTB-PW3C"}),
    ("POST", "ticket-proof/", {"ticket_number": 1, "verification_code": "7QK2-M4XD-9HTB-PW3C"}),
    ("GET", "substitutions/", None),
    ("POST", "substitutions/", {"ticket_number": 1, "reason": "did not come"}),
    ("GET", "hand-overs/", None),
    ("POST", "erase/", {"ticket_number": 1}),
    ("POST", "erase/", {"player": "198.51.100.7"}),
    ("POST", "hand-overs/check/", {"ticket_number": 1, "verification_code": "7QK2-M4XD-9HTB-PW3C"}),
    ("POST", "hand-overs/", {"ticket_number": 1, "verification_code": "7QK2-M4XD-9HTB-PW3C"}),
]
ROOT = "f" * 64


async def deleted(manager: Visitor) -> tuple[str, dict[str, Any]]:
    """Create a raffle, draw it and delete it. Return its id, and the fields that its tombstone must have."""
    answer = await manager.post("/raffles/", new_raffle(1, name="Ärger"))
    raffle = answer.json()
    raffle_id = str(raffle["id"])
    await manager.claim_all(raffle_id, 1)
    assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201
    record = (await manager.get(f"/raffles/{raffle_id}/draw/")).json()
    answer = await manager.delete(f"/raffles/{raffle_id}/")
    assert (answer.status_code, answer.content) == (204, b"")
    kept = {name: raffle[name] for name in ("name", "total_tickets", "terms", "created_at")}
    return raffle_id, kept | {name: record[name] for name in ("root", "withdrawn_hash", "drawn_at")}


async def test_every_path_of_a_deleted_raffle_shows_its_tombstone(service: Service, manager: Visitor) -> None:
    # Given a drawn raffle that was then deleted
    raffle_id, kept = await deleted(manager)

    # When somebody asks for any path of the raffle, Then the answer is the problem raffle-deleted, with the fields of
    # the tombstone
    for method, path, body in PATHS:
        answer = await manager.ask(method, f"/raffles/{raffle_id}/{path}", json=body)
        assert (answer.status_code, problem(answer)) == (410, "raffle-deleted"), path
        document = answer.json()
        assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", document.pop("deleted_at"))
        assert {key: document[key] for key in document.keys() - {"type", "title", "status", "detail"}} == kept

    # And the store has only the tombstone and the log of this raffle
    assert set(service.store.redis.keys(f"*{raffle_id}*")) == {keys.raffle(raffle_id), keys.log(raffle_id)}
    assert raffle_id not in service.store.redis.zrange(keys.RAFFLES, 0, -1)


async def test_both_forms_of_a_claim_show_the_tombstone(manager: Visitor) -> None:
    # Given a deleted raffle, When somebody claims without a body (the usual form) and with a body, Then both answers
    # have the tombstone
    raffle_id, _ = await deleted(manager)
    usual = await manager.claim(raffle_id)
    other = await manager.claim(raffle_id, content=b"{}")
    assert (usual.status_code, usual.content) == (410, (await manager.claim(raffle_id)).content)
    assert usual.json() == other.json()


async def test_the_seal_of_a_deleted_raffle_is_kept(service: Service, manager: Visitor) -> None:
    # Given a sealed raffle: its tickets are fixed, and the root is a hash over all of them
    raffle_id = await manager.create(1)
    sealed: dict[Any, Any] = {"root": ROOT, "withdrawn_hash": ROOT, "round": "4242", "sealed_at": "later", "other": "x"}
    service.store.redis.hset(keys.raffle(raffle_id), mapping=sealed)

    # When a manager deletes the raffle, Then its tombstone has the root, the hash of withdrawn tickets and the round
    # (which signature of the beacon decides). The tombstone has no other field of the seal
    await manager.delete(f"/raffles/{raffle_id}/")
    document = (await manager.get(f"/raffles/{raffle_id}/")).json()
    assert (document["root"], document["withdrawn_hash"], document["round"]) == (ROOT, ROOT, 4242)
    assert not document.keys() & {"sealed_at", "other", "prizes"}


async def test_a_raffle_without_terms_leaves_a_tombstone_without_terms(service: Service, manager: Visitor) -> None:
    # Given a raffle that was created by a version without terms (a hash of what was announced)
    raffle_id = await manager.create(1)
    service.store.redis.hdel(keys.raffle(raffle_id), "terms")

    # When a manager deletes the raffle, Then its tombstone has the fields of the raffle, and no terms
    await manager.delete(f"/raffles/{raffle_id}/")
    document = (await manager.get(f"/raffles/{raffle_id}/")).json()
    assert document["name"] == "Fair"
    assert "terms" not in document


async def test_a_key_does_not_bring_a_deleted_raffle_back(manager: Visitor) -> None:
    # Given a raffle that was created with a key, and deleted
    key = {"Idempotency-Key": f"creation-{uuid4()}"}
    raffle = (await manager.post("/raffles/", new_raffle(name="Gone"), headers=key)).json()
    await manager.delete(f"/raffles/{raffle['id']}/")

    # When a creation with this key comes again, with the same body or a different body, Then the answer is
    # raffle-deleted
    for body in (new_raffle(name="Gone"), new_raffle(name="Other")):
        answer = await manager.post("/raffles/", body, headers=key)
        assert (answer.status_code, problem(answer), answer.json()["name"]) == (410, "raffle-deleted", "Gone")


async def test_deleted_raffles_have_a_list_of_their_own(manager: Visitor) -> None:
    # Given three raffles: A, B and C. First B was deleted, and A after it
    raffle_ids = [await manager.create(name=f"Listed {place}") for place in range(3)]
    for raffle_id in (raffle_ids[1], raffle_ids[0]):
        await manager.delete(f"/raffles/{raffle_id}/")

    # When somebody lists the deleted raffles, Then A comes before B, each with its tombstone
    listed = (await manager.get("/raffles/?status=deleted&limit=2")).json()
    assert [raffle["id"] for raffle in listed] == [raffle_ids[0], raffle_ids[1]]
    kept = {"id", "status", "name", "total_tickets", "terms", "created_at", "deleted_at"}
    assert {(raffle["status"], *sorted(raffle)) for raffle in listed} == {("deleted", *sorted(kept))}

    # And when somebody searches for a name in pages of one raffle, Then the first page has A, and its link leads to B
    first = await manager.get("/raffles/?status=deleted&limit=1&name=listed")
    assert [raffle["id"] for raffle in first.json()] == [raffle_ids[0]]
    second = await manager.get(re.findall("<(.*)>", first.headers["Link"])[0])
    assert raffle_ids[1] in [raffle["id"] for raffle in second.json()]

    # And no other list has the deleted raffles
    for query in ("", "?status=open", "?name=listed", "?status=damaged"):
        others = (await manager.get(f"/raffles/{query}")).json()
        assert not {raffle["id"] for raffle in others} & set(raffle_ids[:2])


async def test_a_deletion_that_crashed_is_completed_by_the_next_list(service: Service, manager: Visitor) -> None:
    # Given a deletion that crashed before it changed the lists
    raffle_id = await manager.create(1)
    created_ms = service.store.redis.zscore(keys.RAFFLES, raffle_id)
    assert created_ms
    await manager.delete(f"/raffles/{raffle_id}/")
    service.store.redis.zrem(keys.DELETED, raffle_id)
    service.store.redis.zadd(keys.RAFFLES, {raffle_id: created_ms})

    # When somebody lists the raffles, Then the deleted raffle is not among them
    assert raffle_id not in (await manager.get("/raffles/?limit=1")).text

    # And after this, the deleted raffle is in the list of deleted raffles, and in no other list
    assert service.store.redis.zscore(keys.RAFFLES, raffle_id) is None
    assert raffle_id in (await manager.get("/raffles/?status=deleted&limit=1")).text


@pytest.mark.parametrize("kind", ["no prizes", "a foreign type"])
async def test_a_damaged_raffle_leaves_a_tombstone(service: Service, manager: Visitor, kind: str) -> None:
    # Given a damaged raffle
    raffle_id = await manager.create(1)
    key = keys.raffle(raffle_id)
    if kind == "no prizes":
        service.store.redis.hset(key, mapping={"prizes": "none", "total_tickets": "many"})
    else:
        service.store.redis.delete(key)
        service.store.redis.set(key, "a text")

    # When a manager deletes the raffle, Then its tombstone has the fields that can be read
    assert (await manager.delete(f"/raffles/{raffle_id}/")).status_code == 204
    document = (await manager.get(f"/raffles/{raffle_id}/")).json()
    assert document["type"] == "/problems/raffle-deleted"
    assert "total_tickets" not in document
    assert document.get("name") == ("Fair" if kind == "no prizes" else None)


async def test_an_open_stream_of_a_deleted_raffle_ends(manager: Visitor) -> None:
    # Given a client that watches a raffle
    raffle_id = await manager.create(1)
    async with manager.stream(f"/raffles/{raffle_id}/events/") as stream:
        lines = stream.aiter_lines()
        assert json.loads((await anext(lines)).removeprefix("data: "))["status"] == "open"

        # When a manager deletes the raffle, Then the stream of events ends
        await manager.delete(f"/raffles/{raffle_id}/")
        assert not [line async for line in lines if line.startswith("data: {")]
