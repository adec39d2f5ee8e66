"""The check of an RDB file (a file of a server's keys) accepts plain keys of every form, and refuses all else."""

from pathlib import Path

import pytest

from app.embedded import rdb
from app.embedded.rdb import NotPlain, check

END = b"\xff" + bytes(8)
MAGIC = b"REDIS0011"
NOTES = b"\xfa\x09redis-ver\x057.0.0" + b"\xfa\x0aredis-bits\xc0\x40" + b"\xfe\x00" + b"\xfb\x0a\x01"


def string(content: bytes) -> bytes:
    """Return a string in the form that a server writes."""
    size = len(content)
    if size < 64:
        return bytes([size]) + content
    return (bytes([0x40 | size >> 8, size & 255]) if size < 1 << 14 else b"\x80" + size.to_bytes(4)) + content


COMPRESSED = b"\xc3\x05\x40\x64" + b"\x01xx\xff\x02"
LONG = b"\x81" + (70_000).to_bytes(8) + bytes(70_000)
NUMBERS = [b"\xc0\xff", b"\xc1\xff\x00", b"\xc2\xff\xff\xff\xff"]
STRINGS = [*NUMBERS, COMPRESSED, LONG, *(string(b"x" * size) for size in (0, 1, 63, 64, 255, 16383, 16384, 70_000))]
EXPIRES = [b"", b"\xfc" + bytes(8), b"\xfd" + bytes(4), b"\xf8\x05", b"\xf9\xff"]
KEYS = [expires + b"\x00" + name + value for expires in EXPIRES for name in STRINGS for value in STRINGS[:5]]
KEYS += [
    *(bytes([packed]) + string(b"small") + string(bytes(100)) for packed in (11, 16, 17, 20)),
    b"\x02\x04pool\x43\xe8" + b"\xc1\xff\x00" * 1000,  # a set of 1 000 numbers
    b"\x04\x05codes" + bytes([len(STRINGS)]) + b"".join(name + name for name in STRINGS),
    b"\x05\x07raffles" + bytes([len(STRINGS)]) + b"".join(name + b"\xff" * 8 for name in STRINGS),
    b"\x12\x03log" + b"\x02" + b"\x02" + string(bytes(5000)) + b"\x01" + string(bytes(9000)),
]


@pytest.fixture(params=[rdb.PIECE_BYTES, 100])
def file(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """The path of a file. It is read in pieces of the usual size, or in pieces of 100 bytes."""
    monkeypatch.setattr(rdb, "PIECE_BYTES", request.param)
    return folder / "base.rdb"


@pytest.mark.parametrize("magic", [MAGIC, b"REDIS0010", b"VALKEY080"])
def test_plain_keys_are_accepted(file: Path, magic: bytes) -> None:
    # Given a file with keys in every form, When it is checked, Then it is not refused
    file.write_bytes(magic + NOTES + b"".join(KEYS) + END)
    check(file)


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (b"\xf5" + string(b"#!lua name=evil"), "has a library of functions, but"),
        (b"\xf6" + string(b"#!lua name=evil"), "has a library of functions, but"),
        (b"\xf7" + b"\x81" + bytes(8) + b"\x02\x01\x00", "has data of a module, but"),
        (b"\x06\x01k" + bytes(9), "has data of a module, but"),
        (b"\x07\x01k" + bytes(9), "has data of a module, but"),
        (b"\x0f\x01k" + bytes(9), "has a part of the kind 15 at byte "),
        (b"\x16\x01k" + bytes(9), "has a part of the kind 22 at byte "),
        (b"\xf4\x01\x01\x01", "has a part of the kind 244 at byte "),
        (END + b"*1\r\n$8\r\nSHUTDOWN\r\n", "has 27 bytes after its end, but"),
        (b"\x00\x01k\x82" + bytes(4), "is damaged near byte "),
        (b"\x00\x01k\xc4" + bytes(4), "is damaged near byte "),
        (b"\x02\x01k\xc0" + bytes(4), "is damaged near byte "),
        (b"\x02\x01k\x81" + b"\xff" * 8, "is damaged near byte "),
        (b"\x12\x01k\x81" + b"\xff" * 8, "is damaged near byte "),
        (b"\x00\x01k\x81" + b"\xff" * 8, "is damaged near byte "),
        (b"\x00\x01k\x80\x7f\xff\xff\xff", "is damaged near byte "),
    ],
)
def test_everything_else_is_refused(file: Path, part: bytes, reason: str) -> None:
    # Given a file with damage, or with a part that is no plain key. When it is checked, Then the error names this part,
    # or the place of the damage
    file.write_bytes(MAGIC + NOTES + KEYS[0] + part + END)
    with pytest.raises(NotPlain, match=f"^{reason}"):
        check(file)


@pytest.mark.parametrize(
    "magic", [b"", b"R", b"REDIS", b"REDIS0009", b"REDIS-011", b"REDIS 011", b"VALKEY", b"NOTHING12"]
)
def test_a_file_with_another_beginning_is_refused(file: Path, magic: bytes) -> None:
    # Given a file that does not begin with the word REDIS and a supported version, When it is checked, Then it is
    # refused
    file.write_bytes(magic + NOTES + END)
    with pytest.raises(NotPlain, match=r"^has neither commands nor keys of a store of this service$"):
        check(file)


def test_a_file_without_its_end_is_refused(file: Path) -> None:
    # Given a file that ends early, When it is checked, Then it is refused, wherever it ends
    whole = MAGIC + NOTES + KEYS[-4] + KEYS[-1] + END
    for end in [*range(9, 200), *range(len(whole) - 100, len(whole))]:
        file.write_bytes(whole[:end])
        with pytest.raises(NotPlain, match=f"^is damaged near byte [0-9]+ of {end}$"):
            check(file)
