"""Fault tests have a short form in `make test`, and a long form in `make faults`. They report what they counted."""

import os
from collections.abc import Callable
from typing import Any, TypeVar

import pytest

LONG = os.environ.get("FAULTS") == "long"

Report = Callable[[str], None]

Amount = TypeVar("Amount", int, float)

_reported = pytest.StashKey[list[str]]()


def many(short: Amount, long: Amount) -> Amount:
    """Return `short` in `make test`, and `long` in `make faults`. Both are numbers of repetitions or of seconds."""
    return long if LONG else short


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    for line in config.stash.get(_reported, []):
        terminalreporter.write_line(line)


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    """A function that prints a line at the end of the run. For example, the line says how many claims were counted."""
    lines = request.config.stash.setdefault(_reported, [])
    return lambda line: lines.append(f"{request.node.name}: {line}")
