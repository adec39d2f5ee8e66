"""What a chat shows of a raffle beside its link: the name, some prizes, and the state."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

import msgspec

PICTURE_WIDTH, PICTURE_HEIGHT = 1200, 630
"""The size of the picture of a raffle, in pixels. Chats show pictures of this shape large."""

MAX_PRIZES = 5
"""The largest number of rows of prizes in a preview. Further prizes are only counted."""

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
"""The words for each status that a raffle with a name can have and that everybody may see."""

_NEXT = MappingProxyType({"scheduled": "opens_at", "open": "closes_at", "closed": "draw_at", "sold_out": "draw_at"})
"""For a status, the time that matters next."""

_WORDS = MappingProxyType({"opens_at": "opens on", "closes_at": "closes on", "draw_at": "draw on"})
"""The words before each of these times."""


class PrizeRow(msgspec.Struct, frozen=True):
    """One row of prizes: several prizes with the same name."""

    name: str
    amount: int

    def shown(self, name: str) -> str:
        """Return the row as text. `name` is the name in the form in which it can be shown."""
        return name if self.amount == 1 else f"{self.amount:,} × {name}"  # noqa: RUF001 - a multiplication sign


class _Known(msgspec.Struct, frozen=True):
    """What is known of every raffle, also of one whose data is damaged."""

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

    `more_prizes` counts the prizes after the rows. `next_event` names the time that matters next, for example
    `draw_at`, and `next_at` is this time. Without such a time, the name is empty.
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
        """The time that matters next in English words, or an empty text."""
        time = self.next_at
        return f"{_WORDS[self.next_event]} {time.day} {time:%B %Y, %H:%M} UTC" if time else ""

    @property
    def tickets(self) -> str:
        """The number of tickets in English words."""
        return "1 ticket" if self.total_tickets == 1 else f"{self.total_tickets:,} tickets"


def preview_of(raffle: bytes) -> Preview | None:
    """Return the preview of a raffle as JSON, or None if its data is damaged or its status is not for everybody."""
    if msgspec.json.decode(raffle, type=_Known).status not in _STATES:
        return None
    shown = msgspec.json.decode(raffle, type=_Shown)
    nobody_takes_part = shown.withdrawn_tickets == shown.total_tickets
    event = "" if nobody_takes_part else _NEXT.get(shown.status, "")
    # A manager may have moved the end, which is then the earlier time.
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
    """Return the words for further prizes, without their names."""
    return f"{number:,} more {'prize' if number == 1 else 'prizes'}"


def prizes_text(number: int) -> str:
    """Return the words for prizes, without their names."""
    return "1 prize" if number == 1 else f"{number:,} prizes"
