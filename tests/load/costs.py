"""The processor time of a claim, divided by the processor time of a bare answer.

A bare answer comes from the smallest ASGI application on uvicorn.

Other programs on the machine change the number of answers in a second. They hardly change the processor time of an
answer. The service runs with its default settings, so it logs each request. The bare application logs none. The
processes that make codes are stopped during each measurement.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from statistics import median

import httpx

from tests.load.wrk import Figure, Load, claim_path, figures_of
from tests.support.people import NO_TLS
from tests.support.ports import free_port
from tests.support.program import Program
from tests.support.waiting import block_until

CLOCK_TICKS = os.sysconf("SC_CLK_TCK")

SECONDS = 1
"""The duration of a load. The reserve of 8 192 codes must be enough for this time."""

TICKETS = 50_000
LIMITS = {64: 2.0, 256: 1.6}
"""The highest wanted ratio of a claim to a bare answer, for each number of connections."""

BROWSER_LIMIT, REFUSED_LIMIT = 1.25, 1.0
"""The highest wanted cost of a claim from a browser, and of a refused claim, divided by the cost of a simple claim."""

_addresses = count(0, 100_000)


class Bare:
    """The bare application, as uvicorn runs it behind a trusted proxy."""

    def __init__(self) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        options = ["--no-access-log", "--no-server-header", "--forwarded-allow-ips=127.0.0.1", "--log-level=warning"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", "tests.load.bare:app", f"--port={port}", "--lifespan=off", *options]
        )
        block_until(self._answers, seconds=30)

    def _answers(self) -> bool:
        try:
            return httpx.get(self.url, trust_env=False, verify=NO_TLS).is_success
        except httpx.TransportError:
            return False


def costs_of_claims(folder: Path, rounds: int) -> list[Figure]:
    """Measure each kind of answer in each round. Return ratios of two kinds, each as the median of all rounds."""
    bare = Bare()
    try:
        with Program(folder, RESERVE_SIZE="8192") as program:
            load = Load(program)
            figures = [
                figure for connections in LIMITS for figure in _with_connections(load, bare, connections, rounds)
            ]
    finally:
        bare.process.terminate()
        bare.process.wait()
    return figures


def _with_connections(load: Load, bare: Bare, connections: int, rounds: int) -> Iterator[Figure]:
    seen: dict[str, list[float]] = {name: [] for name in ("bare", "claim", "browser", "again", "sold out")}
    for _ in range(rounds):
        raffle_id, sold_out = load.create(TICKETS), load.create(1)
        load.manager.post(claim_path(sold_out)).raise_for_status()
        load.warm(8_192)
        base = next(_addresses)
        with load.program.minters_stopped():
            seen["bare"].append(_microseconds(load, connections, bare=bare))
            seen["claim"].append(_microseconds(load, connections, claim_path(raffle_id), base=base))
            seen["again"].append(_microseconds(load, connections, claim_path(raffle_id), base=base))
            seen["sold out"].append(_microseconds(load, connections, claim_path(sold_out)))
        load.warm(8_192)
        with load.program.minters_stopped():
            seen["browser"].append(_microseconds(load, connections, claim_path(raffle_id), browser=True))

    def ratio(one: str, other: str) -> float:
        return median(first / second for first, second in zip(seen[one], seen[other], strict=True))

    def figure(name: str, one: str, other: str, most: float) -> Figure:
        costs = f"{median(seen[one]):.0f} / {median(seen[other]):.0f} µs"
        name = f"processor time of {name}, {connections} connections"
        return Figure(name, f"{ratio(one, other):.2f} ({costs})", f"<= {most}")

    yield figure("a claim / a bare answer", "claim", "bare", LIMITS[connections])
    yield figure(
        "a claim with an `Idempotency-Key` and the headers of a browser / a claim", "browser", "claim", BROWSER_LIMIT
    )
    yield figure("a second claim of a player / a claim", "again", "claim", REFUSED_LIMIT)
    yield figure("a claim of a raffle that is sold out / a claim", "sold out", "claim", REFUSED_LIMIT)


def _microseconds(
    load: Load,
    connections: int,
    path: str = "/",
    *,
    bare: Bare | None = None,
    base: int | None = None,
    browser: bool = False,
) -> float:
    """Return the processor time of an answer."""
    process, url = (bare.process.pid, bare.url) if bare else (load.program.pid, load.program.url)
    before = processor_seconds(process)
    wrk = load.begin(path, method="POST", seconds=SECONDS, connections=connections, base=base, browser=browser, url=url)
    answers = figures_of(wrk.communicate()[0]).answers
    return (processor_seconds(process) - before) / answers * 1_000_000


def processor_seconds(process: int) -> float:
    """Return how much processor time a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS
