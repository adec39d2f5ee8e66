"""What chats and search engines read in the head of the page of a raffle: its canonical link, and a preview.

The texts are those of the Open Graph protocol (https://ogp.me), which Twitter and nearly all chats read.
"""

from html import escape

from app.domain.preview import PICTURE_HEIGHT, PICTURE_WIDTH, Preview
from app.origin import PublicUrl

_GENERIC_TITLE = "Raffle"
_GENERIC_DESCRIPTION = "Get a ticket, see the prizes and the winners, and check the draw in your own browser."


def head_of(public_url: PublicUrl | None, raffle_id: str, preview: Preview | None) -> str:
    """Return the part of the head that is about one raffle. Without PUBLIC_URL it is empty, because links need a host.

    Without a preview, the texts are about any raffle, and there is no picture.
    """
    if public_url is None:
        return ""
    address = f"{public_url}/r/{raffle_id}"
    lines = [
        f'<link rel="canonical" href="{escape(address)}">',
        _meta("og:type", "website"),
        _meta("og:site_name", "Raffle"),
        _meta("og:url", address),
        _meta("og:title", preview.name if preview else _GENERIC_TITLE),
        _meta("og:description", preview.description if preview else _GENERIC_DESCRIPTION),
    ]
    if preview:
        lines += [
            _meta("og:image", f"{address}/picture.png"),
            _meta("og:image:type", "image/png"),
            _meta("og:image:width", str(PICTURE_WIDTH)),
            _meta("og:image:height", str(PICTURE_HEIGHT)),
            _meta("og:image:alt", f"{preview.name}. {preview.description}"),
            '<meta name="twitter:card" content="summary_large_image">',
        ]
    return "\n".join([*lines, ""])


def _meta(name: str, text: str) -> str:
    return f'<meta property="{name}" content="{escape(text)}">'
