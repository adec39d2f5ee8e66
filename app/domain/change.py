"""Defines what a manager can change in a raffle after its creation, and how each change is kept."""

from collections.abc import Mapping
from typing import Annotated

import msgspec

from app.domain.new_raffle import AnnouncedTime, largest_new_raffle
from app.domain.raffle import Time
from app.domain.terms import normalised
from app.domain.texts import ContactText, DescriptionText, PickUpText, readable
from app.errors import FieldError, InvalidRequest

FLAGS = ("unlisted", "archived")
"""What is either true or false. Everything else that a manager can change is a text."""

Value = str | bool | None
"""What a field of a raffle holds. None: nothing."""


class Change(msgspec.Struct, frozen=True):
    """A change of a raffle, as everybody sees it."""

    at: Annotated[Time, msgspec.Meta(description="When this was changed.")]
    field: Annotated[str, msgspec.Meta(description="The member of the raffle that was changed.")]
    before: Annotated[Value, msgspec.Meta(description="What it was before, or null if the raffle lacked it.")]
    after: Annotated[Value, msgspec.Meta(description="What it is since then, or null if the raffle lacks it.")]


class Difference(msgspec.Struct, frozen=True):
    """A change whose time is not known yet."""

    field: str
    before: Value
    after: Value


class RaffleChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """What a manager changes in a raffle. What is absent stays as it is.

    Null and an empty text remove a text. Null is like false for the others.
    """

    description: Annotated[
        DescriptionText | msgspec.UnsetType | None, msgspec.Meta(description="What the raffle is about.")
    ] = msgspec.UNSET
    contact: Annotated[
        ContactText | msgspec.UnsetType | None, msgspec.Meta(description="Whom to ask about the raffle.")
    ] = msgspec.UNSET
    pick_up: Annotated[
        PickUpText | msgspec.UnsetType | None, msgspec.Meta(description="How a winner gets the prize.")
    ] = msgspec.UNSET

    unlisted: Annotated[
        bool | msgspec.UnsetType | None, msgspec.Meta(description="Whether only managers see the raffle in lists.")
    ] = msgspec.UNSET
    archived: Annotated[
        bool | msgspec.UnsetType | None,
        msgspec.Meta(description="Whether only a list of archived raffles has the raffle."),
    ] = msgspec.UNSET

    def __post_init__(self) -> None:
        """Bring line breaks into one spelling, and check the texts.

        Raises:
            InvalidRequest: a text cannot be read.
        """
        mistakes: list[FieldError] = []
        for name, value in self.given.items():
            try:
                new = bool(value) if name in FLAGS else readable(str(value or ""))
                msgspec.structs.force_setattr(self, name, new)
            except ValueError as mistake:
                mistakes.append(FieldError(name, str(mistake)))
        if mistakes:
            raise InvalidRequest(errors=mistakes)

    @property
    def given(self) -> dict[str, Value]:
        """The members of the request."""
        members = msgspec.structs.asdict(self)
        return {name: value for name, value in members.items() if value is not msgspec.UNSET}

    def differences(self, now: Mapping[str, Value]) -> list[Difference]:
        """Return what this changes in a raffle that has these values now. What it lacks is absent."""
        return [Difference(name, now.get(name), after) for name, after in self.given.items() if after != now.get(name)]


NOTICE_MS = 60_000
"""How long before the end of a raffle a manager has to set it at the latest, so that players learn of it in time."""


class EndRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a raffle ends early."""

    ended_at: Annotated[
        AnnouncedTime,
        msgspec.Meta(
            description="The time of the end: at least 60 seconds ahead, after `opens_at`, and before `closes_at`. It "
            "can be set again to an earlier time, but not to a later one.",
            extra_json_schema={"format": "date-time"},
        ),
    ]

    def __post_init__(self) -> None:
        """Bring the time into its one spelling.

        Raises:
            InvalidRequest: it is no time with an offset.
        """
        try:
            msgspec.structs.force_setattr(self, "ended_at", normalised(self.ended_at))
        except ValueError as mistake:
            raise InvalidRequest.of("ended_at", str(mistake)) from None


def largest_change() -> dict[str, Value]:
    """Return the largest body that the types allow. All texts consist of characters with the longest JSON escapes."""
    largest = largest_new_raffle()
    return {name: largest.get(name, False) for name in RaffleChange.__struct_fields__}
