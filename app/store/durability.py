"""Asks the store how safe an acknowledged write is: whether it is on disk, and how many replicas the store has."""

import math
import time
from collections.abc import Awaitable
from typing import Any, Literal, TypeVar

import msgspec
from redis.exceptions import ResponseError

from app.errors import StoreLoading
from app.store.calls import Client, reading
from app.store.cluster import replicas_in
from app.store.replication import in_memory_only

UNKNOWN = "unknown"

Number = TypeVar("Number", int, float)


class Durability(msgspec.Struct, frozen=True, kw_only=True):
    """How safely a store keeps a write. For a cluster, these are the facts about the least durable primary.

    Some hosted stores do not report their configuration. Then each value of the configuration is `unknown`.
    """

    version: str
    appendonly: str
    appendfsync: str
    maxmemory_policy: str
    replicas: int
    replicas_in_memory: int = 0
    """The number of replicas that confirm a write before it is on disk."""

    maxmemory: int
    used_memory: int
    last_rewrite: str = "ok"
    """`err` if the last rewrite of the append-only file (the file to which the server adds each write) failed."""

    @property
    def faults(self) -> list[str]:
        """One text for each reason why an acknowledged write can be lost. The list is empty if the store is durable."""
        if UNKNOWN in {self.appendonly, self.appendfsync, self.maxmemory_policy}:
            return [
                "the store does not report its configuration: ask the operator of the store whether an acknowledged "
                "write is on disk"
            ]
        faults: list[str] = []
        if self.appendonly != "yes":
            faults.append(
                f"appendonly is {self.appendonly}: a restart of the store loses tickets; set appendonly to yes"
            )
        elif self.appendfsync != "always":
            faults.append(
                f"appendfsync is {self.appendfsync}: a power cut loses the last tickets; set appendfsync to always"
            )
        if self.maxmemory_policy != "noeviction":
            faults.append(
                f"maxmemory-policy is {self.maxmemory_policy}: a full store deletes keys; "
                "set maxmemory-policy to noeviction"
            )
        return faults

    def warnings(self, claim_min_replicas: int | Literal["all"]) -> list[str]:
        """Return what an operator should know: faults, a failed rewrite, and risks from the replicas.

        If there are too few replicas, no claim succeeds. If claims wait for only some of the replicas, a failover can
        lose claims.
        """
        return [*self.faults, *self._rewrite_warnings(), *self._replica_warnings(claim_min_replicas)]

    def _rewrite_warnings(self) -> list[str]:
        if self.last_rewrite == "ok":
            return []
        return [
            "the last rewrite of the append-only file failed: the file grows; make room on the disk, and see the log "
            "of the store"
        ]

    def _replica_warnings(self, claim_min_replicas: int | Literal["all"]) -> list[str]:
        least = 1 if claim_min_replicas == "all" else claim_min_replicas
        setting = f"{self.replicas} replicas, and CLAIM_MIN_REPLICAS is {claim_min_replicas}"
        warnings: list[str] = []
        if self.replicas_in_memory:
            warnings.append(
                f"{self.replicas_in_memory} replicas confirm a write before it is on disk: set appendonly to yes and "
                "appendfsync to always on each of them"
            )
        if self.replicas < least:
            warnings.append(f"{setting}: no claim succeeds")
        elif claim_min_replicas != "all" and claim_min_replicas < self.replicas:
            warnings.append(f"{setting}: a failover can lose acknowledged claims; set CLAIM_MIN_REPLICAS to all")
        return warnings

    def __str__(self) -> str:
        return (
            f"{self.version}, appendonly {self.appendonly}, appendfsync {self.appendfsync}, "
            f"maxmemory-policy {self.maxmemory_policy}, {self.replicas} replicas"
        )

    @property
    def durable(self) -> bool:
        """Whether every acknowledged write is on disk and stays in the store."""
        return not self.faults


async def durability(client: Client) -> Durability:
    """Ask the store how safely it keeps a write.

    Raises:
        StoreUnavailable: the store cannot be reached.
        StoreLoading: the store is still loading its data.
    """
    async with reading(client) as redis:
        each = [await _durability_of(client, redis, **where) for where in await client.primaries()]
    return max(each, key=lambda one: (len(one.faults), one.replicas_in_memory, -one.replicas))


async def memory_share(client: Client) -> float:
    """Return which share of its memory limit the store uses; for a cluster, the share of the fullest primary.

    The share is 0 if the store has no limit or does not report its limit.

    Raises:
        StoreUnavailable: the store cannot be reached.
    """
    async with reading(client) as redis:
        each = [await _answered(redis.info("memory", **where)) for where in await client.primaries()]
    return max(int(about.get("used_memory", 0)) / (int(about.get("maxmemory", 0)) or math.inf) for about in each)


async def clock_difference(client: Client) -> float:
    """Return the difference between the clocks of store and service in seconds; for a cluster, the largest difference.

    Raises:
        StoreUnavailable: the store cannot be reached.
    """
    differences: list[float] = []
    async with reading(client) as redis:
        for where in await client.primaries():
            seconds, microseconds = await redis.time(**where)
            differences.append(abs(seconds + microseconds / 1e6 - time.time()))
    return max(differences)


async def has_slow_log(client: Client) -> bool:
    """Return whether a server of the store keeps slow commands and their arguments, such as the addresses of players.

    Raises:
        StoreUnavailable: the store cannot be reached.
    """
    setting = "slowlog-log-slower-than"
    async with reading(client) as redis:
        each = [await _answered(redis.config_get(setting, **where)) for where in await client.primaries()]
    return any(int(config.get(setting, -1)) >= 0 for config in each)


async def _durability_of(client: Client, redis: Any, **where: Any) -> Durability:
    about = await _answered(redis.info(**where))
    if about.get("loading"):
        raise StoreLoading(_number(about, "loading_loaded_perc", float), _number(about, "loading_eta_seconds", int))
    config = await _answered(redis.config_get("appendonly", "appendfsync", "maxmemory-policy", **where))
    return Durability(
        version=f"{about.get('server_name', 'redis')} {about.get('valkey_version') or about.get('redis_version')}",
        appendonly=config.get("appendonly", UNKNOWN),
        appendfsync=config.get("appendfsync", UNKNOWN),
        maxmemory_policy=config.get("maxmemory-policy", UNKNOWN),
        replicas=int(about.get("connected_slaves", 0)),
        replicas_in_memory=len(await in_memory_only(client, replicas_in(about))),
        maxmemory=int(about.get("maxmemory", 0)),
        used_memory=int(about.get("used_memory", 0)),
        last_rewrite=about.get("aof_last_bgrewrite_status", "ok"),
    )


def _number(about: dict[str, Any], name: str, kind: type[Number]) -> Number | None:
    """Return a number from a server's answer to INFO, or None if the server does not report this number."""
    try:
        return kind(about[name])
    except (KeyError, ValueError):
        return None


async def _answered(question: Awaitable[Any]) -> dict[str, Any]:
    """Return what a server reports about itself, or an empty dict if the server refuses the command."""
    try:
        answer: dict[str, Any] = await question
    except ResponseError:
        return {}
    # For one node of a cluster, redis-py returns a dict with one entry: the name of the node and its answer.
    first = next(iter(answer.values()), None)
    return first if isinstance(first, dict) and len(answer) == 1 else answer
