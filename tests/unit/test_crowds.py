"""Many players who are refused from one address are a warning, and one player who tries again is none."""

import time
from collections.abc import Callable
from functools import partial

import pytest

from app.service import crowds
from app.service.crowds import MANY_REFUSED, Crowds
from app.service.retries import Retries

HERE = "172.17.0.1"


def refuse(noticed: Crowds, clients: int, player: str = HERE) -> None:
    """Count a refused claim of each of some clients."""
    for place in range(clients):
        noticed.count(player, f"a key of client {place}")


async def test_many_keys_from_one_address_are_a_warning() -> None:
    # Given refused claims from one address, of one client too few, and again of a client that was refused before
    noticed = Crowds()
    refuse(noticed, MANY_REFUSED - 1)
    refuse(noticed, 1)
    assert noticed.warnings == []

    # When one more client is refused, Then the warning names the address, and what to do
    refuse(noticed, MANY_REFUSED)
    (warning,) = noticed.warnings
    assert f"many players are refused from one address ({HERE}): let the proxy, the container or the NAS" in warning


async def test_claims_without_a_key_count_as_many_clients() -> None:
    # When many claims without a key are refused, Then this is a warning too
    noticed = Crowds()
    for _ in range(MANY_REFUSED):
        noticed.count(HERE, None)
    assert len(noticed.warnings) == 1


async def test_players_of_many_addresses_are_no_crowd() -> None:
    # When a few clients of each of many addresses are refused, Then there is no warning
    noticed = Crowds()
    for place in range(MANY_REFUSED):
        refuse(noticed, 2, f"203.0.113.{place}")
    assert noticed.warnings == []


async def test_a_crowd_is_forgotten_after_its_window(monkeypatch: pytest.MonkeyPatch) -> None:
    # When a window ends at once, Then no count lasts
    monkeypatch.setattr(crowds, "WINDOW_SECONDS", 0)
    noticed = Crowds()
    refuse(noticed, MANY_REFUSED)
    assert noticed.warnings == []


async def test_only_so_many_addresses_are_counted() -> None:
    # Given room for one address, When clients of another one are refused, Then the first one is forgotten
    noticed = Crowds(capacity=1)
    refuse(noticed, MANY_REFUSED)
    refuse(noticed, 1, "203.0.113.1")
    assert noticed.warnings == []


def seconds_for(count: Callable[[str], None], players: range) -> float:
    """Return the processor time for counting a claim of each of some players."""
    began = time.process_time()
    for player in players:
        count(f"player {player}")
    return time.process_time() - began


@pytest.mark.parametrize("count", [lambda: partial(Crowds().count, idempotency_key=None), lambda: Retries().count])
async def test_a_count_that_is_full_drops_its_first_player_quickly(
    count: Callable[[], Callable[[str], None]],
) -> None:
    # Given a count of players that is empty, and one that has dropped many players already
    full = count()
    seconds_for(full, range(130_000))

    # When more players are counted, Then to drop the first one each time takes little
    players = range(200_000, 205_000)
    assert seconds_for(full, players) < 5 * seconds_for(count(), players)
