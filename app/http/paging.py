"""Pages of a list: how many, from where, and the link to the next one (RFC 8288)."""

import re
from typing import Annotated

from litestar.params import QueryParameter

from app.errors import InvalidRequest

DEFAULT_LIMIT = 100
MOST = 1000

Limit = Annotated[int, QueryParameter(ge=1, le=MOST, description="Most entries to answer with.")]

_PLACE_IN_RAFFLES = re.compile(r"([0-9]{1,16})\.([0-9a-f-]{36})")
_PLACE_IN_DRAW = re.compile(r"[0-9]{1,8}")


def _cursor(shape: re.Pattern[str]) -> QueryParameter:
    return QueryParameter(
        description="Where to go on; take it from the link to the next page.",
        schema_extra={"pattern": f"^{shape.pattern}$"},
    )


RafflesCursor = Annotated[str | None, _cursor(_PLACE_IN_RAFFLES)]
DrawCursor = Annotated[str | None, _cursor(_PLACE_IN_DRAW)]


def place_in_raffles(cursor: str | None) -> tuple[int, str] | None:
    """Read the cursor of the list of raffles: creation time (ms) and id.

    Raises:
        InvalidRequest: it is none of ours.
    """
    if cursor is None:
        return None
    found = _read(_PLACE_IN_RAFFLES, cursor)
    return int(found[1]), found[2]


def place_in_draw(cursor: str | None) -> int:
    """Read the cursor of a list of winners: a place in the draw.

    Raises:
        InvalidRequest: it is none of ours.
    """
    if cursor is None:
        return 0
    return int(_read(_PLACE_IN_DRAW, cursor)[0])


def next_link(path: str, limit: int, cursor: str) -> dict[str, str]:
    """Return the header that leads to the next page."""
    return {"Link": f'<{path}?limit={limit}&cursor={cursor}>; rel="next"'}


def _read(shape: re.Pattern[str], cursor: str) -> re.Match[str]:
    found = shape.fullmatch(cursor)
    if found is None:
        raise InvalidRequest.of("cursor", "Expected the cursor of a link to the next page")
    return found
