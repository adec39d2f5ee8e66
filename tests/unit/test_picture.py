"""The picture of a raffle, which chat programs show with a link: its size, its texts, and the characters in it."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image, features

from app.domain.preview import Preview, PrizeRow
from app.service.picture import draw

LONGEST = datetime(2036, 9, 30, 23, 59, tzinfo=UTC)
"""A time whose text is long."""


def picture(name: str = "Fair", *prizes: str, opens_at: datetime | None = None, amount: int = 1) -> Image.Image:
    """Return the picture of a raffle. The raffle is open, or opens at the given time."""
    rows = tuple(PrizeRow(prize, amount) for prize in prizes or ["Book"])
    preview = Preview(name, rows, 0, "scheduled" if opens_at else "open", 15, "opens_at" if opens_at else "", opens_at)
    return Image.open(BytesIO(draw(preview))).convert("RGB")


@pytest.fixture(scope="module")
def without_name() -> bytes:
    """The picture of a raffle whose name no font can show."""
    return picture("春の大抽選会").tobytes()


def test_a_picture_has_the_size_that_chats_show_large() -> None:
    # When a picture is drawn, Then it has 1200 x 630 pixels, as the head of the page says
    assert picture().size == (1200, 630)


@pytest.mark.parametrize("name", ["抽奖活动", "ทดสอบ", "Sommer 夏", "🎉🎁", "حفل Лето"])
def test_a_name_without_a_font_for_all_its_letters_is_not_drawn(name: str, without_name: bytes) -> None:
    # When no font has all letters of a name, Then the picture leaves out the name, and shows no boxes in its place
    assert picture(name).tobytes() == without_name


@pytest.mark.parametrize("name", ["Święto Tiếng Việt", "Большая лотерея", "Κλήρωση", "سحب الجوائز ١٢", "הגרלה"])
def test_a_name_is_drawn_in_a_font_that_has_its_letters(name: str, without_name: bytes) -> None:
    # When a name is in Latin, Cyrillic, Greek, Arabic or Hebrew script, Then the picture shows the name. Arabic and
    # Hebrew names are shown only if a library for text from right to left is installed
    needs_raqm = name[0] > "\u0580"
    assert (picture(name).tobytes() != without_name) == (features.check("raqm") or not needs_raqm)


def test_symbols_that_no_font_has_are_left_out() -> None:
    # When a name has emoji, Then the picture is the same as without these emoji
    assert picture("Fair 🎉👩‍👩‍👧 2036 ❤️").tobytes() == picture("Fair 2036").tobytes()
    assert picture("Fair", "🚲 Bicycle").tobytes() == picture("Fair", "Bicycle").tobytes()


def test_a_character_that_is_too_wide_to_be_drawn_is_left_out() -> None:
    # When a name has a character that is wider than FreeType can draw, Then the picture has the rest of the name
    assert picture("سحب \ufdfd").tobytes() == picture("سحب").tobytes()


def test_prizes_that_cannot_be_drawn_are_counted() -> None:
    # When no font has the letters of a prize, Then the picture does not name the prize, but counts it as one more prize
    assert picture("Fair", "Book", "自転車").tobytes() != picture("Fair", "Book").tobytes()
    assert picture("Fair", "自転車").tobytes() == picture("Fair", "🎁").tobytes()


def test_long_texts_stay_on_the_ticket() -> None:
    # When the name, the prizes and the state are as long as they can be
    longest = picture("W" * 100, *["M" * 100] * 5, opens_at=LONGEST)

    # Then no text is in the margins of the ticket or in the space around the perforation
    for box in [
        (60, 150, 98, 540),
        (794, 150, 826, 540),
        (848, 150, 860, 540),
        (1140, 150, 1150, 540),
        (90, 546, 780, 575),
    ]:
        assert len(longest.crop(box).getcolors() or []) == 1, box
