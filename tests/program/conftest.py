"""A backup that the tests of restores change and restore."""

from pathlib import Path

import pytest
from redis import Redis

from app import backup
from app.embedded.server import EmbeddedStore
from app.store import keys
from tests.support.commands import on, run_here


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with data, and with a backup of it: one raffle without tickets, a secret of receipts and no records.

    The data is in the folder `first`, and the backup in the folder `saved`.
    """
    folder = tmp_path_factory.mktemp("made")
    with EmbeddedStore(folder / "first") as store, Redis.from_url(store.url) as client:
        client.zadd(keys.RAFFLES, {"fair": 1})
        client.hset(keys.raffle("fair"), mapping={"total_tickets": 1, "filled": 0, "name": "Fair", "prizes": "[]"})
    (folder / "first" / "receipt-secret").write_text("s" * 43)
    (folder / "first" / "records.jsonl").touch()
    assert run_here(backup.main, folder / "saved", environment=on(folder / "first")).code == 0
    return folder
