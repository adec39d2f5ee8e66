"""Computes the winners and their prizes from the entropy of a draw, in a way that anybody can repeat.

This file needs only the standard library, so that anybody with Python can check a draw:

    python3 -m app.domain.draw record.json

The algorithm is `raffle-draw/1`. SHA-256 (FIPS 180-4) in counter mode gives a stream of bytes. Rejection sampling turns
the stream into unbiased numbers. The numbers drive a Fisher-Yates shuffle (Durstenfeld 1964, Algorithm 235; Knuth,
TAOCP volume 2, 3.4.2, Algorithm P). Only the places of the winners are computed, in a sparse table.
"""

import hashlib
import json
import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, count
from pathlib import Path
from reprlib import repr as briefly
from typing import Any

ALGORITHM = "raffle-draw/1"

_ENTROPY_FROM_A_SOURCE = re.compile(r"[!-~]+(?: [!-~]+)*")
_ENTROPY_FROM_THE_SYSTEM = re.compile("[0-9a-f]{64}")

_WORD = 8
_WORDS_END = 1 << 64


def seed_of(raffle_id: str, total_tickets: int, entropy: str) -> bytes:
    """Return the 32 byte seed of a draw: the hash of everything that the order of the tickets depends on."""
    return hashlib.sha256(f"{ALGORITHM}\n{raffle_id}\n{total_tickets}\n{entropy}".encode()).digest()


def _words(seed: bytes) -> Iterator[int]:
    """Yield the stream SHA-256(seed || 0) || SHA-256(seed || 1) || ... as big-endian 64 bit numbers."""
    for block in count():
        digest = hashlib.sha256(seed + block.to_bytes(_WORD, "big")).digest()
        for start in range(0, len(digest), _WORD):
            yield int.from_bytes(digest[start : start + _WORD], "big")


def _below(word: Callable[[], int], end: int) -> int:
    """Return a number of 0..end-1.

    Words at or above the largest multiple of `end` within 2**64 are rejected, because they would make the smallest
    numbers more likely.
    """
    limit = _WORDS_END // end * end
    while (number := word()) >= limit:
        pass
    return number % end


def draw(seed: bytes, total_tickets: int, winners: int) -> list[int]:
    """Return `winners` winning ticket numbers, of 1..total_tickets, in the order in which they were drawn.

    Time and memory depend on the number of winners, not on the number of tickets.

    Raises:
        ValueError: winners is not within 0..total_tickets, or there are more than 2**64 tickets.
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


def prize_indices(amounts: Sequence[int], places: Iterable[int]) -> list[int]:
    """Return which prize each place in the draw (0, 1, 2 ...) wins, as an index into the list of prizes.

    Prizes are assigned in listed order: the first `amounts[0]` places win the first prize, and so on.
    """
    ends = list(accumulate(amounts))
    return [bisect_right(ends, place) for place in places]


def _check_spelling(source: object, entropy: str) -> None:
    """Check that the entropy has only one spelling. Otherwise somebody could have chosen between several draws.

    Raises:
        ValueError: the service accepts no such entropy.
    """
    if source is not None and not isinstance(source, str):
        raise ValueError("entropy_source must be text or null")
    if source and _ENTROPY_FROM_A_SOURCE.fullmatch(entropy) is None:
        raise ValueError(
            "the entropy has several spellings that look alike: expected visible ASCII characters, with single spaces "
            f"between them, but the record says {briefly(entropy)}"
        )
    if not source and _ENTROPY_FROM_THE_SYSTEM.fullmatch(entropy) is None:
        raise ValueError(
            "the record announces no source, so its entropy must be 64 hexadecimal digits in lower case, but the "
            f"record says {briefly(entropy)}"
        )


def check(record: Mapping[str, Any]) -> list[int]:
    """Recompute a draw record; return its winning numbers in prize order.

    Raises:
        ValueError: the record is malformed, its entropy has several spellings that look alike, or its seed or its
            winners are not the computed ones.
    """
    try:
        algorithm = record["algorithm"]
        raffle_id, total_tickets, entropy = record["raffle_id"], record["total_tickets"], record["entropy"]
        source = record.get("entropy_source")
        announced_seed, announced_winners = record["seed"], record["winners"]
        amounts = [prize["amount"] for prize in record["prizes"]]
    except (KeyError, TypeError) as error:
        raise ValueError(f"the record is not a draw record: {error!r}") from error
    if algorithm != ALGORITHM:
        raise ValueError(f"the record was drawn by {briefly(algorithm)}; this program checks {ALGORITHM!r}")
    if not isinstance(raffle_id, str) or not isinstance(entropy, str) or not isinstance(announced_winners, list):
        raise ValueError("raffle_id and entropy must be text, and winners must be a list")
    if not all(type(number) is int and number >= 1 for number in [total_tickets, *amounts]):
        raise ValueError("total_tickets and the amounts of prizes must be whole numbers of at least 1")
    _check_spelling(source, entropy)
    try:
        seed = seed_of(raffle_id, total_tickets, entropy)
    except UnicodeEncodeError as error:
        raise ValueError("raffle_id must be text that UTF-8 can hold") from error
    if announced_seed != seed.hex():
        raise ValueError(f"the seed does not follow from the entropy: expected {seed.hex()}")
    if len(announced_winners) != sum(amounts):
        raise ValueError(f"the record has {len(announced_winners)} winners for {sum(amounts)} prizes")
    winners = draw(seed, total_tickets, len(announced_winners))
    for place, (expected, announced) in enumerate(zip(winners, announced_winners, strict=True)):
        if type(announced) is not int or expected != announced:
            raise ValueError(
                f"winner {place + 1} should be ticket {expected}, but the record says {briefly(announced)}"
            )
    return winners


def main(arguments: list[str]) -> int:
    """Check the draw record in the file that the only argument names; return 0 when the record is right."""
    if len(arguments) != 1:
        print("usage: python3 -m app.domain.draw record.json", file=sys.stderr)
        return 2
    try:
        record = json.loads(Path(arguments[0]).read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        print(f"cannot read {arguments[0]}: {error}", file=sys.stderr)
        return 2
    try:
        winners = check(record)
    except ValueError as error:
        print(f"WRONG: {error}")
        return 1
    print(f"OK: {len(winners)} winners of {record['total_tickets']} tickets follow from the entropy")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
