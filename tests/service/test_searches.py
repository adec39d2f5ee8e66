"""Searches in the background: a search that fails gets a line in the log, and does not stop the next search."""

import asyncio
import logging

import pytest

from app.errors import StoreUnavailable
from app.logs import LastingWarnings
from app.service.searches import going_on

log = logging.getLogger("app.test")


def test_a_search_that_fails_is_logged_and_raises_no_error(caplog: pytest.LogCaptureFixture) -> None:
    # When the store fails during two searches, then works, and then fails again
    warnings = LastingWarnings(log)
    for problem in (StoreUnavailable(), StoreUnavailable(), None, StoreUnavailable()):
        with going_on("cannot search", warnings, log):
            if problem:
                raise problem

    # Then the log has two lines: one for each time that the store began to fail
    assert [record.getMessage() for record in caplog.records] == ["cannot search: Store unavailable"] * 2

    # And each error of the service's own code is written every time, with its traceback
    caplog.clear()
    for _ in range(2):
        with going_on("cannot search", warnings, log):
            raise KeyError("field")
    assert [(record.getMessage(), bool(record.exc_info)) for record in caplog.records] == [("cannot search", True)] * 2


async def test_a_search_can_be_cancelled() -> None:
    # Given a search that waits
    async def search() -> None:
        with going_on("cannot search", LastingWarnings(log), log):
            await asyncio.Event().wait()

    searching = asyncio.create_task(search())
    await asyncio.sleep(0)

    # When the task of this search is cancelled, Then the task ends
    searching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await searching
