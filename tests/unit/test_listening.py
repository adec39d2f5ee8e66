"""The sockets of the service are opened before anything else is started."""

import errno
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from app.listening import CannotListen, opened
from tests.support.ports import free_port

V4, V6 = "127.0.0.1", "::1"


@contextmanager
def listening(host: str, port: int) -> Iterator[list[socket.socket]]:
    """Open the sockets of a host, and listen on them."""
    with ExitStack() as until:
        sockets = [until.enter_context(each) for each in opened(host, port)]
        for each in sockets:
            each.listen()
        yield sockets


def answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=5).close()
    except ConnectionRefusedError:
        return False
    return True


@pytest.mark.parametrize(
    ("host", "reached"),
    [("::", [V4, V6]), ("0.0.0.0", [V4]), ("::1", [V6]), ("127.0.0.1", [V4]), ("localhost", [V4])],  # noqa: S104
)
def test_a_host_is_reached_at_its_addresses(host: str, reached: list[str]) -> None:
    # When the service listens on a host, Then each address of this host is reached, and no other address
    port = free_port()
    with listening(host, port):
        found = [address for address in (V4, V6) if answers(address, port)]
    assert found == reached or (host == "localhost" and set(reached) <= set(found))


@pytest.mark.parametrize(
    ("other", "ours"),
    [(V4, V4), ("0.0.0.0", V4), (V4, "0.0.0.0"), (V4, "localhost"), (V4, "::"), (V6, "::")],  # noqa: S104
)
def test_a_port_of_another_program_is_refused(other: str, ours: str) -> None:
    # Given a program that listens on a port
    port = free_port()
    # When the service opens the same port, Then one line says what to do
    with listening(other, port), pytest.raises(CannotListen) as refused:
        opened(ours, port)
    assert str(refused.value) == f"Port {port} is taken by another program; choose another port with PORT=…"


def test_a_port_that_the_user_may_not_use_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a system that keeps low ports for the administrator
    def bind(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", bind)

    # When the service opens a low port, Then one line says what to do
    with pytest.raises(
        CannotListen, match=r"^Port 80 is not allowed for this user; choose a port above 1023 with PORT=…$"
    ):
        opened(V4, 80)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "x" * 64, "192.0.2.1", "2001:db8::1"])
def test_a_host_that_is_not_this_machine_is_refused(host: str) -> None:
    # When the host has no address, or belongs to another machine, Then one line names the setting HOST
    with pytest.raises(CannotListen, match=rf"^HOST={host} ") as refused:
        opened(host, free_port())
    assert "\n" not in str(refused.value)
