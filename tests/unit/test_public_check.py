"""What the command `doctor` (it examines a service) says about the answers at the service's public address."""

from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_network
from threading import Thread
from typing import Any
from urllib.error import HTTPError

import pytest

from app import public_check
from app.public_check import FOREIGN_ADDRESS, FOREIGN_HOST, examine_public
from app.settings import Settings
from app.values import managers

URL = "http://raffle.lan:8080"
SETTINGS = Settings(forwarded_allow_ips=(ip_network("10.0.0.1"),), manager_ips=managers("203.0.113.9"))


def advice(
    monkeypatch: pytest.MonkeyPatch,
    *,
    refused: bool = False,
    address: str = "",
    foreign_host: str | None = FOREIGN_HOST,
    **connection: Any,
) -> str:
    """Return the faults that the doctor finds if the service reports this client address and this connection.

    `foreign_host` is the host that the service reports for a foreign host name, or None if the proxy refuses the name.
    """
    seen = {
        "peer": "10.0.0.1",
        "peer_is_trusted": True,
        "forwarded_for": "203.0.113.7",
        "host": "raffle.lan:8080",
        "scheme": "http",
        "address_is_shared": False,
        **connection,
    }
    answer = {"address": address or "203.0.113.7", "manager": False, "connection": seen}

    def get_json(url: str, headers: dict[str, str]) -> dict[str, Any]:
        if "Host" not in headers:
            return answer
        if foreign_host is None:
            raise HTTPError(url, 444, "refused", Message(), None)
        return answer | {"connection": seen | {"host": foreign_host}}

    monkeypatch.setattr(public_check, "get_json", get_json)
    monkeypatch.setattr(public_check, "_is_cross_site", lambda *_: refused)
    found = list(examine_public(SETTINGS, URL))
    assert len(found) >= 5
    return "\n".join(f"{finding.seen}: {finding.advice}" for finding in found if not finding.well)


@pytest.mark.parametrize("foreign_host", [FOREIGN_HOST, None], ids=["passed on", "refused"])
def test_a_good_proxy_gets_no_advice(monkeypatch: pytest.MonkeyPatch, foreign_host: str | None) -> None:
    # When the proxy passes a foreign host name on, or refuses it, Then the doctor finds no fault
    assert advice(monkeypatch, foreign_host=foreign_host) == ""


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"address": FOREIGN_ADDRESS}, "DANGER! http://raffle.lan:8080 BELIEVES A FORGED X-Forwarded-For"),
        (
            {"address": "10.0.0.1", "forwarded_for": ""},
            "sees this machine as 10.0.0.1, which is the address of a proxy",
        ),
        (
            {"address": "10.0.0.1", "forwarded_for": "unknown"},
            "sees this machine as 10.0.0.1, which is the address of a proxy",
        ),
        ({"address": "172.17.0.1", "address_is_shared": True}, "do not put this address into MANAGER_IPS"),
        ({"peer": "10.0.0.9", "peer_is_trusted": False}, "add 10.0.0.9 to FORWARDED_ALLOW_IPS"),
        ({"refused": True, "host": "raffle.lan"}, "set PUBLIC_URL=http://raffle.lan:8080, or let the proxy pass Host"),
        ({"foreign_host": "127.0.0.1:8000"}, "answers every host name and sends 127.0.0.1 instead"),
        ({"foreign_host": "[::1]:8000"}, "answers every host name and sends ::1 instead"),
        ({"foreign_host": "localhost"}, "let the proxy pass Host on, or let it refuse other host names"),
    ],
    ids=[
        *("believed", "no address", "no usable address", "shared", "not trusted", "cross-site", "a hidden host"),
        *("a hidden host, IPv6", "a hidden host, localhost"),
    ],
)
def test_a_fault_gets_one_advice(monkeypatch: pytest.MonkeyPatch, answers: dict[str, Any], expected: str) -> None:
    # When the answers show one fault, Then there is exactly one line, and it says what to do
    told = advice(monkeypatch, **answers)
    assert expected in told
    assert len(told.splitlines()) == 1


def test_a_doctor_on_the_machine_of_the_proxy_is_a_client(monkeypatch: pytest.MonkeyPatch) -> None:
    # When the proxy forwards the address of its own machine, Then the doctor finds no fault
    assert advice(monkeypatch, address="10.0.0.1", forwarded_for="10.0.0.1") == ""


@pytest.mark.parametrize("answer", [None, [], {}, {"address": "203.0.113.7"}, "text"], ids=str)
def test_the_doctor_names_a_foreign_service_at_the_public_address(
    monkeypatch: pytest.MonkeyPatch, answer: object
) -> None:
    # When a foreign service answers at the public address, Then the doctor says in one line that it is a foreign
    # service
    monkeypatch.setattr(public_check, "get_json", lambda *_: answer)
    monkeypatch.setattr(public_check, "_is_cross_site", lambda *_: False)
    (finding,) = [finding for finding in examine_public(SETTINGS, URL) if not finding.well]
    assert finding.seen.startswith(f"{URL} does not answer")


@contextmanager
def answering(status: int, headers: dict[str, str], body: bytes) -> Iterator[tuple[str, list[str]]]:
    """Serve one answer to every GET and POST request. Yield the URL, and a list that gets each Authorization header."""
    arrived: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            arrived.append(self.headers.get("Authorization", ""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Write no line to the output of the tests."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", arrived
        server.shutdown()


def test_a_redirect_gets_no_token() -> None:
    # Given a program that sends a redirect to another program
    with answering(200, {}, b"{}") as (other, stolen), answering(302, {"Location": other}, b"") as (url, asked):
        # When the doctor asks the first program with the token, Then the doctor gets the redirect itself
        with pytest.raises(HTTPError) as redirect:
            public_check.get_json(url, {"Authorization": "Bearer the-token"})
        redirect.value.close()

        # And the other program gets no request
        assert (redirect.value.code, asked, stolen) == (302, ["Bearer the-token"], [])


def test_a_deeply_nested_answer_is_no_answer() -> None:
    # When a program answers with 100 000 nested lists, Then the doctor says what is wrong with the answer
    with (
        answering(200, {}, b"[" * 100_000) as (url, _),
        pytest.raises(ValueError, match="nested too deep"),
    ):
        public_check.get_json(url, {})


def test_a_refusal_is_read_only_up_to_a_limit() -> None:
    # When a program refuses a request with a long body in its answer, Then the doctor reads only the beginning of this
    # body
    for filling, seen in ((0, True), (public_check.MAX_ANSWER_BYTES, False)):
        with answering(403, {}, b"x" * filling + b"/problems/cross-site") as (url, _):
            assert public_check._is_cross_site(url, "https://raffle.lan") is seen
