"""The audit of a sale. It compares all recorded answers with each other, and with the store.

The answers go into a database on disk (SQLite). The holders, who are the players with a ticket in the store, go there
too. Most checks are queries. So the audit of many players needs little memory, and people can query the database after
the audit.
"""

import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

import msgspec
from argon2.exceptions import InvalidHashError, VerificationError

from app.domain import codes
from app.domain.raffle import Ticket
from app.store import keys
from tests.load.recording import Answer
from tests.support.people import address

T = TypeVar("T")

SAMPLED_CODES = 10_000
EXAMPLES = 3
PER_CALL = 1_000
"""The number of players or codes that the audit reads in one call to the store."""


class Violation(NamedTuple):
    """A promise that the service did not keep, the number of cases, and a few examples."""

    kind: str
    times: int
    examples: str


SCHEMA = """
CREATE TABLE answers (
    player INTEGER, address TEXT, ask INTEGER, status INTEGER, at REAL, seconds REAL, body TEXT,
    number INTEGER, code TEXT
);
CREATE TABLE holders (player TEXT, number INTEGER);
"""

TICKETS = """
CREATE TABLE tickets AS SELECT DISTINCT player, address, number, code FROM answers WHERE status = 201;
CREATE INDEX tickets_by_address ON tickets (address);
"""

HOLDERS = "CREATE INDEX holders_by_player ON holders (player);"

OF_ANSWERS = {
    "an answer that the request must not get": """
        SELECT address, status, CASE status WHEN 201 THEN '' ELSE body END FROM answers
        WHERE status NOT IN (0, 429, 503) AND status NOT IN (CASE ask WHEN 3 THEN 403 ELSE 201 END, 410)""",
    "a ticket of another raffle, or a body that is no ticket": """
        SELECT address FROM answers WHERE status = 201 AND number IS NULL""",
    "a ticket number that is not between 1 and the number of tickets": """
        SELECT address, number FROM tickets WHERE number NOT BETWEEN 1 AND :tickets""",
    "a number that several players got": """
        SELECT number, min(address), max(address) FROM tickets
        WHERE number IS NOT NULL GROUP BY number HAVING count(DISTINCT address) > 1""",
    "a code that several tickets have": """
        SELECT min(number), max(number) FROM tickets
        WHERE code IS NOT NULL GROUP BY code HAVING count(DISTINCT address) > 1 OR count(DISTINCT number) > 1""",
    "a player who got different tickets": """
        SELECT address, min(number), max(number) FROM tickets GROUP BY address HAVING count(*) > 1""",
    "a player who got a ticket, and also the answer that the raffle is sold out": """
        SELECT address, number FROM tickets WHERE address IN (SELECT address FROM answers WHERE status = 410)""",
    "a player without a final answer": """
        WITH RECURSIVE everybody (player) AS (
            SELECT 0 UNION ALL SELECT player + 1 FROM everybody WHERE player + 1 < :players
        )
        SELECT 'player ' || player FROM everybody
        WHERE player NOT IN (SELECT player FROM answers WHERE status IN (201, 410) AND ask != 3)""",
    "too many or too few players with a ticket: it must be all players, or as many as there are tickets": """
        SELECT given || ' of ' || expected FROM (
            SELECT count(DISTINCT address) AS given, min(:players, :tickets) AS expected FROM tickets
        ) WHERE given != expected""",
}
"""For each kind of violation, the query that finds it in the answers."""

OF_HOLDERS = {
    "a player who has no ticket in the store, or another ticket than in the answer": """
        SELECT address, tickets.number, holders.number FROM tickets
        LEFT JOIN holders ON holders.player = tickets.address WHERE holders.number IS NOT tickets.number""",
    "a player who has a ticket in the store, but got it in no answer": """
        SELECT player, number FROM holders WHERE player NOT IN (SELECT address FROM tickets)""",
}
"""For each kind of violation, the query that finds it in the answers and the holders of the store."""


class Audit:
    """The audit of one raffle, with its database."""

    def __init__(self, database: Path, raffle_id: str, *, players: int, tickets: int) -> None:
        """Make the database. Remove an older database at the same path."""
        database.unlink(missing_ok=True)
        self.database = sqlite3.connect(database)
        self.database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {SCHEMA}")
        self._raffle_id = raffle_id
        self._sizes = {"players": players, "tickets": tickets}
        self._ticket = msgspec.json.Decoder(Ticket)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.database.commit()
        self.database.close()

    def count(self, table: str) -> int:
        """Return the number of rows of a table."""
        return int(self.database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608

    def of_answers(self, answers: Iterable[Answer]) -> Iterator[Violation]:
        """Take all answers into the database, compare them with each other, and return what is wrong with them."""
        self.database.executemany("INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", map(self._row, answers))
        self.database.executescript(TICKETS)
        yield from self._found_by(OF_ANSWERS)

    async def of_store(self, commands: Any, sampled_codes: int = SAMPLED_CODES) -> AsyncIterator[Violation]:
        """Compare the tickets with the store before the draw, and return what is wrong. Call `of_answers` before this.

        `commands` is a client of redis-py for asyncio.
        """
        players = keys.players(self._raffle_id)
        async for page in _pages(commands.hscan_iter(players, count=PER_CALL)):
            self.database.executemany("INSERT INTO holders VALUES (?, CAST(? AS INTEGER))", page)
        self.database.executescript(HOLDERS)
        for violation in self._found_by(OF_HOLDERS):
            yield violation
        pool = await commands.scard(keys.pool(self._raffle_id))
        held = await commands.hlen(players)
        coded = await commands.hlen(keys.codes(self._raffle_id))
        if pool + held != self._sizes["tickets"]:
            total = self._sizes["tickets"]
            yield Violation(
                "tickets in the pool and tickets of players that together are not all tickets",
                1,
                f"{pool} + {held} is not {total}",
            )
        if coded != held:
            yield Violation("more or fewer codes than players in the store", 1, f"{coded} codes, {held} players")
        if wrong := [number async for number in self._wrong_codes(commands, sampled_codes)]:
            examples = ", ".join(map(str, wrong[:EXAMPLES]))
            yield Violation("a code that does not match its hash in the store", len(wrong), f"ticket {examples}")

    def _row(self, answer: Answer) -> tuple[object, ...]:
        number = code = None
        if answer.status == 201:
            with suppress(msgspec.DecodeError):
                ticket = self._ticket.decode(answer.body)
                if ticket.raffle_id == self._raffle_id:
                    number, code = ticket.ticket_number, ticket.verification_code
        return (answer.player, address(answer.player), *answer[1:5], answer.body.decode(errors="replace"), number, code)

    def _found_by(self, queries: dict[str, str]) -> Iterator[Violation]:
        for kind, query in queries.items():
            ((times,),) = self.database.execute(f"SELECT count(*) FROM ({query})", self._sizes)  # noqa: S608
            if times:
                rows = self.database.execute(f"{query} LIMIT {EXAMPLES}", self._sizes)
                yield Violation(kind, times, "; ".join(", ".join(map(str, row)) for row in rows))

    async def _wrong_codes(self, commands: Any, sampled: int) -> AsyncIterator[int]:
        """Return the numbers of sampled tickets whose code does not match the store. Several threads check codes."""
        query = "SELECT number, code FROM tickets WHERE code IS NOT NULL ORDER BY random() LIMIT ?"
        tickets = self.database.execute(query, [sampled])
        with ThreadPoolExecutor() as threads:
            while some := tickets.fetchmany(PER_CALL):
                numbers, shown = zip(*some, strict=True)
                stored = await commands.hmget(keys.codes(self._raffle_id), [str(number) for number in numbers])
                for number, right in zip(numbers, threads.map(_matches, stored, shown), strict=True):
                    if not right:
                        yield number


async def _pages(entries: AsyncIterator[T]) -> AsyncIterator[list[T]]:
    page: list[T] = []
    async for entry in entries:
        page.append(entry)
        if len(page) == PER_CALL:
            yield page
            page = []
    yield page


def _matches(phc: str | None, shown: str) -> bool:
    try:
        return phc is not None and codes.matches(phc, codes.normalise(shown))
    except (InvalidHashError, VerificationError, ValueError):
        return False
