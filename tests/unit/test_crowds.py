"""When many players at one address are refused, the service warns. One player who tries again causes no warning."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

import pytest

from app.domain import throttle
from app.errors import Problem, RaffleDamaged, StoreUnavailable
from app.service import crowds
from app.service.crowds import MANY_REFUSED, Crowds
from app.service.retries import Retries
from tests.support.waiting import until

HERE = "172.17.0.1"


def refuse(noticed: Crowds, clients: int, player: str = HERE) -> None:
    """Count one refused claim for each of several clients of one address."""
    for place in range(clients):
        noticed.count("a raffle", player, f"a key of client {place}")


async def test_many_keys_from_one_address_cause_a_warning() -> None:
    # Given an address at which many clients were refused. If one more client is refused, there will be a warning. One
    # of the clients was refused twice
    noticed = Crowds()
    refuse(noticed, MANY_REFUSED - 1)
    refuse(noticed, 1)
    assert noticed.warnings == []

    # When one more client is refused, Then the warning names the address, and says what to do
    refuse(noticed, MANY_REFUSED)
    (warning,) = noticed.warnings
    assert f"many players are refused from one address ({HERE}): let the proxy, the container or the NAS" in warning


async def test_claims_without_a_key_count_as_many_clients() -> None:
    # When many claims without an Idempotency-Key are refused, Then there is a warning, because each of these claims
    # counts as a client of its own
    noticed = Crowds()
    for _ in range(MANY_REFUSED):
        noticed.count("a raffle", HERE, None)
    assert len(noticed.warnings) == 1


async def test_refusals_of_many_addresses_cause_no_warning() -> None:
    # When claims from many addresses are refused, two clients at each address, Then there is no warning
    noticed = Crowds()
    for place in range(MANY_REFUSED):
        refuse(noticed, 2, f"203.0.113.{place}")
    assert noticed.warnings == []


async def test_refused_claims_are_forgotten_after_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    # When claims are refused, and their time window has ended, Then they are not counted any more, and there is no
    # warning
    monkeypatch.setattr(crowds, "WINDOW_SECONDS", 0)
    noticed = Crowds()
    refuse(noticed, MANY_REFUSED)
    assert noticed.warnings == []


async def test_no_address_is_kept_after_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a refused claim
    monkeypatch.setattr(crowds, "WINDOW_SECONDS", 0.01)
    noticed = Crowds()
    refuse(noticed, 1)
    assert HERE in repr(vars(noticed))

    # When its time window ends, Then the address is forgotten, although no further claim is refused
    await asyncio.sleep(0.05)
    assert HERE not in repr(vars(noticed))


async def test_an_erased_address_is_forgotten() -> None:
    # Given a warning about an address
    noticed = Crowds()
    refuse(noticed, MANY_REFUSED)
    assert len(noticed.warnings) == 1

    # When a manager erases the address, Then the warning is gone
    noticed.forget(HERE)
    assert noticed.warnings == []
    assert HERE not in repr(vars(noticed))


async def test_an_address_that_another_worker_erases_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given refused claims of two addresses, and a worker that often looks into the store for erased addresses
    monkeypatch.setattr(crowds, "LOOK_SECONDS", 0.01)
    other = "203.0.113.1"
    holding, asked = {HERE, other}, asyncio.Event()

    async def holders(raffle_id: str, players: Sequence[str]) -> set[str]:
        assert raffle_id == "a raffle"
        if len(holding) == 1:
            asked.set()
        return holding & set(players)

    noticed = Crowds()
    refuse(noticed, MANY_REFUSED)
    refuse(noticed, MANY_REFUSED, other)
    await noticed.look(holders)
    assert HERE in repr(vars(noticed))

    # When another worker removes one address from the store
    watching = asyncio.create_task(noticed.watch(holders))
    holding.discard(HERE)
    await asked.wait()
    await asyncio.sleep(0)  # let the worker read the answer of the store

    # Then this worker has forgotten the address, and still counts the other address
    assert HERE not in repr(vars(noticed))
    assert other in repr(vars(noticed))
    watching.cancel()


@pytest.mark.parametrize("problem", [StoreUnavailable(), RaffleDamaged()])
async def test_an_address_stays_counted_while_its_raffle_cannot_be_read(problem: Problem) -> None:
    # Given refused claims for a raffle that cannot be read
    async def holders(_: str, __: Sequence[str]) -> set[str]:
        raise problem

    noticed = Crowds()
    refuse(noticed, MANY_REFUSED)

    # When the worker looks for erased addresses, Then the warning stays, because the store may still have the address
    with suppress(StoreUnavailable):
        await noticed.look(holders)
    assert len(noticed.warnings) == 1


async def test_the_number_of_counted_addresses_is_limited() -> None:
    # Given counts with room for only one address, and a warning about this address. When a client of a second address
    # is refused, Then the first address has no count and no warning any more
    noticed = Crowds(capacity=1)
    refuse(noticed, MANY_REFUSED)
    refuse(noticed, 1, "203.0.113.1")
    assert noticed.warnings == []


def seconds_for(count: Callable[[str], None], players: range) -> float:
    """Return the processor time that it takes to count one claim of each player."""
    began = time.process_time()
    for player in players:
        count(f"player {player}")
    return time.process_time() - began


@pytest.mark.parametrize(
    "count", [lambda: partial(Crowds().count, "r", idempotency_key=None), lambda: partial(Retries().count, "r")]
)
async def test_a_full_count_drops_its_oldest_player_quickly(
    count: Callable[[], Callable[[str], None]],
) -> None:
    # Given a counter without players, and a full counter that has already dropped many players
    full = count()
    seconds_for(full, range(130_000))

    # When more players are counted, Then the full counter drops its oldest player each time. The full counter takes
    # less than five times as long as the empty counter
    players = range(200_000, 205_000)
    assert seconds_for(full, players) < 5 * seconds_for(count(), players)


async def test_retries_are_forgotten_at_the_end_of_their_period(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a counted claim of a player, in a period that ends soon
    monkeypatch.setattr(throttle, "WINDOW_SECONDS", 0.01)
    retries = Retries()
    retries.count("r", "192.0.2.1")
    assert retries._counts

    # When the period ends, Then the address is forgotten, although no further claim comes
    await until(lambda: not retries._counts)
