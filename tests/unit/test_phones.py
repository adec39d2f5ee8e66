"""If only this machine can reach the service, the service prints a command for phones in the network."""

from pathlib import Path

import pytest

from app import __main__ as serve
from app import listening
from app import settings as settings_of

NO_FILE = Path("no such file")


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({}, "phones  make run HOST=0.0.0.0 PORT=8000 ALLOWED_HOSTS=192.168.1.20,127.0.0.1,localhost"),
        (
            {"HOST": "localhost", "PORT": "8080"},
            "phones  make run HOST=0.0.0.0 PORT=8080 ALLOWED_HOSTS=192.168.1.20,127.0.0.1,localhost",
        ),
        ({"HOST": "192.168.1.20"}, None),
        ({"FORWARDED_ALLOW_IPS": "127.0.0.1"}, None),
    ],
)
def test_a_line_says_how_phones_reach_a_service_on_loopback(
    settings: dict[str, str], line: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a machine in a network, When the service starts, Then it prints a line with the address of the machine. But
    # if HOST or a proxy already lets phones in, there is no such line
    monkeypatch.setattr(listening, "network_address", lambda: "192.168.1.20")
    assert serve._line_for_phones(settings_of.read(settings, NO_FILE)) == line


def test_a_machine_without_a_network_has_no_line_for_phones(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a machine without a route, When the service starts, Then there is no line
    monkeypatch.setattr(listening, "FAR_AWAY", "255.255.255.255")  # no route leads to this address
    assert listening.network_address() is None
    assert serve._line_for_phones(settings_of.read({}, NO_FILE)) is None


def test_the_address_in_the_network_is_one_of_this_machine() -> None:
    # When the address is read, Then the result is no loopback address, or there is no address
    own = listening.network_address()
    assert own is None or not own.startswith("127.")
