"""Request headers: a header by its name, whether a body follows, and the quality values of Accept headers.

A quality value is a number from 0 to 1. It says how much a client wants an entry of the header. RFC 9110 defines the
quality values in 12.4.2 and 12.5.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

MAX_ENTRIES, MAX_PARAMETERS = 32, 8
"""How many entries of an Accept header are read, and how many parts of an entry. Browsers send about ten entries."""

MAX_COOKIES = 10
"""How many cookies with one name are read in a header. A browser sends one for each path and domain."""

_QUALITY = re.compile(r"q=((?:0(?:\.[0-9]{0,3})?)|(?:1(?:\.0{0,3})?))")

BY_NAME = "raffle.headers_by_name"
"""A key of the ASGI scope. Its value is what `by_name` returns. protocol.py fills it while the headers arrive."""


def by_name(scope: Any) -> dict[bytes, bytes]:
    """Return the headers of a request by their names in lower case. If a header is repeated, its first value counts."""
    try:
        return scope[BY_NAME]  # type: ignore[no-any-return]
    except KeyError:
        scope[BY_NAME] = found = dict(reversed(scope["headers"]))
        return found


def header(scope: Any, name: bytes) -> str | None:
    """Return the value of a header. `name` must be in lower case. Litestar's own function takes ten times as long."""
    value = by_name(scope).get(name)
    return None if value is None else str(value, "latin-1")


def has_body(scope: Any) -> bool:
    """Return whether a body comes after the head. httptools has refused a head with more than one Content-Length."""
    headers = by_name(scope)
    return b"transfer-encoding" in headers or headers.get(b"content-length", b"0") != b"0"


def header_values(scope: Any, name: bytes) -> list[bytes]:
    """Return the values of a header, which a client can send several times. `name` must be in lower case."""
    return [value for given, value in scope["headers"] if given == name]


def cookies(scope: Any, name: str) -> list[bytes]:
    """Return the value of each cookie with this name. Of each header, only the first MAX_COOKIES such cookies are read.

    The header is not split, because a header of 16 KB can have 16 000 cookies. `http.cookies` is not used, because some
    versions of Python read certain cookies in quadratic time (CVE-2024-7592).
    """
    found: list[bytes] = []
    for line in header_values(scope, b"cookie"):
        for cookie in islice(_cookie(name).finditer(line), MAX_COOKIES):
            begin = line.rfind(b";", 0, cookie.start()) + 1
            if not line[begin : cookie.start()].strip():
                found.append((cookie[1] or b"").rstrip())
    return found


@cache
def _cookie(name: str) -> re.Pattern[bytes]:
    """Return a pattern of a cookie whose name ends with `name`. Its group is the value."""
    return re.compile(rf"{name}(?:=([^;]*))?\s*+(?=;|\Z)".encode())


def entries(header: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the name and the parameters of each entry of an Accept header, in lower case.

    Only the first MAX_ENTRIES are read, because a header of 16 KB could have thousands of entries.
    """
    for entry in header.lower().split(",", MAX_ENTRIES)[:MAX_ENTRIES]:
        name, *parameters = (piece.strip() for piece in entry.split(";", MAX_PARAMETERS)[:MAX_PARAMETERS])
        yield name, parameters


def quality(accepted: str, *names: str) -> float:
    """Return the quality value (0 to 1) of the first of `names` that is in an Accept header, or 0 if none is there.

    A name is a media type or an encoding, for example `text/html` or `gzip`.
    """
    given: dict[str, float] = {}
    for name, parameters in entries(accepted):
        found = [_QUALITY.fullmatch(parameter) for parameter in parameters]
        given[name] = next((float(match[1]) for match in found if match), 1.0)
    return next((given[name] for name in names if name in given), 0.0)
