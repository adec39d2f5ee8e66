"""The log of a raffle: each act (what a manager does to the raffle) is a line with its time and its manager."""

import csv
import io
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest

from app.http.manager_token import FILE_NAME
from app.store import keys
from app.values import managers
from tests.api.test_times import PAST
from tests.support.people import Visitor, new_raffle, problem
from tests.support.service import Service, Store, small_settings

CSV = {"Accept": "text/csv"}
HEADER = ["at", "act", "manager", "ticket_number", "prize", "replaced_by", "fields", "ended_at"]


@pytest.fixture(scope="module")
def service(store: Store) -> Iterator[Service]:
    """A service with two managers. Only one manager has a name."""
    settings = small_settings(manager_ips=managers("anna@192.0.2.1, 192.0.2.2"))
    with Service(settings, store) as running:
        yield running


@pytest.fixture
async def anna(service: Service) -> AsyncIterator[Visitor]:
    """The manager who has a name."""
    async with service.visitor("192.0.2.1") as visitor:
        yield visitor


@pytest.fixture
async def nameless(service: Service) -> AsyncIterator[Visitor]:
    """The manager who has no name."""
    async with service.visitor("192.0.2.2") as visitor:
        yield visitor


async def log(visitor: Visitor, raffle_id: str) -> list[dict[str, Any]]:
    answer = await visitor.get(f"/raffles/{raffle_id}/log/")
    assert answer.status_code == 200, answer.text
    return list(answer.json())


def rows(answer: httpx.Response) -> list[list[str]]:
    """Return the rows of a CSV file."""
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    text = answer.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


async def test_every_act_has_its_line(anna: Visitor, nameless: Visitor) -> None:
    # Given a raffle that one manager created and another manager drew
    raffle_id = await anna.create(9, [("=Bicycle", 1)], reserves=2)
    tickets = await anna.claim_all(raffle_id, 9)
    assert (await nameless.post(f"/raffles/{raffle_id}/winners/")).status_code == 201
    record = (await anna.get(f"/raffles/{raffle_id}/draw/")).json()
    (winner,), substitute = record["winners"], record["substitutes"][0]

    # When a manager replaces a winner by a substitute, and three later acts are refused
    path = f"/raffles/{raffle_id}/substitutions/"
    substitution = (await anna.post(path, {"ticket_number": winner, "reason": "did not come"})).json()
    assert (await anna.post(path, {"ticket_number": winner, "reason": "did not come"})).status_code == 409
    assert (await anna.post(f"/raffles/{raffle_id}/winners/")).status_code == 409
    assert (await anna.post(f"/raffles/{raffle_id}/resume/")).status_code == 409

    # Then each act has one line with its manager and its time. The raffle and the record show the same times. Refused
    # acts have no line
    raffle = (await anna.get(f"/raffles/{raffle_id}/")).json()
    told = {"ticket_number": winner, "prize": "=Bicycle", "replaced_by": substitute}
    lines = [
        {"at": raffle["created_at"], "act": "created", "manager": "anna"},
        {"at": record["drawn_at"], "act": "drew", "manager": "192.0.2.2"},
        {"at": substitution["at"], "act": "substituted", "manager": "anna", **told},
    ]
    assert await log(nameless, raffle_id) == lines

    # And the CSV has the same lines. The prize that begins with "=" gets an apostrophe, so that a spreadsheet does not
    # take it for a formula. No line has a code or the address of a player
    answer = await anna.get(f"/raffles/{raffle_id}/log/", headers=CSV)
    assert rows(answer) == [
        HEADER,
        *([line["at"], line["act"], line["manager"], "", "", "", "", ""] for line in lines[:2]),
        [substitution["at"], "substituted", "anna", str(winner), "'=Bicycle", str(substitute), "", ""],
    ]
    assert answer.headers["content-disposition"] == f'attachment; filename="log-{raffle_id}.csv"'
    assert not any(ticket["verification_code"] in answer.text for ticket in tickets)
    assert "10.0." not in answer.text


async def test_a_line_says_what_was_changed_and_when_a_raffle_ends(anna: Visitor) -> None:
    # Given a draft, When a manager edits the draft, publishes it, changes the raffle and ends the raffle early
    draft = new_raffle(draft=True, contact="Anna", reserves=2)
    raffle_id = (await anna.post("/raffles/", draft)).json()["id"]
    path = f"/raffles/{raffle_id}/"
    edits: tuple[dict[str, Any], ...] = (
        {"name": "Other", "prizes": [{"name": "Book", "amount": 1}], "contact": "Anna", "reserves": None},
        {"name": "Other"},
    )
    for sent in edits:
        assert (await anna.ask("PATCH", path, json=sent)).status_code == 200
    assert (await anna.post(f"{path}publish/")).status_code == 200
    edits = ({"pick_up": "At the desk", "archived": True, "contact": "Anna"}, {"contact": "Anna"})
    for sent in edits:
        assert (await anna.ask("PATCH", path, json=sent)).status_code == 200
    for ended_at in ("2998-11-26T20:00:00+01:00", "2998-11-26T19:00:00Z", "2998-11-26T18:00:00Z", PAST):
        await anna.post(f"{path}end/", {"ended_at": ended_at})

    # Then each line names exactly the changed fields or the new end. A request that changes nothing adds no line
    lines = await log(anna, raffle_id)
    assert [(line["act"], line.get("fields"), line.get("ended_at")) for line in lines] == [
        ("created", None, None),
        ("changed", ["name", "prizes", "reserves"], None),
        ("published", None, None),
        ("changed", ["pick_up", "archived"], None),
        ("ended", None, "2998-11-26T19:00:00.000Z"),
        ("ended", None, "2998-11-26T18:00:00.000Z"),
    ]

    # And the CSV shows the same fields, and the new times at which the raffle ends
    table = rows(await anna.get(f"{path}log/", headers=CSV))
    assert [row[6:] for row in table[2:6]] == [
        ["name, prizes, reserves", ""],
        ["", ""],
        ["pick_up, archived", ""],
        ["", "2998-11-26T19:00:00.000Z"],
    ]


async def test_a_deletion_is_the_last_line_of_the_log_and_the_log_stays(service: Service, anna: Visitor) -> None:
    # Given a raffle, When it is deleted twice, Then managers can still read its log. The log has one line for the
    # deletion
    raffle_id = await anna.create(1)
    assert (await anna.delete(f"/raffles/{raffle_id}/")).status_code == 204
    gone = await anna.delete(f"/raffles/{raffle_id}/")
    assert gone.status_code == 410
    lines = await log(anna, raffle_id)
    assert [(line["act"], line["manager"]) for line in lines] == [("created", "anna"), ("deleted", "anna")]
    assert lines[1]["at"] == gone.json()["deleted_at"]
    assert rows(await anna.get(f"/raffles/{raffle_id}/log/", headers=CSV))[2][:3] == [lines[1]["at"], "deleted", "anna"]

    # And after the log has expired, the answer is raffle-deleted, as for every other path of this raffle
    service.store.redis.delete(keys.log(raffle_id))
    assert problem(await anna.get(f"/raffles/{raffle_id}/log/")) == "raffle-deleted"


async def test_the_log_names_the_manager_who_resumed_a_raffle(service: Service, nameless: Visitor) -> None:
    # Given a suspended raffle (after a restore), When a manager resumes it, Then the log has a line for this act, with
    # the time of the store
    raffle_id = await nameless.create(1)
    service.store.redis.hset(keys.raffle(raffle_id), "suspended", "1")
    assert (await nameless.post(f"/raffles/{raffle_id}/resume/")).status_code == 200
    created, resumed = await log(nameless, raffle_id)
    assert (resumed["act"], resumed["manager"]) == ("resumed", "192.0.2.2")
    assert datetime.fromisoformat(created["at"]) <= datetime.fromisoformat(resumed["at"])


async def test_a_creation_that_is_sent_again_has_one_line(anna: Visitor, nameless: Visitor) -> None:
    # When another manager sends a creation again with the same key, Then the log has one line. It names the first
    # manager
    key = {"Idempotency-Key": str(uuid4())}
    raffle_id = (await anna.post("/raffles/", new_raffle(), headers=key)).json()["id"]
    assert (await nameless.post("/raffles/", new_raffle(), headers=key)).json()["id"] == raffle_id
    assert [line["manager"] for line in await log(anna, raffle_id)] == ["anna"]


async def test_a_log_is_read_in_pages(service: Service, anna: Visitor) -> None:
    # Given a log of five lines
    raffle_id = await anna.create(1)
    for place in range(4):
        at = f"2036-11-24T20:00:0{place}.000Z"
        service.store.redis.rpush(keys.log(raffle_id), f'{{"act":"resumed","manager":"ben","at":"{at}"}}')
    whole = await log(anna, raffle_id)

    # When a client reads pages of two lines, and follows the link of each page to the next page
    pages, path = [], f"/raffles/{raffle_id}/log/?limit=2"
    while path:
        answer = await anna.get(path)
        pages.append(answer.json())
        path = answer.links.get("next", {}).get("url", "")

    # Then the pages together have every line once, in order
    assert [len(page) for page in pages] == [2, 2, 1]
    assert [line for page in pages for line in page] == whole
    assert len(whole) == 5


@pytest.mark.http
async def test_only_managers_read_a_log(service: Service, anna: Visitor, player: Visitor) -> None:
    # Given a raffle, and a raffle that was created by a version without logs
    raffle_id, old_id = await anna.create(1), await anna.create(1)
    service.store.redis.delete(keys.log(old_id))

    # When a player asks for a log, or a manager asks for the log of an unknown raffle, Then the request is refused
    for visitor, path, slug in (
        (player, raffle_id, "not-a-manager"),
        (player, "no-raffle", "not-a-manager"),
        (anna, "no-raffle", "raffle-not-found"),
        (anna, "0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11", "raffle-not-found"),
    ):
        for headers in ({}, CSV):
            assert problem(await visitor.get(f"/raffles/{path}/log/", headers=headers)) == slug

    # And the old raffle has an empty log. If the log has an unreadable line, the answer is raffle-damaged
    assert await log(anna, old_id) == []
    service.store.redis.rpush(keys.log(old_id), "no line")
    assert problem(await anna.get(f"/raffles/{old_id}/log/")) == "raffle-damaged"


@pytest.mark.http
async def test_the_log_names_a_manager_with_the_token_as_token(store: Store) -> None:
    # Given a service without MANAGER_IPS
    settings = small_settings(manager_ips=(), forwarded_allow_ips=(), reserve_size=0)
    with Service(settings, store) as service:
        token = (settings.data_dir / FILE_NAME).read_text().strip()
        async with service.visitor() as visitor:
            # When a manager with the token creates a raffle, Then the log names this manager `token`
            headers = {"Authorization": f"Bearer {token}"}
            raffle_id = (await visitor.post("/raffles/", new_raffle(), headers=headers)).json()["id"]
            lines = (await visitor.get(f"/raffles/{raffle_id}/log/", headers=headers)).json()
            assert [line["manager"] for line in lines] == ["token"]
