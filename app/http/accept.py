"""What a client would rather have: the qualities in its Accept headers (RFC 9110, 12.4.2 and 12.5)."""

import re

_QUALITY = re.compile(r"q=((?:0(?:\.[0-9]{0,3})?)|(?:1(?:\.0{0,3})?))")


def quality(accepted: str, *names: str) -> float:
    """Return the quality (0 to 1) that a header gives to the first of some names that it has; 0 when it has none."""
    given: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        found = [_QUALITY.fullmatch(parameter) for parameter in parameters]
        given[name] = next((float(match[1]) for match in found if match), 1.0)
    return next((given[name] for name in names if name in given), 0.0)
