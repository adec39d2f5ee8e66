"""The texts of a raffle, and the changes that a manager makes after its creation."""

import asyncio
import json
from typing import Any
from uuid import uuid4

import pytest

from app.service.pages import Pages
from app.store import keys
from app.store.reads import Reads
from tests.support.people import Visitor, fields, new_raffle, problem
from tests.support.service import Service

TEXTS: dict[str, Any] = {
    "description": "A bicycle for the fair.\nSee https://fair.example",
    "participation_terms": "You are at least 16 years old.",
    "contact": "Anna, +49 30 123456",
    "pick_up": "Bring your code to the info desk.",
}


async def changes_of(visitor: Visitor, raffle_id: str, query: str = "") -> list[dict[str, Any]]:
    """Return the changes of a raffle without their times."""
    answer = await visitor.get(f"/raffles/{raffle_id}/changes/{query}")
    assert answer.status_code == 200
    return [{name: value for name, value in change.items() if name != "at"} for change in answer.json()]


async def test_a_raffle_shows_its_texts(manager: Visitor, player: Visitor) -> None:
    # When a manager creates a raffle with texts, and the texts have the line breaks of Windows
    sent = TEXTS | {"description": TEXTS["description"].replace("\n", "\r\n")}
    raffle = (await manager.post("/raffles/", new_raffle(**sent))).json()

    # Then everybody sees the texts with line feeds. The terms (a hash of what is announced) are equal to those of a
    # raffle without texts
    shown = (await player.get(f"/raffles/{raffle['id']}/")).json()
    assert TEXTS.items() <= shown.items()
    without = (await manager.post("/raffles/", new_raffle(description="", contact=None))).json()
    assert shown["terms"] == without["terms"]

    # And a raffle without texts shows no text fields, and the list of raffles shows no texts
    assert not TEXTS.keys() & without.keys()
    listed = (await player.get("/raffles/?limit=2")).json()
    assert {each["id"] for each in listed} == {raffle["id"], without["id"]}
    assert not any(TEXTS.keys() & each.keys() for each in listed)


async def test_a_change_is_shown_and_kept_with_its_time(manager: Visitor, player: Visitor) -> None:
    # Given a raffle with texts, and a visitor who has read the raffle
    raffle_id = await manager.create(**TEXTS)
    seen = await player.get(f"/raffles/{raffle_id}/")

    # When a manager changes one text, removes a second text, and sends a third text unchanged
    sent = {"description": "Two bicycles.", "contact": None, "pick_up": TEXTS["pick_up"]}
    answer = await manager.ask("PATCH", f"/raffles/{raffle_id}/", json=sent)

    # Then everybody sees the changed raffle, and a request with the old ETag gets the new state
    assert answer.status_code == 200
    now = await player.get(f"/raffles/{raffle_id}/", headers={"If-None-Match": seen.headers["ETag"]})
    before = seen.json()
    del before["contact"]
    assert now.json() == answer.json() == before | {"description": "Two bicycles.", "changed": True}

    # And the list of changes has exactly these two changes. When the manager sends the same request again, Then the
    # list stays the same
    await manager.ask("PATCH", f"/raffles/{raffle_id}/", json=sent)
    expected = [
        {"field": "contact", "before": TEXTS["contact"], "after": None},
        {"field": "description", "before": TEXTS["description"], "after": "Two bicycles."},
    ]
    assert await changes_of(player, raffle_id) == expected
    (first, _) = (await player.get(f"/raffles/{raffle_id}/changes/")).json()
    assert before["created_at"] <= first["at"]

    # And the log has one line for this request, with the manager
    lines = (await manager.get(f"/raffles/{raffle_id}/log/")).json()
    assert [line["act"] for line in lines] == ["created", "changed"]
    assert (lines[1]["manager"], lines[1]["at"]) == (lines[0]["manager"], first["at"])


async def test_changes_come_in_pages_with_the_newest_first(manager: Visitor) -> None:
    # Given a raffle that was changed three times
    raffle_id = await manager.create()
    assert await changes_of(manager, raffle_id) == []
    for text in "123":
        await manager.ask("PATCH", f"/raffles/{raffle_id}/", json={"contact": text})

    # When somebody reads a page of two changes, and a manager then makes a fourth change, Then the link of this page
    # still leads to the oldest change
    page = await manager.get(f"/raffles/{raffle_id}/changes/?limit=2")
    await manager.ask("PATCH", f"/raffles/{raffle_id}/", json={"contact": "4"})
    last = await manager.get(page.links["next"]["url"])
    assert [change["after"] for change in (*page.json(), *last.json())] == ["3", "2", "1"]
    assert "next" not in last.links


async def test_a_page_of_long_changes_ends_before_it_becomes_too_large(manager: Visitor) -> None:
    # Given a raffle whose description was changed 60 times. Each description has 5 000 characters of four bytes
    raffle_id = await manager.create()
    for place in range(60):
        text = chr(0x1F600 + place) * 5_000
        assert (await manager.ask("PATCH", f"/raffles/{raffle_id}/", json={"description": text})).status_code == 200

    # When somebody reads all pages
    sizes, descriptions = list[int](), list[str]()
    page = await manager.get(f"/raffles/{raffle_id}/changes/?limit=100")
    while True:
        sizes.append(len(page.content))
        descriptions += [change["after"][0] for change in page.json()]
        if "next" not in page.links:
            break
        page = await manager.get(page.links["next"]["url"])

    # Then no page is much larger than 1 MiB, and the pages have every change once
    assert max(sizes) < 1.1 * 1024 * 1024
    assert descriptions == [chr(0x1F600 + place) for place in reversed(range(60))]


WRONG_TEXTS: list[tuple[dict[str, Any], str]] = [
    ({"description": "x" * 5_001}, "description"),
    ({"contact": "x" * 501}, "contact"),
    ({"pick_up": "x" * 2_001}, "pick_up"),
    ({"pick_up": 7}, "pick_up"),
    ({"description": "\x00"}, "description"),
    ({"description": "a link \u202e backwards"}, "description"),
    ({"contact": " \n\u200b"}, "contact"),
    ({"participation_terms": "x" * 10_001}, "participation_terms"),
    ({"participation_terms": "\x07"}, "participation_terms"),
]


@pytest.mark.http
async def test_a_refusal_of_a_text_names_its_field(manager: Visitor) -> None:
    raffle_id = await manager.create()
    for sent, mistaken in WRONG_TEXTS:
        # When a manager sends a wrong text in a creation or in a change, Then the answer names the field of the text
        for refused in (
            await manager.post("/raffles/", new_raffle(**sent)),
            await manager.ask("PATCH", f"/raffles/{raffle_id}/", json=sent),
        ):
            named = (refused.status_code, problem(refused), fields(refused))
            assert named == (400, "invalid-request", [mistaken]), str(sent)[:50]

    # And the raffle has no changes
    assert await changes_of(manager, raffle_id) == []


@pytest.mark.http
async def test_a_body_that_is_no_change_is_refused(manager: Visitor) -> None:
    # Given a raffle
    raffle_id = await manager.create()

    # When a manager sends a body that is no object, or has a field that cannot be changed, Then it is refused
    for body in (b"", b"null", b"[]", b'{"contact": "Anna"', b'{"terms": "x"}'):
        refused = await manager.ask("PATCH", f"/raffles/{raffle_id}/", content=body)
        assert (refused.status_code, problem(refused)) == (400, "invalid-request"), body


@pytest.mark.http
async def test_only_managers_change_a_raffle_and_the_raffle_must_exist(manager: Visitor, player: Visitor) -> None:
    # Given a raffle, and a deleted raffle
    raffle_id, deleted, contact = await manager.create(), await manager.create(), {"contact": "Anna"}
    await manager.delete(f"/raffles/{deleted}/")

    # When a player changes the raffle, or a manager changes a raffle that does not exist, Then the answer is a problem
    refused = await player.ask("PATCH", f"/raffles/{raffle_id}/", json=contact)
    assert (refused.status_code, problem(refused)) == (403, "not-a-manager")
    for missing, expected in (
        (str(uuid4()), "raffle-not-found"),
        ("x", "raffle-not-found"),
        (deleted, "raffle-deleted"),
    ):
        assert problem(await manager.ask("PATCH", f"/raffles/{missing}/", json=contact)) == expected
        assert problem(await manager.get(f"/raffles/{missing}/changes/")) == expected


async def test_the_same_key_creates_the_same_raffle_after_a_change(manager: Visitor) -> None:
    # Given a raffle with texts, which was created with a key and then changed
    key = {"Idempotency-Key": f"a key {uuid4()}".replace(" ", "-")}
    body = new_raffle(**TEXTS)
    raffle_id = (await manager.post("/raffles/", body, headers=key)).json()["id"]
    await manager.ask("PATCH", f"/raffles/{raffle_id}/", json={"contact": "Berta"})

    # When the request of the creation comes again, Then the answer has the raffle with its changes
    again = await manager.post("/raffles/", body, headers=key)
    assert (again.status_code, again.json()["id"], again.json()["contact"]) == (201, raffle_id, "Berta")
    assert again.headers["Idempotency-Replayed"] == "true"

    # And when a request with the same key has a different text or no texts, Then this request is refused
    for other in (new_raffle(**TEXTS | {"contact": "Berta"}), new_raffle()):
        refused = await manager.post("/raffles/", other, headers=key)
        assert (refused.status_code, problem(refused)) == (422, "idempotency-key-reused")


async def test_changes_at_the_same_time_are_all_kept(service: Service, manager: Visitor) -> None:
    # When ten managers change a raffle at the same time
    raffle_id = await manager.create()
    sent = [{"contact": f"Anna {place}"} for place in range(10)]
    answers = await asyncio.gather(*(manager.ask("PATCH", f"/raffles/{raffle_id}/", json=each) for each in sent))

    # Then each change begins with the value that the change before it wrote
    assert {answer.status_code for answer in answers} == {200}
    entries = [json.loads(entry) for entry in service.store.redis.lrange(keys.changes(raffle_id), 0, -1)]
    assert len(entries) == 10
    assert [entry["before"] for entry in entries] == [None, *(entry["after"] for entry in entries[:-1])]


async def test_watchers_see_a_change(service: Service, manager: Visitor) -> None:
    # Given a client that watches a raffle
    raffle_id = await manager.create()
    async with manager.stream(f"/raffles/{raffle_id}/events/") as answer:
        states = (json.loads(line[6:]) async for line in answer.aiter_lines() if line.startswith("data: {"))
        assert "contact" not in await anext(states)

        # When a second service on the same store changes the raffle, Then the client sees the change
        service.store.redis.hset(keys.raffle(raffle_id), mapping={"contact": "Anna", "revision": 1})
        assert (await anext(states))["contact"] == "Anna"


REQUESTS = 10


async def test_requests_for_the_same_page_of_changes_share_one_read(
    manager: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a raffle with a change
    raffle_id = await manager.create(1)
    await manager.ask("PATCH", f"/raffles/{raffle_id}/", json={"description": "later"})
    read: list[str] = []
    changes = Reads.changes
    arrived, all_arrived, get = 0, asyncio.Event(), Pages.get

    async def counted(pages: Pages, *asked: Any) -> Any:
        nonlocal arrived
        arrived += 1
        if arrived == REQUESTS:
            all_arrived.set()
        return await get(pages, *asked)

    async def noted(reads: Reads, raffle_id: str, oldest: int | None, most: int) -> Any:
        read.append(raffle_id)
        await all_arrived.wait()
        return await changes(reads, raffle_id, oldest, most)

    monkeypatch.setattr(Pages, "get", counted)
    monkeypatch.setattr(Reads, "changes", noted)

    # When many requests for the same page come at the same time
    answers = await asyncio.gather(*[manager.get(f"/raffles/{raffle_id}/changes/") for _ in range(REQUESTS)])

    # Then the store is read only once, because a page may have 1 MiB
    assert {answer.text for answer in answers} == {answers[0].text}
    assert len(answers[0].json()) == 1
    assert read == [raffle_id]
