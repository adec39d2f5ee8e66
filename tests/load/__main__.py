"""`make load-test` rehearses a sale. It starts a service with default settings, or uses the service at URL.

A fixed number of players claims as fast as the service answers. At the same time, visitors look at pages. After the
sale, an audit compares every answer with the other answers and with the store. Then the winners are drawn, and some
players check their tickets.

Environment variables: TICKETS, PLAYERS, USERS (players at the same time), VISITORS, WORKERS, REPORT, and URL of a
running service. This service must have the address of this machine in MANAGER_IPS and in FORWARDED_ALLOW_IPS. The audit
uses REDIS_URL or DATA_DIR to find the store of this service, as `make doctor` does.
"""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx
from prometheus_client.parser import text_string_to_metric_families
from redis.exceptions import RedisError
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from app import settings
from app.embedded.folder import running_url
from app.regular_file import PRIVATE_UMASK
from app.settings import Settings
from app.store import keys
from app.store.connect import connect
from tests.load import report
from tests.load.audit import Audit, Violation
from tests.load.drawing import of_draw, winners_of
from tests.load.players import Load, Sale, recorded_in
from tests.load.recording import read
from tests.support.program import Program
from tests.support.waiting import block_until

FILL_SECONDS = 600

LOCUST_SECONDS = 60

STALLED_SECONDS = 120
"""The sale ends if no player finishes in this time. The audit then reports the players who have not finished."""

MOST_PLAYERS = 2**24 - 1000
"""Each player and each visitor has a different address of 10.0.0.0/8."""


class Size(NamedTuple):
    """The size of a rehearsal."""

    tickets: int
    players: int
    users: int
    visitors: int

    @classmethod
    def read(cls) -> "Size":
        """Return the size from the environment variables.

        Raises:
            ValueError: a number cannot be used.
        """
        tickets = _number("TICKETS", 20_000, least=1)
        players = _number("PLAYERS", tickets * 3 // 2, least=1)
        if players > MOST_PLAYERS:
            raise ValueError(f"PLAYERS={players}: at most {MOST_PLAYERS}, because each player needs an address")
        return cls(tickets, players, _number("USERS", 256, least=1), _number("VISITORS", 10, least=0))


def _number(name: str, default: int, *, least: int) -> int:
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or int(text) < least:
        raise ValueError(f"{name}={text}: expected a whole number, {least} or more")
    return int(text)


class Service(NamedTuple):
    """The service under test, and the URL of its store, or None if the URL is not known."""

    url: str
    store_url: str | None


@contextmanager
def service_at(url: str | None, log: Path) -> Iterator[Service]:
    """Use the service at a URL. Without a URL, start a service with default settings, which logs to `log`."""
    if url:
        read_settings = settings.read()
        yield Service(url.rstrip("/"), read_settings.redis_url or running_url(read_settings.data_dir))
        return
    defaults = Settings()
    changes = {
        "WORKERS": os.environ.get("WORKERS") or str(defaults.workers),
        "RESERVE_SIZE": str(defaults.reserve_size),
    }
    with tempfile.TemporaryDirectory(prefix="load-test-") as folder:
        service = Program(Path(folder), **changes)
        service.log = log
        log.unlink(missing_ok=True)
        with service as program:
            yield Service(program.url, program.store_url())


def manager_at(url: str) -> httpx.Client:
    """Return an HTTP client for the manager. It sends the address of this machine in a header, as a proxy does."""
    server = urlsplit(url)
    port = server.port or (443 if server.scheme == "https" else 80)
    with socket.create_connection((server.hostname or "", port)) as connection:
        here = connection.getsockname()[0]
    return httpx.Client(base_url=url, headers={"X-Forwarded-For": here}, timeout=60, trust_env=False)


def create_raffle(manager: httpx.Client, tickets: int) -> str:
    """Create the raffle, wait until it is open, and return its id.

    Raises:
        ValueError: the service refused; the message has the answer of the service.
    """
    prizes = [{"name": "Prize", "amount": winners_of(tickets)}]
    body = {"name": "Load test", "total_tickets": tickets, "prizes": prizes}
    answer = manager.post("/raffles/", json=body)
    if answer.status_code != 201:
        raise ValueError(f"the service creates no raffle: {answer.text}")
    raffle_id = str(answer.json()["id"])
    block_until(lambda: manager.get(f"/raffles/{raffle_id}/").json()["status"] != "filling", FILL_SECONDS)
    return raffle_id


@contextmanager
def visitors(url: str, raffle_id: str, number: int, page: Path) -> Iterator[None]:
    """Let Locust play visitors during the block. At the end of the block, Locust prints figures and writes a report."""
    if not number:
        yield
        return
    script = Path(__file__).with_name("browsing.py")
    options = ["--headless", "--only-summary", "--loglevel", "ERROR", "--html", str(page)]
    users = ["--host", url, "--users", str(number), "--spawn-rate", str(number)]
    command = [sys.executable, "-m", "locust", "-f", str(script), *options, *users]
    with tempfile.TemporaryDirectory(prefix="load-test-visitors-") as folder:
        ready = Path(folder, "ready")
        locust = subprocess.Popen(command, env=os.environ | {"RAFFLE_ID": raffle_id, "READY": str(ready)})
        try:
            # Wait until Locust has started, because its start uses much of the CPU that the sale needs.
            block_until(lambda: ready.exists() or locust.poll() is not None, LOCUST_SECONDS)
            if locust.poll() is not None:
                raise RuntimeError("Locust ended when it started")
            yield
        finally:
            locust.send_signal(signal.SIGINT)
            locust.wait()


class Metrics:
    """Samples of the metrics of a service. The time of a sample counts from the start of the sale."""

    def __init__(self, manager: httpx.Client) -> None:
        self._manager = manager
        self._began = time.time()
        self._groups = self._grouped = 0.0
        self.samples: list[report.Sample] = []

    def sample(self) -> None:
        """Record the size of the reserve of codes, and how many claims a call to the store had since the last sample.

        Record nothing if the service does not answer.
        """
        with suppress(httpx.HTTPError):
            text = self._manager.get("/metrics", timeout=5).raise_for_status().text
            values = {
                each.name: each.value for family in text_string_to_metric_families(text) for each in family.samples
            }
            groups, grouped = values["raffle_claim_group_size_count"], values["raffle_claim_group_size_sum"]
            new = groups - self._groups
            size = (grouped - self._grouped) / new if new > 0 else None
            self._groups, self._grouped = groups, grouped
            at = time.time() - self._began
            self.samples.append(report.Sample(at, values["raffle_reserve_size"], size))


def watch(load: Load, players: int, metrics: Metrics) -> None:
    """Show how many players are finished. Stop when all are finished, or when for a long time none has finished."""
    columns = (TextColumn("players"), BarColumn(), MofNCompleteColumn(), TaskProgressColumn(show_speed=True))
    moved = time.monotonic()
    with Progress(*columns, TimeRemainingColumn()) as progress:
        bar = progress.add_task("players", total=players)
        while load.runs_after(seconds=1):
            metrics.sample()
            if load.finished > progress.tasks[0].completed:
                moved = time.monotonic()
            elif time.monotonic() - moved > STALLED_SECONDS:
                break
            progress.update(bar, completed=load.finished)
        load.stop()
        progress.update(bar, completed=load.finished)


async def compare_with_store(audit: Audit, raffle_id: str, store_url: str | None) -> list[Violation] | None:
    """Return what is wrong with the tickets in the store. Return None if the store of the service is not known."""
    if store_url is None:
        return None
    client = connect(store_url)
    try:
        try:
            known = await client.commands.exists(keys.raffle(raffle_id))
        except (OSError, RedisError):
            known = False
        return [violation async for violation in audit.of_store(client.commands)] if known else None
    finally:
        await client.aclose()


def rehearse(service: Service, size: Size, page: Path) -> bool:
    """Play the sale, audit it, write the report, and print the result. Return whether every promise was kept."""
    browsing = page.with_name(f"{page.stem}-browsing.html")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="load-test-answers-")))
        manager = stack.enter_context(manager_at(service.url))
        raffle_id = create_raffle(manager, size.tickets)
        with visitors(service.url, raffle_id, size.visitors, browsing):
            load = Load(Sale(service.url, raffle_id, size.players, size.users), folder)
            load.start()
            metrics = Metrics(manager)
            watch(load, size.players, metrics)
        database = page.with_suffix(".sqlite")
        audit = stack.enter_context(Audit(database, raffle_id, players=size.players, tickets=size.tickets))
        violations = list(audit.of_answers(chain.from_iterable(map(read, recorded_in(folder)))))
        of_store = asyncio.run(compare_with_store(audit, raffle_id, service.store_url))
        violations += of_store or []
        if size.players >= size.tickets:
            violations += of_draw(manager, raffle_id, audit.database, winners=winners_of(size.tickets))
        times = report.times_in(audit.database)
        figures = [
            ("claims", f"{times.answers:,} answers in {times.seconds:.1f} s: {times.a_second:,.0f} a second"),
            *((f"{share} %", f"answered within {most:,.0f} ms") for share, most in times.overall_ms.items()),
            ("store", "not compared: set REDIS_URL or DATA_DIR" if of_store is None else "compared with every ticket"),
            ("report", f"{page}, all answers in {database}{f', browsing in {browsing}' if size.visitors else ''}"),
            ("players", f"{size.players:,}, of whom {audit.count('tickets'):,} got one of {size.tickets:,} tickets"),
            ("audited", f"{audit.count('answers'):,} answers"),
            ("violations", str(sum(violation.times for violation in violations))),
        ]
        report.write(page, figures, times, metrics.samples, violations)
    for violation in violations:
        print(f"VIOLATION  {violation.kind}: {violation.times} times, for example {violation.examples}")
    for name, figure in figures:
        print(f"{name:10} {figure}")
    return not violations


def main() -> int:
    """Return 0 if the service kept every promise, 1 if it did not, and 2 if no sale was audited."""
    page = Path(os.environ.get("REPORT") or "var/load-test.html")
    try:
        size = Size.read()
        os.umask(PRIVATE_UMASK)  # the database of the report has the codes of all tickets
        page.parent.mkdir(parents=True, exist_ok=True)
        with service_at(os.environ.get("URL"), page.with_suffix(".log")) as service:
            return 0 if rehearse(service, size, page) else 1
    except (ValueError, OSError, httpx.HTTPError, settings.WrongSettings) as reason:
        print(reason, file=sys.stderr)
    except KeyboardInterrupt:
        print("stopped; no answer was audited", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
