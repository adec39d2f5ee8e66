"""Ports for the servers that tests start."""

import random
import socket
from contextlib import suppress
from itertools import count

# Below those that the kernel lends to outgoing connections: nothing takes one before its server, or while that is down.
_ports = count(random.randrange(10_000, 28_000))


def free_port() -> int:
    """Return a port on the loopback address that nobody listens on, another one each time."""
    for port in _ports:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError
