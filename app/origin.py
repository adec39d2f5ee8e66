"""Reads origins (scheme, host and port, RFC 6454) from the setting PUBLIC_URL, and from the headers Origin and Host."""

import re
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from app import values
from app.domain.player import is_address

MAX_HOST = 253
"""The largest number of characters in a host name (RFC 1035, 2.3.4, without the length bytes)."""

_DEFAULT_PORTS = {"http": 80, "https": 443}

_ORIGIN = re.compile(r"(https?)://([^/?#@\\\s]+)", re.IGNORECASE)

_URL = re.compile(rf"({_ORIGIN.pattern})(/[^?#\\\s]*)?", re.IGNORECASE)

_KEPT = "/%:@!$&'()*+,=~"
"""The characters of a path that are not percent-encoded, in addition to letters, digits and `_.-` (RFC 3986, 3.3). A
semicolon is encoded, because it would end the path of a cookie (RFC 6265, 4.1.1)."""


OWN_PATHS = frozenset(
    {
        *("assets", "docs", "favicon.ico", "health", "manage", "me", "metrics", "openapi.json", "privacy", "problems"),
        *("r", "raffles"),
    }
)
"""The beginnings of the paths of the service. The path of PUBLIC_URL must not begin with one of them. Otherwise, the
service could not see from a request whether a proxy has removed the path of PUBLIC_URL or passed it on."""


class Origin(NamedTuple):
    """An origin in its normal form: the scheme and the host in lower case, and the port even if it is the default."""

    scheme: str
    host: str
    port: int

    @property
    def authority(self) -> str:
        """The host and the port, as a browser writes them into Host: without the default port of the scheme."""
        host = values.bracketed(self.host)
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        """Return the origin as a browser writes it into Origin."""
        return f"{self.scheme}://{self.authority}"


class PublicUrl(NamedTuple):
    """Where people reach the service. The path is either '', or it begins with `/` and does not end with `/`."""

    origin: Origin
    path: str = ""

    def __str__(self) -> str:
        """Return the URL without a slash at its end."""
        return f"{self.origin}{self.path}"


def origin_of(text: str) -> Origin:
    """Return the origin in an Origin header.

    Raises:
        ValueError: the text is no origin of a web page, for example `null`.
    """
    found = _ORIGIN.fullmatch(text)
    if found is None:
        raise ValueError("no origin")
    scheme, authority = found[1].lower(), found[2]
    host, port = values.host_name(authority), urlsplit(f"//{authority}").port
    if not 0 < len(host) <= MAX_HOST or port == 0:
        raise ValueError("no host")
    return Origin(scheme, host, port or _DEFAULT_PORTS[scheme])


def origin_at(host: str, scheme: str) -> Origin:
    """Return the origin of a page from a Host header and a scheme. The header does not have the scheme.

    Raises:
        ValueError: the text is no host with or without a port.
    """
    return origin_of(f"{scheme}://{host}")


def public_url(text: str) -> PublicUrl:
    """Return the address in a text, for example `https://raffle.example:8443/fair`.

    Raises:
        ValueError: the text is no such address, or has more than scheme, host, port and path.
    """
    if not text.lower().startswith(("http://", "https://")):
        raise ValueError("write http:// or https:// before the host, for example https://raffle.example")
    if "@" in text.split("/")[2]:
        raise ValueError("write it without user and password")
    if "?" in text or "#" in text:
        raise ValueError("write it without ? and #")
    found = _URL.fullmatch(text)
    path = (found[4] or "").rstrip("/") if found else ""
    if found is None or "//" in path or re.search(r"%(?![0-9A-Fa-f]{2})", path) or {".", ".."} & {*path.split("/")}:
        raise ValueError("write only scheme, host, port and path, for example https://raffle.example:8443/fair")
    try:
        parts = urlsplit(found[1])
        port = parts.port
    except ValueError:
        raise ValueError("write a port from 1 to 65535 or no port; write an IPv6 address in brackets") from None
    scheme, host = found[2].lower(), values.host(parts.hostname or "")
    if port == 0 or "%" in parts.netloc or (host.rpartition(".")[2].isdigit() and not is_address(host)):
        raise ValueError("write a host name or an address that a browser can open")
    return PublicUrl(Origin(scheme, host, port or _DEFAULT_PORTS[scheme]), quote(path, safe=_KEPT))


def service_url(text: str) -> PublicUrl:
    """Return the address under which the service serves.

    Raises:
        ValueError: the text is no address as in `public_url`, or its path begins like a path of the service.
    """
    url = public_url(text)
    first = unquote(url.path).split("/")[1:2]
    if first and first[0] in OWN_PATHS:
        raise ValueError(
            f"the service has paths of its own that begin with /{first[0]}; choose another path, for example /fair"
        )
    return url


def base_urls(text: str) -> tuple[PublicUrl, ...]:
    """Return the addresses in a text, with commas between them. Messages show only the number of a wrong address.

    Raises:
        ValueError: a part of the text is no address as in `public_url`, or the text has the same address twice.
    """
    found: list[PublicUrl] = []
    for place, part in enumerate(values.parts(text), 1):
        if re.search(r"\s", part):
            raise ValueError(f"URL {place} has a space; write commas between URLs, and no spaces in them")
        try:
            url = public_url(part)
        except ValueError as error:
            raise ValueError(f"URL {place}: {error}") from None
        if url in found:
            raise ValueError(f"URL {place} is the same as URL {found.index(url) + 1}; write each URL once")
        found.append(url)
    return tuple(found)
