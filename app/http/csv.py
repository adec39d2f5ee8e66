"""Lists as CSV (RFC 4180), such that Excel and LibreOffice open the file right after a double click."""

import csv
import io
import re
import unicodedata
from collections.abc import AsyncIterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from litestar.response import Stream

from app.http.openapi import CSV, JSON
from app.http.request_headers import header, quality

BYTE_ORDER_MARK = "\ufeff"
"""Without this mark at the start of a file, Excel does not read the file as UTF-8."""

_NO_HEADERS: Mapping[str, str] = {}

_SIGNS = frozenset("=+-@\N{MINUS SIGN}")
"""A spreadsheet takes a cell that begins with one of these signs as a formula."""

_CELL = re.compile(r"[^;]+")
"""What a spreadsheet may take as one cell. Where the comma is the decimal sign, Excel splits a line at semicolons."""


def is_wanted(scope: Any) -> bool:
    """Return whether a client prefers CSV to JSON."""
    accepted = header(scope, b"accept") or ""
    return quality(accepted, CSV, "text/*", "*/*") > quality(accepted, JSON, "application/*", "*/*")


def attached(text: AsyncIterator[str], name: str, headers: Mapping[str, str] = _NO_HEADERS) -> Stream:
    """Return an answer with CSV, which a browser saves as a file `name`.csv. `lines` makes the CSV."""
    disposition = f'attachment; filename="{name}.csv"'
    return Stream(
        text,
        media_type=CSV,
        headers={"Vary": "Accept", **headers, "Content-Disposition": disposition},
    )


async def lines(columns: Sequence[str], chunks: AsyncIterator[Sequence[object]]) -> AsyncIterator[str]:
    """Yield the CSV of entries, with a header line first. A column is an attribute; what an entry lacks is empty.

    A list of texts is one cell, with a comma between them.
    """
    yield BYTE_ORDER_MARK + table([tuple(columns)])
    async for entries in chunks:
        yield table([tuple(_cell(getattr(entry, column)) for column in columns) for entry in entries])


def table(rows: Sequence[tuple[object, ...]]) -> str:
    """Return rows as CSV, with CRLF at the end of each line."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, list):
        value = ", ".join(value)
    if isinstance(value, str):
        return _harmless(value)
    return "" if value is None or value is msgspec.UNSET else value


@lru_cache(maxsize=1024)
def _harmless(text: str) -> str:
    """Return the text in a form that no spreadsheet runs as a formula (OWASP, CSV injection).

    An apostrophe before a cell marks it as text. The sign of a formula counts in every width (NFKC, UAX 15), and also
    after characters that a spreadsheet may skip: white space, control characters and invisible ones. Many lines have
    the same prize, so the results are remembered.
    """
    return _CELL.sub(lambda cell: f"'{cell[0]}" if _is_formula(cell[0]) else cell[0], text)


def _is_formula(cell: str) -> bool:
    for character in unicodedata.normalize("NFKC", cell):
        if character in _SIGNS:
            return True
        if unicodedata.category(character)[0] not in "CZ":
            return False
    return False
