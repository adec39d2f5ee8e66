"""The Idempotency-Key header: a retry with the same key gets the answer of the first request."""

from dataclasses import dataclass
from typing import Any

from litestar.enums import ParamType
from litestar.openapi.spec import OpenAPIType, Operation, Parameter, Schema

from app.errors import InvalidRequest
from app.http.request_headers import header

REPLAYED = {"Idempotency-Replayed": "true"}
"""The header that marks an answer as a repetition of an earlier answer."""

SHORTEST, LONGEST = 16, 255

LEAST_DIFFERENT = 5
"""The smallest number of different characters in a key. If a key has fewer, others could guess the key. With the key,
they could get the code of the ticket."""


@dataclass
class TakesIdempotencyKey(Operation):
    """The documentation of an operation that takes an Idempotency-Key."""

    def __post_init__(self) -> None:
        """Add the header to the parameters."""
        key = Parameter(
            name="Idempotency-Key",
            param_in=ParamType.HEADER,
            required=False,
            description=(
                f"A random text that the client chooses, with at least {LEAST_DIFFERENT} different characters. "
                "A retry with the same key gets the first answer again. A client that claims with the same key from "
                "another address is another player. Every client should send a key, because an answer can be lost."
            ),
            schema=Schema(type=OpenAPIType.STRING, pattern="^[!-~]+$", min_length=SHORTEST, max_length=LONGEST),
        )
        self.parameters = [*(self.parameters or []), key]


def idempotency_key(scope: Any) -> str | None:
    """Return the Idempotency-Key of a request, or None if the request has no key.

    Raises:
        InvalidRequest: the key is not 16 to 255 visible ASCII characters, or has fewer than 5 different characters.
    """
    key = header(scope, b"idempotency-key")
    if key is not None and not _is_key(key):
        expected = f"Expected 16 to 255 visible ASCII characters, at least {LEAST_DIFFERENT} of them different"
        raise InvalidRequest.of("Idempotency-Key", expected)
    return key


def _is_key(text: str) -> bool:
    visible = text.isascii() and text.isprintable() and " " not in text
    return visible and SHORTEST <= len(text) <= LONGEST and _has_enough_different(text)


def _has_enough_different(text: str) -> bool:
    # In nearly all keys, the first 16 characters are different enough. So the rest of the key is rarely read.
    return len(set(text[:SHORTEST])) >= LEAST_DIFFERENT or len(set(text)) >= LEAST_DIFFERENT
