"""A client that names the current version of an answer in If-None-Match gets no body."""

import time
from typing import Any

import pytest
from litestar import Request

from app.http.conditional import is_current

ETAG = '"version 7"'
SECONDS = 0.1
"""A hundred reads of a header must together take less time than this. A header of 16 KB needs far less."""


def request(*headers: str) -> Request[Any, Any, Any]:
    return Request({"type": "http", "headers": [(b"if-none-match", value.encode()) for value in headers]})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "known", [ETAG, f"W/{ETAG}", f'"other", {ETAG}', f'{ETAG},"other"', f' "other" , W/{ETAG} , "x"']
)
def test_the_current_version_is_found_among_others(known: str) -> None:
    # When a client names the current version among others, Then the version that the client has is current
    assert is_current(request(known), ETAG)


@pytest.mark.parametrize(
    "known", ["", '"version 8"', "version 7", f"x{ETAG}", f"{ETAG}x", f"W/ {ETAG}", f"w/{ETAG}", '"an old version 7"']
)
def test_another_version_is_not_current(known: str) -> None:
    # When a client names other versions, a malformed version or no version, Then the client needs the answer again
    assert not is_current(request(known), ETAG)
    assert not is_current(request(), ETAG)


@pytest.mark.parametrize("filler", [",", ", ", "W/,", '"",', " ", ETAG[:-1]])
def test_a_hostile_header_costs_little_time(filler: str) -> None:
    # When a client sends a long header a hundred times, Then it takes little time to read the header
    header = request(filler * (15_000 // len(filler)) + "," + ETAG)
    began = time.process_time()
    for _ in range(100):
        is_current(header, ETAG)
    assert time.process_time() - began < SECONDS
