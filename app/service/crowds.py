"""Finds addresses at which many clients are refused, because their address already holds a ticket.

Each worker counts in its own memory, without the store.
"""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from app.errors import RaffleDamaged
from app.logs import LastingWarnings
from app.service.searches import going_on

log = logging.getLogger(__name__)

_LOOK_FAILS = "cannot find out which counted addresses of players were erased"

MANY_REFUSED = 10
"""If this number of clients at one address are refused in one window of time, the operator gets a warning."""

WINDOW_SECONDS = 60 * 60
"""The length of a window. At the end of a window, the counts of all addresses begin at 0 again."""

CAPACITY = 10_000
"""The largest number of addresses that are counted. A further address replaces the address whose count began
first."""

LOOK_SECONDS = 20.0
"""The time between two looks at the counted addresses. A look finds the addresses that other workers have erased."""

PLAYERS_PER_CALL = 500
"""The largest number of players about whom one call asks the store, so that other callers do not wait long."""

Holders = Callable[[str, Sequence[str]], Awaitable[AbstractSet[str]]]
"""Takes a raffle and some players, and returns which of these players hold a ticket of the raffle."""


class _Refused(msgspec.Struct, frozen=True, gc=False):
    """A client that was refused: the raffle of its claim, and a hash of its Idempotency-Key (None without a key)."""

    raffle_id: str
    client: int | None


class Crowds:
    """The clients that were refused in the current window because their address already holds a ticket.

    Claims with the same Idempotency-Key count as one client. Each claim without a key counts as a separate client.
    """

    def __init__(self, *, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        # A plain dict finds its first key slowly after many earlier keys were removed. An OrderedDict finds it fast.
        self._clients: OrderedDict[str, tuple[_Refused, ...]] = OrderedDict()
        self._ends = 0.0

    def count(self, raffle_id: str, player: str, idempotency_key: str | None) -> None:
        """Count a refused claim."""
        if (now := time.monotonic()) >= self._ends:
            self._clients.clear()
            self._ends = now + WINDOW_SECONDS
            # Forget addresses even if no further claim comes.
            asyncio.get_running_loop().call_later(WINDOW_SECONDS, self._clients.clear)
        client = None if idempotency_key is None else hash(idempotency_key)
        clients = self._clients.get(player)
        if clients is None:
            if len(self._clients) >= self._capacity:
                self._clients.popitem(last=False)
            self._clients[player] = (_Refused(raffle_id, client),)
        elif len(clients) < MANY_REFUSED and (client is None or all(client != other.client for other in clients)):
            self._clients[player] = (*clients, _Refused(raffle_id, client))

    def forget(self, player: str) -> None:
        """Forget the claims of a player whose address is erased."""
        self._clients.pop(player, None)

    async def watch(self, holders: Holders) -> None:
        """Look again and again for counted addresses that were erased. This ends when its task is cancelled."""
        warnings = LastingWarnings(log)
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            with going_on(_LOOK_FAILS, warnings, log):
                await self.look(holders)

    async def look(self, holders: Holders) -> None:
        """Forget the counted addresses that hold no ticket any more in the raffle of their refused claims.

        Such an address was erased by this or another worker, or was deleted together with all addresses of its raffle.

        Raises:
            StoreUnavailable
        """
        counted: dict[str, set[str]] = {}
        for player, clients in self._clients.items():
            for refused in clients:
                counted.setdefault(refused.raffle_id, set()).add(player)
        for raffle_id, all_players in counted.items():
            players = list(all_players)
            for first in range(0, len(players), PLAYERS_PER_CALL):
                chunk = players[first : first + PLAYERS_PER_CALL]
                try:
                    holding = await holders(raffle_id, chunk)
                except RaffleDamaged:
                    continue  # these addresses stay until the end of the window
                for player in chunk:
                    if player not in holding:
                        self.forget(player)

    @property
    def warnings(self) -> list[str]:
        """What an operator should know about an address at which many clients are refused."""
        crowded = [player for player, clients in self._clients.items() if len(clients) >= MANY_REFUSED]
        if not crowded or time.monotonic() >= self._ends:
            return []
        return [
            f"many players are refused from one address ({crowded[0]}): let the proxy, the container or the NAS pass "
            "on the addresses of visitors; the section 'One address for all' of docs/operating.md names the cases"
        ]
