"""The creation of a raffle announces times, beacon and substitutes. The terms are a hash of what was announced.

The beacon (drand) publishes a signature for each round. The first round at or after `draw_at` decides the draw. A
substitute is a ticket that can replace a winner.
"""

from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest

from tests.support.people import Visitor, fields, new_raffle, problem

ANNOUNCED: dict[str, Any] = {
    "opens_at": "2099-11-26T18:00:00.1239Z",
    "closes_at": "2099-11-26T20:30:00+01:30",
    "draw_at": "2099-11-26t19:00:00.5z",
    "beacon": "quicknet",
    "reserves": 1,
    "substitute_after_hours": 48,
}
"""All fields that can be announced. The times are in the forms that people write."""

SHOWN: dict[str, Any] = ANNOUNCED | {
    "opens_at": "2099-11-26T18:00:00.123Z",
    "closes_at": "2099-11-26T19:00:00.000Z",
    "draw_at": "2099-11-26T19:00:00.500Z",
}
"""All announced fields in the form that the service shows."""

CANONICAL = (
    '{"beacon":"quicknet","closes_at":"2099-11-26T19:00:00.000Z","draw_at":"2099-11-26T19:00:00.500Z","name":"Fair",'
    '"opens_at":"2099-11-26T18:00:00.123Z","prizes":[{"amount":1,"name":"Prize"}],"reserves":1,'
    '"substitute_after_hours":48,"total_tickets":3}'
)
"""The canonical JSON (RFC 8785) of what is announced."""


async def test_a_raffle_shows_what_was_announced(manager: Visitor) -> None:
    # When a manager announces everything that can be announced
    answer = await manager.post("/raffles/", new_raffle(**ANNOUNCED))

    # Then the raffle shows every announced field, and each time has one spelling. The raffle also shows its terms, and
    # its round: the first round of the beacon that comes at `draw_at` or later
    assert answer.status_code == 201
    raffle = answer.json()
    assert SHOWN.items() <= raffle.items()
    assert raffle["terms"] == sha256(CANONICAL.encode()).hexdigest()
    genesis, period, draw_at = 1_692_803_367_000, 3_000, 4_099_402_800_500
    assert raffle["announced_round"] == -(-(draw_at - genesis) // period) + 1

    # And everybody who reads the raffle sees the same fields
    assert (await manager.get(f"/raffles/{raffle['id']}/")).json() == raffle


@pytest.mark.parametrize("nothing", [{}, dict.fromkeys(ANNOUNCED), {"reserves": 0}], ids=["absent", "null", "0"])
async def test_what_was_not_announced_is_absent(manager: Visitor, nothing: dict[str, Any]) -> None:
    # When a manager announces nothing (the fields are absent or null, or the number of substitutes is 0)
    raffle = (await manager.post("/raffles/", new_raffle(**nothing))).json()

    # Then the raffle shows none of these fields, and its terms are those of a raffle that announces nothing
    assert not raffle.keys() & {*ANNOUNCED, "announced_round"}
    canonical = '{"name":"Fair","prizes":[{"amount":1,"name":"Prize"}],"total_tickets":3}'
    assert raffle["terms"] == sha256(canonical.encode()).hexdigest()


async def test_without_a_time_of_the_draw_no_round_is_announced(manager: Visitor) -> None:
    # When a raffle has a beacon and no draw_at, Then the raffle shows no round
    raffle = (await manager.post("/raffles/", new_raffle(beacon="quicknet"))).json()
    assert raffle["beacon"] == "quicknet"
    assert "announced_round" not in raffle


async def test_a_retry_may_spell_the_same_times_in_another_way(manager: Visitor) -> None:
    # Given a raffle that was created with a key
    key = {"Idempotency-Key": f"creation-{uuid4()}"}
    first = (await manager.post("/raffles/", new_raffle(**ANNOUNCED), headers=key)).json()

    # When a retry of the creation spells the same times in another way, Then the answer is the raffle of the first
    # request
    again = await manager.post("/raffles/", new_raffle(**SHOWN), headers=key)
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert again.json() == first

    # And when one time differs by a millisecond, Then the retry is refused, because it asks for a different raffle
    other = SHOWN | {"draw_at": "2099-11-26T19:00:00.501Z"}
    assert problem(await manager.post("/raffles/", new_raffle(**other), headers=key)) == "idempotency-key-reused"


@pytest.mark.http
async def test_a_refusal_names_each_time_that_is_not_in_the_future(manager: Visitor) -> None:
    # When two of three times are in the past
    times: dict[str, Any] = {
        "opens_at": "2020-11-26T18:00:00Z",
        "closes_at": "2020-11-26T19:00:00Z",
        "draw_at": "2099-11-26T20:00:00Z",
    }
    answer = await manager.post("/raffles/", new_raffle(**times))

    # Then the answer names these two fields, and the current time of the service
    assert (answer.status_code, fields(answer)) == (400, ["opens_at", "closes_at"])
    assert "Expected a time in the future: now it is 20" in answer.json()["errors"][0]["message"]


@pytest.mark.http
async def test_every_ticket_may_win_or_be_a_reserve(manager: Visitor) -> None:
    # When there are as many tickets as prizes and substitutes together, Then the raffle is created. With one substitute
    # more, the raffle is refused. The API calls substitutes `reserves`
    assert (await manager.post("/raffles/", new_raffle(3, [("Prize", 1)], reserves=2))).status_code == 201
    answer = await manager.post("/raffles/", new_raffle(3, [("Prize", 1)], reserves=3))
    assert (answer.status_code, fields(answer)) == (400, ["reserves"])
