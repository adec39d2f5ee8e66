"""Defines a raffle, its status, and what requests and answers say about tickets and winners."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Annotated, Literal, NamedTuple

import msgspec

from app.domain.characters import NAME_PATTERN, SOURCE_PATTERN
from app.domain.draw import prize_indices
from app.domain.stage import Stage
from app.domain.texts import Contact, Description, ParticipationTerms, PickUp

MAX_TICKETS = 10_000_000
"""The largest number of tickets that a raffle can have. The setting MAX_TICKETS may lower this limit."""

_RAFFLE_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100, extra_json_schema={"pattern": NAME_PATTERN})]
EntropySource = Annotated[
    str, msgspec.Meta(min_length=1, max_length=300, extra_json_schema={"pattern": SOURCE_PATTERN})
]
TicketNumber = Annotated[int, msgspec.Meta(ge=1, le=MAX_TICKETS, description="The number of the ticket.")]
Tickets = Annotated[int, msgspec.Meta(ge=1, le=MAX_TICKETS)]
Status = Literal["draft", "damaged", "filling", "suspended", "scheduled", "open", "closed", "sold_out", "drawn"]

RaffleId = Annotated[str, msgspec.Meta(description="The id of the raffle.", extra_json_schema={"format": "uuid"})]
RaffleName = Annotated[str, msgspec.Meta(description="The name of the raffle.")]
TotalTickets = Annotated[int, msgspec.Meta(description="The number of tickets, claimed or not.")]
ClaimedNumber = Annotated[int, msgspec.Meta(description="The number of the ticket, from 1 to total_tickets.")]
Time = Annotated[str, msgspec.Meta(extra_json_schema={"format": "date-time"})]
TermsHash = Annotated[
    str, msgspec.Meta(description="The SHA-256 in hex of everything that was announced at the creation.")
]
OpensAt = Annotated[Time, msgspec.Meta(description="The first moment at which players can claim.")]
ClosesAt = Annotated[
    Time, msgspec.Meta(description="From this moment on, the tickets that nobody has claimed are withdrawn.")
]
EndedAt = Annotated[
    Time,
    msgspec.Meta(
        description="The time at which the raffle closes. Present only if a manager ended the raffle early. It "
        "replaces `closes_at`."
    ),
]
DrawAt = Annotated[Time, msgspec.Meta(description="The time for which the draw is announced.")]
BeaconName = Annotated[str, msgspec.Meta(description="The public beacon whose randomness decides the draw.")]
Reserves = Annotated[int, msgspec.Meta(description="The number of substitutes, who are drawn after the winners.")]
SubstituteAfterHours = Annotated[
    int,
    msgspec.Meta(description="For this many hours after a ticket got a prize, no substitute can replace the ticket."),
]
AnnouncedRound = Annotated[
    int, msgspec.Meta(description="The first round of the beacon (the number of its signature) at or after `draw_at`.")
]
SealedAt = Annotated[Time, msgspec.Meta(description="When the raffle was sealed: its tickets were fixed for the draw.")]
Root = Annotated[str, msgspec.Meta(description="The root in hex of the Merkle tree (RFC 9162) over all tickets.")]
WithdrawnHash = Annotated[str, msgspec.Meta(description="The SHA-256 in hex of the numbers of the withdrawn tickets.")]
Round = Annotated[
    int, msgspec.Meta(description="The round of the beacon: the number of the signature that decides the draw.")
]
RoundAt = Annotated[Time, msgspec.Meta(description="When the beacon publishes the signature of this round.")]
Unlisted = Annotated[
    bool, msgspec.Meta(description="Whether only managers see the raffle in lists. Absent if everybody does.")
]
PrizeName = Annotated[str, msgspec.Meta(description="The name of the prize.")]
"""The types from `RaffleId` to `PrizeName` are for members of answers. They only say what a member means. The types for
requests also have the limits of the values."""


@lru_cache(maxsize=1024)
def is_raffle_id(text: str) -> bool:
    """Return whether a text has the shape of a raffle id: a UUID in lower case with hyphens."""
    return _RAFFLE_ID.fullmatch(text) is not None


class Prize(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A prize, and how many tickets win it."""

    name: Annotated[Name, msgspec.Meta(description="The name of the prize, as winners see it.")]
    amount: Annotated[Tickets, msgspec.Meta(description="The number of tickets that win this prize.")]


Prizes = Annotated[list[Prize], msgspec.Meta(description="The prizes, from the first prize to the last.")]


def winning_tickets(prizes: Iterable[Prize]) -> int:
    """Return how many tickets win a prize."""
    return sum(prize.amount for prize in prizes)


class Raffle(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A raffle as everybody sees it. `available_tickets` is the number of tickets that nobody has claimed.

    While the tickets of a new raffle are still being made, `available_tickets` counts those that are made. When the
    raffle has closed, `available_tickets` is 0, and the tickets that nobody has claimed are withdrawn.

    Members that were not announced are absent. `terms` is absent if an old version of the service created the raffle.
    """

    id: RaffleId
    name: RaffleName
    total_tickets: TotalTickets
    available_tickets: Annotated[
        int, msgspec.Meta(description="The number of tickets that are left; 0 when the raffle has closed.")
    ]
    winners_drawn: Annotated[bool, msgspec.Meta(description="Whether the winners are drawn.")]
    status: Annotated[
        Status, msgspec.Meta(description="What can be done now: players can claim only while it is `open`.")
    ]
    created_at: Annotated[Time, msgspec.Meta(description="When the raffle was created.")]
    prizes: Prizes
    entropy_source: Annotated[
        str | None,
        msgspec.Meta(description="Where the entropy of the draw comes from. Absent if no source was announced."),
    ] = None
    terms: TermsHash | msgspec.UnsetType = msgspec.UNSET
    opens_at: OpensAt | msgspec.UnsetType = msgspec.UNSET
    closes_at: ClosesAt | msgspec.UnsetType = msgspec.UNSET
    ended_at: EndedAt | msgspec.UnsetType = msgspec.UNSET
    draw_at: DrawAt | msgspec.UnsetType = msgspec.UNSET
    beacon: BeaconName | msgspec.UnsetType = msgspec.UNSET
    announced_round: AnnouncedRound | msgspec.UnsetType = msgspec.UNSET
    reserves: Reserves | msgspec.UnsetType = msgspec.UNSET
    substitute_after_hours: SubstituteAfterHours | msgspec.UnsetType = msgspec.UNSET
    sealed_at: SealedAt | msgspec.UnsetType = msgspec.UNSET
    root: Root | msgspec.UnsetType = msgspec.UNSET
    withdrawn_tickets: (
        Annotated[
            int, msgspec.Meta(description="The number of tickets that nobody had claimed when the raffle was sealed.")
        ]
        | msgspec.UnsetType
    ) = msgspec.UNSET
    withdrawn_hash: WithdrawnHash | msgspec.UnsetType = msgspec.UNSET
    round: Round | msgspec.UnsetType = msgspec.UNSET
    round_at: RoundAt | msgspec.UnsetType = msgspec.UNSET
    description: Description | msgspec.UnsetType = msgspec.UNSET
    participation_terms: ParticipationTerms | msgspec.UnsetType = msgspec.UNSET
    contact: Contact | msgspec.UnsetType = msgspec.UNSET
    pick_up: PickUp | msgspec.UnsetType = msgspec.UNSET
    unlisted: Unlisted | msgspec.UnsetType = msgspec.UNSET
    archived: (
        Annotated[
            bool,
            msgspec.Meta(description="`true` if the raffle is only in lists of archived raffles, or else absent."),
        ]
        | msgspec.UnsetType
    ) = msgspec.UNSET
    changed: (
        Annotated[
            bool, msgspec.Meta(description="`true` if a manager changed the raffle after its creation, or else absent.")
        ]
        | msgspec.UnsetType
    ) = msgspec.UNSET
    stage: (
        Annotated[Stage, msgspec.Meta(description="How far the winners are shown to an audience.")] | msgspec.UnsetType
    ) = msgspec.UNSET


class DamagedRaffle(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A raffle whose fields cannot be read. A manager can only delete it."""

    id: RaffleId
    status: Annotated[Literal["damaged"], msgspec.Meta(description="Always `damaged`.")]
    unlisted: Unlisted | msgspec.UnsetType = msgspec.UNSET


class Counts(NamedTuple):
    """How many tickets are in the pool, and how many players and codes there are."""

    available: int
    players: int
    codes: int


def status_of(
    counts: Counts,
    *,
    drawn: bool,
    suspended: bool,
    filled: int,
    total: int,
    sealed: bool = False,
    scheduled: bool = False,
    closed: bool = False,
) -> Status:
    """Return the status of a raffle: the first of the statuses below that applies.

    The order is damaged, filling, suspended, drawn, sold_out, closed, scheduled, open. Before the draw, a sealed raffle
    (its tickets are fixed for the draw) is sold_out or closed, whatever its times are. A raffle is damaged if its
    counts do not add up. `filled` is the number of tickets that were added to the pool so far. Each of these tickets
    must be in the pool (nobody has claimed it) or held by a player, and there must be as many codes as players.

    The store deletes the players after the draw, so the counts of a drawn raffle are not compared. Without a draw, the
    store deletes the players long after the last claim. After this deletion, each claimed ticket must still have a
    code.
    """
    ended = sealed or not counts.available
    forgotten = ended and filled == total and counts.players == 0 and counts.available + counts.codes == total
    uneven = counts.available + counts.players != filled or counts.codes != counts.players
    if uneven and not drawn and not forgotten:
        return "damaged"
    if filled != total:
        return "filling"
    if suspended:
        return "suspended"
    if drawn:
        return "drawn"
    by_the_clock: Status = "closed" if closed or sealed else "scheduled" if scheduled else "open"
    return by_the_clock if counts.available else "sold_out"


def after_a_claim(raffle: Raffle, remaining: int) -> Raffle:
    """Return a raffle as it is after a claim that left `remaining` tickets.

    `raffle` may have been read before or after the claim. Claims begin when all tickets are in the pool and the raffle
    has opened. From then on, the number of available tickets never grows. So the smaller one of
    `raffle.available_tickets` and `remaining` is the newer number.
    """
    if raffle.status in {"damaged", "suspended", "closed", "drawn"}:
        return raffle
    available = remaining if raffle.status == "filling" else min(raffle.available_tickets, remaining)
    return msgspec.structs.replace(raffle, available_tickets=available, status="open" if available else "sold_out")


class Ticket(msgspec.Struct, frozen=True):
    """A claimed ticket with its verification code. Only its holder sees this."""

    raffle_id: RaffleId
    ticket_number: ClaimedNumber
    verification_code: Annotated[
        str,
        msgspec.Meta(
            description="The code of the ticket. Keep it: only a retry with the same Idempotency-Key gets it again."
        ),
    ]


class Winner(msgspec.Struct, frozen=True, omit_defaults=True):
    """A winning ticket and its prize. For a substitute, `replaces` is the ticket that had the prize before."""

    ticket_number: ClaimedNumber
    prize: PrizeName
    replaces: (
        Annotated[int, msgspec.Meta(description="The ticket that had the prize before, if this is a substitute.")]
        | msgspec.UnsetType
    ) = msgspec.UNSET


def winners_from(prizes: Sequence[Prize], first: int, numbers: Sequence[int]) -> list[Winner]:
    """Return the winners of a part of a draw. `numbers` are their tickets. The first ticket has the place `first`."""
    indices = prize_indices([prize.amount for prize in prizes], range(first, first + len(numbers)))
    return [Winner(number, prizes[index].name) for number, index in zip(numbers, indices, strict=True)]


class TicketCheck(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the holder of a ticket sends to learn what the ticket won."""

    ticket_number: TicketNumber
    verification_code: Annotated[
        str, msgspec.Meta(min_length=1, max_length=200, description="The code that the answer to the claim had.")
    ]


class CheckedTicket(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whether a ticket has won, and which prize. If a substitute replaced the ticket, the ticket has lost its prize."""

    has_won: Annotated[bool, msgspec.Meta(description="Whether the ticket has won a prize.")]
    prize: Annotated[str | None, msgspec.Meta(description="The name of the prize, or null if the ticket won nothing.")]
    replaced_by: (
        Annotated[int, msgspec.Meta(description="The ticket that has the prize now, if it replaced this ticket.")]
        | msgspec.UnsetType
    ) = msgspec.UNSET
