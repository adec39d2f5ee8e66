"""The calendar file of a ticket: its dates are the times at which something happens to the raffle."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = """
import { datesOf } from "./app/pages/assets/shared/calendar-file.js";
const raffle = JSON.parse(await new Response(Deno.stdin.readable).text());
console.log(JSON.stringify(datesOf(raffle, 0).map(({ kind, time }) => [kind, time])));
"""
DRAW_AT, ROUND_AT = "2026-12-01T18:00:00.000Z", "2026-12-01T19:00:02.000Z"


@pytest.mark.parametrize(
    ("raffle", "time"),
    [
        ({"draw_at": DRAW_AT}, DRAW_AT),
        ({"draw_at": DRAW_AT, "announced_round": 7}, DRAW_AT),
        ({"draw_at": DRAW_AT, "announced_round": 7, "round": 7, "round_at": "2026-12-01T18:00:02.000Z"}, DRAW_AT),
        ({"draw_at": DRAW_AT, "announced_round": 7, "round": 9, "round_at": ROUND_AT}, ROUND_AT),
        ({"round": 9, "round_at": ROUND_AT}, ROUND_AT),
    ],
    ids=["no beacon", "before the seal", "sealed in time", "sealed late", "no announced time"],
)
def test_the_date_of_the_draw_is_that_of_the_round_that_decides(raffle: dict[str, Any], time: str) -> None:
    # When the dates of a raffle are computed, Then the date of the draw is the announced time, or the time of a later
    # round of the beacon
    deno = Path(sys.executable).with_name("deno")
    run = subprocess.run(
        [deno, "eval", "--no-remote", SCRIPT], input=json.dumps(raffle), capture_output=True, text=True, check=True
    )
    assert json.loads(run.stdout) == [["draw", time]]
