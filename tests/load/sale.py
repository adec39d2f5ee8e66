"""The sale that locust plays. It has more players than tickets, and each player has a different address.

After the last claim, the winners are drawn, and the answers are audited.

A server at URL must have the address of this machine in MANAGER_IPS and in FORWARDED_ALLOW_IPS.
"""

import logging
import os
import socket
import time
from collections import Counter
from itertools import count
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import httpx
from locust import FastHttpUser, constant, events, task
from locust.env import Environment

from tests.support.people import address
from tests.support.waiting import block_until

TICKETS = int(os.environ.get("TICKETS", "20000"))
PLAYERS = int(os.environ.get("PLAYERS", str(TICKETS * 3 // 2)))
CLAIM = "claim a ticket"

WINNERS = max(1, TICKETS // 20)
LOSERS_CHECKED = 100

FILL_SECONDS = 600


class HeldTicket(NamedTuple):
    """A ticket with its code, and the address of its player."""

    number: int
    code: str
    address: str


class Sale:
    """The data that the audit needs."""

    def __init__(self) -> None:
        self.raffle_id = ""
        self.places = count()
        self.tickets: list[HeldTicket] = []
        self.statuses: Counter[int] = Counter()
        self.began = self.ended = 0.0


sale = Sale()


class Player(FastHttpUser):
    """A locust user, who claims for one player after the other until every player has claimed."""

    wait_time = constant(0)
    network_timeout = connection_timeout = 30.0

    @task
    def claim(self) -> None:
        place = next(sale.places)
        if place >= PLAYERS:
            time.sleep(3600)  # locust ends this user when the last claim is answered
            return
        player = address(place)
        path = f"/raffles/{sale.raffle_id}/participate/"
        headers = {"X-Forwarded-For": player}
        with self.client.post(path, name=CLAIM, headers=headers, catch_response=True) as answer:
            if answer.status_code == 201:
                ticket = answer.json()
                sale.tickets.append(HeldTicket(ticket["ticket_number"], ticket["verification_code"], player))
            if answer.status_code in {201, 410}:
                answer.success()
            else:
                answer.failure(f"answered {answer.status_code}")
        sale.statuses[answer.status_code] += 1
        sale.ended = time.monotonic()
        if sale.statuses.total() == PLAYERS:
            Thread(target=self.environment.runner.quit).start()  # in another thread, because quit also ends this user


def manager_at(url: str) -> httpx.Client:
    """Return the manager, at the address from which this machine reaches the server, as a proxy forwards it."""
    server = urlsplit(url)
    port = server.port or (443 if server.scheme == "https" else 80)
    with socket.create_connection((server.hostname or "", port)) as connection:
        here = connection.getsockname()[0]
    return httpx.Client(base_url=url, headers={"X-Forwarded-For": here}, timeout=60, trust_env=False)


def open_the_sale(environment: Environment, **_: Any) -> None:
    """Create the raffle, and wait until it is open."""
    with manager_at(environment.host or "") as manager:
        prizes = [{"name": "Prize", "amount": WINNERS}]
        raffle = manager.post("/raffles/", json={"name": "Load test", "total_tickets": TICKETS, "prizes": prizes})
        raffle.raise_for_status()
        sale.raffle_id = raffle.json()["id"]
        path = f"/raffles/{sale.raffle_id}/"
        block_until(lambda: manager.get(path).json()["status"] != "filling", FILL_SECONDS)
    sale.began = time.monotonic()


def draw_and_audit(environment: Environment, **_: Any) -> None:
    """Draw the winners and audit the answers. Then print the result and set the exit code."""
    claims = environment.stats.get(CLAIM, "POST")
    seconds = sale.ended - sale.began
    answered = sale.statuses.total()
    print(f"\n{answered} claims in {seconds:.1f} s: {answered / max(seconds, 0.001):.0f} a second")
    for share in (0.5, 0.95, 0.99):
        print(f"p{share * 100:.0f}       {claims.get_response_time_percentile(share)} ms")
    with manager_at(environment.host or "") as manager:
        drawn = manager.post(f"/raffles/{sale.raffle_id}/winners/")
        checks = {
            f"{PLAYERS} players claimed {TICKETS} tickets, and the other claims were refused": sale.statuses
            == Counter({201: min(PLAYERS, TICKETS), 410: max(PLAYERS - TICKETS, 0)}),
            f"each number from 1 to {TICKETS} was given once": sorted(held.number for held in sale.tickets)
            == list(range(1, TICKETS + 1)),
            f"{WINNERS} winners were drawn": drawn.status_code == 201 and len(winners_of(manager)) == WINNERS,
            "the code of every winner wins, and the codes of losers do not": checks_are_right(manager),
        }
    for check, passed in checks.items():
        print(f"{'OK' if passed else 'WRONG':9} {check}")
    environment.process_exit_code = 0 if all(checks.values()) and not claims.num_failures else 1


def winners_of(manager: httpx.Client) -> set[int]:
    """Return all winning numbers, which are read page by page."""
    numbers: set[int] = set()
    path: str | None = f"/raffles/{sale.raffle_id}/winners/?limit=1000"
    while path:
        page = manager.get(path)
        if page.status_code != 200:
            break
        numbers.update(winner["ticket_number"] for winner in page.json())
        path = page.links["next"]["url"] if "next" in page.links else None
    return numbers


def checks_are_right(manager: httpx.Client) -> bool:
    """Check the tickets of all winners and of some losers. Each check comes from the address of the player.

    Return whether all answers are right.
    """
    winners = winners_of(manager)
    holders = [held for held in sale.tickets if held.number in winners]
    losers = [held for held in sale.tickets if held.number not in winners][:LOSERS_CHECKED]
    answers = {
        held.number: manager.post(
            f"/raffles/{sale.raffle_id}/verify-ticket/",
            json={"ticket_number": held.number, "verification_code": held.code},
            headers={"X-Forwarded-For": held.address},
        )
        for held in (*holders, *losers)
    }
    return len(holders) == len(winners) > 0 and all(
        answer.status_code == 200 and answer.json()["has_won"] == (number in winners)
        for number, answer in answers.items()
    )


logging.getLogger("httpx").setLevel(logging.WARNING)
events.test_start.add_listener(open_the_sale)  # type: ignore[no-untyped-call]
events.quitting.add_listener(draw_and_audit)  # type: ignore[no-untyped-call]
