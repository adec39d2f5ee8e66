"""The beacon (drand) in the pages: the browser accepts and refuses the same signatures of rounds as the server."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.domain.beacon import QUICKNET
from tests.unit.test_beacon import CHAINS, VECTORS, name_of

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = "app/pages/assets/raffle/beacon.js"
CHAIN = "app/pages/assets/raffle/quicknet.js"


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """Return what the module of the pages says about the vectors, in a runtime without WebCrypto."""
    deno = [".venv/bin/deno", "run", "--no-config", "--allow-read=app/pages/assets", "tests/unit/beacon_vectors.js"]
    run = subprocess.run(deno, cwd=ROOT, input=json.dumps(VECTORS), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    assert found["crypto"] == "undefined"
    return found


@pytest.mark.parametrize(("place", "vector"), [*enumerate(VECTORS["valid"])], ids=map(name_of, VECTORS["valid"]))
def test_the_pages_accept_the_signature_of_a_round(told: dict[str, Any], place: int, vector: dict[str, Any]) -> None:
    # When a page verifies a round with its signature, Then the result is the published random value
    assert told["verdicts"][place] == vector["randomness"]


@pytest.mark.parametrize(("place", "vector"), [*enumerate(VECTORS["refused"])], ids=map(name_of, VECTORS["refused"]))
def test_the_pages_refuse_everything_else(told: dict[str, Any], place: int, vector: dict[str, Any]) -> None:
    # Given a text that is not the signature of a round, and the reason why the server refuses it
    with pytest.raises(ValueError, match=r"signature|round") as refused:
        CHAINS[vector["chain"]].randomness(int(vector["round"]), vector["signature"])
    reason = str(refused.value)

    # When a page verifies this text, Then the page refuses it for the same reason
    verdict = told["verdicts"][len(VECTORS["valid"]) + place]
    # If an infinity has other bits too, the library of the server ignores them, and the library of the pages does not.
    also = "The signature is no point of the subgroup G1."
    assert verdict == f"{reason[0].upper()}{reason[1:]}." or ("infinity" in reason and verdict == also)


def test_the_pages_compute_the_same_rounds_and_times(told: dict[str, Any]) -> None:
    # When a page computes the first round at a time, and the time of a round, Then the results are those of the server
    assert told["rounds"] == [vector["round"] for vector in VECTORS["first_round_at"]]
    assert told["times"] == [vector["milliseconds"] for vector in VECTORS["time_of_round"]]


def test_the_pages_have_the_same_data_of_the_chain() -> None:
    # When the data of quicknet are read from the module of the pages, Then they are equal to the data of the server
    module = (ROOT / CHAIN).read_text()
    data = re.search(r"export const QUICKNET = Object\.freeze\(\{(.*?)\}\)", module, re.DOTALL)
    assert data
    values = re.sub(r'"\s*\+\s*"', "", data[1])
    assert f'name: "{QUICKNET.name}"' in values
    assert f'hash: "{QUICKNET.hash}"' in values
    assert f'publicKey: "{QUICKNET.public_key}"' in values
    assert f"genesisTime: {QUICKNET.genesis_time}," in values
    assert f"period: {QUICKNET.period}," in values
