"""The search for foreign commands (which no store of this service writes) in an append-only file.

The search reads the file exactly as a server does, or refuses the file.
"""

import random
import re
import time
from pathlib import Path

import pytest

from app.embedded import files, foreign, written
from app.embedded.failure import CannotStart
from app.embedded.written import Read, read
from tests.support.append_only import command

NAME = "appendonly.aof.1.incr.aof"

CLAIM = b"".join(
    [
        command("MULTI"),
        command("SREM", "raffle:{fair}:pool", "7"),
        command("HSET", "raffle:{fair}:players", "198.51.100.7", "7"),
        command("HSET", "raffle:{fair}:codes", "7", "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$" + "x" * 43),
        command("HSET", "raffle:{fair}:receipts", "198.51.100.7", "*1\r\n$8\r\nSHUTDOWN\r\n" * 40),
        command("PEXPIREAT", "raffle:{fair}:players", "1790000000000"),
        command("EXEC"),
    ]
)
FILL = command("SADD", "raffle:{fair}:pool", *map(str, range(2000)))
GOOD = command("SELECT", "0") + FILL + 2 * CLAIM + command("DEL", "key") + b"#TS:1790000000\r\n" + CLAIM


@pytest.fixture(params=[written.PIECE_BYTES, 4096, 1000, 150])
def pieces(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """The number of bytes in each piece that is read. With few bytes, most commands are in two pieces."""
    monkeypatch.setattr(written, "PIECE_BYTES", request.param)
    return int(request.param)


@pytest.fixture
def data(folder: Path) -> Path:
    """The last append-only file in a DATA_DIR."""
    files.data(folder).mkdir()
    (files.data(folder) / files.MANIFEST).write_text(f"file {NAME} seq 1 type i\n")
    return files.data(folder) / NAME


@pytest.mark.usefixtures("pieces")
@pytest.mark.parametrize("content", [b"", GOOD, FILL, 100 * CLAIM, 30 * GOOD])
def test_a_file_with_commands_of_the_service_is_whole(data: Path, content: bytes) -> None:
    # Given a file that a store of this service could write, When it is read, Then it is whole
    data.write_bytes(content)
    assert read(data) == Read(len(content))


@pytest.mark.usefixtures("pieces")
@pytest.mark.parametrize("word", ["$", "$1", "$500 voucher", "$5\n", "\n$5", "*1", "\n*1", "#TS:1", ""])
@pytest.mark.parametrize("count", [1, 16, 17, 18, 40])
def test_words_may_look_like_the_beginning_of_a_word(data: Path, word: str, count: int) -> None:
    # Given commands with many words that look like the beginning of a word, of a command or of a line with a time
    content = command("HSET", "key", *[word] * count) + CLAIM
    data.write_bytes(3 * content)

    # When the file is read, Then it is whole
    assert read(data) == Read(3 * len(content))


@pytest.mark.usefixtures("pieces")
@pytest.mark.parametrize(
    "words",
    [
        ("MODULE", "LOAD", "./evil.so"),
        ("CONFIG", "SET", "port", "7000"),
        ("config", "set", "dir", "/"),
        ("CONFIG|SET", "dir", "/"),
        ("REPLICAOF", "127.0.0.1", "7000"),
        ("SLAVEOF", "127.0.0.1", "7000"),
        ("EVAL", "return redis.call('SET', KEYS[1], 'x')", "1", "key"),
        ("EVALSHA", "0" * 40, "0"),
        ("SCRIPT", "LOAD", "return 1"),
        ("FUNCTION", "LOAD", "#!lua name=evil"),
        ("FCALL", "evil", "0"),
        ("ACL", "SETUSER", "evil", "on", "nopass", "+@all"),
        ("DEBUG", "SEGFAULT"),
        ("SHUTDOWN", "NOSAVE"),
        ("SAVE",),
        ("BGREWRITEAOF",),
        ("MIGRATE", "127.0.0.1", "7000", "key", "0", "1000"),
        ("CLUSTER", "MEET", "127.0.0.1", "7000"),
        ("FLUSHALL",),
        ("RESTORE", "key", "0", "x"),
        ("XADD", "key", "*", "a", "b"),
        ("PUBLISH", "a", "b"),
        ("", "a"),
        ("HSET\0", "a", "b", "c"),
        ("ÄSET", "a", "b", "c"),
        ("M" * 100_000, "a"),
    ],
    ids=lambda words: ascii(" ".join(words)[:20]),
)
@pytest.mark.parametrize("before", [b"", GOOD, command("MULTI"), FILL + command("MULTI") + FILL])
def test_every_other_command_is_foreign(data: Path, words: tuple[str, ...], before: bytes) -> None:
    # Given a file with a command that no store of this service writes, When the file is read, Then the search names
    # this command
    data.write_bytes(before + command(*words) + GOOD)
    found = read(data)
    assert (found.at, found.foreign) == (len(before), name_of(words))

    # And one short line refuses the data
    with pytest.raises(CannotStart, match=rf"^\S+{NAME} has the command '\S.*' at byte {len(before)}, but a store of"):
        foreign.check(data.parent.parent, data.parent.parent)


def name_of(words: tuple[str, ...]) -> str:
    return words[0].encode().upper()[:32].decode("latin-1") or "(no name)"


BAD = [
    b"SHUTDOWN\r\n",  # as a person types it
    b"\r\n",
    b"\0",
    b"REDIS0011",
    b"*1\r\n*1\r\n$8\r\nSHUTDOWN\r\n",
    b"*01\r\n$8\r\nSHUTDOWN\r\n",
    b"*+1\r\n$8\r\nSHUTDOWN\r\n",
    b"* 1\r\n$8\r\nSHUTDOWN\r\n",
    b"*1\n$8\r\nSHUTDOWN\r\n",
    b"*1x\r\n$8\r\nSHUTDOWN\r\n",
    b"*0\r\n",
    b"*-1\r\n",
    b"*1\r\n$08\r\nSHUTDOWN\r\n",
    b"*1\r\n$-1\r\n",
    b"*1\r\n$+8\r\nSHUTDOWN\r\n",
    b"*1\r\n:8\r\n",
    b"*1\r\n+SHUTDOWN\r\n",
    b"*1\r\n$8\r\nSHUTDOWNxx",
    b"*2\r\n$3\r\nDEL\r\n$1\r\naxx*1\r\n$8\r\nSHUTDOWN\r\n",
    b"*2\r\n$3\r\nDEL\r\n$1\r\na\r\n$8\r\nSHUTDOWN\r\n",
    b"*3\r\n$3\r\nDEL\r\n$1\r\na\r\n*1\r\n$8\r\nSHUTDOWN\r\n",
    FILL.replace(b"*2002", b"*2001"),
    FILL.replace(b"*2002", b"*2003"),
    FILL.replace(b"*2002", b"*1000000"),
    b"#other\r\n",
    b"#TS:1" + 1023 * b"0" + b"\n*1\r\n$8\r\nSHUTDOWN\r\n",
    b"#TS:1\n*1\r\n$8\r\nSHUTDOWN\r\n",
    b"#",
    b"#TS:",
    b"#TS:1790000000",
    b"#TS:1790000000\r",
    b"*1\r\n$99999999999999999999\r\nSHUTDOWN\r\n",
    b"*1\r\n$999999999\r\nSHUTDOWN\r\n",
    b"*99999999999999999999\r\n$8\r\nSHUTDOWN\r\n",
    b"*9999999\r\n$3\r\nDEL\r\n",
]


@pytest.mark.usefixtures("pieces")
@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_bytes_that_are_no_command_are_refused(data: Path, bad: bytes) -> None:
    # Given a file with bytes that no server would write, and with commands after these bytes
    data.write_bytes(GOOD + bad + GOOD)

    # When the file is checked, Then one line names the place of the bytes
    with pytest.raises(CannotStart) as refused:
        foreign.check(data.parent.parent, data.parent.parent)
    place = re.search(
        rf"is damaged at byte (\d+) of {2 * len(GOOD) + len(bad)}, and has more data after this byte$",
        str(refused.value),
    )
    assert place
    assert len(GOOD) <= int(place[1]) <= len(GOOD) + len(bad)


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_bytes_that_are_no_command_are_refused_or_cut_at_the_end(data: Path, bad: bytes) -> None:
    # Given a file with a wrong end: no server would write these bytes. When the file is checked, Then it is refused, or
    # its wrong end is cut off
    data.write_bytes(GOOD + bad)
    try:
        foreign.check(data.parent.parent, data.parent.parent)
    except CannotStart as refused:
        assert "is damaged at byte" in str(refused)
    else:
        assert data.read_bytes() == GOOD


@pytest.mark.parametrize("zeros", [0, 1, 5000])
@pytest.mark.parametrize("cut", [*range(1, 60), 200, 500, len(CLAIM) - 20, len(CLAIM) - 1])
def test_an_incomplete_write_is_cut(data: Path, caplog: pytest.LogCaptureFixture, cut: int, zeros: int) -> None:
    # Given a file as a crash can leave it. It ends with a part of a claim, perhaps with zeros after this part
    torn = CLAIM.replace(b"SHUTDOWN", b"shutdown")[:cut] + bytes(zeros)
    data.write_bytes(GOOD + torn)

    # When the file is checked, Then only this end is cut off and kept in the folder `aside`, and one log line says so
    foreign.check(data.parent.parent, data.parent.parent)
    assert data.read_bytes() == GOOD
    (kept,) = (data.parent.parent / "aside").iterdir()
    assert kept.read_bytes() == torn
    (line,) = caplog.messages
    assert line.startswith(f"the last {len(torn)} bytes of {NAME} were cut: they belong to a write that was never")


def test_only_the_last_file_may_end_with_an_incomplete_write(data: Path) -> None:
    # Given two files, and an incomplete write at the end of the first file
    data.write_bytes(GOOD + CLAIM[:100])
    (data.parent / files.MANIFEST).write_text(
        f"file {NAME} seq 1 type i\nfile appendonly.aof.2.incr.aof seq 2 type i\n"
    )
    (data.parent / "appendonly.aof.2.incr.aof").touch()

    # When the files are checked, Then one line names the first file
    with pytest.raises(
        CannotStart, match=f"{NAME} is damaged at byte {len(GOOD)} of {len(GOOD) + 100}, and has more data after"
    ):
        foreign.check(data.parent.parent, data.parent.parent)


def test_random_changes_of_bytes_hide_no_command(data: Path) -> None:
    # Given many files in which one random byte was changed
    chance = random.Random(5)
    content = command("SELECT", "0") + CLAIM + command("DEL", "key") + CLAIM
    for _ in range(2000):
        place = chance.randrange(len(content))
        changed = content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]
        data.write_bytes(changed)

        # When a file is read, Then the search stops at the same place as a plain reader
        assert read(data).end == plain_end(changed), changed


def plain_end(content: bytes) -> int:
    """Return the end of the last whole transaction before the first bytes that are no command of our stores."""
    at = end = 0
    within = False
    while at < len(content):
        words = []
        line, _, rest = content[at:].partition(b"\r\n")
        if line[:1] != b"*" or not canonical(line[1:]) or line == b"*0":
            return end
        for _ in range(int(line[1:])):
            line, _, rest = rest.partition(b"\r\n")
            if line[:1] != b"$" or not canonical(line[1:]):
                return end
            length = int(line[1:])
            if rest[length : length + 2] != b"\r\n":
                return end
            words.append(rest[:length])
            rest = rest[length + 2 :]
        name = words[0].upper()
        if name not in written.WRITTEN:
            return end
        within = name != b"EXEC" and (within or name == b"MULTI")
        at = len(content) - len(rest)
        end = end if within else at
    return end


def canonical(digits: bytes) -> bool:
    return digits.isdigit() and len(digits) < 8 and str(int(digits)).encode() == digits


def test_a_large_file_is_read_in_little_time(data: Path) -> None:
    # Given a file of 50 MB with the claims of a sale, When it is read, Then this takes a few seconds on any machine
    claim = CLAIM.replace(b"\r\n$8\r\n", b"..$8..")
    content = 50_000_000 // len(claim) * claim
    data.write_bytes(content)
    began = time.process_time()
    assert read(data) == Read(len(content))
    assert time.process_time() - began < 5


@pytest.mark.usefixtures("pieces")
def test_values_that_are_longer_than_a_piece_hide_no_command(data: Path) -> None:
    # Given many files whose commands have many words. Some words are long, and contain text that looks like words and
    # commands. In half of the files, one of the last commands is foreign
    chance = random.Random(7)
    for _ in range(300):
        content = b"".join(command(*many_words(chance)) for _ in range(4))
        foreign_command = command("SHUTDOWN", *many_words(chance)) if chance.random() < 0.5 else b""
        content += foreign_command + command(*many_words(chance))
        data.write_bytes(content)

        # When a file is read, Then the search stops at the same place as a plain reader
        found = read(data)
        assert found.end == plain_end(content)
        assert (found.foreign == "SHUTDOWN") == bool(foreign_command)


def test_a_word_that_ends_in_the_next_piece_hides_no_command(data: Path, pieces: int) -> None:
    # Given a command with 20 words. Its third word is split between two pieces. The part of this word in the second
    # piece looks like the other 17 words and a SET. The value of this SET would contain the real 17 words and a foreign
    # command
    real = b"\r\n" + 17 * b"$1\r\nx\r\n" + command("SHUTDOWN")
    lie = 17 * b"\r\n$1\r\nx" + b"\r\n*3\r\n$3\r\nSET\r\n$1\r\na\r\n$%d\r\n" % len(real)
    head = b"*20\r\n$5\r\nRPUSH\r\n$3\r\nkey\r\n"
    for digits in range(1, 8):  # the digits of the length of the third word
        first = pieces - len(head) - len(b"$\r\n") - digits
        if len(str(first + len(lie))) == digits:
            break
    word = b"7" * first + lie
    data.write_bytes(head + b"$%d\r\n" % len(word) + word + real + b"\r\n" + GOOD)

    # When the file is read, Then the search names the foreign command
    assert read(data).foreign == "SHUTDOWN"


def many_words(chance: random.Random) -> list[str]:
    """Return a command with more words than are read one by one. Some of its words are longer than a piece."""
    texts = ["x", "$500 voucher", "*2\r\n$3\r\nDEL\r\n$1\r\na\r\n", "\r\n$1\r\nx", "7" * 100]
    texts.append(f"\r\n${chance.randrange(2000)}\r\n")
    lengths = [*range(1, 200, 9), written.PIECE_BYTES if written.PIECE_BYTES < 5000 else 1]
    words = [chance.choice(texts) * chance.choice(lengths) for _ in range(chance.randrange(1, 40))]
    return ["RPUSH", "key", *words]
