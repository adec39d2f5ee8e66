"""Finds addresses at which many clients are refused. Each worker counts in its own memory, without the store."""

import asyncio
from collections import OrderedDict

MANY_REFUSED = 10
"""If this number of clients at one address are refused, the operator gets a warning."""

WINDOW_SECONDS = 60 * 60
"""The length of a window. At its end, the counts of all addresses begin at 0 again."""

CAPACITY = 10_000
"""The largest number of addresses that are counted. A further address replaces the address whose count began
first."""


class Crowds:
    """The clients that were refused in the current window because their address already holds a ticket.

    Claims with the same Idempotency-Key count as one client. Each claim without a key counts as a separate client.
    """

    def __init__(self, *, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        # A plain dict finds its first key slowly after many earlier keys were removed. An OrderedDict finds it fast.
        self._clients: OrderedDict[str, tuple[int | None, ...]] = OrderedDict()
        self._ends = 0.0

    def count(self, player: str, idempotency_key: str | None) -> None:
        """Count a refused claim."""
        loop = asyncio.get_running_loop()
        if (now := loop.time()) >= self._ends:
            self._clients.clear()
            self._ends = now + WINDOW_SECONDS
            loop.call_at(self._ends, self._clients.clear)  # No address stays longer, even if no claim comes any more.
        clients = self._clients.get(player, ())
        if not clients and len(self._clients) >= self._capacity:
            self._clients.popitem(last=False)
        client = None if idempotency_key is None else hash(idempotency_key)
        if len(clients) < MANY_REFUSED and (client is None or client not in clients):
            self._clients[player] = (*clients, client)

    def forget(self, player: str) -> None:
        """Forget the claims of a player whose address is erased."""
        self._clients.pop(player, None)

    @property
    def warnings(self) -> list[str]:
        """What an operator should know about an address at which many clients are refused."""
        crowded = [player for player, clients in self._clients.items() if len(clients) >= MANY_REFUSED]
        if not crowded or asyncio.get_running_loop().time() >= self._ends:
            return []
        return [
            f"many players are refused from one address ({crowded[0]}): let the proxy, the container or the NAS pass "
            "on the addresses of visitors; docs/operating.md names the cases in its section One address for all"
        ]
