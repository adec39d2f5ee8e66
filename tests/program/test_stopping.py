"""How the service ends when a supervisor stops it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.support.people import new_raffle
from tests.support.ports import free_port
from tests.support.waiting import block_until

pytestmark = pytest.mark.alone

STOP_SECONDS = 2.0
"""The longest time that a stop may take while only event streams are open."""


def test_open_streams_do_not_delay_a_stop(tmp_path: Path) -> None:
    # Given a service, and a client that watches a raffle
    port = free_port()
    settings = {"PORT": str(port), "DATA_DIR": str(tmp_path), "MANAGER_IPS": "127.0.0.1", "RESERVE_SIZE": "16"}
    with subprocess.Popen(
        [sys.executable, "-m", "app"], env={**os.environ, **settings}, stderr=subprocess.PIPE, text=True
    ) as service:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as visitor:
            block_until(lambda: _answers(visitor))
            raffle_id = visitor.post("/raffles/", json=new_raffle()).json()["id"]
            with visitor.stream("GET", f"/raffles/{raffle_id}/events/") as stream:
                lines = stream.iter_lines()
                assert next(lines).startswith("data: ")

                # When the service gets the signal to stop
                began = time.monotonic()
                service.send_signal(signal.SIGTERM)

                # Then the stream ends properly
                assert list(lines) == [""]

        # And the service ends in time and without an error
        _, logged = service.communicate(timeout=30)
        assert time.monotonic() - began < STOP_SECONDS
        assert "Traceback" not in logged
        assert service.returncode == 0


def _answers(visitor: httpx.Client) -> bool:
    try:
        return visitor.get("/health/live").is_success
    except httpx.ConnectError:
        return False
