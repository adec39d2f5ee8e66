"""The pool of connections to the primary that the Sentinels report."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from app.store.cluster import SentinelPool
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

    # When the Sentinels report another primary, the pool closes its idle connections. A caller takes a connection after
    # 0 to 7 further steps of the event loop
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
