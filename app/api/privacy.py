"""The privacy page. The service writes it from its settings, so that it says what this service does."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple
from urllib.parse import quote

from litestar import Request, Response, get
from markupsafe import Markup

from app.domain.player import SITE_BITS
from app.domain.privacy import PLAYERS_KEPT_SECONDS
from app.http.dependencies import Provided
from app.http.language import page_language
from app.http.page_file import language_choice, page_headers, rendered
from app.http.static import Static
from app.settings import Settings

_E_MAIL = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+\.[^\s@<>,;:.]+")
_WEB = re.compile(r"https://[^\s<>]+")

_IPV6_BITS = 128

_KEPT_HOURS = PLAYERS_KEPT_SECONDS // 3600


class _Kept(NamedTuple):
    """One kind of data, and sentences about it: why it is kept, and how long."""

    name: str
    sentences: list[str]


class PrivacyPage:
    """The page that says what is kept about a visitor."""

    def __init__(self, settings: Settings, *, embedded: bool) -> None:
        """`embedded` says whether the service keeps its data itself, in DATA_DIR."""
        self._settings = settings
        self._embedded = embedded
        self._pages: dict[str, Static] = {}

    async def answer(self, request: Request[Any, Any, Any]) -> Response[bytes]:
        """Answer with the page in the language of the visitor. It is written once for each language."""
        if chosen := language_choice(request):
            return chosen
        language = page_language(request.scope)
        if language not in self._pages:
            self._pages[language] = Static(self._html(language).encode(), "text/html", page_headers(language))
        return await self._pages[language].answer(request)

    def _html(self, language: str) -> str:
        kept = "".join(
            f"<dt>{escape(each.name)}</dt>\n<dd>{_paragraphs(each.sentences)}</dd>\n" for each in _kept(self._settings)
        )
        where = _paragraphs(_where(self._settings, embedded=self._embedded))
        return rendered(
            "privacy",
            language,
            self._settings.public_url,
            kept=Markup(kept),  # noqa: S704 # escaped above
            where=Markup(where),  # noqa: S704
            contact=Markup(_contact(self._settings.contact)),  # noqa: S704
        )


@get("/privacy", include_in_schema=False)
async def privacy_page(request: Request[Any, Any, Any], privacy: Provided[PrivacyPage]) -> Response[bytes]:
    """Show what is kept about a visitor."""
    return await privacy.answer(request)


def _paragraphs(sentences: list[str]) -> str:
    return "".join(f"<p>{escape(sentence)}</p>\n" for sentence in sentences)


def _kept(settings: Settings) -> Iterator[_Kept]:
    yield _Kept("Your IP address", list(_about_addresses(settings)))
    yield _Kept(
        "Your ticket",
        [
            "Its number, and a hash of its code. Nobody can read the code from the hash. Both are kept until a manager "
            "deletes the raffle. Without your address, nothing in them points to you.",
            f"The ticket itself is kept encrypted until {_KEPT_HOURS} hours after the draw, so that your browser gets "
            "it again if an answer was lost. Only your browser has the key.",
        ],
    )
    yield _Kept(
        "Your tries to check a ticket",
        ["Wrong codes are counted by address for one minute, so that nobody can guess a code."],
    )
    yield _Kept(
        "In your own browser",
        [
            "The number and the code of your ticket, and what you have seen of the raffle. They stay in your browser "
            "until you clear its data. The service cannot read them there."
        ],
    )
    yield _Kept("The log of the service", [_about_the_log(settings)])
    yield _Kept(
        "Managers",
        [
            "The log of a raffle tells which manager did what, by name or by address. Only managers read it. On the "
            "machine of the service, a manager gets a cookie that says so."
        ],
    )


def _about_addresses(settings: Settings) -> Iterator[str]:
    yield (
        "When you get a ticket, your address is kept with the number of the ticket, so that each internet connection "
        "gets one ticket."
    )
    if settings.player_ipv6_prefix < _IPV6_BITS:
        yield f"Of an IPv6 address, only the first {settings.player_ipv6_prefix} of {_IPV6_BITS} bits are kept."
    if settings.players_per_ipv6_48:
        yield f"For each IPv6 network (its first {SITE_BITS} bits), the number of tickets is kept."
    yield (
        f"All of this is deleted {_KEPT_HOURS} hours after the draw. If nobody draws the raffle, it is deleted 400 "
        "days after the last ticket was taken or the raffle closed, or when a manager deletes the raffle."
    )


def _about_the_log(settings: Settings) -> str:
    if settings.log_level == "debug":
        return "The operator is looking for a fault: at the moment, the log has addresses. Ask how long it is kept."
    return "It has neither addresses nor codes."


def _where(settings: Settings, *, embedded: bool) -> list[str]:
    store = "on the machine of the service" if embedded else "in a Redis or Valkey store that the operator runs"
    text = [
        f"The data is kept {store}. Its files may have what was deleted for up to a day longer.",
        "A backup has the same data as the store. Ask the operator how long backups are kept.",
    ]
    if settings.forwarded_allow_ips:
        text.append("Your request comes through a proxy of the operator. Ask what its own log keeps.")
    return text


def _contact(contact: str) -> str:
    if not contact:
        return "The operator has not said whom to ask. Ask the person who invited you to the raffle."
    shown = f"<bdi>{escape(contact)}</bdi>"
    if _E_MAIL.fullmatch(contact):
        shown = f'<a href="mailto:{escape(quote(contact, safe="@"))}">{shown}</a>'
    elif _WEB.fullmatch(contact):
        shown = f'<a href="{escape(contact)}" rel="noreferrer">{shown}</a>'
    return f"Ask {shown}."
