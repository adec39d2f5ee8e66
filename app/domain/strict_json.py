"""Reads JSON, and refuses JSON that programs could read in different ways.

From such JSON, the program that checks draws and a web page could read two different records, although the file is the
same. The pages also refuse such JSON, and read only UTF-8.

This file needs only the standard library, because it is a part of the program that checks draw records.
"""

import json
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from pathlib import Path
from typing import Any, NoReturn

from app.domain.terms import briefly

_LARGEST = 2**53 - 1
"""The largest whole number that JavaScript reads exactly (RFC 7493, 2.2)."""

_LONGEST_NUMBER = 40


def read(file: str) -> Any:
    """Return the JSON value in a file.

    Raises:
        OSError: the file cannot be read.
        ValueError: the content is in neither UTF-8 nor UTF-16, is no JSON, has a member twice, or has a number that
            programs read differently.
        RecursionError: the content is nested too deeply.
    """
    content = Path(file).read_bytes()
    # Windows PowerShell writes files in UTF-16. Such a file begins with a byte order mark. A file in UTF-8 may also
    # begin with a byte order mark.
    encoding = "utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError("the file is in neither UTF-8 nor UTF-16") from error
    return json.loads(
        text,
        object_pairs_hook=_members,
        parse_int=_whole,
        parse_float=_refused_number,
        parse_constant=_refused_constant,
    )


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(members := dict(pairs)) < len(pairs):
        name, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise ValueError(f"two members of one object have the same name: {briefly(name)}")
    return members


def _whole(text: str) -> int:
    return number if abs(number := int(text)) <= _LARGEST else _refused_number(text)


def _refused_number(text: str) -> NoReturn:
    raise ValueError(f"{text[:_LONGEST_NUMBER]} is not a whole number of at most {_LARGEST}")


def _refused_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
