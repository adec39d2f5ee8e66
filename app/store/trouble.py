"""Tells an operator in words why a store cannot be used. The words contain neither a password nor a URL."""

import ssl
from collections.abc import Callable, Iterator
from socket import gaierror
from typing import NamedTuple

from redis.exceptions import AuthenticationError, InvalidResponse, NoPermissionError
from redis.exceptions import ConnectionError as RedisConnectionError


class Trouble(NamedTuple):
    """Why a store cannot be used. `lasting`: it stays so until somebody changes REDIS_URL or the store."""

    text: str
    lasting: bool


_AWAY = Trouble("the store cannot be reached", lasting=False)

_BY_TEXT = {
    "DB index is out of range": "the store has no database with the number in REDIS_URL",
    "SELECT is not allowed in cluster mode": "a cluster has only the database 0: remove the number from REDIS_URL",
    "invalid DB index": "the store has no database with the number in REDIS_URL",
    "invalid username-password": "the store refuses the user name or the password in REDIS_URL",
    "WRONGPASS": "the store refuses the user name or the password in REDIS_URL",
    "without any password configured": "the store has no password: remove the password from REDIS_URL",
    "Cluster mode is not enabled": "the store is not a cluster: write redis instead of redis+cluster in REDIS_URL",
    "MOVED ": "the store is a cluster: write redis+cluster instead of redis in REDIS_URL",
    "unknown command 'SENTINEL'": "the address in REDIS_URL is not that of a Sentinel",
    "unknown command 'EVALSHA'": "the address in REDIS_URL is not that of a store, but perhaps that of a Sentinel",
}
"""Parts of error messages of servers and redis-py, and what each of them means for REDIS_URL."""


def trouble_of(error: BaseException) -> Trouble:
    """Return why a store cannot be used, according to an error and its causes."""
    chain = list(_chain(error))
    for part, text in _BY_TEXT.items():
        if any(part in str(each) for each in chain):
            return Trouble(text, lasting=True)
    for kind, trouble in _BY_KIND:
        for each in chain:
            if isinstance(each, kind):
                return trouble(each)
    return _AWAY


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _refused(error: BaseException) -> Trouble:
    return Trouble(f"the store refuses a command, so give its user more rights: {error}", lasting=True)


def _untrusted(error: BaseException) -> Trouble:
    why = getattr(error, "verify_message", "") or "it is not valid"
    text = f"the certificate of the store is not accepted: {why}; see ssl_ca_certs in docs/operating.md"
    return Trouble(text, lasting=True)


def _missing(error: BaseException) -> Trouble:
    return Trouble(f"a file or a socket that REDIS_URL names cannot be used: {_reason(error)}", lasting=False)


def _reason(error: BaseException) -> str:
    return getattr(error, "strerror", None) or type(error).__name__


_BY_KIND: list[tuple[type[BaseException], Callable[[BaseException], Trouble]]] = [
    (NoPermissionError, _refused),
    (
        AuthenticationError,
        lambda _: Trouble("the store needs a password: write redis://:password@host in REDIS_URL", lasting=True),
    ),
    (InvalidResponse, lambda _: Trouble("the program at REDIS_URL is no store, or expects TLS (rediss)", lasting=True)),
    (ssl.SSLCertVerificationError, _untrusted),
    (
        ssl.SSLError,
        lambda _: Trouble("TLS fails: check the parameters of REDIS_URL, and whether its port has TLS", lasting=False),
    ),
    (gaierror, lambda _: Trouble("the host name in REDIS_URL does not resolve", lasting=False)),
    (ConnectionRefusedError, lambda _: Trouble("nothing listens at the host and port of REDIS_URL", lasting=False)),
    (FileNotFoundError, _missing),
    (PermissionError, _missing),
    (UnicodeError, lambda _: Trouble("the host name in REDIS_URL is not a host name", lasting=True)),
    (
        TimeoutError,
        lambda _: Trouble(
            "the store does not answer in time: check the host and port of REDIS_URL, and whether the port has TLS",
            lasting=False,
        ),
    ),
    (RedisConnectionError, lambda _: _AWAY),
]
"""For each kind of error, the trouble that it means. The first kind that fits is used."""
