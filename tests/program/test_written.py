"""A restore accepts each command that a store of this service writes into its files.

It refuses all other commands, because a server runs every command in its files, and a backup may be hostile.
"""

import random
import re
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from redis import Redis

from app import backup, restore
from app.embedded import files, rdb
from app.embedded.program import server_program
from app.embedded.server import EmbeddedStore
from app.embedded.written import WRITTEN, read
from app.store.script import Script, script_folder
from tests.support.commands import on, run_in_thread
from tests.support.needs import ProgramOf
from tests.support.people import Visitor, address, new_raffle, problem
from tests.support.servers import Server
from tests.support.service import serving
from tests.support.waiting import block_until, until

AS_WRITTEN = {"SPOP": "SREM", "EXPIRE": "PEXPIREAT"}
"""The commands that a server writes under another name than the name of the call in the script."""

KEY = {"Idempotency-Key": "the-key-of-this-player"}
CODE = Path(__file__).parent.parent.parent / "app" / "store"


def names_in(folder: Path) -> set[str]:
    """Return the names of the commands in the append-only files of a DATA_DIR."""
    found = set()
    for file in files.data(folder).glob("*.incr.aof"):
        assert read(file).foreign is None
        found |= set(re.findall(rb"(?m)^\*\d+\r\n\$\d+\r\n(\w+)\r$", file.read_bytes()))
    return {name.decode() for name in found}


def test_all_commands_of_the_scripts_may_be_restored(valkey: EmbeddedStore) -> None:
    # Given the names of the commands in the scripts and in the code of the store
    scripts = "".join(Script(file.stem).source for file in script_folder().glob("*.lua"))
    code = "".join(file.read_text(encoding="utf-8") for file in CODE.glob("*.py"))
    called = {*re.findall(r"redis\.p?call\(\s*'(\w+)'", scripts), *re.findall(r'\["([A-Z]+)", ', code)}
    assert len(called) > 20
    assert scripts.count("redis.call(") + scripts.count("redis.pcall(") == len(re.findall(r"call\(\s*'\w+'", scripts))

    # When a server says which of these commands write, Then each of them may be restored
    with Redis.from_url(valkey.url, decode_responses=True) as client:
        told: Any = client.command()
    writing = {name for name in called if name.lower() in told and "write" in told[name.lower()]["flags"]}
    assert {"HSET", "SPOP", "UNLINK"} <= writing
    assert {AS_WRITTEN.get(name, name).encode() for name in writing} <= WRITTEN


async def test_all_commands_in_the_life_of_a_raffle_may_be_restored(folder: Path) -> None:
    # Given a service, and a raffle that was a draft
    with serving(folder / "data", players_per_ipv6_48=5) as service:
        async with service.visitor() as manager:
            draft = await manager.post("/raffles/", new_raffle(draft=True))
            path = f"/raffles/{draft.json()['id']}/"
            await done(manager.ask("PATCH", path, json={"total_tickets": 6, "reserves": 1}))
            await done(manager.post(f"{path}publish/"))
            await until(lambda: is_open(manager, path))

            # When players claim, a player is erased, and a manager changes the raffle
            players = [*map(address, range(4)), "2001:db8::1", "2001:db8:0:1::1"]
            tickets = [(await manager.claim(draft.json()["id"], player, headers=KEY)).json() for player in players[:5]]
            await done(manager.ask("PATCH", path, json={"description": "A fair."}))
            await done(manager.ask("PATCH", path, json={"description": None}))
            await done(manager.post(f"{path}erase/", {"player": players[4]}))

            # And the store is restored, and the raffle is resumed, sold out and drawn
        saved = await run_in_thread(backup.main, folder / "saved", environment=on(folder / "data"))
    assert (saved.code, saved.complained) == (0, "")
    before = names_in(folder / "data")
    restored = await run_in_thread(restore.main, folder / "saved", "--yes", environment=on(folder / "data"))
    assert restored.code == 0
    with serving(folder / "data", players_per_ipv6_48=5) as service:
        async with service.visitor() as manager:
            await done(manager.post(f"{path}resume/"))
            tickets.append((await manager.claim(draft.json()["id"], players[5])).json())
            await done(manager.post(f"{path}winners/"))
            check = {name: tickets[0][name] for name in ("ticket_number", "verification_code")}
            wrong = check | {"verification_code": "0000-0000-0000-0000"}
            assert problem(await manager.post(f"{path}verify-ticket/", wrong)) == "invalid-code"
            await done(manager.post(f"{path}verify-ticket/", check))
            winner = (await manager.get(f"{path}draw/")).json()["winners"][0]
            await done(manager.post(f"{path}stage/", {"position": 1, "running": False}))
            await done(manager.post(f"{path}substitutions/", {"ticket_number": winner, "reason": "did not come"}))
            substitute = (await manager.get(f"{path}winners/")).json()[0]["ticket_number"]
            (code,) = [each["verification_code"] for each in tickets if each["ticket_number"] == substitute]
            await done(manager.post(f"{path}hand-overs/", {"ticket_number": substitute, "verification_code": code}))

            # And another raffle ends early, and this raffle and a draft are deleted
            ended = await manager.create(3)
            at = datetime.now(UTC) + timedelta(seconds=90)
            await done(manager.post(f"/raffles/{ended}/end/", {"ended_at": at.isoformat()}))
            unpublished = await manager.post("/raffles/", new_raffle(draft=True))
            for raffle_id in (ended, unpublished.json()["id"], draft.json()["id"]):
                await done(manager.delete(f"/raffles/{raffle_id}/"))

    # Then a restore allows every command that the store has written. And of the commands that a restore allows, the
    # store has written almost all
    names = before | names_in(folder / "data")
    assert {name.encode() for name in names} <= WRITTEN
    assert {name.decode() for name in WRITTEN} - names <= {"SETRANGE", "PERSIST"}
    again = await run_in_thread(backup.main, folder / "saved again", environment=on(folder / "data"))
    assert again.code == 0


async def done(asked: Awaitable[httpx.Response]) -> None:
    """Assert that a request has succeeded."""
    answer = await asked
    assert answer.is_success, answer.text


async def is_open(visitor: Visitor, path: str) -> bool:
    return bool((await visitor.get(path)).json()["status"] == "open")


@pytest.mark.parametrize("program", ["valkey", "redis"])
def test_a_base_file_of_each_server_may_be_restored(folder: Path, program_of: ProgramOf, program: str) -> None:
    # Given a server with keys of every type and form that the service uses
    path = server_program() if program == "valkey" else program_of(program)
    with Server(folder, program=path) as server, server.redis as client:
        for size in (1, 3, 1000):
            many = [f"{place} " + "x" * 10 for place in range(size)]
            client.sadd(f"numbers {size}", *range(size))
            client.sadd(f"set {size}", *many)
            client.hset(f"hash {size}", mapping=dict.fromkeys(many, "a" * 300))
            client.zadd(f"zset {size}", {each: place for place, each in enumerate(many)})
            client.rpush(f"list {size}", *many)
            client.rpush(f"long list {size}", *["y" * 9000 for _ in range(min(size, 20))])
            client.set(f"bytes {size}", random.Random(size).randbytes(200 * size), ex=1000)
            client.set(f"number {size}", size)

        # When the server has rewritten its file, Then a restore accepts this file: it contains keys and nothing else
        client.bgrewriteaof()
        block_until(lambda: not client.info("persistence")["aof_rewrite_in_progress"])
        block_until(lambda: not client.info("persistence")["aof_rewrite_scheduled"])
        (base,) = folder.rglob("*.base.rdb")
        assert base.stat().st_size > 10_000
        rdb.check(base)
