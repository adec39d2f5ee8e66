"""`raffle-service restored` completes the restore of a store that is not embedded, and says what to do next.

It suspends raffles: they refuse claims and draws until a manager resumes them. The incarnation counts the restores of a
store.
"""

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from app import commands, repair, restored
from app.domain.listing import RaffleFilter
from app.embedded.server import EmbeddedStore
from app.restored import NotRestored
from app.service.records import FILE_NAME
from app.store import keys
from app.store.connect import connect
from tests.support.commands import on, run_here, run_in_thread
from tests.support.parts import Parts, a_raffle
from tests.support.people import new_raffle
from tests.support.ports import free_port
from tests.support.program import Program


async def test_the_raffles_of_a_restored_store_are_suspended(
    valkey: EmbeddedStore, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    # Given a store with a raffle and a draft
    url = valkey.url.removesuffix("0") + "8"
    parts = Parts.on(connect(url))
    raffle, _ = await parts.raffles.create(a_raffle(1))
    await parts.scripts.create_draft("draft", a_raffle(1))
    monkeypatch.setenv("REDIS_URL", url)

    # And a second raffle, and a file of records with what managers did after the backup
    parts_of_line = {"place": 0, "ticket_number": 1, "replaced_by": 2, "reason": "ill"}
    monkeypatch.setenv("DATA_DIR", str(folder))
    deleted, _ = await parts.raffles.create(a_raffle(1))
    lines = (
        {"raffle_id": raffle.id, "substitution": parts_of_line},
        {"raffle_id": deleted.id, "deleted_at": "2026-11-27T10:00:00.000Z"},
        {"raffle_id": "draft", "deleted_at": "2026-11-27T10:00:00.000Z"},
    )
    (folder / FILE_NAME).write_text("".join(json.dumps(line) + "\n" for line in lines))

    # When the program runs
    command = [sys.executable, "-m", "app.commands", "restored"]
    ran = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False)

    # Then it suspends both raffles and the draft, and says who can resume them, and what the backup lacks
    assert (ran.returncode, ran.stdout) == (
        0,
        "suspended raffles: 2; a manager resumes each of them on the page for managers\n"
        "suspended drafts: 1; a manager resumes each of them after its publication\n"
        f"LOOK: records.jsonl has a substitution of raffle {raffle.id}, but the store lacks it: before managers "
        "hand over prizes, repeat the substitutions in the order of the file\n"
        f"LOOK: records.jsonl says that raffle {deleted.id} was deleted, but the store has it: delete it again "
        "on the page /manage, because until then everybody who knows a link can see its pages\n"
        "LOOK: records.jsonl says that raffle draft was deleted, but the store has it: delete it again "
        "on the page /manage, because until then everybody who knows a link can see its pages\n"
        "LOOK: the store lacks what managers changed after the backup: texts, early ends, and which raffles are "
        "unlisted or archived. Look through the raffles on the page /manage, and repeat these changes before you "
        "resume a raffle\n",
    )
    assert await parts.client.commands.hget(keys.raffle(raffle.id), "suspended") == "1"

    # And only the lists of managers show the raffle that was deleted after the backup
    public = await parts.raffles.page(10, None, RaffleFilter(unlisted=False))
    assert [each.id for each in public.raffles] == [raffle.id]
    await parts.close()


@pytest.mark.parametrize(
    ("line", "incarnation"),
    [
        ({"raffle_id": "drawn", "seed": "1", "incarnation": 4, "winners": [1]}, 5),
        ({"restored_at": "2026-11-27T10:00:00.000Z", "incarnation": 7}, 8),
        ({"raffle_id": "drawn", "seed": "1", "incarnation": 2**53, "winners": [1]}, 1),
        (None, 1),
    ],
    ids=["a draw after a restore", "a restore", "a number that no record can have", "no file"],
)
async def test_the_new_incarnation_is_higher_than_those_in_the_records(
    valkey: EmbeddedStore, folder: Path, line: object, incarnation: int
) -> None:
    # Given a store from a backup, and perhaps a file of records that knows a later incarnation
    url = valkey.url.removesuffix("0") + "8"
    parts = Parts.on(connect(url))
    await parts.client.commands.flushdb()
    raffle, _ = await parts.raffles.create(a_raffle(1))
    if line:
        (folder / FILE_NAME).write_text(json.dumps(line, separators=(",", ":")) + "\n")

    # When the restore ends, Then the store has a higher incarnation than every valid one in the file
    assert (await run_in_thread(restored.main, environment=on(folder) | {"REDIS_URL": url})).code == 0
    assert await parts.client.commands.hget(keys.raffle(raffle.id), "suspended") == str(incarnation)

    # And the file has a line about this restore, if there was a file
    written = (folder / FILE_NAME).read_text().splitlines() if line else []
    assert [json.loads(each)["incarnation"] for each in written[1:]] == ([incarnation] if line else [])
    assert (folder / FILE_NAME).exists() == bool(line)
    await parts.client.commands.flushdb()
    await parts.close()


async def test_a_store_with_a_running_service_is_not_changed(valkey: EmbeddedStore, folder: Path) -> None:
    # Given two databases of one server, each with a raffle. A service uses the first database
    served, other = [valkey.url.removesuffix("0") + database for database in "89"]
    parts = [Parts.on(connect(served, serving=True)), Parts.on(connect(other))]
    ids = [(await each.raffles.create(a_raffle(1))).raffle.id for each in parts]

    # When the restore of each database ends
    environments = [on(folder) | {"REDIS_URL": url} for url in (served, other)]
    errors = [(await run_in_thread(restored.main, environment=each)).complained for each in environments]

    # Then the command refuses the first database, and says what to do
    reason = "stop all services first, because this command suspends all undrawn raffles of the store"
    assert errors == [f"a service uses this store: {reason}\n", ""]
    statuses = [(await each.reads.raffle(raffle_id)).status for each, raffle_id in zip(parts, ids, strict=True)]
    assert statuses == ["open", "suspended"]
    for each in parts:
        await each.close()


@pytest.mark.parametrize(
    ("url", "code", "told"),
    [
        ("", 2, "set REDIS_URL to the store that was restored, because "),
        (f"redis://127.0.0.1:{free_port()}", 1, "the restore has not ended, so run this again"),
    ],
    ids=["no store is named", "the store does not answer"],
)
def test_without_a_store_nothing_is_suspended(folder: Path, url: str, code: int, told: str) -> None:
    # Given a DATA_DIR without data. Without this setting, the program would use `var/`, which may have data
    environment = on(folder) | {"REDIS_URL": url}

    # When the program runs without a store, Then it says what to do
    ran = run_here(commands.main, "restored", environment=environment)
    assert ran.code == code
    assert ran.complained.startswith(told)


async def test_a_store_in_the_place_of_a_lost_store_gives_no_raffle_the_id_of_a_lost_raffle(folder: Path) -> None:
    # Given a drawn raffle, which was created with an Idempotency-Key. Its store is lost, but not the file of its draw
    # records
    key = {"Idempotency-Key": "summer-raffle-2026"}
    with Program(folder, RESERVE_SIZE="32") as program:
        async with program.visitor() as manager:
            lost = (await manager.post("/raffles/", new_raffle(1), headers=key)).json()["id"]
            await manager.claim_all(lost, 1)
            assert (await manager.post(f"/raffles/{lost}/winners/")).status_code == 201
    shutil.rmtree(folder / "data" / "appendonlydir")
    (folder / "data" / "store.json").unlink()

    # When the service starts, and somebody repeats the creation, Then the raffle has a new id
    with program:
        async with program.visitor() as manager:
            assert (await manager.post("/raffles/", new_raffle(1), headers=key)).json()["id"] != lost

    # And the file of draw records says that there is a new store. The start has warned
    lines = [json.loads(line) for line in (folder / "data" / FILE_NAME).read_text().splitlines()]
    assert [line["incarnation"] for line in lines if "restored_at" in line] == [1]
    assert "has draw records, but no store" in program.log.read_text()

    # And the next start makes no further store
    with program:
        assert len((folder / "data" / FILE_NAME).read_text().splitlines()) == len(lines)


async def test_an_interrupted_start_in_the_place_of_a_lost_store_is_ended_by_a_repair(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a folder whose store is lost, but not the file of its draw records. The first start begins a new store, and
    # is then interrupted
    data = folder / "data"
    data.mkdir()
    (data / FILE_NAME).write_text('{"raffle_id": "lost", "root": "r"}\n')
    with monkeypatch.context() as patched:
        patched.setattr(restored, "end", interrupted)
        with pytest.raises(NotRestored):
            await asyncio.to_thread(restored.replace_lost_store, data)

    # When the service starts again, Then the start is refused, and says what to do
    program = Program(folder, RESERVE_SIZE="32")
    with pytest.raises(RuntimeError, match="has not ended: run make repair again"):
        program.start()

    # And after a repair, the new store has a new incarnation, and the service starts
    ran = await run_in_thread(repair.main, environment=program.environment)
    assert (ran.code, ran.complained) == (0, "")
    with program, program.store() as store:
        assert store.hget(keys.LAYOUT, "incarnation") == "1"


async def interrupted(*_: object, **__: object) -> NoReturn:
    raise NotRestored("interrupted")
