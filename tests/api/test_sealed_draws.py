"""Draws of sealed raffles over HTTP: who may draw, in which order problems come, and how substitutes are shown.

The seal of a raffle fixes its tickets after the last claim. The root is the hash over all tickets of the seal. The
proof of a ticket shows that the root contains the ticket. A round is the number of a signature of the beacon (drand).
The signature of a round decides the draw of a raffle with a beacon.
"""

import asyncio
import time
from dataclasses import replace
from typing import Any

import pytest

from app.asgi import Parts
from app.domain.drawn import Drawn
from app.settings import Settings
from app.store import keys
from app.store.draw_scripts import LEASE_MS
from app.store.reads import Reads
from tests.support.people import Visitor, address, problem
from tests.support.service import Service, Store
from tests.support.sold import sell
from tests.support.waiting import until

ROUND = 1000
SIGNATURE = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
RIGHT: dict[str, Any] = {"round": ROUND, "signature": SIGNATURE}


async def sold_out(service: Service, manager: Visitor, total: int = 3, **announced: Any) -> str:
    """Create a raffle and sell all its tickets. If the raffle has a beacon, set a round that came long ago."""
    raffle_id = await manager.create(total, **announced)
    await manager.claim_all(raffle_id, total)
    if "beacon" in announced:
        # This draw without a body is refused, but the service seals the raffle before it refuses the draw.
        assert problem(await manager.post(f"/raffles/{raffle_id}/winners/")) == "beacon-signature-missing"
        service.store.redis.hset(keys.raffle(raffle_id), "round", ROUND)
    return raffle_id


async def test_anybody_sends_the_signature_of_a_beacon(service: Service, manager: Visitor, player: Visitor) -> None:
    # Given a raffle with a beacon whose round has come
    raffle_id = await sold_out(service, manager, beacon="quicknet")
    path = f"/raffles/{raffle_id}/winners/"

    # When a player sends a wrong signature, and after it the right signature, Then the player draws the winners
    assert problem(await player.post(path, RIGHT | {"signature": "c" + 95 * "0"})) == "beacon-signature-wrong"
    drawn = await player.post(path, RIGHT)
    assert drawn.status_code == 201
    assert len(drawn.json()) == 1

    # And a second draw is refused. A draw from a page of another site is refused too
    assert problem(await player.post(path, RIGHT)) == "already-drawn"
    foreign = await player.post(path, RIGHT, headers={"Sec-Fetch-Site": "cross-site"})
    assert problem(foreign) == "cross-site"

    # And the log has a line for the draw, without the address of the player
    line = (await manager.get(f"/raffles/{raffle_id}/log/")).json()[-1]
    assert line.keys() == {"at", "act"}
    assert line["act"] == "drew"


async def test_without_a_beacon_only_a_manager_draws(service: Service, manager: Visitor, player: Visitor) -> None:
    # Given a raffle without a beacon, When a player draws this raffle or an unknown raffle, Then the request is refused
    raffle_id = await sold_out(service, manager)
    for unknown in (raffle_id, "0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11", "x"):
        answer = await player.post(f"/raffles/{unknown}/winners/", RIGHT)
        assert (answer.status_code, problem(answer)) == (403, "not-a-manager")


async def test_the_state_of_a_raffle_is_checked_before_the_body_of_a_draw(service: Service, manager: Visitor) -> None:
    # Given a raffle with one ticket that nobody has claimed. Its draw is refused for this reason, even if the body of
    # the draw has a wrong form
    raffle_id = await manager.create(2, beacon="quicknet")
    path, wrong = f"/raffles/{raffle_id}/winners/", {"signature": 1}
    await manager.claim(raffle_id, address(1))
    assert problem(await manager.post("/raffles/x/winners/", wrong)) == "raffle-not-found"
    assert problem(await manager.post(path, wrong)) == "tickets-remaining"

    # When the raffle sells out, Then the service checks a draw in this order: the body, the round, the signature
    await manager.claim(raffle_id, address(2))
    assert problem(await manager.post(path, wrong)) == "invalid-request"
    assert problem(await manager.post(path, {"round": 1})) == "beacon-signature-missing"
    assert problem(await manager.post(path, RIGHT)) == "wrong-round"
    now = int(service.store.redis.hget(keys.raffle(raffle_id), "round") or 0)
    early = await manager.post(path, RIGHT | {"round": now})
    assert (early.status_code, problem(early)) == (409, "round-not-yet")
    assert 50 <= int(early.headers["Retry-After"]) <= 63
    service.store.redis.hset(keys.raffle(raffle_id), "round", ROUND + 1)
    assert problem(await manager.post(path, RIGHT | {"round": ROUND + 1})) == "beacon-signature-wrong"
    service.store.redis.hset(keys.raffle(raffle_id), "round", ROUND)
    assert (await manager.post(path, RIGHT)).status_code == 201
    assert problem(await manager.post(path, wrong)) == "already-drawn"


@pytest.mark.http
async def test_a_signature_is_accepted_in_one_spelling_only(service: Service, manager: Visitor) -> None:
    # When a signature is not spelled as the API wants it, Then the request is refused as invalid
    raffle_id = await sold_out(service, manager, beacon="quicknet")
    for signature in (SIGNATURE.upper(), SIGNATURE[:-1], SIGNATURE + "\n", "", None, 7):
        answer = await manager.post(f"/raffles/{raffle_id}/winners/", RIGHT | {"signature": signature})
        assert (answer.status_code, problem(answer)) == (400, "invalid-request"), signature

    # And no winner is drawn
    assert not (await manager.get(f"/raffles/{raffle_id}/")).json()["winners_drawn"]


async def test_a_substitution_is_shown_in_every_list(service: Service, manager: Visitor, player: Visitor) -> None:
    # Given a drawn raffle with two substitutes, and a client that has read the winners and the record
    raffle_id = await sold_out(service, manager, 3, reserves=2)
    (winner,) = (await manager.post(f"/raffles/{raffle_id}/winners/")).json()
    before = {path: await player.get(f"/raffles/{raffle_id}/{path}/") for path in ("winners", "draw")}
    assert (await player.get(f"/raffles/{raffle_id}/substitutions/")).json() == []

    # When a manager substitutes the winner, Then everybody sees this substitution in the list of substitutions
    asked = {"ticket_number": winner["ticket_number"], "reason": "Did not come"}
    path = f"/raffles/{raffle_id}/substitutions/"
    assert problem(await player.post(path, asked)) == "not-a-manager"
    answer = await manager.post(path, asked)
    assert answer.status_code == 201
    assert (await player.get(path)).json() == [answer.json()]
    assert problem(await manager.post(path, asked)) == "already-substituted"

    # And the winners, their CSV and the record have changed, so their old entity tags (ETags) do not match any more
    replaced_by = answer.json()["replaced_by"]
    for name, old in before.items():
        new = await player.get(f"/raffles/{raffle_id}/{name}/", headers={"If-None-Match": old.headers["ETag"]})
        assert new.status_code == 200
        current = await player.get(f"/raffles/{raffle_id}/{name}/", headers={"If-None-Match": new.headers["ETag"]})
        assert current.status_code == 304
    holders = (await player.get(f"/raffles/{raffle_id}/winners/")).json()
    assert holders == [
        {"ticket_number": replaced_by, "prize": "Prize", "replaces": winner["ticket_number"]},
    ]
    csv = (await player.get(f"/raffles/{raffle_id}/winners/", headers={"Accept": "text/csv"})).text
    assert csv.splitlines()[1:] == [f"{replaced_by},Prize,{winner['ticket_number']}"]
    assert (await player.get(f"/raffles/{raffle_id}/draw/")).json()["winners"] == [winner["ticket_number"]]


async def test_another_substitution_after_a_restore_has_another_tag(service: Service, manager: Visitor) -> None:
    # Given a drawn raffle whose only substitution a client has seen
    raffle_id = await sold_out(service, manager, 4, prizes=[("Book", 2)], reserves=2)
    first, second = (await manager.post(f"/raffles/{raffle_id}/winners/")).json()
    path = f"/raffles/{raffle_id}/substitutions/"
    await manager.post(path, {"ticket_number": first["ticket_number"], "reason": "Did not come"})
    seen = {name: await manager.get(f"/raffles/{raffle_id}/{name}/") for name in ("winners", "draw")}

    # When a restore of the store loses the substitution, and a manager replaces the other winner by the substitute
    service.store.redis.delete(keys.substitutions(raffle_id))
    answer = await manager.post(path, {"ticket_number": second["ticket_number"], "reason": "Did not come"})
    assert answer.status_code == 201

    # Then the client gets the new winners and the new record
    for name, old in seen.items():
        new = await manager.get(f"/raffles/{raffle_id}/{name}/", headers={"If-None-Match": old.headers["ETag"]})
        assert new.status_code == 200


@pytest.mark.http
async def test_the_claim_of_the_last_ticket_begins_the_seal(settings: Settings, own_store: Store) -> None:
    # Given a service whose search for raffles without a seal runs only once an hour
    def searching_rarely(parts: Parts) -> Parts:
        parts.seals._search_seconds = 3600.0
        return parts

    with Service(settings, own_store, searching_rarely) as service:
        async with service.wait_for_codes().visitor() as manager:
            raffle_id = await manager.create(2)

            # When a player claims the last ticket, Then the raffle is sealed, although no manager draws and no search
            # runs
            for place in range(2):
                assert (await manager.claim(raffle_id, address(place))).status_code == 201
            await until(lambda: service.store.redis.hexists(keys.raffle(raffle_id), "root"))


async def test_a_draw_is_refused_for_a_moment_while_another_worker_seals(service: Service, manager: Visitor) -> None:
    # Given a sold-out raffle that another worker is sealing
    raffle_id = await manager.create(1)

    async def go_on() -> None:
        while True:
            lease: dict[Any, Any] = {"sealing": "another worker", "sealing_until": round(time.time() * 1000) + LEASE_MS}
            service.store.redis.hset(keys.raffle(raffle_id), mapping=lease)
            await asyncio.sleep(LEASE_MS / 1000 / 10)

    other_worker = asyncio.create_task(go_on())
    await asyncio.sleep(0)  # Give the other worker time to begin.
    sell(service.store, raffle_id, 1)

    # When a manager draws, Then the answer is not-sealed, and says when to try again
    early = await manager.ask("POST", f"/raffles/{raffle_id}/winners/")
    other_worker.cancel()
    assert (early.status_code, problem(early), early.headers["Retry-After"]) == (409, "not-sealed", "2")

    # And when the other worker has died, Then a draw seals the raffle and succeeds
    service.store.redis.hset(keys.raffle(raffle_id), "sealing_until", 1)
    assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201


async def test_a_player_gets_the_proof_of_their_ticket(service: Service, manager: Visitor, player: Visitor) -> None:
    # Given a raffle that is not sealed, so that a proof is refused
    raffle_id = await manager.create(2)
    ticket = (await manager.claim(raffle_id, address(1))).json()
    check = {name: ticket[name] for name in ("ticket_number", "verification_code")}
    path = f"/raffles/{raffle_id}/ticket-proof/"
    early = await player.post(path, check)
    assert (early.status_code, problem(early)) == (409, "not-sealed")
    assert early.headers["Retry-After"]

    # When a worker seals the raffle, Then the player with the ticket gets the proof, with the root that everybody sees
    await manager.claim(raffle_id, address(2))
    assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201
    proof = (await player.post(path, check)).json()
    assert proof["root"] == (await player.get(f"/raffles/{raffle_id}/")).json()["root"]
    assert proof.keys() == {"ticket_number", "phc", "path", "tree_size", "root"}
    assert (proof["ticket_number"], proof["tree_size"], len(proof["path"])) == (ticket["ticket_number"], 2, 1)


class SlowReads(Reads):
    """Reads draws slowly, and counts how many draws are read at the same time."""

    now = most = 0

    async def drawn(self, raffle_id: str) -> Drawn:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.02)  # time enough for other requests of the client
        self.now -= 1
        return await super().drawn(raffle_id)


@pytest.mark.http
@pytest.mark.parametrize("path", ["winners/?ticket_number=1", "winners/?limit=1", "substitutions/", "draw/"])
async def test_a_client_reads_one_draw_at_a_time(settings: Settings, store: Store, path: str) -> None:
    # Given a service with a drawn raffle
    reads: list[SlowReads] = []

    def change(parts: Parts) -> Parts:
        reads.append(SlowReads(parts.client))
        return replace(parts, reads=reads[0])

    with Service(settings, store, change) as service:
        async with service.wait_for_codes().visitor() as manager, service.visitor(address(7)) as visitor:
            raffle_id = await manager.create(1)
            await manager.claim_all(raffle_id, 1)
            assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201

            # When a client sends many requests about the draw at the same time
            answers = await asyncio.gather(*(visitor.get(f"/raffles/{raffle_id}/{path}") for _ in range(8)))

    # Then every request is answered, and only one draw was read at a time
    assert {answer.status_code for answer in answers} == {200}
    assert reads[0].most == 1
