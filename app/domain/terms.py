"""Computes the terms of a raffle, and reads times.

The terms are one hash. It covers what was announced at the creation of the raffle: the name, the number of tickets, the
prizes, the times, the rules for substitutes, and the source of the randomness. The description and other texts are no
part of the terms.

A player who keeps the terms can find out later whether somebody changed the prizes, the times or the announced source
of the randomness.

The terms are the SHA-256 of canonical JSON (RFC 8785). Times are RFC 3339 in one spelling: UTC, milliseconds, `Z`.

This file needs only the standard library, because it is a part of the program that checks draw records.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

from app.domain.printable import printable

_OPTIONAL = (
    "entropy_source",
    "beacon",
    "opens_at",
    "closes_at",
    "draw_at",
    "reserves",
    "substitute_after_hours",
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_TIME = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:[Zz]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))"
)


def canonical(value: object) -> bytes:
    """Return the canonical JSON (RFC 8785) of texts, whole numbers below 2**53, lists, and objects with ASCII names.

    For other values, such as fractions, the result may differ from RFC 8785.

    Raises:
        ValueError: a text has half of a surrogate pair, so it cannot be written in UTF-8.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


_LONGEST_VALUE = 80
_MOST_ENTRIES = 6


def briefly(value: object) -> str:
    """Return a value of a record as JSON, for a message. A forged record may have very long values, so these are cut.

    Control characters and invisible characters are escaped, because a terminal would obey them or hide them. The pages
    cut and escape values in the same way.
    """
    cut = isinstance(value, list) and len(value) > _MOST_ENTRIES
    shown_value = value[:_MOST_ENTRIES] if isinstance(value, list) else value
    try:
        text = printable(json.dumps(shown_value, separators=(",", ":"), ensure_ascii=False, default=str))
    except (RecursionError, ValueError):
        return "a value that is too large to be shown"
    if cut:
        text = f"{text[:-1]},…]"
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def terms(members: Mapping[str, Any]) -> str:
    """Return the terms of a raffle in hex. `members` is the JSON object of the raffle or of its draw record.

    Members that are no part of the terms are ignored. A member that is None counts as absent. 0 reserves also count as
    absent. Times must be in the spelling of `normalised`. Each prize has a name and an amount.

    Raises:
        KeyError: name, total_tickets, prizes, or a member of a prize is absent.
        ValueError: a text has half of a surrogate pair.
    """
    announced = {name: members[name] for name in _OPTIONAL if members.get(name) not in (None, 0)}
    announced |= {name: members[name] for name in ("name", "total_tickets")}
    announced["prizes"] = [{"name": prize["name"], "amount": prize["amount"]} for prize in members["prizes"]]
    return sha256(canonical(announced)).hexdigest()


def normalised(text: str) -> str:
    """Return a time of RFC 3339 in the only spelling that is stored, such as "2026-11-26T18:00:00.000Z".

    Digits beyond milliseconds are cut off. The text must have an offset, and -00:00 counts as UTC. Leap seconds are
    refused, because clocks of computers do not have them.

    Raises:
        ValueError: the text is no such time, or its year in UTC is not within 1..9999.
    """
    return shown(milliseconds(text))


def milliseconds(text: str) -> int:
    """Return a time of RFC 3339 in milliseconds since 1970, as `normalised` reads it.

    Raises:
        ValueError: the text is no such time, or its year in UTC is not within 1..9999.
    """
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(
            "Expected a time with an offset, for example 2026-11-26T18:00:00Z or 2026-11-26T19:00:00+01:00"
        )
    *parts, fraction, sign, hours, minutes = match.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    year, month, day, hour, minute, second = map(int, parts)
    microsecond = int((fraction or "").ljust(3, "0")[:3]) * 1_000
    zone = timezone(-offset if sign == "-" else offset)
    local = datetime(year, month, day, hour, minute, second, microsecond, zone)
    try:
        return (local.astimezone(UTC) - _EPOCH) // _MILLISECOND
    except OverflowError:
        raise ValueError("Expected a time whose year in UTC is within 1 to 9999") from None


def shown(milliseconds: int) -> str:
    """Return a time, given in milliseconds since 1970, in the spelling of `normalised`.

    Raises:
        ValueError: the year in UTC is not within 1..9999.
    """
    try:
        time = _EPOCH + milliseconds * _MILLISECOND
    except OverflowError:
        raise ValueError("Expected a time whose year in UTC is within 1 to 9999") from None
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
