"""A server that runs, but does not answer. The log says what the start waits for, and a signal ends the start soon."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.embedded import orphan, server, silence
from app.embedded.server import EmbeddedStore
from tests.support.commands import ROOT
from tests.support.ports import free_port
from tests.support.waiting import block_until

DOES = {"waits": "sleep 0.1", "works": ":"}
SERVE = """
import signal, sys
from app import __main__
from app.embedded import orphan, server, silence
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job of a shell ignores SIGINT
server.server_program = lambda: sys.argv[1]
silence.FIRST_SECONDS = 0
sys.exit(__main__.main())
"""
"""A service that runs another program as its store, and logs the first line about its silence immediately."""


@pytest.fixture(params=["waits"])
def program(request: pytest.FixtureRequest, folder: Path) -> Path:
    """A server that never answers, ignores SIGTERM, and either waits or works."""
    path = folder / "a server"
    path.write_text(f"#!/bin/sh\ntrap '' TERM INT\nwhile :; do {DOES[request.param]}; done\n")
    path.chmod(0o700)
    return path


def pid_in(log: str) -> int:
    """Return the process id that a line about a silent server names, or 0 if there is no such line."""
    found = re.search(r"the store \(process (\d+)\) has not answered for", log)
    return int(found[1]) if found else 0


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


class Enough(Exception):
    """The test has seen what it waits for."""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how long a process has used processors")
@pytest.mark.parametrize(
    ("program", "told"),
    [
        (
            "waits",
            "so it waits for its disk, or it hangs: if this stays so, end the service with Ctrl-C or SIGTERM, and ",
        ),
        ("works", "so it works, probably on a large part of its data: wait, or end the service with Ctrl-C or SIGTERM"),
    ],
    indirect=["program"],
)
def test_the_log_says_what_a_start_waits_for(
    folder: Path, program: Path, told: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # Given a server that never answers, and a service that warns of the silence sooner than usual
    monkeypatch.setattr(server, "server_program", lambda: str(program))
    monkeypatch.setattr(silence, "FIRST_SECONDS", 2.0)
    monkeypatch.setattr(silence, "AGAIN_SECONDS", 1.0)
    look = silence.Silence.look

    def look_until_two_lines(waiting: silence.Silence) -> None:
        look(waiting)
        if len(caplog.messages) > 1:
            raise Enough

    monkeypatch.setattr(silence.Silence, "look", look_until_two_lines)

    # When the service starts a store, Then each line says how long the server has been silent, whether it works, and
    # what to do
    began = time.monotonic()
    with pytest.raises(Enough), EmbeddedStore(folder / "data"):
        pass
    first, second, killed = caplog.messages
    assert first.startswith("the store (process ")
    assert ") has not answered for 2 s, and the service waits for it: " in first
    assert ") has not answered for 3 s, " in second
    assert told in first
    assert told in second
    assert first.endswith("; the log of the store says: it logged nothing")
    assert all("\n" not in line for line in (first, second))

    # And when an error ends the start, Then the server is killed soon
    assert killed == "the store did not end within 2 s after SIGTERM, so it is killed"
    assert time.monotonic() - began < 20
    assert not runs(pid_in(first))


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_start_that_waits(folder: Path, program: Path, sent: signal.Signals) -> None:
    # Given a service that waits for a server that never answers
    command = [sys.executable, "-c", SERVE, str(program)]
    environment = {"DATA_DIR": str(folder / "data"), "PATH": os.environ["PATH"], "PORT": str(free_port())}
    with (folder / "log").open("w") as log:
        service = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    pid = block_until(lambda: pid_in((folder / "log").read_text()))
    assert runs(pid)

    # When the service gets a signal, Then service and server end within a few seconds, without a traceback
    service.send_signal(sent)
    assert service.wait(10) == 0
    assert not runs(pid)
    assert "Traceback" not in (folder / "log").read_text()


def test_the_log_says_that_the_store_of_a_killed_service_is_silent(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # Given the store of a service. The store does not answer
    monkeypatch.setattr(orphan, "SILENT_SECONDS", 0.5)
    with EmbeddedStore(folder) as store:
        assert store._server is not None
        store._server.send_signal(signal.SIGSTOP)

        # When a new start of the service wants to stop this store, Then a line says what the start waits for
        stopping = threading.Thread(target=orphan.stop_orphan, args=[folder], daemon=True)
        stopping.start()
        block_until(lambda: f"the store of a killed service runs on {folder}, but has not answered for " in caplog.text)

        # And the start goes on when the store is killed
        store._server.kill()
        stopping.join(30)
        assert not stopping.is_alive()


def test_a_server_that_answers_soon_is_not_mentioned(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    # When the service starts a store that answers, Then no line is logged
    with EmbeddedStore(folder):
        pass
    assert caplog.messages == []
