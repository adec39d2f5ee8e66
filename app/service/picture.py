"""`python -m app.service.picture`: draws the picture that chats show beside the link of a raffle.

The program reads a preview (name, prizes and state of a raffle) as JSON from its standard input, and writes a PNG to
its standard output. The program runs as a separate process with the lowest priority. If a thread of a worker drew the
picture, claims would wait for the GIL, the lock that lets only one thread of a Python process run.

The fonts in app/fonts have the letters of Latin, Greek, Cyrillic, Arabic and Hebrew. A text is drawn only if one font
has all letters of the text, because a missing letter would become a box. Emoji and other symbols that a font does not
have are left out.
"""

import os
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import msgspec
from PIL import Image, ImageDraw, ImageFont, features

from app.domain.preview import PICTURE_HEIGHT, PICTURE_WIDTH, Preview, more_prizes_text, prizes_text

_FONTS = Path(__file__).resolve().parent.parent / "fonts"
_LEFT_TO_RIGHT = ("Fraunces", "NotoSerif")
_RIGHT_TO_LEFT = ("NotoNaskhArabic", "NotoSerifHebrew")
_NO_CHARACTER = "\uffff"

_LEFT_OUT = {"So", "Sk", "Cf", "Cn", "Co", "Me"}
"""Unicode's categories of characters that a text does not need: symbols and formatting. Emoji are symbols."""

_VARIATIONS = range(0xFE00, 0xFE10)
"""Characters that choose a form of the character before them, for example the coloured form of an emoji."""

_PAPER, _CARD_COLOUR, _TICKET = "#fbf4e8", "#fffdf8", "#f5c25f"
_INK, _SOFT, _LINE = "#2b1a12", "#5c4433", "#8a6d57"
_FLAGS = ("#c8402a", "#e9a13b", "#2f7d67")

_SCALE = 2
"""Shapes are drawn larger and then reduced, so that their edges are smooth."""

_CARD = (48, 76, 1152, 582)
_STUB_LEFT = 836
_STUB_MIDDLE = (_STUB_LEFT + _CARD[2]) / 2
_STUB_WIDTH = _CARD[2] - _STUB_LEFT - 60
_TEXT_LEFT, _TEXT_RIGHT = 100, _STUB_LEFT - 44
_TEXT_WIDTH = _TEXT_RIGHT - _TEXT_LEFT
_NAME_TOP, _ROWS_BOTTOM = 166, 540
_NAME_SIZES = (96, 84, 72, 60, 50, 42, 36)
_LINE_HEIGHT = 1.16
_ROWS = 3
_ROW_SIZE, _ROW_HEIGHT = 30, 42
_STATE_SIZE = 34
_ELLIPSIS = "…"


class _Text(NamedTuple):
    """A text, and the name of a font that has all its letters."""

    text: str
    font: str


def draw(preview: Preview) -> bytes:
    """Return the picture of a raffle as PNG."""
    picture = _paper()
    canvas = ImageDraw.Draw(picture)
    canvas.text((_TEXT_LEFT, 112), "Raffle", font=_font("Fraunces", 32), fill=_SOFT, anchor="lt")
    rows_top = _draw_prizes(canvas, preview)
    _draw_name(canvas, _drawable(preview.name) or _Text("Win a prize", "Fraunces"), rows_top - _NAME_TOP - _ROW_SIZE)
    _draw_stub(canvas, preview)
    file = BytesIO()
    picture.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _paper() -> Image.Image:
    """Return the background: paper with a row of small flags, and a ticket with a stub."""
    paper = Image.new("RGB", (PICTURE_WIDTH * _SCALE, PICTURE_HEIGHT * _SCALE), _PAPER)
    canvas = ImageDraw.Draw(paper)

    def scaled(*numbers: float) -> tuple[float, ...]:
        return tuple(number * _SCALE for number in numbers)

    for place in range(PICTURE_WIDTH // 48 + 1):
        left = place * 48 + 6
        canvas.polygon(scaled(left, 3, left + 30, 3, left + 15, 26), fill=_FLAGS[place % len(_FLAGS)])
    canvas.line(scaled(0, 3, PICTURE_WIDTH, 3), fill=_LINE, width=2 * _SCALE)
    _, top, _, bottom = _CARD
    canvas.rounded_rectangle(scaled(*_CARD), radius=36 * _SCALE, fill=_TICKET)
    for middle in (top, bottom):
        canvas.ellipse(scaled(_STUB_LEFT - 26, middle - 26, _STUB_LEFT + 26, middle + 26), fill=_PAPER)
    for dash in range(top + 44, bottom - 50, 26):
        canvas.line(scaled(_STUB_LEFT, dash, _STUB_LEFT, dash + 14), fill=_LINE, width=4 * _SCALE)
    return paper.reduce(_SCALE)


def _draw_name(canvas: ImageDraw.ImageDraw, name: _Text, height: int) -> None:
    """Draw the name in the largest size that fits into a height. If no size fits, shorten the name with an ellipsis."""
    for size in _NAME_SIZES:
        lines = list(_lines(name.text, _font(name.font, size), _TEXT_WIDTH))
        fitting = int(height // (size * _LINE_HEIGHT))
        if len(lines) <= fitting:
            break
    if len(lines) > fitting:
        lines[fitting - 1 :] = [_shortened(lines[fitting - 1] + _ELLIPSIS, _font(name.font, size))]
    for place, line in enumerate(lines):
        _draw_line(canvas, _Text(line, name.font), _NAME_TOP + round(place * size * _LINE_HEIGHT), size)


def _draw_prizes(canvas: ImageDraw.ImageDraw, preview: Preview) -> int:
    """Draw the first prizes as rows, and then the number of further prizes. Return the upper edge of the first row."""
    drawn = [(row, name) for row in preview.prizes if (name := _drawable(row.name))][:_ROWS]
    rows = [_Text(_shortened(row.shown(name.text), _font(name.font, _ROW_SIZE)), name.font) for row, name in drawn]
    more = preview.more_prizes + sum(row.amount for row in preview.prizes) - sum(row.amount for row, _ in drawn)
    if more:
        rows.append(_Text(more_prizes_text(more) if rows else prizes_text(more), "Fraunces"))
    top = _ROWS_BOTTOM - len(rows) * _ROW_HEIGHT
    for place, row in enumerate(rows):
        _draw_line(canvas, row, top + place * _ROW_HEIGHT, _ROW_SIZE)
    return top


def _draw_stub(canvas: ImageDraw.ImageDraw, preview: Preview) -> None:
    """Draw the stub: the state in a field, the time of the next event (such as the draw), and the number of tickets."""
    font, small = _font("Fraunces", _STATE_SIZE), _font("Fraunces", 27)
    lines = [*_lines(preview.next_time, small, _STUB_WIDTH), preview.tickets]
    top = (_CARD[1] + _CARD[3] - 90 - len(lines) * 40) / 2
    half = font.getlength(preview.state) / 2 + 24
    canvas.rounded_rectangle((_STUB_MIDDLE - half, top, _STUB_MIDDLE + half, top + 64), radius=32, fill=_CARD_COLOUR)
    canvas.text((_STUB_MIDDLE, top + 31), preview.state, font=font, fill=_INK, anchor="mm")
    for place, line in enumerate(lines):
        canvas.text((_STUB_MIDDLE, top + 90 + place * 40), line, font=small, fill=_INK, anchor="ma")


def _draw_line(canvas: ImageDraw.ImageDraw, line: _Text, top: int, size: int) -> None:
    """Draw a line of text at the left, or at the right if the text runs from right to left."""
    strong = (kind for kind in map(unicodedata.bidirectional, line.text) if kind in ("L", "R", "AL"))
    place, anchor = (_TEXT_LEFT, "la") if next(strong, "L") == "L" else (_TEXT_RIGHT, "ra")
    canvas.text((place, top), line.text, font=_font(line.font, size), fill=_INK, anchor=anchor)


def _shortened(text: str, font: ImageFont.FreeTypeFont) -> str:
    """Return a text that fits into a line. A text that is too long ends with an ellipsis."""
    while font.getlength(text) > _TEXT_WIDTH:
        text = text.rstrip(_ELLIPSIS)[:-1].rstrip() + _ELLIPSIS
    return text


def _lines(text: str, font: ImageFont.FreeTypeFont, width: float) -> Iterator[str]:
    """Yield the lines of a text. Lines break at spaces. Only a word that is wider than a line is broken inside."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".lstrip()
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        line = ""
        for character in word:
            if line and not unicodedata.combining(character) and font.getlength(line + character) > width:
                yield line
                line = ""
            line += character
    if line:
        yield line


def _drawable(text: str) -> _Text | None:
    """Return the part of a text that can be drawn, and its font. If no font has all letters, return None."""
    # Without raqm, the library for text from right to left, Pillow would draw the letters in the wrong order.
    for font in (*_LEFT_TO_RIGHT, *(_RIGHT_TO_LEFT if features.check("raqm") else ())):
        kept = "".join(character for character in text if _has(font, character) or not _can_be_left_out(character))
        if all(_has(font, character) for character in kept) and any(map(str.isalnum, kept)):
            visible = [
                word for word in kept.split() if _font(font, _ROW_SIZE).getlength(word)
            ]  # a word that has only invisible joiners has no width
            return _Text(" ".join(visible), font)
    return None


def _can_be_left_out(character: str) -> bool:
    return unicodedata.category(character) in _LEFT_OUT or ord(character) in _VARIATIONS


@cache
def _has(font: str, character: str) -> bool:
    """Return whether a font has a character. The font draws the same box for all characters that it does not have."""
    return character.isspace() or _drawn(font, character) != _drawn(font, _NO_CHARACTER)


def _drawn(font: str, character: str) -> tuple[tuple[int, int], bytes]:
    try:
        mask = _font(font, 40).getmask(character)
    except OSError:  # some characters, such as U+FDFD, are too wide to be drawn, so treat them as missing
        return _drawn(font, _NO_CHARACTER)
    return mask.size, bytes(mask)


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / f"{name}_600SemiBold.ttf", size)


def main() -> None:
    """Draw one picture at the lowest priority."""
    os.nice(19)
    sys.stdout.buffer.write(draw(msgspec.json.decode(sys.stdin.buffer.read(), type=Preview)))


if __name__ == "__main__":
    main()
