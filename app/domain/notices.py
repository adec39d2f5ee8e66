"""What people must know about a correct draw record: the notices of the program that checks draw records.

The entropy is the random text from which the winners are computed. It can come from a beacon (a public service that
publishes signatures), from a source that the manager named, or from the operating system. The round is the number of
the signature. The pages show the same notices. This file needs only the standard library.
"""

from collections.abc import Mapping
from typing import Any

from app.domain.record import ALGORITHM, ALGORITHM_2, HOUR_MS
from app.domain.terms import milliseconds

OPERATOR_CHOSE = "The operator chose the randomness"
MANAGER_TYPED = "The manager typed the randomness"
NOTHING_BINDS = (
    f"NO TERMS AND NO SEAL BIND THIS RECORD ({ALGORITHM}): its maker could have chosen the randomness, and with it the "
    "winners"
)
UNLESS_THE_SOURCE = (
    f"{NOTHING_BINDS}, unless the source that it names published the value in this record. Compare the value in the "
    "record with the value from the source"
)


def notices(record: Mapping[str, Any]) -> list[str]:
    """Return the notices for a correct record.

    There is a notice in each of these cases: the maker of the record could choose the winners; somebody could choose
    the entropy or the round; another round decided than the announced one; the tickets were sealed after the source may
    have published its value; the draw or the end came earlier than announced; a ticket lost its prize early; the store
    was restored before the draw.
    """
    source = record.get("entropy_source")
    if record["algorithm"] != ALGORITHM_2:
        return [UNLESS_THE_SOURCE if source else NOTHING_BINDS]
    if record.get("beacon") is None:
        found = [OPERATOR_CHOSE if source is None else MANAGER_TYPED]
    else:
        found = _about_the_round(record)
    draw_at, drawn_at, sealed_at = record.get("draw_at"), record["drawn_at"], record["sealed_at"]
    if source is not None and draw_at is not None and sealed_at > draw_at:
        found.append(
            f"THE TICKETS WERE SEALED AT {sealed_at}, AFTER {draw_at}, THE ANNOUNCED TIME OF THE DRAW. If the source "
            "had published its value by then, the manager could choose the winners by the moment of the end"
        )
    if draw_at is not None and drawn_at < draw_at:  # The times have one spelling, so texts can be compared.
        found.append(f"THE DRAW WAS ANNOUNCED FOR {draw_at}, BUT IT WAS MADE EARLIER, AT {drawn_at}")
    # If the seal came before the early end, the raffle was sold out before this end. So the end has excluded nobody.
    if (ended := record.get("ended_at")) is not None and ended <= sealed_at:
        closes = record.get("closes_at")
        announced = "NO END WAS ANNOUNCED" if closes is None else f"THE ANNOUNCED END WAS {closes}"
        found.append(f"THE MANAGER ENDED THE RAFFLE EARLY, AT {ended}: {announced}")
    found += _about_substitutions(record)
    if (restored := record.get("incarnation")) is not None:
        found.append(
            f"THE STORE WAS RESTORED FROM A BACKUP BEFORE THIS DRAW (number of restores: {restored}). Compare this "
            "record with records that were saved earlier"
        )
    return found


def not_checked(record: Mapping[str, Any]) -> list[str]:
    """Return what nobody can check with the record alone. Times may be wrong without a contradiction."""
    if record["algorithm"] != ALGORITHM_2:
        return []
    source, draw_at, drawn_at = record.get("entropy_source"), record.get("draw_at"), record["drawn_at"]
    known = record.get("round_at") or (draw_at if source and draw_at and draw_at < drawn_at else drawn_at)
    found = [f"whether terms, root and withdrawn_hash were public before {known}. Compare them with what you kept"]
    if source is not None:
        found.append(f"whether the source published this value, and only after the seal, at {record['sealed_at']}")
    return found


def _about_substitutions(record: Mapping[str, Any]) -> list[str]:
    """Return a notice if a ticket lost its prize so early that its holder may have had no time to come.

    The program does not call such a record wrong, because earlier versions of the service allowed such substitutions.
    """
    hours = record.get("substitute_after_hours")
    got_at: dict[int, str] = {}
    early = []
    for entry in record.get("substitutions") or []:
        ticket, lost = entry["ticket_number"], entry["at"]
        got = got_at.get(ticket, record["drawn_at"])
        got_at[entry["replaced_by"]] = lost
        if milliseconds(lost) - milliseconds(got) < (hours or 1) * HOUR_MS:
            early.append((ticket, got, lost))
    if not early:
        return []
    ticket, got, lost = early[0]
    limit = "AN HOUR" if not hours else f"THE ANNOUNCED HOURS ({hours})"
    return [
        f"TICKET {ticket} HAD A PRIZE ONLY FROM {got} TO {lost}, LESS THAN {limit}, before a substitute replaced it. "
        f"Number of tickets that lost a prize so early: {len(early)}"
    ]


def _about_the_round(record: Mapping[str, Any]) -> list[str]:
    announced = record.get("announced_round")
    if announced is None:
        return [
            "NO TIME WAS ANNOUNCED FOR THIS DRAW, so whoever sealed the raffle could choose the round. Compare root, "
            f"round and sealed_at with what the page showed before {record['round_at']}"
        ]
    if announced == record["round"]:
        return []
    return [
        f"ROUND {announced} WAS ANNOUNCED, BUT ROUND {record['round']} DECIDED, because the raffle was sealed late, at "
        f"{record['sealed_at']}"
    ]
