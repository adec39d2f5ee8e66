"""While the store is away, every request can fail. So the log has only a few lines about such requests."""

import logging
from typing import Any

import pytest

from app.errors import StoreUnavailable
from app.http.problems import problem_response


def fail(path: str, cause: Exception) -> None:
    """Answer a request whose read of the store failed for this cause."""
    scope: Any = {"type": "http", "method": "GET", "path_template": path, "headers": []}
    problem = StoreUnavailable()
    problem.__cause__ = cause
    problem_response(scope, problem, "")


async def test_requests_that_fail_in_the_same_way_have_one_line_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    # When hundreds of requests fail in the same way, and others fail on another route or for another cause
    caplog.set_level(logging.WARNING, "app")
    for _ in range(300):
        fail("/raffles/{raffle_id}", TimeoutError())
    for _ in range(2):
        fail("/raffles", TimeoutError())
        fail("/raffles", ConnectionError())

    # Then the log has one line for each route and cause
    assert [record.getMessage() for record in caplog.records] == [
        "a request failed: GET /raffles/{raffle_id}: Store unavailable (TimeoutError)",
        "a request failed: GET /raffles: Store unavailable (TimeoutError)",
        "a request failed: GET /raffles: Store unavailable (ConnectionError)",
    ]
