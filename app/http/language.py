"""The language of an answer: the language that a visitor has chosen on a page, or the language of Accept-Language."""

from http.cookies import CookieError, SimpleCookie
from typing import Any

from app.http.request_headers import header, header_values
from app.languages import LANGUAGES, negotiated

_COOKIE = "language"
_KEPT_SECONDS = 365 * 24 * 60 * 60


def wanted_language(scope: Any) -> str:
    """Return the language that the Accept-Language header of a request prefers."""
    return negotiated(b",".join(header_values(scope, b"accept-language")).decode("latin-1"))


def page_language(scope: Any) -> str:
    """Return the language of pages for a visitor. A language that was chosen on a page comes before Accept-Language."""
    try:
        chosen = SimpleCookie(header(scope, b"cookie") or "").get(_COOKIE)
    except CookieError:
        chosen = None
    return chosen.value if chosen and chosen.value in LANGUAGES else wanted_language(scope)


def choice_cookie(language: str) -> str:
    """Return the Set-Cookie header that keeps the choice of a language. The cookie has only the language."""
    return f"{_COOKIE}={language}; Path=/; Max-Age={_KEPT_SECONDS}; HttpOnly; SameSite=Lax"
