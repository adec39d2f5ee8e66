"""Opens the sockets on which the service listens. This happens before the store and the workers start.

All workers share these sockets.
"""

import errno
import socket
from contextlib import ExitStack
from ipaddress import ip_address

ABOUT_PORT = {
    errno.EADDRINUSE: "is taken by another program; choose another port with PORT=…",
    errno.EACCES: "is not allowed for this user; choose a port above 1023 with PORT=…",
}
"""The message for each error that the port causes: what is wrong, and what to do."""


FAR_AWAY = "192.0.2.1"
"""An address that no machine has (RFC 5737). Packets to this address would take the default route."""


class CannotListen(Exception):
    """The service cannot listen on its address. The text is one line that says why and what to do."""


def opened(host: str, port: int) -> list[socket.socket]:
    """Return a socket for each address of a host. The sockets reserve the port, but do not accept connections yet.

    The socket of `::` also takes IPv4 connections, on every operating system.

    Raises:
        CannotListen: another program has the port, this user may not use the port, or the host is not this machine.
    """
    try:
        addresses = dict.fromkeys(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE))
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or "it is not a host name"
        raise CannotListen(f"HOST={host} cannot be resolved ({why}); write an address of this machine") from None
    with ExitStack() as undo:
        sockets: list[socket.socket] = []
        for family, kind, protocol, _, address in addresses:
            try:
                one = undo.enter_context(socket.socket(family, kind, protocol))
                # Without this option, connections of an earlier process that are still ending would block the port.
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, host != "::")
                one.bind(address)
            except OSError as error:
                if reason := ABOUT_PORT.get(error.errno or 0):
                    raise CannotListen(f"Port {port} {reason}") from None
                continue  # try the next address: for example, IPv6 may be turned off
            sockets.append(one)
        if not sockets:
            raise CannotListen(
                f"HOST={host} is not an address of this machine; write an address of this machine, such as 127.0.0.1"
            )
        undo.pop_all()
        return sockets


def network_address() -> str | None:
    """Return the IPv4 address under which other machines in the network reach this machine, or None without a network.

    No packet is sent. The operating system only chooses the address from which it would send a packet.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((FAR_AWAY, 9))
        except OSError:
            return None
        own: str = probe.getsockname()[0]
    return None if ip_address(own).is_loopback or ip_address(own).is_unspecified else own
