"""Files in DATA_DIR that are not regular, for example FIFOs.

No start and no repair waits for a program at the other end of a FIFO. If a start or a repair cannot go on, one line
names the file.
"""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from app.embedded import files
from app.embedded.backup import back_up
from app.embedded.failure import CannotStart
from app.embedded.receipt_secret import kept_secret
from app.embedded.repair import repair
from app.embedded.server import EmbeddedStore
from app.http.manager_token import TokenUnusable, manager_token
from app.service.record_file import RecordFile
from app.settings import Settings
from tests.support.embedded_sale import sold
from tests.support.waiting import at_most

BASE, INCREMENT = "appendonlydir/appendonly.aof.1.base.rdb", "appendonlydir/appendonly.aof.1.incr.aof"
MANIFEST = "appendonlydir/appendonly.aof.manifest"


@pytest.fixture(autouse=True)
def limit() -> Iterator[None]:
    """End a test that waits for the other end of a FIFO."""
    with at_most(60):
        yield


def a_fifo(path: Path) -> None:
    """Put a FIFO in the place of a file."""
    path.unlink(missing_ok=True)
    os.mkfifo(path)


@pytest.mark.parametrize("name", [BASE, INCREMENT, MANIFEST, "store.json", "store.url", "store.port", "lock"])
def test_a_start_names_a_file_that_is_not_regular(folder: Path, name: str) -> None:
    # Given a store with a FIFO in the place of one of its files
    sold(folder, 10)
    a_fifo(folder / name)

    # When the service starts the store, Then one line names the FIFO. A FIFO in the place of a file of old versions is
    # removed
    if name == "store.port":  # only old versions used this file
        with EmbeddedStore(folder):
            assert not (folder / name).exists()
            return
    with pytest.raises(CannotStart) as refused, EmbeddedStore(folder):
        pass
    assert f"{folder / name} is no regular file" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("lost", [BASE, INCREMENT])
def test_files_without_a_manifest_are_not_read_if_one_is_not_regular(folder: Path, lost: str) -> None:
    # Given data without its mark (store.json) and without its manifest (the list of the data files), and a FIFO in the
    # place of a data file
    sold(folder, 10)
    (folder / "store.json").unlink()
    (folder / MANIFEST).unlink()
    a_fifo(folder / lost)

    # When the service starts the store, or somebody repairs the store, Then one line names the FIFO
    with pytest.raises(CannotStart, match=f"{folder / lost} is no regular file"), EmbeddedStore(folder):
        pass
    with pytest.raises(CannotStart, match=f"{folder / lost} is no regular file"):
        list(repair(folder))


@pytest.mark.parametrize("name", [BASE, INCREMENT, "lock", "dump.rdb"])
def test_a_repair_names_a_file_that_is_not_regular(folder: Path, name: str) -> None:
    # Given a store with a FIFO in the place of one of its files
    if name != "dump.rdb":
        sold(folder, 10)
    a_fifo(folder / name)

    # When somebody repairs the store, Then one line names the FIFO
    with pytest.raises(CannotStart, match=f"{folder / name} is no regular file"):
        list(repair(folder))


@pytest.mark.parametrize("name", [MANIFEST, "store.json"])
def test_a_repair_puts_a_fifo_aside(folder: Path, name: str) -> None:
    # Given a store with a FIFO in the place of its manifest or its mark
    sold(folder, 10)
    a_fifo(folder / name)

    # When somebody repairs the store, Then a start of the store succeeds
    list(repair(folder))
    with EmbeddedStore(folder):
        pass


def test_a_log_that_is_a_fifo_does_not_block_the_start(folder: Path) -> None:
    # Given a FIFO in the place of the log. Nobody reads from this FIFO
    a_fifo(folder / "store.log")

    # When the service starts the store, Then one line names the FIFO
    with pytest.raises(CannotStart, match=r"cannot write .*/store\.log"), EmbeddedStore(folder):
        pass


def test_secrets_and_records_are_read_only_from_regular_files(folder: Path) -> None:
    # Given FIFOs in the place of three files: the secret of receipts (encrypted codes), the manager token, and the
    # noted draw records
    for name in ("receipt-secret", "manager-token", "records.jsonl"):
        a_fifo(folder / name)

    # When the service reads these files, Then an error says that they are no regular files
    with pytest.raises(CannotStart, match=r"receipt-secret: it is no regular file"):
        kept_secret(folder)
    with pytest.raises(TokenUnusable, match=r"manager-token \(it is no regular file\)"):
        manager_token(Settings(data_dir=folder))
    records = RecordFile(folder / "records.jsonl")
    with pytest.raises(OSError, match="is no regular file"):
        records.kept()
    with pytest.raises(OSError, match="is no regular file"):
        records.append("fair", "1", BytesIO(b"{}"))


@pytest.mark.parametrize("linked", ["appendonlydir", BASE, INCREMENT, "store.json"])
def test_data_may_be_reached_over_symbolic_links(folder: Path, linked: str) -> None:
    # Given a DATA_DIR with a symbolic link to a folder or a file that an operator has moved to another disk
    sale = sold(folder / "data", 10)
    (folder / "data" / linked).rename(folder / "moved")
    (folder / "data" / linked).symlink_to(folder / "moved")

    # When the service starts the store, Then the store has its data
    with EmbeddedStore(folder / "data") as store, sale.redis.from_url(store.url) as redis:
        assert redis.hlen(f"raffle:{{{sale.raffle_id}}}:codes") == 10

    # And a backup has the data itself, not the links
    assert back_up(folder / "data", folder / "saved", "records.jsonl").tickets == 10
    assert not any(path.is_symlink() for path in (folder / "saved").rglob("*"))
    assert {path.name for path in files.data(folder / "saved").iterdir()} == {
        Path(name).name for name in (BASE, INCREMENT, MANIFEST)
    }
