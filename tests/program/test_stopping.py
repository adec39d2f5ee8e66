"""The end of the service, as a supervisor brings it about."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.support.people import new_raffle
from tests.support.ports import free_port
from tests.support.waiting import block_until

GRACE = 2.0
"""Seconds that a stop may take when nothing but streams is under way."""


def test_streams_that_are_open_hold_up_no_stop(tmp_path: Path) -> None:
    # Given a service with somebody who watches a raffle
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

                # When it is told to stop
                began = time.monotonic()
                service.send_signal(signal.SIGTERM)

                # Then the stream comes to its proper end
                assert list(lines) == [""]

        # And the service is gone at once, without complaint
        _, told = service.communicate(timeout=30)
        assert time.monotonic() - began < GRACE
        assert "Traceback" not in told
        assert service.returncode == 0


def _answers(visitor: httpx.Client) -> bool:
    try:
        return visitor.get("/health/live").is_success
    except httpx.ConnectError:
        return False
