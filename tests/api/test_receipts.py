"""Receipts: a player who did not receive the answer to a claim gets the same ticket again.

A receipt is the code of a ticket in encrypted form. The service can open it only with the player's Idempotency-Key.
"""

import asyncio
import secrets

import pytest

from app.store import keys
from tests.support.people import Visitor, address, fields, new_raffle, problem
from tests.support.service import Service


def fresh_key() -> str:
    """Return an Idempotency-Key that no other test uses."""
    return secrets.token_urlsafe(16)


async def test_a_retry_with_the_same_key_gets_the_same_ticket(manager: Visitor) -> None:
    # Given a player who claimed a ticket with a key
    raffle_id = await manager.create(2)
    headers = {"Idempotency-Key": fresh_key()}
    first = await manager.claim(raffle_id, "10.0.0.1", headers=headers)
    assert first.status_code == 201
    assert "idempotency-replayed" not in first.headers

    # When the player claims again with the same key
    again = await manager.claim(raffle_id, "10.0.0.1", headers=headers)

    # Then the answer has the same ticket and the same code, and no further ticket is taken
    assert again.status_code == 201
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert (await manager.get(f"/raffles/{raffle_id}/")).json()["available_tickets"] == 1


@pytest.mark.parametrize(
    ("where", "with_key"),
    [("10.0.0.1", "another"), ("10.0.0.1", "none"), ("10.0.0.2", "the same")],
)
async def test_nobody_else_opens_a_receipt(manager: Visitor, where: str, with_key: str) -> None:
    # Given a raffle whose only ticket was claimed with a key
    raffle_id = await manager.create(1)
    key = fresh_key()
    first = await manager.claim(raffle_id, "10.0.0.1", headers={"Idempotency-Key": key})

    # When a request has another key, no key, or the same key from another address
    headers = {"none": {}, "another": {"Idempotency-Key": fresh_key()}, "the same": {"Idempotency-Key": key}}[with_key]
    answer = await manager.claim(raffle_id, where, headers=headers)

    # Then the claim is refused, and the answer does not contain the code
    assert problem(answer) == ("already-participated" if where == "10.0.0.1" else "sold-out")
    assert first.json()["verification_code"] not in answer.text


async def test_a_claim_without_a_key_cannot_be_replayed_with_a_key(manager: Visitor) -> None:
    # Given a ticket that was claimed without a key
    raffle_id = await manager.create(2)
    await manager.claim(raffle_id, "10.0.0.1")

    # When the player claims again with a key
    answer = await manager.claim(raffle_id, "10.0.0.1", headers={"Idempotency-Key": fresh_key()})

    # Then the claim is refused, because the ticket has no receipt
    assert problem(answer) == "already-participated"


async def test_racing_retries_all_get_the_same_ticket(manager: Visitor) -> None:
    # Given a raffle
    raffle_id = await manager.create(100)
    headers = {"Idempotency-Key": fresh_key()}

    # When a player claims 32 times at the same time with one key
    answers = await asyncio.gather(*(manager.claim(raffle_id, "10.0.0.1", headers=headers) for _ in range(32)))

    # Then all answers have the same ticket, and 31 answers have the mark of a replay (a repeated answer)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert sum("idempotency-replayed" in answer.headers for answer in answers) == 31
    assert (await manager.get(f"/raffles/{raffle_id}/")).json()["available_tickets"] == 99


async def test_a_replay_works_for_a_day_after_the_draw(service: Service, manager: Visitor) -> None:
    # Given a drawn raffle, and a player who claimed its ticket with a key
    raffle_id = await manager.create(1)
    headers = {"Idempotency-Key": fresh_key()}
    first = await manager.claim(raffle_id, "10.0.0.1", headers=headers)
    await manager.post(f"/raffles/{raffle_id}/winners/")

    # When the player claims again with the same key
    again = await manager.claim(raffle_id, "10.0.0.1", headers=headers)

    # Then the answer has the same ticket, because the store keeps players and receipts for 24 hours after the draw
    assert again.json() == first.json()
    for key in (keys.players(raffle_id), keys.receipts(raffle_id)):
        assert 24 * 3600 - 60 < service.store.redis.ttl(key) <= 24 * 3600


async def test_nothing_in_the_store_opens_a_receipt(service: Service, manager: Visitor) -> None:
    # Given a ticket that was claimed with a key
    raffle_id = await manager.create(1)
    key = fresh_key()
    ticket = (await manager.claim(raffle_id, "10.0.0.1", headers={"Idempotency-Key": key})).json()

    # Then the store contains neither this key nor the code
    everything = str(service.store.redis.hgetall(keys.receipts(raffle_id)))
    everything += str(service.store.redis.hgetall(keys.codes(raffle_id)))
    assert key not in everything
    assert ticket["verification_code"] not in everything
    assert ticket["verification_code"].replace("-", "") not in everything


MALFORMED = [
    *("", "short", "abcdefghijklmno", "abcdefgh" * 32, "with a space in it", "with-an-umlaut-äöü"),
    *("tab\tinside-of-it!", "0" * 16, "abcd" * 63),
]


@pytest.mark.parametrize("path", ["participate", "create"])
@pytest.mark.http
async def test_a_malformed_key_is_refused(manager: Visitor, path: str) -> None:
    # Given a raffle
    raffle_id = await manager.create(1)
    for key in MALFORMED:
        # When somebody uses a malformed key to claim a ticket or to create a raffle
        headers = {"Idempotency-Key": key.encode()}
        if path == "participate":
            answer = await manager.claim(raffle_id, "10.0.0.1", headers=headers)
        else:
            answer = await manager.post("/raffles/", new_raffle(), headers=headers)

        # Then the answer names the header Idempotency-Key, and does not repeat the key
        assert (answer.status_code, fields(answer)) == (400, ["Idempotency-Key"]), key
        assert not key or key not in answer.text

    # And no ticket is claimed
    assert (await manager.get(f"/raffles/{raffle_id}/")).json()["available_tickets"] == 1


@pytest.mark.http
async def test_a_key_with_five_different_characters_is_accepted(manager: Visitor) -> None:
    # When somebody claims with a key that has exactly five different characters, Then the key is accepted
    raffle_id = await manager.create(1)
    assert (await manager.claim(raffle_id, headers={"Idempotency-Key": "abcd" * 4 + "e"})).status_code == 201


async def test_a_creation_with_the_same_key_and_body_returns_the_same_raffle(manager: Visitor) -> None:
    # Given a raffle that was created with a key
    headers = {"Idempotency-Key": fresh_key()}
    first = await manager.post("/raffles/", new_raffle(7), headers=headers)

    # When five repetitions of this request come at the same time
    again = await asyncio.gather(*(manager.post("/raffles/", new_raffle(7), headers=headers) for _ in range(5)))

    # Then all answers have the same raffle, and this raffle has seven tickets
    assert {answer.status_code for answer in again} == {201}
    assert {answer.headers["idempotency-replayed"] for answer in again} == {"true"}
    assert {answer.text for answer in again} == {first.text}
    await manager.claim_all(first.json()["id"], 7)
    assert problem(await manager.claim(first.json()["id"], address(7))) == "sold-out"


async def test_a_creation_with_the_same_key_and_another_body_is_refused(manager: Visitor) -> None:
    # Given a raffle that was created with a key
    headers = {"Idempotency-Key": fresh_key()}
    first = await manager.post("/raffles/", new_raffle(7), headers=headers)

    # When the manager sends a different raffle with the same key
    other = await manager.post("/raffles/", new_raffle(8), headers=headers)

    # Then the second request is refused, and the first raffle is unchanged
    assert other.status_code == 422
    assert problem(other) == "idempotency-key-reused"
    assert (await manager.get(f"/raffles/{first.json()['id']}/")).json() == first.json()
