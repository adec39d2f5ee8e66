"""Creations with an Idempotency-Key: the id of the raffle follows from the key and from a secret.

So nobody can compute the id from a key that is easy to guess, and every machine with the secret finds the raffle.
"""

from uuid import uuid4

import pytest

from app.domain.raffle_id import INCARNATIONS, id_from, ids_from
from app.domain.receipts import NO_SECRET, Secret
from tests.support.people import Visitor, new_raffle, problem
from tests.support.service import Service, Store, small_settings

pytestmark = pytest.mark.http

OLD, NEW = Secret("the secret of last year"), Secret("the secret of this year")


def machine(store: Store, *secrets: Secret) -> Service:
    """Return a service, as on one of several machines. Its RECEIPT_SECRET has these secrets."""
    return Service(small_settings(receipt_secret=secrets), store)


async def created(service: Service, key: str, *, draft: bool = False) -> tuple[str, str | None]:
    """Create a raffle or a draft. Return its id, and "true" if the answer is a replay, else None."""
    async with service.visitor() as manager:
        body = new_raffle(draft=draft or None)
        answer = await manager.post("/raffles/", body, headers={"Idempotency-Key": key})
        assert answer.status_code == 201
        return answer.json()["id"], answer.headers.get("idempotency-replayed")


async def test_the_id_of_a_raffle_does_not_follow_from_the_key_alone(store: Store) -> None:
    # Given a key of a manager that others can guess
    key = f"summer-fair-{uuid4()}"

    # When a machine with a secret creates a raffle with this key, and another machine with this secret gets the request
    # again
    with machine(store, NEW) as first, machine(store, NEW) as second:
        raffle_id, _ = await created(first, key)

        # Then the other machine finds the raffle, and the id of the raffle does not follow from the key alone
        assert await created(second, key) == (raffle_id, "true")
    assert raffle_id == id_from(key, NEW)
    assert raffle_id not in {id_from(key, NO_SECRET), id_from(key, OLD)}


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("before", [(), (OLD,)], ids=["no secret", "old secret"])
async def test_a_service_with_a_new_secret_finds_the_raffles_of_the_old_secret(
    store: Store, before: tuple[Secret, ...], draft: bool
) -> None:
    # Given two raffles or two drafts. A service without a secret created both, or a service with an old secret. Later,
    # a manager deleted one of them
    kept, deleted = f"kept-{uuid4()}", f"deleted-{uuid4()}"
    with machine(store, *before) as earlier:
        raffle_id, _ = await created(earlier, kept, draft=draft)
        gone, _ = await created(earlier, deleted, draft=draft)
        async with earlier.visitor() as manager:
            assert (await manager.delete(f"/raffles/{gone}/")).status_code == 204

    # When the service gets a new secret in front of its other secrets, and both creations are sent again, Then no
    # raffle is created
    with machine(store, NEW, *before) as later:
        assert await created(later, kept, draft=draft) == (raffle_id, "true")
        async with later.visitor() as manager:
            body = new_raffle(draft=draft or None)
            again = await manager.post("/raffles/", body, headers={"Idempotency-Key": deleted})
            assert problem(again) == "raffle-deleted"


async def test_without_a_secret_the_id_follows_from_the_key(manager: Visitor) -> None:
    # When a service without a secret creates a raffle with a key, Then the raffle has the same id as in old versions
    key = f"creation-{uuid4()}"
    answer = await manager.post("/raffles/", new_raffle(), headers={"Idempotency-Key": key})
    assert answer.json()["id"] == id_from(key, NO_SECRET)


def test_a_huge_incarnation_of_the_store_does_not_slow_a_creation_down() -> None:
    # Given a restored store. Its incarnation (the number of its restores) is huge, because a stranger changed the
    # backup

    # When a manager creates a raffle with a key, Then the service looks only for the ids of the newest incarnations
    ids = ids_from("a key of a manager", [NEW, OLD], 10**15)
    assert len(ids) == 2 * INCARNATIONS
    assert ids[:2] == [id_from("a key of a manager", secret, 10**15) for secret in (NEW, OLD)]
