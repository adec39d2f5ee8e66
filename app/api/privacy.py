"""The privacy page. Its texts depend on the settings, so that they say what this service does."""

import re
from html import escape
from typing import Any
from urllib.parse import quote

from litestar import Request, Response, get
from markupsafe import Markup

from app.domain.player import SITE_BITS
from app.domain.privacy import PLAYERS_KEPT_SECONDS
from app.http.dependencies import Provided
from app.http.page_file import PageFile
from app.settings import Settings

_E_MAIL = re.compile(r"[^\s@<>,;:]+@[^\s@<>,;:]+\.[^\s@<>,;:.]+")
_WEB = re.compile(r"https://[^\s<>]+")

_IPV6_BITS = 128


class PrivacyPage(PageFile):
    """The page that says what is kept about a visitor."""

    def __init__(self, settings: Settings, *, embedded: bool) -> None:
        """Take the settings. `embedded` says whether the data is in DATA_DIR, in the embedded store."""
        super().__init__(
            "privacy",
            settings=settings,
            embedded=embedded,
            all_bits=_IPV6_BITS,
            site_bits=SITE_BITS,
            kept_hours=PLAYERS_KEPT_SECONDS // 3600,
            contact=Markup(_contact(settings.contact)),  # noqa: S704 # `_contact` escapes it
        )


@get("/privacy", include_in_schema=False)
async def privacy_page(request: Request[Any, Any, Any], privacy: Provided[PrivacyPage]) -> Response[bytes]:
    """Show what is kept about a visitor."""
    return await privacy.answer(request)


def _contact(contact: str) -> str:
    """Return the setting CONTACT as HTML. An e-mail address or a web address becomes a link."""
    if not contact:
        return ""
    shown = f"<bdi>{escape(contact)}</bdi>"
    if _E_MAIL.fullmatch(contact):
        return f'<a href="mailto:{escape(quote(contact, safe="@"))}">{shown}</a>'
    if _WEB.fullmatch(contact):
        return f'<a href="{escape(contact)}" rel="noreferrer">{shown}</a>'
    return shown
