"""A store that is killed leaves temporary files, which nobody reads. The next start removes these files.

They have addresses of players. For example, a store leaves such a file if it is killed during a rewrite: it then writes
a shorter copy of its append-only file.
"""

import errno
import os
import shutil
import signal
from contextlib import suppress
from pathlib import Path
from typing import Literal

import pytest
from redis import RedisError

from app.embedded import files, leftovers, orphan
from app.embedded.failure import CannotStart
from app.embedded.server import EmbeddedStore
from tests.support.embedded_sale import Sale, sold
from tests.support.waiting import block_until, block_until_ended

PLAYER = "198.51.100.77"

LEFT = ["temp-rewriteaof-77.aof", "temp-rewriteaof-bg-77.aof", "temp-77.rdb", "temp-1764300000.77.rdb"]
OF_AN_OPERATOR = ["temp-notes.txt", "temp-old.rdb", "dump.rdb"]


def answering(folder: Path) -> int | None:
    """Return the process of the store that runs on a folder, or None if no store answers."""
    with suppress(RedisError), orphan.running(folder) as client:
        return int(client.info("server")["process_id"]) if client else None
    return None


def text(file: Path) -> str:
    return file.read_text(errors="replace") if file.is_file() else ""


def test_a_rewrite_that_a_kill_interrupts_leaves_no_copy_of_the_players(folder: Path) -> None:
    # Given a store that is killed during a rewrite. The process that rewrites lives on
    with EmbeddedStore(folder) as store:
        sale = Sale(store.url, tickets=10)
        sale.claim(PLAYER)
        sale.redis.config_set("rdb-key-save-delay", 300_000)  # in microseconds, for each of about ten keys
        sale.redis.bgrewriteaof()
        copy = block_until(lambda: next(folder.glob("temp-rewriteaof-*.aof"), None))
        rewriting = int(copy.stem.rpartition("-")[2])
        killed = int(sale.redis.info("server")["process_id"])
        os.kill(killed, signal.SIGKILL)

        # When the service has started the store again
        block_until(lambda: answering(folder) not in {None, killed})

        # Then the incomplete copy is removed, and stays removed when the process has ended
        assert not list(folder.glob("temp-*"))
        block_until_ended([rewriting])
        assert not list(folder.glob("temp-*"))

        # And the store can still rewrite its file
        sale.rewrite(folder)


def test_a_start_removes_the_copies_that_a_killed_store_left(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    # Given a store that was killed during a rewrite, together with its service, and files of an operator
    with EmbeddedStore(folder):
        pass
    for name in (*LEFT, *OF_AN_OPERATOR):
        (folder / name).write_text(PLAYER)
    (folder / "temp-checked-7a").mkdir()
    (folder / "temp-checked-7a" / "appendonly.aof.1.incr.aof").write_text(PLAYER)

    # When the store starts again, Then only the files of the operator stay, and the log names each removed file
    with EmbeddedStore(folder):
        assert sorted(each.name for each in folder.iterdir() if PLAYER in text(each)) == sorted(OF_AN_OPERATOR)
    assert not (folder / "temp-checked-7a").exists()
    for name in LEFT:
        assert f"removed {folder / name}, which a killed process had left" in caplog.text


@pytest.mark.parametrize("order", ["little", "big"])
def test_a_start_removes_the_core_dumps_of_a_store(
    folder: Path, caplog: pytest.LogCaptureFixture, order: Literal["little", "big"]
) -> None:
    # Given core dumps that a store of an earlier version wrote when it crashed, under the usual names
    kind = {"core": 4, "program": 2}
    elf = {
        name: b"\x7fELF\x02" + (b"\x01" if order == "little" else b"\x02") + bytes(10) + number.to_bytes(2, order)
        for name, number in kind.items()
    }
    dumps = ["core", "core.77", "core.valkey-server.77", "valkey-server.core"]
    for name in dumps:
        (folder / name).write_bytes(elf["core"] + PLAYER.encode())

    # And other files that an operator has put there
    others = {"core.txt": b"notes", "core.empty": b"", "core.program": elf["program"], "notes": elf["core"]}
    for name, content in others.items():
        (folder / name).write_bytes(content)
    (folder / "core.link").symlink_to("notes")
    (folder / "core.d").mkdir()

    # When the store starts, Then only the core dumps are removed, and the log names each of them
    leftovers.remove(folder)
    assert {each.name for each in folder.iterdir()} == {*others, "core.link", "core.d"}
    for name in dumps:
        assert f"removed {folder / name}, which a killed process had left" in caplog.text


def test_a_start_that_is_refused_removes_no_copy(folder: Path) -> None:
    # Given a store that lost its data. The only rest is the copy of an interrupted rewrite
    sold(folder, 10)
    shutil.rmtree(files.data(folder))
    (folder / LEFT[0]).write_text(PLAYER)

    # When the service starts, Then it refuses to start, and the copy stays
    with pytest.raises(CannotStart), EmbeddedStore(folder):
        pass
    assert (folder / LEFT[0]).exists()


def test_a_copy_that_cannot_be_removed_does_not_stop_a_start(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # Given the copy of an interrupted rewrite, which the service may not remove
    (folder / LEFT[0]).write_text(PLAYER)

    def unlink(self: Path) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted", str(self))

    # When a start tries to remove the copy, Then the start goes on, and the log names the copy
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", unlink)
        leftovers.remove(folder)
    line = f"cannot remove {folder / LEFT[0]}, which may have addresses of players: Operation not permitted"
    assert line in caplog.text
