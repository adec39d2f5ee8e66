"""Ports for the servers that tests start."""

import os
import random
import socket
from contextlib import suppress
from itertools import cycle

PORTS = range(10_000, 28_000)
"""These ports are below the ephemeral ports, so no outgoing connection can take the port of a server."""


def _own_ports() -> range:
    """Return the ports of this process. Each worker of pytest-xdist has its own ports."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    share = len(PORTS) // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    return PORTS[worker * share : (worker + 1) * share]


# The order is random, so that two test runs on one machine rarely choose the same port.
_ports = cycle(random.sample(_own_ports(), len(_own_ports())))


def free_port() -> int:
    """Return a port of the loopback address on which no program listens. Each call returns a different port."""
    for port in _ports:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError
