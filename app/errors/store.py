"""Problems of the service and its store: they cannot carry out the request now."""

from app.errors.problem import Problem


class UnexpectedError(Problem):
    """When the service has a defect. The log says where."""

    status = 500
    detail = "Something went wrong in the service, and the error was logged. Try again later."
    nothing_changed = False


class StoreUnavailable(Problem):
    """When the store cannot be reached, answers too late or refuses, and it is certain that nothing was changed."""

    status = 503
    detail = "The service cannot reach its store right now. Nothing was changed. Try again in a few seconds."
    nothing_changed = True
    retry_after_seconds = 1


class OutcomeUnknown(Problem):
    """When the connection to the store breaks, or the time is up, during a change that may have been made."""

    status = 503
    detail = (
        "The connection to the store broke, so your request may or may not have been carried out. Try again in the "
        "same browser: a ticket that is already yours is shown again. A program sends the same Idempotency-Key again."
    )
    nothing_changed = False
    retry_after_seconds = 1


class ReplicasMissing(Problem):
    """When a claim is written, but too few replicas confirm it in time (CLAIM_MIN_REPLICAS)."""

    status = 503
    detail = (
        "Your ticket is written, but not yet on enough servers to be safe. Try again in a few seconds in the same "
        "browser: you get the same ticket. A program sends the same Idempotency-Key again."
    )
    nothing_changed = False
    retry_after_seconds = 1


class ChecksBusy(Problem):
    """When the service has to check more tickets than it can check within the time budget."""

    status = 503
    detail = "Many tickets are being checked right now, so yours was not checked yet. Try again in a few seconds."
    nothing_changed = True
    retry_after_seconds = 1


class NoCodesLeft(Problem):
    """When players arrive faster than verification codes can be minted."""

    status = 503
    detail = "Many players are arriving right now. Nothing was changed. Try again in a few seconds."
    nothing_changed = True
    retry_after_seconds = 1
