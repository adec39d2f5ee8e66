"""A client that reads many raffles reads one at a time. So the claims of other clients come between these reads."""

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
"""All paths with which anybody can make the service read a raffle."""


class Slow:
    """Replaces a method that reads a raffle, and counts how many raffles are read at the same time.

    The reads of the service in the background are not counted.
    """

    def __init__(self) -> None:
        self.counts = Counter[str]()
        self.ids = [str(uuid4()) for _ in range(6)]

    async def read(self, raffle_id: str, *_: object) -> Any:
        if raffle_id not in self.ids:
            raise RaffleNotFound
        self.counts["now"] += 1
        self.counts["most"] = max(self.counts["most"], self.counts["now"])
        await asyncio.sleep(0.02)
        self.counts["now"] -= 1
        self.counts["all"] += 1
        raise RaffleNotFound


@pytest.mark.parametrize(
    ("read", "path"),
    [
        *(("raffle", path) for path in PATHS),
        ("hand_overs", "/raffles/{}/hand-overs/"),
        ("log", "/raffles/{}/log/"),
        ("changes", "/raffles/{}/changes/"),
        ("drawn", "/raffles/{}/winners/"),
        ("drawn", "/raffles/{}/draw/"),
        ("substitutions", "/raffles/{}/substitutions/"),
    ],
)
async def test_one_address_reads_one_raffle_at_a_time(
    store: Store, read: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a service that reads raffles slowly
    slow = Slow()
    monkeypatch.setattr(Reads, read, slow.read)
    with Service(small_settings(), store) as service:
        # When one address asks for six raffles at the same time
        async with service.visitor("127.0.0.1") as greedy:
            await asyncio.gather(*(greedy.get(path.format(raffle_id)) for raffle_id in slow.ids))

    # Then at most one raffle is read at a time
    assert slow.counts["most"] == 1
    assert slow.counts["all"] > 1
