"""Clients that read many raffles take turns, so that the claims of others come between their reads."""

import asyncio
from collections import Counter
from typing import Any
from uuid import uuid4

import pytest

from app.errors import RaffleNotFound
from app.store.reads import Reads
from tests.support.service import Service, Store, small_settings

pytestmark = pytest.mark.http

PATHS = ("/raffles/{}/", "/raffles/{}/events/", "/r/{}", "/r/{}/certificate", "/r/{}/stage", "/r/{}/picture.png")
"""Every path of which anybody can ask for a raffle, so that the raffle itself is read."""


@pytest.mark.parametrize("path", PATHS)
async def test_one_address_reads_one_raffle_at_a_time(store: Store, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a service that notes how many raffles it reads at the same time
    counts = Counter[str]()

    async def slowly(_: Reads, raffle_id: str) -> Any:
        counts["now"] += 1
        counts["most"] = max(counts["most"], counts["now"])
        await asyncio.sleep(0.02)
        counts["now"] -= 1
        counts["all"] += 1
        raise RaffleNotFound

    monkeypatch.setattr(Reads, "raffle", slowly)
    with Service(small_settings(), store) as service:
        # When one address asks for six raffles at once
        async with service.visitor("198.51.100.72") as greedy:
            await asyncio.gather(*(greedy.get(path.format(uuid4())) for _ in range(6)))

    # Then at most one raffle is read at a time
    assert counts["most"] == 1
    assert counts["all"] > 1
