"""The draw after the sale: winners and losers check their tickets, and every check must agree with the draw."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

import httpx

from tests.load.audit import Violation

CHECKED = 100
"""At most this number of winners, and this number of losers, check their tickets."""


class Holder(NamedTuple):
    """A ticket with its code, and the address of its player."""

    number: int
    code: str
    address: str


def winners_of(tickets: int) -> int:
    """Return how many winners the raffle has."""
    return max(1, tickets // 20)


def of_draw(
    manager: httpx.Client, raffle_id: str, database: sqlite3.Connection, *, winners: int
) -> Iterator[Violation]:
    """Draw the winners, and let winners and losers check their tickets. Return the violations."""
    drawn = manager.post(f"/raffles/{raffle_id}/winners/")
    if drawn.status_code != 201:
        yield Violation("a draw that was refused", 1, drawn.text)
        return
    numbers = _winning_numbers(manager, raffle_id)
    if len(numbers) != winners:
        yield Violation("a number of winners that is not the number of prizes", 1, f"{len(numbers)} of {winners}")
    holders = _holders(database, numbers)
    wrong = [holder.number for holder in holders if _has_won(manager, raffle_id, holder) != (holder.number in numbers)]
    if wrong:
        yield Violation("a check that does not agree with the draw", len(wrong), f"ticket {wrong[0]}")


def _winning_numbers(manager: httpx.Client, raffle_id: str) -> set[int]:
    """Return all winning numbers. Read them page by page."""
    numbers: set[int] = set()
    path: str | None = f"/raffles/{raffle_id}/winners/?limit=1000"
    while path:
        page = manager.get(path).raise_for_status()
        numbers.update(winner["ticket_number"] for winner in page.json())
        path = page.links["next"]["url"] if "next" in page.links else None
    return numbers


def _holders(database: sqlite3.Connection, winning: set[int]) -> list[Holder]:
    """Return the holders of some winning tickets and of some losing tickets."""
    winners: list[Holder] = []
    losers: list[Holder] = []
    for row in database.execute("SELECT number, code, address FROM tickets WHERE code IS NOT NULL"):
        some = winners if row[0] in winning else losers
        if len(some) < CHECKED:
            some.append(Holder(*row))
    return winners + losers


def _has_won(manager: httpx.Client, raffle_id: str, holder: Holder) -> bool | None:
    answer = manager.post(
        f"/raffles/{raffle_id}/verify-ticket/",
        json={"ticket_number": holder.number, "verification_code": holder.code},
        headers={"X-Forwarded-For": holder.address},
    )
    return bool(answer.json()["has_won"]) if answer.status_code == 200 else None
