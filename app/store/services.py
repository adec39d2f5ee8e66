"""The services that use a store, with the fingerprints of their secrets. Each service reports itself once a minute.

A fingerprint is six hexadecimal digits that are derived from a secret. If two fingerprints
differ, the secrets differ too.
"""

import re
from typing import NamedTuple

from app.store import keys
from app.store.calls import Client, change, reading

KEPT_MS = 150_000
"""After this number of milliseconds without a report, a service counts as ended."""

_STORED = re.compile(r"([0-9a-f]+(?:,[0-9a-f]+)*) (.+)")


class Service(NamedTuple):
    """A service on a store. All workers of a machine that know the same secrets count as one service.

    `fingerprints` are those of the secrets that open receipts (encrypted codes). The first of these secrets encrypts
    the codes of new receipts.
    """

    fingerprints: tuple[str, ...]
    machine: str

    @property
    def stored(self) -> str:
        """The member of the sorted set `raffles:services`."""
        return f"{','.join(self.fingerprints)} {self.machine}"


async def services_on(client: Client) -> list[Service]:
    """Return the services that use a store, in a fixed order.

    Raises:
        StoreUnavailable
    """
    async with reading(client, keys.SERVICES) as redis:
        members = await redis.zrange(keys.SERVICES, 0, -1)
    found = [_STORED.fullmatch(member) for member in members]
    return sorted(Service(tuple(each[1].split(",")), each[2]) for each in found if each)


async def leave(client: Client, service: Service) -> None:
    """Remove a service that ends. If other workers of this service still run, their next report adds the service again.

    Raises:
        StoreUnavailable, OutcomeUnknown
    """
    await change(client, keys.SERVICES, ["ZREM", keys.SERVICES, service.stored])
