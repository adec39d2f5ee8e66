"""Defines the hand-over of a prize to the holder of a winning ticket."""

from typing import Annotated

import msgspec

from app.domain.characters import NAME_PATTERN, mistake_in_name
from app.domain.raffle import ClaimedNumber, PrizeName, TicketCheck, Time
from app.errors import InvalidRequest

MAX_NOTE = 300


class HandOverRequest(TicketCheck, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The ticket number and the code of a winner who fetches a prize, and a note of the manager about the hand-over."""

    note: (
        Annotated[
            str,
            msgspec.Meta(
                min_length=1,
                max_length=MAX_NOTE,
                description="What managers want to remember, for example who fetched the prize.",
                extra_json_schema={"pattern": NAME_PATTERN},
            ),
        ]
        | msgspec.UnsetType
    ) = msgspec.UNSET

    def __post_init__(self) -> None:
        """Check the note.

        Raises:
            InvalidRequest: the note has characters that a name must not have, or no visible character.
        """
        if self.note and (mistake := mistake_in_name(self.note)):
            raise InvalidRequest.of("note", mistake)


class HandOver(msgspec.Struct, frozen=True, omit_defaults=True):
    """A prize that was handed over. Only managers see this."""

    ticket_number: ClaimedNumber
    prize: PrizeName
    handed_over_at: Annotated[Time, msgspec.Meta(description="When the prize was handed over.")]
    manager: Annotated[
        str,
        msgspec.Meta(
            description="Who handed over the prize: the name or address of the manager, or `token` for a manager with "
            "the manager token."
        ),
    ]
    note: Annotated[str, msgspec.Meta(description="What the manager noted.")] | msgspec.UnsetType = msgspec.UNSET


class HandedOver(msgspec.Struct, frozen=True):
    """A hand-over as the file records.jsonl keeps it: without the manager and without the note."""

    ticket_number: ClaimedNumber
    prize: PrizeName
    handed_over_at: Time


def line_of(raffle_id: str, hand_over: HandOver) -> bytes:
    """Return the line of a hand-over in the file records.jsonl."""
    kept = msgspec.convert(hand_over, HandedOver, from_attributes=True)
    return msgspec.json.encode({"raffle_id": raffle_id, "hand_over": kept})
