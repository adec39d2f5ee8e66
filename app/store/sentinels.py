"""Uses undocumented parts of redis-py: its client of Sentinels, and its pool of connections to the primary.

Sentinels are servers that watch a primary, and choose another primary when it fails. This change is a failover.
"""

from copy import copy
from typing import Any

from redis.asyncio import BlockingConnectionPool, Sentinel
from redis.asyncio.sentinel import SentinelConnectionPool


class Sentinels(Sentinel):
    """The Sentinels that watch one primary. The Sentinel that last answered is asked first."""

    async def discover_master(self, service_name: str) -> Any:
        """Return the host and the port of the primary.

        redis-py exchanges two places of its list when a Sentinel names the primary. If several callers do this at the
        same time, the list gets one Sentinel twice and loses another one. The lost Sentinel would never be asked again,
        and its connections would never be closed. So each caller gets a new list with the same Sentinels, and changes
        only the order of this list.
        """
        asked: Any = copy(self)
        asked.sentinels = list(self.sentinels)
        found = await Sentinel.discover_master(asked, service_name)
        self.ask_first(asked.sentinels[0])
        return found

    def ask_first(self, answered: Any) -> None:
        """Move a Sentinel that has answered to the front, so that no call waits again for a Sentinel that hangs."""
        if self.sentinels[0] is not answered:
            # Make a new list, because other callers may be reading the old one.
            self.sentinels = sorted(self.sentinels, key=lambda sentinel: sentinel is not answered)


class SentinelPool(SentinelConnectionPool, BlockingConnectionPool):
    """Connections to the primary that Sentinel reports. When all connections are in use, a caller waits."""

    async def disconnect(self, inuse_connections: bool = True) -> None:
        """Close all connections, or only the idle ones. A new connection asks the Sentinels for the primary.

        redis-py calls this after a failover. Idle connections leave the pool before they are closed. If they stayed in
        the pool, a caller could open a connection again before redis-py has closed it. Then the new socket would stay
        open.
        """
        if inuse_connections:
            await super().disconnect()
            return
        idle = list(self._available_connections)
        self._available_connections.clear()
        for connection in idle:
            await connection.disconnect(nowait=True)

    async def aclose(self) -> None:
        """Close all connections, including those to the Sentinels, because redis-py leaves these open."""
        try:
            await super().aclose()
        finally:
            await self.sentinel_manager.aclose()
