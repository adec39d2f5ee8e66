"""Damaged or incomplete data files: the embedded store refuses to start, and does not start empty.

The manifest is a file that names the data files of the server. The mark is a file beside the data. The mark says how
much the store had on disk.
"""

import shutil
from pathlib import Path

import pytest

from app.embedded import files
from app.embedded import mark as mark_of
from app.embedded.failure import CannotStart
from app.embedded.server import EmbeddedStore
from tests.support.embedded_sale import Sale, file_of, sold
from tests.support.servers import Server


def refusal(folder: Path) -> str:
    """Return why the store does not start, and check that the attempt changed no data file."""
    before = contents(folder)
    with pytest.raises(CannotStart) as refused, EmbeddedStore(folder):
        pass
    assert contents(folder) == before
    assert "\n" not in str(refused.value)
    return str(refused.value)


def contents(folder: Path) -> dict[str, bytes]:
    there = files.data(folder)
    return {file.name: file.read_bytes() for file in there.iterdir()} if there.is_dir() else {}


@pytest.mark.parametrize("marked", [True, False])
def test_a_store_without_a_manifest_does_not_start(folder: Path, marked: bool) -> None:
    # Given a store without a manifest, and either with or without a mark
    sold(folder, 10)
    (files.data(folder) / files.MANIFEST).unlink()
    if not marked:
        mark_of.path(folder).unlink()

    # When the service starts the store, Then the error names the files and says what to do
    line = refusal(folder)
    assert "has data files (appendonly.aof.1.base.rdb, appendonly.aof.1.incr.aof) but no manifest" in line
    assert line.endswith("put back a backup with make restore, or run make repair, which writes the manifest again")


@pytest.mark.parametrize(
    "text", ["", "\0" * 80, "file appendonly.aof.1.base.rdb seq 1 ty"], ids=["empty", "zeros", "torn"]
)
def test_a_store_with_a_damaged_manifest_does_not_start(folder: Path, text: str) -> None:
    # Given a store whose manifest is damaged
    sold(folder, 10)
    (files.data(folder) / files.MANIFEST).write_text(text)

    # When the service starts the store, Then the error names the manifest
    assert "appendonly.aof.manifest is damaged: put back a backup with make restore" in refusal(folder)


@pytest.mark.parametrize("name", ["appendonly.aof.1.base.rdb", "appendonly.aof.1.incr.aof"])
def test_a_store_without_a_file_of_its_manifest_does_not_start(folder: Path, name: str) -> None:
    # Given a store that lacks one data file
    sold(folder, 10)
    (files.data(folder) / name).unlink()

    # When the service starts the store, Then the error names the file
    assert f"lacks {name}, which its manifest names: put back a backup" in refusal(folder)


def test_a_store_with_only_a_dump_does_not_start(folder: Path) -> None:
    # Given a folder that has only dump.rdb, because somebody copied only this file from a backup
    with Server(folder / "other", appendonly="no") as other:
        Sale(other.url).claim_many(10)
        other.redis.save()
    shutil.copy(folder / "other" / "dump.rdb", folder)

    # When the service starts a store in this folder, Then the error says that the store does not read dump.rdb
    line = refusal(folder)
    assert "has only dump.rdb, and the store does not read this file: run make repair to take over its data" in line


def test_a_dump_beside_data_does_not_matter(folder: Path) -> None:
    # Given a store with a manifest, and a file dump.rdb beside the data
    sold(folder, 10)
    (folder / "dump.rdb").write_bytes(b"REDIS0011")

    # When the service starts the store, Then the store runs
    with EmbeddedStore(folder):
        pass


def test_a_store_with_a_mark_and_without_data_does_not_start(folder: Path) -> None:
    # Given a store whose data files were all removed
    sold(folder, 20, tickets=20, drawn=True)
    shutil.rmtree(files.data(folder))

    # When the service starts the store, Then the error says how many claims and draws were in the lost data
    assert "has no data, but its store had acknowledged 20 claims and 1 draws until" in refusal(folder)


def test_a_first_start_that_was_killed_before_it_wrote_the_manifest_can_be_repeated(folder: Path) -> None:
    # Given the files of a store that was killed during its first start: an empty base and an empty append-only file
    with EmbeddedStore(folder):
        pass
    (files.data(folder) / files.MANIFEST).unlink()
    assert file_of_nothing(folder) == 0

    # When the service starts the store again, Then the store runs
    with EmbeddedStore(folder) as store:
        Sale(store.url).claim_many(10)


def file_of_nothing(folder: Path) -> int:
    return (files.data(folder) / "appendonly.aof.1.incr.aof").stat().st_size


def test_a_store_with_a_damaged_base_does_not_start(folder: Path) -> None:
    # Given a store whose base file has a wrong byte
    with EmbeddedStore(folder) as store:
        sale = Sale(store.url)
        sale.claim_many(10)
        sale.rewrite(folder)
    manifest = files.manifest(folder)
    assert manifest is not None
    assert manifest.base is not None
    base = files.data(folder) / manifest.base
    content = bytearray(base.read_bytes())
    content[len(content) // 2] ^= 0xFF
    base.write_bytes(content)

    # When the service starts the store, Then the error names the base file
    assert refusal(folder) == f"{base.resolve()} is damaged: put back a backup with make restore"


def test_a_store_with_damage_in_the_middle_of_its_file_does_not_start(folder: Path) -> None:
    # Given a store whose append-only file has a wrong byte between two claims
    sale = sold(folder, 100)
    file = file_of(folder)
    content = bytearray(file.read_bytes())
    at = content.index(b"*1\r\n$5\r\nMULTI", len(content) // 2)
    content[at] = 0
    file.write_bytes(content)

    # When the service starts the store, Then the error has the position of the byte, and the number of claims after
    # this byte
    behind = content[at:].count(f"raffle:{{{sale.raffle_id}}}:codes".encode())
    assert (
        f"is damaged at byte {at} of {len(content)}; at least {behind} claims and 0 draws that were acknowledged "
        "lie after this byte: put back a backup with make restore, or accept the loss with make repair"
    ) in refusal(folder)
