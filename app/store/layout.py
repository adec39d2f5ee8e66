"""The hash `raffles:layout` says which layout the keys of a store have, and which store it is."""

from typing import NamedTuple

VERSION = 1
"""The version of the layout that this service reads and writes. app/store/keys.py describes the layout."""


class LayoutTooNew(Exception):
    """A newer version of the service wrote this store. The text is one line that says what to do."""

    def __init__(self, found: int) -> None:
        super().__init__(
            f"the store has layout {found}, and this version of the service knows layouts up to {VERSION}: "
            "start a newer version, or choose another store"
        )


class Layout(NamedTuple):
    """Which store it is, and how often it was restored from a backup."""

    store_id: str
    incarnation: int
