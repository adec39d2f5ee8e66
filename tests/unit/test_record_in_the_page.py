"""The page checks records and proofs as the program does, and names in the same words what does not match."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.unit.record_vectors import VECTORS, forged

SCRIPT = Path(__file__).with_name("record_vectors.js")


@pytest.fixture(scope="module")
def page() -> dict[str, list[Any]]:
    """What the modules of the page say of all vectors."""
    vectors = VECTORS | {"forged": [forged(vector) for vector in VECTORS["refused"]]}
    deno = Path(sys.executable).with_name("deno")
    run = subprocess.run(
        [deno, "run", "--no-remote", SCRIPT], input=json.dumps(vectors), capture_output=True, text=True, check=True
    )
    found: dict[str, list[Any]] = json.loads(run.stdout)
    return found


def test_the_page_confirms_each_record(page: dict[str, list[Any]]) -> None:
    # When the page checks the right records and proofs, Then it finds no mistake, and says what the program says
    assert page["valid"] == [None] * len(VECTORS["valid"])
    assert page["notices"] == [vector["notices"] for vector in VECTORS["valid"]]
    assert page["proofs"] == [None] * len(VECTORS["proofs"])


@pytest.mark.parametrize("place", range(len(VECTORS["refused"])), ids=[v["why"] for v in VECTORS["refused"]])
def test_the_page_names_what_does_not_match(page: dict[str, list[Any]], place: int) -> None:
    # When the page checks a forged record, Then it names the contradiction
    assert page["refused"][place].lower().startswith(VECTORS["refused"][place]["message"].lower())


def test_the_page_names_what_does_not_match_in_a_proof(page: dict[str, list[Any]]) -> None:
    # When the page checks forged proofs of tickets, Then it names the contradictions
    assert page["refused_proofs"] == [vector["message"] for vector in VECTORS["refused_proofs"]]
