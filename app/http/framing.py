"""Refuses request heads that are too large or ambiguous. Proxy and service may read an ambiguous head differently.

With an ambiguous head, somebody could smuggle a request. Smuggling means that the proxy sees one request where the
service sees two, or the opposite (RFC 9112, section 11.2). httptools refuses most ambiguous heads, and this module
refuses the others.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from ipaddress import IPv6Address
from typing import Any

import httptools

from app.errors import HeadTooLarge, InvalidRequest, Problem
from app.http.request_headers import by_name, header_values

MAX_HEAD_BYTES = 16 * 1024
"""The limit of path, query and headers together. A body in chunks has bytes between its pieces: chunk headers and
trailers. Such bytes have the same limit."""

MAX_PATH_BYTES, MAX_QUERY_BYTES = 8 * 1024, 2 * 1024
"""The limits of the path and of the query. The limits are small, because Litestar caches a thousand paths and
queries."""

MAX_HEADERS = 100
"""The largest number of headers of a request. In memory, a short header needs much more space than its bytes. Browsers
send about 20 headers, and proxies add about 10."""

MAX_PARAMETERS = 50
"""The largest number of parameters in a query. No operation has ten. Litestar needs some microseconds for each."""

MAX_ESCAPES = 500
"""The largest number of percent signs in path and query. Each takes up to a microsecond to decode. The name in a
search, which is the longest parameter, needs at most 400."""

_SHORT_TARGET_BYTES = 2 * MAX_PARAMETERS
"""In a target of at most this size, nothing is counted. It has at most MAX_PARAMETERS parameters with names, because
each of them needs two bytes or more: a name and a separator. Nearly all targets are so short."""

_SMALLEST_LIMIT_BYTES = min(MAX_HEAD_BYTES, MAX_PATH_BYTES, MAX_QUERY_BYTES)
"""A head of at most this size is within all limits of bytes. Nearly all heads are so small, and need no exact count."""

_HEADER_OVERHEAD_BYTES = len(": \r\n")
"""The bytes of a header that belong neither to its name nor to its value."""

_HOST = re.compile(rb"(?:(?:[A-Za-z0-9._~!$&'()*+;=-]|%[0-9A-Fa-f]{2})*|\[([^\]]+)\])(?::([0-9]{0,5}))?")
"""A host with or without a port (RFC 9110, section 7.2; RFC 3986, section 3.2.2). A comma is not allowed, because a
comma would separate two hosts. The groups are an IPv6 address, and the port, which may be empty."""

_MAX_PORT = 65535

_ABSOLUTE = re.compile(rb"https?://([^/?#]*)/", re.IGNORECASE)
"""The beginning of a target that is a whole URL. Clients send such a target to a proxy."""

_VERSIONS = frozenset({"1.0", "1.1"})


def refusal_of(
    at_most_bytes: int, target: bytes, headers: Collection[tuple[bytes, bytes]]
) -> tuple[Problem, str] | None:
    """Return the problem of a head that exceeds a limit, and what is wrong, in words for the log; or None.

    The caller knows that the head has at most `at_most_bytes` bytes.
    """
    if len(headers) > MAX_HEADERS:
        return HeadTooLarge(), "a large head"
    if len(target) > _SHORT_TARGET_BYTES:
        if target.count(b"%") > MAX_ESCAPES:
            return HeadTooLarge(), "many percent signs"
        if target.partition(b"?")[2].count(b"&") >= MAX_PARAMETERS:
            return InvalidRequest.of("query", f"At most {MAX_PARAMETERS} parameters"), "many parameters"
    if at_most_bytes <= _SMALLEST_LIMIT_BYTES:
        return None
    path, _, query = target.partition(b"?")
    head_bytes = len(target) + sum(len(name) + len(value) + _HEADER_OVERHEAD_BYTES for name, value in headers)
    if len(path) > MAX_PATH_BYTES or len(query) > MAX_QUERY_BYTES or head_bytes > MAX_HEAD_BYTES:
        return HeadTooLarge(), "a large head"
    return None


def head_without_upgrade(
    parser: httptools.HttpRequestParser, target: bytes, headers: Iterable[tuple[bytes, bytes]]
) -> bytes:
    """Return the bytes of the head that a parser has read, without its Upgrade headers."""
    lines = [parser.get_method() + b" " + target + b" HTTP/" + parser.get_http_version().encode()]
    lines += [name + b": " + value for name, value in headers if name != b"upgrade"]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def fault_of(method: bytes, target: bytes, version: str, scope: Any) -> str | None:
    """Return what is wrong with a head, in words for the log, or None. The headers are in `scope`."""
    headers = by_name(scope)
    host = headers.get(b"host")
    repeated = len(headers) < len(scope["headers"])
    if version not in _VERSIONS:
        return "an unknown version of HTTP"
    if (host is None and version != "1.0") or (repeated and len(header_values(scope, b"host")) > 1):
        return "not exactly one Host"
    if host is not None and not _is_host(host):
        return "a Host that is no host"
    if b"transfer-encoding" in headers and (version == "1.0" or not _is_chunked(scope)):
        return "a Transfer-Encoding other than chunked"
    if method == b"CONNECT" or b"#" in target or not (target.startswith(b"/") or _is_url_of(target, host)):
        return "a target that is no path"
    return None


def _is_chunked(scope: Any) -> bool:
    return [coding.lower() for coding in header_values(scope, b"transfer-encoding")] == [b"chunked"]


@lru_cache(maxsize=256)
def _is_host(value: bytes) -> bool:
    found = _HOST.fullmatch(value)
    if found is None or int(found[2] or 0) > _MAX_PORT:
        return False
    try:
        return found[1] is None or IPv6Address(found[1].decode()) is not None
    except ValueError:  # also UnicodeDecodeError
        return False


def _is_url_of(target: bytes, host: bytes | None) -> bool:
    """Return whether a target is a URL that has the same host as the Host header."""
    found = _ABSOLUTE.match(target)
    return found is not None and host is not None and found[1].lower() == host.lower()
