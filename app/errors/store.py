"""Problems of the service and its store, which cannot carry out the request now."""

from typing import Literal

from app.errors.problem import Problem


class UnexpectedError(Problem):
    """When the service has a defect. The log of the service shows where the defect is."""

    status = 500
    detail = "Something went wrong in the service, and the error was logged. Try again later."
    nothing_changed = False


class StoreUnavailable(Problem):
    """When the store cannot be reached, is too slow or refuses the request, and has certainly changed nothing."""

    status = 503
    detail = "The service cannot reach its store right now. Nothing was changed. Try again in a few seconds."
    nothing_changed = True
    retry_after_seconds = 1


class StoreLoading(Problem):
    """When the store is still loading its data after a start, and cannot answer requests yet."""

    status = 503
    detail = "The store of this service is loading its data. Nothing was changed. Try again in a minute."
    nothing_changed = True
    retry_after_seconds = 5

    def __init__(self, percent: float | None = None, seconds_left: int | None = None) -> None:
        super().__init__()
        if percent is not None:
            self.variant, self.values = "percent", {"percent": round(percent)}
            left = ""
            if seconds_left is not None:
                self.variant, self.values = "time-left", {**self.values, "seconds": seconds_left}
                left = f", about {seconds_left} s are left"
            self.detail = (
                f"The store of this service is loading its data: {percent:.0f} % are loaded{left}. Nothing was changed."
            )


class StoreFull(Problem):
    """When the store cannot write to its disk, or is nearly full. The last free space is for draws and code checks."""

    status = 503
    detail = (
        "The store of this service can take no more data: it is full, or its disk has failed. Nothing was changed. "
        "Try again later; the operator has to make room."
    )
    nothing_changed = True
    retry_after_seconds = 30


class OutcomeUnknown(Problem):
    """When a change was sent, but no answer came in time. The store may or may not have made the change."""

    status = 503
    detail = (
        "The connection to the store broke, so your request may or may not have been carried out. Try again in the "
        "same browser: a ticket that is already yours is shown again. A program sends the same Idempotency-Key again."
    )
    nothing_changed = False
    retry_after_seconds = 1


Written = Literal[
    "change",
    "claim",
    "creation",
    "deletion",
    "draw",
    "end",
    "erasure",
    "hand-over",
    "publication",
    "resumption",
    "seal",
    "substitution",
]

_REPLICAS_MISSING: dict[Written, str] = {
    "change": (
        "The change is written, but not yet on enough servers to be safe. Send it again in a few seconds: the same "
        "change counts only once."
    ),
    "claim": (
        "Your ticket is written, but not yet on enough servers to be safe. Try again in a few seconds in the same "
        "browser: you get the same ticket. A program sends the same Idempotency-Key again."
    ),
    "creation": (
        "The raffle is written, but not yet on enough servers to be safe. Look for it in the list of raffles in a few "
        "seconds. A program sends the same Idempotency-Key again."
    ),
    "deletion": (
        "The raffle is deleted, but not yet on enough servers to be safe. Try again in a few seconds: when the answer "
        "says that a manager has deleted the raffle, it stays deleted."
    ),
    "draw": (
        "The draw has begun, but not every server has stored the random value of the draw yet, so no winner is chosen. "
        "Try again in a few seconds. If a server is permanently lost, the operator has to remove it first."
    ),
    "end": (
        "The end is written, but not yet on enough servers to be safe. Send it again in a few seconds: the same time "
        "counts only once."
    ),
    "erasure": (
        "The address is erased, but not yet on enough servers to be safe. If a server fails now, the address may come "
        "back: erase it again in a few seconds, and see that it is not found."
    ),
    "hand-over": (
        "The prize is noted as handed over, but not every server has stored this yet. See the list of hand-overs in a "
        "few seconds, and repeat the hand-over only if the list lacks it."
    ),
    "publication": (
        "The raffle is published, but not yet on enough servers to be safe. Look at it in a few seconds, and publish "
        "it again if it is still a draft."
    ),
    "resumption": (
        "The raffle is resumed, but not yet on enough servers to be safe. If it is suspended again after a failure, "
        "resume it once more."
    ),
    "substitution": (
        "The substitute has the prize, but not every server has stored this yet. See the list of substitutions in a "
        "few seconds, and repeat the substitution only if the list lacks it."
    ),
    "seal": (
        "The raffle is sealed, but not every server has stored the seal yet, so the draw has to wait. Try again in a "
        "few seconds. If a server is permanently lost, the operator has to remove it first."
    ),
}


class ReplicasMissing(Problem):
    """When a change is written, but too few replicas of the store have confirmed it."""

    status = 503
    detail = _REPLICAS_MISSING["claim"]
    nothing_changed = False
    retry_after_seconds = 1

    def __init__(self, written: Written = "claim") -> None:
        super().__init__()
        self.detail = _REPLICAS_MISSING[written]
        self.variant = written


class ChecksBusy(Problem):
    """When so many tickets wait for the check of their codes that the service cannot check one more in time."""

    status = 503
    detail = "Many tickets are being checked right now, so your ticket was not checked yet. Try again in a few seconds."
    nothing_changed = True
    retry_after_seconds = 1


class PicturesBusy(Problem):
    """When more pictures are asked for than the service can draw in time."""

    status = 503
    detail = "Many pictures are being drawn right now, so this picture is not ready yet. Try again in a few seconds."
    nothing_changed = True
    retry_after_seconds = 2


class NoCodesLeft(Problem):
    """When players arrive faster than verification codes can be minted."""

    status = 503
    detail = "Many players are arriving right now. Nothing was changed. Try again in a few seconds."
    nothing_changed = True
    retry_after_seconds = 1
