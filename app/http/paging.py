"""The pages of a list: how many entries a page has, where it begins, and the link to the next page (RFC 8288)."""

import re
from typing import Annotated

from litestar.params import QueryParameter

from app.errors import InvalidRequest
from app.store.reads import Place

DEFAULT_LIMIT = 100
MAX_LIMIT = 1000

Limit = Annotated[int, QueryParameter(ge=1, le=MAX_LIMIT, description="The largest number of entries in the answer.")]

_PLACE_IN_RAFFLES = re.compile(r"([0-9]{1,16})\.([0-9a-f-]{36})")
_PLACE_IN_DRAW = re.compile(r"[0-9]{1,8}")


def _cursor(shape: re.Pattern[str]) -> QueryParameter:
    return QueryParameter(
        description="Where the page begins. Copy it from the link to the next page.",
        schema_extra={"pattern": f"^{shape.pattern}$"},
    )


RafflesCursor = Annotated[str | None, _cursor(_PLACE_IN_RAFFLES)]
DrawCursor = Annotated[str | None, _cursor(_PLACE_IN_DRAW)]


def place_in_raffles(cursor: str | None) -> Place | None:
    """Return the place that a cursor of the list of raffles names, or None for the start of the list.

    Raises:
        InvalidRequest: no link of the service has a cursor of this form.
    """
    if cursor is None:
        return None
    found = _match(_PLACE_IN_RAFFLES, cursor)
    return Place(int(found[1]), found[2])


def place_in_draw(cursor: str | None) -> int:
    """Return the place in the draw (0, 1, 2 ...) that a cursor of a list of winners names.

    Raises:
        InvalidRequest: no link of the service has a cursor of this form.
    """
    if cursor is None:
        return 0
    return int(_match(_PLACE_IN_DRAW, cursor)[0])


def raffles_cursor(place: Place) -> str:
    """Return the cursor of the page that begins after a place."""
    return f"{place.created_ms}.{place.raffle_id}"


def next_link(path: str, limit: int, cursor: str) -> dict[str, str]:
    """Return the Link header with the address of the next page."""
    return {"Link": f'<{path}?limit={limit}&cursor={cursor}>; rel="next"'}


def _match(shape: re.Pattern[str], cursor: str) -> re.Match[str]:
    found = shape.fullmatch(cursor)
    if found is None:
        raise InvalidRequest.of("cursor", "Expected the cursor of a link to the next page")
    return found
