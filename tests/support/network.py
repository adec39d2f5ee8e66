"""A network of machines. A test can cut this network, slow it down, and let it lose packets.

Each machine is a Linux network namespace with one cable into one bridge. The bridge has a namespace of its own, so the
firewall of this machine does not see the packets. One nftables table of the bridge says which packets are dropped.
"""

import os
import random
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

from tests.support import slow_wire
from tests.support.machine import Machine

BRIDGE, SLOW_BRIDGE = "bridge", "slow-bridge"
SLOW_END, FAST_END = "slow-end", "fast-end"
TABLE = "bridge faults"
TEST = "test"
"""The port of the bridge to which the test itself is connected. No fault concerns the test."""


class NotAllowed(Exception):
    """This machine does not let the test make a network. The text says why."""


class Refused(Exception):
    """A command that changes the network failed. The text has the command and its output."""


class Network:
    """A network during a `with` block. At the end of the block, every machine of the network is removed.

    Raises:
        NotAllowed: the test may not make a network namespace.
    """

    def __init__(self) -> None:
        # Two runs on one machine need different names and addresses. RFC 2544 reserves 198.18.0.0/15 for tests.
        self._prefix = f"raffle-{os.getpid()}"
        self._subnet = f"198.{random.choice([18, 19])}.{random.randrange(256)}"
        self._hub = f"{self._prefix}-hub"
        # A cable leads from the bridge to the test. On this machine, the cable ends in a device with this name, which
        # may have at most 15 characters.
        self._here = f"raf{os.getpid()}"
        self._slow: list[Machine] = []
        self._wire: subprocess.Popen[bytes] | None = None
        self.machines: list[Machine] = []
        self.test = self._address(254)
        """The address from which the test itself comes."""

    def __enter__(self) -> Self:
        try:
            _ip("netns", "add", self._hub)
        except Refused as reason:
            raise NotAllowed(str(reason)) from reason
        try:
            self._add_bridge(BRIDGE)
            _ip("link", "add", self._here, "type", "veth", "peer", "name", TEST, "netns", self._hub)
            _ip("addr", "add", f"{self.test}/24", "dev", self._here)
            _ip("link", "set", self._here, "up")
            self._plug_in(TEST, BRIDGE)
            self._drop()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._remove()

    def machine(self, name: str) -> Machine:
        """Add a machine with a name of at most 15 characters, and return it."""
        namespace, address = f"{self._prefix}-{name}", self._address(len(self.machines) + 1)
        _ip("netns", "add", namespace)
        machine = Machine(name, address, ("nsenter", f"--net=/run/netns/{namespace}"))
        self.machines.append(machine)
        _ip("link", "add", "cable", "netns", namespace, "type", "veth", "peer", "name", name, "netns", self._hub)
        _ip("-n", namespace, "addr", "add", f"{address}/24", "dev", "cable")
        for device in ("lo", "cable"):
            _ip("-n", namespace, "link", "set", device, "up")
        self._plug_in(name, BRIDGE)
        return machine

    def cut(self, side: Sequence[Machine]) -> None:
        """Drop every packet between the machines of one side and all other machines."""
        others = self.others(side)
        self._drop(_between(side, others), _between(others, side))

    def cut_one_way(self, senders: Sequence[Machine], receivers: Sequence[Machine]) -> None:
        """Drop every packet from the senders to the receivers. Packets in the other direction arrive."""
        self._drop(_between(senders, receivers))

    def lose(self, percent: int) -> None:
        """Drop `percent` percent of the packets between machines, at random."""
        self._drop(f"{_between(self.machines, self.machines)} numgen random mod 100 < {percent}")

    def slow(self, machine: Machine) -> None:
        """Delay each packet that a machine sends by `slow_wire.DELAY_SECONDS`."""
        if self._wire is None:
            self._wire = self._lay_slow_wire()
        self._plug_in(machine.name, SLOW_BRIDGE)
        self._slow.append(machine)

    def heal(self) -> None:
        """End every fault of this network."""
        self._drop()
        while self._slow:
            self._plug_in(self._slow.pop().name, BRIDGE)

    def others(self, side: Sequence[Machine]) -> list[Machine]:
        """Return the machines that are not on this side."""
        return [machine for machine in self.machines if machine not in side]

    def _address(self, number: int) -> str:
        return f"{self._subnet}.{number}"

    def _drop(self, *packets: str) -> None:
        """Drop only the packets that match one of these nftables expressions. An empty text matches no packet."""
        rules = [f"{expression} drop" for expression in packets if expression]
        chain = ["type filter hook forward priority 0", *rules]
        lines = [f"table {TABLE} {{", "chain forward {", *chain, "}", "}"]
        # nft makes all these changes at the same moment. The first line makes sure that there is a table to delete.
        ruleset = "\n".join([f"table {TABLE}", f"delete table {TABLE}", *lines])
        _run("nsenter", f"--net=/run/netns/{self._hub}", "nft", "-f", "-", typed=ruleset)

    def _add_bridge(self, name: str) -> None:
        _ip("-n", self._hub, "link", "add", name, "type", "bridge")
        _ip("-n", self._hub, "link", "set", name, "up")

    def _plug_in(self, device: str, bridge: str) -> None:
        _ip("-n", self._hub, "link", "set", device, "master", bridge, "up")

    def _lay_slow_wire(self) -> "subprocess.Popen[bytes]":
        """Connect a second bridge with the first bridge by a wire that delays packets."""
        self._add_bridge(SLOW_BRIDGE)
        for end, bridge in ((SLOW_END, SLOW_BRIDGE), (FAST_END, BRIDGE)):
            _ip("-n", self._hub, "tuntap", "add", end, "mode", "tap")
            self._plug_in(end, bridge)
        enter = ("nsenter", f"--net=/run/netns/{self._hub}")
        return subprocess.Popen([*enter, sys.executable, slow_wire.__file__, SLOW_END, FAST_END])

    def _remove(self) -> None:
        if self._wire is not None:
            self._wire.kill()
            self._wire.wait()
        # Delete this device before the namespaces. Otherwise, the kernel would delete it only after some time, and the
        # next network may need its name earlier.
        with suppress(Refused):  # The network was not complete.
            _ip("link", "delete", self._here)
        for name in (*(f"{self._prefix}-{machine.name}" for machine in self.machines), self._hub):
            _ip("netns", "delete", name)


def _between(senders: Sequence[Machine], receivers: Sequence[Machine]) -> str:
    """Return the nftables expression that matches packets from senders to receivers, or '' if one side is empty."""
    if not senders or not receivers:
        return ""
    sources, targets = (", ".join(machine.address for machine in side) for side in (senders, receivers))
    return f"ip saddr {{ {sources} }} ip daddr {{ {targets} }}"


def _ip(*words: str) -> None:
    _run("ip", *words)


def _run(*command: str, typed: str = "") -> None:
    """Run a command that changes the network.

    Raises:
        Refused: the command failed.
    """
    done = subprocess.run(command, input=typed, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Refused(f"{' '.join(command)}: {done.stderr.strip()}")
