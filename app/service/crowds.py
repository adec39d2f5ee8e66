"""Notices when many players are refused from one address. Each worker counts in its own memory, without the store."""

import asyncio
from collections import OrderedDict

MANY_REFUSED = 10
"""So many refused claims of different clients from one address get a warning."""

WINDOW_SECONDS = 60 * 60
"""The time until the counts begin anew. A window is the same for all addresses."""

CAPACITY = 10_000
"""The largest number of addresses that are counted. With more of them, the count of the first one is dropped."""


class Crowds:
    """The clients that were refused because their address holds a ticket, in the current window.

    A client is told by its Idempotency-Key. Each claim without a key counts as a client of its own.
    """

    def __init__(self, *, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        # A dict takes long to find its first key after many others were removed before it.
        self._clients: OrderedDict[str, set[object]] = OrderedDict()
        self._ends = 0.0

    def count(self, player: str, idempotency_key: str | None) -> None:
        """Count a refused claim."""
        now = asyncio.get_running_loop().time()
        if now >= self._ends:
            self._clients.clear()
            self._ends = now + WINDOW_SECONDS
        if player not in self._clients and len(self._clients) >= self._capacity:
            self._clients.popitem(last=False)
        clients = self._clients.setdefault(player, set())
        if len(clients) < MANY_REFUSED:
            clients.add(object() if idempotency_key is None else hash(idempotency_key))

    @property
    def warnings(self) -> list[str]:
        """What an operator should know about players who are refused from one address."""
        crowded = [player for player, clients in self._clients.items() if len(clients) >= MANY_REFUSED]
        if not crowded or asyncio.get_running_loop().time() >= self._ends:
            return []
        return [
            f"many players are refused from one address ({crowded[0]}): let the proxy, the container or the NAS pass "
            "on the addresses of visitors; docs/operating.md names the cases in its section One address for all"
        ]
