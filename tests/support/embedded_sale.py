"""A sale on an embedded store, which is a server of Valkey. A test runs the real scripts, without a service."""

from pathlib import Path
from uuid import uuid4

from redis import Redis

from app.domain.log import line
from app.domain.privacy import UNDRAWN_KEPT_SECONDS
from app.domain.record import ALGORITHM
from app.embedded import files
from app.embedded import mark as mark_of
from app.embedded.server import EmbeddedStore
from app.store import keys, layout
from app.store.script import Script
from tests.support.waiting import block_until

PHC = "$argon2id$v=19$m=1024,t=1,p=1$" + "c" * 22 + "$" + "h" * 43
"""A text with the form and the length of a PHC string, which is the hash of a code."""

SEED = "0" * 64

CLIENTS: list[Redis] = []
"""The clients of all sales of a test. A fixture closes these clients at the end of the test."""


class Sale:
    """One raffle on a store. Every method returns when the store has answered."""

    def __init__(self, url: str, tickets: int = 1_000) -> None:
        self.redis: Redis = Redis.from_url(url, decode_responses=True)
        CLIENTS.append(self.redis)
        self.tickets = tickets
        self.raffle_id = str(uuid4())
        self._run("prepare", [keys.LAYOUT], [layout.VERSION, str(uuid4()), 16])
        terms = "0" * 64
        announced = ["name", tickets, "[]", "2026-11-25T20:00:00.000Z", "", terms, terms, "", line("created", None)]
        self._run("create", [part(self.raffle_id) for part in (keys.raffle, keys.log, keys.draft)], announced)
        self._run("fill", self._counted(), [tickets])
        self.redis.zadd(keys.RAFFLES, {self.raffle_id: 1})

    def claim(self, *players: str) -> list[int]:
        """Claim a ticket for each player in one call; return the ticket numbers."""
        names = [*self._counted(), keys.receipts(self.raffle_id)]
        claims = [text for player in players for text in (player, PHC, "receipt", "", 0)]
        answer = self._run("claim", names, ["", UNDRAWN_KEPT_SECONDS, *claims])
        return [int(number) for _, number, *_ in answer[2:]]

    def claim_many(self, count: int) -> None:
        """Claim tickets for new players, 10 in each call."""
        for _ in range(0, count, 10):
            self.claim(*(str(uuid4()) for _ in range(10)))

    def draw(self) -> None:
        """Draw the only winner. All tickets must be claimed."""
        self._run("draw_begin", self._counted(), ["", "entropy", ALGORITHM, 0])
        parts = (keys.raffle, keys.winners, keys.players, keys.receipts, keys.networks, keys.log)
        names = [part(self.raffle_id) for part in parts]
        told = line("drew", None)
        self._run("draw_commit", names, ["entropy", SEED, "2026-11-25T20:00:00.000Z", 86_400, 1, 0, told, 1])

    def delete(self) -> None:
        """Delete the raffle."""
        drawn = (keys.winners, keys.networks, keys.tree, keys.substitutes, keys.substitutions)
        rest = [
            part(self.raffle_id)
            for part in (keys.receipts, *drawn, keys.changes, keys.draft, keys.hand_overs, keys.log)
        ]
        self._run("delete", [*self._counted(), *rest], ["2026-11-25T20:00:00.000Z", line("deleted", None), 60, ""])

    def held(self) -> int:
        """Return how many tickets are claimed."""
        return self.redis.hlen(keys.codes(self.raffle_id))

    def rewrite(self, folder: Path) -> None:
        """Rewrite the append-only file, and wait until the new file has replaced the old file."""
        before = file_of(folder)
        self.redis.bgrewriteaof()
        block_until(lambda: not before.exists())

    def _counted(self) -> list[str]:
        return [part(self.raffle_id) for part in (keys.raffle, keys.pool, keys.players, keys.codes)]

    def _run(self, name: str, names: list[str], arguments: list[object]) -> list[list[str]]:
        answer: list[list[str]] = self.redis.eval(Script(name).source, len(names), *names, *map(str, arguments))
        return answer


def file_of(folder: Path) -> Path:
    """Return the append-only file that the store in a folder writes."""
    manifest = files.manifest(folder)
    assert manifest is not None
    return files.data(folder) / manifest.increments[-1]


def sold(folder: Path, claims: int, *, tickets: int = 1_000, drawn: bool = False) -> Sale:
    """Start a store, claim tickets, and stop the store properly. Its mark counts the claims (app/embedded/mark.py)."""
    with EmbeddedStore(folder) as store:
        sale = Sale(store.url, tickets)
        block_until(lambda: mark_of.read(folder) is not None)
        sale.claim_many(claims)
        if drawn:
            sale.draw()
        sale.redis.close()
    return sale
