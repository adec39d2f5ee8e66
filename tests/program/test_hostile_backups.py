"""A backup may come from anybody. A restore reads only regular files, and runs only commands that our store writes."""

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from redis import Redis

from app import backup, restore
from app.embedded import server
from app.embedded.failure import CannotStart
from app.embedded.program import server_program
from app.embedded.server import EmbeddedStore
from app.store import keys
from tests.support.append_only import command
from tests.support.commands import on, run, run_here
from tests.support.needs import ProgramOf
from tests.support.waiting import block_until

SECONDS = 60
"""The longest time that a restore may take. A restore that waits for a FIFO would take forever."""

pytestmark = pytest.mark.timeout(SECONDS)

BASE, INCREMENT = "appendonlydir/appendonly.aof.1.base.rdb", "appendonlydir/appendonly.aof.1.incr.aof"
MANIFEST = "appendonlydir/appendonly.aof.manifest"
READ = [BASE, INCREMENT, MANIFEST, "backup.json", "receipt-secret", "records.jsonl"]
"""The files that a restore reads."""


@pytest.fixture
def saved(made: Path, folder: Path) -> Path:
    """A copy of the backup in `made`, three folders below the folder of the test."""
    shutil.copytree(made / "saved", folder / "media" / "stick" / "saved")
    return folder / "media" / "stick" / "saved"


def everything(folder: Path) -> dict[str, tuple[int, int]]:
    """Return every path below a folder, with its inode and its number of hard links."""
    found = ((path, path.lstat()) for path in folder.rglob("*"))
    return {str(path): (is_at.st_ino, 0 if path.is_dir() else is_at.st_nlink) for path, is_at in found}


def refusal(folder: Path, saved: Path) -> str:
    """Restore a backup into a new DATA_DIR. Return the line of the refusal, and check that nothing was written."""
    before = everything(folder)
    ran = run_here(restore.main, saved, "--yes", environment=on(folder / "data"))
    assert (ran.code, ran.printed) == (1, "")
    assert ran.complained.count("\n") == 1, ran.complained
    assert everything(folder) == before
    return ran.complained.removesuffix("\n")


def a_fifo(path: Path) -> None:
    os.mkfifo(path)


def a_link(path: Path) -> None:
    (path.parent / "elsewhere").write_text("s" * 43)
    path.symlink_to(path.parent / "elsewhere")


def a_broken_link(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def a_link_to_a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket must be short, so bind only its name
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path.name)
    os.chdir(here)


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("make", [a_fifo, a_link, a_broken_link, a_link_to_a_device, a_socket, Path.mkdir])
def test_only_regular_files_are_restored(folder: Path, saved: Path, name: str, make: Callable[[Path], None]) -> None:
    # Given a backup in which one file is replaced by something that is no regular file
    (saved / name).unlink()
    make(saved / name)

    # When somebody restores the backup, Then one line names this file, and nothing is written
    assert f"{saved / name} is no regular file" in refusal(folder, saved)


def test_the_folder_of_the_data_must_be_in_the_backup(folder: Path, saved: Path) -> None:
    # Given a backup whose data folder is a symbolic link to another folder
    (saved / "appendonlydir").rename(folder / "other")
    (saved / "appendonlydir").symlink_to(folder / "other")

    # When somebody restores the backup, Then one line names the link, and nothing is written
    assert refusal(folder, saved) == f"{saved}/appendonlydir is a symbolic link, and not a part of the backup"


@pytest.mark.parametrize(
    "name",
    [
        "../../../evil.1.base.rdb",
        "../../../evilfile",
        "..",
        "/etc/hostname",
        "evilfile",
        "evil.0.base.rdb",
        f"evil.{'9' * 5000}.base.rdb",
        "evil\0.1.base.rdb",
        "evil\x1b[2J.1.base.rdb",
    ],
)
def test_a_manifest_names_only_files_of_a_store(folder: Path, saved: Path, name: str) -> None:
    # Given a manifest (the list of the data files) with a file name that no store gives to a data file. In some cases,
    # a file with this name exists
    text = (saved / MANIFEST).read_text()
    (saved / MANIFEST).write_text(text.replace("appendonly.aof.1.base.rdb", name))
    for there in (folder / "media", folder / "media" / "stick", saved / "appendonlydir"):
        for file in ("evilfile", "evil.1.base.rdb", "evil.0.base.rdb"):
            shutil.copy(saved / BASE, there / file)

    # When somebody restores the backup, Then one line names the manifest, and nothing is written anywhere
    line = refusal(folder, saved)
    assert line.startswith(f"{saved / MANIFEST} names ")
    assert line.isprintable()


def test_a_backup_may_be_reached_over_a_symbolic_link(folder: Path, saved: Path) -> None:
    # Given a symbolic link to the folder of a backup
    (folder / "latest").symlink_to(saved)

    # When somebody gives this link to the restore, Then the backup is restored
    assert run("restore", folder / "latest", environment=on(folder / "data"), seconds=SECONDS).code == 0


def append(file: Path, content: bytes) -> None:
    file.write_bytes(file.read_bytes() + content)


def behind_the_last_command(saved: Path, attack: bytes) -> str:
    append(saved / INCREMENT, attack)
    return INCREMENT


def before_the_first_command(saved: Path, attack: bytes) -> str:
    (saved / INCREMENT).write_bytes(attack + (saved / INCREMENT).read_bytes())
    return INCREMENT


def in_a_transaction(saved: Path, attack: bytes) -> str:
    append(saved / INCREMENT, command("MULTI") + command("HSET", "raffle:{fair}", "x", "1") + attack + command("EXEC"))
    return INCREMENT


def behind_a_base_file(saved: Path, attack: bytes) -> str:
    append(saved / BASE, attack)
    return BASE


def instead_of_a_base_file(saved: Path, attack: bytes) -> str:
    (saved / BASE).write_bytes(command("SELECT", "0") + attack)
    return BASE


def behind_an_rdb_that_is_no_base_file(saved: Path, attack: bytes) -> str:
    (saved / INCREMENT).write_bytes((saved / BASE).read_bytes() + attack)
    return INCREMENT


def between_files(saved: Path, attack: bytes) -> str:
    name = "appendonly.aof.2.incr.aof"
    append(
        saved / MANIFEST, b"file appendonly.aof.2.incr.aof seq 2 type i\nfile appendonly.aof.3.incr.aof seq 3 type i\n"
    )
    (saved / "appendonlydir" / name).write_bytes(attack)
    (saved / "appendonlydir" / "appendonly.aof.3.incr.aof").touch()
    return f"appendonlydir/{name}"


PLACES = [
    behind_the_last_command,
    before_the_first_command,
    in_a_transaction,
    behind_a_base_file,
    instead_of_a_base_file,
    behind_an_rdb_that_is_no_base_file,
    between_files,
]


@pytest.mark.parametrize("hide", PLACES)
def test_no_foreign_command_is_run(folder: Path, saved: Path, hide: Callable[[Path, bytes], str]) -> None:
    # Given a server that waits for connections, and a backup with a foreign command. This command would make a store
    # connect to the server
    with socket.create_server(("127.0.0.1", 0)) as waiting:
        waiting.settimeout(0)
        port = str(waiting.getsockname()[1])
        name = hide(saved, command("MIGRATE", "127.0.0.1", port, "raffle:{fair}", "0", "1000"))

        # When somebody restores the backup, Then one line names the file, and no store has connected to the server
        assert refusal(folder, saved).startswith(f"{saved / name} ")
        with pytest.raises(BlockingIOError):
            waiting.accept()


def test_no_library_of_functions_is_loaded(folder: Path, saved: Path) -> None:
    # Given a backup with a library in its base file. A loaded library would run
    base = (saved / BASE).read_bytes()
    library = b"#!lua name=evil\nwhile true do end"
    (saved / BASE).write_bytes(base[:9] + b"\xf5" + bytes([len(library)]) + library + base[9:-8] + bytes(8))

    # When somebody restores the backup, Then one line says that the base file has a library
    assert refusal(folder, saved) == (
        f"{saved / BASE} has a library of functions, but a store of this service has no libraries"
    )


@pytest.mark.parametrize("program", ["valkey", "redis"])
def test_no_damaged_value_is_loaded(
    folder: Path, program: str, program_of: ProgramOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a base file with a list whose last element ends after the list. A server that used this element could run
    # any code
    path = server_program() if program == "valkey" else program_of(program)
    monkeypatch.setattr(server, "server_program", lambda: path)
    packed = b"\x0d\0\0\0" + b"\x02\0" + b"\x81a\x02" + b"\xbcx\x02" + b"\xff"
    (folder / "appendonlydir").mkdir()
    (folder / BASE).write_bytes(b"REDIS0010\xfe\0\x12\x04list\x01\x02\x0d" + packed + b"\xff" + bytes(8))
    (folder / MANIFEST).write_text("file appendonly.aof.1.base.rdb seq 1 type b\n")

    # When a server starts on this file, Then it refuses the file
    with pytest.raises(CannotStart, match=r"base.rdb is damaged: "), EmbeddedStore(folder):
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_of_somebody_else_is_copied(folder: Path, saved: Path) -> None:
    # Given a backup whose base file belongs to another user. A hard link to this file would let the other user change
    # the restored data
    os.chown(saved / BASE, 4321, 4321)

    # When root restores the backup, Then DATA_DIR contains a copy of the base file, which belongs to root
    assert run_here(restore.main, saved, environment=on(folder / "data")).code == 0
    there = (folder / "data" / BASE).stat()
    assert (there.st_uid, there.st_nlink) == (0, 1)


def test_a_backup_that_a_restore_would_refuse_is_not_made(folder: Path) -> None:
    # Given a store in which an operator has used a command that the service never uses
    with EmbeddedStore(folder / "data") as store, Redis.from_url(store.url) as client:
        client.zadd(keys.RAFFLES, {"fair": 1})
        client.rename(keys.RAFFLES, keys.DELETED)

        # When somebody makes a backup, Then one line names the command, and there is no backup
        ran = run_here(backup.main, folder / "saved", environment=on(folder / "data"))
        assert (ran.code, ran.printed) == (1, "")
        assert "has the command 'RENAME' at byte " in ran.complained
        assert ran.complained.endswith("this command: a restore would refuse this backup\n")
        assert not (folder / "saved").exists()

        # And when the store has rewritten its file, Then somebody can make a backup
        client.bgrewriteaof()
        block_until(lambda: not client.info("persistence")["aof_rewrite_in_progress"])
        assert run_here(backup.main, folder / "saved", environment=on(folder / "data")).code == 0
