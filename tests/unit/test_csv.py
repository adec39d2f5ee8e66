"""The names of prizes in a CSV file.

Names that a spreadsheet could read as formulas are marked as text, and all other names are unchanged.
"""

from collections.abc import AsyncIterator

import pytest

from app.domain.raffle import Winner
from app.http import csv

FORMULAS = {
    "an equals sign": '=HYPERLINK("http://example.org")',
    "a plus": "+1",
    "a hyphen": "-1",
    "an at sign": "@SUM(A1)",
    "full width": "\uff1d1+1",
    "full width plus": "\uff0b1",
    "full width minus": "\uff0d1",
    "full width at": "\uff20SUM(A1)",
    "small forms": "\ufe661+1",
    "superscript": "\u207c1+1",
    "subscript": "\u208b1",
    "the minus sign": "\u22121",
    "after spaces": "  =1+1",
    "after a tab": "\t=1+1",
    "after a carriage return": "\r=1+1",
    "after a no-break space": "\u00a0=1+1",
    "after an ideographic space": "\u3000=1+1",
    "after a zero width space": "\u200b=1+1",
    "after a byte order mark": "\ufeff=1+1",
}


async def csv_of(prize: str) -> str:
    """Return the line of the CSV file for a winner with this prize."""

    async def winners() -> AsyncIterator[list[Winner]]:
        yield [Winner(7, prize)]

    return [line async for line in csv.lines(("ticket_number", "prize"), winners())][1]


@pytest.mark.parametrize("prize", FORMULAS.values(), ids=FORMULAS.keys())
async def test_no_prize_becomes_a_formula(prize: str) -> None:
    # When the name of a prize begins like a formula, Then an apostrophe before it marks the cell as text
    cell = (await csv_of(prize)).removeprefix("7,").removesuffix("\r\n").removeprefix('"')
    assert cell.startswith("'")


async def test_no_part_of_a_prize_becomes_a_formula() -> None:
    # When a spreadsheet splits lines at semicolons, Then no part of a name becomes a formula
    assert await csv_of("Book;=1+1; -2") == "7,Book;'=1+1;' -2\r\n"
    assert await csv_of('Book;"=1+1;x') == '7,"Book;\'""=1+1;x"\r\n'


@pytest.mark.parametrize(
    "prize",
    [
        "Book",
        "50 \u20ac; Wine",
        "3 = three",
        "a-b",
        "\u2013 Book",
        "\u05e4\u05e8\u05e1",
        "'quoted'",
        "#1",
        "1+1",
        "50%",
    ],
)
async def test_a_name_that_is_no_formula_is_unchanged(prize: str) -> None:
    # When a name is no formula, Then the CSV file contains it unchanged
    assert await csv_of(prize) == f"7,{prize}\r\n"
