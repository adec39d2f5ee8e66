"""Faults: a short form in `make test`, a long one by `make faults`, and what they counted."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.servers import Server

LONG = os.environ.get("FAULTS") == "long"

Tell = Callable[[str], None]

_told = pytest.StashKey[list[str]]()


def many(short: int, long: int) -> int:
    """Return how often something is to be tried."""
    return long if LONG else short


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    for line in config.stash.get(_told, []):
        terminalreporter.write_line(line)


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Tell:
    """Say something at the end of the run: what was counted."""
    told = request.config.stash.setdefault(_told, [])
    return lambda line: told.append(f"{request.node.name}: {line}")


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    """A store server of the test's own."""
    with Server(folder / "server") as running:
        yield running
