"""Problems with raffles, drafts and tickets, when a manager creates, changes or deletes one, or a player claims one."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from app.errors.problem import Problem, ProblemDocument

_Time = Annotated[str, msgspec.Meta(description="UTC, with milliseconds.", extra_json_schema={"format": "date-time"})]


class TooManyPrizes(Problem):
    """When the amounts of all prizes of a new raffle add up to more than the number of its tickets."""

    status = 400
    detail = "There are more prizes than tickets. Offer fewer prizes or more tickets."
    nothing_changed = True


class AlreadyParticipated(Problem):
    """When a player who holds a ticket claims again, without the Idempotency-Key of the first claim."""

    status = 403
    detail = (
        "Your internet connection already has a ticket of this raffle, and each connection gets one. "
        "If you claimed it, open this raffle in the browser that you used then: it still shows your ticket."
    )
    nothing_changed = True


class NetworkFull(Problem):
    """When the IPv6 network of a player has as many players in a raffle as PLAYERS_PER_IPV6_48 allows."""

    status = 403
    detail = (
        "Players of the network that your address belongs to (an IPv6 /48) hold as many tickets of this raffle as one "
        "network may have. You got no ticket. Claim from another network, or ask the operator to raise the limit."
    )
    nothing_changed = True


class RaffleNotFound(Problem):
    """When no raffle has this id."""

    status = 404
    detail = "There is no such raffle. It may have been deleted, or the link is incomplete. See the list of raffles."
    nothing_changed = True


class RaffleDeletedDocument(ProblemDocument, frozen=True, omit_defaults=True):
    """The body of an error answer about a deleted raffle. It also has the facts that are kept of the raffle."""

    name: Annotated[str, msgspec.Meta(description="The name of the raffle.")] | msgspec.UnsetType = msgspec.UNSET
    total_tickets: (
        Annotated[int, msgspec.Meta(description="The number of tickets, claimed or not.")] | msgspec.UnsetType
    ) = msgspec.UNSET
    terms: (
        Annotated[str, msgspec.Meta(description="The SHA-256 in hex of everything that was announced at the creation.")]
        | msgspec.UnsetType
    ) = msgspec.UNSET
    created_at: _Time | msgspec.UnsetType = msgspec.UNSET
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
    drawn_at: _Time | msgspec.UnsetType = msgspec.UNSET
    unlisted: (
        Annotated[bool, msgspec.Meta(description="Whether only managers saw the raffle in lists.")] | msgspec.UnsetType
    ) = msgspec.UNSET
    deleted_at: _Time | msgspec.UnsetType = msgspec.UNSET


class RaffleDeleted(Problem):
    """When a manager has deleted the raffle. The problem has the facts that are kept of the raffle."""

    status = 410
    detail = (
        "A manager has deleted this raffle. The facts that are kept of it are shown here. "
        "See the list of raffles for other raffles."
    )
    nothing_changed = True
    form = RaffleDeletedDocument

    def __init__(self, kept: Mapping[str, Any]) -> None:
        super().__init__()
        self.kept = kept

    @property
    def was_draft(self) -> bool:
        """Whether the raffle was deleted before its publication. Then only the time of the deletion is kept."""
        return self.kept.keys() == {"unlisted", "deleted_at"}

    def again(self) -> "RaffleDeleted":
        """Return a new exception of the same problem."""
        return RaffleDeleted(self.kept)

    def document(self) -> ProblemDocument:
        """Return the document of the problem, with the facts that are kept of the raffle."""
        return RaffleDeletedDocument(**msgspec.structs.asdict(super().document()), **self.kept)


class TicketNotFound(Problem):
    """When the raffle has no ticket with this number."""

    status = 404
    detail = "This raffle has no ticket with this number. Check the number on your ticket."
    nothing_changed = True


class PlayerNotFound(Problem):
    """When a manager erases a player who has no ticket of the raffle, or names a ticket that has no address."""

    status = 404
    detail = (
        "This raffle keeps no such address: this player has no ticket, nobody has claimed this ticket, or its address "
        "is already erased."
    )
    nothing_changed = True


class StillFilling(Problem):
    """When a raffle is not open yet, because its tickets are still being added to its pool."""

    status = 409
    detail = "The tickets of this raffle are still being prepared. Try again in a few seconds."
    nothing_changed = True
    retry_after_seconds = 1


class NotOpenYet(Problem):
    """When a player claims before `opens_at` of the raffle."""

    status = 409
    detail = "This raffle is not open yet. Come back when it opens."
    nothing_changed = True
    retry_after_seconds = 1

    def __init__(self, *, opens_in_seconds: int = 1, store_incarnation: str = "") -> None:
        super().__init__(store_incarnation=store_incarnation)
        self.retry_after_seconds = opens_in_seconds


class Suspended(Problem):
    """When the store was restored from a backup, and no manager has resumed the raffle yet."""

    status = 409
    detail = (
        "The store of this service was restored from a backup, so the store may not know some tickets of this "
        "raffle. Nothing was changed. A manager has to resume the raffle first."
    )
    nothing_changed = True


class NotSuspended(Problem):
    """When a manager resumes a raffle that is not suspended."""

    status = 409
    detail = "This raffle is not suspended, so there is nothing to resume."
    nothing_changed = True


class RaffleDamaged(Problem):
    """When the store has wrong data of a raffle, for example because another program changed the data."""

    status = 503
    detail = (
        "The data of this raffle is damaged. The raffle goes on when the operator has repaired the data. Nothing was "
        "changed. Keep your ticket if you have one."
    )
    nothing_changed = True
    retry_after_seconds = 60


class SoldOut(Problem):
    """When a player claims, but all tickets of the raffle are claimed."""

    status = 410
    detail = "Sold out: every ticket of this raffle is taken. Come back after the draw, or choose another raffle."
    nothing_changed = True


class Closed(Problem):
    """When a player claims after the raffle has closed. It closes at `closes_at`, at an early end, or with the seal."""

    status = 410
    detail = "This raffle has closed, so no ticket can be claimed any more. Come back after the draw."
    nothing_changed = True


class CannotEndEarly(Problem):
    """When a manager ends a raffle early, but it has no tickets left, or an earlier version of the service made it."""

    status = 409
    detail = (
        "This raffle cannot end early. Either the raffle is over, because it is sold out, closed, sealed or drawn. Or "
        "an earlier version of the service made the raffle. Such a raffle ends when its last ticket is claimed."
    )
    nothing_changed = True


class AlreadyPublished(Problem):
    """When a manager publishes a raffle that is no draft, or changes something that is final in a published raffle."""

    status = 409
    detail = (
        "This raffle is published, so its terms are final. Only the description, the contact, how winners get their "
        "prizes, and where the raffle is listed can be changed."
    )
    nothing_changed = True


class ChangedMeanwhile(Problem):
    """When a request names in If-Match a version of a raffle, and somebody has changed the raffle since."""

    status = 412
    detail = "Somebody has changed this raffle meanwhile. Nothing was done. Look at it again, and then decide again."
    nothing_changed = True


class IdempotencyKeyReused(Problem):
    """When a request to create a raffle has the Idempotency-Key of an earlier request, but a different body."""

    status = 422
    detail = "This Idempotency-Key already created a different raffle. Send a new key; in a browser, reload the page."
    nothing_changed = True


class TooManyClaims(Problem):
    """When a player who holds a ticket has claimed again too often within a minute."""

    status = 429
    detail = (
        "Your internet connection already has a ticket, and has asked for it too often. Nothing was changed. Wait a "
        "minute and try again."
    )
    nothing_changed = True

    def __init__(self, *, forgotten_in_seconds: int) -> None:
        super().__init__()
        self.retry_after_seconds = forgotten_in_seconds
