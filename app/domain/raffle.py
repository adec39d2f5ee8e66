"""What a raffle is: the structs that travel between store, API and players, and their limits."""

import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal

import msgspec

PRINTABLE = r"^(?=[\s\S]*\S)(?![\s\S]*[\x00-\x1f\x7f-\x9f])"
"""Something to see, and no control characters."""

ONE_SPELLING = r"^[!-~]+( [!-~]+)*$"
"""Characters that everybody can tell apart, with single spaces between them. Whoever could spell a value in several
ways that look the same could choose the one whose winners they like."""

_RAFFLE_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=PRINTABLE)]
TicketNumber = Annotated[int, msgspec.Meta(ge=1, le=10_000_000)]
Tickets = Annotated[int, msgspec.Meta(ge=1, le=10_000_000)]
Status = Literal["filling", "open", "sold_out", "drawn"]


def is_raffle_id(text: str) -> bool:
    """Tell whether the text has the one shape of a raffle id: a UUID in lower case with hyphens."""
    return _RAFFLE_ID.fullmatch(text) is not None


class Prize(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A prize, and how many tickets win it."""

    name: Name
    amount: Tickets


def winning_tickets(prizes: Iterable[Prize]) -> int:
    """Return how many tickets win a prize."""
    return sum(prize.amount for prize in prizes)


class NewRaffle(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """What a manager asks for. Entropy, when its source is announced here, is compulsory at the draw."""

    name: Name
    total_tickets: Tickets
    prizes: Annotated[list[Prize], msgspec.Meta(min_length=1, max_length=1000)]
    entropy_source: Annotated[str, msgspec.Meta(min_length=1, max_length=300, pattern=PRINTABLE)] | None = None


def largest_new_raffle() -> dict[str, Any]:
    """Return the largest legal body that creates a raffle: every text as long as it may be, and costly to escape."""
    text = "\U0001f39f"
    prizes = [{"name": text * 100, "amount": 10_000_000}] * 1000
    return {"name": text * 100, "total_tickets": 10_000_000, "prizes": prizes, "entropy_source": text * 300}


class Raffle(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A raffle as everybody sees it. While it is filling, available_tickets tells how far that is.

    The source of its entropy is there only if one was announced.
    """

    id: str
    name: str
    total_tickets: int
    available_tickets: int
    winners_drawn: bool
    status: Status
    created_at: str
    prizes: list[Prize]
    entropy_source: str | None = None


class Ticket(msgspec.Struct, frozen=True):
    """A claimed ticket with its verification code, which nobody but the holder ever sees again."""

    raffle_id: str
    ticket_number: int
    verification_code: str


class Winner(msgspec.Struct, frozen=True):
    """A winning ticket and the name of its prize."""

    ticket_number: int
    prize: str


class TicketCheck(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the holder of a ticket shows to learn what it won."""

    ticket_number: TicketNumber
    verification_code: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class CheckedTicket(msgspec.Struct, frozen=True):
    """Whether a ticket has won, and the name of its prize."""

    has_won: bool
    prize: str | None


class Entropy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Public randomness for a draw, from the source that was announced when the raffle was created."""

    entropy: Annotated[str, msgspec.Meta(min_length=1, max_length=1000, pattern=ONE_SPELLING)]


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A draw: all that its winners follow from."""

    algorithm: str
    raffle_id: str
    name: str
    total_tickets: int
    prizes: list[Prize]
    entropy_source: str | None
    entropy: str
    seed: str
    drawn_at: str


class DrawRecord(Drawn, frozen=True, kw_only=True):
    """All that it takes to recompute a draw; `python3 -m app.domain.draw` reads it."""

    winners: list[int]
