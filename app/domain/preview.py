"""Makes the preview of a raffle that a chat shows beside a link: the name, some prizes, and the status."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType

import msgspec

PICTURE_WIDTH, PICTURE_HEIGHT = 1200, 630
"""The size of the picture of a raffle, in pixels. Chats show pictures with these proportions in a large form."""

MAX_PRIZES = 5
"""The largest number of rows in a preview. Each row has a prize and its amount: the number of tickets that win it. For
the prizes without a row, the preview shows only how many tickets win one of them."""

_STATES: Mapping[str, str] = MappingProxyType(
    {
        "filling": "Almost open",
        "suspended": "Suspended",
        "scheduled": "Not open yet",
        "open": "Open",
        "closed": "Closed",
        "sold_out": "Sold out",
        "drawn": "Drawn",
    }
)
"""The words for each status that has a preview. The statuses `damaged` and `draft` have none: a damaged raffle may have
no name, and only managers see a draft."""

_NEXT = MappingProxyType({"scheduled": "opens_at", "open": "closes_at", "closed": "draw_at", "sold_out": "draw_at"})
"""The statuses in which people wait for an event, and the member of the raffle that has the time of this event."""

_WORDS = MappingProxyType({"opens_at": "opens on", "closes_at": "closes on", "draw_at": "draw on"})
"""The words before each of these times."""


class PrizeRow(msgspec.Struct, frozen=True):
    """A row of the preview: the name of a prize, and how many tickets win it."""

    name: str
    amount: int

    def shown(self, name: str) -> str:
        """Return the row as text, with `name` as the name of the prize. A picture names only what its font can draw."""
        return name if self.amount == 1 else f"{self.amount:,} × {name}"  # noqa: RUF001 - a multiplication sign


class _Known(msgspec.Struct, frozen=True):
    """The member that is read first. If the status has no preview, the other members are not read."""

    status: str


class _Shown(msgspec.Struct, frozen=True):
    """The members of a raffle that a preview needs."""

    name: str
    total_tickets: int
    status: str
    prizes: list[PrizeRow]
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    ended_at: datetime | None = None
    draw_at: datetime | None = None
    withdrawn_tickets: int = 0


class Preview(msgspec.Struct, frozen=True):
    """A raffle as a chat shows it.

    `more_prizes` is how many tickets win a prize without a row. `next_event` names what people wait for next: the
    opening (`opens_at`), the closing (`closes_at`) or the draw (`draw_at`). `next_at` is its time. If people wait for
    nothing, `next_event` is empty.
    """

    name: str
    prizes: tuple[PrizeRow, ...]
    more_prizes: int
    status: str
    total_tickets: int
    next_event: str = ""
    next_at: datetime | None = None

    @property
    def state(self) -> str:
        """The status in English words, for the picture."""
        return _STATES[self.status]

    @property
    def next_time(self) -> str:
        """The next event and its time, for example `draw on ...`. The text is empty if there is no next event."""
        time = self.next_at
        return f"{_WORDS[self.next_event]} {time.day} {time:%B %Y, %H:%M} UTC" if time else ""

    @property
    def tickets(self) -> str:
        """The number of tickets in English words."""
        return "1 ticket" if self.total_tickets == 1 else f"{self.total_tickets:,} tickets"


@lru_cache(maxsize=8)
def preview_of(raffle: bytes) -> Preview | None:
    """Return the preview of a raffle that is given as JSON. Return None for a damaged raffle or a draft.

    The last previews are kept. Many visitors may open the page of a raffle, and reading a raffle with 1,000 prizes
    takes 2 ms.
    """
    if msgspec.json.decode(raffle, type=_Known).status not in _STATES:
        return None
    shown = msgspec.json.decode(raffle, type=_Shown)
    nobody_takes_part = shown.withdrawn_tickets == shown.total_tickets
    event = "" if nobody_takes_part else _NEXT.get(shown.status, "")
    # If a manager has ended the raffle early, the raffle closes at `ended_at`, not at `closes_at`.
    at = shown.ended_at or shown.closes_at if event == "closes_at" else getattr(shown, event, None)
    return Preview(
        name=shown.name,
        prizes=tuple(shown.prizes[:MAX_PRIZES]),
        more_prizes=sum(prize.amount for prize in shown.prizes[MAX_PRIZES:]),
        status=shown.status,
        total_tickets=shown.total_tickets,
        next_event=event if at else "",
        next_at=at,
    )


def more_prizes_text(number: int) -> str:
    """Return the words for a number of further prizes, without their names."""
    return f"{number:,} more {'prize' if number == 1 else 'prizes'}"


def prizes_text(number: int) -> str:
    """Return the words for a number of prizes, without their names."""
    return "1 prize" if number == 1 else f"{number:,} prizes"
