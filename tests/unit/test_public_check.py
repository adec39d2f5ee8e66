"""What the command `doctor` says about the answers that it gets at the public address of the service."""

from ipaddress import ip_network
from typing import Any

import pytest

from app import public_check
from app.public_check import FOREIGN_ADDRESS, examine_public
from app.settings import Settings

URL = "http://raffle.lan:8080"
SETTINGS = Settings(forwarded_allow_ips=(ip_network("10.0.0.1"),))


def advice(monkeypatch: pytest.MonkeyPatch, *, refused: bool = False, address: str = "", **connection: Any) -> str:
    """Return the faults that the doctor finds when the service answers with this address and this connection."""
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
    monkeypatch.setattr(public_check, "get_json", lambda *_: answer)
    monkeypatch.setattr(public_check, "_is_cross_site", lambda *_: refused)
    found = list(examine_public(SETTINGS, URL))
    assert len(found) >= 4
    return "\n".join(f"{finding.seen}: {finding.advice}" for finding in found if not finding.well)


def test_a_good_proxy_gets_no_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    assert advice(monkeypatch) == ""


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
    ],
    ids=["believed", "no address", "no usable address", "shared", "not trusted", "cross-site"],
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
    # When a foreign service answers at the public address, Then the doctor says so in one line
    monkeypatch.setattr(public_check, "get_json", lambda *_: answer)
    monkeypatch.setattr(public_check, "_is_cross_site", lambda *_: False)
    (finding,) = [finding for finding in examine_public(SETTINGS, URL) if not finding.well]
    assert finding.seen.startswith(f"{URL} does not answer")
