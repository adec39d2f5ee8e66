"""Reads the settings from the environment and a .env file into one typed struct. One message names all mistakes."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_type_hints

import msgspec

from app import env_file as env_files
from app import values
from app.domain.codes import Hashing
from app.domain.phc import MOST_MEMORY_KIB, MOST_WORK_KIB, is_computable
from app.domain.player import ManagerNetwork, Networks, is_loopback
from app.domain.raffle import MAX_TICKETS
from app.domain.receipts import Secret, secret
from app.origin import PublicUrl, base_urls, service_url
from app.store import address
from app.values import bracketed

LONG_CODE = 16
"""A code with this many symbols has 80 random bits. Such a code needs no expensive hash."""

OWASP_MEMORY_KIB, OWASP_TIME_COST = 19 * 1024, 2
"""The lowest memory and time for Argon2id with one lane in the OWASP Password Storage Cheat Sheet."""

Port = Annotated[int, msgspec.Meta(ge=1, le=65_535)]
Count = Annotated[int, msgspec.Meta(ge=1, le=1_024)]

Size = Annotated[int, msgspec.Meta(ge=1024**2)]
"""A number of bytes, written with or without a unit."""

Host = Annotated[str, msgspec.Meta(description="an address or a host name to listen on")]
Contact = Annotated[str, msgspec.Meta(description="whom people may ask")]
Url = Annotated[str, msgspec.Meta(description="a URL of a store, which may contain a password")]

BaseUrls = tuple[PublicUrl, ...]

_SECRET = (tuple[Secret, ...], Url)
"""The kinds of settings whose values no message shows."""

_NO_PASSWORD = (PublicUrl | None, BaseUrls)
"""Kinds of settings that must not have a password. No message shows a value with `@`, because this value may have a
password by mistake."""

_LOCAL_NAMES = {
    "127.0.0.1": ["127.0.0.1", "localhost"],
    "0.0.0.0": ["127.0.0.1", "localhost"],  # noqa: S104
    "localhost": ["localhost", "127.0.0.1", "::1"],
    "::1": ["::1", "localhost"],
    "::": ["::1", "127.0.0.1", "localhost"],
}
"""The names of this machine, for each HOST with which a loopback address reaches the service."""

_LARGE_BITS = {4: 8, 6: 32}
"""The shortest prefix of a network of proxies, in bits, for each version of IP. A network with a shorter prefix is so
large that it contains whole providers with their clients."""

_LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1"))


class WrongSettings(Exception):
    """Some variables cannot be used. The text has one line for each of them, with the reason."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How the service runs. docs/operating.md explains each setting, and .env.example lists all settings."""

    host: Host = "127.0.0.1"
    port: Port = 8000
    workers: Count = 1
    redis_url: Url = ""
    data_dir: Path = Path("var")
    store_memory: Size | None = None
    manager_ips: tuple[ManagerNetwork, ...] = ()
    forwarded_allow_ips: Networks = ()
    allowed_hosts: tuple[str, ...] = ()
    public_url: PublicUrl | None = None
    drand_urls: BaseUrls = ()
    contact: Contact = ""
    metrics_allow_ips: Networks = ()
    connections_per_address: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 200
    keep_alive_seconds: Annotated[int, msgspec.Meta(ge=1, le=3_600)] | None = None
    max_tickets: Annotated[int, msgspec.Meta(ge=1, le=MAX_TICKETS)] = MAX_TICKETS
    player_ipv6_prefix: Annotated[int, msgspec.Meta(ge=1, le=128)] = 64
    players_per_ipv6_48: Annotated[int, msgspec.Meta(ge=0, le=MAX_TICKETS)] = 0
    code_length: Annotated[int, msgspec.Meta(ge=8, le=64)] = LONG_CODE
    argon2_memory_kib: Annotated[int, msgspec.Meta(ge=8, le=MOST_MEMORY_KIB)] = 1024
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
    def local_url(self) -> str:
        """The URL under which a browser on this machine can open the service, without a slash at its end."""
        return f"http://{bracketed(self.local_host)}:{self.port}{self.base_path}"

    @property
    def base_path(self) -> str:
        """The path of PUBLIC_URL, under which people reach the service. It is '' or begins with `/`."""
        return self.public_url.path if self.public_url else ""

    @property
    def known_hosts(self) -> tuple[str, ...]:
        """The host names that the operator has named: those in ALLOWED_HOSTS, and the host of PUBLIC_URL."""
        return (*self.allowed_hosts, self.public_url.origin.host) if self.public_url else self.allowed_hosts

    @property
    def manager_networks(self) -> Networks:
        """The networks in MANAGER_IPS, without the names of the managers."""
        return tuple(manager.network for manager in self.manager_ips)

    @property
    def warnings(self) -> list[str]:
        """What is dangerous or useless in the settings. Each text says first what is wrong, and then what to do."""
        return [*_warnings_about_managers(self), *_warnings_about_proxies(self)]

    @property
    def hashing(self) -> Hashing:
        """The cost of a hash, which is also the cost of one guess at a code."""
        return Hashing(self.argon2_memory_kib, self.argon2_time_cost)


def _warnings_about_managers(settings: Settings) -> Iterator[str]:
    host = settings.local_host
    if settings.manager_ips:
        if loopback := [network for network in settings.manager_networks if any(map(network.overlaps, _LOOPBACK))]:
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
                f"FORWARDED_ALLOW_IPS trusts {network}, a network that has clients too: name only the proxies; clients "
                "in this network can choose their address with X-Forwarded-For"
            )
    overlapping = [network for network in proxies if any(map(network.overlaps, settings.manager_networks))]
    if overlapping:
        yield (
            f"FORWARDED_ALLOW_IPS and MANAGER_IPS overlap ({overlapping[0]}): remove the addresses of proxies from "
            "MANAGER_IPS; a mistake of a proxy could make its clients managers"
        )
    if not settings.manager_ips and any(network.overlaps(each) for network in proxies for each in _LOOPBACK):
        yield (
            "the link for managers works only through the proxy on this machine: in the link, write the host and the "
            "port of the proxy, or set MANAGER_IPS"
        )


def read(environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> Settings:
    """Return the settings. The environment has precedence over the .env file, and both have precedence over defaults.

    If `environment` is None, os.environ is read. A name in the file that is nearly the name of a setting is a mistake.

    Raises:
        WrongSettings: some variables cannot be used. The text names all of them.
    """
    mistakes: list[str] = []
    given: dict[str, str] = {}
    try:
        given = env_files.read(env_file)
    except ValueError as error:
        mistakes.append(f"{env_file} {error}")
    mistakes += [f"{near.name} in {env_file} is not a setting: write {near.meant}" for near in _near(given)]
    given |= os.environ if environment is None else environment
    found: dict[str, Any] = {}
    for field, kind in get_type_hints(Settings, include_extras=True).items():
        text = given.get(field.upper(), "").strip()
        if not text:
            continue
        try:
            found[field] = _value(text, kind)
        except ValueError as error:
            # The message repeats neither a secret nor a URL with `@`, because such a URL may have a password. Each
            # mistake has one line, so line breaks become spaces.
            hidden = kind in _SECRET or (kind in _NO_PASSWORD and "@" in text)
            shown = field.upper() if hidden else f"{field.upper()}={' '.join(text.split())}"
            mistakes.append(f"{shown}: {error}")
    settings = Settings(**found)
    mistakes.extend(_further_mistakes(settings))
    if mistakes:
        raise WrongSettings("These settings cannot be used:\n" + "\n".join(f"  {mistake}" for mistake in mistakes))
    return settings


def near_misses(environment: Mapping[str, str]) -> list[str]:
    """Return a warning for each variable of an environment whose name is nearly the name of a setting."""
    return [
        f"the variable {near.name} is not a setting, and is ignored: write {near.meant}, if that is what you mean"
        for near in _near(environment)
    ]


class _Near(NamedTuple):
    name: str
    meant: str


def _near(names: Iterable[str]) -> Iterator[_Near]:
    settings = [field.upper() for field in Settings.__struct_fields__]
    for name in names:
        if meant := env_files.meant(name, settings):
            yield _Near(name, meant)


def _value(text: str, kind: Any) -> Any:
    """Return the value that a text means.

    Raises:
        ValueError: the text means no value of this kind. This includes msgspec's ValidationError.
    """
    if kind != tuple[Secret, ...]:
        values.refuse_quotes(text)
    for known, read_text in _READERS:
        if kind == known:
            return read_text(text)
    return msgspec.convert(text.lower(), kind, strict=False)


def _each(read_part: Callable[[str], Any]) -> Callable[[str], tuple[Any, ...]]:
    return lambda text: tuple(read_part(part) for part in values.parts(text))


def _store_url(text: str) -> str:
    address.parse(text)
    return text


def _size(text: str) -> Any:
    return msgspec.convert(values.size(text), Size)


_READERS: list[tuple[Any, Callable[[str], Any]]] = [
    (Host, values.listening_host),
    (Url, _store_url),
    (Contact, values.contact),
    (Path, values.path),
    (Size | None, _size),
    (Networks, _each(values.network)),
    (tuple[ManagerNetwork, ...], values.managers),
    (tuple[str, ...], _each(values.host)),
    (tuple[Secret, ...], _each(secret)),
    (PublicUrl | None, service_url),
    (BaseUrls, base_urls),
]
"""The kinds of settings that msgspec cannot read from a text, each with the function that reads it."""


def _further_mistakes(settings: Settings) -> Iterator[str]:
    """Yield the mistakes that types cannot exclude: settings that contradict each other."""
    if not is_computable(settings.argon2_memory_kib, settings.argon2_time_cost):
        yield (
            f"ARGON2_TIME_COST={settings.argon2_time_cost}: no browser could check a hash with this cost; the product "
            f"of ARGON2_MEMORY_KIB and ARGON2_TIME_COST may be at most {MOST_WORK_KIB}"
        )
    hardened = settings.argon2_memory_kib >= OWASP_MEMORY_KIB and settings.argon2_time_cost >= OWASP_TIME_COST
    if settings.code_length < LONG_CODE and not hardened:
        yield (
            f"CODE_LENGTH={settings.code_length}: codes of fewer than {LONG_CODE} symbols need an expensive hash; set "
            f"ARGON2_MEMORY_KIB to {OWASP_MEMORY_KIB} and ARGON2_TIME_COST to {OWASP_TIME_COST}, or use longer codes"
        )
