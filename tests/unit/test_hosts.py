"""Hosts: a Host header is either refused, or every part of the service and of its libraries can read it."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.datastructures import URL

from app import values
from app.http.framing import fault_of
from app.origin import origin_at

ports = st.sampled_from(
    ["", ":", ":0", ":00080", ":65535", ":65536", ":99999", ":000080", ":x", ":-1", ":8 0", ":80:80"]
)
names = (
    st.sampled_from(
        ["", "x", "raffle.example", "127.0.0.1", "[::1]", "[fe80::1%eth0]", "[::ffff:192.0.2.1]", "a_b", "%41"]
    )
    | st.sampled_from(
        ["[", "]", "[]", "[::1", "::1", "[127.0.0.1]", "[v1.x]", "[::1]x", "[:::]", "y@x", "%", "%4", "%zz"]
    )
    | st.text("xX0179.:[]%@_-/?#,\\é \u2100", max_size=8)
    | st.text(max_size=8)
)
paths = st.sampled_from(["/", "//", "//[", "/raffles/", "/[x]:y"])


def is_refused(host: str) -> bool:
    return fault_of(b"GET", b"/", "1.1", {"headers": [(b"host", host.encode())]}) is not None


@given(names, ports, paths)
def test_a_host_is_refused_or_can_be_read(name: str, port: str, path: str) -> None:
    # Given a Host header that is not refused
    host = name + port
    if is_refused(host):
        return

    # When Litestar makes the URL of the request from this header, for example for a problem
    headers = [(b"host", host.encode())]
    scope: Any = {"scheme": "http", "server": ("127.0.0.1", 80), "path": path, "query_string": b"", "headers": headers}
    url = URL.from_scope(scope)

    # Then the URL has the host and the port, and the functions of the service that read this header do not fail
    assert url.port is None or 0 <= url.port <= 65_535
    assert url.path.endswith(path.lstrip("/"))
    values.host_name(host)
    with suppress(ValueError):  # no page has this host as its origin
        origin_at(host, "https")


@pytest.mark.parametrize(
    "host", ["x:99999", "x:x", "x:-1", "x:80:80", "[::1", "::1", "[127.0.0.1]", "[::1]x", "%zz", "y@x"]
)
def test_a_malformed_host_is_refused(host: str) -> None:
    # When a header has no host and port in the form of the standard, Then it is refused
    assert is_refused(host)


@pytest.mark.parametrize(
    "host", ["", "x", "x:", "x:0", "x:65535", "127.0.0.1:80", "[::1]:8000", "[fe80::1%eth0]", "%41_b"]
)
def test_a_host_in_the_form_of_the_standard_is_accepted(host: str) -> None:
    # When a header is empty, or has a host and perhaps a port in the form of the standard, Then it is accepted
    assert not is_refused(host)
