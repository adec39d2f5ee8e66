"""Every problem that the service can answer with, one small class each.

A problem is an RFC 9457 problem document. Its `type` is the kebab-cased class name under /problems/, its `detail`
tells the reader what to do. Handlers declare the classes that they raise, and the OpenAPI document is made from those.
"""

import re
from functools import cache
from typing import ClassVar

import msgspec

WRONG_CODES = 10
"""Wrong codes of one player for one raffle in a window; right ones never count."""

WRONG_CODES_WINDOW = 60
"""Seconds from the first wrong code until all are forgotten."""


class FieldError(msgspec.Struct, frozen=True):
    """One field of a request that cannot be accepted, and why."""

    field: str
    message: str


class ProblemDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """The body of every error answer (RFC 9457, application/problem+json)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldError] | msgspec.UnsetType = msgspec.UNSET


class Problem(Exception):
    """The root of all problems; never raised itself."""

    status: ClassVar[int]
    title: ClassVar[str]
    detail: ClassVar[str]
    retry_after: int | None = None

    def __init__(self, *, errors: list[FieldError] | None = None) -> None:
        super().__init__(self.detail)
        self.errors = errors

    @classmethod
    @cache
    def slug(cls) -> str:
        """The name of this problem in its `type`: `sold-out` for SoldOut."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", cls.__name__).lower()

    @classmethod
    def type(cls) -> str:
        """The problem's `type`: a relative reference at which the service itself explains it."""
        return f"/problems/{cls.slug()}"

    def document(self) -> ProblemDocument:
        """The problem as it goes over the wire."""
        return ProblemDocument(
            type=self.type(),
            title=self.title,
            status=self.status,
            detail=self.detail,
            errors=self.errors or msgspec.UNSET,
        )

    @property
    def headers(self) -> dict[str, str]:
        """The HTTP header fields that go with the answer."""
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}


class InvalidRequest(Problem):
    """When a body, a parameter or a header is malformed, mistyped, out of range or unknown."""

    status = 400
    title = "Invalid request"
    detail = "The request cannot be read. Correct the fields named in `errors` and send it again."

    @classmethod
    def of(cls, field: str, message: str) -> "InvalidRequest":
        """Return the problem of a single field."""
        return cls(errors=[FieldError(field, message)])


class MalformedRequest(Problem):
    """When what comes over the wire is no HTTP, or ends in the middle."""

    status = 400
    title = "Malformed request"
    detail = "This is not HTTP that can be read, or it ends in the middle."


class UnknownHost(Problem):
    """When the Host header names none of ALLOWED_HOSTS."""

    status = 400
    title = "Unknown host"
    detail = "This service is not known by the host name that you used. Use its public address."


class TooManyPrizes(Problem):
    """When the prizes of a new raffle add up to more than its tickets."""

    status = 400
    title = "Too many prizes"
    detail = "The amounts of the prizes add up to more than there are tickets. Offer fewer prizes or more tickets."


class EntropyMissing(Problem):
    """When a draw comes without entropy although the raffle announced a source for it."""

    status = 400
    title = "Entropy missing"
    detail = 'This raffle announced where its entropy comes from. Send it as {"entropy": "..."}.'


class EntropyNotAnnounced(Problem):
    """When a draw brings entropy although the raffle announced no source: whoever draws could pick the winners."""

    status = 400
    title = "Entropy not announced"
    detail = "This raffle announced no source of entropy, so the draw takes none. Send the request without a body."


class InvalidCode(Problem):
    """When the verification code is not the one of this ticket."""

    status = 400
    title = "Invalid verification code"
    detail = "The code does not belong to this ticket. Check the number and the code and try again."

    def __init__(self, left: int = WRONG_CODES - 1, seconds: int = WRONG_CODES_WINDOW) -> None:
        super().__init__()
        self._left, self._seconds = left, seconds

    @property
    def headers(self) -> dict[str, str]:
        """How many wrong codes are left."""
        return _rate_limit(self._left, self._seconds)


class NotAManager(Problem):
    """When an address outside MANAGER_IPS asks for what only managers may do."""

    status = 403
    title = "Managers only"
    detail = "Only a manager may do this, and your address is not on the list of managers."


class CrossSite(Problem):
    """When a web page of another site tries to change something from a visitor's browser."""

    status = 403
    title = "Cross-site request"
    detail = "This request was made by a page of another site, and is refused. Use the pages of this service."


class AlreadyParticipated(Problem):
    """When a player who holds a ticket asks for another, or retries without the key of the first time."""

    status = 403
    title = "Already participated"
    detail = "Your address already holds a ticket of this raffle; each address gets one."


class NotFound(Problem):
    """When nothing lives at this path."""

    status = 404
    title = "Not found"
    detail = "There is nothing at this path. The paths are listed at /docs."


class RaffleNotFound(Problem):
    """When there is no raffle with this id."""

    status = 404
    title = "Raffle not found"
    detail = "There is no raffle with this id. Check it against the list at /raffles/."


class TicketNotFound(Problem):
    """When the raffle has no ticket with this number."""

    status = 404
    title = "Ticket not found"
    detail = "This raffle has no ticket with this number. Check the number on your ticket."


class MethodNotAllowed(Problem):
    """When the path exists, but not for this method; the Allow header names those that it takes."""

    status = 405
    title = "Method not allowed"
    detail = "This path does not take this method. The Allow header names those that it takes."


class RequestTooSlow(Problem):
    """When a request takes too long to arrive."""

    status = 408
    title = "Request too slow"
    detail = "The request did not arrive whole in time. Send it again over a better connection."


class StillFilling(Problem):
    """When a raffle's tickets are still being laid out."""

    status = 409
    title = "Still filling"
    detail = "The tickets of this raffle are still being laid out. Try again in a moment."
    retry_after = 1


class TicketsRemaining(Problem):
    """When winners are to be drawn before every ticket is claimed."""

    status = 409
    title = "Tickets remaining"
    detail = "Winners can be drawn only when no ticket is left. Wait until the raffle is sold out."


class AlreadyDrawn(Problem):
    """When winners are to be drawn a second time."""

    status = 409
    title = "Already drawn"
    detail = "The winners of this raffle are drawn, and a raffle is drawn once. GET this path to see them."


class NotDrawn(Problem):
    """When winners are asked for before the draw."""

    status = 409
    title = "Not drawn"
    detail = "The winners of this raffle are not drawn yet. Come back after the draw."


class SoldOut(Problem):
    """When a player comes after the last ticket is gone."""

    status = 410
    title = "Sold out"
    detail = "Every ticket of this raffle is gone."


class IdempotencyKeyReused(Problem):
    """When an Idempotency-Key comes again with another request than the first time."""

    status = 422
    title = "Idempotency-Key reused"
    detail = "This Idempotency-Key was used for another raffle before. Send a new key for a new raffle."


class BodyTooLarge(Problem):
    """When a body is longer than any request needs."""

    status = 413
    title = "Body too large"
    detail = "The body is larger than any request to this service needs to be. Send less."


class TooManyChecks(Problem):
    """When a player checked a ticket of a raffle with too many wrong codes in a short time."""

    status = 429
    title = "Too many wrong codes"
    detail = (
        "Too many wrong codes came from your address. Wait as long as Retry-After says, then look at your code again."
    )

    def __init__(self, retry_after: int = WRONG_CODES_WINDOW) -> None:
        super().__init__()
        self.retry_after = max(1, retry_after)

    @property
    def headers(self) -> dict[str, str]:
        """When to come again."""
        return super().headers | _rate_limit(0, self.retry_after or 1)


class HeadTooLarge(Problem):
    """When the address and the headers of a request are longer than any request needs."""

    status = 431
    title = "Headers too large"
    detail = "The address and headers of the request are larger than any request needs. Send less."


class UnexpectedError(Problem):
    """When the service itself is at fault; it is logged, and never expected."""

    status = 500
    title = "Unexpected error"
    detail = "Something went wrong on our side. It has been logged; trying again later may help."


class StoreUnavailable(Problem):
    """When the store cannot be reached, is full, or takes no writes; nothing was changed."""

    status = 503
    title = "Store unavailable"
    detail = "The service cannot reach its store right now, and nothing was changed. Try again in a moment."
    retry_after = 1


class OutcomeUnknown(Problem):
    """When the connection to the store broke while a change was under way, so that nobody knows whether it was made."""

    status = 503
    title = "Outcome unknown"
    detail = (
        "The connection to the store broke while your request was under way, so it may or may not have been done. "
        "With the same Idempotency-Key it is safe to try again; without one, look first whether it was done: "
        "your address may already hold a ticket."
    )
    retry_after = 1


class ReplicasMissing(Problem):
    """When a claim is written, but fewer replicas have it than CLAIM_MIN_REPLICAS asks for."""

    status = 503
    title = "Replicas missing"
    detail = "Your claim is written, but not yet safe on enough servers. Try again in a moment, with the same key."
    retry_after = 1


class TooManyAtOnce(Problem):
    """When more tickets are checked at once than can be looked at soon."""

    status = 503
    title = "Too many checks"
    detail = "More tickets are being checked than can be looked at right now. Try again in a moment."
    retry_after = 1


class NoCodesLeft(Problem):
    """When more players come at once than verification codes can be minted for; nothing was changed."""

    status = 503
    title = "Too many at once"
    detail = "More players are coming in than can be served right now, and nothing was changed. Try again in a moment."
    retry_after = 1


def _rate_limit(left: int, seconds: int) -> dict[str, str]:
    """Return the fields that tell how many wrong codes are allowed (draft-ietf-httpapi-ratelimit-headers-10)."""
    return {
        "RateLimit-Policy": f'"wrong-codes";q={WRONG_CODES};w={WRONG_CODES_WINDOW}',
        "RateLimit": f'"wrong-codes";r={left};t={seconds}',
    }


def problems() -> list[type[Problem]]:
    """Return every problem there is, in the order of this file."""
    return Problem.__subclasses__()
