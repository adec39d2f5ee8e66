"""Counts the places that clients use at this moment.

A place is for example a connection, a check, or a received byte that waits for the parser.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.player import site_of


class InUse:
    """How many places each client uses, and how many places the clients of each IPv6 /48 use together."""

    def __init__(self) -> None:
        self._by_client: Counter[str] = Counter()
        self._by_site: Counter[str] = Counter()

    def total(self) -> int:
        """Return how many places all clients use."""
        return self._by_client.total()

    def by(self, client: str) -> int:
        """Return how many places a client uses."""
        return self._by_client[client]

    def by_site_of(self, client: str) -> int:
        """Return how many places a client and all other clients of its IPv6 /48 use together."""
        return self._by_site[site_of(client)]

    def has_room(self, client: str, most: int, many: int = 1) -> bool:
        """Return whether a client may use further places, if all clients of an IPv6 /48 together have `most` places.

        One client of a /48 may use at most as many places as it leaves to the other clients of this /48. A client
        that is in no /48 may use all `most` places.
        """
        left = most - self.by_site_of(client) - many
        return left >= (0 if client == site_of(client) else self.by(client))

    def add(self, client: str, many: int = 1) -> None:
        """Count further places of a client."""
        self._by_client[client] += many
        self._by_site[site_of(client)] += many

    def remove(self, client: str, many: int = 1) -> None:
        """Stop counting places of a client."""
        for count, name in ((self._by_client, client), (self._by_site, site_of(client))):
            count[name] -= many
            if not count[name]:
                del count[name]

    @contextmanager
    def place(self, client: str) -> Iterator[None]:
        """Count one more place of a client during the `with` block."""
        self.add(client)
        try:
            yield
        finally:
            self.remove(client)
