"""Reads the texts of settings: paths, host names, networks, managers, sizes. Texts of other forms are refused."""

import re
import unicodedata
from contextlib import suppress
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

import idna

from app.domain.characters import name_of
from app.domain.player import ManagerNetwork, address_of, is_address

UNITS = {"KB": 1024, "MB": 1024**2, "GB": 1024**3}
"""The units of a size, as Valkey and Redis read them."""

_QUOTES = "\"'\u201c\u201d\u201e\u2018\u2019"

_MAPPED_BITS = 96
"""The number of bits before the IPv4 address in an IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2)."""

_WITHOUT_CLIENTS = (IPv6Network("::/96"), IPv6Network("::ffff:0:0:0/96"))
"""Networks of IPv6 addresses that contain an IPv4 address. No client has such an address (RFC 4291, 2.5.5.1; RFC 2765).
"""

MAX_MANAGER_NAME = 40
"""The largest number of characters in the name of a manager, so that a line of the log stays short."""

MAX_CONTACT = 200
"""The largest number of characters in CONTACT."""

_IN_NAMES = frozenset(" .-_'")
"""The characters that the name of a manager may have in addition to letters and digits."""

_LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST_NAME = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*")
"""A host name in lower case (RFC 1123). The RFC does not allow underscores, but names of containers may have them."""


def refuse_quotes(text: str) -> None:
    """Refuse a text with quotes around it. `docker run --env-file` does not remove the quotes around a value.

    Raises:
        ValueError: the text begins or ends with a quote.
    """
    if text[0] in _QUOTES or text[-1] in _QUOTES:
        raise ValueError("remove the quotes around the value")


def path(text: str) -> Path:
    """Return a path. `~` at its start means the home folder of the user, as in a shell.

    Raises:
        ValueError: there is no such home folder.
    """
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise ValueError("the home folder that ~ means is not known; write the whole path") from None


def parts(text: str) -> list[str]:
    """Return the texts that commas separate, without blanks around them, and without empty texts."""
    return [part.strip() for part in text.split(",") if part.strip()]


def contact(text: str) -> str:
    """Return whom people may ask: an e-mail address, an https address, or other words in one line.

    Raises:
        ValueError: the text is too long, or has an invisible character.
    """
    if len(text) > MAX_CONTACT:
        raise ValueError(f"{len(text)} characters are too many; write at most {MAX_CONTACT}")
    for place, character in enumerate(text, 1):
        if character != " " and unicodedata.category(character)[0] in "CZ":
            raise ValueError(f"character {place} is {name_of(character)}; write one line of visible characters")
    return text


def size(text: str) -> int:
    """Return a number of bytes.

    Raises:
        ValueError: the text is neither a number nor a number with a unit.
    """
    found = re.fullmatch(r"(\d+)\s*([KMG]B)?", text.upper(), re.ASCII)
    if found is None:
        raise ValueError("write a number of bytes, or a number with KB, MB or GB, for example 2GB")
    number, unit = found.groups()
    return int(number) * UNITS.get(unit, 1)


def host(text: str) -> str:
    """Return a host in the form in which a browser sends it: an address, or a name in lower case without a final dot.

    A name with letters that are not ASCII becomes an A-label, for example `xn--bcher-kva.example` (UTS 46).

    Raises:
        ValueError: the text is neither an address nor a host name.
    """
    with suppress(ValueError):
        return str(address_of(text.strip("[]")))
    if "*" in text or text.startswith("."):
        raise ValueError(f"{text} is a wildcard, and wildcards are not supported; write each name")
    name = text.lower().removesuffix(".")
    with suppress(idna.IDNAError):
        name = name if name.isascii() else idna.encode(name, uts46=True).decode()
    if not _HOST_NAME.fullmatch(name):
        raise ValueError(f"{text} is not a host name; write names without scheme and port")
    return name


def listening_host(text: str) -> str:
    """Return a host to listen on, as the function `host` does. An address may have a zone here: `fe80::1%eth0`.

    Raises:
        ValueError: the text is neither an address nor a host name.
    """
    return text.strip("[]") if "%" in text and is_address(text.strip("[]")) else host(text)


def host_name(authority: str) -> str:
    """Return the host in a text of the form `host:port`, or '' if the text has no host."""
    try:
        name = urlsplit(f"//{authority}").hostname or ""
        return str(address_of(name)) if ":" in name else name
    except ValueError:
        return ""


def bracketed(host: str) -> str:
    """Return a host as it stands in a URL. An IPv6 address gets brackets (RFC 3986) and an encoded zone (RFC 6874)."""
    return f"[{host.replace('%', '%25')}]" if ":" in host else host


def network(text: str) -> IPv4Network | IPv6Network:
    """Return a network, or an address as a network. An IPv4-mapped network becomes an IPv4 network.

    Raises:
        ValueError: the text is neither an address nor a network, it has a zone, or it is an IPv4 address written as an
            IPv6 address in a form that no client has.
    """
    if "%" in text:
        raise ValueError(
            f"{text} has a zone, but nobody can check through which network card a client came; "
            "without the zone, the address counts on every network card"
        )
    try:
        found = ip_network(text)
    except ValueError as error:
        raise ValueError(f"{error}; write addresses and networks, separated by commas") from None
    if isinstance(found, IPv4Network) or found.prefixlen < _MAPPED_BITS:
        return found
    if found.network_address.ipv4_mapped:
        return IPv4Network((found.network_address.ipv4_mapped, found.prefixlen - _MAPPED_BITS))
    if any(found.subnet_of(each) for each in _WITHOUT_CLIENTS) and "." in text:
        raise ValueError(f"no client has an address of the form {text}; write the IPv4 address itself")
    return found


def managers(text: str) -> tuple[ManagerNetwork, ...]:
    """Return the networks of managers in a text with commas. A manager may have a name: `anna@203.0.113.7`.

    Raises:
        ValueError: a part is no network, a name cannot be used, or one network has two names.
    """
    found = tuple(_manager(part) for part in parts(text))
    names: dict[IPv4Network | IPv6Network, str] = {}
    for manager in found:
        if manager.name and names.setdefault(manager.network, manager.name) != manager.name:
            first = names[manager.network]
            raise ValueError(f"{manager.network} has two names, {first} and {manager.name}; write one of them")
    return found


def _manager(text: str) -> ManagerNetwork:
    name, at, address = text.rpartition("@")
    if not at:
        return ManagerNetwork(network(text))
    name = unicodedata.normalize("NFC", name.strip())
    if mistake := _mistake_in_manager(name):
        raise ValueError(f"{text} has a name that cannot be used: {mistake}; write a name as in anna@203.0.113.7")
    return ManagerNetwork(network(address.strip()), name)


def _mistake_in_manager(name: str) -> str | None:
    """Return why a text cannot be the name of a manager, or None if it can be one.

    A line in the log of a raffle shows a manager as a name, an address or `token`. So a name must not look like an
    address, and must not be `token`.
    """
    if not name:
        return "it is empty"
    if len(name) > MAX_MANAGER_NAME:
        return f"it has {len(name)} characters, but at most {MAX_MANAGER_NAME} are allowed"
    if is_address(name) or name.casefold() == "token":
        return "it could be taken for an address or for the manager token"
    for place, character in enumerate(name, 1):
        # A mark (M) is a part of a letter, for example a vowel in Hindi.
        kind = unicodedata.category(character)[0]
        if kind not in "LN" and (place == 1 or (kind != "M" and character not in _IN_NAMES)):
            return (
                "it must begin with a letter or a digit, and have only letters, digits, blanks and .-_' after it, "
                f"but character {place} is {name_of(character)}"
            )
    return None
