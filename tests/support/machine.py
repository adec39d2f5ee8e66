"""The machine on which a test starts a process: this machine, or a machine in a network of the test."""

from typing import NamedTuple


class Machine(NamedTuple):
    """A machine with an address of its own."""

    name: str = "this machine"
    address: str = "127.0.0.1"
    enter: tuple[str, ...] = ()
    """The words to put in front of a command, so that it runs on the machine of this object."""


THIS_MACHINE = Machine()
