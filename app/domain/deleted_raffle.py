"""Defines what the store keeps of a raffle after its deletion."""

from typing import Annotated, Any, Literal

import msgspec

from app.domain.raffle import RaffleId, RaffleName, TermsHash, Time, TotalTickets, Unlisted


class DeletedRaffle(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is kept of a deleted raffle. A member that the raffle did not have, or that was damaged, is absent."""

    id: RaffleId
    status: Annotated[Literal["deleted"], msgspec.Meta(description="Always `deleted`.")]
    name: RaffleName | msgspec.UnsetType = msgspec.UNSET
    total_tickets: TotalTickets | msgspec.UnsetType = msgspec.UNSET
    terms: TermsHash | msgspec.UnsetType = msgspec.UNSET
    created_at: Annotated[Time, msgspec.Meta(description="When the raffle was created.")] | msgspec.UnsetType = (
        msgspec.UNSET
    )
    root: (
        Annotated[str, msgspec.Meta(description="The hash of all tickets, if the raffle was sealed.")]
        | msgspec.UnsetType
    ) = msgspec.UNSET
    withdrawn_hash: (
        Annotated[str, msgspec.Meta(description="The hash of the withdrawn tickets, if the raffle was sealed.")]
        | msgspec.UnsetType
    ) = msgspec.UNSET
    round: (
        Annotated[int, msgspec.Meta(description="The number of the beacon's signature that decides the draw.")]
        | msgspec.UnsetType
    ) = msgspec.UNSET
    drawn_at: Annotated[Time, msgspec.Meta(description="When the raffle was drawn.")] | msgspec.UnsetType = (
        msgspec.UNSET
    )
    unlisted: Unlisted | msgspec.UnsetType = msgspec.UNSET
    deleted_at: Annotated[Time, msgspec.Meta(description="When the raffle was deleted.")]

    @property
    def kept(self) -> dict[str, Any]:
        """The members that are kept, by name, without the id and the status."""
        kept = msgspec.to_builtins(self)
        return {name: value for name, value in kept.items() if name not in {"id", "status"}}
