"""The file of draw records: it is complete, has each record once, and is compared with the store.

A draw record has everything that one needs to compute the winners again. The file also notes seals (the fixed tickets
of a raffle), substitutions, hand-overs of prizes, and deletions. It shows what a store has lost after a restore.
"""

import asyncio
import json
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app.domain import draw
from app.domain.drawn import SubstitutionRequest
from app.domain.hand_over import HandOverRequest
from app.errors import RaffleDeleted
from app.service import record_file
from app.service.record_file import RecordFile
from app.service.records import AGREEMENT, Records
from app.store import keys
from tests.support.parts import Parts, a_raffle
from tests.support.people import address
from tests.support.service import Store
from tests.support.waiting import until


async def a_drawn_raffle(parts: Parts) -> str:
    """Create a raffle of three tickets, draw it, and return its id."""
    raffle = (await parts.raffles.create(a_raffle(3, 2))).raffle
    for place in range(3):
        await parts.claim(raffle.id, address(place))
    await parts.draw(raffle.id)
    return raffle.id


def lines(parts: Parts) -> list[bytes]:
    """Return the lines of the file that are records of draws."""
    return [line for line in all_lines(parts) if b'"winners":[' in line]


def all_lines(parts: Parts) -> list[bytes]:
    return parts.records._file.path.read_bytes().splitlines()


def a_line(raffle_id: str, seed: str, **more: object) -> bytes:
    return json.dumps({"raffle_id": raffle_id, "seed": seed, **more, "winners": [1]}, separators=(",", ":")).encode()


async def test_a_draw_is_in_the_file_when_it_is_answered(parts: Parts) -> None:
    # When a manager draws two raffles
    raffle_ids = [await a_drawn_raffle(parts) for _ in range(2)]

    # Then the file has both records in the order of the draws. They are equal to the answers to a GET
    kept = [msgspec.json.decode(line) for line in lines(parts)]
    assert kept == [msgspec.to_builtins(await parts.record(raffle_id)) for raffle_id in raffle_ids]

    # And each line is enough to compute the draw again
    assert [len(draw.check(record)) for record in kept] == [2, 2]


async def test_a_large_record_needs_no_room_in_the_temporary_folder(
    parts: Parts, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    # Given a record that is too large for the memory, and no temporary folder
    monkeypatch.setattr(record_file, "IN_MEMORY_BYTES", 100)
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "missing"))

    # When a manager draws the raffle, Then its record is in the file, and nothing else is left beside the file
    raffle_id = await a_drawn_raffle(parts)
    assert [json.loads(line)["raffle_id"] for line in lines(parts)] == [raffle_id]
    assert [file.name for file in parts.records._file.path.parent.iterdir()] == [parts.records._file.path.name]


async def test_a_file_that_cannot_be_written_does_not_lose_the_draw(parts: Parts) -> None:
    # Given a folder at the path of the file
    path = parts.records._file.path
    path.mkdir()

    # When a manager draws a raffle, Then the draw is in the store, and a warning says what to do
    raffle_id = await a_drawn_raffle(parts)
    assert (await parts.record(raffle_id)).winners
    (warning,) = parts.records.warnings
    assert warning.startswith(f"draw records cannot be kept in {path}: make this file writable")

    # And when the file can be written again, Then the search for missing records appends the record. After this, the
    # warning ends
    path.rmdir()
    searching = asyncio.create_task(parts.records.keep_all())
    await until(path.exists)
    await until(lambda: parts.records.warnings == [])
    parts.records.close()
    await searching
    assert [json.loads(line)["raffle_id"] for line in lines(parts)] == [raffle_id]


async def test_a_missing_record_is_appended_once(parts: Parts, empty: Store) -> None:
    # Given a draw whose record is missing, because the worker crashed before the write
    raffle_id = await a_drawn_raffle(parts)
    parts.records._file.path.unlink()

    # When two workers of one machine search for missing records at the same time
    workers = [Records(parts.reads, parts.records._file.path) for _ in range(2)]
    assert (await workers[0].differences()).missing == [raffle_id]
    await asyncio.gather(*(worker._append_missing() for worker in workers))

    # Then the file has one line, and nothing is missing
    assert len(lines(parts)) == 1
    assert await workers[0].differences() == AGREEMENT


@pytest.mark.parametrize(
    "torn", [b'{"raffle_id":"fair","se', b'{"raffle_id":"fair","seed":"1","winners":[1,2]}', b"\0" * 9]
)
def test_an_incomplete_line_is_ignored_and_removed(folder: Path, torn: bytes) -> None:
    # Given a file whose last line is incomplete after a power cut
    path = folder / "records.jsonl"
    path.write_bytes(a_line("first", "1") + b"\n" + torn)
    file = RecordFile(path)
    assert file.kept().seeds == {"first": {"1"}}

    # When a worker appends a record, Then the file has only complete lines
    file.append("fair", "2", BytesIO(a_line("fair", "2")))
    assert path.read_bytes().splitlines() == [a_line("first", "1"), a_line("fair", "2")]
    assert RecordFile(path).kept().seeds == {"first": {"1"}, "fair": {"2"}}


def test_many_writers_write_each_record_once(folder: Path) -> None:
    # Given four workers that write the same records, each with its own object for the file
    ready = threading.Barrier(4)

    def work(_: int) -> None:
        file = RecordFile(folder / "new" / "records.jsonl")
        ready.wait()
        for place in range(50):
            file.append(str(place), "seed", BytesIO(a_line(str(place), "seed", name="x" * 100_000)))

    # When they write at the same time
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))

    # Then the file has each record once, and each record is complete
    kept = [json.loads(line)["raffle_id"] for line in (folder / "new" / "records.jsonl").read_bytes().splitlines()]
    assert sorted(kept) == sorted(str(place) for place in range(50))


def test_a_line_that_is_read_in_several_pieces_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a file with a long record and a second record. The first record has a name that looks like the start of its
    # list of winners
    monkeypatch.setattr(record_file, "_HEAD_BYTES", 100)
    line = a_line("fair", "1", name=',"winners":[')[:-1] + b"," + b"7," * 1_000 + b"7]}"
    file = RecordFile(folder / "records.jsonl")
    file.append("fair", "1", BytesIO(line))
    file.append("next", "2", BytesIO(a_line("next", "2")))

    # When another process reads the file, Then it finds both records
    assert RecordFile(folder / "records.jsonl").kept().seeds == {"fair": {"1"}, "next": {"2"}}


def test_a_file_that_somebody_replaced_is_read_again(folder: Path) -> None:
    # Given a file that this service has read
    path = folder / "records.jsonl"
    file = RecordFile(path)
    file.append("first", "1", BytesIO(a_line("first", "1", name="long")))
    assert file.kept().seeds == {"first": {"1"}}

    # When a shorter file replaces it, Then the content of the new file counts
    path.write_bytes(a_line("next", "2") + b"\n")
    assert file.kept().seeds == {"next": {"2"}}


async def test_a_damaged_raffle_does_not_stop_the_search(parts: Parts, empty: Store) -> None:
    # Given two draws that the file does not have. The first raffle is damaged. The key of a third raffle is a text, and
    # not a hash as the service writes it
    damaged, raffle_id = [await a_drawn_raffle(parts) for _ in range(2)]
    parts.records._file.path.unlink()
    empty.redis.hset(keys.raffle(damaged), "prizes", "none")
    empty.redis.set(keys.raffle("odd"), "a text")
    empty.redis.zadd(keys.RAFFLES, {"odd": 1})

    # When the search appends the missing records, Then the draw of the healthy raffle is in the file
    await parts.records._append_missing()
    assert [json.loads(line)["raffle_id"] for line in lines(parts)] == [raffle_id]


async def test_a_second_draw_causes_a_warning(parts: Parts, empty: Store) -> None:
    # Given a raffle that was drawn, and a store that has lost this draw
    raffle_id = await a_drawn_raffle(parts)
    deleted = await a_drawn_raffle(parts)
    await parts.raffles.delete(deleted)
    assert await parts.records.differences() == AGREEMENT
    empty.redis.hdel(keys.raffle(raffle_id), "entropy", "seed", "drawn_at")

    # Then the service finds one difference between the file and the store
    assert await parts.records.differences() == AGREEMENT._replace(contradictory=[raffle_id])

    # And when a manager draws the raffle again, Then the file has both draws, and a warning names the raffle
    empty.redis.delete(keys.winners(raffle_id))
    await parts.draw(raffle_id)
    await parts.records._append_missing()
    assert [json.loads(line)["raffle_id"] for line in lines(parts)].count(raffle_id) == 2
    (warning,) = parts.records.warnings
    assert warning.startswith(
        f"records.jsonl and the store disagree about 1 draws, for example about raffle {raffle_id}: "
    )


async def test_a_raffle_that_the_store_lost_after_its_draw_causes_a_warning(parts: Parts, empty: Store) -> None:
    # Given a drawn raffle, and another raffle that a manager deleted after its draw
    raffle_id = await a_drawn_raffle(parts)
    await parts.raffles.delete(await a_drawn_raffle(parts))
    assert await parts.records.differences() == AGREEMENT

    # When somebody restores the store from a backup without the first raffle
    empty.redis.delete(*empty.redis.keys(f"*{raffle_id}*"))
    empty.redis.zrem(keys.RAFFLES, raffle_id)

    # Then the service finds a difference for the first raffle only
    assert await parts.records.differences() == AGREEMENT._replace(contradictory=[raffle_id])


async def test_a_raffle_that_the_store_lost_after_its_seal_causes_a_warning(parts: Parts, empty: Store) -> None:
    # Given a sealed raffle that is not drawn, and a sealed raffle that a manager deleted
    raffle_id, deleted = [(await parts.raffles.create(a_raffle(1))).raffle.id for _ in range(2)]
    for each in (raffle_id, deleted):
        await parts.claim(each, address(0))
        await parts.seals.ensure(each)
    await parts.raffles.delete(deleted)
    assert await parts.records.differences() == AGREEMENT

    # When somebody restores the store from a backup without the first raffle
    empty.redis.delete(*empty.redis.keys(f"*{raffle_id}*"))
    empty.redis.zrem(keys.RAFFLES, raffle_id)

    # Then a warning names the first raffle only
    assert await parts.records.differences() == AGREEMENT._replace(other_seals=[raffle_id])


async def test_seals_and_substitutions_are_in_the_file(parts: Parts) -> None:
    # Given a raffle that was sealed and drawn, and a winner who was replaced with a substitute (a ticket that was drawn
    # after the winners)
    raffle = (await parts.raffles.create(msgspec.structs.replace(a_raffle(3, 1), reserves=2))).raffle
    for place in range(3):
        await parts.claim(raffle.id, address(place))
    await parts.draw(raffle.id)
    record = await parts.record(raffle.id)
    asked = SubstitutionRequest(record.winners[0], 'did not come,"winners":[')
    substitution = await parts.substitutions.substitute(raffle.id, asked)

    # Then the file has first the seal, then the draw, then the substitution
    seal, drawn, substituted = (json.loads(line) for line in all_lines(parts))
    assert seal == {
        "raffle_id": raffle.id,
        "root": record.root,
        "sealed_at": record.sealed_at,
        "withdrawn_tickets": 0,
        "withdrawn_hash": record.withdrawn_hash,
    }
    assert drawn == msgspec.to_builtins(msgspec.structs.replace(record, substitutions=[]))
    assert substituted == {"raffle_id": raffle.id, "substitution": msgspec.to_builtins(substitution)}

    # And another worker appends nothing to a complete file, and writes all lines again if the file was deleted
    worker = Records(parts.reads, parts.records._file.path)
    await worker._append_missing()
    assert len(all_lines(parts)) == 3
    parts.records._file.path.unlink()
    await worker._append_missing()
    assert sorted(json.loads(line).get("root") is None for line in all_lines(parts)) == [False, False, True]
    assert await worker.differences() == AGREEMENT


async def a_replaced_winner(parts: Parts) -> tuple[str, SubstitutionRequest, HandOverRequest]:
    """Draw a raffle and replace its winner. Return its id, the substitution, and the hand-over to the substitute."""
    raffle = (await parts.raffles.create(msgspec.structs.replace(a_raffle(3, 1), reserves=2))).raffle
    tickets = [await parts.claim(raffle.id, address(place)) for place in range(3)]
    await parts.draw(raffle.id)
    asked = SubstitutionRequest((await parts.record(raffle.id)).winners[0], "did not come")
    substitution = await parts.substitutions.substitute(raffle.id, asked)
    (code,) = [each.verification_code for each in tickets if each.ticket_number == substitution.replaced_by]
    return raffle.id, asked, HandOverRequest(substitution.replaced_by, code, note="to Ada")


async def test_substitutions_and_hand_overs_that_the_store_has_lost_cause_warnings(parts: Parts, empty: Store) -> None:
    # Given two raffles whose winners were replaced. The prizes were handed over to the substitutes
    raffle_id, substitution, hand_over = await a_replaced_winner(parts)
    deleted, _, of_deleted = await a_replaced_winner(parts)
    first = await parts.hand_overs.hand_over(raffle_id, hand_over, "anna")
    await parts.hand_overs.hand_over(deleted, of_deleted, "anna")

    # Then the file has a line for the hand-over, without the manager, the note and the code
    (line,) = [json.loads(line) for line in all_lines(parts) if b"hand_over" in line and raffle_id.encode() in line]
    told = {"ticket_number": first.ticket_number, "prize": first.prize, "handed_over_at": first.handed_over_at}
    assert line == {"raffle_id": raffle_id, "hand_over": told}
    assert await parts.records.differences() == AGREEMENT

    # When a restore loses all substitutions and hand-overs, and a manager deletes the second raffle, Then warnings name
    # the first raffle
    for each in (raffle_id, deleted):
        empty.redis.delete(keys.substitutions(each), keys.hand_overs(each))
    await parts.raffles.delete(deleted)
    both = AGREEMENT._replace(other_substitutions=[raffle_id], other_hand_overs=[raffle_id])
    assert await parts.records.differences() == both
    await parts.records._append_missing()
    assert [warning.partition(": ")[0] for warning in parts.records.warnings] == [
        f"records.jsonl and the store disagree about 1 lists of {kind}, for example about raffle {raffle_id}"
        for kind in ("substitutions", "hand-overs")
    ]

    # And when the manager repeats the substitution and the hand-over, Then file and store differ only in the hand-over,
    # because the file now has two hand-overs of the prize
    await parts.substitutions.substitute(raffle_id, substitution)
    await parts.hand_overs.hand_over(raffle_id, hand_over, "anna")
    assert await parts.records.differences() == both._replace(other_substitutions=[])

    # And when the list of substitutions cannot be read, or the repeated substitution has another reason, Then file and
    # store also differ in the substitutions
    empty.redis.lset(keys.substitutions(raffle_id), 0, "odd")
    assert await parts.records.differences() == both
    empty.redis.delete(keys.substitutions(raffle_id))
    await parts.substitutions.substitute(raffle_id, msgspec.structs.replace(substitution, reason="refused"))
    assert await parts.records.differences() == both


async def test_an_operator_can_remove_the_lines_of_a_deleted_raffle(parts: Parts) -> None:
    # Given a deleted raffle with a substitution and a hand-over
    raffle_id, _, hand_over = await a_replaced_winner(parts)
    await parts.hand_overs.hand_over(raffle_id, hand_over, "anna")
    await parts.raffles.delete(raffle_id)

    # When an operator removes all lines of this raffle, as docs/operating.md says
    path = parts.records._file.path
    removing = await asyncio.create_subprocess_exec("sed", "-i", f'/"raffle_id":"{raffle_id}"/d', path)
    assert await removing.wait() == 0
    assert all_lines(parts) == []

    # Then the service writes only the line about the deletion again, and no other line is missing
    worker = Records(parts.reads, path)
    await worker._append_missing()
    assert [json.loads(line).keys() for line in all_lines(parts)] == [{"raffle_id", "deleted_at"}]
    assert await worker.differences() == AGREEMENT


async def test_a_deletion_is_in_the_file_when_it_is_answered(parts: Parts, empty: Store) -> None:
    # Given a raffle, a draft, and a deleted raffle. The worker that deleted it crashed before it wrote to the file
    raffle_id, crashed = [(await parts.raffles.create(a_raffle(1))).raffle.id for _ in range(2)]
    await parts.scripts.create_draft("draft", a_raffle(1))
    await parts.scripts.delete(crashed)

    # When a manager deletes all three, Then the file has a line for each of them. The line of the draft also says that
    # only managers see the deletion
    await parts.raffles.delete(raffle_id)
    await parts.raffles.delete("draft")
    with pytest.raises(RaffleDeleted):
        await parts.raffles.delete(crashed)
    assert [json.loads(line) for line in all_lines(parts)] == [
        {"raffle_id": each, "deleted_at": empty.redis.hget(keys.raffle(each), "deleted_at")} | unlisted
        for each, unlisted in ((raffle_id, {}), ("draft", {"unlisted": True}), (crashed, {}))
    ]


async def test_a_file_that_cannot_be_written_does_not_stop_a_deletion(parts: Parts, empty: Store) -> None:
    # Given a raffle, and a folder at the path of the file
    raffle_id = (await parts.raffles.create(a_raffle(1))).raffle.id
    path = parts.records._file.path
    path.mkdir()

    # When a manager deletes the raffle, Then the raffle is deleted, and a warning says that the file lacks the line
    await parts.raffles.delete(raffle_id)
    assert empty.redis.zrange(keys.DELETED, 0, -1) == [raffle_id]
    (warning,) = parts.records.warnings
    assert warning.startswith(f"draw records cannot be kept in {path}: make this file writable")

    # And when the file can be written again, Then the search for missing lines appends this line
    path.rmdir()
    await parts.records._append_missing()
    assert [json.loads(line)["raffle_id"] for line in all_lines(parts)] == [raffle_id]
    assert parts.records.warnings == []


async def test_a_deletion_that_the_store_has_lost_causes_a_warning(parts: Parts, empty: Store) -> None:
    # Given a deleted raffle, a deleted draft, and a deleted raffle that is in no backup
    raffle_id, lost = [await a_drawn_raffle(parts) for _ in range(2)]
    await parts.scripts.create_draft("draft", a_raffle(1))
    kept: dict[str, dict[Any, Any]] = {
        key: dict(empty.redis.hgetall(key)) for key in (keys.raffle(raffle_id), keys.draft("draft"))
    }
    for each in (raffle_id, lost, "draft"):
        await parts.raffles.delete(each)

    # When the searches of the service look for missing deletions, Then each deletion still has one line
    for _ in range(2):
        await parts.records._append_missing()
    deletions = [json.loads(line) for line in all_lines(parts) if b'"deleted_at"' in line]
    assert sorted(each["raffle_id"] for each in deletions) == sorted([raffle_id, lost, "draft"])
    (deleted_at,) = [each["deleted_at"] for each in deletions if each["raffle_id"] == raffle_id]
    assert deleted_at == empty.redis.hget(keys.raffle(raffle_id), "deleted_at")
    assert await parts.records.differences() == AGREEMENT

    # When a restore brings the raffle and the draft back, Then a warning says this
    empty.redis.delete(*map(keys.raffle, (raffle_id, "draft", lost)))
    for key, fields in kept.items():
        empty.redis.hset(key, mapping=fields)
    found = await parts.records.differences()
    assert sorted(found.returned) == sorted([raffle_id, "draft"])
    await parts.records._append_missing()
    (warning,) = [warning for warning in parts.records.warnings if "deleted" in warning]
    assert warning.startswith("records.jsonl says that 2 raffles of the store were deleted, for example raffle ")

    # And when a manager deletes both again, Then nothing is wrong
    for each in (raffle_id, "draft"):
        await parts.raffles.delete(each)
    assert (await parts.records.differences()).returned == []


async def test_only_the_list_that_lost_something_is_named(parts: Parts, empty: Store) -> None:
    # Given two raffles. In each raffle, a substitute replaced the winner, and got the prize
    raffle_ids = list[str]()
    for _ in range(2):
        raffle_id, _, hand_over = await a_replaced_winner(parts)
        await parts.hand_overs.hand_over(raffle_id, hand_over, "anna")
        raffle_ids.append(raffle_id)

    # When the store loses the substitution of one raffle and the hand-over of the other raffle, Then a warning names
    # each of these two losses
    first, second = raffle_ids
    empty.redis.delete(keys.substitutions(first), keys.hand_overs(second))
    other_hand_overs = AGREEMENT._replace(other_hand_overs=[second])
    assert await parts.records.differences() == other_hand_overs._replace(other_substitutions=[first])

    # And a raffle that was deleted is not named
    await parts.raffles.delete(first)
    assert await parts.records.differences() == other_hand_overs


async def test_a_damaged_list_does_not_keep_lines_of_other_raffles_from_the_file(parts: Parts, empty: Store) -> None:
    # Given two raffles with a substitution each, and a file that was deleted. The list of substitutions of the newer
    # raffle is damaged
    raffle_id, *_ = await a_replaced_winner(parts)
    damaged, *_ = await a_replaced_winner(parts)
    empty.redis.lset(keys.substitutions(damaged), 0, "odd")
    parts.records._file.path.unlink()

    # When the search appends missing lines, Then the file has the substitution of the first raffle
    await parts.records._append_missing()
    (line,) = [json.loads(line) for line in all_lines(parts) if b'"substitution":' in line]
    assert line["raffle_id"] == raffle_id


async def test_a_second_seal_causes_a_warning(parts: Parts, empty: Store) -> None:
    # Given a sealed raffle. Somebody has changed its root (the hash that fixes its tickets) in the store
    raffle = (await parts.raffles.create(a_raffle(1))).raffle
    await parts.claim(raffle.id, address(0))
    await parts.seals.ensure(raffle.id)
    assert await parts.records.differences() == AGREEMENT
    empty.redis.hset(keys.raffle(raffle.id), "root", "0" * 64)

    # Then a warning names the raffle. The warning stays when the file gets the second seal too
    for _ in range(2):
        await parts.records._append_missing()
        (warning,) = parts.records.warnings
        assert warning.startswith(
            f"records.jsonl and the store disagree about 1 seals, for example about raffle {raffle.id}: "
        )
    assert len(all_lines(parts)) == 2
