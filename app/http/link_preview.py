"""What the head of a raffle's page has for chats and search engines: a canonical link and a preview.

The canonical link is the address under which search engines list the page. The preview follows the Open Graph protocol
(https://ogp.me), which Twitter and nearly all chats read. The texts of the preview are in the language of the page.
"""

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from html import escape

from markupsafe import Markup

from app.domain.preview import PICTURE_HEIGHT, PICTURE_WIDTH, Preview
from app.languages import ENGLISH, LANGUAGES, text
from app.origin import PublicUrl

_LOCALES = {ENGLISH: "en_GB"}
"""The locale in which dates are written, if it is not the language itself. `en` would write dates as in the USA."""

_FROM_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


@lru_cache(maxsize=256)
def head_of(public_url: PublicUrl | None, raffle_id: str, preview: Preview | None, language: str) -> Markup:
    """Return the part of the head that is about one raffle. Without PUBLIC_URL, it is empty, because links need a host.

    If `preview` is None, the result is the same for every raffle. If the result named the raffle, each id that somebody
    tries would need a page of its own. This page would push another page out of memory.
    """
    if public_url is None:
        return Markup()
    brand = text(language, "frame", "brand")
    description = description_of(preview, language) if preview else text(language, "preview", "any-raffle")
    lines = [
        _meta("og:type", "website"),
        _meta("og:site_name", brand),
        _meta("og:title", preview.name if preview else brand),
        _meta("og:description", description),
    ]
    if preview:
        address = f"{public_url}/r/{raffle_id}"
        lines += [
            f'<link rel="canonical" href="{escape(address)}">',
            _meta("og:url", address),
            _meta("og:image", f"{address}/picture.png"),
            _meta("og:image:type", "image/png"),
            _meta("og:image:width", str(PICTURE_WIDTH)),
            _meta("og:image:height", str(PICTURE_HEIGHT)),
            _meta("og:image:alt", f"{preview.name}. {description}"),
            '<meta name="twitter:card" content="summary_large_image">',
        ]
    return Markup("\n".join(lines))  # noqa: S704 # each value is escaped


def description_of(preview: Preview, language: str) -> str:
    """Return the state, the number of tickets and the prizes in words."""
    say = partial(text, language, "preview")
    # Import babel only here. This takes 20 ms, and a service without PUBLIC_URL needs no previews.
    from babel.dates import format_date  # noqa: PLC0415

    values = {"state": text(language, "shared", f"status-{preview.status}")}
    if preview.next_at:
        date = format_date(preview.next_at, "long", _LOCALES.get(language, language))
        values |= {"date": date, "time": f"{preview.next_at:%H:%M} UTC"}
    state = say(preview.next_event.replace("_", "-") or "state", values)
    tickets = say("tickets", {"count": preview.total_tickets})
    prizes = say("prizes", {"list": say("between-prizes").join(_prizes(preview, language))})
    return f"{state} {tickets} {prizes}"


def _prizes(preview: Preview, language: str) -> Iterator[str]:
    for row in preview.prizes:
        name = _isolated(row.name, language)
        yield name if row.amount == 1 else text(language, "preview", "several", {"count": row.amount, "name": name})
    if preview.more_prizes:
        yield text(language, "preview", "more-prizes", {"count": preview.more_prizes})


def _isolated(name: str, language: str) -> str:
    """Return a name that does not reorder the text around it (Unicode Standard Annex 9, FSI and PDI)."""
    may_reorder = LANGUAGES[language].direction == "rtl" or _FROM_RIGHT_TO_LEFT.search(name)
    return f"\u2068{name}\u2069" if may_reorder else name


def _meta(name: str, text: str) -> str:
    return f'<meta property="{name}" content="{escape(text)}">'
