"""Thousands of requests are generated from the OpenAPI document. Each answer is documented and is no server error."""

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
from tests.faults.conftest import Report, many
from tests.support.people import NO_TLS
from tests.support.servers import Server
from tests.support.service import Service, Store, small_settings

EXAMPLES = many(8, 2_000)
"""The number of random requests for each operation. Further requests try examples and limits of the schemas."""

MIN_REQUESTS = many(1_000, 20_000)

NEED_LUCK = [
    ("POST", "verify-ticket"),
    ("POST", "ticket-proof"),
    ("GET", "events"),
    ("POST", "winners"),
    ("GET", "winners"),
    ("GET", "draw"),
    ("POST", "substitutions"),
    ("GET", "substitutions"),
    ("POST", "resume"),
    ("POST", "publish"),
    ("POST", "erase"),
    ("POST", "hand-overs"),
    ("POST", "hand-overs/check"),
    ("GET", "hand-overs"),
    ("POST", "stage"),
]

_SUCCEEDED = re.compile(r'^http_requests_total{method="(\w+)",route="([^"]+)",status="2\d\d"} (\S+)$', re.MULTILINE)


def succeeded(service: Service) -> Counter[str]:
    """Return how often each operation answered with a status 2xx."""
    counted: Counter[str] = Counter()
    for method, route, times in _SUCCEEDED.findall(httpx.get(f"{service.url}/metrics", verify=NO_TLS).text):
        counted[f"{method} {route}"] += int(float(times))
    return counted


@pytest.mark.timeout(many(300, 3 * 60 * 60))
def test_every_answer_is_as_documented(server: Server, folder: Path, report: Report) -> None:
    # Given a service without any raffle
    store = Store(lambda: connect(server.url), server.redis)
    results, here = folder / "report.json", str(Path.cwd())
    with Service(small_settings(forwarded_allow_ips=()), store) as service:
        before, paths = succeeded(service), service.openapi["paths"]
        # When thousands of valid and invalid requests, and sequences of requests, are generated from its OpenAPI
        # document
        ran = subprocess.run(
            [
                Path(sys.executable).with_name("schemathesis"), "run", f"{service.url}/openapi.json",
                "--checks=all", "--seed=1", "--no-color", f"--max-examples={EXAMPLES}", f"--report-json-path={results}",
                # A stream of events is never complete before the raffle is drawn.
                "--exclude-path=/raffles/{raffle_id}/events",
            ],
            cwd=folder, env=os.environ | {"SCHEMATHESIS_HOOKS": "tests.support.schemathesis_hooks", "PYTHONPATH": here},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        done = succeeded(service) - before

    # Then every check of every answer passes
    assert ran.returncode == 0, ran.stdout[-10_000:] + ran.stderr
    ran_cases = json.loads(results.read_text())
    assert ran_cases["test_cases"]["generated"] >= MIN_REQUESTS

    # And each operation succeeded at least once, with two exceptions. Some operations need a code, which a random
    # request cannot guess. Other operations need a draw, which random requests rarely reach
    documented = {
        f"{method.upper()} {path}"
        for path, item in paths.items()
        for method in {"get", "post", "delete", "patch"} & item.keys()
    }
    assert documented - done.keys() <= {f"{method} /raffles/{{raffle_id}}/{what}" for method, what in NEED_LUCK}
    report(f"{ran_cases['test_cases']['generated']} requests of {ran_cases['operations']['tested']} operations")
