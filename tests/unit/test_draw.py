"""The draw: everybody who computes the winners gets the same ones, and every ticket has the same chance."""

import hashlib
import json
import shutil
import subprocess
import sys
from array import array
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import draw

VECTORS: list[dict[str, Any]] = json.loads(Path(__file__).with_name("draw_vectors.json").read_text(encoding="utf-8"))

CRITICAL_99 = 148.23
"""Chi-square at 99 degrees of freedom which chance exceeds in one of 1 000 cases.

NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4, https://www.itl.nist.gov/div898/handbook/eda/section3/eda3674.htm
lists 148.230 for 99 degrees of freedom and an upper tail of 0.001.
"""


def dense_stream(seed: bytes) -> Iterator[int]:
    """Yield the stream of the specification as numbers of eight bytes."""
    counter = 0
    while True:
        block = hashlib.sha256(seed + counter.to_bytes(8, "big")).digest()
        for word in (block[0:8], block[8:16], block[16:24], block[24:32]):
            yield int.from_bytes(word, "big")
        counter += 1


def dense_below(stream: Iterator[int], n: int) -> int:
    """Return a number below n: the next word below the greatest multiple of n within 64 bits, modulo n."""
    while True:
        word = next(stream)
        if word < 2**64 // n * n:
            return word % n


def dense_draw(seed: bytes, total: int, k: int) -> list[int]:
    """Return the winners by the letter of the specification, with an array of all tickets: an independent check."""
    tickets = array("Q", range(1, total + 1))
    stream = dense_stream(seed)
    for i in range(k):
        j = i + dense_below(stream, total - i)
        tickets[i], tickets[j] = tickets[j], tickets[i]
    return list(tickets[:k])


def dense_seed(raffle_id: str, total: int, entropy: str) -> bytes:
    """Return the seed by the letter of the specification."""
    return hashlib.sha256(
        b"raffle-draw/1\n" + raffle_id.encode() + b"\n" + str(total).encode() + b"\n" + entropy.encode()
    ).digest()


def vector_name(vector: dict[str, Any]) -> str:
    return f"{len(vector['winners'])} of {vector['total_tickets']}"


@pytest.mark.parametrize("vector", VECTORS, ids=vector_name)
def test_the_published_vectors_hold(vector: dict[str, Any]) -> None:
    # When the seed and the winners of a published vector are computed
    seed = draw.seed_of(vector["raffle_id"], vector["total_tickets"], vector["entropy"])
    winners = draw.draw(seed, vector["total_tickets"], len(vector["winners"]))

    # Then they are the published ones
    assert seed.hex() == vector["seed"]
    assert winners == vector["winners"]


@pytest.mark.parametrize("vector", VECTORS, ids=vector_name)
def test_the_published_vectors_are_what_the_specification_says(vector: dict[str, Any]) -> None:
    # When an independent implementation of the specification computes a vector
    seed = dense_seed(vector["raffle_id"], vector["total_tickets"], vector["entropy"])
    winners = dense_draw(seed, vector["total_tickets"], len(vector["winners"]))

    # Then the result is the published one
    assert seed.hex() == vector["seed"]
    assert winners == vector["winners"]


def test_the_published_vectors_cover_small_and_large_raffles() -> None:
    # When the vectors are listed, Then one ticket, a small, a middle and the largest raffle are among them
    sizes = {(vector["total_tickets"], len(vector["winners"])) for vector in VECTORS}
    assert sizes >= {(1, 1), (15, 9), (10_000, 100), (10_000_000, 3)}


@st.composite
def draws(given_by: st.DrawFn) -> tuple[bytes, int, int]:
    total = given_by(st.integers(1, 400))
    return given_by(st.binary(min_size=32, max_size=32)), total, given_by(st.integers(0, total))


@given(draws())
def test_sparse_and_dense_shuffles_agree(case: tuple[bytes, int, int]) -> None:
    # When the sparse and the dense shuffle have the same seed, Then they draw the same tickets in the same order
    assert draw.draw(*case) == dense_draw(*case)


@given(draws())
def test_winners_are_different_tickets_of_the_raffle(case: tuple[bytes, int, int]) -> None:
    # When winners are drawn
    _, total, k = case
    winners = draw.draw(*case)

    # Then there are as many as requested, all different, all between 1 and the number of tickets
    assert len(winners) == len(set(winners)) == k
    assert set(winners) <= set(range(1, total + 1))


def test_words_that_would_favour_low_numbers_are_rejected() -> None:
    # Given a raffle with just over half of all 64-bit numbers, so that nearly every second word must be rejected
    total = 2**63 + 1
    seeds = [bytes([number]) * 32 for number in range(64)]

    # When one winner is drawn from each of many seeds
    winners = [draw.draw(seed, total, 1)[0] for seed in seeds]

    # Then the winner follows from the first word below the greatest multiple of the number of tickets
    accepted = [next(word for word in dense_stream(seed) if word < total) + 1 for seed in seeds]
    assert winners == accepted

    # And some first words were rejected
    assert winners != [next(dense_stream(seed)) % total + 1 for seed in seeds]


@pytest.mark.parametrize(("total", "k"), [(3, 4), (3, -1), (0, 1), (-1, 0), (2**64 + 1, 1)])
def test_more_winners_than_tickets_are_refused(total: int, k: int) -> None:
    # When more winners are requested than possible, Then it is refused
    with pytest.raises(ValueError, match="cannot be drawn"):
        draw.draw(bytes(32), total, k)


TICKETS, WINNERS, SEEDS = 100, 10, 20_000


@pytest.fixture(scope="module")
def many_draws() -> list[list[int]]:
    """200 000 winners: ten of a hundred tickets for each of a fixed list of seeds."""
    return [draw.draw(draw.seed_of("uniformity", TICKETS, str(n)), TICKETS, WINNERS) for n in range(SEEDS)]


def chi_square(counts: Counter[int], expected: float) -> float:
    return sum((counts[ticket] - expected) ** 2 / expected for ticket in range(1, TICKETS + 1))


def test_every_ticket_wins_equally_often(many_draws: list[list[int]]) -> None:
    # When the winners of many draws are counted by ticket
    counts = Counter(number for winners in many_draws for number in winners)

    # Then the counts differ only by chance. Without replacement they vary less, by (N - k) / (N - 1)
    without_replacement = (TICKETS - WINNERS) / (TICKETS - 1)
    assert chi_square(counts, SEEDS * WINNERS / TICKETS) / without_replacement < CRITICAL_99


@pytest.mark.parametrize("place", range(WINNERS))
def test_every_ticket_wins_each_prize_equally_often(many_draws: list[list[int]], place: int) -> None:
    # When the winners of one place in the draw are counted by ticket
    counts = Counter(winners[place] for winners in many_draws)

    # Then the counts differ only by chance
    assert chi_square(counts, SEEDS / TICKETS) < CRITICAL_99


def test_neighbouring_places_are_independent(many_draws: list[list[int]]) -> None:
    # When the distances from the first winner to the second are counted, modulo the number of tickets
    counts = Counter((winners[1] - winners[0]) % TICKETS for winners in many_draws)

    # Then no distance is favoured. There are 98 degrees of freedom, for which 148.23 is a little generous
    expected = SEEDS / (TICKETS - 1)
    assert sum((counts[distance] - expected) ** 2 / expected for distance in range(1, TICKETS)) < CRITICAL_99


RECORD: dict[str, Any] = {
    "algorithm": "raffle-draw/1",
    "raffle_id": "0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11",
    "name": "Summer fair",
    "total_tickets": 15,
    "prizes": [{"name": "Bicycle", "amount": 1}, {"name": "Book", "amount": 2}],
    "entropy_source": "drand round 4242424",
    "entropy": "drand round 4242424: 6f1d5c0f",
    "seed": dense_seed("0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11", 15, "drand round 4242424: 6f1d5c0f").hex(),
    "drawn_at": "2026-11-24T20:00:00.000Z",
    "winners": dense_draw(
        dense_seed("0b9f7f0e-6f0c-4a55-9a0e-2f1d3b8f9c11", 15, "drand round 4242424: 6f1d5c0f"), 15, 3
    ),
}


def test_a_correct_record_is_confirmed() -> None:
    # When a correct record is checked, Then the result is its winners
    assert draw.check(RECORD) == RECORD["winners"]


def swapped(numbers: list[int]) -> list[int]:
    return [numbers[1], numbers[0], *numbers[2:]]


def replaced(numbers: list[int]) -> list[int]:
    return [*numbers[:-1], next(number for number in range(1, 16) if number not in numbers)]


TAMPERED: dict[str, dict[str, Any]] = {
    "another winner": {"winners": replaced(RECORD["winners"])},
    "two winners swapped": {"winners": swapped(RECORD["winners"])},
    "a winner less": {"winners": RECORD["winners"][:-1]},
    "a winner more": {"winners": [*RECORD["winners"], *replaced(RECORD["winners"])[-1:]]},
    "no winners": {"winners": []},
    "winners as text": {"winners": [str(number) for number in RECORD["winners"]]},
    "winners as fractions": {"winners": [float(number) for number in RECORD["winners"]]},
    "another entropy": {"entropy": RECORD["entropy"] + " "},
    "another seed": {"seed": RECORD["seed"][:-1] + ("0" if RECORD["seed"][-1] != "0" else "1")},
    "another raffle": {"raffle_id": "11111111-1111-4111-8111-111111111111"},
    "another number of tickets": {"total_tickets": 16},
    "another amount": {"prizes": [{"name": "Bicycle", "amount": 2}, {"name": "Book", "amount": 2}]},
    "another algorithm": {"algorithm": "raffle-draw/2"},
}


@pytest.mark.parametrize("change", TAMPERED.values(), ids=TAMPERED.keys())
def test_a_tampered_record_is_refused(change: dict[str, Any]) -> None:
    # When a record that somebody changed is checked, Then it is refused
    with pytest.raises(ValueError, match=r"\w"):
        draw.check(RECORD | change)


CHECKED = ("algorithm", "raffle_id", "total_tickets", "entropy", "seed", "winners", "prizes")
MALFORMED: dict[str, Any] = {
    "a list": [],
    "a text": "record",
    "nothing": None,
    "empty": {},
    **{f"without {name}": {key: value for key, value in RECORD.items() if key != name} for name in CHECKED},
    "total_tickets of zero": RECORD | {"total_tickets": 0},
    "total_tickets true": RECORD | {"total_tickets": True},
    "total_tickets as text": RECORD | {"total_tickets": "15"},
    "total_tickets as a fraction": RECORD | {"total_tickets": 15.0},
    "prizes of no amount": RECORD | {"prizes": [{"name": "Bicycle"}]},
    "prizes that are numbers": RECORD | {"prizes": [3]},
    "prizes that are none": RECORD | {"prizes": None},
    "a negative amount": RECORD | {"prizes": [{"name": "A", "amount": 4}, {"name": "B", "amount": -1}]},
    "winners that are none": RECORD | {"winners": None},
    "entropy that is a number": RECORD | {"entropy": 7},
    "entropy that UTF-8 cannot hold": RECORD | {"entropy": "\ud800"},
}


@pytest.mark.parametrize("record", MALFORMED.values(), ids=MALFORMED.keys())
def test_data_that_is_no_record_is_refused(record: Any) -> None:
    # When data that is no draw record is checked, Then it raises ValueError and nothing else
    with pytest.raises(ValueError, match=r"\w"):
        draw.check(record)


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, cwd=cwd, check=False)


def test_the_program_confirms_a_good_record(folder: Path) -> None:
    # Given a downloaded draw record
    record = folder / "record.json"
    record.write_text(json.dumps(RECORD), encoding="utf-8")

    # When the program checks it
    checked = run("-m", "app.domain.draw", record)

    # Then the program confirms it
    assert checked.returncode == 0
    assert checked.stdout == "OK: 3 winners of 15 tickets follow from the entropy\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_program_reads_every_encoding_of_unicode(encoding: str, folder: Path) -> None:
    # Given a draw record with letters outside ASCII, from a program that may write a byte order mark or UTF-16
    named = RECORD | {"entropy": "Würfel 🎲", "seed": dense_seed(RECORD["raffle_id"], 15, "Würfel 🎲").hex()}
    named["winners"] = dense_draw(bytes.fromhex(named["seed"]), 15, 3)
    record = folder / "record.json"
    record.write_text(json.dumps(named, ensure_ascii=False), encoding=encoding)

    # When the program checks it, Then the program confirms it
    assert run("-m", "app.domain.draw", record).returncode == 0


def test_the_program_refuses_a_wrong_record(folder: Path) -> None:
    # Given a draw record that somebody changed
    record = folder / "record.json"
    record.write_text(json.dumps(RECORD | TAMPERED["two winners swapped"]), encoding="utf-8")

    # When the program checks it
    checked = run("-m", "app.domain.draw", record)

    # Then the program says what is wrong
    assert checked.returncode == 1
    assert checked.stdout.startswith("WRONG: winner 1 should be ticket")


@pytest.mark.parametrize("content", [None, b"", b"{", b"\xff\xfe\xff", b"[" * 100_000])
def test_the_program_names_a_file_that_it_cannot_read(folder: Path, content: bytes | None) -> None:
    # Given a file that is missing or is not JSON
    record = folder / "record.json"
    if content is not None:
        record.write_bytes(content)

    # When the program checks it
    checked = run("-m", "app.domain.draw", record)

    # Then one line names the file
    assert checked.returncode == 2
    assert checked.stderr.startswith(f"cannot read {record}: ")
    assert checked.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["one.json", "two.json"]])
def test_the_program_explains_its_use(arguments: list[str]) -> None:
    # When the program is called without a file or with two, Then it explains its use
    checked = run("-m", "app.domain.draw", *arguments)
    assert checked.returncode == 2
    assert checked.stderr == "usage: python3 -m app.domain.draw record.json\n"


def test_one_file_and_a_bare_python_are_enough(folder: Path) -> None:
    # Given a folder with draw.py and a record, and a Python without any package
    shutil.copy(draw.__file__, folder / "draw.py")
    (folder / "record.json").write_text(json.dumps(RECORD), encoding="utf-8")

    # When the record is checked there
    checked = run("-I", "-S", "draw.py", "record.json", cwd=folder)

    # Then the program confirms it
    assert (checked.returncode, checked.stderr) == (0, "")
