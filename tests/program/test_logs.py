"""The log of the program. Each request is one line of JSON. The line has the client's address only at level debug."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.people import Visitor
from tests.support.program import Program

PLAYER = "203.0.113.77"
FIELDS = {"time", "level", "logger", "message", "method", "route", "status", "ms"}


async def ask(manager: Visitor, program: Program) -> str:
    """Send five requests that get different answers, and return the id of the raffle that they create."""
    raffle_id = await manager.create(1)
    await manager.claim(raffle_id, PLAYER)
    await manager.get("/nowhere")
    await manager.get("/health/live")
    reader, writer = await asyncio.open_connection("127.0.0.1", program.port)
    writer.write(b"NONSENSE\r\n\r\n")
    assert (await reader.read()).startswith(b"HTTP/1.1 400 ")
    writer.close()
    return raffle_id


def request_lines(program: Program, logged_before: int) -> list[dict[str, Any]]:
    """Return the log lines about requests. Every line of the log must be JSON."""
    lines = program.log.read_text()[logged_before:].splitlines()
    return [line for line in map(json.loads, lines) if line["logger"] == "app.request"]


@pytest.mark.parametrize("level", ["info", "debug"])
async def test_each_request_has_one_line_in_the_log(folder: Path, level: str) -> None:
    # Given a service that logs
    with Program(folder, LOG_LEVEL=level) as program:
        async with program.visitor() as manager:
            # A request is logged after its answer. So wait until the log has the request of the start. The lines of
            # this test's requests come after it.
            assert (await manager.get("/health/live")).status_code == 200
            while "/health/live" not in (logged := program.log.read_text()):  # noqa: ASYNC110 - no event says this
                await asyncio.sleep(0.01)
            before = len(logged)

            # When requests get different answers
            raffle_id = await ask(manager, program)
    lines = request_lines(program, before)

    # Then each request is one line with its route. The line has no path, because a path can have a secret by mistake
    assert [(line["method"], line["route"], line["status"]) for line in lines] == [
        ("POST", "/raffles", 201),
        ("POST", "/raffles/{raffle_id}/participate", 201),
        ("GET", "none", 404),
        ("GET", "/health/live", 200),
        ("none", "none", 400),
    ]
    assert [line.get("raffle") for line in lines] == [None, raffle_id, None, None, None]

    # And a line has the address only at level debug
    more = {"raffle"} | ({"address"} if level == "debug" else set())
    assert all(FIELDS <= line.keys() <= FIELDS | more for line in lines)
    assert lines[1].get("address") == (PLAYER if level == "debug" else None)
