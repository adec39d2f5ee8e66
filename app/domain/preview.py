"""What a chat shows of a raffle beside its link: the name, some prizes, and the state in words."""

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

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

_NEXT = MappingProxyType(
    {
        "scheduled": ("opens_at", "opens on"),
        "open": ("closes_at", "closes on"),
        "closed": ("draw_at", "draw on"),
        "sold_out": ("draw_at", "draw on"),
    }
)
"""For a status, the time that matters next, and the words before it."""

_FROM_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


class PrizeRow(msgspec.Struct, frozen=True):
    """One row of prizes: several prizes with the same name."""

    name: str
    amount: int

    def shown(self, name: str) -> str:
        """Return the row as text. `name` is the name in the form in which it can be shown."""
        return name if self.amount == 1 else f"{self.amount:,} × {name}"  # noqa: RUF001 - a multiplication sign


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


class Preview(msgspec.Struct, frozen=True):
    """A raffle as a chat shows it. `more_prizes` counts the prizes after the rows. `next_time` can be empty."""

    name: str
    prizes: tuple[PrizeRow, ...]
    more_prizes: int
    state: str
    next_time: str
    tickets: str

    @property
    def description(self) -> str:
        """The state and the prizes in words."""
        state = ", ".join(filter(None, (self.state, self.next_time)))
        rows = [row.shown(_isolated(row.name)) for row in self.prizes]
        more = [more_prizes_text(self.more_prizes)] if self.more_prizes else []
        return f"{state}. {self.tickets}. Prizes: {', '.join([*rows, *more])}."


def preview_of(raffle: bytes) -> Preview | None:
    """Return the preview of a raffle as JSON, or None if its data is damaged or its status is not for everybody."""
    if msgspec.json.decode(raffle, type=dict[str, Any])["status"] not in _STATES:
        return None
    shown = msgspec.json.decode(raffle, type=_Shown)
    return Preview(
        name=shown.name,
        prizes=tuple(shown.prizes[:MAX_PRIZES]),
        more_prizes=sum(prize.amount for prize in shown.prizes[MAX_PRIZES:]),
        state=_STATES[shown.status],
        next_time=_next_time(shown),
        tickets="1 ticket" if shown.total_tickets == 1 else f"{shown.total_tickets:,} tickets",
    )


def more_prizes_text(number: int) -> str:
    """Return the words for further prizes, without their names."""
    return f"{number:,} more {'prize' if number == 1 else 'prizes'}"


def prizes_text(number: int) -> str:
    """Return the words for prizes, without their names."""
    return "1 prize" if number == 1 else f"{number:,} prizes"


def _next_time(shown: _Shown) -> str:
    field, words = _NEXT.get(shown.status, ("", ""))
    if field == "closes_at" and shown.ended_at:
        field = "ended_at"  # a manager has moved the end, which is then the earlier time
    time: datetime | None = getattr(shown, field, None)
    return f"{words} {time.day} {time:%B %Y, %H:%M} UTC" if time else ""


def _isolated(text: str) -> str:
    """Return a text that does not reorder the text around it (Unicode Standard Annex 9, FSI and PDI)."""
    return f"\u2068{text}\u2069" if _FROM_RIGHT_TO_LEFT.search(text) else text
