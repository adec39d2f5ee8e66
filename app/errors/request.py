"""Problems with the request itself: it cannot be read, its path does not exist, or too many connections are open."""

from app.errors.problem import FieldError, Problem


class InvalidRequest(Problem):
    """When a body, a parameter or a header is malformed, of the wrong type, out of range or unknown."""

    status = 400
    detail = "Some values cannot be used. Correct the fields named in `errors` and send the request again."
    nothing_changed = True

    @classmethod
    def of(cls, field: str, message: str) -> "InvalidRequest":
        """Return the problem of a single field."""
        return cls(errors=[FieldError(field, message)])


class MalformedRequest(Problem):
    """When a client sends invalid HTTP, pipelines too many requests, or disconnects while it sends a body."""

    status = 400
    detail = "The request is not valid HTTP, or it ended too early. Send it again."
    nothing_changed = True


class UnknownHost(Problem):
    """When the host name is not in ALLOWED_HOSTS, or when ALLOWED_HOSTS is empty and a manager uses a host name."""

    status = 400
    detail = (
        "The service does not accept this request under this host name. Check the name. If it is right, the operator "
        "must add it to ALLOWED_HOSTS. While ALLOWED_HOSTS is empty, managers in MANAGER_IPS can use only an IP "
        "address, localhost or the host of PUBLIC_URL."
    )
    nothing_changed = True


class NotFound(Problem):
    """When nothing exists at this path."""

    status = 404
    detail = "There is nothing at this address. The raffles are listed at /, and the API is described at /docs."
    nothing_changed = True


class MethodNotAllowed(Problem):
    """When the path exists, but does not support the method of the request."""

    status = 405
    detail = "This path does not support this method. Use a method that the Allow header names."
    nothing_changed = True


class RequestTooSlow(Problem):
    """When a request takes too long to arrive."""

    status = 408
    detail = "The request took too long to arrive. Check your connection and send it again."
    nothing_changed = True


class BodyTooLarge(Problem):
    """When the body of a request is longer than the service accepts."""

    status = 413
    detail = "The body is larger than the service accepts. Send less."
    nothing_changed = True


class HeadTooLarge(Problem):
    """When the address and the headers of a request are longer than the service accepts."""

    status = 431
    detail = "The address and the headers of the request are longer than the service accepts. Send less."
    nothing_changed = True


class TooManyConnections(Problem):
    """When one address or all clients together have as many open connections or downloads as the service accepts."""

    status = 503
    detail = "Too many connections are open, from your internet address or in all. Try again in a few seconds."
    nothing_changed = True
    retry_after_seconds = 5


class TooManyStreams(Problem):
    """When a player opens one more event stream than one player may have."""

    status = 429
    detail = "Your internet address watches too many raffles at once. Close some of them, or read the raffle instead."
    nothing_changed = True
    retry_after_seconds = 30


class StreamsBusy(Problem):
    """When all clients together have as many open event streams as the service can serve."""

    status = 503
    detail = "Very many people watch raffles right now. Read the raffle instead, or try again in a minute."
    nothing_changed = True
    retry_after_seconds = 30
