"""Computes the winners and their prizes from the entropy (random value) of a draw. Anybody can repeat this.

This file and the files that it imports need only the standard library, so that anybody with Python can check a draw:

    python3 -m app.domain.draw record.json

The seed is a hash of everything that the winners depend on. SHA-256 (FIPS 180-4) in counter mode makes a stream of
bytes from the seed. Rejection sampling makes unbiased numbers from the stream: it throws away numbers that would favour
some tickets. The numbers drive a Fisher-Yates shuffle (Durstenfeld 1964, Algorithm 235; Knuth, TAOCP volume 2, 3.4.2,
Algorithm P). The shuffle keeps only the tickets that it has moved.

The old algorithm `raffle-draw/1` shuffles all tickets. The new algorithm `raffle-draw/2` shuffles only the claimed
tickets, and draws substitutes after the winners. Its seed also depends on the terms (the hash of everything that was
announced).
"""

import argparse
import hashlib
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from io import TextIOWrapper
from itertools import accumulate, count
from typing import Any, NamedTuple

from app.domain import strict_json, tree
from app.domain.members import expect, listed
from app.domain.notices import not_checked, notices
from app.domain.printable import printable
from app.domain.record import (
    ALGORITHM,
    ALGORITHM_2,
    check_facts,
    check_first,
    check_spelling,
    check_substitutions,
    fate_of,
)
from app.domain.terms import briefly

_NOT_CHECKED = (
    "NOT CHECKED: the signature of the beacon. Compare it with the signature that drand publishes for this round. Or "
    "check it with --beacon, in a checkout of the service or where the service is installed"
)
_NO_BEACON = "NOT CHECKED: a signature, because the record names no beacon. Did the raffle announce one?"

_WORD = 8
_WORDS_END = 1 << 64


def seed_of(raffle_id: str, total_tickets: int, entropy: str) -> bytes:
    """Return the 32 byte seed of a draw by `raffle-draw/1`: the hash of everything that the winners depend on."""
    return hashlib.sha256(f"{ALGORITHM}\n{raffle_id}\n{total_tickets}\n{entropy}".encode()).digest()


def seed_with_terms(raffle_id: str, total_tickets: int, terms: str, entropy: str) -> bytes:
    """Return the 32 byte seed of a draw by `raffle-draw/2`. The terms are a hash of everything that was announced."""
    return hashlib.sha256(f"{ALGORITHM_2}\n{raffle_id}\n{total_tickets}\n{terms}\n{entropy}".encode()).digest()


def _words(seed: bytes) -> Iterator[int]:
    """Yield the stream SHA-256(seed || 0) || SHA-256(seed || 1) || ... as words: big-endian numbers of 64 bits."""
    for block in count():
        digest = hashlib.sha256(seed + block.to_bytes(_WORD, "big")).digest()
        for start in range(0, len(digest), _WORD):
            yield int.from_bytes(digest[start : start + _WORD], "big")


def _below(word: Callable[[], int], end: int) -> int:
    """Return a number from 0 to end-1. Every number has the same chance.

    Words at or above the largest multiple of `end` within 2**64 are rejected. Otherwise the smallest numbers would be
    more likely than the others.
    """
    limit = _WORDS_END // end * end
    while (number := word()) >= limit:
        pass
    return number % end


def draw(seed: bytes, total_tickets: int, winners: int) -> list[int]:
    """Draw `winners` ticket numbers from 1..total_tickets. Return them in the order of the draw.

    Time and memory depend on the number of winners, and not on the number of tickets.

    Raises:
        ValueError: `winners` is not within 0..total_tickets, or there are more than 2**64 tickets.
    """
    if not 0 <= winners <= total_tickets <= _WORDS_END:
        raise ValueError(f"{winners} winners cannot be drawn from {total_tickets} tickets")
    word = _words(seed).__next__
    moved: dict[int, int] = {}
    drawn: list[int] = []
    for place in range(winners):
        other = place + _below(word, total_tickets - place)
        drawn.append(moved.get(other, other) + 1)
        moved[other] = moved.pop(place, place)
    return drawn


class Drawn(NamedTuple):
    """The ticket numbers of the winners in prize order, and of the substitutes in the order of substitution."""

    winners: list[int]
    substitutes: list[int]


def winners_and_substitutes(
    seed: bytes,
    total_tickets: int,
    winners: int,
    reserves: int,
    *,
    withdrawn: Sequence[int] = (),
    claimed: Sequence[int] | None = None,
) -> Drawn:
    """Draw by `raffle-draw/2` from the claimed tickets: first the winners, then `reserves` substitutes.

    If fewer than `winners + reserves` tickets were claimed, all claimed tickets are drawn.
    If `claimed` is None, the claimed tickets are the numbers of 1..total_tickets that are not in `withdrawn`.
    The numbers in `withdrawn` and `claimed` ascend. Time and memory depend on the length of the list that is passed,
    and on the number of winners and substitutes.
    """
    tickets = total_tickets - len(withdrawn) if claimed is None else len(claimed)
    order = draw(seed, tickets, min(winners + reserves, tickets))
    if claimed is not None:
        numbers = [claimed[place - 1] for place in order]
    else:
        claimed_before = [number - place for place, number in enumerate(withdrawn, 1)]
        numbers = [place + bisect_right(claimed_before, place - 1) for place in order]
    return Drawn(numbers[:winners], numbers[winners:])


def prize_indices(amounts: Sequence[int], places: Iterable[int]) -> list[int]:
    """Return which prize each place in the draw (0, 1, 2 ...) wins, as an index into the list of prizes.

    Prizes are assigned in listed order: the first `amounts[0]` places win the first prize, and so on.
    """
    ends = list(accumulate(amounts))
    return [bisect_right(ends, place) for place in places]


def unawarded(amounts: Sequence[int], winners: int) -> list[tuple[int, int]]:
    """Return the prizes that nobody wins, as pairs: the index of a prize, and how much of its amount nobody wins."""
    ends = accumulate(amounts)
    rest = [(index, min(amount, end - winners)) for index, (amount, end) in enumerate(zip(amounts, ends, strict=True))]
    return [(index, amount) for index, amount in rest if amount > 0]


def check(record: Mapping[str, Any]) -> list[int]:
    """Recompute a draw record of `raffle-draw/1` or `raffle-draw/2`; return its winning numbers in prize order.

    Raises:
        ValueError: the record is malformed or contradicts itself, or the winners do not follow from the entropy.
    """
    if isinstance(record, Mapping) and record.get("algorithm") == ALGORITHM_2:
        return _check_2(record)
    return _check_1(record)


def _check_1(record: Mapping[str, Any]) -> list[int]:
    try:
        algorithm = record["algorithm"]
        raffle_id, total_tickets, entropy = record["raffle_id"], record["total_tickets"], record["entropy"]
        source = record.get("entropy_source")
        announced_seed, announced_winners = record["seed"], record["winners"]
        prizes = record["prizes"]
        amounts = [prize["amount"] for prize in prizes]
    except (KeyError, TypeError) as error:
        raise ValueError(f"the record is not a draw record: {error!r}") from error
    if algorithm != ALGORITHM:
        raise ValueError(
            f"the record was drawn by {briefly(algorithm)}; this program checks {ALGORITHM} and {ALGORITHM_2}"
        )
    texts, lists = (raffle_id, entropy), (prizes, announced_winners)
    if not all(isinstance(each, str) for each in texts) or not all(isinstance(each, list) for each in lists):
        raise ValueError("raffle_id and entropy must be text, and prizes and winners must be lists")
    if not all(type(number) is int and number >= 1 for number in [total_tickets, *amounts]):
        raise ValueError("total_tickets and the amounts of prizes must be whole numbers of at least 1")
    check_first(record)
    check_spelling(source, entropy)
    try:
        seed = seed_of(raffle_id, total_tickets, entropy)
    except UnicodeEncodeError as error:
        raise ValueError("raffle_id must be text that UTF-8 can hold") from error
    if announced_seed != seed.hex():
        raise ValueError(f"the seed does not follow from the entropy: expected {seed.hex()}")
    if len(announced_winners) != sum(amounts):
        raise ValueError(f"the record has {len(announced_winners)} winners for {sum(amounts)} prizes")
    winners = draw(seed, total_tickets, len(announced_winners))
    _check_numbers("winner", winners, announced_winners)
    return winners


def _check_numbers(kind: str, expected: list[int], announced: list[Any]) -> None:
    for place, (number, given) in enumerate(zip(expected, announced, strict=True), 1):
        if type(given) is not int or number != given:
            raise ValueError(f"{kind} {place} should be ticket {number}, but the record says {briefly(given)}")


def _check_2(record: Mapping[str, Any]) -> list[int]:
    tickets = check_facts(record)
    seed = seed_with_terms(record["raffle_id"], tickets.total, record["terms"], record["entropy"])
    expect(record, "seed", seed.hex(), "the hash of what the draw depends on")
    amounts = [prize["amount"] for prize in record["prizes"]]
    winners = _of_length(record, "winners", min(sum(amounts), tickets.drawn_from))
    rest = tickets.drawn_from - len(winners)
    substitutes = _of_length(record, "substitutes", min(record.get("reserves") or 0, rest))
    counts = len(winners), len(substitutes)
    drawn = winners_and_substitutes(seed, tickets.total, *counts, withdrawn=tickets.withdrawn, claimed=tickets.claimed)
    _check_numbers("winner", drawn.winners, winners)
    _check_numbers("substitute", drawn.substitutes, substitutes)
    names = [prize["name"] for prize in record["prizes"]]
    left = [{"prize": names[index], "amount": amount} for index, amount in unawarded(amounts, len(winners))]
    announced = listed(record, "unawarded")
    if announced != left or any(type(entry["amount"]) is not int for entry in announced):  # In Python, True equals 1.
        raise ValueError(f"unawarded should be {briefly(left)}, but the record says {briefly(announced)}")
    check_substitutions(record, drawn.winners, drawn.substitutes)
    return drawn.winners


def _of_length(record: Mapping[str, Any], name: str, length: int) -> list[Any]:
    if len(value := listed(record, name)) != length:
        raise ValueError(f"the record should have {length} {name}, but has {len(value)}")
    return value


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this program to a parser. `run` takes what the parser reads."""
    parser.add_argument("record", metavar="record.json", help="a file with the answer of GET /raffles/{id}/draw/")
    parser.add_argument("--ticket", metavar="proof.json", help="check the proof of a ticket too, and say what it won")
    parser.add_argument("--beacon", action="store_true", help="check the signature of the beacon too, with a library")


def run(asked: argparse.Namespace) -> int:
    """Check the files in the arguments. Return 0 if all are right, 1 if a file is wrong, or 2 if it cannot be read."""
    if isinstance(sys.stdout, TextIOWrapper):
        # Some terminals cannot show every character in the name of a prize. An escape replaces such a character.
        sys.stdout.reconfigure(errors="backslashreplace")
    read = {}
    for file in filter(None, (asked.record, asked.ticket)):
        try:
            read[file] = strict_json.read(file)
        except (OSError, ValueError, RecursionError) as error:
            print(printable(f"cannot read {file}: {error}"), file=sys.stderr)
            return 2
    record = read[asked.record]
    try:
        winners = check(record)
        lines = [f"OK: {len(winners)} winners of {record['total_tickets']} tickets follow from the entropy"]
        if substituted := len(listed(record, "substitutions")):
            lines.append(f"OK: each substitute had the next turn (number of substitutions: {substituted})")
        lines += [f"NOTICE: {notice}" for notice in notices(record)]
        lines += [f"NOT CHECKED: {question}" for question in not_checked(record)]
        if record.get("beacon") is not None:
            lines.append(_signature(record) if asked.beacon else _NOT_CHECKED)
        elif asked.beacon:
            lines.append(_NO_BEACON)
        if asked.ticket:
            lines.append(_ticket(read[asked.ticket], record))
    except ValueError as error:
        print(printable(f"WRONG: {error}"))
        return 1
    print("\n".join(map(printable, lines)))
    return 0


def _signature(record: Mapping[str, Any]) -> str:
    try:
        beacon = import_module("app.domain.beacon")
    except ImportError as error:
        return f"{_NOT_CHECKED} ({error})"
    beacon.QUICKNET.randomness(record["round"], record["signature"])
    return f"OK: the signature is that of round {record['round']} of the beacon"


def _ticket(proof: object, record: Mapping[str, Any]) -> str:
    if record["algorithm"] != ALGORITHM_2:
        raise ValueError(f"{ALGORITHM} has no proofs of tickets")
    ticket = tree.check_proof(proof, record["root"], record["total_tickets"])
    return f"OK: ticket {ticket.number} is in the tree, and {fate_of(ticket, record)}"


def main(arguments: list[str]) -> int:
    """Run this program with the arguments of a command line; return its exit code."""
    parser = argparse.ArgumentParser(description="Check the draw record of a raffle.", allow_abbrev=False)
    add_arguments(parser)
    return run(parser.parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
