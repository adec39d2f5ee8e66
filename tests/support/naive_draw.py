"""A second implementation of `raffle-draw/2`, which docs/fairness.md specifies. It shares no code with app.

It follows the specification word by word, and is slow: it builds whole lists.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

ANNOUNCED = ["name", "total_tickets", "prizes", "entropy_source", "beacon", "opens_at", "closes_at", "draw_at"]
ANNOUNCED += ["reserves", "substitute_after_hours"]


def naive_terms(record: dict[str, Any]) -> str:
    """Return the terms exactly as the specification says."""
    announced = {name: record[name] for name in ANNOUNCED if record.get(name)}
    text = json.dumps(announced, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def naive_seed(record: dict[str, Any]) -> bytes:
    """Return the seed exactly as the specification says."""
    lines = ["raffle-draw/2", record["raffle_id"], str(record["total_tickets"]), record["terms"], record["entropy"]]
    return hashlib.sha256("\n".join(lines).encode()).digest()


def naive_stream(seed: bytes) -> Iterator[int]:
    """Yield the stream of the specification as numbers of eight bytes."""
    counter = 0
    while True:
        block = hashlib.sha256(seed + counter.to_bytes(8, "big")).digest()
        for start in (0, 8, 16, 24):
            yield int.from_bytes(block[start : start + 8], "big")
        counter += 1


def naive_order(seed: bytes, claimed: list[int]) -> list[int]:
    """Return the whole shuffle of the claimed tickets exactly as the specification says."""
    order = list(claimed)
    stream = naive_stream(seed)
    for i in range(len(order)):
        n = len(order) - i
        word = next(stream)
        while word >= 2**64 // n * n:
            word = next(stream)
        j = i + word % n
        order[i], order[j] = order[j], order[i]
    return order


def naive_claimed(record: dict[str, Any]) -> list[int]:
    """Return the numbers of the claimed tickets of a record."""
    if record.get("claimed") is not None:
        return list(record["claimed"])
    withdrawn = record.get("withdrawn") or []
    return [number for number in range(1, record["total_tickets"] + 1) if number not in withdrawn]


def naive_withdrawn_hash(record: dict[str, Any]) -> str:
    """Return the hash of the withdrawn tickets exactly as the specification says."""
    claimed = {*naive_claimed(record)}
    withdrawn = [number for number in range(1, record["total_tickets"] + 1) if number not in claimed]
    return hashlib.sha256(b"".join(number.to_bytes(8, "big") for number in withdrawn)).hexdigest()


def drawn_again(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record whose derived members are computed again, as a forger would do."""
    again = record | {"terms": naive_terms(record), "withdrawn_hash": naive_withdrawn_hash(record)}
    if record.get("beacon"):
        again["entropy"] = hashlib.sha256(bytes.fromhex(record["signature"])).hexdigest()
    seed = naive_seed(again)
    order = naive_order(seed, naive_claimed(record))
    prizes = [prize["name"] for prize in record["prizes"] for _ in range(prize["amount"])]
    winners, rest = order[: len(prizes)], order[len(prizes) :]
    left = prizes[len(winners) :]
    return again | {
        "seed": seed.hex(),
        "winners": winners,
        "substitutes": rest[: record.get("reserves") or 0],
        "unawarded": [{"prize": name, "amount": left.count(name)} for name in dict.fromkeys(left)],
    }
