"""The part of the doctor that sends requests to the public URL of the service, to find out what the proxies do.

One request has a forged client address, and one request has a foreign host name. Another request looks as if a page of
the service sent it. No request changes anything.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPException
from typing import Any, NamedTuple

from app.domain.player import is_address, is_in
from app.origin import public_url
from app.settings import Settings
from app.values import host_name

FOREIGN_ADDRESS = "192.0.2.1"
"""An address that no machine has (RFC 5737)."""

FOREIGN_HOST = "raffle.invalid"
"""A host name that no service has (RFC 2606)."""

MAX_ANSWER_BYTES = 1_000_000
"""The largest part of an answer that is read. Another program may answer at the address of the service."""

_NO_RAFFLE = "/raffles/none/participate/"
"""A path to which pages may send requests. It contains no raffle id, so a request to this path changes nothing."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Follows no redirect. Otherwise, the target of a redirect would get the manager token."""

    def redirect_request(self, *_: Any) -> None:
        """Return None. Then urllib raises an HTTPError with the status of the redirect."""


_DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirects)


class Finding(NamedTuple):
    """The result of examining one thing: whether it is well, what was seen, and what to do if it is not well."""

    well: bool
    seen: str
    advice: str = ""


def get_json(url: str, headers: dict[str, str]) -> Any:
    """Return the JSON of an answer, or None if the answer is empty.

    Raises:
        OSError, ValueError: there is no answer, or the answer is not JSON.
    """
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - the callers write http or check the scheme
    try:
        with _DIRECTLY.open(request, timeout=5) as answer:
            body = answer.read(MAX_ANSWER_BYTES)
            return json.loads(body) if body else None
    except HTTPException as error:
        raise ValueError(f"the answer is not HTTP ({type(error).__name__})") from None
    except RecursionError:
        raise ValueError("the answer is nested too deep") from None


def examine_public(settings: Settings, text: str) -> Iterator[Finding]:
    """Yield what is right and what is wrong at a public address of the service."""
    try:
        public = public_url(text)
    except ValueError as error:
        yield Finding(False, f"{text} is no address of a web page: {error}", "write URL=https://raffle.example")
        return
    url, page = str(public), str(public.origin)
    try:
        seen = get_json(f"{url}/me?connection=true", {})
        forged = get_json(f"{url}/me", {"X-Forwarded-For": FOREIGN_ADDRESS})
        refused = _is_cross_site(f"{url}{_NO_RAFFLE}", page)
        yield _about_forgery(url, believed=forged["address"] == FOREIGN_ADDRESS)
        yield _about_address(url, seen, settings)
        yield from _about_connection(url, seen["connection"])
        yield _about_origin(page, seen["connection"]["host"], refused=refused)
        if settings.manager_ips:
            yield _about_foreign_host(url, _host_of_a_foreign_page(url))
    except (OSError, ValueError, LookupError, TypeError) as error:
        yield Finding(False, f"{url} does not answer: {error}", "check the address, the proxy and its certificate")


def _about_forgery(url: str, *, believed: bool) -> Finding:
    if not believed:
        return Finding(True, f"{url} does not believe a forged X-Forwarded-For")
    return Finding(
        False,
        f"DANGER! {url} BELIEVES A FORGED X-Forwarded-For: with chosen addresses, anybody can be many players or a "
        "manager",
        "let the proxy replace X-Forwarded-For: docs/operating.md has snippets in its section Proxies",
    )


def _about_address(url: str, seen: Any, settings: Settings) -> Finding:
    address, who = seen["address"], "a manager" if seen["manager"] else "no manager"
    # If the doctor runs on the machine of the proxy, the service rightly sees the address of this machine, and finds
    # this address in X-Forwarded-For too.
    forwarded = [part.strip() for part in seen["connection"]["forwarded_for"].split(",")]
    if is_in(address, settings.forwarded_allow_ips) and address not in forwarded:
        advice = (
            "let the proxy send the address of its client in X-Forwarded-For; without this header, the service cannot "
            "tell players apart"
        )
        return Finding(False, f"{url} sees this machine as {address}, which is the address of a proxy", advice)
    if seen["connection"]["address_is_shared"]:
        return Finding(
            False,
            f"{url} sees this machine as {address}, {who}; this address belongs to the gateway of the service, or to "
            "the service itself",
            "do not put this address into MANAGER_IPS, because every visitor may have it: the section 'One address "
            "for all' of docs/operating.md names the cases",
        )
    return Finding(True, f"{url} sees this machine as {address}, {who}")


def _about_connection(url: str, connection: Any) -> Iterator[Finding]:
    peer, trusted = connection["peer"], connection["peer_is_trusted"]
    forwarded = connection["forwarded_for"] or "missing"
    yield Finding(
        True,
        f"{url} was asked over a connection from {peer}, which is {'' if trusted else 'not '}in FORWARDED_ALLOW_IPS, "
        f"with X-Forwarded-For {forwarded}, Host {connection['host']} and the scheme {connection['scheme']}",
    )
    if connection["forwarded_for"] and not trusted:
        yield Finding(
            False,
            f"the proxy at {peer} sends X-Forwarded-For, but the service does not believe it",
            f"if it is your proxy, add {peer} to FORWARDED_ALLOW_IPS, because all its players now count as one player",
        )


def _is_cross_site(url: str, page: str) -> bool:
    """Return whether the service takes a request of this page for a request of another site, and refuses it.

    Raises:
        OSError: there is no answer.
    """
    request = urllib.request.Request(url, b"", {"Origin": page}, method="POST")  # noqa: S310 - the scheme was checked
    try:
        with _DIRECTLY.open(request, timeout=5):
            return False
    except urllib.error.HTTPError as error:
        return b"/problems/cross-site" in error.read(MAX_ANSWER_BYTES)


def _host_of_a_foreign_page(url: str) -> str:
    """Return the host name that the service gets if a page of a foreign host asks. If it is refused, return ''.

    Raises:
        OSError, ValueError, LookupError, TypeError: there is no answer, or it is not an answer of the service.
    """
    try:
        return host_name(get_json(f"{url}/me?connection=true", {"Host": FOREIGN_HOST})["connection"]["host"])
    except urllib.error.HTTPError:
        return ""


def _about_foreign_host(url: str, arrived: str) -> Finding:
    if arrived != "localhost" and not is_address(arrived):
        return Finding(True, f"{url} hides no foreign host name from the service")
    return Finding(
        False,
        f"the proxy at {url} answers every host name and sends {arrived} instead, so a foreign page can read drafts "
        "through the browser of a manager (DNS rebinding)",
        "let the proxy pass Host on, or let it refuse other host names: the section Proxies of docs/operating.md says "
        "how",
    )


def _about_origin(page: str, host: str, *, refused: bool) -> Finding:
    if not refused:
        return Finding(True, f"pages of {page} may send requests")
    return Finding(
        False,
        f"the service takes pages of {page} for pages of another site and refuses their requests, because the requests "
        f"arrive with the Host {host}",
        f"set PUBLIC_URL={page}, or let the proxy pass Host on unchanged (nginx: $http_host, not $host)",
    )
