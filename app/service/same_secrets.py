"""Finds services on one store that have different receipt secrets.

A receipt is the code of a ticket in encrypted (sealed) form. A service cannot open receipts that were sealed with a
secret that it does not know. So if a player repeats a claim, and the retry reaches another service, the player may get
no ticket.
"""

import logging
from collections.abc import Sequence
from contextlib import suppress

from app.domain.receipts import NO_SECRET, Secret, fingerprint
from app.errors import Problem
from app.store.calls import Client
from app.store.scripts import Scripts
from app.store.services import Service, leave, services_on

log = logging.getLogger(__name__)


def secret_warnings(services: Sequence[Service]) -> list[str]:
    """Return at most one warning: that a service cannot open the receipts of another service."""
    for sealing in services:
        for opening in services:
            if sealing.fingerprints[0] not in opening.fingerprints:
                return [
                    f"a service on {opening.machine} cannot open the receipts of a service on {sealing.machine}: set "
                    "RECEIPT_SECRET to the same value for all services of this store, because now a player whose retry "
                    "reaches another service may get no ticket"
                ]
    return []


class SameSecrets:
    """Finds out whether the services on a store can open each other's receipts.

    `secrets` are the secrets of this service, the newest secret first.
    """

    def __init__(self, client: Client, scripts: Scripts, secrets: Sequence[Secret], *, machine: str) -> None:
        self._client = client
        self._scripts = scripts
        # Every service also opens the receipts that were sealed without a secret.
        self._service = Service(tuple(map(fingerprint, (*secrets, NO_SECRET))), machine)
        self.warnings: list[str] = []
        """What an operator should know."""

    async def look(self) -> None:
        """Report this service, and compare it with the other services. Log a difference when it is found.

        If the store does not answer, or is full, the warnings stay as they are. Requests already report this trouble.
        """
        with suppress(Problem):
            await self._scripts.report(self._service)
            found = secret_warnings(await services_on(self._client))
            if found != self.warnings:
                log.warning(found[0] if found else "all services on the store can open each other's receipts again")
            self.warnings = found

    async def close(self) -> None:
        """Tell the other services that this service ends."""
        with suppress(Problem):
            await leave(self._client, self._service)
