"""Reads members of a draw record. A record may be forged, so the type and the value of each member are checked.

This file needs only the standard library, because it is a part of the program that checks draw records.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from app.domain.terms import briefly, milliseconds, normalised

_HALF_OF_A_PAIR = re.compile("[\ud800-\udfff]")


def whole(members: Mapping[str, Any], name: str, least: int, most: int) -> int:
    """Return a member that must be a whole number.

    Raises:
        ValueError: the member is absent, is no whole number, or is outside least..most.
    """
    value = members.get(name)
    if type(value) is not int or not least <= value <= most:
        raise ValueError(f"{name} must be a whole number from {least} to {most}, but the record says {briefly(value)}")
    return value


def optional(members: Mapping[str, Any], name: str, least: int, most: int) -> int:
    """Return a member that must be a whole number if it is there. Return 0 if it is absent or null.

    Raises:
        ValueError: the member is no whole number, or is outside least..most.
    """
    return 0 if members.get(name) is None else whole(members, name, least, most)


def text(members: Mapping[str, Any], name: str, most: int, pattern: re.Pattern[str] | None = None) -> str:
    """Return a member that must be text.

    Raises:
        ValueError: the member is absent, is no text, does not have 1..most characters, cannot be written in UTF-8, or
            does not match the pattern.
    """
    value = members.get(name)
    if not isinstance(value, str) or not 1 <= len(value) <= most:
        raise ValueError(f"{name} must be text of 1 to {most} characters, but the record says {briefly(value)}")
    if _HALF_OF_A_PAIR.search(value):
        raise ValueError(f"{name} must be text that UTF-8 can hold")
    if pattern is not None and not pattern.fullmatch(value):
        raise ValueError(f"{name} must have the form {pattern.pattern}, but the record says {briefly(value)}")
    return value


def time(members: Mapping[str, Any], name: str) -> int:
    """Return a time as milliseconds since 1970. In the record, it must have the spelling that `normalised` returns.

    Raises:
        ValueError: the member is absent, or is no such time.
    """
    value = members.get(name)
    with suppress(ValueError):
        if isinstance(value, str) and normalised(value) == value:
            return milliseconds(value)
    raise ValueError(f"{name} must be a time such as 2026-11-26T18:00:00.000Z, but the record says {briefly(value)}")


def listed(members: Mapping[str, Any], name: str) -> list[Any]:
    """Return a member that must be a list. Return an empty list if the member is absent.

    Raises:
        ValueError: the member is no list.
    """
    value = members.get(name)
    if value is not None and not isinstance(value, list):
        raise ValueError(f"{name} must be a list, but the record says {briefly(value)}")
    return value or []


def expect(members: Mapping[str, Any], name: str, expected: object, why: str) -> None:
    """Check that a member has the value `expected`. `why` is a part of the message: it explains the expected value.

    Raises:
        ValueError: the member does not have this value.
    """
    value = members.get(name)
    if type(value) is not type(expected) or value != expected:
        raise ValueError(f"{name} should be {briefly(expected)}, {why}, but the record says {briefly(value)}")
