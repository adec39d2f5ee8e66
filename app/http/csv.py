"""The winners as CSV (RFC 4180), for spreadsheets."""

import csv
import io
from collections.abc import AsyncIterator, Sequence

from app.domain.raffle import Winner

MEDIA_TYPE = "text/csv"

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


async def lines(chunks: AsyncIterator[Sequence[Winner]]) -> AsyncIterator[str]:
    """Yield the CSV of all winners, with a header line first."""
    yield table([("ticket_number", "prize")])
    async for winners in chunks:
        yield table([(winner.ticket_number, _harmless(winner.prize)) for winner in winners])


def table(rows: Sequence[tuple[object, ...]]) -> str:
    """Return rows as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _harmless(text: str) -> str:
    """Return the text in a form that no spreadsheet runs as a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(_FORMULA) else text
