"""No header of a request takes long to read, whatever it contains, and cookies are found by their name."""

import time

import pytest

from app.http.language import page_language
from app.http.request_headers import MAX_ENTRIES, cookies, quality

SECONDS = 0.1
"""Some reads of a header must together take less time than this. A header of 16 KB needs far less."""


@pytest.mark.parametrize(
    "cookie",
    [
        'a="' + "\\a" * 7_900 + '"',
        "a=b;" * 4_000,
        'a="' + "\\" * 15_000,
        "language=" * 1_700,
        ";" * 16_000,
        " " * 16_000,
        " ;" * 8_000,
        "language;" * 1_700,
        "language=x;" * 1_400,
        "language" * 2_000,
        "xlanguage=x;" * 1_300,
    ],
    ids=[
        *("escapes", "pairs", "an open quote", "equals signs", "semicolons", "spaces", "spaces and semicolons"),
        *("empty cookies", "unknown languages", "one long name", "other names"),
    ],
)
def test_a_hostile_cookie_costs_little_time(cookie: str) -> None:
    # When a client sends two cookie headers: one that is made to be read slowly, and then one with the language
    scope = {"headers": [(b"cookie", cookie.encode()), (b"cookie", b"language=de")]}
    began = time.process_time()
    languages = {page_language(scope) for _ in range(100)}

    # Then the service finds the language in little time, even if it reads the cookies a hundred times
    assert time.process_time() - began < SECONDS
    assert languages == {"de"}


def test_a_cookie_is_found_among_others_by_its_whole_name() -> None:
    # When a client sends several cookies, Then the cookies with exactly the wanted name are found, in their order
    scope = {
        "headers": [(b"cookie", b"xlanguage=fr; language=de;language=es ; language"), (b"cookie", b"a=language=ar")]
    }
    assert cookies(scope, "language") == [b"de", b"es", b""]


@pytest.mark.parametrize("separator", [",", ";", ", ;", "a,", "q=1;"])
def test_a_hostile_accept_header_costs_little_time(separator: str) -> None:
    # When a client sends twenty Accept headers with thousands of entries each
    began = time.process_time()
    for place in range(20):
        quality(separator * (15_000 // len(separator)) + str(place), "text/html")

    # Then it takes little time to read all these headers
    assert time.process_time() - began < SECONDS


def test_only_the_first_entries_of_an_accept_header_are_read() -> None:
    # When the wanted type is the last entry that is read, Then the type is found. When the type is one entry later,
    # Then it is not found
    before = "text/plain, " * (MAX_ENTRIES - 1)
    assert quality(f"{before}text/html;q=0.5", "text/html") == 0.5
    assert quality(f"text/plain, {before}text/html;q=0.5", "text/html") == 0
