"""A restore brings back the addresses of players who were erased after the backup, and then erases these players again.

This is possible because records.jsonl, the file of draw records, has a line for each erasure. The line has no address.
"""

import json
from typing import Any

import msgspec
import pytest

from app.domain.erasure import ErasureRequest
from app.errors import RaffleDeleted
from app.service import restores
from app.service.records import Records
from app.store import keys
from tests.support.parts import Parts, a_raffle
from tests.support.service import Store

PLAYER, OTHER = "203.0.113.7", "203.0.113.8"

Backup = dict[str, bytes]


@pytest.fixture
def redis(empty: Store) -> Any:
    return empty.redis


def back_up(redis: Any) -> Backup:
    return {key: redis.dump(key) for key in redis.scan_iter("*")}


def put_back(redis: Any, backup: Backup) -> None:
    redis.flushall()
    for key, content in backup.items():
        redis.restore(key, 0, content)


def lines(parts: Parts) -> list[dict[str, Any]]:
    """Return the lines of erasures in the file of records."""
    found = [json.loads(line) for line in parts.records._file.path.read_bytes().splitlines()]
    return [line for line in found if "erasure" in line]


async def erase(parts: Parts, raffle_id: str, **whom: Any) -> None:
    await parts.erasures.erase(raffle_id, ErasureRequest(**whom))


@pytest.mark.parametrize("by", ["ticket_number", "player"])
async def test_an_erasure_is_in_the_file_without_the_address(parts: Parts, by: str) -> None:
    # Given a raffle with a claimed ticket, When a manager erases the player
    raffle, _ = await parts.raffles.create(a_raffle(2))
    number = (await parts.claim(raffle.id, PLAYER)).ticket_number
    await erase(parts, raffle.id, **({by: number} if by == "ticket_number" else {by: PLAYER}))

    # Then the file has a line with the ticket and the time, and neither the address nor the hash of the code
    (line,) = lines(parts)
    content = parts.records._file.path.read_text()
    assert line["raffle_id"] == raffle.id
    assert line["erasure"]["ticket_number"] == number
    assert line["erasure"]["erased_at"] == (await parts.reads.log(raffle.id, 1, 1))[0].at
    assert PLAYER not in content
    assert "argon2" not in content


async def test_an_erasure_by_another_machine_is_added_to_the_file(parts: Parts, empty: Store) -> None:
    # Given an erasure whose line is missing in the file of this machine
    raffle, _ = await parts.raffles.create(a_raffle(2))
    await parts.claim(raffle.id, PLAYER)
    await erase(parts, raffle.id, player=PLAYER)
    (line,) = lines(parts)
    parts.records._file.path.unlink()

    # When this machine searches for missing lines twice, Then the file has the line once
    for _ in range(2):
        await Records(parts.reads, parts.records._file.path)._append_missing()
    assert lines(parts) == [line]

    # And when the raffle was deleted and its lines were removed, Then the line is not added again
    await parts.raffles.delete(raffle.id)
    parts.records._file.path.unlink()
    await parts.records._append_missing()
    assert lines(parts) == []


async def test_an_erasure_far_down_in_a_long_log_is_added_to_the_file(parts: Parts, redis: Any) -> None:
    # Given an erasure behind two thousand other acts, and its line is missing in the file
    raffle, _ = await parts.raffles.create(a_raffle(2))
    await parts.claim(raffle.id, PLAYER)
    redis.rpush(keys.log(raffle.id), *[redis.lindex(keys.log(raffle.id), 0)] * 2_000)
    await erase(parts, raffle.id, player=PLAYER)
    (line,) = lines(parts)
    parts.records._file.path.unlink()

    # When this machine searches for missing lines, Then the file has the line
    await parts.records._append_missing()
    assert lines(parts) == [line]


async def test_the_log_after_a_restore_does_not_name_the_ticket_of_an_erased_player(parts: Parts, redis: Any) -> None:
    # Given a backup of a raffle with two players, who were erased by their addresses after the backup
    raffle, _ = await parts.raffles.create(a_raffle(3))
    for player in (PLAYER, OTHER):
        await parts.claim(raffle.id, player)
    backup = back_up(redis)
    for player in (PLAYER, OTHER):
        await erase(parts, raffle.id, player=player)

    # When the backup is restored, Then the log of the raffle has both erasures, and no ticket number
    put_back(redis, backup)
    await restores.end(parts.client, parts.records)
    log = [line for line in await parts.reads.log(raffle.id, 0, 10) if line.act == "erased"]
    assert len(log) == 2
    assert all(line.ticket_number is msgspec.UNSET for line in log)


async def test_a_restore_erases_players_again(parts: Parts, redis: Any) -> None:
    # Given a backup of a raffle with two players, one of whom was erased after the backup
    raffle, _ = await parts.raffles.create(a_raffle(3))
    number = (await parts.claim(raffle.id, PLAYER)).ticket_number
    await parts.claim(raffle.id, OTHER)
    backup = back_up(redis)
    await erase(parts, raffle.id, player=PLAYER)

    # When the backup is restored, Then the erased player is erased again, and the other player keeps the ticket
    for _ in range(2):
        put_back(redis, backup)
        _, found = await restores.end(parts.client, parts.records)
        assert found.lost == ["players who were erased after the backup, and whom this restore has erased again: 1"]
        assert redis.hget(keys.players(raffle.id), f"erased-{number}") == str(number)
        assert redis.hget(keys.players(raffle.id), PLAYER) is None
        assert redis.hget(keys.receipts(raffle.id), PLAYER) is None
        assert redis.hget(keys.players(raffle.id), OTHER) is not None

    # And when the last step of the restore is repeated, Then nobody is left to erase
    _, found = await restores.end(parts.client, parts.records)
    assert (found.erased, found.lost) == (0, [])


async def test_a_restore_does_not_erase_a_later_player_of_the_ticket(parts: Parts, redis: Any) -> None:
    # Given a raffle with one ticket, and a backup without claims. A player claimed the ticket and was erased
    raffle, _ = await parts.raffles.create(a_raffle(1))
    backup = back_up(redis)
    await parts.claim(raffle.id, PLAYER)
    await erase(parts, raffle.id, player=PLAYER)

    # When the backup is restored, and another player claims the same ticket
    put_back(redis, backup)
    await restores.end(parts.client, parts.records)
    await parts.raffles.resume(raffle.id)
    await parts.claim(raffle.id, OTHER)

    # Then a further restore of a backup with this player does not erase this player
    put_back(redis, back_up(redis))
    _, found = await restores.end(parts.client, parts.records)
    assert found.erased == 0
    assert redis.hget(keys.players(raffle.id), OTHER) == "1"


async def test_a_damaged_raffle_does_not_stop_the_other_erasures(parts: Parts, redis: Any) -> None:
    # Given a backup of two raffles whose players were erased after the backup. In one raffle, the codes are damaged
    raffle_ids = [(await parts.raffles.create(a_raffle(2)))[0].id for _ in range(2)]
    for raffle_id in raffle_ids:
        await parts.claim(raffle_id, PLAYER)
    backup = back_up(redis)
    for raffle_id in raffle_ids:
        await erase(parts, raffle_id, player=PLAYER)
    put_back(redis, backup)
    redis.delete(keys.codes(raffle_ids[0]))
    redis.set(keys.codes(raffle_ids[0]), "text")

    # When the restore ends, Then the player of the other raffle is erased
    _, found = await restores.end(parts.client, parts.records)
    assert found.erased == 1
    assert redis.hget(keys.players(raffle_ids[1]), PLAYER) is None


async def test_a_deleted_raffle_of_the_file_does_not_stop_a_restore(parts: Parts, redis: Any) -> None:
    # Given a backup in which a raffle is deleted. The file has an erasure in this raffle
    raffle, _ = await parts.raffles.create(a_raffle(2))
    await parts.claim(raffle.id, PLAYER)
    await erase(parts, raffle.id, player=PLAYER)
    await parts.raffles.delete(raffle.id)

    # When the restore ends, Then nobody is erased, and the raffle stays deleted
    _, found = await restores.end(parts.client, parts.records)
    assert found.erased == 0
    with pytest.raises(RaffleDeleted):
        await parts.reads.raffle(raffle.id)
