"""The files of the pages: no line is too long, and they know the problems of the service."""

import re

from app.api.pages import PAGES
from app.errors import (
    NotOpenYet,
    RequestTooSlow,
    RoundNotYet,
    StillFilling,
    Suspended,
    TooManyClaims,
    TooManyStreams,
    TooManyWrongCodes,
    problems,
)

MAX_COLUMNS = 120


def test_no_line_of_the_pages_is_too_long() -> None:
    # Given the pages, their scripts and their styles. No formatter wraps their comments and their HTML
    files = [file for kind in ("*.html", "*.js", "*.css") for file in PAGES.rglob(kind) if "vendor" not in file.parts]
    assert files

    # When the lines are measured, Then each has at most MAX_COLUMNS columns
    lines = [
        (file.name, number, line) for file in files for number, line in enumerate(file.read_text().splitlines(), 1)
    ]
    assert [(name, number) for name, number, line in lines if len(line) > MAX_COLUMNS] == []


def test_the_pages_know_the_problems_that_a_retry_cannot_solve() -> None:
    # Given the problems of the service that blame the request, and not the moment
    moments = {
        NotOpenYet,
        RequestTooSlow,
        RoundNotYet,
        StillFilling,
        Suspended,
        TooManyClaims,
        TooManyStreams,
        TooManyWrongCodes,
    }
    final = {problem.type() for problem in problems() if problem.status < 500 and problem not in moments}

    # When the pages list the problems that are final, Then they list these
    listed = re.search(r"const FINAL = new Set\(\[(.*?)\]\)", (PAGES / "assets/shared/api.js").read_text(), re.DOTALL)
    assert listed
    assert set(re.findall(r'"([^"]+)"', listed[1])) == final
