"""Request headers: one field by its name, and the quality values in Accept headers (RFC 9110, 12.4.2, 12.5)."""

import re
from typing import Any

_QUALITY = re.compile(r"q=((?:0(?:\.[0-9]{0,3})?)|(?:1(?:\.0{0,3})?))")


def header(scope: Any, name: bytes) -> str | None:
    """Return a header field by its name in lower case. Litestar's header mapping takes ten times as long."""
    for given, value in scope["headers"]:
        if given == name:
            return str(value, "latin-1")
    return None


def quality(accepted: str, *names: str) -> float:
    """Return the quality value (0 to 1) of the first of `names` that an Accept header lists, or 0 if it lists none."""
    given: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        found = [_QUALITY.fullmatch(parameter) for parameter in parameters]
        given[name] = next((float(match[1]) for match in found if match), 1.0)
    return next((given[name] for name in names if name in given), 0.0)
