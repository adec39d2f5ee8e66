"""Reports whether the service can serve, and what an operator should know about the store."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Annotated, Literal, Protocol

import msgspec

from app.errors import Problem
from app.rounds import pause
from app.service.same_secrets import SameSecrets
from app.store.calls import Client
from app.store.durability import durability
from app.store.reads import Reads
from app.store.scripts import Scripts

log = logging.getLogger(__name__)

LOOK_SECONDS = 60.0
"""The time between two searches for damaged raffles, and between two reports to the other services of the store."""

NEWEST = 1_000
"""A search reads this number of the newest raffles. The command `doctor` reads all raffles."""

RETRY_SECONDS = 2.0
"""The time until the next search if the store did not answer."""


class Readiness(msgspec.Struct, frozen=True):
    """The answer of a ready service: how safely the store keeps data, and warnings for the operator."""

    store: Annotated[str, msgspec.Meta(description="The name and version of the store.")]
    durable: Annotated[bool, msgspec.Meta(description="Whether acknowledged claims are on disk.")]
    appendonly: Annotated[str, msgspec.Meta(description="The setting `appendonly` of the store.")]
    appendfsync: Annotated[str, msgspec.Meta(description="The setting `appendfsync` of the store.")]
    maxmemory_policy: Annotated[str, msgspec.Meta(description="The setting `maxmemory-policy` of the store.")]
    replicas: Annotated[int, msgspec.Meta(description="The number of replicas of the store.")]
    warnings: Annotated[list[str], msgspec.Meta(description="What the operator should know, one line each.")]


class Warns(Protocol):
    """A part of the service that may have warnings for the operator."""

    @property
    def warnings(self) -> list[str]:
        """What the operator should know now, with one line for each fact."""


class Health:
    """The health of the service on one store. `warnings` are the warnings that are known at the start."""

    def __init__(
        self,
        client: Client,
        scripts: Scripts,
        reads: Reads,
        same_secrets: SameSecrets,
        *,
        warned_by: Sequence[Warns],
        warnings: Sequence[str] = (),
        code_length: int,
        claim_min_replicas: int | Literal["all"],
        look_seconds: float = LOOK_SECONDS,
    ) -> None:
        self._client = client
        self._scripts = scripts
        self._reads = reads
        self._same_secrets = same_secrets
        self._code_length = code_length
        self._warned_by = warned_by
        self._warnings = warnings
        self._claim_min_replicas = claim_min_replicas
        self._look_seconds = look_seconds
        self._prepared = False
        self._damaged = 0
        self._closing = asyncio.Event()

    async def ready(self) -> Readiness:
        """Return the readiness of the service.

        Raises:
            StoreUnavailable: the store cannot be reached.
            StoreLoading: the store is loading its data. The problem says how much is loaded.
        """
        store = await durability(self._client)
        warnings = store.warnings(self._claim_min_replicas)
        if self._damaged:
            warnings = [*warnings, f"damaged raffles: {self._damaged}; the command `doctor` names them"]
        return Readiness(
            store=store.version,
            durable=store.durable,
            appendonly=store.appendonly,
            appendfsync=store.appendfsync,
            maxmemory_policy=store.maxmemory_policy,
            replicas=store.replicas,
            warnings=[*warnings, *self._warnings, *(line for part in self._warned_by for line in part.warnings)],
        )

    async def watch(self) -> None:
        """As soon as the store answers, write into the store what each service writes at its start.

        Then, once a minute, tell the other services that this service runs, and look for damaged raffles. This ends
        after `close`. Cancelling the task is not enough: redis-py on Python 3.11 can swallow a cancellation.

        Raises:
            WrongLayout: this service must not use the store. For example, a newer service has arranged its keys.
        """
        while not self._closing.is_set():
            try:
                if not self._prepared:
                    await self._scripts.prepare(self._code_length)
                    self._prepared = True
                await self._same_secrets.look()
                self._damaged = len(await self._reads.damaged(NEWEST))
                seconds = self._look_seconds
            except Problem as problem:
                log.warning("cannot look for damaged raffles: %s", problem.title)
                seconds = RETRY_SECONDS
            await pause(seconds, self._closing)

    def close(self) -> None:
        """End `watch`."""
        self._closing.set()
