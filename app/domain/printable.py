"""Makes text from strangers harmless for a terminal. A terminal obeys control characters, and can hide or reorder text.

For example, the control character U+009B in a forged record could overwrite the line which says that the record is
wrong.

This file needs only the standard library, because it is a part of the program that checks draw records.
"""

import json
import re

_OBEYED_OR_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U00013441\U00013442\U00016fe4\U0001bca0-\U0001bca3\U0001d159"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Control characters, characters that change the order of text or break lines, invisible characters, and halves of
surrogate pairs. The pages have the same list in members.js."""


def printable(text: str) -> str:
    """Replace each character that a terminal obeys or hides by its escape in JSON. Return the new text."""
    if text.isascii() and text.isprintable():
        return text
    return _OBEYED_OR_UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)
