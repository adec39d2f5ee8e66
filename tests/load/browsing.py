"""Visitors who look at pages during the sale of `make load-test`. Locust plays these visitors, and writes a report.

Environment variables: RAFFLE_ID, and READY. READY is the path of a file. A visitor who has seen the raffle makes this
file. The number of visitors is an option of Locust. SIGINT ends all visits, and Locust writes the report. SIGTERM ends
all visits without a report.
"""

import os
import signal
from itertools import count
from pathlib import Path
from typing import Any

import gevent
from locust import FastHttpUser, between, events, task
from locust.env import Environment

from tests.support.people import address

RAFFLE_ID = os.environ["RAFFLE_ID"]

places = count(2**24 - 1, -1)
"""Visitors have the last addresses of 10.0.0.0/8, because players have the first ones."""


class Visitor(FastHttpUser):
    """A visitor who does not take part."""

    wait_time = between(0.5, 2)
    network_timeout = connection_timeout = 30.0

    def on_start(self) -> None:
        self._headers = {"X-Forwarded-For": address(next(places))}
        self.look_at_the_raffle()
        Path(os.environ["READY"]).touch()

    @task(2)
    def look_at_all_raffles(self) -> None:
        self._look("/", "page of all raffles")
        self._look("/raffles/", "list of raffles")

    @task(3)
    def look_at_the_raffle(self) -> None:
        self._look(f"/r/{RAFFLE_ID}", "page of the raffle")
        self._look(f"/raffles/{RAFFLE_ID}/", "raffle")

    @task(1)
    def look_at_own_address(self) -> None:
        self._look("/me", "own address")

    def _look(self, path: str, name: str) -> None:
        self.client.get(path, name=name, headers=self._headers)


def begin(environment: Environment, **_: Any) -> None:
    """Let SIGINT end all visits."""
    assert environment.runner
    gevent.signal_handler(signal.SIGINT, environment.runner.quit)


events.test_start.add_listener(begin)  # type: ignore[no-untyped-call]
