"""Requests by the thousand, made of the OpenAPI document: no answer is a server error or other than documented."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import httpx
import pytest

from app.store.connect import connect
from tests.faults.conftest import Tell, many
from tests.support.servers import Server
from tests.support.service import Service, Store, small_settings

EXAMPLES = many(250, 3_000)
"""Generated requests for each operation, besides those of the document's examples and the edges of its schemas."""

LEAST = many(2_000, 20_000)


TAKE_LUCK = [("POST", "verify-ticket"), ("GET", "events"), ("POST", "winners"), ("GET", "winners"), ("GET", "draw")]

_ANSWERED_WELL = re.compile(r'^http_requests_total{method="(\w+)",route="([^"]+)",status="2\d\d"} (\S+)$', re.MULTILINE)


def answered_well(service: Service) -> Counter[str]:
    """Return how often each operation was answered with a 2xx."""
    counted: Counter[str] = Counter()
    for method, route, times in _ANSWERED_WELL.findall(httpx.get(f"{service.url}/metrics").text):
        counted[f"{method} {route}"] += int(float(times))
    return counted


@pytest.mark.timeout(many(120, 1_800))
def test_every_answer_is_as_documented(server: Server, folder: Path, tell: Tell) -> None:
    # Given a service with nothing in it
    store = Store(lambda: connect(server.url), server.look)
    report, here = folder / "report.json", str(Path.cwd())
    with Service(small_settings(), store) as service:
        before = answered_well(service)
        # When thousands of requests are made of its document, right ones and wrong ones, alone and in sequence
        ran = subprocess.run(
            [
                Path(sys.executable).with_name("schemathesis"), "run", f"{service.url}/openapi.json",
                "--checks=all", "--seed=1", "--no-color", f"--max-examples={EXAMPLES}", f"--report-json-path={report}",
                # A stream of events goes on until the raffle is drawn: its answers are never complete.
                "--exclude-path=/raffles/{raffle_id}/events",
            ],
            cwd=folder, env=os.environ | {"SCHEMATHESIS_HOOKS": "tests.support.schemathesis_hooks", "PYTHONPATH": here},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        well = answered_well(service) - before

    # Then every check of every answer holds
    assert ran.returncode == 0, ran.stdout[-10_000:] + ran.stderr
    told = json.loads(report.read_text())
    assert told["test_cases"]["generated"] >= LEAST

    # And they were no knocking at closed doors: each operation was done, but those that take a code, which nobody can
    # guess, or a draw, which takes luck
    asked = {
        f"{method.upper()} {path}"
        for path, item in service.openapi["paths"].items()
        for method in {"get", "post", "delete"} & item.keys()
    }
    assert asked - well.keys() <= {f"{method} /raffles/{{raffle_id}}/{what}" for method, what in TAKE_LUCK}
    tell(f"{told['test_cases']['generated']} requests of {told['operations']['tested']} operations")
