"""`make bench` measures how fast the service is. It prints ratios within one run, and a few absolute figures.

Absolute figures depend on the machine and its other programs. A ratio depends mostly on the code, because its two sides
are measured in turn (A B A B). One measurement of each side is a round. The table has the medians of all rounds.

The program wrk sends the requests of a load. Each request has a different client address in a header. Requests for
`/health/live` do not need this header, but they have it too, so that both sides of a ratio send the same headers.

Environment variables: ROUNDS (the number of rounds, default 3), and SECONDS (the duration of one load, default 2).
"""

import asyncio
import datetime
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

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
from tests.load import costs
from tests.load.scale import scaled_claims
from tests.load.wrk import MILLION, RESERVE, SECONDS, Figure, Load, claim_path, figures_of, rate_of
from tests.support.many_servers import Cluster
from tests.support.people import address
from tests.support.program import Program

ROUNDS = int(os.environ.get("ROUNDS", "3"))
WATCHERS = 200
FEW = 64
HONEST = 8
LISTED = 300
CORES = os.cpu_count() or 1

WINNERS = 100_000
SMALL, CLAIMED_OF_SMALL = 1_000, 800
"""A small raffle: its number of tickets, and the number of measured claims. There are more tickets than claims, so no
claim is refused."""

MINTED = 500
LIVE = "/health/live"


def in_turn(*measures: Callable[[], float]) -> list[float]:
    """Run all measures in each round, one after the other. Return the median of each measure."""
    rounds = [[measure() for measure in measures] for _ in range(ROUNDS)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def ratios(*measures: Callable[[], float]) -> tuple[float, list[float]]:
    """Run both measures in each round. Return the median of their ratios, and the median of each measure."""
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
            "claims with a full reserve / answers of `/health/live`",
            f"{warm:.2f} ({claimed:.0f} / {floor:.0f} a second)",
            ">= 0.85",
        ),
        Figure("claims of a raffle with 1 000 000 tickets / with 1 000 tickets", f"{by_size:.2f}", ">= 0.95"),
        Figure("reads of one raffle / answers of `/health/live`", f"{polls:.2f}", ">= 0.85"),
        Figure(f"reads of the store in a second, for {polled:.0f} reads of clients", f"{reads_a_second:.1f}", "a few"),
    ]


def reads(commands: dict[str, dict[str, int]]) -> int:
    return commands.get("cmdstat_hgetall", {"calls": 0})["calls"]


def sustained_claims(load: Load) -> list[Figure]:
    """Measure claims without a reserve of codes, and divide them by the number that the cores allow.

    Each claim then needs a new code. In one second, a core can answer `floor` requests for `/health/live`, or make
    `minted` codes. So C cores allow C / (1/floor + 1/minted) claims in a second, and one worker allows at most `floor`.
    The formula ignores the work of the store and of wrk.
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
    return [Figure("claims with an empty reserve / what Argon2 and `/health/live` allow", measured, ">= 0.80")]


def flood_of_checks(load: Load) -> list[Figure]:
    """Measure claims while a second wrk checks tickets as fast as possible. Divide them by claims without checks."""
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
    return [Figure("claims during a flood of checks / claims without checks", measured, "none")]


def watched_claims(load: Load) -> list[Figure]:
    """Measure claims while other clients watch the same raffle. Divide them by claims without watchers."""
    million = load.create(MILLION)

    claims = partial(load.warm_claims, million)

    def watched() -> float:
        # An event stream does not end, and wrk waits for the end of an answer before it sends the next request. So this
        # wrk sends one request on each connection, and then only reads.
        events = f"/raffles/{million}/events/"
        with load.begin(events, seconds=300, connections=WATCHERS, timeout_seconds=300) as watchers:
            try:
                return claims()
            finally:
                watchers.kill()

    ratio, (slower, _) = ratios(watched, claims)
    return [
        Figure(
            f"claims while {WATCHERS} clients watch / without watchers",
            f"{ratio:.2f} ({slower:.0f} a second)",
            ">= 0.95",
        )
    ]


def listed_claims(load: Load) -> list[Figure]:
    """Measure how long claims take while a second process of wrk constantly asks for the list of raffles."""
    million = load.create(MILLION)
    for _ in range(LISTED):
        load.create(1)

    def slowest(*, listed: bool) -> float:
        load.warm()
        lists = load.begin(f"/raffles/?limit={LISTED}", seconds=SECONDS + 1, connections=FEW) if listed else None
        printed = load.begin(claim_path(million), method="POST", connections=HONEST).communicate()[0]
        if lists:
            lists.kill()
            lists.communicate()
        return figures_of(printed).p99_seconds

    with_lists, without = in_turn(lambda: slowest(listed=True), lambda: slowest(listed=False))
    name = f"p99 of claims over {HONEST} connections while one client asks for {LISTED} raffles over {FEW} connections"
    return [Figure(name, f"{with_lists:.3f} s ({without:.3f} s without it)", "<= 0.25 s")]


def filled_beside_a_sale(load: Load) -> list[Figure]:
    """Measure how long a new raffle takes until it is open, while players claim from another raffle at full speed."""
    million = load.create(MILLION)

    def created() -> float:
        load.warm()
        with load.begin(claim_path(million), method="POST", connections=FEW, seconds=60) as sale:
            try:
                return seconds_of(lambda: load.create(MILLION))
            finally:
                sale.kill()

    (seconds,) = in_turn(created)
    return [Figure("raffle of 1 000 000 open after creation, while another one sells", f"{seconds:.1f} s", "<= 3 s")]


def clustered_claims(one: Load, many: Load) -> list[Figure]:
    """Measure claims on a cluster of six servers. Divide them by claims on one store.

    The cluster acknowledges a claim only after a replica has the claim.
    """
    loads = [(many, many.create(MILLION)), (one, one.create(MILLION))]

    ratio, (slower, _) = ratios(*(partial(load.warm_claims, raffle_id) for load, raffle_id in loads))
    measured = f"{ratio:.2f} ({slower:.0f} a second; all seven servers on the same {CORES} cores)"
    return [Figure("claims on a cluster with CLAIM_MIN_REPLICAS=1 / on one store", measured, "none")]


def big_raffles(load: Load) -> list[Figure]:
    """Measure how long creating and drawing take. Divide each time by the time of the same work without the service."""
    store_url = load.program.store_url()

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
        load.program.store().unlink(keys.pool(raffle_id))  # without a pool, all tickets count as claimed
        return seconds_of(lambda: load.manager.post(f"/raffles/{raffle_id}/winners/").raise_for_status())

    creating, (created, _) = ratios(create, lambda: seconds_of(lambda: asyncio.run(fill())))
    drawing, (drew, _) = ratios(drawn, lambda: seconds_of(lambda: asyncio.run(draw_and_write())))
    return [
        Figure(
            "create of 1 000 000 tickets / the same without the service", f"{creating:.2f} ({created:.2f} s)", "<= 1.5"
        ),
        Figure("draw of 100 000 of 1 000 000 / the same without the service", f"{drawing:.2f} ({drew:.2f} s)", "<= 2"),
    ]


def memory_and_start(load: Load) -> list[Figure]:
    """Measure the memory of the store for a free and for a claimed ticket, and how fast the store takes claims.

    Then measure how long the program needs to start with a million claimed tickets.
    """
    store = load.program.store()

    def used() -> int:
        return int(store.info("memory")["used_memory"])

    async def claim_all(raffle_id: str) -> None:
        client = connect(load.program.store_url())
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
            "bytes of memory in the store for each ticket, before and after its claim",
            f"{(unclaimed - empty) / MILLION:.0f}, {(claimed - empty) / MILLION:.0f}",
            "none",
        ),
        Figure("start to first answer with 1 000 000 claimed tickets on disk", f"{started:.1f} s", "none"),
        Figure(f"claims that one store node takes in full groups of {MAX_GROUP}", f"{carried:.0f} a second", "none"),
    ]


def table(figures: Sequence[Figure]) -> str:
    today = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}"
    head = f"{today}, {CORES} cores, {platform.machine()}, Python {platform.python_version()}"
    lines = [f"| {figure.name} | {figure.measured} | {figure.target} |" for figure in figures]
    return "\n".join(
        [f"{head}, medians of {ROUNDS} rounds:", "", "| figure | measured | target |", "| --- | --- | --- |", *lines]
    )


def main() -> int:
    """Measure everything, and print a table of the figures for docs/performance.md."""
    if shutil.which("wrk") is None:
        print("wrk is not installed (apt-get install wrk): the figures under load are left out", file=sys.stderr)
        loads: list[Callable[[Load], list[Figure]]] = []
    else:
        loads = [warm_claims, watched_claims, flood_of_checks, listed_claims, filled_beside_a_sale]
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        if loads:
            figures += costs.costs_of_claims(Path(folder, "costs"), ROUNDS)
            figures += scaled_claims(Path(folder), ROUNDS)
            print(table(figures), file=sys.stderr, flush=True)
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
        # Use a new store. A used store frees deleted keys in the background, and this would change the result.
        with Program(Path(folder, "memory"), **few_logs) as program:
            figures += memory_and_start(Load(program))
    print(table(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
