"""What the store really does with a write: is acknowledged the same as on disk?"""

from collections.abc import Awaitable
from typing import Any

import msgspec
from redis.exceptions import BusyLoadingError, ResponseError

from app.store.connect import Client, Cluster, reading

UNKNOWN = "unknown"


class Durability(msgspec.Struct, frozen=True, kw_only=True):
    """What a store does with a write. Of a cluster, what the weakest of its primaries does.

    Where the store does not tell, as some hosted ones do not, a text is `unknown`.
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
        """Why acknowledged does not mean on disk, a sentence each; none when it does."""
        faults: list[str] = []
        if UNKNOWN in {self.appendonly, self.appendfsync, self.maxmemory_policy}:
            faults.append(
                "it does not tell what it does with a write: ask its operator whether acknowledged is on disk"
            )
            return faults
        if self.appendonly != "yes":
            faults.append(f"appendonly is {self.appendonly}: a restart of the store loses tickets; set it to yes")
        elif self.appendfsync != "always":
            faults.append(f"appendfsync is {self.appendfsync}: a power cut loses the last tickets; set it to always")
        if self.maxmemory_policy != "noeviction":
            faults.append(f"maxmemory-policy is {self.maxmemory_policy}: a full store drops keys; set it to noeviction")
        return faults

    def warnings(self, claim_min_replicas: int) -> list[str]:
        """Return what an operator should know: the faults, and replicas that claims wait for in vain."""
        missing = claim_min_replicas - self.replicas
        few = f"{self.replicas} replicas, and CLAIM_MIN_REPLICAS is {claim_min_replicas}: every claim is refused"
        return [*self.faults, few] if missing > 0 else self.faults

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
        StoreUnavailable: it cannot be reached, or is still reading what is on its disk.
    """
    async with reading(client):
        if isinstance(client, Cluster):
            await client.initialize()
            each = [await _durability_of(client, target_nodes=node) for node in client.get_primaries()]
        else:
            each = [await _durability_of(client)]
    return max(each, key=lambda one: (len(one.faults), -one.replicas))


async def _durability_of(client: Any, **where: Any) -> Durability:
    about = await _told(client.info(**where))
    if about.get("loading"):
        raise BusyLoadingError  # it tells of itself, but answers nothing else yet
    config = await _told(client.config_get("appendonly", "appendfsync", "maxmemory-policy", **where))
    return Durability(
        version=f"{about.get('server_name', 'redis')} {about.get('valkey_version') or about.get('redis_version')}",
        appendonly=config.get("appendonly", UNKNOWN),
        appendfsync=config.get("appendfsync", UNKNOWN),
        maxmemory_policy=config.get("maxmemory-policy", UNKNOWN),
        replicas=int(about.get("connected_slaves", 0)),
        maxmemory=int(about.get("maxmemory", 0)),
        used_memory=int(about.get("used_memory", 0)),
    )


async def _told(question: Awaitable[Any]) -> dict[str, Any]:
    """Return what a server tells of itself, nothing where it may not."""
    try:
        answer: dict[str, Any] = await question
    except ResponseError:
        return {}
    # Of one node of a cluster it comes under the node's name.
    first = next(iter(answer.values()), None)
    return first if isinstance(first, dict) and len(answer) == 1 else answer
