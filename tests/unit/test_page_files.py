"""The files of the pages: short lines, the problems that no retry solves, and large scripts that are loaded late."""

import gzip
import re

from app.domain.drawn import DrawRecord
from app.errors import (
    NotOpenYet,
    NotSealed,
    RequestTooSlow,
    RoundNotYet,
    StillFilling,
    Suspended,
    TooManyClaims,
    TooManyStreams,
    TooManyWrongCodes,
    problems,
)
from app.http.page_file import PAGES
from tests.support.modules import modules_of

OWN_FILES = [
    file
    for kind in ("*.html", "*.js", "*.css")
    for file in PAGES.rglob(kind)
    if not {"bundles", "vendor"} & {*file.parts}
]

MAX_COLUMNS = 120

CURVE_BYTES = 40 * 1024
"""The script that checks signatures of the beacon is at most this large when it is compressed. Few visitors need it."""


def test_no_line_of_the_pages_is_too_long() -> None:
    # Given the pages, their scripts and their styles (no formatter wraps comments and HTML)
    assert OWN_FILES

    # When the lines are measured, Then each has at most MAX_COLUMNS columns
    lines = [
        (file.name, number, line) for file in OWN_FILES for number, line in enumerate(file.read_text().splitlines(), 1)
    ]
    assert [(name, number) for name, number, line in lines if len(line) > MAX_COLUMNS] == []


def test_the_pages_know_the_problems_that_a_retry_cannot_solve() -> None:
    # Given all problems that a client gets again whenever it repeats the same request
    moments = {
        NotOpenYet,
        NotSealed,
        RequestTooSlow,
        RoundNotYet,
        StillFilling,
        Suspended,
        TooManyClaims,
        TooManyStreams,
        TooManyWrongCodes,
    }
    final = {problem.type() for problem in problems() if problem.status < 500 and problem not in moments}

    # When FINAL (the problems after which pages do not retry) is read, Then FINAL has exactly the problems given above
    listed = re.search(r"const FINAL = new Set\(\[(.*?)\]\)", (PAGES / "assets/shared/api.js").read_text(), re.DOTALL)
    assert listed
    assert set(re.findall(r'"([^"]+)"', listed[1])) == final


def test_the_page_of_a_raffle_loads_the_check_of_a_draw_late() -> None:
    # Given the modules in the bundle of the page, and the modules that only a check loads
    first, late = modules_of("raffle.js"), modules_of("raffle/verification.js")

    # Then the check of a draw is not in the bundle of the page. It is in the modules that the page loads when a visitor
    # wants a check
    assert "raffle/record-check.js" in late
    assert "raffle/record-check.js" not in first


def test_the_arithmetic_of_the_beacon_is_small_and_loaded_late() -> None:
    # Given the script that checks signatures of the beacon, and all files that name this script
    curve = "vendor/noble-curves/bls12-381.js"
    texts = {file.name: file.read_text() for file in OWN_FILES}
    naming = {name: re.findall(rf".*{curve}.*", text) for name, text in texts.items() if curve in text}

    # Then only beacon.js names this script, and it imports the script only when a page needs it
    assert [*naming] == ["beacon.js"]
    assert all("await import(" in line for line in naming["beacon.js"])

    # And the compressed script is small
    assert len(gzip.compress((PAGES / "assets" / curve).read_bytes())) <= CURVE_BYTES


def test_the_page_compares_every_member_of_a_draw_record() -> None:
    # Given the members of a draw record, and the list of members that the page compares
    script = (PAGES / "assets/raffle/compare-records.js").read_text()
    listed = re.search(r"const MEMBERS = \[(.*?)\]", script, re.DOTALL)

    # Then the list has all members of a draw record
    assert listed
    assert re.findall(r'"([^"]+)"', listed[1]) == list(DrawRecord.__struct_fields__)
