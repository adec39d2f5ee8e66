"""The doctor (a command that examines the service) sends requests to the program at the port of the service.

Perhaps this program is not the service, but a program of another user (a stranger). Such a program must not get the
manager token, which makes its owner a manager.
"""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from app import doctor, machine
from app.http import manager_token
from app.public_check import Finding
from app.settings import Settings
from tests.support.service import small_settings

TOKEN = "t" * 43


@contextmanager
def stranger(answers: dict[str, bytes]) -> Iterator[tuple[int, list[str | None]]]:
    """Let a program that is not the service answer. Yield its port, and the Authorization headers that it receives."""
    got: list[str | None] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            got.append(self.headers.get("Authorization"))
            self.wfile.write(answers[self.path])

        def log_message(self, *_: Any) -> None:
            """Write nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port, got
        finally:
            server.shutdown()
            thread.join()


def answer(body: object) -> bytes:
    return b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + json.dumps(body).encode()


def settings_with_token(folder: Path, port: int) -> Settings:
    (folder / manager_token.FILE_NAME).write_text(TOKEN)
    return small_settings(data_dir=folder, port=port)


def findings(settings: Settings) -> list[Finding]:
    return list(doctor._examine_service(settings))


ME = answer({"address": "127.0.0.1", "manager": False})


@pytest.mark.parametrize(("users", "sent"), [({0}, True), ({1}, False), ({0, 1}, False), (set(), False)])
def test_only_a_process_that_can_read_the_token_gets_the_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, users: set[int], sent: bool
) -> None:
    # Given a program at the port of the service. In each case, its processes belong to some of these users: 0 is root,
    # and 1 is a stranger
    known = {0: 0, 1: os.geteuid() + 1}
    monkeypatch.setattr(machine, "listeners", lambda _: frozenset(known[user] for user in users))
    with stranger({"/me": ME, "/health/ready": answer({"warnings": []})}) as (port, got):
        # When the doctor examines the service
        findings(settings_with_token(tmp_path, port))

    # Then the program gets the token only if all its processes belong to root
    assert (f"Bearer {TOKEN}" in got) is sent


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only Linux tells whose processes have a port")
def test_a_process_of_the_owner_gets_the_token(tmp_path: Path) -> None:
    # Given a program of the user who runs the doctor, When the doctor examines it, Then the program gets the token
    with stranger({"/me": ME, "/health/ready": answer({"warnings": []})}) as (port, got):
        findings(settings_with_token(tmp_path, port))
    assert got == [None, None, f"Bearer {TOKEN}"]


HOSTILE = "\x1b[2J\x1b[Hok    all is well\r\x9b2J\u202e\u2066\u2028\nok    forged"


def test_the_answer_of_a_stranger_cannot_change_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Given a program that answers with control characters
    hostile = answer({"address": HOSTILE})
    with stranger({"/me": hostile, "/health/ready": answer({"warnings": [HOSTILE]})}) as (port, _):
        # When the doctor prints its findings
        for finding in findings(settings_with_token(tmp_path, port)):
            doctor._printed(finding)

    # Then each line has only characters that can be printed, and no line is a finding of the stranger
    printed = capsys.readouterr().out
    assert "\\u001b[2J" in printed
    assert all(line.isprintable() for line in printed.split("\n"))
    assert not any(line.startswith("ok    forged") for line in printed.split("\n"))


@pytest.mark.parametrize(
    "body", [answer([]), answer({}), answer("me"), answer(None), answer({"address": []}), b"\x1b\n"]
)
def test_a_program_that_is_not_the_service_is_found(tmp_path: Path, body: bytes) -> None:
    # Given a program whose answers the service would never give, When the doctor examines it, Then the doctor finds a
    # fault
    with stranger({"/me": body, "/health/ready": body}) as (port, _):
        found = findings(settings_with_token(tmp_path, port))
    assert [finding for finding in found if not finding.well]
