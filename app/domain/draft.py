"""Defines a draft: a raffle that only managers see, and in which everything can be changed until it is published."""

from typing import Any, NamedTuple

import msgspec

from app.domain.change import RaffleChange
from app.domain.new_raffle import RaffleRequest
from app.domain.raffle import Raffle
from app.errors import InvalidRequest


class Draft(NamedTuple):
    """A draft: its id, the raffle that a manager asks for, when the draft was created, and how often it was edited."""

    id: str
    request: RaffleRequest
    created_at: str
    revision: int

    def edited(self, change: RaffleChange) -> RaffleRequest:
        """Return the raffle that the draft describes after a change. A null in the change removes a member.

        Raises:
            InvalidRequest: the result would not be a valid raffle, or would be an archived draft.
        """
        given: dict[str, Any] = msgspec.to_builtins(change)
        if given.pop("archived", False):
            raise InvalidRequest.of("archived", "A draft cannot be archived: publish it, or delete it")
        return msgspec.convert(msgspec.to_builtins(self.request) | given, RaffleRequest)

    def changed(self, new: RaffleRequest) -> list[str]:
        """Return the members in which `new` differs from what the draft describes."""
        return [name for name in new.__struct_fields__ if getattr(new, name) != getattr(self.request, name)]

    @property
    def raffle(self) -> Raffle:
        """The draft as managers see it. It has no tickets yet, and no terms (the hash of what is announced)."""
        more: dict[str, Any] = self.request.announced | self.request.beside_terms
        return Raffle(
            id=self.id,
            name=self.request.name,
            total_tickets=self.request.total_tickets,
            available_tickets=0,
            winners_drawn=False,
            status="draft",
            created_at=self.created_at,
            prizes=self.request.prizes,
            entropy_source=self.request.entropy_source,
            **more,
        )
