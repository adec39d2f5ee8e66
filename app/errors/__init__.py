"""Every problem that the service can answer with. Each problem is one small class, and each kind has its own file.

Handlers declare which of these classes they can raise. The OpenAPI document is generated from these declarations.
"""

from app.errors.access import CrossSite, NotAManager
from app.errors.beacon import (
    BeaconSignatureMissing,
    BeaconSignatureWrong,
    BeaconUnreachable,
    RoundNotYet,
    WrongRound,
)
from app.errors.draw import (
    AlreadyDrawn,
    AlreadyHandedOver,
    AlreadySubstituted,
    EntropyMissing,
    EntropyNotAnnounced,
    InvalidCode,
    NoPrizeWon,
    NoSubstitutesLeft,
    NotAWinner,
    NotDrawn,
    NotSealed,
    TicketsRemaining,
    TooEarly,
    TooManyWrongCodes,
)
from app.errors.problem import FieldError, Problem, ProblemDocument
from app.errors.raffle import (
    AlreadyParticipated,
    CannotEndEarly,
    Closed,
    IdempotencyKeyReused,
    NetworkFull,
    NotOpenYet,
    NotSuspended,
    RaffleDamaged,
    RaffleDeleted,
    RaffleNotFound,
    SoldOut,
    StillFilling,
    Suspended,
    TicketNotFound,
    TooManyClaims,
    TooManyPrizes,
)
from app.errors.request import (
    BodyTooLarge,
    HeadTooLarge,
    InvalidRequest,
    MalformedRequest,
    MethodNotAllowed,
    NotFound,
    RequestTooSlow,
    StreamsBusy,
    TooManyConnections,
    TooManyStreams,
    UnknownHost,
)
from app.errors.store import (
    ChecksBusy,
    NoCodesLeft,
    OutcomeUnknown,
    ReplicasMissing,
    StoreFull,
    StoreLoading,
    StoreUnavailable,
    UnexpectedError,
    Written,
)

__all__ = [
    "AlreadyDrawn",
    "AlreadyHandedOver",
    "AlreadyParticipated",
    "AlreadySubstituted",
    "BeaconSignatureMissing",
    "BeaconSignatureWrong",
    "BeaconUnreachable",
    "BodyTooLarge",
    "CannotEndEarly",
    "ChecksBusy",
    "Closed",
    "CrossSite",
    "EntropyMissing",
    "EntropyNotAnnounced",
    "FieldError",
    "HeadTooLarge",
    "IdempotencyKeyReused",
    "InvalidCode",
    "InvalidRequest",
    "MalformedRequest",
    "MethodNotAllowed",
    "NetworkFull",
    "NoCodesLeft",
    "NoPrizeWon",
    "NoSubstitutesLeft",
    "NotAManager",
    "NotAWinner",
    "NotDrawn",
    "NotFound",
    "NotOpenYet",
    "NotSealed",
    "NotSuspended",
    "OutcomeUnknown",
    "Problem",
    "ProblemDocument",
    "RaffleDamaged",
    "RaffleDeleted",
    "RaffleNotFound",
    "ReplicasMissing",
    "RequestTooSlow",
    "RoundNotYet",
    "SoldOut",
    "StillFilling",
    "StoreFull",
    "StoreLoading",
    "StoreUnavailable",
    "StreamsBusy",
    "Suspended",
    "TicketNotFound",
    "TicketsRemaining",
    "TooEarly",
    "TooManyClaims",
    "TooManyConnections",
    "TooManyPrizes",
    "TooManyStreams",
    "TooManyWrongCodes",
    "UnexpectedError",
    "UnknownHost",
    "Written",
    "WrongRound",
    "problems",
]

RENAMED: dict[str, type[Problem]] = {"too-many-checks": TooManyWrongCodes, "too-many-at-once": ChecksBusy}
"""Slugs of earlier versions, each with the problem that has a new slug now."""


def problems() -> list[type[Problem]]:
    """Return the class of every problem."""
    return Problem.__subclasses__()
