"""Defines what a manager can change in a raffle after its creation, and how each change is kept.

A draft is a raffle before its publication. Only managers see a draft, and they can change everything in it.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec

from app.domain.new_raffle import FORMAT, MAX_HOURS, MAX_RESERVES, AnnouncedTime, largest_new_raffle
from app.domain.raffle import EntropySource, Name, Prize, Tickets, Time
from app.domain.terms import normalised
from app.domain.texts import TEXTS, ContactText, DescriptionText, ParticipationTermsText, PickUpText, readable
from app.errors import AlreadyPublished, FieldError, InvalidRequest

FLAGS = ("unlisted", "archived")
"""The members that are either true or false."""

CHANGEABLE = ("description", "contact", "pick_up", *FLAGS)
"""The members that can be changed at any time. All other members can be changed only in a draft."""

Value = str | bool | None
"""The value of a field of a raffle. None means that the raffle does not have the field."""


class Change(msgspec.Struct, frozen=True):
    """A change of a raffle. Everybody can see it."""

    at: Annotated[Time, msgspec.Meta(description="When this was changed.")]
    field: Annotated[str, msgspec.Meta(description="The member of the raffle that was changed.")]
    before: Annotated[Value, msgspec.Meta(description="The value before the change, or null if there was none.")]
    after: Annotated[Value, msgspec.Meta(description="The value after the change, or null if there is none.")]


class Difference(msgspec.Struct, frozen=True):
    """A change that a manager asks for. It has no time yet: the store adds the time when it makes the change."""

    field: str
    before: Value
    after: Value


class RaffleChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """What a manager changes in a raffle. A member that is absent here stays as it is.

    `description`, `contact`, `pick_up`, `unlisted` and `archived` can be changed at any time. All other members can be
    changed only in a draft. If a raffle can lack a member, null or an empty text removes this member from the raffle.
    For `unlisted` and `archived`, null means false.
    """

    name: Annotated[Name | msgspec.UnsetType, msgspec.Meta(description="The name of the raffle.")] = msgspec.UNSET
    total_tickets: Annotated[Tickets | msgspec.UnsetType, msgspec.Meta(description="The number of tickets.")] = (
        msgspec.UNSET
    )
    prizes: Annotated[
        Annotated[list[Prize], msgspec.Meta(min_length=1, max_length=1000)] | msgspec.UnsetType,
        msgspec.Meta(description="The prizes, from the first prize to the last."),
    ] = msgspec.UNSET
    entropy_source: Annotated[
        EntropySource | msgspec.UnsetType | None,
        msgspec.Meta(description="Where the entropy of the draw will come from."),
    ] = msgspec.UNSET
    beacon: Annotated[
        Annotated[Literal["quicknet"], msgspec.Meta(extra_json_schema={"type": "string"})] | msgspec.UnsetType | None,
        msgspec.Meta(description="The public beacon whose randomness decides the draw."),
    ] = msgspec.UNSET
    opens_at: Annotated[
        AnnouncedTime | msgspec.UnsetType | None,
        msgspec.Meta(description="The first moment at which players can claim.", extra_json_schema=FORMAT),
    ] = msgspec.UNSET
    closes_at: Annotated[
        AnnouncedTime | msgspec.UnsetType | None,
        msgspec.Meta(
            description="From this moment on, the tickets that nobody has claimed are withdrawn.",
            extra_json_schema=FORMAT,
        ),
    ] = msgspec.UNSET
    draw_at: Annotated[
        AnnouncedTime | msgspec.UnsetType | None,
        msgspec.Meta(description="The time for which the draw is announced.", extra_json_schema=FORMAT),
    ] = msgspec.UNSET
    reserves: Annotated[
        Annotated[int, msgspec.Meta(ge=0, le=MAX_RESERVES)] | msgspec.UnsetType | None,
        msgspec.Meta(description="The number of substitutes, who are drawn after the winners."),
    ] = msgspec.UNSET
    substitute_after_hours: Annotated[
        Annotated[int, msgspec.Meta(ge=1, le=MAX_HOURS)] | msgspec.UnsetType | None,
        msgspec.Meta(
            description="For this many hours after a ticket got a prize, no substitute can replace the ticket."
        ),
    ] = msgspec.UNSET
    participation_terms: Annotated[
        ParticipationTermsText | msgspec.UnsetType | None,
        msgspec.Meta(description="What a player accepts before a claim, on the page of the raffle."),
    ] = msgspec.UNSET
    description: Annotated[
        DescriptionText | msgspec.UnsetType | None, msgspec.Meta(description="What the raffle is about.")
    ] = msgspec.UNSET
    contact: Annotated[
        ContactText | msgspec.UnsetType | None, msgspec.Meta(description="Whom to ask about the raffle.")
    ] = msgspec.UNSET
    pick_up: Annotated[
        PickUpText | msgspec.UnsetType | None,
        msgspec.Meta(description="How a winner gets the prize. Everybody can read this text."),
    ] = msgspec.UNSET

    unlisted: Annotated[
        bool | msgspec.UnsetType | None, msgspec.Meta(description="Whether only managers see the raffle in lists.")
    ] = msgspec.UNSET
    archived: Annotated[
        bool | msgspec.UnsetType | None,
        msgspec.Meta(description="Whether the raffle is only in lists of archived raffles."),
    ] = msgspec.UNSET

    def __post_init__(self) -> None:
        """Bring line breaks into one spelling, and check the texts. `Draft.edited` checks the other members of a draft.

        Raises:
            InvalidRequest: a text cannot be read.
        """
        mistakes: list[FieldError] = []
        for name, value in self.given.items():
            try:
                if name in FLAGS:
                    msgspec.structs.force_setattr(self, name, bool(value))
                elif name in TEXTS:
                    msgspec.structs.force_setattr(self, name, readable(str(value or "")))
            except ValueError as mistake:
                mistakes.append(FieldError(name, str(mistake)))
        if mistakes:
            raise InvalidRequest(errors=mistakes)

    @property
    def given(self) -> dict[str, Any]:
        """The members that the request has."""
        members = msgspec.structs.asdict(self)
        return {name: value for name, value in members.items() if value is not msgspec.UNSET}

    def differences(self, now: Mapping[str, Value]) -> list[Difference]:
        """Return what this request changes in a published raffle. `now` has the values that the raffle has now.

        A member that the raffle does not have is absent in `now`.

        Raises:
            AlreadyPublished: the request would change a member that is final.
        """
        if final := [name for name in self.given if name not in CHANGEABLE]:
            mistake = "This is final, because the raffle was published"
            raise AlreadyPublished(errors=[FieldError(name, mistake) for name in final])
        return [Difference(name, now.get(name), after) for name, after in self.given.items() if after != now.get(name)]


NOTICE_MS = 60_000
"""The shortest time from the request that ends a raffle early until this end. In this time, players can learn of the
end."""


class EndRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a raffle ends early."""

    ended_at: Annotated[
        AnnouncedTime,
        msgspec.Meta(
            description="The time of the end: at least 60 seconds ahead, after `opens_at`, and before `closes_at`. A "
            "further request can set an earlier end, but not a later end.",
            extra_json_schema=FORMAT,
        ),
    ]

    def __post_init__(self) -> None:
        """Bring the time into the spelling of `normalised`.

        Raises:
            InvalidRequest: `ended_at` is not a time with an offset.
        """
        try:
            msgspec.structs.force_setattr(self, "ended_at", normalised(self.ended_at))
        except ValueError as mistake:
            raise InvalidRequest.of("ended_at", str(mistake)) from None


def largest_change() -> dict[str, Any]:
    """Return the largest body that the types allow. All texts consist of characters with the longest JSON escapes."""
    largest = largest_new_raffle()
    return {name: largest.get(name, False) for name in RaffleChange.__struct_fields__}
