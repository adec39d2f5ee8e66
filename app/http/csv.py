"""Lists as CSV (RFC 4180). Excel and LibreOffice open the files correctly after a double click."""

import csv
import io
import re
import unicodedata
from collections.abc import AsyncIterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from app.http.openapi import CSV, JSON
from app.http.request_headers import header, quality
from app.http.stream import Stream
from app.service.pages import Pages

BYTE_ORDER_MARK = "\ufeff"
"""Without this mark at the start of a file, Excel does not read the file as UTF-8."""

_NO_HEADERS: Mapping[str, str] = {}

_SIGNS = frozenset("=+-@\N{MINUS SIGN}")
"""If a cell begins with one of these signs, a spreadsheet may run the cell as a formula."""

_CELL = re.compile(r"[^;]+")
"""A text that a spreadsheet may read as one cell. In countries with a decimal comma, Excel also splits at semicolons.
"""


def is_wanted(scope: Any) -> bool:
    """Return whether a client prefers CSV to JSON."""
    accepted = header(scope, b"accept") or ""
    return quality(accepted, CSV, "text/*", "*/*") > quality(accepted, JSON, "application/*", "*/*")


async def download(
    pages: Pages,
    client: str,
    name: str,
    columns: Sequence[str],
    chunks: AsyncIterator[Sequence[object]],
    *,
    headers: Mapping[str, str] = _NO_HEADERS,
) -> Stream:
    """Return entries as CSV. The answer counts as a download of a client. A browser saves the answer as `name`.csv.

    Raises:
        TooManyConnections, StoreUnavailable: as `Pages.download` does.
    """
    disposition = f'attachment; filename="{name}.csv"'
    return Stream(
        await pages.download(lines(columns, chunks), client),
        media_type=CSV,
        headers={"Vary": "Accept", **headers, "Content-Disposition": disposition},
    )


async def lines(columns: Sequence[str], chunks: AsyncIterator[Sequence[object]]) -> AsyncIterator[str]:
    """Yield the CSV of entries. The first row has the names of the columns. Each column is an attribute of the entries.

    An attribute without a value is an empty cell. A list of texts is one cell, with commas between the texts.
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

    An apostrophe before a cell marks the cell as text. The signs of a formula are found in all their Unicode forms, for
    example in full width (NFKC, UAX 15). These signs are also found after white space, control characters and invisible
    characters, because a spreadsheet may skip these characters. Results are cached, because many rows have the same
    prize.
    """
    return _CELL.sub(lambda cell: f"'{cell[0]}" if _is_formula(cell[0]) else cell[0], text)


def _is_formula(cell: str) -> bool:
    for character in unicodedata.normalize("NFKC", cell):
        if character in _SIGNS:
            return True
        if character != '"' and unicodedata.category(character)[0] not in "CZ":
            return False
    return False
