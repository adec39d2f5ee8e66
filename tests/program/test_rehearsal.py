"""`make load-test` plays a sale, and audits it. The audit finds each kind of fault, and finds none if there is none."""

import asyncio
import json
import os
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvloop
from redis import Redis

from app.asgi import Parts
from app.domain.codes import Hashing
from app.embedded.server import EmbeddedStore
from app.service.minter import mint
from app.store.connect import connect
from tests.load.__main__ import create_raffle, main
from tests.load.audit import Audit, Violation
from tests.load.drawing import of_draw, winners_of
from tests.load.players import TRY_AGAIN, Crowd, Sale
from tests.load.recording import NO_ANSWER, Answer, Ask, read
from tests.support.people import NO_TLS, address
from tests.support.ports import free_port
from tests.support.service import Service, Store, small_settings

PLAYERS, TICKETS = 300, 200


@dataclass
class Played:
    """A sale that was played, with all answers."""

    manager: httpx.Client
    store: Store
    raffle_id: str
    answers: list[Answer]

    def audit(self, database: Path, answers: list[Answer] | None = None) -> list[Violation]:
        """Return the violations in the store and in these answers. Without `answers`, use the answers of the sale."""
        with Audit(database, self.raffle_id, players=PLAYERS, tickets=TICKETS) as audit:
            of_answers = list(audit.of_answers(self.answers if answers is None else answers))
            return of_answers + asyncio.run(self._of_store(audit))

    async def _of_store(self, audit: Audit) -> list[Violation]:
        client = self.store.connect()
        violations = [violation async for violation in audit.of_store(client.commands)]
        await client.aclose()
        return violations


@pytest.fixture(scope="module")
def store(valkey: EmbeddedStore) -> Iterator[Store]:
    """A store that only these tests use, so that a test can damage it."""
    url = valkey.url.removesuffix("0") + "7"
    with Redis.from_url(url, decode_responses=True) as redis:
        redis.flushdb()
        yield Store(lambda: connect(url), redis)


@pytest.fixture(scope="module")
def played(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """A sale of 200 tickets to 300 players."""
    record = tmp_path_factory.mktemp("sale") / "answers"
    with Service(small_settings(), store) as service:
        headers = {"X-Forwarded-For": str(service.manager)}
        with httpx.Client(base_url=service.url, headers=headers, trust_env=False, verify=NO_TLS) as manager:
            raffle_id = create_raffle(manager, TICKETS)
            sale = Sale(service.url, raffle_id, PLAYERS, connections=20)
            with record.open("wb") as file:
                uvloop.run(Crowd(sale, range(PLAYERS), file, lambda: None).play())
            yield Played(manager, store, raffle_id, list(read(record)))


def test_every_answer_is_recorded(played: Played) -> None:
    # Given a sale in which some players lose an answer, repeat a claim, or make a second claim
    final = [answer for answer in played.answers if answer.status not in TRY_AGAIN]

    # Then each request has one final answer, and a repeated claim has the ticket of the first claim
    assert Counter(answer.ask for answer in final) == {Ask.CLAIM: 297, Ask.RETRY: 6, Ask.SECOND: 3}
    assert sum(answer.status == NO_ANSWER for answer in played.answers) == 3
    assert {answer.player for answer in final} == set(range(PLAYERS))
    (first, retry) = (answer.body for answer in final if answer.player == 1)
    assert first == retry


def test_a_service_that_works_has_no_violation(played: Played, tmp_path: Path) -> None:
    # When the audit checks the sale, Then the audit finds no violation
    assert played.audit(tmp_path / "sqlite") == []


def changed(answers: list[Answer], player: int, *, ask: Ask = Ask.CLAIM, status: int = 201, **members: object) -> None:
    """Change the answer of one player: its status, or members of its ticket."""
    place = next(place for place, each in enumerate(answers) if (each.player, each.ask) == (player, ask))
    ticket = {**json.loads(answers[place].body), **members}
    answers[place] = answers[place]._replace(status=status, body=json.dumps(ticket).encode())


def ticket_of(answers: list[Answer], player: int) -> dict[str, object]:
    ticket: dict[str, object] = json.loads(next(each.body for each in answers if each.player == player and each.body))
    return ticket


HOLDER, OTHER = 10, 11
"""Two players who claimed once. They claimed so early that each of them has a ticket."""


def number_of(redis: Redis, key: str) -> str:
    """Return the number of the ticket that HOLDER holds in the store. `key` is any key of the raffle."""
    return str(redis.hget(f"{key.rpartition(':')[0]}:players", address(HOLDER)))


def without(answers: list[Answer], player: int) -> None:
    answers[:] = [answer for answer in answers if answer.player != player]


@pytest.mark.parametrize(
    ("kind", "plant"),
    [
        ("an answer that the request must not get", lambda answers: changed(answers, HOLDER, status=500)),
        ("an answer that the request must not get", lambda answers: changed(answers, HOLDER, status=403)),
        ("an answer that the request must not get", lambda answers: changed(answers, 2, ask=Ask.SECOND)),
        (
            "a ticket of another raffle, or a body that is no ticket",
            lambda answers: changed(answers, HOLDER, raffle_id="0" * 32),
        ),
        (
            "a ticket of another raffle, or a body that is no ticket",
            lambda answers: changed(answers, HOLDER, ticket_number="one"),
        ),
        (
            "a ticket number that is not between 1 and the number of tickets",
            lambda answers: changed(answers, HOLDER, ticket_number=TICKETS + 1),
        ),
        (
            "a number that several players got",
            lambda answers: changed(answers, HOLDER, ticket_number=ticket_of(answers, OTHER)["ticket_number"]),
        ),
        (
            "a code that several tickets have",
            lambda answers: changed(answers, HOLDER, verification_code=ticket_of(answers, OTHER)["verification_code"]),
        ),
        (
            "a player who got different tickets",
            lambda answers: changed(
                answers, 1, ask=Ask.RETRY, ticket_number=ticket_of(answers, OTHER)["ticket_number"]
            ),
        ),
        (
            "a player who got a ticket, and also the answer that the raffle is sold out",
            lambda answers: changed(answers, 1, ask=Ask.RETRY, status=410),
        ),
        ("a player without a final answer", lambda answers: without(answers, PLAYERS - 5)),
        (
            "too many or too few players with a ticket: it must be all players, or as many as there are tickets",
            lambda answers: without(answers, HOLDER),
        ),
        ("a player who has a ticket in the store, but got it in no answer", lambda answers: without(answers, HOLDER)),
    ],
)
def test_the_audit_finds_a_wrong_answer(
    played: Played, tmp_path: Path, kind: str, plant: Callable[[list[Answer]], None]
) -> None:
    # Given the answers of a sale. One answer was changed
    answers = list(played.answers)
    plant(answers)

    # When the audit checks the sale
    violations = played.audit(tmp_path / "sqlite", answers)

    # Then the audit finds one violation of the kind that belongs to this change
    assert [violation.times for violation in violations if violation.kind == kind] == [1]


@pytest.mark.parametrize(
    ("kind", "name", "plant"),
    [
        (
            "a player who has no ticket in the store, or another ticket than in the answer",
            "players",
            lambda redis, key: redis.hset(key, address(HOLDER), 0),
        ),
        (
            "a player who has no ticket in the store, or another ticket than in the answer",
            "players",
            lambda redis, key: redis.hdel(key, address(HOLDER)),
        ),
        (
            "a player who has a ticket in the store, but got it in no answer",
            "players",
            lambda redis, key: redis.hset(key, "198.51.100.7", 3),
        ),
        (
            "tickets in the pool and tickets of players that together are not all tickets",
            "pool",
            lambda redis, key: redis.sadd(key, 7),
        ),
        ("more or fewer codes than players in the store", "codes", lambda redis, key: redis.hset(key, 0, "x")),
        (
            "a code that does not match its hash in the store",
            "codes",
            lambda redis, key: redis.hset(key, number_of(redis, key), mint(Hashing(8, 1), 16).phc),
        ),
        (
            "a code that does not match its hash in the store",
            "codes",
            lambda redis, key: redis.hset(key, number_of(redis, key), "no hash"),
        ),
        (
            "a code that does not match its hash in the store",
            "codes",
            lambda redis, key: redis.hdel(key, number_of(redis, key)),
        ),
    ],
)
def test_the_audit_finds_a_wrong_key_in_the_store(
    played: Played, tmp_path: Path, kind: str, name: str, plant: Callable[[Redis, str], object]
) -> None:
    # Given the store after a sale. One key was changed
    redis = played.store.redis
    key = f"raffle:{{{played.raffle_id}}}:{name}"
    kept = f"{key}-kept"
    redis.copy(key, kept)
    plant(redis, key)

    # When the audit checks the sale
    violations = played.audit(tmp_path / "sqlite")
    redis.delete(key)
    if redis.exists(kept):
        redis.rename(kept, key)

    # Then the audit finds one violation of the kind that belongs to this change
    assert [violation.times for violation in violations if violation.kind == kind] == [1]


def test_the_audit_finds_a_check_that_does_not_agree_with_the_draw(played: Played) -> None:
    # Given the tickets of a new raffle. One ticket has the code of another ticket
    raffle_id = create_raffle(played.manager, 3)
    path = f"/raffles/{raffle_id}/participate/"
    tickets = [played.manager.post(path, headers={"X-Forwarded-For": address(place)}).json() for place in range(3)]
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE tickets (number, code, address)")
    for place, ticket in enumerate(tickets):
        code = tickets[place and 1]["verification_code"]
        database.execute("INSERT INTO tickets VALUES (?, ?, ?)", [ticket["ticket_number"], code, address(place)])

    # When a manager draws the winners, and the audit expects one winner too many
    violations = list(of_draw(played.manager, raffle_id, database, winners=winners_of(3) + 1))

    # Then the audit finds both mistakes
    assert [(violation.kind, violation.times) for violation in violations] == [
        ("a number of winners that is not the number of prizes", 1),
        ("a check that does not agree with the draw", 1),
    ]

    # And a second draw is refused
    (refused,) = of_draw(played.manager, raffle_id, database, winners=1)
    assert refused.kind == "a draw that was refused"
    database.close()


def test_a_rehearsal_of_a_service_that_works_succeeds(
    store: Store,
    valkey: EmbeddedStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    # Given a service, and a visitor who looks at its pages
    with Service(small_settings(), store) as service:
        environment = {"URL": service.url, "TICKETS": "40", "PLAYERS": "60", "USERS": "8", "VISITORS": "1"}

        # When `make load-test` rehearses a sale, in a shell whose files everybody can read
        os.umask(0o022)
        code = rehearsed(monkeypatch, tmp_path, environment | {"REDIS_URL": valkey.url.removesuffix("0") + "7"})

    # Then the last lines have the numbers of players, answers and violations
    printed = capfd.readouterr().out
    assert code == 0, printed
    last = printed.splitlines()[-3:]
    assert last[0] == "players    60, of whom 40 got one of 40 tickets"
    assert last[1] == "audited    63 answers"
    assert last[2] == "violations 0"

    # And there are reports of the sale and of the visits. The report of the sale needs no other file
    page = (tmp_path / "report.html").read_text()
    assert page.count("<svg") == 4
    assert "http" not in page.replace(service.url, "")
    assert "page of the raffle" in (tmp_path / "report-browsing.html").read_text()

    # And only the owner can read the reports, because one of them has the codes of all tickets
    assert {file.name: oct(file.stat().st_mode & 0o077) for file in tmp_path.glob("report*")} == {
        "report.html": "0o0",
        "report.sqlite": "0o0",
        "report-browsing.html": "0o0",
    }


def test_a_rehearsal_finds_that_every_ticket_has_the_same_code(
    store: Store,
    valkey: EmbeddedStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    # Given a service with a fault: every ticket gets the same code
    pair = mint(Hashing(8, 1), 16)

    def same_code(parts: Parts) -> Parts:
        monkeypatch.setattr(parts.reserve, "take_nowait", lambda: pair)
        return parts

    with Service(small_settings(), store, same_code) as service:
        # When `make load-test` rehearses a sale
        environment = {"URL": service.url, "TICKETS": "20", "PLAYERS": "20", "USERS": "8", "VISITORS": "0"}
        code = rehearsed(monkeypatch, tmp_path, environment | {"REDIS_URL": valkey.url.removesuffix("0") + "7"})

    # Then the rehearsal fails, and names the violation
    printed = capfd.readouterr().out
    assert code == 1
    assert "VIOLATION  a code that several tickets have: 1 times" in printed
    assert printed.splitlines()[-1] == "violations 1"


async def test_a_player_asks_again_after_the_time_that_a_refusal_names(tmp_path: Path) -> None:
    # Given a service that refuses the first claims of two players with Retry-After 1. It closes the connection of a
    # third player
    requests: dict[str, list[tuple[float, str]]] = {}
    first = {
        address(10): b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n",
        address(11): b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n",
        address(12): b"",
    }

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError):
            while head := (await reader.readuntil(b"\r\n\r\n")).decode():
                player = re.findall("X-Forwarded-For: (.*)\r", head)[0]
                requests.setdefault(player, []).append((time.monotonic(), head))
                sold_out = b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"
                written = first[player] if len(requests[player]) == 1 else sold_out
                if not written:
                    break
                writer.write(written)
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

        # When these players claim
        with (tmp_path / "answers").open("wb") as file:
            await Crowd(Sale(url, "0" * 32, 3, connections=3), range(10, 13), file, lambda: None).play()

    # Then each player claims once more with the same key, but only after one second
    for (asked, claim), (asked_again, same_claim) in requests.values():
        assert asked_again - asked >= 0.99
        assert claim == same_claim
    statuses = Counter(each.status for each in read(tmp_path / "answers"))
    assert statuses == {503: 1, 429: 1, NO_ANSWER: 1, 410: 3}


@pytest.mark.parametrize(
    ("changes", "told"),
    [({"manager_ips": ()}, "the service creates no raffle: "), ({}, "Connection refused")],
    ids=["nobody is a manager", "nothing listens"],
)
def test_one_line_says_why_a_service_cannot_be_used(
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    changes: dict[str, object],
    told: str,
) -> None:
    # Given a service without managers, or an address without a service
    with Service(small_settings(**changes), store) as service:
        url = service.url if changes else f"http://127.0.0.1:{free_port()}"

        # When `make load-test` tries to rehearse a sale, Then it says why this is not possible
        assert rehearsed(monkeypatch, tmp_path, {"URL": url}) == 2
    assert told in capsys.readouterr().err.splitlines()[0]


@pytest.mark.parametrize(
    ("name", "text"), [("TICKETS", "0"), ("PLAYERS", "many"), ("PLAYERS", "99999999"), ("USERS", "-1")]
)
def test_a_size_that_cannot_be_played_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    # When a size of the sale cannot be played, Then the program names this size
    assert rehearsed(monkeypatch, tmp_path, {name: text}) == 2
    assert capsys.readouterr().err.startswith(f"{name}={text}: ")


def rehearsed(monkeypatch: pytest.MonkeyPatch, folder: Path, environment: dict[str, str]) -> int:
    """Run `make load-test` without make, and return its exit code."""
    for name, value in {**environment, "REPORT": str(folder / "report.html")}.items():
        monkeypatch.setenv(name, value)
    return main()
