"""The language of an answer: the language that a visitor has chosen on a page, or the language of Accept-Language."""

from functools import lru_cache
from typing import Any

from app.http.request_headers import by_name, cookies, entries, header_values
from app.languages import ENGLISH, LANGUAGES

_COOKIE = "language"
_KEPT_SECONDS = 365 * 24 * 60 * 60


def wanted_language(scope: Any) -> str:
    """Return the language that the Accept-Language header of a request prefers."""
    # Many clients are programs that do not send this header. Return early for them, because this is faster.
    if b"accept-language" not in by_name(scope):
        return ENGLISH
    return negotiated(b",".join(header_values(scope, b"accept-language")).decode("latin-1"))


def page_language(scope: Any) -> str:
    """Return the language of pages for a visitor. A language that was chosen on a page comes before Accept-Language."""
    chosen = [value for value in cookies(scope, _COOKIE) if value.decode("latin-1") in LANGUAGES]
    return chosen[0].decode() if chosen else wanted_language(scope)


def choice_cookie(language: str) -> str:
    """Return the Set-Cookie header that keeps the choice of a language. The cookie contains nothing else."""
    return f"{_COOKIE}={language}; Path=/; Max-Age={_KEPT_SECONDS}; HttpOnly; SameSite=Lax"


@lru_cache(maxsize=256)
def negotiated(accept_language: str) -> str:
    """Return the tag of the language that an Accept-Language header prefers, or "en" (RFC 4647, 3.4).

    The header is a list of languages with weights. An entry such as `de-AT` also asks for `de`, because people expect
    this. If two languages have the same weight, the first language wins.
    """
    wanted: list[tuple[float, str]] = []
    for tag, parameters in entries(accept_language):
        weight = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        try:
            wanted.append((-float(weight), tag.partition("-")[0]))
        except ValueError:
            continue
    best = sorted((entry for entry in wanted if -1 <= entry[0] < 0), key=lambda entry: entry[0])
    return next((tag for _, tag in best if tag in LANGUAGES), ENGLISH)
