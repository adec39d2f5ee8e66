"""The scripts in lua/: each header lists exactly the keys, the arguments and the answers of its code."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from app.store import scripts
from app.store.script import Script, script_folder

FILES = sorted(script_folder().glob("*.lua"))
EACH = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
MAX_LINES = 70
"""A script has at most this number of lines, without its header."""


class Lua(NamedTuple):
    """The parts of a script: sections of its header, its code without comments, and this code with included files."""

    purpose: str
    keys: str
    argv: str
    answers: str
    code: str
    whole_code: str


def parts_of(file: Path) -> Lua:
    """Return the parts of a script."""
    text = file.read_text(encoding="utf-8")
    header, blank, code = text.partition("\n\n")
    assert blank, "a blank line must end the header"
    assert all(line.startswith("--") for line in header.splitlines())
    sections = re.fullmatch(r"(?s)(.*?)\n--\n-- KEYS\n(.*)\n-- ARGV[^\n]*\n(.*)\n-- Answers\n(.*)", header)
    assert sections, "the header must have a purpose, KEYS, ARGV and Answers"
    purpose, keys, argv, answers = sections.groups()
    _, _, whole = Script(file.stem).source.partition("\n\n")
    return Lua(purpose, keys, argv, answers, *(re.sub(r"--[^\n]*", "", each) for each in (code, whole)))


def listed(section: str) -> list[str]:
    """Return the numbered names of a section, in order. Leave out entries such as `7 ... numbers`."""
    if section == "--   none":
        return []
    entries = [re.fullmatch(r"--   (\d+)( \.\.\.)? (\w+) +\S.*", line) for line in section.splitlines()]
    assert all(entries), f"every line must have a number, a name and a meaning: {section}"
    found = [entry for entry in entries if entry]
    assert [int(entry[1]) for entry in found] == list(range(1, len(found) + 1))
    return [entry[3] for entry in found if not entry[2]]


def assigned(code: str, table: str) -> list[tuple[str, int]]:
    """Return the local names that the code gives to the entries of a table (KEYS or ARGV), each with its index."""
    found: list[tuple[str, int]] = []
    for names, values in re.findall(r"^local ([\w, ]+) = ((?:tonumber\()?(?:KEYS|ARGV)\[\d.*)$", code, re.MULTILINE):
        for name, value in zip(names.split(", "), values.split(", "), strict=True):
            if entry := re.fullmatch(rf"(?:tonumber\()?{table}\[(\d+)\]\)?", value):
                found.append((name, int(entry[1])))
    return found


def grouped(code: str) -> list[str]:
    """Return the parameters of the function that is called for each group of arguments, or [] if there is none."""
    call = re.search(r"(\w+)\((ARGV\[first\](?:, ARGV\[first \+ \d\])*)\)", code)
    if call is None:
        return []
    assert re.findall(r"first(?: \+ (\d))?", call[2]) == ["", *map(str, range(1, call[2].count("+") + 1))]
    function = re.search(rf"local function {call[1]}\(([\w, ]+)\)", code)
    assert function
    return function[1].split(", ")


def shapes(text: str) -> Iterator[tuple[str, int]]:
    """Yield the first word and the number of parts of each answer in a text, such as `{'held', number, receipt}`."""
    for word, rest in re.findall(r"\{'(\w+)'((?:[^{}])*)\}", text):
        while "(" in rest:
            rest = re.sub(r"\([^()]*\)", "", rest)  # noqa: PLW2901
        yield word, rest.count(",") + 1


@EACH
def test_a_header_begins_with_the_name_and_the_purpose(file: Path) -> None:
    # When a header is read, Then its first word is the name of the script. The purpose follows
    assert re.match(rf"-- {file.stem}: \w+s \w+", parts_of(file).purpose)


@EACH
def test_a_header_lists_the_keys_that_the_code_names(file: Path) -> None:
    # When the keys in the header are compared with the code, Then both have the same keys in the same order
    lua = parts_of(file)
    names = listed(lua.keys)
    assert assigned(lua.code, "KEYS") == [(name, place) for place, name in enumerate(names, 1)]
    assert lua.code.count("KEYS[") == len(names)


@EACH
def test_a_header_lists_the_arguments_that_the_code_names(file: Path) -> None:
    # When the arguments in the header are compared with the code, Then both have the same arguments in the same order
    lua = parts_of(file)
    names = listed(lua.argv)
    if in_group := grouped(lua.code):
        head = names[: -len(in_group)]
        assert [*head, *in_group] == names
        assert assigned(lua.code, "ARGV") == [(name, place) for place, name in enumerate(head, 1)]
        assert f"for first = {len(head) + 1}, #ARGV, {len(in_group)} do" in lua.code
    else:
        assert assigned(lua.code, "ARGV") == [(name, place) for place, name in enumerate(names, 1)]
        # A loop reads the arguments without a name. These arguments come after the last argument that has a name.
        assert ("..." in lua.argv) == ("#ARGV" in lua.code) == (f"local HEAD = {len(names)}\n" in lua.code)


@EACH
def test_a_header_lists_exactly_the_answers(file: Path) -> None:
    # When the answers in the header are compared with the code, Then both have the same answers with the same numbers
    # of parts
    lua = parts_of(file)
    in_header, in_code = re.sub(r", answer \.\.\.", "", lua.answers), re.sub(r", unpack\(answers\)", "", lua.whole_code)
    assert set(shapes(in_header)) == set(shapes(in_code))
    for line in lua.answers.splitlines():
        assert re.match(r"--   +\{'\w+'.*\} +\S", line), f"every answer must have a meaning: {line}"


@EACH
def test_every_key_comes_from_keys(file: Path) -> None:
    # When the calls in a script are read, Then each call uses only keys from KEYS, because a cluster requires this
    lua = parts_of(file)
    names = set(listed(lua.keys))
    calls = re.findall(r"redis\.p?call\('(\w+)', ([^)]*)\)?", lua.code)
    assert len(calls) == lua.code.count("redis.")
    for command, arguments in calls:
        parts = [part.strip() for part in arguments.split(",")]
        assert set(parts if command in {"UNLINK", "DEL", "EXISTS"} else parts[:1]) <= names


@EACH
def test_a_script_is_short_and_has_a_method(file: Path) -> None:
    # When a script is read, Then it has at most 70 lines below its header. The class Scripts has a method with its name
    _, _, code = file.read_text(encoding="utf-8").partition("\n\n")
    assert len(code.splitlines()) <= MAX_LINES
    assert hasattr(scripts.Scripts, file.stem)


def test_no_draw_uses_random_numbers_of_lua() -> None:
    # When the scripts are read, Then none uses random numbers of Lua. Only `claim` takes random members of a set
    for file in FILES:
        code = parts_of(file).code
        assert "math.random" not in code
        assert "SRANDMEMBER" not in code
        assert "SPOP" not in code or file.stem == "claim"
