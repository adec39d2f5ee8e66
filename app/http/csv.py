"""The winners as CSV (RFC 4180), such that Excel and LibreOffice open the file right after a double click."""

import csv
import io
import re
import unicodedata
from collections.abc import AsyncIterator, Sequence

from app.domain.raffle import Winner

MEDIA_TYPE = "text/csv"

BYTE_ORDER_MARK = "\ufeff"
"""Without this mark at the start of a file, Excel does not read the file as UTF-8."""

_SIGNS = frozenset("=+-@\N{MINUS SIGN}")
"""A spreadsheet takes a cell that begins with one of these signs as a formula."""

_CELL = re.compile(r"[^;]+")
"""What a spreadsheet may take as one cell. Where the comma is the decimal sign, Excel splits a line at semicolons."""


async def lines(chunks: AsyncIterator[Sequence[Winner]], *, substitutes: bool) -> AsyncIterator[str]:
    """Yield the CSV of all winners, with a header line first. With `substitutes`, a column says what each replaces."""
    columns = 3 if substitutes else 2
    yield BYTE_ORDER_MARK + table([("ticket_number", "prize", "replaces")[:columns]])
    async for winners in chunks:
        rows = [(winner.ticket_number, _harmless(winner.prize), winner.replaces or "") for winner in winners]
        yield table([row[:columns] for row in rows])


def table(rows: Sequence[tuple[object, ...]]) -> str:
    """Return rows as CSV, with CRLF at the end of each line."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _harmless(text: str) -> str:
    """Return the text in a form that no spreadsheet runs as a formula (OWASP, CSV injection).

    An apostrophe before a cell marks it as text. The sign of a formula counts in every width (NFKC, UAX 15), and also
    after characters that a spreadsheet may skip: white space, control characters and invisible ones.
    """
    return _CELL.sub(lambda cell: f"'{cell[0]}" if _is_formula(cell[0]) else cell[0], text)


def _is_formula(cell: str) -> bool:
    for character in unicodedata.normalize("NFKC", cell):
        if character in _SIGNS:
            return True
        if unicodedata.category(character)[0] not in "CZ":
            return False
    return False
