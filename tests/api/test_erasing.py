"""When a player is erased, the address is removed. The ticket stays taken, and its code still works."""

import asyncio
from typing import Any

import pytest

from app.service.crowds import MANY_REFUSED
from app.store import keys
from tests.support.people import Visitor, fields, problem
from tests.support.service import Service
from tests.support.waiting import until

KEY = {"Idempotency-Key": "the-key-of-this-player"}


async def erase(manager: Visitor, raffle_id: str, **whom: Any) -> int:
    """Erase a player, and return the status of the answer."""
    return (await manager.post(f"/raffles/{raffle_id}/erase/", whom)).status_code


def addresses(service: Service, raffle_id: str, text: str) -> list[str]:
    """Return the keys of a raffle in the store that have a text in their name or in their value."""
    redis: Any = service.store.redis
    read = {"hash": redis.hgetall, "set": redis.smembers, "list": lambda key: redis.lrange(key, 0, -1)}
    return [
        key
        for key in redis.scan_iter(f"*{raffle_id}*")
        if text in key or text in str(read.get(redis.type(key), lambda _: "")(key))
    ]


@pytest.mark.parametrize("by", ["ticket_number", "player"])
async def test_an_erased_player_can_still_win(service: Service, manager: Visitor, by: str) -> None:
    # Given a raffle of two tickets. A player has claimed one of them with an Idempotency-Key, and has then sent a wrong
    # code
    raffle_id = await manager.create(2, [("Bicycle", 2)])
    address = "203.0.113.7"
    ticket = (await manager.claim(raffle_id, address, headers=KEY)).json()
    number = ticket["ticket_number"]
    service.store.redis.set(keys.failures(raffle_id, address), 1, ex=60)
    assert len(addresses(service, raffle_id, address)) == 3

    # When a manager erases this player, Then no key of the store has the address. The log has a line about this,
    # without the address
    assert await erase(manager, raffle_id, **({by: number} if by == "ticket_number" else {by: address})) == 204
    assert addresses(service, raffle_id, address) == []
    line = (await manager.get(f"/raffles/{raffle_id}/log/")).json()[-1]
    assert line.pop("at")
    told = {"ticket_number": number} if by == "ticket_number" else {}
    assert line == {"act": "erased", "manager": service.manager, **told}

    # And the ticket stays taken. A claim from the address, even with the same Idempotency-Key, gets the other ticket
    assert (await manager.get(f"/raffles/{raffle_id}/")).json()["available_tickets"] == 1
    other = await manager.claim(raffle_id, address, headers=KEY)
    assert (other.status_code, other.json()["ticket_number"]) == (201, 3 - number)

    # And the raffle can be drawn, and the code of the erased player shows what the ticket won
    assert (await manager.post(f"/raffles/{raffle_id}/winners/")).status_code == 201
    check = {"ticket_number": number, "verification_code": ticket["verification_code"]}
    answer = await manager.post(f"/raffles/{raffle_id}/verify-ticket/", check)
    assert answer.json() == {"has_won": True, "prize": "Bicycle"}
    proof = await manager.post(f"/raffles/{raffle_id}/ticket-proof/", check)
    assert proof.status_code == 200

    # And after the draw, no player can be erased any more
    answer = await manager.post(f"/raffles/{raffle_id}/erase/", {"player": address})
    assert (answer.status_code, problem(answer)) == (409, "already-drawn")
    assert "24 hours after the draw" in answer.json()["detail"]


async def test_no_warning_names_an_erased_player(service: Service, manager: Visitor) -> None:
    # Given an address that has a ticket, and a warning that many claims of this address are refused
    raffle_id = await manager.create(20)
    address = "203.0.113.55"
    for _ in range(1 + MANY_REFUSED):
        await manager.claim(raffle_id, address)
    assert address in (await manager.get("/health/ready")).text

    # When a manager erases this player, Then soon no warning has the address
    assert await erase(manager, raffle_id, player=address) == 204

    async def is_forgotten() -> bool:
        return address not in (await manager.get("/health/ready")).text

    await until(is_forgotten)


async def test_a_player_is_erased_once(manager: Visitor) -> None:
    # Given a raffle with one claimed ticket, When several managers erase the player of this ticket at the same time
    raffle_id = await manager.create(3)
    number = (await manager.claim(raffle_id, "203.0.113.7")).json()["ticket_number"]
    results = await asyncio.gather(
        *(erase(manager, raffle_id, ticket_number=number) for _ in range(3)),
        *(erase(manager, raffle_id, player="203.0.113.7") for _ in range(3)),
    )

    # Then one request erases the player, and the other requests find no player. The log has one line for the erasure
    assert sorted(results) == [204, *[404] * 5]
    lines = (await manager.get(f"/raffles/{raffle_id}/log/")).json()
    assert [line["act"] for line in lines] == ["created", "erased"]


@pytest.mark.parametrize("written", ["2001:db8:0:7::9", "2001:DB8:0:7:1::", "2001:db8:0:7::/64", "2001:db8:0:07::/64"])
async def test_an_ipv6_player_is_erased_as_its_network(service: Service, manager: Visitor, written: str) -> None:
    # Given a ticket of an IPv6 player, When a manager erases the network, or any address of the network
    raffle_id = await manager.create(3)
    assert (await manager.claim(raffle_id, "2001:db8:0:7::1")).status_code == 201
    assert await erase(manager, raffle_id, player=written) == 204

    # Then no key of the raffle has the network
    assert addresses(service, raffle_id, "2001:db8:0:7") == []


async def test_an_ipv4_player_in_another_notation_is_erased(manager: Visitor) -> None:
    # Given a ticket of an IPv4 player, When a manager writes the address as IPv6, Then this player is erased
    raffle_id = await manager.create(3)
    assert (await manager.claim(raffle_id, "203.0.113.7")).status_code == 201
    assert await erase(manager, raffle_id, player="::ffff:203.0.113.7") == 204


@pytest.mark.http
async def test_a_request_that_erases_nobody_is_refused(manager: Visitor, player: Visitor) -> None:
    # Given a raffle with one claimed ticket
    raffle_id = await manager.create(3)
    number = (await manager.claim(raffle_id, "203.0.113.7")).json()["ticket_number"]
    path = f"/raffles/{raffle_id}/erase/"

    # When a manager names a player without a ticket, or a ticket that nobody has claimed, Then the answer is
    # player-not-found
    for whom in ({"player": "203.0.113.8"}, {"ticket_number": number % 3 + 1}, {"ticket_number": 99}):
        answer = await manager.post(path, whom)
        assert (answer.status_code, problem(answer)) == (404, "player-not-found")

    # And when a request does not name exactly one player in a valid form, Then the request is refused
    for body, field in (
        ({}, "ticket_number"),
        ({"ticket_number": number, "player": "203.0.113.7"}, "ticket_number"),
        ({"player": "somebody"}, "player"),
        ({"player": f"erased-{number}"}, "player"),
        ({"player": "203.0.113.0/24"}, "player"),
        ({"player": "203.0.113.7/32"}, "player"),
        ({"player": "2001:db8::/48"}, "player"),
        ({"player": ""}, "player"),
        ({"ticket_number": "1"}, "ticket_number"),
    ):
        answer = await manager.post(path, body)
        assert (problem(answer), fields(answer)) == ("invalid-request", [field]), body

    # And only managers can erase players
    assert problem(await player.post(path, {"ticket_number": number})) == "not-a-manager"
    assert await erase(manager, raffle_id, ticket_number=number) == 204
