"""The bytes of the last answer on a connection: a problem, after which the connection ends."""

from collections.abc import Iterable
from http import HTTPStatus

from app.errors import Problem
from app.http.middleware import DEFAULTS, PROTECTION
from app.http.openapi import PROBLEM_JSON
from app.http.problems import body_of


def last_answer(problem: Problem, base_path: str, more_headers: Iterable[tuple[bytes, bytes]] = ()) -> bytes:
    """Return the answer with a problem. The links in the problem begin with the base path."""
    body = body_of(problem, base_path)
    headers = [
        *more_headers,
        (b"content-type", PROBLEM_JSON.encode()),
        (b"content-length", b"%d" % len(body)),
        (b"connection", b"close"),
        *PROTECTION,
        *DEFAULTS,
    ]
    if problem.retry_after_seconds is not None:
        headers.append((b"retry-after", b"%d" % problem.retry_after_seconds))
    head = b"HTTP/1.1 %d %b\r\n" % (problem.status, HTTPStatus(problem.status).phrase.encode())
    return head + b"".join(b"%b: %b\r\n" % header for header in headers) + b"\r\n" + body
