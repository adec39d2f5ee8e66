"""The Sentinels, and the pool of connections to the primary that they report."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from app.store.sentinels import SentinelPool
from app.store.sentinels import Sentinels as AllSentinels
from tests.support.servers import Server
from tests.support.waiting import let_tasks_run


@pytest.fixture(scope="module")
def primary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("primary")) as running:
        yield running


class Sentinels:
    """An object in the place of Sentinels. It reports a primary."""

    def __init__(self, port: int) -> None:
        self.primary = ("127.0.0.1", port)

    async def discover_master(self, _: str) -> tuple[str, int]:
        return self.primary

    async def aclose(self) -> None:
        pass


@pytest.mark.parametrize("turns", range(8))
async def test_a_connection_that_is_taken_during_a_failover_stays_open(primary: Server, turns: int) -> None:
    # Given a pool with an idle connection and a used connection
    sentinels: Any = Sentinels(primary.port)
    new_pool: Any = SentinelPool
    pool = new_pool("raffles", sentinels, max_connections=4, timeout=5, socket_connect_timeout=5)
    used, idle = [await pool.get_connection() for _ in range(2)]
    await pool.release(idle)

    # When the Sentinels report another primary, Then the pool closes its idle connections. Meanwhile, a caller takes a
    # connection after 0 to 7 steps of the event loop
    sentinels.primary = ("localhost", primary.port)
    await used.disconnect(nowait=True)
    opening = asyncio.create_task(used.connect())
    for _ in range(turns):
        await asyncio.sleep(0)
    taken = await pool.get_connection()
    await opening
    await let_tasks_run()

    # Then both connections are open
    assert [used.is_connected, taken.is_connected] == [True, True]
    await pool.release(used)
    await pool.release(taken)
    await pool.aclose()


class OneSentinel:
    """An object in the place of one Sentinel. It may say that the primary is down, as during a failover."""

    def __init__(self, *, is_down: bool) -> None:
        self._is_down = is_down
        self.is_closed = False

    async def sentinel_masters(self) -> dict[str, dict[str, Any]]:
        await asyncio.sleep(0)
        told = {"is_master": True, "is_sdown": self._is_down, "is_odown": self._is_down, "num-other-sentinels": 2}
        return {"raffles": told | {"ip": "127.0.0.1", "port": 6379}}

    async def aclose(self) -> None:
        self.is_closed = True


@pytest.mark.parametrize("callers", [1, 2, 3, 4])
async def test_no_sentinel_is_lost_when_several_callers_ask_for_the_primary(callers: int) -> None:
    # Given three Sentinels. Only the third of them has noticed that there is a new primary
    each = [OneSentinel(is_down=True), OneSentinel(is_down=True), OneSentinel(is_down=False)]
    new_sentinels: Any = AllSentinels
    sentinels = new_sentinels([])
    sentinels.sentinels = list(each)

    # When several callers ask for the primary at the same time
    found = await asyncio.gather(*(sentinels.discover_master("raffles") for _ in range(callers)))

    # Then all callers get the primary. From now on, the third Sentinel is asked first, and the other two are asked
    # after it
    assert found == [("127.0.0.1", 6379)] * callers
    assert sentinels.sentinels[0] is each[2]
    assert sorted(map(id, sentinels.sentinels)) == sorted(map(id, each))

    # And at the end, the connections to each Sentinel are closed
    await sentinels.aclose()
    assert all(sentinel.is_closed for sentinel in each)
