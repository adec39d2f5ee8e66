"""The exact keys and values of the store after each step in the life of a raffle."""

import json
import re
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from app.domain.new_raffle import RaffleRequest
from app.domain.raffle import Prize
from app.store import keys
from app.store.answers import ClaimRequest
from tests.support.parts import Parts, claim_or_raise
from tests.support.service import Store

DAY = 24 * 60 * 60


def everything(store: Store) -> dict[str, Any]:
    """Return the whole content of a store: each key with its type and value."""
    redis: Any = store.redis
    read = {
        "string": redis.strlen,
        "hash": redis.hgetall,
        "set": redis.smembers,
        "zset": partial(redis.zrange, start=0, end=-1, withscores=True),
        "list": partial(redis.lrange, start=0, end=-1),
    }
    return {key: (kind := redis.type(key), read[kind](key)) for key in redis.keys("*")}


async def test_the_keys_of_a_raffle_from_creation_to_deletion(empty: Store, parts: Parts) -> None:
    # When a manager creates a raffle of two tickets
    new = RaffleRequest(name="Fair", total_tickets=2, prizes=[Prize("Bicycle", 1)], entropy_source="drand")
    raffle, _ = await parts.raffles.create(new, manager="anna")
    key = f"raffle:{{{raffle.id}}}"

    # Then the store has only the raffle's hash, its pool (the tickets that nobody has claimed), its log, and its
    # entries in the sets of raffle ids
    created = {
        "name": "Fair",
        "total_tickets": "2",
        "prizes": '[{"name":"Bicycle","amount":1}]',
        "created_at": raffle.created_at,
        "filled": "2",
        "entropy_source": "drand",
        "terms": raffle.terms,
    }
    log = [f'{{"act":"created","manager":"anna","at":"{raffle.created_at}"}}']
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", raffle.created_at)
    score = datetime.fromisoformat(raffle.created_at).timestamp() * 1000
    assert everything(empty) == {
        "raffles": ("zset", [(raffle.id, pytest.approx(score, abs=0.01))]),
        "raffles:unsealed": ("set", {raffle.id}),
        key: ("hash", created),
        f"{key}:pool": ("set", {"1", "2"}),
        f"{key}:log": ("list", log),
    }

    # When players claim both tickets
    tickets = {player: await parts.claim(raffle.id, player) for player in ("198.51.100.1", "2001:db8::/64")}

    # Then the pool no longer exists, the players have tickets, and the codes are kept only as hashes
    numbers = {player: str(ticket.ticket_number) for player, ticket in tickets.items()}
    phc: Any = empty.redis.hgetall(f"{key}:codes")
    assert phc.keys() == set(numbers.values()) == {"1", "2"}
    assert all(text.startswith("$argon2id$v=19$") for text in phc.values())
    created["player_rule"] = "ipv6/64"
    claimed = {
        "raffles": ("zset", [(raffle.id, pytest.approx(score, abs=0.01))]),
        "raffles:unsealed": ("set", {raffle.id}),
        key: ("hash", created),
        f"{key}:players": ("hash", numbers),
        f"{key}:codes": ("hash", phc),
        f"{key}:log": ("list", log),
    }
    assert everything(empty) == claimed
    codes = [ticket.verification_code for ticket in tickets.values()]
    text = json.dumps(everything(empty), default=sorted)
    assert not any(code in text or code.replace("-", "") in text for code in codes)

    # And the key of the players expires 400 days after the last claim if nobody draws. No other key expires
    assert 400 * DAY - 10 <= empty.redis.ttl(f"{key}:players") <= 400 * DAY
    assert {empty.redis.ttl(one) for one in claimed if one != f"{key}:players"} == {-1}

    # When a manager draws the winner
    await parts.draw(raffle.id, "8d61")

    # Then the hash has the fields of the draw, and the winner is in the list of winners
    record = await parts.record(raffle.id)
    sealed = {
        "root": record.root,
        "withdrawn_hash": record.withdrawn_hash,
        "withdrawn_tickets": "0",
        "sealed_at": record.sealed_at,
    }
    drawn = {"entropy": "8d61", "seed": record.seed, "algorithm": "raffle-draw/2", "drawn_at": record.drawn_at}
    del claimed["raffles:unsealed"]
    assert everything(empty) == claimed | {
        key: ("hash", created | sealed | drawn),
        f"{key}:log": ("list", [*log, f'{{"act":"drew","at":"{record.drawn_at}"}}']),
        f"{key}:tree": ("string", 32),
        f"{key}:winners": ("zset", [(str(record.winners[0]), 0.0)]),
    }

    # And the key of the players expires a day after the draw, and no other key expires
    assert DAY - 10 <= empty.redis.ttl(f"{key}:players") <= DAY
    assert {empty.redis.ttl(one) for one in everything(empty) if one != f"{key}:players"} == {-1}

    # When a manager deletes the raffle, Then the store has its tombstone (what is kept of a deleted raffle), its log,
    # and its id in the list of deleted raffles
    await parts.raffles.delete(raffle.id)
    tombstone: Any = empty.redis.hgetall(key)
    deleted_at = tombstone.pop("deleted_at")
    names = ("name", "total_tickets", "terms", "created_at", "root", "withdrawn_hash", "drawn_at")
    assert tombstone == {name: (created | sealed | drawn)[name] for name in names}
    score = datetime.fromisoformat(deleted_at).timestamp() * 1000
    assert everything(empty)["raffles:deleted"] == ("zset", [(raffle.id, pytest.approx(score, abs=0.01))])
    assert everything(empty).keys() == {key, f"{key}:log", "raffles:deleted"}
    assert 400 * DAY - 10 <= empty.redis.ttl(f"{key}:log") <= 400 * DAY


async def test_a_receipt_expires_with_the_players(empty: Store, parts: Parts) -> None:
    # Given a claim with an Idempotency-Key, so that the store has a receipt (the encrypted code of the ticket)
    raffle, _ = await parts.raffles.create(RaffleRequest(name="Fair", total_tickets=1, prizes=[Prize("Bicycle", 1)]))
    parts.stock()
    await claim_or_raise(parts.claims, raffle.id, "198.51.100.1", "a key of the client")
    receipts = keys.receipts(raffle.id)
    assert empty.redis.hkeys(receipts) == ["198.51.100.1"]
    assert 400 * DAY - 10 <= empty.redis.ttl(receipts) <= 400 * DAY

    # When a manager draws the winners, Then the receipt expires after a day
    await parts.draw(raffle.id, None)
    assert DAY - 10 <= empty.redis.ttl(receipts) <= DAY


async def test_networks_are_counted_only_under_a_limit_and_expire_with_the_players(empty: Store, parts: Parts) -> None:
    # Given a raffle with two claims of IPv6 players: the first claim has no limit for networks, the second claim has
    # one
    raffle, _ = await parts.raffles.create(RaffleRequest(name="Fair", total_tickets=2, prizes=[Prize("Bicycle", 1)]))
    await parts.claim(raffle.id, "2001:db8::/64")
    networks = keys.networks(raffle.id)
    assert not empty.redis.exists(networks)
    limited = ClaimRequest("2001:db8:0:1::/64", "phc", "", "2001:db8::/48", 5)
    await parts.scripts.claim(raffle.id, [limited])
    assert empty.redis.hgetall(networks) == {"2001:db8::/48": "1"}
    assert 400 * DAY - 10 <= empty.redis.ttl(networks) <= 400 * DAY

    # When a manager draws the winners, Then the key `networks` expires after a day
    await parts.draw(raffle.id, None)
    assert DAY - 10 <= empty.redis.ttl(networks) <= DAY

    # And when a manager deletes the raffle, Then no address is left
    await parts.raffles.delete(raffle.id)
    assert everything(empty).keys() == {keys.raffle(raffle.id), keys.log(raffle.id), keys.DELETED}


def test_all_keys_of_a_raffle_share_its_hash_tag() -> None:
    # When the keys of a raffle are made, Then they have the same hash tag. So they are in the same slot of a cluster
    for key in (keys.raffle, keys.pool, keys.players, keys.codes, keys.receipts, keys.hand_overs, keys.log):
        assert key("an-id").startswith("raffle:{an-id}")
    assert keys.failures("an-id", "198.51.100.1") == "raffle:{an-id}:failures:198.51.100.1"
