"""The end of the append-only file after a crash: an incomplete (torn) write is cut off and kept, and the rest stays.

The mark is a file beside the data. It says how many bytes of the append-only file the store had on disk.
"""

import logging
from pathlib import Path

import pytest

from app.embedded import aside, tail
from app.embedded import mark as mark_of
from app.embedded.failure import CannotStart
from app.embedded.program import server_program
from app.embedded.server import EmbeddedStore
from app.embedded.tail import EXEC, MULTI
from tests.support.embedded_sale import Sale, file_of, sold

SINGLE = b"*3\r\n$3\r\nSET\r\n$1\r\nx\r\n$1\r\n1\r\n"
GROUP = MULTI + SINGLE + SINGLE + EXEC


def kept(folder: Path) -> list[bytes]:
    """Return the contents of the files in the folder `aside`, which keeps what was cut."""
    there = folder / aside.ASIDE
    return [file.read_bytes() for file in sorted(there.iterdir())] if there.is_dir() else []


def held_after_a_start(folder: Path, sale: Sale) -> int:
    with EmbeddedStore(folder) as store:
        redis = sale.redis.from_url(store.url)
        with redis:
            return int(redis.hlen(f"raffle:{{{sale.raffle_id}}}:codes"))


def unmarked(folder: Path, end: bytes) -> Path:
    """Append bytes that the mark does not cover, and return the file."""
    file = file_of(folder)
    with file.open("ab") as opened:
        opened.write(end)
    return file


@pytest.mark.parametrize("end", [GROUP[:at] for at in range(1, len(GROUP))], ids=lambda end: f"{len(end)} bytes")
@pytest.mark.parametrize("zeros", [0, 5_000], ids=["", "then zeros"])
def test_a_torn_group_is_cut_wherever_it_is_torn(folder: Path, end: bytes, zeros: int) -> None:
    # Given a file that ends with a part of a transaction, perhaps with zeros after this part
    file = folder / "appendonly.aof.1.incr.aof"
    file.write_bytes(GROUP * 3 + end + b"\0" * zeros)

    # When the function `whole_end` reads the file, Then it returns where the last whole transaction ends. It counts the
    # bytes behind this end as torn
    for start in (0, len(GROUP)):
        assert tail.whole_end(folder, server_program(), file, start) == 3 * len(GROUP)
    assert tail.is_torn(tail.read_from(file, 3 * len(GROUP)))


@pytest.mark.parametrize("end", [SINGLE[:at] for at in range(1, len(SINGLE))], ids=lambda end: f"{len(end)} bytes")
def test_a_torn_command_is_cut_wherever_it_is_torn(folder: Path, end: bytes) -> None:
    # Given a file that ends with a part of a command
    file = folder / "appendonly.aof.1.incr.aof"
    file.write_bytes(GROUP + SINGLE + end)

    # When `whole_end` reads the file, Then it returns where the incomplete command begins, and counts this part as torn
    assert tail.whole_end(folder, server_program(), file, 0) == len(GROUP + SINGLE)
    assert tail.is_torn(end)


TIME = b"#TS:1790000000\r\n"


@pytest.mark.parametrize("end", [TIME[:at] for at in range(1, len(TIME))], ids=lambda end: f"{len(end)} bytes")
def test_a_torn_line_with_a_time_is_cut_wherever_it_is_torn(folder: Path, end: bytes) -> None:
    # Given a file that ends with a part of a line with the time of a write. The checker of the server takes this part
    # for a whole line
    file = folder / "appendonly.aof.1.incr.aof"
    file.write_bytes(GROUP + TIME + GROUP + end)

    # When `whole_end` reads the file, Then it returns where the incomplete line begins, and counts this part as torn
    for start in (0, len(GROUP), len(GROUP + TIME + GROUP)):
        assert tail.whole_end(folder, server_program(), file, start) == len(GROUP + TIME + GROUP)
    assert tail.is_torn(end)


def test_claims_after_a_torn_line_with_a_time_are_not_lost(folder: Path) -> None:
    # Given a store whose file ends with a part of a line with a time, after a crash
    sale = sold(folder, 10)
    unmarked(folder, b"#TS:179")

    # When the store starts and writes again, Then the next start has everything
    with EmbeddedStore(folder) as store, sale.redis.from_url(store.url) as redis:
        redis.hset(f"raffle:{{{sale.raffle_id}}}:codes", "1001", "phc")
    assert held_after_a_start(folder, sale) == 11


@pytest.mark.parametrize(
    "rest",
    [
        MULTI + b"\0" * 100 + SINGLE + EXEC,
        SINGLE[:9] + b"\0" * 100 + SINGLE,
        b"\0" * 4096 + GROUP,
        SINGLE.replace(b"$3", b"$3000000") + GROUP,
        b"garbage",
    ],
    ids=["zeros in a transaction", "zeros in a command", "a page of zeros", "a wrong length", "garbage"],
)
def test_damage_before_readable_data_is_not_a_torn_end(rest: bytes) -> None:
    # When damage is followed by readable commands, or when the bytes are garbage, Then the bytes do not count as torn
    assert not tail.is_torn(rest)


@pytest.mark.parametrize(
    "end",
    [MULTI + SINGLE, SINGLE[:-1], b"\0" * 100_000, GROUP[:20] + b"\0" * 3],
    ids=["MULTI", "torn", "zeros", "both"],
)
def test_a_store_with_a_torn_end_starts_and_reports_it(
    folder: Path, end: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    # Given a store that crashed during a write
    sale = sold(folder, 100)
    file = unmarked(folder, end)
    size = file.stat().st_size

    # When the service starts the store, Then the store has every acknowledged claim
    with caplog.at_level(logging.WARNING):
        assert held_after_a_start(folder, sale) == 100

    # And the log reports how many bytes were cut, and these bytes are kept
    assert f"the last {len(end)} bytes of {file.name} were cut" in caplog.text
    assert kept(folder) == [end]
    assert file_of(folder).read_bytes()[: size - len(end)] == file.read_bytes()[: size - len(end)]


def test_whole_commands_behind_the_mark_are_kept(folder: Path) -> None:
    # Given a store whose last write is torn, and whose mark is older than its last claims
    sale = sold(folder, 50)
    old = mark_of.path(folder).read_bytes()
    with EmbeddedStore(folder) as store:
        later = Sale(store.url)
        later.claim_many(50)
    mark_of.path(folder).write_bytes(old)
    unmarked(folder, GROUP[:-3])

    # When the service starts the store, Then the store also has the claims that the mark does not count
    assert held_after_a_start(folder, later) == 50
    assert held_after_a_start(folder, sale) == 50


def test_damage_behind_the_mark_is_refused_when_commands_follow(folder: Path) -> None:
    # Given a file in which zeros follow the bytes that the mark counts, and commands follow these zeros
    sold(folder, 10)
    file = unmarked(folder, b"\0" * 10 + GROUP)
    size = file.stat().st_size

    # When the service starts the store, Then nothing is cut, and the error has the position of the damage
    line = f"is damaged at byte {size - 10 - len(GROUP)} of {size}, and has more data after this byte"
    with pytest.raises(CannotStart, match=line):
        held_after_a_start(folder, Sale.__new__(Sale))
    assert file.stat().st_size == size
    assert kept(folder) == []


def test_a_store_without_a_mark_is_cut_too(folder: Path) -> None:
    # Given a store of an earlier version that crashed during a write
    sale = sold(folder, 50)
    mark_of.path(folder).unlink()
    unmarked(folder, b"\0" * 77)

    # When the service starts the store, Then the store has every claim, and the zeros were cut
    assert held_after_a_start(folder, sale) == 50
    assert kept(folder) == [b"\0" * 77]


def test_the_end_stays_if_it_cannot_be_kept_aside(folder: Path) -> None:
    # Given a store whose append-only file ends with zeros. The folder `aside` should keep the zeros, but a file has the
    # name of this folder
    sold(folder, 10)
    file = unmarked(folder, b"\0" * 77)
    size = file.stat().st_size
    (folder / aside.ASIDE).write_text("in the way")

    # When the service starts the store, Then the error says that the end cannot be kept, and nothing is cut
    with pytest.raises(CannotStart, match=r"^cannot keep the torn end of .* aside: "), EmbeddedStore(folder):
        pass
    assert file.stat().st_size == size
