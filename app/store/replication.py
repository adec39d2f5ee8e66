"""Waits until replicas have a change on disk, or only in memory if the store cannot report writes on disk.

WAIT counts the replicas that have a write in memory. WAITAOF counts the replicas that have a write on disk. Redis has
WAITAOF since version 7.2, and every Valkey has it. Both commands cover only the writes of their own connection, so they
are sent on the connection of the change.

WAIT is sent before WAITAOF, because WAITAOF alone takes a second. WAITAOF asks the replicas, and they answer before
they have synced the write to disk. Only their next report, a second later, says that the write is synced. After WAIT,
the replicas have already synced the write, so WAITAOF returns immediately.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Literal

from redis.exceptions import RedisError

from app import budget
from app.store.address import Host
from app.store.calls import Client, Lend, Route, talk
from app.store.cluster import TROUBLE, Command

RELEARN_SECONDS = 60.0
"""How long WAITAOF is left out for a server whose replicas do not write each change to a file (append-only file)."""

Needed = Callable[[Route], Awaitable[int]]
"""A function that tells how many replicas of a server must confirm a change."""


def needed_by_claims(minimum: int | Literal["all"]) -> Needed | None:
    """Return the function that counts the replicas that must confirm a claim, a creation or a deletion."""

    async def all_of(route: Route) -> int:
        # Count the replicas for each change. After a failover or with a new replica, an older count could be too small.
        # Then the next failover could lose claims.
        return max(1, await route.replicas(failed=False))

    async def some_of(_: Route) -> int:
        return int(minimum)

    if minimum == 0:
        return None
    return all_of if minimum == "all" else some_of


async def every_replica(route: Route) -> int:
    """Return the number of all replicas, even of those that a cluster marks as failed. A draw needs all of them."""
    return await route.replicas(failed=True)


class Replication:
    """Makes changes that replicas must confirm. Remembers the servers whose replicas do not sync writes to disk."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._in_memory_until: dict[str, float] = {}

    async def change(self, key: str, command: Command, needed: Needed) -> tuple[Any, bool, str]:
        """Send a command; return its answer, whether enough replicas have confirmed it, and the replication id.

        Raises:
            StoreUnavailable, RaffleDamaged, StoreFull, OutcomeUnknown: as `talk` does.
        """
        replicas = 0

        async def send(route: Route, lend: Lend) -> list[Any]:
            nonlocal replicas
            replicas = await needed(route)
            async with lend() as exchange:
                if not replicas:
                    return [*await exchange([command]), 0]
                asked = self._asks_for_the_disk(route)
                answer, in_memory, *rest = await exchange([command, *_waits(replicas, on_disk=asked)])
            if not rest or _is_unknown_command(rest[0]):
                return [answer, in_memory]
            (on_disk,) = rest
            if any(isinstance(each, RedisError) for each in (answer, in_memory, on_disk)):
                return [answer, in_memory, on_disk]
            if on_disk[1] < replicas <= in_memory and await in_memory_only(self._client, await route.connected()):
                # These replicas never confirm a write on disk, so it is enough that they have the write in memory. The
                # readiness of the service warns the operator.
                self._in_memory_until[route.name] = _now() + RELEARN_SECONDS
                return [answer, in_memory]
            return [answer, on_disk[1]]

        (answer, confirmed), replication_id = await talk(self._client, key, send)
        if confirmed < replicas:
            # A primary without its replicas may have been demoted, or may be cut off from the network.
            await self._client.look_again()
        return answer, confirmed >= replicas, replication_id

    def _asks_for_the_disk(self, route: Route) -> bool:
        return self._in_memory_until.get(route.name, 0.0) < _now()


def _waits(replicas: int, *, on_disk: bool) -> list[Command]:
    """Return the commands that wait for replicas."""
    in_memory: Command = ["WAIT", replicas, budget.REPLICA_WAIT_MS]
    return [in_memory, ["WAITAOF", 0, replicas, budget.REPLICA_DISK_MS]] if on_disk else [in_memory]


def _is_unknown_command(answer: Any) -> bool:
    return isinstance(answer, RedisError) and "unknown command" in str(answer)


async def in_memory_only(client: Client, replicas: Iterable[Host]) -> list[Host]:
    """Return the replicas that confirm a write before it is on disk. A replica that does not answer is left out."""

    async def syncs(replica: Host) -> bool:
        try:
            async with asyncio.timeout(budget.REPLICA_SECONDS):
                return await client.syncs(*replica)
        except TROUBLE:
            return True

    replicas = list(replicas)
    answers = await asyncio.gather(*(syncs(replica) for replica in replicas))
    return [replica for replica, synced in zip(replicas, answers, strict=True) if not synced]


def _now() -> float:
    return asyncio.get_running_loop().time()
