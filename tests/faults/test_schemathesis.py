"""Requests by the thousand, made of the OpenAPI document: no answer is a server error or other than documented."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.store.connect import connect
from tests.faults.conftest import Tell, many
from tests.faults.servers import Server
from tests.service import Service, Store, small_settings

EXAMPLES = many(200, 3_000)
"""Generated requests for each operation, besides those of the document's examples and the edges of its schemas."""

LEAST = many(2_000, 20_000)


@pytest.mark.timeout(many(120, 1_800))
def test_every_answer_is_as_documented(server: Server, folder: Path, tell: Tell) -> None:
    # Given a service with nothing in it
    store = Store(lambda: connect(server.url), server.look)
    report, here = folder / "report.json", str(Path.cwd())
    with Service(small_settings(), store) as service:
        # When thousands of requests are made of its document, right ones and wrong ones, alone and in sequence
        ran = subprocess.run(
            [
                Path(sys.executable).with_name("schemathesis"), "run", f"{service.url}/openapi.json",
                "--checks=all", "--seed=1", "--no-color", f"--max-examples={EXAMPLES}", f"--report-json-path={report}",
                # A stream of events goes on until the raffle is drawn: its answers are never complete.
                "--exclude-path=/raffles/{raffle_id}/events",
            ],
            cwd=folder, env=os.environ | {"SCHEMATHESIS_HOOKS": "tests.faults.schemathesis_hooks", "PYTHONPATH": here},
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    # Then every check of every answer holds
    assert ran.returncode == 0, ran.stdout[-10_000:] + ran.stderr
    told = json.loads(report.read_text())
    assert told["test_cases"]["generated"] >= LEAST
    tell(f"{told['test_cases']['generated']} requests of {told['operations']['tested']} operations")
