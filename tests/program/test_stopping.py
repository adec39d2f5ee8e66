"""How the service ends when a supervisor or a terminal stops it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from redis import Redis
from redis.exceptions import ConnectionError as StoreGone

from app.__main__ import SHUTDOWN_SECONDS
from tests.support.people import NO_TLS, new_raffle
from tests.support.ports import free_port
from tests.support.program import CHEAP_KIB, ONLY_WHAT_USERS_HAVE, ROOT, START_SECONDS

pytestmark = pytest.mark.late

STOP_SECONDS = SHUTDOWN_SECONDS - 1.0
"""The longest time of a stop while only event streams are open. A stop that waits for open streams takes longer."""


@pytest.mark.parametrize(
    ("number", "workers"), [(signal.SIGTERM, 1), (signal.SIGHUP, 2)], ids=["terminated", "hung up"]
)
def test_open_streams_and_unfinished_requests_do_not_delay_a_stop(
    tmp_path: Path, number: signal.Signals, workers: int
) -> None:
    # Given a service, a client that watches a raffle, and a client whose request does not arrive completely
    port = free_port()
    settings = {
        "PORT": str(port),
        "DATA_DIR": str(tmp_path),
        "MANAGER_IPS": "127.0.0.1",
        "RESERVE_SIZE": "16",
        "ARGON2_MEMORY_KIB": CHEAP_KIB,
        "WORKERS": str(workers),
        **ONLY_WHAT_USERS_HAVE,
    }
    with subprocess.Popen(
        [sys.executable, "-m", "app"],
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as service:
        assert service.stdout
        with httpx.Client(
            base_url=f"http://127.0.0.1:{port}", trust_env=False, verify=NO_TLS, timeout=START_SECONDS
        ) as visitor:
            # The service prints its address only when it accepts every request.
            next(line for line in service.stdout if line.startswith("raffle  "))
            raffle_id = visitor.post("/raffles/", json=new_raffle()).json()["id"]
            with visitor.stream("GET", f"/raffles/{raffle_id}/events/") as stream:
                lines = stream.iter_lines()
                assert next(lines).startswith("data: ")

                unfinished = socket.create_connection(("127.0.0.1", port))
                unfinished.sendall(
                    f"POST /raffles/{raffle_id}/verify-ticket/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                    "Content-Length: 100\r\nExpect: 100-continue\r\n\r\n{".encode()
                )
                # The service answers this when it begins to read the body.
                assert unfinished.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"

                store = Redis.from_url((tmp_path / "store.url").read_text())
                assert store.ping()

                # When every process gets the signal, as when a terminal sends it
                began = time.monotonic()
                os.killpg(service.pid, number)

                # Then the stream ends properly
                assert list(lines) == [""]

        # And the service and its store end in time, without an error. The request that is not complete is refused
        _, logged = service.communicate(timeout=30)
        with unfinished:
            assert unfinished.recv(1000).startswith(b"HTTP/1.1 408")
        assert time.monotonic() - began < STOP_SECONDS, logged
        assert "Traceback" not in logged
        assert service.returncode == 0
        with pytest.raises(StoreGone):
            store.ping()
        store.close()


def test_a_program_under_nohup_still_ignores_the_end_of_its_terminal() -> None:
    # Given a process that ignores SIGHUP
    ask = "import signal; from app.shutdown import end_at_hangup; end_at_hangup(); signal.raise_signal(signal.SIGHUP)"
    ignoring = "import signal, subprocess, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); "

    # When the process gets SIGHUP after it has prepared for the end of its terminal, Then it still runs
    code = f"{ignoring}sys.exit(subprocess.call([sys.executable, '-c', {ask!r}]))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_start_on_a_port_in_use_ends_before_a_store_is_started(tmp_path: Path) -> None:
    # Given another program that listens on the port of the service
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        settings = {"PORT": str(port), "DATA_DIR": str(tmp_path / "data")}

        # When somebody starts the service
        started = subprocess.run(
            [sys.executable, "-m", "app"],
            env={**os.environ, **settings},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    # Then the service ends with one line, and has started no store
    assert started.returncode == 2
    assert (
        started.stdout + started.stderr == f"Port {port} is taken by another program; choose another port with PORT=…\n"
    )
    assert not (tmp_path / "data").exists()
