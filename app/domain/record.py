"""How the facts in a draw record are checked. The file draw.py checks the numbers that were drawn.

A record of `raffle-draw/2` has what was announced, the seal, and the entropy. The seal is what was fixed about the
tickets after the last claim. The entropy is the random text from which the winners are computed. With a beacon, the
entropy comes from a signature of the beacon, and the round is the number of this signature. The record also says which
substitutes got the prizes of winners who did not come. These facts must not contradict each other.

This file needs only the standard library, because it is a part of the program that checks draw records.
"""

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import chain, pairwise
from typing import Any, NamedTuple

from app.domain.members import expect, listed, optional, text, time, whole
from app.domain.terms import briefly, shown, terms
from app.domain.tree import ProvenTicket, others, withdrawn_hash

ALGORITHM = "raffle-draw/1"
ALGORITHM_2 = "raffle-draw/2"

_ONLY_IN_2 = (
    *("terms", "beacon", "opens_at", "closes_at", "ended_at", "draw_at", "reserves", "substitute_after_hours"),
    *("sealed_at", "root", "withdrawn_hash", "withdrawn_tickets", "withdrawn", "claimed"),
    *("chain_hash", "announced_round", "round", "round_at", "signature"),
    *("substitutes", "substitutions", "unawarded"),
)
"""The members that no record of `raffle-draw/1` has."""

QUICKNET_HASH = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
QUICKNET_GENESIS_MS = 1_692_803_367_000
QUICKNET_PERIOD_MS = 3_000
SEAL_TO_ROUND_MS = 60_000
"""The shortest time from the seal to the round that decides the draw. Because of this time, nobody knows the signature
of the round when the raffle is sealed."""

MOST_TICKETS = 10_000_000
MOST_PRIZES = 1_000
MOST_RESERVES = 100_000
MOST_HOURS = 8_760
HOUR_MS = 3_600_000

_ENTROPY_FROM_A_SOURCE = re.compile(r"[!-~]+(?: [!-~]+)*")
_HASH = re.compile("[0-9a-f]{64}")
_SIGNATURE = re.compile("[0-9a-f]{96}")
_RAFFLE_ID = re.compile("[!-~]{1,100}")


class Tickets(NamedTuple):
    """The tickets of a draw. `total` is the number of all tickets.

    If `claimed` is None, `withdrawn` lists the tickets that nobody claimed. Otherwise `claimed` lists the claimed
    tickets, and `withdrawn` is empty.
    """

    total: int
    withdrawn: Sequence[int]
    claimed: Sequence[int] | None

    @property
    def drawn_from(self) -> int:
        """The number of claimed tickets."""
        return self.total - len(self.withdrawn) if self.claimed is None else len(self.claimed)


def check_first(record: Mapping[str, Any]) -> None:
    """Check that a record of `raffle-draw/1` has no member that only `raffle-draw/2` has.

    A draw by `raffle-draw/1` has no seal. Without this check, somebody could take a record of `raffle-draw/2`, change
    its algorithm to `raffle-draw/1`, and choose the entropy. The record would still show its seal, but nothing would
    compare the entropy with the seal.

    Raises:
        ValueError: the record has such a member.
    """
    if later := [name for name in _ONLY_IN_2 if record.get(name) is not None]:
        raise ValueError(
            f"a record of {ALGORITHM} cannot have {', '.join(later)}: somebody changed the algorithm of the record, or "
            "added members"
        )


def check_facts(record: Mapping[str, Any]) -> Tickets:
    """Check that the announcement, the seal and the entropy fit together; return the tickets of the draw.

    Raises:
        ValueError: a member is malformed, or contradicts another member.
    """
    text(record, "raffle_id", 100, _RAFFLE_ID)
    _check_announced(record)
    optional(record, "incarnation", 1, 2**53)
    tickets = _check_withdrawn(record)
    text(record, "root", 64, _HASH)
    sealed, drawn = time(record, "sealed_at"), time(record, "drawn_at")
    end = "closes_at" if record.get("ended_at") is None else "ended_at"
    if tickets.drawn_from < tickets.total and record.get(end) is None:
        raise ValueError("tickets were withdrawn, but the record has no closes_at and no ended_at")
    _check_ended(record)
    for name in ("opens_at", end) if tickets.drawn_from < tickets.total else ("opens_at",):
        if record.get(name) is not None and sealed < time(record, name):
            raise ValueError(f"sealed_at is before {name}")
    if drawn < sealed:
        raise ValueError("drawn_at is before sealed_at")
    if record.get("beacon") is None:
        _check_chosen(record)
    else:
        _check_beacon(record, sealed, drawn)
    return tickets


def _check_announced(record: Mapping[str, Any]) -> None:
    text(record, "name", 100)
    total = whole(record, "total_tickets", 1, MOST_TICKETS)
    prizes = record.get("prizes")
    if not isinstance(prizes, list) or not 1 <= len(prizes) <= MOST_PRIZES:
        raise ValueError(f"prizes must be a list of 1 to {MOST_PRIZES} prizes, but the record says {briefly(prizes)}")
    for prize in prizes:
        if not isinstance(prize, dict) or prize.keys() != {"name", "amount"}:
            raise ValueError(f"a prize must have a name and an amount, but the record says {briefly(prize)}")
        text(prize, "name", 100)
        whole(prize, "amount", 1, total)
    if sum(prize["amount"] for prize in prizes) + optional(record, "reserves", 0, MOST_RESERVES) > total:
        raise ValueError("prizes and reserves together are more than the tickets")
    optional(record, "substitute_after_hours", 1, MOST_HOURS)
    source, beacon = record.get("entropy_source"), record.get("beacon")
    if source is not None:
        text(record, "entropy_source", 300)
    if beacon is not None and (beacon != "quicknet" or source is not None):
        raise ValueError('beacon must be "quicknet", and a record with a beacon cannot have an entropy_source')
    times = [
        (name, time(record, name)) for name in ("opens_at", "closes_at", "draw_at") if record.get(name) is not None
    ]
    for (earlier, first), (later, second) in pairwise(times):
        if first > second:
            raise ValueError(f"{later} is before {earlier}")
    expect(record, "terms", terms(record), "the hash of name, total_tickets, prizes and what else was announced")


def _check_ended(record: Mapping[str, Any]) -> None:
    """If a manager ended the raffle early, check that this end comes after `opens_at` and before `closes_at`."""
    if record.get("ended_at") is None:
        return
    ended = time(record, "ended_at")
    if record.get("opens_at") is not None and ended <= time(record, "opens_at"):
        raise ValueError("ended_at is not after opens_at")
    if record.get("closes_at") is not None and ended >= time(record, "closes_at"):
        raise ValueError("ended_at is not before closes_at")


def _check_withdrawn(record: Mapping[str, Any]) -> Tickets:
    total: int = record["total_tickets"]
    given = [name for name in ("withdrawn", "claimed") if record.get(name) is not None]
    if given == ["withdrawn", "claimed"]:
        raise ValueError("the record has both withdrawn and claimed, but may have only the shorter one of these lists")
    name = given[0] if given else "withdrawn"
    numbers = listed(record, name)
    if not all(type(number) is int for number in numbers) or not all(
        before < number for before, number in pairwise(chain((0,), numbers, (total + 1,)))
    ):
        raise ValueError(f"{name} must be ticket numbers in ascending order, but the record says {briefly(numbers)}")
    if 2 * len(numbers) > total - (name == "claimed"):
        raise ValueError(
            "the record must list the withdrawn tickets if they are at most half of all tickets, and else the claimed "
            "tickets"
        )
    hashed = withdrawn_hash(numbers if name == "withdrawn" else others(total, numbers))
    expect(record, "withdrawn_hash", hashed, "the hash of the withdrawn tickets")
    tickets = Tickets(total, numbers, None) if name == "withdrawn" else Tickets(total, [], numbers)
    # The service writes no `withdrawn_tickets` into a record. If somebody has added this member, check its value.
    if record.get("withdrawn_tickets") is not None:
        count = total - tickets.drawn_from
        expect(record, "withdrawn_tickets", count, "the number of the withdrawn tickets")
    return tickets


def _check_chosen(record: Mapping[str, Any]) -> None:
    """Check the entropy of a raffle without a beacon."""
    for name in ("chain_hash", "announced_round", "round", "round_at", "signature"):
        expect(record, name, None, "because no beacon was announced")
    entropy = text(record, "entropy", 1_000)
    check_spelling(record.get("entropy_source"), entropy)
    if entropy != entropy.lower():
        raise ValueError(f"the entropy must have letters in lower case only, but the record says {briefly(entropy)}")


def _check_beacon(record: Mapping[str, Any], sealed: int, drawn: int) -> None:
    """Check all members about the beacon except the signature. A check of the signature needs a library."""
    expect(record, "chain_hash", QUICKNET_HASH, "the hash of the chain quicknet")
    draw_at = None if record.get("draw_at") is None else time(record, "draw_at")
    earliest = sealed + SEAL_TO_ROUND_MS
    if draw_at is None:
        expect(record, "announced_round", None, "because the record has no draw_at")
        decided, why = round_at(earliest), "the first round that comes at least a minute after sealed_at"
    else:
        why = "the first round that comes at draw_at or later"
        expect(record, "announced_round", round_at(draw_at), why)
        decided, why = round_at(max(draw_at, earliest)), f"{why}, and at least a minute after sealed_at"
    expect(record, "round", decided, why)
    expect(record, "round_at", shown(time_of(decided)), "the time of the round")
    signature = text(record, "signature", 96, _SIGNATURE)
    expect(record, "entropy", sha256(bytes.fromhex(signature)).hexdigest(), "the hash of the signature")
    if drawn < time_of(decided):
        raise ValueError("drawn_at is before round_at")


def round_at(milliseconds: int) -> int:
    """Return the first round of quicknet that comes at or after a time. The time is in milliseconds since 1970."""
    return max(1, -((QUICKNET_GENESIS_MS - milliseconds) // QUICKNET_PERIOD_MS) + 1)


def time_of(round_number: int) -> int:
    """Return when a round of quicknet comes, in milliseconds since 1970."""
    return QUICKNET_GENESIS_MS + (round_number - 1) * QUICKNET_PERIOD_MS


def check_spelling(source: object, entropy: str) -> None:
    """Check that the entropy has no other spelling that looks the same.

    Each spelling gives other winners. So with several such spellings, a manager could choose between several draws.

    Raises:
        ValueError: the service does not accept such entropy.
    """
    if source is not None and not isinstance(source, str):
        raise ValueError("entropy_source must be text or null")
    if source and _ENTROPY_FROM_A_SOURCE.fullmatch(entropy) is None:
        raise ValueError(
            "the entropy has several spellings that look alike: expected visible ASCII characters, with single spaces "
            f"between them, but the record says {briefly(entropy)}"
        )
    if not source and _HASH.fullmatch(entropy) is None:
        raise ValueError(
            "the record announces no source, so its entropy must be 64 hexadecimal digits in lower case, but the "
            f"record says {briefly(entropy)}"
        )


def check_substitutions(record: Mapping[str, Any], winners: Sequence[int], substitutes: Sequence[int]) -> None:
    """Check each substitution: the next substitute must get the place, and the winner must have had time to come.

    Raises:
        ValueError: a substitution is malformed, or contradicts the record.
    """
    holders, turns = list(winners), iter(substitutes)
    prizes = _prizes_by_place(record)
    earliest = time(record, "drawn_at") + (record.get("substitute_after_hours") or 0) * HOUR_MS
    for number, entry in enumerate(listed(record, "substitutions"), 1):
        turn = next(turns, None)
        if not isinstance(entry, dict) or turn is None:
            raise ValueError(f"substitution {number} is no object, or no substitute is left for it")
        try:
            place = whole(entry, "place", 0, len(holders) - 1)
            expect(entry, "ticket_number", holders[place], "the ticket at this place")
            expect(entry, "prize", prizes[place], "the prize of this place")
            expect(entry, "replaced_by", turn, "the next unused substitute")
            text(entry, "reason", 300)
            at = time(entry, "at")
        except ValueError as error:
            raise ValueError(f"substitution {number}: {error}") from error
        if at < earliest:
            raise ValueError(
                f"substitution {number} came too early: until {shown(earliest)}, the winner still had time to come"
            )
        holders[place] = turn


def fate_of(ticket: ProvenTicket, record: Mapping[str, Any]) -> str:
    """Return the result of a ticket, such as "won 'Bicycle'". Call this only for a record that was checked.

    Raises:
        ValueError: the tree and the record disagree about whether the ticket was claimed.
    """
    number, claimed = ticket
    in_record = (
        number in record["claimed"]
        if record.get("claimed") is not None
        else (number not in listed(record, "withdrawn"))
    )
    if claimed != in_record:
        words = {True: "claimed", False: "withdrawn"}
        raise ValueError(f"ticket {number} is {words[claimed]} in the tree, but {words[in_record]} in the record")
    if not claimed:
        return "was withdrawn, because nobody claimed it"
    prizes = dict(zip(record["winners"], _prizes_by_place(record), strict=False))
    for entry in listed(record, "substitutions"):
        prizes[entry["replaced_by"]] = entry["prize"]
        if entry["ticket_number"] == number:
            return f"won {entry['prize']!r}, but ticket {entry['replaced_by']} replaced it"
    if number in prizes:
        return f"won {prizes[number]!r}"
    substitutes = listed(record, "substitutes")
    return f"is substitute {substitutes.index(number) + 1}, and won nothing" if number in substitutes else "won nothing"


def _prizes_by_place(record: Mapping[str, Any]) -> list[str]:
    return [prize["name"] for prize in record["prizes"] for _ in range(prize["amount"])]
