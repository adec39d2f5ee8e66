"""Ports for the servers that tests start."""

import os
import random
import socket
from contextlib import suppress
from itertools import cycle

PORTS = range(10_000, 28_000)
"""Below the ports that the kernel gives to outgoing connections, so that none of those takes the port of a server."""


def _own_ports() -> range:
    """Return the ports of this process: each worker of pytest-xdist has a part of its own."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    share = len(PORTS) // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    return PORTS[worker * share : (worker + 1) * share]


# In random order: test runs that know nothing of each other rarely choose the same port.
_ports = cycle(random.sample(_own_ports(), len(_own_ports())))


def free_port() -> int:
    """Return a port on the loopback address that nobody listens on, another one each time."""
    for port in _ports:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError
