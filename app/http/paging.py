"""The pages of a list: how many entries a page has, where a page begins, and the link to the next page (RFC 8288)."""

import re
from typing import Annotated, cast, get_args
from urllib.parse import quote

from litestar.params import QueryParameter

from app.domain.listing import RaffleFilter, words_of
from app.domain.raffle import MAX_TICKETS, Status
from app.errors import InvalidRequest
from app.store.index import Place

DEFAULT_LIMIT = 100
MAX_LIMIT = 1000

Limit = Annotated[int, QueryParameter(ge=1, le=MAX_LIMIT, description="The largest number of entries in the answer.")]

_PLACE_IN_RAFFLES = re.compile(r"([0-9]{1,16})\.([0-9a-f-]{36})")
_PLACE_IN_DRAW = re.compile(r"[0-9]{1,8}")
_TICKET_NUMBER = re.compile(f"[1-9][0-9]{{0,{len(str(MAX_TICKETS)) - 2}}}|{MAX_TICKETS}")
"""This matches each number from 1 to MAX_TICKETS. It works only because MAX_TICKETS is a power of ten."""
_STATUSES = (*get_args(Status), "deleted", "archived")


def _cursor(shape: re.Pattern[str]) -> QueryParameter:
    return QueryParameter(
        description="Where the page begins. Copy this text from the link to the next page.",
        schema_extra={"pattern": f"^{shape.pattern}$"},
    )


RafflesCursor = Annotated[str | None, _cursor(_PLACE_IN_RAFFLES)]
DrawCursor = Annotated[str | None, _cursor(_PLACE_IN_DRAW)]

OneStatus = Annotated[
    str | None,
    QueryParameter(
        description="List only raffles with this status. Without a status, no deleted or archived raffles are listed.",
        schema_extra={"enum": [*_STATUSES, None]},
    ),
]
NameSearch = Annotated[
    str | None,
    QueryParameter(
        min_length=1,
        max_length=100,
        description="List only raffles with all these words in their names. Case and accents make no difference.",
    ),
]
OneTicket = Annotated[
    str | None,
    QueryParameter(
        description=f"List only this ticket, if it has won. A number from 1 to {MAX_TICKETS}, in digits.",
        schema_extra={"pattern": f"^({_TICKET_NUMBER.pattern})$"},
    ),
]
"""Litestar leaves `OneStatus` and `OneTicket` as texts, and functions below check them. If `OneTicket` were an integer,
Litestar would accept `1e1` as the number 10."""


def place_in_raffles(cursor: str | None) -> Place | None:
    """Return the position to which a cursor points in the list of raffles, or None for the start of the list.

    Raises:
        InvalidRequest: the cursor does not have the form of a cursor from a link of the service.
    """
    if cursor is None:
        return None
    found = _match(_PLACE_IN_RAFFLES, "cursor", cursor, _A_LINKS_CURSOR)
    return Place(int(found[1]), found[2])


def place_in_draw(cursor: str | None) -> int:
    """Return the place in the draw (0, 1, 2 ...) to which the cursor of a list of winners points.

    Raises:
        InvalidRequest: the cursor does not have the form of a cursor from a link of the service.
    """
    if cursor is None:
        return 0
    return int(_match(_PLACE_IN_DRAW, "cursor", cursor, _A_LINKS_CURSOR)[0])


def ticket_number_in(text: str | None) -> int | None:
    """Return the ticket number that the text of a query parameter contains, or None if there is no text.

    Raises:
        InvalidRequest: no ticket has this number.
    """
    if text is None:
        return None
    expected = f"A whole number from 1 to {MAX_TICKETS}, in digits"
    return int(_match(_TICKET_NUMBER, "ticket_number", text, expected)[0])


def filter_in(status: str | None, name: str | None, *, for_manager: bool) -> RaffleFilter:
    """Return the filter for a list with this status and these words in the names. Only managers see unlisted raffles.

    Raises:
        InvalidRequest: there is no such status.
    """
    if status is not None and status not in _STATUSES:
        raise InvalidRequest.of("status", f"One of {', '.join(_STATUSES)}")
    words = None if name is None else words_of(name)
    if status == "archived":
        return RaffleFilter(words=words, archived=True, unlisted=for_manager)
    return RaffleFilter(cast("Status | None", status), words, archived=False, unlisted=for_manager)


def raffles_cursor(place: Place) -> str:
    """Return the cursor of the page that begins after a position in the list of raffles."""
    return f"{place.ms}.{place.raffle_id}"


def next_link(path: str, limit: int, cursor: str, **filters: str | None) -> dict[str, str]:
    """Return the Link header with the address of the next page. Filters that are None are left out of the address."""
    query = "".join(f"&{name}={quote(text, safe='')}" for name, text in filters.items() if text is not None)
    return {"Link": f'<{path}?limit={limit}&cursor={cursor}{query}>; rel="next"'}


_A_LINKS_CURSOR = "Expected the cursor of a link to the next page"


def _match(shape: re.Pattern[str], field: str, text: str, expected: str) -> re.Match[str]:
    found = shape.fullmatch(text)
    if found is None:
        raise InvalidRequest.of(field, expected)
    return found
