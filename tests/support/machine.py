"""The machine on which a test starts a process: this machine, or a machine in a network of the test."""

from typing import NamedTuple


class Machine(NamedTuple):
    """A machine with an address of its own."""

    name: str = "this machine"
    address: str = "127.0.0.1"
    enter: tuple[str, ...] = ()
    """The words in front of a command that let the command run on this machine."""


THIS_MACHINE = Machine()
