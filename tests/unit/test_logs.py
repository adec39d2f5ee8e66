"""Warnings that anybody can cause."""

import asyncio
import logging

import pytest

from app.logs import CountedWarnings
from tests.support.waiting import until


class Quick(CountedWarnings):
    """Has very short minutes."""

    minute_seconds = 0.05


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return the messages in the log."""
    return [record.getMessage() for record in caplog.records]


async def test_the_first_warning_of_each_kind_is_written_at_once(caplog: pytest.LogCaptureFixture) -> None:
    # When there are warnings of two kinds
    warnings, loop = CountedWarnings(logging.getLogger("test")), asyncio.get_running_loop()
    for kind in ("not HTTP", "no host", "not HTTP", "no host", "not HTTP"):
        warnings.warn(loop, kind)

    # Then the log has the first of each kind
    assert told(caplog) == ["refused: not HTTP", "refused: no host"]


async def test_further_warnings_are_counted_for_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    # Given ten warnings of one kind, and one of another
    warnings, loop = Quick(logging.getLogger("test")), asyncio.get_running_loop()
    for _ in range(10):
        warnings.warn(loop, "not HTTP")
    warnings.warn(loop, "no host")

    # When the minute is over, Then one line has the number of the further warnings
    await until(lambda: len(told(caplog)) > 2)
    assert told(caplog) == [
        "refused: not HTTP",
        "refused: no host",
        "refused: not HTTP, and 9 more in the last minute",
    ]

    # And after a minute without such a warning, the next one is written at once
    def told_again() -> bool:
        caplog.clear()
        warnings.warn(loop, "no host")
        return told(caplog) == ["refused: no host"]

    await until(told_again)
