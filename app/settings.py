"""The settings: values of the environment or a .env file become one typed struct. One message names all mistakes."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints
from urllib.parse import urlsplit

import msgspec
from dotenv import dotenv_values

from app.domain.codes import Hashing
from app.domain.player import Networks, is_loopback
from app.domain.raffle import MAX_TICKETS
from app.domain.receipts import Secret, secret
from app.store import address

LONG_CODE = 16
"""A code with this many symbols has 80 random bits. It needs no expensive hash."""

OWASP_MEMORY_KIB, OWASP_TIME_COST = 19 * 1024, 2
"""The lowest memory and time for Argon2id with one lane in the OWASP Password Storage Cheat Sheet."""

Port = Annotated[int, msgspec.Meta(ge=1, le=65_535)]
Count = Annotated[int, msgspec.Meta(ge=1, le=1_024)]

Size = Annotated[int, msgspec.Meta(ge=1024**2)]
"""A number of bytes, written with or without a unit."""

UNITS = {"KB": 1024, "MB": 1024**2, "GB": 1024**3}
"""The units of a size, as Valkey and Redis read them."""


_LOCAL_NAMES = {
    "127.0.0.1": ["127.0.0.1", "localhost"],
    "0.0.0.0": ["127.0.0.1", "localhost"],  # noqa: S104
    "localhost": ["localhost", "127.0.0.1", "::1"],
    "::1": ["::1", "localhost"],
    "::": ["::1", "localhost"],
}
"""For each HOST that a loopback address reaches, the names of this machine."""

_MAPPED_BITS = 96
"""The leading bits of an IPv4-mapped IPv6 address, which come before the IPv4 address (RFC 4291, 2.5.5.2)."""

_LARGE_BITS = {4: 8, 6: 32}
"""A network with fewer leading bits is no network of proxies: whole providers with their clients are in it."""

_LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1"))


class WrongSettings(Exception):
    """Some variables cannot be used. The text has one line for each of them, with the reason."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How the service runs. docs/operating.md explains each setting, and .env.example lists all of them."""

    host: str = "127.0.0.1"
    port: Port = 8000
    workers: Count = 1
    redis_url: str = ""
    data_dir: Path = Path("var")
    store_memory: Size | None = None
    manager_ips: Networks = ()
    forwarded_allow_ips: Networks = ()
    allowed_hosts: tuple[str, ...] = ()
    metrics_allow_ips: Networks = ()
    connections_per_address: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 200
    max_tickets: Annotated[int, msgspec.Meta(ge=1, le=MAX_TICKETS)] = MAX_TICKETS
    player_ipv6_prefix: Annotated[int, msgspec.Meta(ge=1, le=128)] = 64
    players_per_ipv6_48: Annotated[int, msgspec.Meta(ge=0, le=MAX_TICKETS)] = 0
    code_length: Annotated[int, msgspec.Meta(ge=8, le=64)] = LONG_CODE
    argon2_memory_kib: Annotated[int, msgspec.Meta(ge=8, le=4 * 1024 * 1024)] = 1024
    argon2_time_cost: Annotated[int, msgspec.Meta(ge=1, le=100)] = 1
    reserve_size: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 8192
    require_durable: bool = False
    claim_min_replicas: Annotated[int, msgspec.Meta(ge=0, le=100)] | Literal["all"] = 0
    receipt_secret: tuple[Secret, ...] = ()
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @property
    def local_host(self) -> str:
        """The name under which a browser on this machine can open the service, if there is such a name."""
        names = _LOCAL_NAMES.get(self.host, [self.host])
        return next((name for name in names if name in self.allowed_hosts), names[0])

    @property
    def warnings(self) -> list[str]:
        """What is dangerous or useless about the settings: first what is wrong, then what to do."""
        return [*_warnings_about_managers(self), *_warnings_about_proxies(self)]

    @property
    def hashing(self) -> Hashing:
        """The cost of one guess at a code."""
        return Hashing(self.argon2_memory_kib, self.argon2_time_cost)


def _warnings_about_managers(settings: Settings) -> Iterator[str]:
    host = settings.local_host
    if settings.manager_ips:
        if loopback := [network for network in settings.manager_ips if any(map(network.overlaps, _LOOPBACK))]:
            yield (
                f"MANAGER_IPS contains loopback addresses ({loopback[0]}): leave MANAGER_IPS empty and open the link "
                "that the service prints; a proxy or a tunnel on this machine makes everybody behind it a manager"
            )
    elif host != "localhost" and not is_loopback(host):
        yield (
            "nobody is a manager: set MANAGER_IPS; the manager token counts only on this machine, and "
            f"HOST={host} is not a loopback address"
        )
    elif settings.allowed_hosts and host not in settings.allowed_hosts:
        yield f"nobody can open the link for managers: add {host} to ALLOWED_HOSTS, or set MANAGER_IPS"


def _warnings_about_proxies(settings: Settings) -> Iterator[str]:
    proxies = settings.forwarded_allow_ips
    for network in proxies:
        if network.prefixlen < _LARGE_BITS[network.version]:
            yield (
                f"FORWARDED_ALLOW_IPS trusts {network}, and clients are in it: name only the proxies; a client in it "
                "can choose its address with X-Forwarded-For"
            )
    overlapping = [network for network in proxies if any(map(network.overlaps, settings.manager_ips))]
    if overlapping:
        yield (
            f"FORWARDED_ALLOW_IPS and MANAGER_IPS overlap ({overlapping[0]}): remove the addresses of proxies from "
            "MANAGER_IPS; a mistake of a proxy could make its clients managers"
        )
    if not settings.manager_ips and any(network.overlaps(each) for network in proxies for each in _LOOPBACK):
        yield (
            "the link for managers works only through the proxy on this machine: replace host and port in it by those "
            "of the proxy, or set MANAGER_IPS"
        )


def read(environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> Settings:
    """Return the settings. The environment comes before the .env file, and the .env file before the defaults.

    Without `environment`, os.environ is read.

    Raises:
        WrongSettings: some variables cannot be used; the text names all of them.
    """
    given = {**dotenv_values(env_file), **(os.environ if environment is None else environment)}
    values: dict[str, Any] = {}
    mistakes: list[str] = []
    for field, kind in get_type_hints(Settings, include_extras=True).items():
        text = given.get(field.upper())
        if not text:
            continue
        try:
            values[field] = _value(text.strip(), kind)
        except ValueError as error:
            # The message does not repeat a secret.
            shown = field.upper() if kind == tuple[Secret, ...] else f"{field.upper()}={text}"
            mistakes.append(f"{shown}: {error}")
    settings = Settings(**values)
    mistakes.extend(_further_mistakes(settings))
    if mistakes:
        raise WrongSettings("These settings cannot be used:\n" + "\n".join(f"  {mistake}" for mistake in mistakes))
    return settings


def _value(text: str, kind: Any) -> Any:
    """Return the value that a text means.

    Raises:
        ValueError: the text means no such value. msgspec's ValidationError is a subclass.
    """
    if kind == Path:
        return Path(text)
    if kind == Networks:
        return tuple(_network(part) for part in _parts(text))
    if kind == tuple[str, ...]:
        return tuple(_host(part) for part in _parts(text))
    if kind == tuple[Secret, ...]:
        return tuple(secret(part) for part in _parts(text))
    if kind == Size | None:
        return msgspec.convert(_bytes(text), kind)
    return msgspec.convert(text if kind is str else text.lower(), kind, strict=False)


def _bytes(text: str) -> int:
    found = re.fullmatch(r"(\d+)\s*([KMG]B)?", text.upper(), re.ASCII)
    if found is None:
        raise ValueError("write a number of bytes, or a number with KB, MB or GB, for example 2GB")
    number, unit = found.groups()
    return int(number) * UNITS.get(unit, 1)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _host(text: str) -> str:
    with suppress(ValueError):
        return str(ip_address(text.strip("[]")))
    if text.lower() != host_name(text):
        raise ValueError(f"{text} is not a host name; write names without ports, separated by commas")
    return host_name(text)


def host_name(authority: str) -> str:
    """Return the host of `host:port` in lower case, or '' if the text names no host."""
    try:
        return urlsplit(f"//{authority}").hostname or ""
    except ValueError:
        return ""


def _network(text: str) -> IPv4Network | IPv6Network:
    try:
        network = ip_network(text)
    except ValueError as error:
        raise ValueError(f"{error}; write addresses and networks, separated by commas") from None
    mapped = network.network_address.ipv4_mapped if isinstance(network, IPv6Network) else None
    if mapped is None or network.prefixlen < _MAPPED_BITS:
        return network
    return IPv4Network((mapped, network.prefixlen - _MAPPED_BITS))


def _further_mistakes(settings: Settings) -> list[str]:
    """Return the mistakes that no type excludes: a wrong REDIS_URL, and settings that contradict each other."""
    mistakes: list[str] = []
    if settings.redis_url:
        try:
            address.parse(settings.redis_url)
        except ValueError as error:
            # The message does not repeat the URL, because the URL may contain a password.
            mistakes.append(f"REDIS_URL: {error}")
    hardened = settings.argon2_memory_kib >= OWASP_MEMORY_KIB and settings.argon2_time_cost >= OWASP_TIME_COST
    if settings.code_length < LONG_CODE and not hardened:
        mistakes.append(
            f"CODE_LENGTH={settings.code_length}: under {LONG_CODE} symbols need an expensive hash: raise "
            f"ARGON2_MEMORY_KIB to {OWASP_MEMORY_KIB} and ARGON2_TIME_COST to {OWASP_TIME_COST}, or use longer codes"
        )
    return mistakes
