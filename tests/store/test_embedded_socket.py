"""The embedded store listens only on a unix socket, and only its owner can use this socket."""

import errno
import os
import signal
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from redis import Redis

from app.embedded import folder as folder_of
from app.embedded.failure import CannotStart
from app.embedded.folder import running_url
from app.embedded.server import EmbeddedStore
from tests.support.servers import Server
from tests.support.waiting import block_until, block_until_ended


def client(store: EmbeddedStore) -> Redis:
    return Redis.from_url(store.url, decode_responses=True)


def permissions(path: Path) -> int:
    return path.stat().st_mode & 0o777


def own_environment(process: int) -> set[str]:
    """Return the names of the variables with which a process was started."""
    return {entry.partition("=")[0] for entry in Path(f"/proc/{process}/environ").read_text().split("\0") if entry}


def long(folder: Path) -> Path:
    """Make a folder whose path is too long for a socket."""
    made = folder / ("long" * 30) / "data"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The temporary folder of the system, for one test only. Its path is short."""
    with TemporaryDirectory(prefix="t") as made:
        monkeypatch.setattr(tempfile, "tempdir", made)
        yield Path(made)


def test_the_store_listens_on_a_socket_of_its_owner_and_on_no_port(folder: Path) -> None:
    # When a store runs
    with EmbeddedStore(folder) as store, client(store) as redis:
        # Then it has no TCP port, and only its owner can use the socket and its folder
        assert redis.info("server")["tcp_port"] == 0
        assert (permissions(store.socket), permissions(store.socket.parent)) == (0o600, 0o700)
        assert store.socket.is_relative_to(folder)
        assert running_url(folder) == store.url

    # And when the store has ended, Then its socket and the file with its address are removed
    assert not store.socket.parent.exists()
    assert running_url(folder) is None


def test_the_server_gets_no_environment_of_the_service(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a service whose environment has a secret
    monkeypatch.setenv("RECEIPT_SECRET", "a secret of the receipts")

    # When a store runs, Then its environment has only the variables for libraries and for the memory allocator
    with EmbeddedStore(folder) as store, client(store) as redis:
        given = own_environment(redis.info("server")["process_id"])
        assert {"GLIBC_TUNABLES"} <= given <= {"LD_LIBRARY_PATH", "GLIBC_TUNABLES"}


@pytest.mark.parametrize("name", ["with space", "Verlosung für Zoë", "50% off?", "a#b", "x" * 60 + "é" * 20])
def test_a_folder_with_any_name_has_a_store(folder: Path, name: str) -> None:
    # Given a DATA_DIR whose name has characters with a meaning in URLs, or has more bytes than characters
    data = folder / name

    # When a store runs there, Then a client finds the store at its address
    with EmbeddedStore(data) as store, Redis.from_url(running_url(data) or "") as redis:
        assert redis.ping()
        assert len(os.fsencode(store.socket)) < 108


def test_a_folder_with_a_long_path_has_its_socket_in_the_temporary_folder(folder: Path, temporary: Path) -> None:
    # Given two folders with long paths
    first, second = long(folder / "first"), long(folder / "second")

    # When a store runs on each folder
    with EmbeddedStore(first) as one, EmbeddedStore(second) as other, client(one) as redis:
        # Then each store has its own socket, in a folder that only the owner can use
        assert one.socket.parent.parent == other.socket.parent.parent == temporary
        assert one.socket != other.socket
        assert permissions(one.socket.parent) == 0o700
        assert redis.config_get("dir")["dir"] == str(first)
        assert running_url(first) == one.url
        assert not (first / "socket").exists()

    # And when both stores have ended, Then the temporary folder is empty
    assert list(temporary.iterdir()) == []


def test_a_folder_that_somebody_else_prepared_is_not_used(folder: Path, temporary: Path) -> None:
    # Given a DATA_DIR with a long path. The store would make a folder in the temporary folder, but a link already has
    # the name of this folder
    data = long(folder)
    with EmbeddedStore(data) as store:
        name = store.socket.parent
    name.symlink_to(folder)

    # When a store starts, Then its socket is in a folder with another name, which only the owner can use
    with EmbeddedStore(data) as store, client(store) as redis:
        assert store.socket.parent != name
        assert permissions(store.socket.parent) == 0o700
        assert running_url(data) == store.url
        assert redis.ping()

    # And the link is not used, and is all that stays in the temporary folder
    assert list(folder.iterdir()) == [folder / ("long" * 30)]
    assert permissions(folder) == 0o700
    assert list(temporary.iterdir()) == [name]


def test_without_a_temporary_folder_the_store_runs_in_its_own_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a machine on which no temporary folder can be written
    def refused() -> str:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", refused)

    # When a store starts, Then it needs no temporary folder. With a long path, one line says what to do
    with EmbeddedStore(folder) as store:
        assert store.socket.is_relative_to(folder)
    line = (
        r"^no socket can be in .* \(AF_UNIX path too long\) or .* \(No usable temporary directory found\): set DATA_DIR"
    )
    with pytest.raises(CannotStart, match=line), EmbeddedStore(long(folder)):
        pass


def test_a_file_system_without_sockets_has_its_socket_in_the_temporary_folder(
    folder: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a DATA_DIR in which no socket can be made, as on a FAT file system
    real = socket.socket.bind

    def refuse(self: socket.socket, name: str) -> None:
        if name.startswith(str(folder)):
            raise PermissionError
        real(self, name)

    monkeypatch.setattr(socket.socket, "bind", refuse)

    # When a store starts, Then its socket is in the temporary folder
    with EmbeddedStore(folder) as store, client(store) as redis:
        assert store.socket.is_relative_to(temporary)
        assert redis.ping()


def test_the_socket_of_a_killed_server_does_not_stop_a_start(folder: Path) -> None:
    # Given a socket that nobody listens on
    with EmbeddedStore(folder) as store:
        pass
    store.socket.parent.mkdir()
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(store.socket))

    # When a store starts, Then it answers on this socket
    with EmbeddedStore(folder) as store, client(store) as redis:
        assert redis.ping()


@pytest.mark.parametrize("removed", ["socket", "folder"])
def test_a_store_whose_socket_was_removed_gets_a_new_one(folder: Path, temporary: Path, removed: str) -> None:
    # Given a store with data, and another program that has removed the socket of the store
    with EmbeddedStore(long(folder)) as store:
        with client(store) as redis:
            redis.set("raffle", "kept")
        store.socket.unlink()
        if removed == "folder":
            store.socket.parent.rmdir()

        # When the service notices this, Then the store answers at the same address, with its data
        block_until(store.socket.exists)
        with client(store) as redis:
            block_until(lambda: not redis.info("persistence")["loading"])
            assert redis.get("raffle") == "kept"


def test_a_store_without_socket_and_data_files_goes_on_with_the_data_in_its_memory(folder: Path) -> None:
    # Given a store with data
    looks: list[None] = []

    class Looking(EmbeddedStore):
        def _end_if_unreachable(self) -> None:
            looks.append(None)
            super()._end_if_unreachable()

    with Looking(folder / "data") as store, client(store) as redis:
        redis.set("raffle", "kept")

        # When somebody moves all files of the store away, and the service looks twice for the socket of the store
        (folder / "data").rename(folder / "elsewhere")
        seen = len(looks)
        block_until(lambda: len(looks) > seen + 2)

        # Then the server goes on, and has its data
        assert redis.get("raffle") == "kept"
        (folder / "elsewhere").rename(folder / "data")


def test_the_server_that_a_killed_service_of_version_1_0_left_behind_is_ended(folder: Path) -> None:
    # Given a server on a TCP port, and a file with the number of this port. A service of version 1.0.0 left both when
    # it was killed
    data = folder / "data"
    old = Server(data)
    with old:
        (data / "store.port").write_text(str(old.port))
        old.redis.set("raffle", "kept")

        # When a store starts on this folder, Then the old server is stopped, and the new server has the data
        with EmbeddedStore(data) as store, client(store) as redis:
            block_until(lambda: not old.runs())
            assert redis.get("raffle") == "kept"
        assert not (data / folder_of.PORT_FILE).exists()


def test_only_an_answer_of_its_own_server_counts_for_a_store(folder: Path) -> None:
    # Given a store whose server has a known process id
    with EmbeddedStore(folder / "ours") as store:
        with client(store) as redis:
            ours = redis.info("server")["process_id"]

        # Then only an answer of this process counts as an answer of the store
        assert store._loading(ours) is False
        assert store._loading(ours + 1) is None
        os.kill(ours, signal.SIGKILL)
        block_until_ended([ours])
