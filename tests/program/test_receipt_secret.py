"""The secret of the receipts. With it, each machine and each new container can answer a retry with the same ticket.

A receipt is the code of a ticket in encrypted form. The service needs the player's key and this secret to open it.
"""

import logging
import platform
from pathlib import Path

import pytest

from app import backup, doctor, restore
from app.__main__ import main as serve
from app.domain.receipts import Secret
from app.store.connect import connect
from tests.support.commands import run_here, run_in_thread
from tests.support.people import Visitor, problem
from tests.support.program import Program
from tests.support.servers import Server
from tests.support.service import Service, Store, small_settings
from tests.support.waiting import until

KEY = {"Idempotency-Key": "the-key-of-this-player"}
PLAYER = "198.51.100.7"
OLDER, NEWER = "the older secret of the service", "the newer secret of the service"


def machine(folder: Path, server: Server, receipt_secret: str) -> Program:
    """Return a service on a machine of its own, with a store that several machines share."""
    return Program(folder, REDIS_URL=server.url, RECEIPT_SECRET=receipt_secret, RESERVE_SIZE="32")


def service(folder: Path, server: Server, *receipt_secrets: str) -> Service:
    """Return the same service as `machine`, but in the process of the test."""
    folder.mkdir()
    settings = small_settings(data_dir=folder, receipt_secret=tuple(map(Secret, receipt_secrets)))
    return Service(settings, Store(lambda: connect(server.url), server.redis))


def having(folder: Path, text: bytes) -> list[Path]:
    """Look at the files in a folder. Return those that contain a text."""
    return [file for file in folder.rglob("*") if file.is_file() and text in file.read_bytes()]


async def ticket_of(visitor: Visitor, raffle_id: str) -> object:
    """Claim with the key, and return the ticket."""
    answer = await visitor.claim(raffle_id, PLAYER, headers=KEY)
    assert answer.status_code == 201
    return answer.json()


async def test_a_retry_on_another_machine_gets_its_ticket(
    folder: Path, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    # Given two machines that log as much as they can. The first machine has an older secret. The second machine has a
    # newer secret, and also the older one
    caplog.set_level(logging.DEBUG)
    with (
        service(folder / "first", server, OLDER) as first,
        service(folder / "second", server, NEWER, OLDER) as second,
    ):
        async with first.visitor() as here, second.visitor() as there:
            # When a player claims on the first machine, and again on the second, Then both answers have the same ticket
            raffle_id = await here.create(2)
            ticket = await ticket_of(here, raffle_id)
            assert await ticket_of(there, raffle_id) == ticket

            # And the first machine, which lacks the newer secret, cannot open a receipt of the second machine
            other = await there.create(2)
            await ticket_of(there, other)
            assert problem(await here.claim(other, PLAYER, headers=KEY)) == "already-participated"

    # And a new machine with both secrets opens both receipts
    with service(folder / "anew", server, NEWER, OLDER) as anew:
        async with anew.visitor() as here:
            assert await ticket_of(here, raffle_id) == ticket
            await ticket_of(here, other)

    # And no machine has written a secret to a file
    assert not having(folder, b"secret of the service")


async def test_machines_with_different_secrets_are_named(folder: Path, server: Server) -> None:
    # Given two machines that use the same store and have different secrets
    with machine(folder / "first", server, OLDER), machine(folder / "second", server, NEWER) as second:
        # When an operator looks at the second machine
        async with second.visitor() as manager:

            async def warnings() -> list[str]:
                told = (await manager.get("/health/ready")).json()["warnings"]
                return [warning for warning in told if "receipts" in warning]

            await until(warnings)
            (warned,) = await warnings()
        examined = await run_in_thread(doctor.main, environment=second.environment)

        # Then readiness, the log and the doctor (the command that examines a service) say what is wrong, and what to do
        wrong = f"a service on {platform.node()} cannot open the receipts of a service on {platform.node()}"
        assert warned.startswith(f"{wrong}: set RECEIPT_SECRET to the same value for all services")
        assert (folder / "second" / "log").read_text().count(wrong) == 1
        assert examined.code == 1
        assert examined.printed.count(f"LOOK  {wrong}\n      set RECEIPT_SECRET to the same value") == 1

    # And no machine has written a secret to a file, and the store forgets the machines that have ended
    assert not having(folder, b"secret of the service")
    assert not server.redis.exists("raffles:services")


async def test_a_receipt_that_was_made_without_a_secret_still_opens(folder: Path, server: Server) -> None:
    # Given a ticket of a service without a secret
    with service(folder / "before", server) as before:
        async with before.visitor() as manager:
            raffle_id = await manager.create(2)
            ticket = await ticket_of(manager, raffle_id)

    # When a service with a secret replaces this service, Then a retry still gets the ticket
    with service(folder / "after", server, NEWER) as after:
        async with after.visitor() as manager:
            assert await ticket_of(manager, raffle_id) == ticket


async def test_the_embedded_store_keeps_its_secret_beside_its_data(folder: Path) -> None:
    # Given a ticket of a service with an embedded store, and a backup of this store
    with Program(folder, RESERVE_SIZE="32") as program:
        async with program.visitor() as manager:
            raffle_id = await manager.create(2)
            ticket = await ticket_of(manager, raffle_id)
        kept = folder / "data" / "receipt-secret"
        made = kept.read_text()
        assert kept.stat().st_mode & 0o777 == 0o600
        saved = await run_in_thread(backup.main, folder / "saved", environment=program.environment)
        assert saved.code == 0

    # When the service starts again with the same DATA_DIR, Then a retry gets the ticket
    with program:
        async with program.visitor() as manager:
            assert await ticket_of(manager, raffle_id) == ticket

    # And when DATA_DIR is lost, the service has started with an empty DATA_DIR, and somebody then restores the backup
    (folder / "data").rename(folder / "lost")
    with program:
        assert kept.read_text() != made
    restored = await run_in_thread(restore.main, folder / "saved", "--yes", environment=program.environment)
    assert restored.code == 0

    # Then a retry gets the ticket, and only the owner of the file can read the secret
    with program:
        async with program.visitor() as manager:
            assert (await manager.post(f"/raffles/{raffle_id}/resume/")).status_code == 200
            assert await ticket_of(manager, raffle_id) == ticket
    assert kept.stat().st_mode & 0o777 == 0o600

    # And the secret is in no log
    assert made.strip() not in (folder / "log").read_text()


@pytest.mark.parametrize("damaged", ["", "short\n"])
def test_a_damaged_secret_stops_the_start(folder: Path, damaged: str) -> None:
    # Given a file without a secret, for example after a copy that was interrupted
    (folder / "data").mkdir(0o700)
    (folder / "data" / "receipt-secret").write_text(damaged)

    # When the service starts, Then it stops with an error of one line, and does not replace the file
    began = run_here(serve, environment=Program(folder).environment)
    assert (began.code, began.printed) == (1, "")
    assert began.complained.endswith("receipt-secret has no secret: put the file back from a backup\n")
    assert began.complained.count("\n") == 1
    assert (folder / "data" / "receipt-secret").read_text() == damaged
