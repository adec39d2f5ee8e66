"""The lines of requests in the log, the time of each line, and warnings that any client can cause."""

import asyncio
import logging
import logging.config
from collections.abc import Iterator

import pytest

from app import logs
from app.logs import CountedWarnings, LastingWarnings, RequestLines, request_lines
from tests.support.request_log import RequestLog
from tests.support.waiting import until


class Quick(CountedWarnings):
    """These warnings are counted for 0.05 s instead of for a minute."""

    minute_seconds = 0.05


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return the messages in the log."""
    return [record.getMessage() for record in caplog.records]


async def test_the_first_warning_of_each_kind_is_written_immediately(caplog: pytest.LogCaptureFixture) -> None:
    # When there are several warnings of two kinds
    warnings, loop = CountedWarnings(logging.getLogger("test")), asyncio.get_running_loop()
    for kind in ("not HTTP", "no host", "not HTTP", "no host", "not HTTP"):
        warnings.warn(loop, kind)

    # Then the log has the first warning of each kind
    assert told(caplog) == ["refused: not HTTP", "refused: no host"]


async def test_further_warnings_are_counted_for_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    # Given ten warnings of one kind, and one warning of another kind
    warnings, loop = Quick(logging.getLogger("test")), asyncio.get_running_loop()
    for _ in range(10):
        warnings.warn(loop, "not HTTP")
    warnings.warn(loop, "no host")

    # When the minute is over, Then one line has the number of further warnings of the first kind
    await until(lambda: len(told(caplog)) > 2)
    assert told(caplog) == [
        "refused: not HTTP",
        "refused: no host",
        "refused: not HTTP, and 9 more in the last minute",
    ]

    # And after a minute without a warning of one kind, the next warning of this kind is written immediately
    def told_again() -> bool:
        caplog.clear()
        warnings.warn(loop, "no host")
        return told(caplog) == ["refused: no host"]

    await until(told_again)


class Short(LastingWarnings):
    """Lasting warnings whose faults are forgotten immediately, and not an hour after the last warning."""

    kept_seconds = 0.0


def test_faults_that_nobody_ends_are_forgotten(caplog: pytest.LogCaptureFixture) -> None:
    # Given a fault of a raffle. The raffle was deleted, so nobody reports the end of this fault
    warnings = Short(logging.getLogger("app.test"))
    warnings.warn("raffle 1 waits", "Store unavailable")

    # When the time to remember this fault is over, and a second fault is found, Then only the second fault is
    # remembered
    warnings.warn("raffle 2 waits", "Store unavailable")
    assert len(warnings) == 1

    # And if the first fault comes back, Then it is logged again
    warnings.warn("raffle 1 waits", "Store unavailable")
    assert told(caplog) == [f"raffle {number} waits: Store unavailable" for number in (1, 2, 1)]


def test_a_lasting_fault_is_logged_when_it_begins_or_changes(caplog: pytest.LogCaptureFixture) -> None:
    # Given a fault that was logged
    warnings = LastingWarnings(logging.getLogger("app.test"))
    warnings.warn("cannot search", "no store")

    # When this fault lasts, Then nothing is logged
    for _ in range(3):
        warnings.warn("cannot search", "no store")
    assert told(caplog) == ["cannot search: no store"]

    # And when another fault begins, a reason changes, or a fault comes back after its end, Then there is a new line
    warnings.warn("cannot seal", "no store")
    warnings.warn("cannot search", "store full")
    warnings.end("cannot search")
    warnings.warn("cannot search", "store full")
    lines = ["cannot seal: no store", "cannot search: store full", "cannot search: store full"]
    assert told(caplog)[1:] == lines


@pytest.fixture
def restored_logging() -> Iterator[None]:
    """Undo the configuration of logging after the test."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


async def test_lines_of_requests_are_written_together(capsys: pytest.CaptureFixture[str]) -> None:
    # Given two requests whose lines are not written yet
    lines, log = RequestLines(), RequestLog(capsys)
    lines.add('"route":"/a"')
    lines.add('"route":"/b"')
    assert log.lines() == []

    # When a short time has passed, Then both lines are written, each as one JSON object
    await until(log.lines)
    assert [line["route"] for line in log.lines()] == ["/a", "/b"]


async def test_a_line_of_a_loop_that_ended_does_not_stop_the_next_lines(capsys: pytest.CaptureFixture[str]) -> None:
    # Given a line that was added in an event loop. This loop ended before the line was written
    lines, log = RequestLines(), RequestLog(capsys)

    async def add() -> None:
        lines.add('"route":"/first"')

    await asyncio.to_thread(asyncio.run, add())

    # When another loop adds a line, Then both lines are written
    lines.add('"route":"/second"')
    await until(log.lines)
    assert [line["route"] for line in log.lines()] == ["/first", "/second"]


@pytest.mark.usefixtures("restored_logging")
async def test_every_line_has_its_time_in_utc_and_the_lines_keep_their_order(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given the program's configuration of logging, and a clock that does not move
    logging.config.dictConfig(logs.config("info"))
    log = RequestLog(capsys)
    monkeypatch.setattr("time.time", lambda: 1_800_000_000.0079)

    # When a request is answered, and then a warning is logged
    request_lines.add('"route":"/a"')
    logging.getLogger("app").warning("one")

    # Then the line of the request comes first, and both times have the form of RFC 3339
    first, second = log.lines()
    assert (first["time"], first["route"]) == ("2027-01-15T08:00:00.007Z", "/a")
    assert (second["time"], second["message"]) == ("2027-01-15T08:00:00.007Z", "one")
