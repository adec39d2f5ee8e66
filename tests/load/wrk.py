"""Loads of requests from the program wrk, and a service that gets them. Every request has a different address."""

import os
import re
import subprocess
from itertools import count
from pathlib import Path
from typing import NamedTuple

import httpx

from tests.support.people import NO_TLS, new_raffle
from tests.support.program import Program
from tests.support.waiting import block_until

SECONDS = int(os.environ.get("SECONDS", "2"))
CONNECTIONS = 256

MILLION = 1_000_000
RESERVE = 8_192 * SECONDS

_ANSWERS = re.compile(r"answers (\d+) refused (\d+) microseconds (\d+) p99 (\d+)")


class Figure(NamedTuple):
    """A row of the table of results."""

    name: str
    measured: str
    target: str


class Load:
    """A service that gets load from wrk."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.manager = httpx.Client(
            base_url=program.url, headers={"X-Forwarded-For": "127.0.0.1"}, timeout=120, trust_env=False, verify=NO_TLS
        )
        self._address = count(0, 100_000)

    def create(self, tickets: int, prizes: int = 1) -> str:
        """Create a raffle, wait until it is open, and return its id."""
        answer = self.manager.post("/raffles/", json=new_raffle(tickets, [("Prize", prizes)]))
        raffle_id = str(answer.raise_for_status().json()["id"])
        block_until(lambda: self.status(raffle_id) != "filling", seconds=600)
        return raffle_id

    def status(self, raffle_id: str) -> str:
        return str(self.manager.get(f"/raffles/{raffle_id}/").json()["status"])

    def warm(self, codes: int = RESERVE) -> None:
        """Wait until the reserve (codes that were made in advance) has this number of codes."""
        block_until(lambda: self._reserve() >= codes, seconds=120)

    def _reserve(self) -> float:
        found = re.search(r"^raffle_reserve_size (\S+)$", self.manager.get("/metrics").text, re.MULTILINE)
        return float(found[1]) if found else 0.0

    def begin(
        self,
        *paths: str,
        method: str = "GET",
        each: int = MILLION,
        seconds: int = SECONDS,
        body: str = "",
        connections: int = CONNECTIONS,
        timeout_seconds: int = 2,
        browser: bool = False,
        base: int | None = None,
        url: str = "",
    ) -> "subprocess.Popen[str]":
        """Start wrk. It sends `each` requests to one path, and then changes to the next path.

        With `browser`, each request has an Idempotency-Key and the headers of a browser. `base` is the number of the
        first address. By default, no earlier load used this number. With `url`, the load goes to the program at this
        URL, and not to the service.
        """
        script = Path(__file__).with_name("from_everywhere.lua")
        environment = os.environ | {
            "METHOD": method,
            "PATHS": ",".join(paths),
            "EACH": str(each),
            "BASE": str((next(self._address) if base is None else base) % 2**24),
            "BROWSER": "1" if browser else "",
            **({"BODY": body} if body else {}),
        }
        limits = [f"-c{connections}", f"-d{seconds}s", "--timeout", f"{timeout_seconds}s"]
        command = ["wrk", "-t1", *limits, "-s", str(script), url or self.program.url]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)

    def rate(self, *paths: str, method: str = "GET", each: int = MILLION, seconds: int = SECONDS) -> float:
        """Return the number of answers that wrk gets in a second."""
        return rate_of(self.begin(*paths, method=method, each=each, seconds=seconds))

    def claims(self, *raffle_ids: str, each: int = MILLION, seconds: int = SECONDS) -> float:
        """Return the number of claims in a second."""
        return self.rate(*map(claim_path, raffle_ids), method="POST", each=each, seconds=seconds)

    def warm_claims(self, *raffle_ids: str, each: int = MILLION) -> float:
        """Return the number of claims in a second, starting with a full reserve."""
        self.warm()
        return self.claims(*raffle_ids, each=each)


def claim_path(raffle_id: str) -> str:
    return f"/raffles/{raffle_id}/participate/"


class Printed(NamedTuple):
    """The figures that wrk prints."""

    answers: int
    refused: int
    seconds: float
    p99_seconds: float


def figures_of(printed: str) -> Printed:
    """Return the figures in the output of wrk.

    Raises:
        RuntimeError: the output has no figures.
    """
    found = _ANSWERS.search(printed)
    if found is None:
        raise RuntimeError(f"wrk printed no figures:\n{printed}")
    answers, refused, microseconds, p99 = map(int, found.groups())
    return Printed(answers, refused, microseconds / 1_000_000, p99 / 1_000_000)


def rate_of(wrk: "subprocess.Popen[str]", *, refusals: bool = False) -> float:
    """Return the number of answers in a second, without refusals.

    Raises:
        RuntimeError: wrk printed no figures, or more than 1 % of its requests were refused unexpectedly.
    """
    printed = wrk.communicate()[0]
    found = figures_of(printed)
    if not refusals and found.refused * 100 > found.answers:
        raise RuntimeError(f"more than 1 % of the requests were refused:\n{printed}")
    return (found.answers - found.refused) / found.seconds
