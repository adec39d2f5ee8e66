"""Defines the texts of a raffle. A text may have line breaks, but no markup. Pages turn web addresses into links."""

import re
from typing import Annotated

import msgspec

from app.domain.characters import mistake_in_text

TEXTS = ("description", "participation_terms", "contact", "pick_up")
"""The texts that a raffle can have. None of them belongs to the terms (the hash of what is announced for the draw)."""

DescriptionText = Annotated[str, msgspec.Meta(max_length=5_000)]
ParticipationTermsText = Annotated[str, msgspec.Meta(max_length=10_000)]
ContactText = Annotated[str, msgspec.Meta(max_length=500)]
PickUpText = Annotated[str, msgspec.Meta(max_length=2_000)]
"""The types of texts in requests."""

Description = Annotated[str, msgspec.Meta(description="What the raffle is about.")]
ParticipationTerms = Annotated[
    str, msgspec.Meta(description="What a player accepts before a claim, on the page of the raffle.")
]
Contact = Annotated[str, msgspec.Meta(description="Whom to ask about the raffle.")]
PickUp = Annotated[str, msgspec.Meta(description="How a winner gets the prize. Everybody can read this text.")]
"""The types of texts in answers. They only say what a text means, because the types above already have the limits."""

_LINE_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


def readable(text: str) -> str | None:
    """Return a text with a line feed for each line break. Return None for an empty text, because it counts as absent.

    Raises:
        ValueError: the text has no visible character, or has a character that is not allowed.
    """
    lines = _LINE_BREAK.sub("\n", text)
    if lines and (mistake := mistake_in_text(lines)):
        raise ValueError(mistake)
    return lines or None
