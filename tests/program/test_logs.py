"""The log of the program: JSON, one line for each request, addresses only at level debug."""

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
    """Send five requests that are answered in different ways, and return the id of the raffle among them."""
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
    """Return what was logged about requests. Every line is JSON."""
    lines = program.log.read_text()[logged_before:].splitlines()
    return [line for line in map(json.loads, lines) if line["logger"] == "app.request"]


@pytest.mark.parametrize("level", ["info", "debug"])
async def test_each_request_is_one_line(folder: Path, level: str) -> None:
    # Given a service that logs
    with Program(folder, LOG_LEVEL=level) as program:
        async with program.visitor() as manager:
            # A request is logged after its answer was sent: the last one of the start is /openapi.json.
            while "/openapi.json" not in (logged := program.log.read_text()):  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.01)
            before = len(logged)

            # When requests are answered in different ways
            raffle_id = await ask(manager, program)
        lines = request_lines(program, before)

    # Then each is one line with its route. The path is missing, because a secret can be in it by mistake
    assert [(line["method"], line["route"], line["status"]) for line in lines] == [
        ("POST", "/raffles", 201),
        ("POST", "/raffles/{raffle_id}/participate", 201),
        ("GET", "none", 404),
        ("GET", "/health/live", 200),
        ("none", "none", 400),
    ]
    assert [line.get("raffle") for line in lines] == [None, raffle_id, None, None, None]

    # And the address is logged only at level debug
    more = {"raffle"} | ({"address"} if level == "debug" else set())
    assert all(FIELDS <= line.keys() <= FIELDS | more for line in lines)
    assert lines[1].get("address") == (PLAYER if level == "debug" else None)
