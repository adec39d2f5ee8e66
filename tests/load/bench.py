"""`make bench`: how fast the service is, as ratios within one run, medians of several rounds.

Absolute figures depend on the machine and its other programs. Ratios of two things that are measured in turn, A B A B,
depend on the code. Every request of wrk comes from another address, also those to `/health/live`, so that both sides of
a ratio have the same headers. Environment variables: ROUNDS (3), SECONDS that one load lasts (2).
"""

import asyncio
import datetime
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from typing import NamedTuple

import httpx

from app.domain import draw
from app.domain.codes import Hashing
from app.service.claims import MAX_GROUP
from app.service.draws import WINNERS_PER_CALL
from app.service.minter import mint
from app.store import keys
from app.store.answers import ClaimRequest
from app.store.connect import connect
from app.store.scripts import Scripts
from tests.support.many_servers import Cluster
from tests.support.people import address, new_raffle
from tests.support.program import Program
from tests.support.waiting import block_until

ROUNDS = int(os.environ.get("ROUNDS", "3"))
SECONDS = int(os.environ.get("SECONDS", "2"))
CONNECTIONS = 256
WATCHERS = 200
CORES = os.cpu_count() or 1

MILLION = 1_000_000
WINNERS = 100_000
RESERVE = 8_192 * SECONDS
SMALL, CLAIMED_OF_SMALL = 1_000, 800
"""Tickets of a small raffle, and how many of them are claimed: so few that no claim is refused."""

MINTED = 500
LIVE = "/health/live"

_ANSWERS = re.compile(r"answers (\d+) refused (\d+) microseconds (\d+)")


class Figure(NamedTuple):
    """A line of the table of results."""

    name: str
    measured: str
    target: str


class Load:
    """The service under load from wrk."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.manager = httpx.Client(base_url=program.url, timeout=120, trust_env=False)
        self._address = count(0, 100_000)

    def create(self, tickets: int, prizes: int = 1) -> str:
        """Create a raffle, wait until it is open, and return its id."""
        answer = self.manager.post("/raffles/", json=new_raffle(tickets, [("Prize", prizes)]))
        raffle_id = str(answer.raise_for_status().json()["id"])
        block_until(lambda: self.status(raffle_id) != "filling", seconds=600)
        return raffle_id

    def status(self, raffle_id: str) -> str:
        return str(self.manager.get(f"/raffles/{raffle_id}/").json()["status"])

    def warm(self) -> None:
        """Wait until the reserve is full."""
        block_until(lambda: self._reserve() >= RESERVE, seconds=120)

    def _reserve(self) -> float:
        found = re.search(r"^raffle_reserve_size (\S+)$", self.manager.get("/metrics").text, re.MULTILINE)
        return float(found[1]) if found else 0.0

    def begin(
        self, *paths: str, method: str = "GET", each: int = MILLION, seconds: int = SECONDS, body: str = ""
    ) -> "subprocess.Popen[str]":
        """Start wrk, which requests each path `each` times before the next one."""
        script = Path(__file__).with_name("from_everywhere.lua")
        environment = os.environ | {
            "METHOD": method,
            "PATHS": ",".join(paths),
            "EACH": str(each),
            "BASE": str(next(self._address) % 2**24),
            **({"BODY": body} if body else {}),
        }
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(script), self.program.url]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)

    def rate(self, *paths: str, method: str = "GET", each: int = MILLION, seconds: int = SECONDS) -> float:
        """Return the answers per second that wrk gets."""
        return rate_of(self.begin(*paths, method=method, each=each, seconds=seconds))

    def claims(self, *raffle_ids: str, each: int = MILLION, seconds: int = SECONDS) -> float:
        """Return the claims per second."""
        return self.rate(*map(claim_path, raffle_ids), method="POST", each=each, seconds=seconds)

    def warm_claims(self, *raffle_ids: str, each: int = MILLION) -> float:
        """Return the claims per second, beginning with a full reserve."""
        self.warm()
        return self.claims(*raffle_ids, each=each)


def claim_path(raffle_id: str) -> str:
    return f"/raffles/{raffle_id}/participate/"


def rate_of(wrk: "subprocess.Popen[str]", *, refusals: bool = False) -> float:
    """Return the answers per second without refusals.

    Raises:
        RuntimeError: more than 1 % were refused, and refusals are not expected.
    """
    printed = wrk.communicate()[0]
    found = _ANSWERS.search(printed)
    if found is None or (not refusals and int(found[2]) * 100 > int(found[1])):
        raise RuntimeError(f"answers that were refused measure nothing:\n{printed}")
    return (int(found[1]) - int(found[2])) / int(found[3]) * 1_000_000


def in_turn(*measures: Callable[[], float]) -> list[float]:
    """Measure one after the other in each round, and return the median of each measure."""
    rounds = [[measure() for measure in measures] for _ in range(ROUNDS)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def ratios(*measures: Callable[[], float]) -> tuple[float, list[float]]:
    """Return the median of the ratios of the first measure to the second, and the median of each measure."""
    rounds = [[measure() for measure in measures] for _ in range(ROUNDS)]
    ratio = statistics.median(each[0] / each[1] for each in rounds)
    return ratio, [statistics.median(column) for column in zip(*rounds, strict=True)]


def seconds_of(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def warm_claims(load: Load) -> list[Figure]:
    million = load.create(MILLION)

    claims = partial(load.warm_claims, million)

    def small_claims() -> float:
        small = [load.create(SMALL) for _ in range(20 * SECONDS)]
        return load.warm_claims(*small, each=CLAIMED_OF_SMALL)

    warm, (claimed, floor) = ratios(claims, lambda: load.rate(LIVE))
    by_size, _ = ratios(claims, small_claims)
    polls, _ = ratios(lambda: load.rate(f"/raffles/{million}/"), lambda: load.rate(LIVE))
    store = load.program.store()
    before, began = reads(store.info("commandstats")), time.monotonic()
    polled = load.rate(f"/raffles/{million}/")
    reads_a_second = (reads(store.info("commandstats")) - before) / (time.monotonic() - began)
    return [
        Figure(
            "claims, reserve warm / `/health/live`", f"{warm:.2f} ({claimed:.0f} / {floor:.0f} a second)", ">= 0.85"
        ),
        Figure("claims at N = 1 000 000 / at N = 1 000", f"{by_size:.2f}", ">= 0.95"),
        Figure("GET of one raffle / `/health/live`", f"{polls:.2f}", ">= 0.85"),
        Figure(f"reads of the store a second, at {polled:.0f} polls a second", f"{reads_a_second:.1f}", "a handful"),
    ]


def reads(commands: dict[str, dict[str, int]]) -> int:
    return commands.get("cmdstat_hgetall", {"calls": 0})["calls"]


def sustained_claims(load: Load) -> list[Figure]:
    """Claims with an empty reserve. A claim takes 1/floor of a core to serve, and 1/argon of a core to mint its code.

    So C cores allow C / (1/floor + 1/argon) claims, and one worker at most `floor`. The time that the store and wrk
    take from the same cores is not subtracted.
    """
    million = load.create(MILLION)
    hashing = Hashing(1024, 1)

    def argon() -> float:
        return MINTED / seconds_of(lambda: [mint(hashing, 16) for _ in range(MINTED)])

    floor, minted, claimed = in_turn(lambda: load.rate(LIVE), argon, lambda: load.claims(million, seconds=3 * SECONDS))
    limit = min(floor, CORES / (1 / floor + 1 / minted))
    measured = (
        f"{claimed / limit:.2f} ({claimed:.0f} / {limit:.0f} a second; Argon2 {minted:.0f} a core, {CORES} cores)"
    )
    return [Figure("sustained claims, reserve empty / what Argon2 and floor allow", measured, ">= 0.80")]


def flood_of_checks(load: Load) -> list[Figure]:
    """Claims while others check tickets as fast as they can."""
    drawn, million = load.create(1), load.create(MILLION)
    ticket = load.manager.post(claim_path(drawn)).raise_for_status().json()
    load.manager.post(f"/raffles/{drawn}/winners/").raise_for_status()
    check = httpx.Request(
        "POST", "http://x", json={name: ticket[name] for name in ("ticket_number", "verification_code")}
    )
    body, checked = check.read().decode(), []

    claims = partial(load.warm_claims, million)

    def flooded() -> float:
        load.warm()
        flood = load.begin(f"/raffles/{drawn}/verify-ticket/", method="POST", body=body)
        claimed = load.claims(million)
        checked.append(rate_of(flood, refusals=True))
        return claimed

    ratio, (slower, _) = ratios(flooded, claims)
    measured = f"{ratio:.2f} ({slower:.0f} claims and {statistics.median(checked):.0f} checks a second)"
    return [Figure("claims during a flood of checks, from a wrk of its own / without", measured, "fast")]


def watched_claims(load: Load) -> list[Figure]:
    """Claims while others watch the same raffle, divided by claims without watchers."""
    million = load.create(MILLION)

    claims = partial(load.warm_claims, million)

    def watched() -> float:
        events = f"{load.program.url}/raffles/{million}/events/"
        # An event stream does not end, so wrk only holds the connections and reads.
        command = ["wrk", "-t1", f"-c{WATCHERS}", "-d300s", "--timeout", "300s", events]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as watchers:
            try:
                return claims()
            finally:
                watchers.kill()

    ratio, (slower, _) = ratios(watched, claims)
    return [Figure(f"claims with {WATCHERS} watchers / without", f"{ratio:.2f} ({slower:.0f} a second)", ">= 0.95")]


def clustered_claims(one: Load, many: Load) -> list[Figure]:
    """Claims on a cluster of six servers, acknowledged when a replica has them, divided by claims on one store."""
    loads = [(many, many.create(MILLION)), (one, one.create(MILLION))]

    ratio, (slower, _) = ratios(*(partial(load.warm_claims, raffle_id) for load, raffle_id in loads))
    measured = f"{ratio:.2f} ({slower:.0f} a second; all seven servers on the same {CORES} cores)"
    return [Figure("claims of one worker on a cluster, CLAIM_MIN_REPLICAS=1 / on one store", measured, "stated")]


def big_raffles(load: Load) -> list[Figure]:
    """The time to create and to draw, divided by the time of the bare work through the same client."""
    store_url = f"redis://127.0.0.1:{load.program.store().connection_pool.connection_kwargs['port']}/0"

    async def fill() -> None:
        client = connect(store_url)
        for first in range(1, MILLION + 1, WINNERS_PER_CALL):
            await client.commands.execute_command("SADD", "bench:pool", *range(first, first + WINNERS_PER_CALL))
        await client.commands.unlink("bench:pool")
        await client.aclose()

    async def draw_and_write() -> None:
        client = connect(store_url)
        numbers = await asyncio.to_thread(draw.draw, os.urandom(32), MILLION, WINNERS)
        for first in range(0, WINNERS, WINNERS_PER_CALL):
            places = {
                str(number): first + place for place, number in enumerate(numbers[first : first + WINNERS_PER_CALL])
            }
            await client.commands.zadd("bench:winners", places)
        await client.commands.unlink("bench:winners")
        await client.aclose()

    def create() -> float:
        return seconds_of(lambda: load.create(MILLION))

    def drawn() -> float:
        raffle_id = load.create(MILLION, WINNERS)
        load.program.store().unlink(keys.pool(raffle_id))  # as if all tickets were claimed
        return seconds_of(lambda: load.manager.post(f"/raffles/{raffle_id}/winners/").raise_for_status())

    creating, (created, _) = ratios(create, lambda: seconds_of(lambda: asyncio.run(fill())))
    drawing, (drew, _) = ratios(drawn, lambda: seconds_of(lambda: asyncio.run(draw_and_write())))
    return [
        Figure("create of 1 000 000 tickets / raw fill", f"{creating:.2f} ({created:.2f} s)", "<= 1.5"),
        Figure("draw of 100 000 of 1 000 000 / bare draw", f"{drawing:.2f} ({drew:.2f} s)", "<= 2"),
    ]


def memory_and_start(load: Load) -> list[Figure]:
    """The memory of the store for a ticket before and after its claim, and the time of a start with all tickets."""
    store = load.program.store()

    def used() -> int:
        return int(store.info("memory")["used_memory"])

    async def claim_all(raffle_id: str) -> None:
        client = connect(f"redis://127.0.0.1:{store.connection_pool.connection_kwargs['port']}/0")
        scripts, phc = Scripts(client), mint(Hashing(1024, 1), 16).phc
        groups = iter(range(0, MILLION, MAX_GROUP))

        async def worker() -> None:
            for first in groups:
                group = [
                    ClaimRequest(address(place), phc, "") for place in range(first, min(first + MAX_GROUP, MILLION))
                ]
                await scripts.claim(raffle_id, group)

        await asyncio.gather(*(worker() for _ in range(4)))
        await client.aclose()

    empty = used()
    raffle_id = load.create(MILLION)
    unclaimed = used()
    carried = MILLION / seconds_of(lambda: asyncio.run(claim_all(raffle_id)))
    claimed = used()
    load.program.__exit__(None, None, None)
    started = seconds_of(load.program.start)
    return [
        Figure(
            "bytes of store memory a ticket, before and after its claim",
            f"{(unclaimed - empty) / MILLION:.0f}, {(claimed - empty) / MILLION:.0f}",
            "stated",
        ),
        Figure("start to first answer, 1 000 000 claimed tickets on disk", f"{started:.1f} s", "stated"),
        Figure(f"claims that one store node takes, in full groups of {MAX_GROUP}", f"{carried:.0f} a second", "stated"),
    ]


def table(figures: Sequence[Figure]) -> str:
    today = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"
    head = f"{today}, {CORES} cores, {platform.machine()}, Python {platform.python_version()}"
    lines = [f"| {figure.name} | {figure.measured} | {figure.target} |" for figure in figures]
    return "\n".join(
        [f"{head}, medians of {ROUNDS} rounds:", "", "| figure | measured | target |", "| --- | --- | --- |", *lines]
    )


def main() -> int:
    """Measure everything, and print a table for docs/performance.md."""
    if shutil.which("wrk") is None:
        print("wrk is not installed (apt-get install wrk): only figures without load are measured", file=sys.stderr)
        loads: list[Callable[[Load], list[Figure]]] = []
    else:
        loads = [warm_claims, watched_claims, flood_of_checks]
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        few_logs = {"LOG_LEVEL": "warning"}
        if loads:
            with Program(Path(folder, "empty"), RESERVE_SIZE="1", **few_logs) as program:
                figures += sustained_claims(Load(program))
        with Program(Path(folder, "warm"), RESERVE_SIZE=str(RESERVE), **few_logs) as program:
            load = Load(program)
            for measure in [*loads, big_raffles]:
                figures += measure(load)
                print(table(figures[-4:]), file=sys.stderr, flush=True)
            if loads:
                with Cluster(Path(folder, "nodes")) as cluster:
                    safe = {"REDIS_URL": cluster.url, "CLAIM_MIN_REPLICAS": "1", "RESERVE_SIZE": str(RESERVE)}
                    with Program(Path(folder, "cluster"), **safe, **few_logs) as clustered:
                        figures += clustered_claims(load, Load(clustered))
        # Its own store: another store frees deleted keys in the background, and the measure would count that.
        with Program(Path(folder, "memory"), **few_logs) as program:
            figures += memory_and_start(Load(program))
    print(table(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
