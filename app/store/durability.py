"""What the store does with a write: does acknowledged mean on disk?"""

import time
from collections.abc import Awaitable
from typing import Any

import msgspec
from redis.exceptions import BusyLoadingError, ResponseError

from app.store.calls import Client, reading

UNKNOWN = "unknown"


class Durability(msgspec.Struct, frozen=True, kw_only=True):
    """What a store does with a write; of a cluster, what the weakest of its primaries does.

    Some hosted stores do not answer these questions. A text is then `unknown`.
    """

    version: str
    appendonly: str
    appendfsync: str
    maxmemory_policy: str
    replicas: int
    maxmemory: int
    used_memory: int

    @property
    def faults(self) -> list[str]:
        """Why acknowledged does not mean on disk, a sentence each; empty when it does."""
        if UNKNOWN in {self.appendonly, self.appendfsync, self.maxmemory_policy}:
            return ["it does not say what it does with a write: ask its operator whether acknowledged means on disk"]
        faults: list[str] = []
        if self.appendonly != "yes":
            faults.append(f"appendonly is {self.appendonly}: a restart of the store loses tickets; set it to yes")
        elif self.appendfsync != "always":
            faults.append(f"appendfsync is {self.appendfsync}: a power cut loses the last tickets; set it to always")
        if self.maxmemory_policy != "noeviction":
            faults.append(f"maxmemory-policy is {self.maxmemory_policy}: a full store drops keys; set it to noeviction")
        return faults

    def warnings(self, claim_min_replicas: int) -> list[str]:
        """Return what an operator should know: the faults, and a number of replicas that claims never reach."""
        if self.replicas >= claim_min_replicas:
            return self.faults
        few = f"{self.replicas} replicas, and CLAIM_MIN_REPLICAS is {claim_min_replicas}: every claim is refused"
        return [*self.faults, few]

    def __str__(self) -> str:
        return (
            f"{self.version}, appendonly {self.appendonly}, appendfsync {self.appendfsync}, "
            f"maxmemory-policy {self.maxmemory_policy}, {self.replicas} replicas"
        )

    @property
    def durable(self) -> bool:
        """Whether acknowledged means on disk."""
        return not self.faults


async def durability(client: Client) -> Durability:
    """Ask the store what it does with a write.

    Raises:
        StoreUnavailable: it cannot be reached, or is still loading its data.
    """
    async with reading(client) as redis:
        each = [await _durability_of(redis, **where) for where in await client.primaries()]
    return max(each, key=lambda one: (len(one.faults), -one.replicas))


async def clock_difference(client: Client) -> float:
    """Return the seconds by which the store's clock differs from this machine's; of a cluster, the largest.

    Raises:
        StoreUnavailable: it cannot be reached.
    """
    differences: list[float] = []
    async with reading(client) as redis:
        for where in await client.primaries():
            seconds, microseconds = await redis.time(**where)
            differences.append(abs(seconds + microseconds / 1e6 - time.time()))
    return max(differences)


async def _durability_of(redis: Any, **where: Any) -> Durability:
    about = await _answered(redis.info(**where))
    if about.get("loading"):
        raise BusyLoadingError  # a loading server answers INFO, but nothing else
    config = await _answered(redis.config_get("appendonly", "appendfsync", "maxmemory-policy", **where))
    return Durability(
        version=f"{about.get('server_name', 'redis')} {about.get('valkey_version') or about.get('redis_version')}",
        appendonly=config.get("appendonly", UNKNOWN),
        appendfsync=config.get("appendfsync", UNKNOWN),
        maxmemory_policy=config.get("maxmemory-policy", UNKNOWN),
        replicas=int(about.get("connected_slaves", 0)),
        maxmemory=int(about.get("maxmemory", 0)),
        used_memory=int(about.get("used_memory", 0)),
    )


async def _answered(question: Awaitable[Any]) -> dict[str, Any]:
    """Return what a server says of itself; an empty answer where this client may not ask."""
    try:
        answer: dict[str, Any] = await question
    except ResponseError:
        return {}
    # redis-py returns the answer of one cluster node under the name of the node.
    first = next(iter(answer.values()), None)
    return first if isinstance(first, dict) and len(answer) == 1 else answer
