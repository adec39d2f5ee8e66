"""Programs escape texts of strangers. So such a text cannot control a terminal, hide a part of it, or reorder it."""

import json
import logging
import sys
import unicodedata
from pathlib import Path

import pytest

from app import program
from app.domain import characters, draw
from app.domain.printable import printable
from app.domain.terms import briefly
from app.logs import JsonFormatter
from tests.unit.test_draw_2 import PROOF, RECORD, write

COVER_UP = "\u009b1A\u009b2K\u202eOK: 6 winners\u200b"
"""A terminal that reads U+009B would go up one line, remove this line, and write other words on it."""


def test_each_character_that_a_terminal_obeys_or_hides_is_escaped() -> None:
    # When each character that controls a terminal, breaks lines, reorders text or is invisible is made printable
    named = characters._REORDERS | characters._INVISIBLE
    unsafe = [
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} or ord(character) in named
    ]
    kept = [f"U+{ord(character):04X}" for character in unsafe if printable(character) == character]

    # Then each one becomes an escape in ASCII that JSON reads as this character
    assert kept == []
    escapes = [printable(character) for character in unsafe]
    assert "".join(escapes).isascii()
    assert [json.loads(f'"{escape}"') for escape in escapes] == unsafe


@pytest.mark.parametrize("text", ["", "Zelt für „zwei“", "Žluťoučký kůň", "抽奖 🎟", "سحب", "a\u00a0b", '"\\'])
def test_other_characters_stay(text: str) -> None:
    # When a text has letters, signs and spaces only, Then it stays as it is
    assert printable(text) == text


def test_the_program_shows_no_forged_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Given forged records, with control characters in the values that the errors quote, in a name and in a proof
    record = str(folder / "record.json")
    right = write(folder / "right.json", RECORD)
    twice = json.dumps(RECORD).replace("{", f'{{"{COVER_UP}": 1, "{COVER_UP}": 2, ', 1)
    forged = [
        [write(folder / "a.json", RECORD | {"algorithm": COVER_UP})],
        [write(folder / "b.json", RECORD | {"terms": COVER_UP})],
        [write(folder / "c.json", RECORD | {"unawarded": [{COVER_UP: COVER_UP}]})],
        [write(folder / "d.json", RECORD | {"substitutions": [RECORD["substitutions"][0] | {"prize": COVER_UP}]})],
        [right, "--ticket", write(folder / "e.json", PROOF | {"root": COVER_UP})],
        [str(folder / f"{COVER_UP}.json")],
        [record],
    ]
    Path(record).write_text(twice, encoding="utf-8")

    # When the program checks these records, Then it refuses each of them in one line without control characters
    for arguments in forged:
        assert draw.main(arguments) != 0
        output, errors = capsys.readouterr()
        assert (output + errors).count("\n") == 1
        assert (output + errors)[:-1].isprintable()
        assert "\\u009b1A" in output + errors


def test_every_program_and_the_log_escape_what_they_quote(capsys: pytest.CaptureFixture[str]) -> None:
    # When a program prints two lines with control characters, or a message of the log has control characters
    program.say(f"LOOK  {COVER_UP}\nok    well")
    logged = JsonFormatter("%(message)s").format(logging.LogRecord("raffle", 20, "", 1, COVER_UP, None, None))

    # Then the characters are escaped, and there are still two lines. The JSON of the log still has the same message
    first, second, rest = capsys.readouterr().out.split("\n")
    assert first == "LOOK  \\u009b1A\\u009b2K\\u202eOK: 6 winners\\u200b"
    assert (second, rest) == ("ok    well", "")
    assert logged.isprintable()
    assert json.loads(logged)["message"] == COVER_UP


def test_an_error_quotes_these_characters_as_json() -> None:
    # When an error quotes a value, Then the escapes are those of JSON
    assert briefly([COVER_UP]) == '["\\u009b1A\\u009b2K\\u202eOK: 6 winners\\u200b"]'
