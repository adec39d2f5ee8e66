"""The manager token: a secret in DATA_DIR that makes a client on this machine a manager, if MANAGER_IPS is empty.

A client on this machine connects from a loopback address, such as 127.0.0.1. But this address alone proves nothing,
because a proxy on this machine also connects from a loopback address, and passes requests from other machines on.
Everybody who can read DATA_DIR can read the token. A browser opens the link that the service prints, and gets a cookie.
The browser then sends this cookie with each request. Programs send the token as `Authorization: Bearer` (RFC 6750).
"""

import hashlib
import hmac
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.http.request_headers import cookies, header_values
from app.regular_file import read_regular
from app.settings import Settings

FILE_NAME = "manager-token"
TOKEN_BYTES = 32
COOKIE = "raffle-manager"

_TOKEN = re.compile(rb"[A-Za-z0-9_-]{43,}")
"""The form of a token: at least 256 bits in the alphabet of base64url (RFC 4648, 5)."""


class TokenUnusable(Exception):
    """The file of the token cannot be read or written, or has no token in it. The text says what to do."""


class ManagerToken:
    """The token of a service. Comparisons take constant time, so that nobody can guess the token from answer times."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        # A browser also sends the cookie to other services under the same host name, because cookies do not depend on
        # the port. So the cookie must not reveal the token.
        self._cookie = hmac.new(text, b"cookie of a manager", hashlib.sha256).hexdigest().encode()

    def is_in(self, scope: Any) -> bool:
        """Return whether a request has the token in its Authorization header, or the right value in its cookie."""
        for authorization in header_values(scope, b"authorization"):
            scheme, _, credentials = authorization.partition(b" ")
            if scheme.lower() == b"bearer" and self.equals(credentials.strip()):
                return True
        return any(hmac.compare_digest(value, self._cookie) for value in cookies(scope, COOKIE))

    def equals(self, text: bytes) -> bool:
        """Return whether a text is the token."""
        return hmac.compare_digest(text, self._text)

    def set_cookie(self, scheme: str) -> str:
        """Return the Set-Cookie header for a browser that has sent the token. `scheme` is the scheme of the request."""
        secure = "; Secure" if scheme == "https" else ""
        return f"{COOKIE}={self._cookie.decode()}; Path=/; HttpOnly; SameSite=Strict{secure}"

    def link(self, settings: Settings) -> str:
        """Return the link that makes a browser on this machine a manager."""
        return f"{settings.local_url}/manage?token={self._text.decode()}"


def manager_token(settings: Settings) -> ManagerToken | None:
    """Return the token that all workers share, or None if MANAGER_IPS says who the managers are.

    If there is no token yet, make one. To change the token, delete its file and start the service again.

    Raises:
        TokenUnusable
    """
    if settings.manager_ips:
        return None
    file = settings.data_dir / FILE_NAME
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():
            _make(file)
        file.chmod(0o600)
        text = read_regular(file).strip()
    except OSError as error:
        why = "DATA_DIR is not a folder" if isinstance(error, FileExistsError) else error.strerror
        raise TokenUnusable(
            f"cannot keep the manager token in {file} ({why}): make DATA_DIR writable, or set MANAGER_IPS"
        ) from None
    if _TOKEN.fullmatch(text) is None:
        raise TokenUnusable(f"{file} has no manager token in it: delete this file, and start the service again")
    return ManagerToken(text)


def _make(file: Path) -> None:
    """Write a new token. The file is complete when it appears. If several processes write a token, one token stays."""
    new = file.with_name(f"{FILE_NAME}.{os.getpid()}")
    new.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(secrets.token_urlsafe(TOKEN_BYTES).encode() + b"\n")
            opened.flush()
            os.fsync(opened.fileno())
        with suppress(FileExistsError):
            os.link(new, file)
    finally:
        new.unlink(missing_ok=True)
