"""Reports whether the service can serve, and what an operator should know about the store."""

from typing import Literal

import msgspec

from app.service.claims import Claims
from app.service.room import Room
from app.store.calls import Client
from app.store.durability import durability


class Readiness(msgspec.Struct, frozen=True):
    """The answer of a service that is ready: how safely the store keeps a write, and warnings for the operator."""

    store: str
    durable: bool
    appendonly: str
    appendfsync: str
    maxmemory_policy: str
    replicas: int
    warnings: list[str]


class Health:
    """The health of the service on one store."""

    def __init__(self, client: Client, room: Room, claims: Claims, *, claim_min_replicas: int | Literal["all"]) -> None:
        self._client = client
        self._room = room
        self._claims = claims
        self._claim_min_replicas = claim_min_replicas

    async def ready(self) -> Readiness:
        """Return the readiness of the service.

        Raises:
            StoreUnavailable: the store cannot be reached, or is still loading its data.
        """
        store = await durability(self._client)
        return Readiness(
            store=store.version,
            durable=store.durable,
            appendonly=store.appendonly,
            appendfsync=store.appendfsync,
            maxmemory_policy=store.maxmemory_policy,
            replicas=store.replicas,
            warnings=[
                *store.warnings(self._claim_min_replicas),
                *self._room.warnings,
                *self._claims.warnings,
            ],
        )
