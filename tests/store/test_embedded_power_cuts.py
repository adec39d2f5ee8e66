"""Power cuts during a sale. Some of them come while the store rewrites its file to make it shorter.

No acknowledged claim is lost.

A power cut keeps the bytes that were synced. It may keep, tear, drop or zero the bytes that were not synced. A test
cannot cut the power, and a kill loses no byte that the server has written. So the test first kills service and store.
Then it damages the end of the file, behind the last acknowledged claim.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pytest
from redis import Redis, RedisError

from app.embedded.server import EmbeddedStore
from app.embedded.tail import EXEC, MULTI
from app.store import keys
from tests.support.embedded_sale import Sale, file_of
from tests.support.waiting import block_until, block_until_ended

LONG = os.environ.get("FAULTS") == "long"
CUTS = 100 if LONG else 12
REWRITES = 30 if LONG else 6
"""The number of power cuts, and how many of them come during a rewrite."""

TICKETS = 3_000
PLAYERS_AT_ONCE = 3

SERVICE = (
    "import signal, sys; from pathlib import Path; from app.embedded.server import EmbeddedStore\n"
    "with EmbeddedStore(Path(sys.argv[1])) as store: print(store.url, flush=True); signal.pause()"
)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(CUTS))
def test_a_power_cut_loses_no_acknowledged_claim(folder: Path, seed: int) -> None:
    # Given a sale on a store
    dice = random.Random(seed)
    acknowledged: dict[str, int] = {}
    service = subprocess.Popen([sys.executable, "-c", SERVICE, str(folder)], stdout=subprocess.PIPE, text=True)
    assert service.stdout is not None
    url = service.stdout.readline().strip()
    sale = Sale(url, TICKETS)
    store = int(sale.redis.info("server")["process_id"])
    buyers = [threading.Thread(target=_buy, args=(sale, acknowledged)) for _ in range(PLAYERS_AT_ONCE)]
    for buyer in buyers:
        buyer.start()

    # When the power is cut at a random moment, which may be during a rewrite
    time.sleep(dice.uniform(0.1, 1.0))  # the test is about a random moment, so there is no event to wait for
    if seed < REWRITES:
        sale.redis.bgrewriteaof()
        time.sleep(dice.uniform(0, 0.03))
    service.kill()
    os.kill(store, signal.SIGKILL)
    for buyer in buyers:
        buyer.join()
    service.wait()
    service.stdout.close()
    block_until_ended([store])
    _damage_the_end(file_of(folder), sale, acknowledged, dice)

    # Then the store has every acknowledged claim after its next start, and no ticket belongs to two players
    assert acknowledged
    with EmbeddedStore(folder) as again, Redis.from_url(again.url, decode_responses=True) as redis:
        block_until(lambda: not redis.info("persistence")["loading"])
        players = redis.hgetall(keys.players(sale.raffle_id))
        assert {player: int(players[player]) for player in acknowledged} == acknowledged
        assert len(set(players.values())) == len(players) == redis.hlen(keys.codes(sale.raffle_id))
        assert redis.scard(keys.pool(sale.raffle_id)) + len(players) == TICKETS


def _buy(sale: Sale, acknowledged: dict[str, int]) -> None:
    with suppress(RedisError, ValueError):
        while True:
            players = [str(uuid4()) for _ in range(3)]
            numbers = sale.claim(*players)
            acknowledged.update(zip(players, numbers, strict=True))


def _damage_the_end(file: Path, sale: Sale, acknowledged: dict[str, int], dice: random.Random) -> None:
    """Tear, drop or zero a part of the bytes after the last acknowledged claim.

    If no bytes follow this claim, append a copy of the last write, and damage the copy.
    """
    content = file.read_bytes()
    ends = [_end_of_claim(content, sale, number) for number in list(acknowledged.values())[-10 * PLAYERS_AT_ONCE :]]
    whole = max(ends, default=0)
    rest = content[whole:] or MULTI + content[content.rfind(MULTI, 0, whole) + len(MULTI) : whole]
    at = dice.randrange(len(rest) + 1)
    zeros = dice.choice([0, 0, len(rest) - at, 4096, 100_000])
    file.write_bytes(content[:whole] + rest[:at] + bytes(zeros))


def _end_of_claim(content: bytes, sale: Sale, number: int) -> int:
    """Return the end of the transaction that claimed a ticket, or 0 if the transaction is in another file."""
    digits = str(number).encode()
    code = f"{keys.codes(sale.raffle_id)}\r\n${len(digits)}\r\n".encode() + digits + b"\r\n"
    at = content.find(code)
    return content.find(EXEC, at) + len(EXEC) if at >= 0 else 0
