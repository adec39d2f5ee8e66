"""The draw: everybody who computes the winners gets the same winners, and every ticket has the same chance.

The vectors are examples of draws. docs/fairness.md publishes them, so that other programs can compute them too.
"""

import hashlib
import json
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
"""By chance, chi-square with 99 degrees of freedom is above this value in one of 1 000 cases.

NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4, https://www.itl.nist.gov/div898/handbook/eda/section3/eda3674.htm
lists 148.230 for 99 degrees of freedom and an upper tail of 0.001.
"""


def dense_stream(seed: bytes) -> Iterator[int]:
    """Yield the random words of the specification. A word is a number of eight bytes."""
    counter = 0
    while True:
        block = hashlib.sha256(seed + counter.to_bytes(8, "big")).digest()
        for word in (block[0:8], block[8:16], block[16:24], block[24:32]):
            yield int.from_bytes(word, "big")
        counter += 1


def dense_below(stream: Iterator[int], n: int) -> int:
    """Take words until a word is below the greatest multiple of n that is at most 2**64. Return this word modulo n."""
    while True:
        word = next(stream)
        if word < 2**64 // n * n:
            return word % n


def dense_draw(seed: bytes, total: int, k: int) -> list[int]:
    """Return the winners by an independent, slow implementation of the specification, with an array of all tickets."""
    tickets = array("Q", range(1, total + 1))
    stream = dense_stream(seed)
    for i in range(k):
        j = i + dense_below(stream, total - i)
        tickets[i], tickets[j] = tickets[j], tickets[i]
    return list(tickets[:k])


def dense_seed(raffle_id: str, total: int, entropy: str) -> bytes:
    """Return the seed by an independent implementation of the specification."""
    return hashlib.sha256(
        b"raffle-draw/1\n" + raffle_id.encode() + b"\n" + str(total).encode() + b"\n" + entropy.encode()
    ).digest()


def vector_name(vector: dict[str, Any]) -> str:
    return f"{len(vector['winners'])} of {vector['total_tickets']}"


@pytest.mark.parametrize("vector", VECTORS, ids=vector_name)
def test_the_program_computes_the_published_vectors(vector: dict[str, Any]) -> None:
    # When the seed and the winners of a published vector are computed
    seed = draw.seed_of(vector["raffle_id"], vector["total_tickets"], vector["entropy"])
    winners = draw.draw(seed, vector["total_tickets"], len(vector["winners"]))

    # Then the seed and the winners are equal to the published seed and winners
    assert seed.hex() == vector["seed"]
    assert winners == vector["winners"]


@pytest.mark.parametrize("vector", VECTORS, ids=vector_name)
def test_an_independent_implementation_computes_the_published_vectors(vector: dict[str, Any]) -> None:
    # When an independent implementation of the specification computes a vector
    seed = dense_seed(vector["raffle_id"], vector["total_tickets"], vector["entropy"])
    winners = dense_draw(seed, vector["total_tickets"], len(vector["winners"]))

    # Then the seed and the winners are equal to the published seed and winners
    assert seed.hex() == vector["seed"]
    assert winners == vector["winners"]


def test_the_published_vectors_cover_small_and_large_raffles() -> None:
    # When the vectors are listed, Then they include raffles of 1, 15, 10 000 and 10 000 000 tickets
    sizes = {(vector["total_tickets"], len(vector["winners"])) for vector in VECTORS}
    assert sizes >= {(1, 1), (15, 9), (10_000, 100), (10_000_000, 3)}


@st.composite
def draws(given_by: st.DrawFn) -> tuple[bytes, int, int]:
    total = given_by(st.integers(1, 400))
    return given_by(st.binary(min_size=32, max_size=32)), total, given_by(st.integers(0, total))


@given(draws())
def test_sparse_and_dense_shuffles_agree(case: tuple[bytes, int, int]) -> None:
    # When the sparse and the dense shuffle get the same seed, Then they draw the same tickets in the same order
    assert draw.draw(*case) == dense_draw(*case)


@given(draws())
def test_winners_are_different_tickets_of_the_raffle(case: tuple[bytes, int, int]) -> None:
    # When winners are drawn
    _, total, k = case
    winners = draw.draw(*case)

    # Then as many tickets as requested have won. All of them are different, and all are tickets of the raffle
    assert len(winners) == len(set(winners)) == k
    assert set(winners) <= set(range(1, total + 1))


def test_words_that_would_favour_low_numbers_are_rejected() -> None:
    # Given a raffle with 2**63 + 1 tickets, so that nearly half of all 64-bit words must be rejected
    total = 2**63 + 1
    seeds = [bytes([number]) * 32 for number in range(64)]

    # When one winner is drawn from each of many seeds
    winners = [draw.draw(seed, total, 1)[0] for seed in seeds]

    # Then each winner follows from the first word that is below `total`. The reason is that the greatest multiple of
    # `total` up to 2**64 is `total` itself, so all larger words are rejected
    accepted = [next(word for word in dense_stream(seed) if word < total) + 1 for seed in seeds]
    assert winners == accepted

    # And for some seeds, the first word was rejected
    assert winners != [next(dense_stream(seed)) % total + 1 for seed in seeds]


@pytest.mark.parametrize(("first", "number"), [(2**64 - 2, 2), (2**64 - 1, 1)], ids=["just below", "at the limit"])
def test_the_first_rejected_word_is_the_largest_multiple_itself(first: int, number: int) -> None:
    # Given a first word of 2**64 - 1 or 2**64 - 2, and a second word of 1. The largest multiple of three below 2**64 is
    # 2**64 - 1
    words = iter([first, 1])

    # When a number below three is drawn, Then the word 2**64 - 1 is rejected, and the word 2**64 - 2 is accepted
    assert draw._below(words.__next__, 3) == number


def test_a_raffle_may_have_as_many_tickets_as_there_are_words() -> None:
    # When one of 2**64 tickets is drawn, Then no word is rejected, and the winner follows from the first word
    assert draw.draw(bytes(32), 2**64, 1) == [next(dense_stream(bytes(32))) + 1]


@pytest.mark.parametrize(("total", "k"), [(3, 4), (3, -1), (0, 1), (-1, 0), (2**64 + 1, 1)])
def test_a_draw_with_impossible_numbers_is_refused(total: int, k: int) -> None:
    # When the number of winners or the number of tickets is impossible
    with pytest.raises(ValueError, match="winners") as refused:
        draw.draw(bytes(32), total, k)

    # Then the error has the number of winners and the number of tickets
    assert str(refused.value) == f"{k} winners cannot be drawn from {total} tickets"


def test_places_win_the_prizes_in_listed_order() -> None:
    # When three prizes have the amounts 1, 2 and 1, Then the places of the draw win these prizes in listed order
    assert draw.prize_indices([1, 2, 1], range(4)) == [0, 1, 1, 2]


def test_places_of_a_part_win_the_same_prizes() -> None:
    # When only some places of a draw are given, in any order, Then each place wins the same prize as in the whole draw
    assert draw.prize_indices([1, 2, 1], [3, 1]) == [2, 1]


TICKETS, WINNERS, SEEDS = 100, 10, 20_000


@pytest.fixture(scope="module")
def many_draws() -> list[list[int]]:
    """The winners of 20 000 draws with fixed seeds. In each draw, 10 of 100 tickets win."""
    return [draw.draw(draw.seed_of("uniformity", TICKETS, str(n)), TICKETS, WINNERS) for n in range(SEEDS)]


def chi_square(counts: Counter[int], expected: float) -> float:
    return sum((counts[ticket] - expected) ** 2 / expected for ticket in range(1, TICKETS + 1))


def test_every_ticket_wins_equally_often(many_draws: list[list[int]]) -> None:
    # When the wins of each ticket in many draws are counted
    counts = Counter(number for winners in many_draws for number in winners)

    # Then the counts differ only by chance. No ticket wins twice in a draw, so the counts differ less than if tickets
    # could win several times. To correct this, chi-square is divided by (N - k) / (N - 1) for N tickets and k winners
    without_replacement = (TICKETS - WINNERS) / (TICKETS - 1)
    assert chi_square(counts, SEEDS * WINNERS / TICKETS) / without_replacement < CRITICAL_99


@pytest.mark.parametrize("place", range(WINNERS))
def test_every_ticket_wins_each_prize_equally_often(many_draws: list[list[int]], place: int) -> None:
    # When the tickets at one place of many draws are counted
    counts = Counter(winners[place] for winners in many_draws)

    # Then the counts differ only by chance
    assert chi_square(counts, SEEDS / TICKETS) < CRITICAL_99


def test_neighbouring_places_are_independent(many_draws: list[list[int]]) -> None:
    # When the distances from the first to the second winner (modulo the number of tickets) are counted for many draws
    counts = Counter((winners[1] - winners[0]) % TICKETS for winners in many_draws)

    # Then the counts differ only by chance. Here, there are 98 degrees of freedom, for which the exact limit is
    # slightly below 148.23
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
    # When a correct record is checked, Then the result is the list of its winners
    assert draw.check(RECORD) == RECORD["winners"]


def swapped(numbers: list[int]) -> list[int]:
    return [numbers[1], numbers[0], *numbers[2:]]


def replaced(numbers: list[int]) -> list[int]:
    return [*numbers[:-1], next(number for number in range(1, 16) if number not in numbers)]


def wrong_seed(**change: Any) -> tuple[dict[str, Any], str]:
    """Return a change that makes the seed of a record wrong, and the error that its check must give."""
    changed = RECORD | change
    seed = dense_seed(changed["raffle_id"], changed["total_tickets"], changed["entropy"])
    return change, f"the seed does not follow from the entropy: expected {seed.hex()}"


FIRST, SECOND, THIRD = RECORD["winners"]
TAMPERED: dict[str, tuple[dict[str, Any], str]] = {
    "another winner": (
        {"winners": replaced(RECORD["winners"])},
        f"winner 3 should be ticket {THIRD}, but the record says {replaced(RECORD['winners'])[-1]}",
    ),
    "two winners swapped": (
        {"winners": swapped(RECORD["winners"])},
        f"winner 1 should be ticket {FIRST}, but the record says {SECOND}",
    ),
    "one winner too few": ({"winners": RECORD["winners"][:-1]}, "the record has 2 winners for 3 prizes"),
    "one winner too many": ({"winners": [*RECORD["winners"], 1]}, "the record has 4 winners for 3 prizes"),
    "no winners": ({"winners": []}, "the record has 0 winners for 3 prizes"),
    "winners as text": (
        {"winners": [str(number) for number in RECORD["winners"]]},
        f'winner 1 should be ticket {FIRST}, but the record says "{FIRST}"',
    ),
    "winners as fractions": (
        {"winners": [float(number) for number in RECORD["winners"]]},
        f"winner 1 should be ticket {FIRST}, but the record says {FIRST}.0",
    ),
    "another entropy": wrong_seed(entropy=RECORD["entropy"] + "0"),
    "another seed": wrong_seed(seed=RECORD["seed"][:-1] + ("0" if RECORD["seed"][-1] != "0" else "1")),
    "another raffle": wrong_seed(raffle_id="11111111-1111-4111-8111-111111111111"),
    "another number of tickets": wrong_seed(total_tickets=16),
    "another amount": (
        {"prizes": [{"name": "Bicycle", "amount": 2}, {"name": "Book", "amount": 2}]},
        "the record has 3 winners for 4 prizes",
    ),
    "another algorithm": (
        {"algorithm": "raffle-draw/0"},
        'the record was drawn by "raffle-draw/0"; this program checks raffle-draw/1 and raffle-draw/2',
    ),
}


def error_of(record: Any) -> str:
    """Check a record, and return the error."""
    with pytest.raises(ValueError, match=r"\w") as refused:
        draw.check(record)
    return str(refused.value)


@pytest.mark.parametrize(("change", "error"), TAMPERED.values(), ids=TAMPERED.keys())
def test_a_tampered_record_is_refused(change: dict[str, Any], error: str) -> None:
    # When a record with a change is checked, Then the record is refused, and the error says what is wrong
    assert error_of(RECORD | change) == error


CHECKED = ("algorithm", "raffle_id", "total_tickets", "entropy", "seed", "winners", "prizes")
NO_RECORD: dict[str, tuple[Any, str]] = {
    "a list": ([], "TypeError("),
    "a text": ("record", "TypeError("),
    "nothing": (None, "TypeError("),
    "empty": ({}, "KeyError('algorithm')"),
    **{
        f"without {name}": ({key: value for key, value in RECORD.items() if key != name}, f"KeyError('{name}')")
        for name in CHECKED
    },
    "prizes without an amount": (RECORD | {"prizes": [{"name": "Bicycle"}]}, "KeyError('amount')"),
    "prizes that are numbers": (RECORD | {"prizes": [3]}, "TypeError("),
    "prizes that are null": (RECORD | {"prizes": None}, "TypeError("),
}


@pytest.mark.parametrize(("record", "reason"), NO_RECORD.values(), ids=NO_RECORD.keys())
def test_data_that_is_no_record_is_refused(record: Any, reason: str) -> None:
    # When data that is no draw record is checked, Then the check raises only ValueError, and the error names the reason
    assert error_of(record).startswith(f"the record is not a draw record: {reason}")


@pytest.mark.parametrize(
    "change",
    [
        {"raffle_id": 7},
        {"raffle_id": None},
        {"entropy": 7},
        {"entropy": None},
        {"winners": None},
        {"winners": "1"},
        {"prizes": {}},
        {"prizes": ""},
    ],
    ids=repr,
)
def test_a_record_with_parts_of_a_wrong_type_is_refused(change: dict[str, Any]) -> None:
    # When a part of a record has the wrong type, Then the error names the right types
    assert error_of(RECORD | change) == "raffle_id and entropy must be text, and prizes and winners must be lists"


@pytest.mark.parametrize(
    "change",
    [
        {"total_tickets": 0},
        {"total_tickets": -15},
        {"total_tickets": True},
        {"total_tickets": "15"},
        {"total_tickets": 15.0},
        {"prizes": [{"name": "Bicycle", "amount": 3}, {"name": "Book", "amount": 0}]},
        {"prizes": [{"name": "Bicycle", "amount": 4}, {"name": "Book", "amount": -1}]},
        {"prizes": [{"name": "Bicycle", "amount": 3.0}]},
        {"prizes": [{"name": "Bicycle", "amount": "3"}]},
    ],
    ids=repr,
)
def test_a_record_without_whole_numbers_of_tickets_is_refused(change: dict[str, Any]) -> None:
    # When the number of tickets or the amount of a prize is not a whole number of at least 1, Then the error says what
    # is allowed
    error = "total_tickets and the amounts of prizes must be whole numbers of at least 1"
    assert error_of(RECORD | change) == error


def test_a_record_with_an_id_that_utf_8_cannot_hold_is_refused() -> None:
    # When the id has half of a surrogate pair, Then the error says that UTF-8 cannot hold the id
    assert error_of(RECORD | {"raffle_id": "\ud800"}) == "raffle_id must be text that UTF-8 can hold"


def drawn_with(entropy: str, source: str | None) -> dict[str, Any]:
    """Return a record whose seed and winners follow from this entropy."""
    seed = dense_seed(RECORD["raffle_id"], 15, entropy)
    drawn = {"entropy": entropy, "seed": seed.hex(), "winners": dense_draw(seed, 15, 3)}
    return RECORD | drawn | {"entropy_source": source}


ALIKE = [
    "8d61\n", "8d61\r", "\n8d61", " 8d61", "8d61 ", "8d61  0042", "8d61\t0042", "8d61\u00a00042", "8d61\u200b",
    "8d\u201361", "\uff18d61", "8\u0501", "\ud800", "",
]  # fmt: skip


@pytest.mark.parametrize("entropy", ALIKE, ids=ascii)
def test_entropy_with_several_spellings_is_refused(entropy: str) -> None:
    # Given a record whose entropy looks like another text, and whose winners follow from this entropy
    record = RECORD | {"entropy": entropy} if entropy == "\ud800" else drawn_with(entropy, "drand")

    # When the record is checked, Then it is refused: the other text that looks the same would give other winners, so
    # the manager could have chosen between both
    assert error_of(record).startswith("the entropy has several spellings that look alike: expected visible ASCII")


def test_entropy_of_earlier_versions_may_have_letters_in_upper_case() -> None:
    # When a record of an earlier version has entropy with letters in upper case, Then the record is confirmed
    record = drawn_with("Block 00000000000000000002A7C4", "a block of Bitcoin")
    assert draw.check(record) == record["winners"]


@pytest.mark.parametrize("source", [None, ""])
def test_entropy_from_the_system_is_confirmed(source: str | None) -> None:
    # When no source was announced, and the entropy is 64 hexadecimal digits in lower case, Then the record is confirmed
    record = drawn_with("0123456789abcdef" * 4, source)
    assert draw.check(record) == record["winners"]


@pytest.mark.parametrize(
    "entropy", ["0123456789abcdef" * 4 + "\n", "0123456789ABCDEF" * 4, "0" * 63, "0" * 65, "mine"], ids=repr
)
def test_other_entropy_without_a_source_is_refused(entropy: str) -> None:
    # When no source was announced, and the entropy is not 64 hexadecimal digits in lower case, Then the record is
    # refused
    assert error_of(drawn_with(entropy, None)).startswith(
        "the record announces no source, so its entropy must be 64 hexadecimal digits in lower case, but"
    )


@pytest.mark.parametrize("source", [7, [], {}, False], ids=repr)
def test_a_source_that_is_no_text_is_refused(source: Any) -> None:
    # When the source is neither text nor null, Then the record is refused
    assert error_of(RECORD | {"entropy_source": source}) == "entropy_source must be text or null"


def test_a_record_with_more_winners_than_tickets_is_refused() -> None:
    # Given a record with the right seed, two winners and two prizes, but with only one ticket
    record = RECORD | {
        "total_tickets": 1,
        "prizes": [{"name": "Book", "amount": 2}],
        "seed": dense_seed(RECORD["raffle_id"], 1, RECORD["entropy"]).hex(),
        "winners": [1, 2],
    }

    # When the record is checked, Then the error says that this draw is impossible
    assert error_of(record) == "2 winners cannot be drawn from 1 tickets"


@pytest.mark.parametrize("change", [{"algorithm": "x" * 10_000}, {"winners": ["x" * 10_000, 1, 2]}], ids=["a", "w"])
def test_an_error_quotes_long_values_briefly(change: dict[str, Any]) -> None:
    # When a wrong value is long, Then the error quotes only a part of this value, and has fewer than 160 characters
    error = error_of(RECORD | change)
    assert '"xxx' in error
    assert len(error) < 160


Output = pytest.CaptureFixture[str]


@pytest.fixture
def record(folder: Path) -> Path:
    """The path of a file for a draw record."""
    return folder / "record.json"


def test_the_program_confirms_a_good_record(record: Path, capsys: Output) -> None:
    # Given a downloaded draw record
    record.write_text(json.dumps(RECORD), encoding="utf-8")

    # When the program checks the file
    code = draw.main([str(record)])

    # Then the program confirms the record
    assert code == 0
    output, errors = capsys.readouterr()
    first, second = output.splitlines()
    assert (first, errors) == ("OK: 3 winners of 15 tickets follow from the entropy", "")

    # And the program warns that this record has neither terms (a hash of what was announced) nor a seal (a hash of all
    # tickets)
    assert second.startswith("NOTICE: NO TERMS AND NO SEAL BIND THIS RECORD (raffle-draw/1)")
    assert second.endswith("Compare the value in the record with the value from the source")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_program_reads_utf_8_and_utf_16(encoding: str, record: Path) -> None:
    # Given a draw record with letters outside ASCII, in UTF-8, in UTF-8 with a byte order mark, or in UTF-16
    named = RECORD | {"name": "Würfel 🎲"}
    record.write_text(json.dumps(named, ensure_ascii=False), encoding=encoding)

    # When the program checks this record, Then the program confirms the record
    assert draw.main([str(record)]) == 0


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-32-be", "latin-1"])
def test_the_program_refuses_other_encodings(encoding: str, record: Path, capsys: Output) -> None:
    # Given a draw record in UTF-32 or Latin-1, or in UTF-16 without a byte order mark
    record.write_text(json.dumps(RECORD | {"name": "Würfel"}, ensure_ascii=False), encoding=encoding)

    # When the program checks this record, Then the program cannot read it, and says why
    assert draw.main([str(record)]) == 2
    assert capsys.readouterr().err.startswith(f"cannot read {record}: ")

    # And when a member that nothing checks has half of a surrogate pair, Then the program cannot read the record either
    record.write_bytes(json.dumps(RECORD | {"note": "?"}).encode().replace(b"?", b"\xed\xa0\x80"))
    assert draw.main([str(record)]) == 2


def test_the_program_refuses_a_wrong_record(record: Path, capsys: Output) -> None:
    # Given a draw record that somebody changed
    change, error = TAMPERED["two winners swapped"]
    record.write_text(json.dumps(RECORD | change), encoding="utf-8")

    # When the program checks the file
    code = draw.main([str(record)])

    # Then the program says what is wrong
    assert code == 1
    assert capsys.readouterr() == (f"WRONG: {error}\n", "")


@pytest.mark.parametrize("content", [None, b"", b"{", b"\xff\xfe\xff", b"[" * 100_000])
def test_the_program_names_a_file_that_it_cannot_read(content: bytes | None, record: Path, capsys: Output) -> None:
    # Given a file that is missing or is not JSON
    if content is not None:
        record.write_bytes(content)

    # When the program checks the file
    code = draw.main([str(record)])

    # Then one line names the file and the reason
    output, errors = capsys.readouterr()
    assert (code, output) == (2, "")
    assert errors.startswith(f"cannot read {record}: ")
    assert len(errors) > len(f"cannot read {record}: \n")
    assert errors.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["one.json", "two.json"], ["one.json", "--bea"]])
def test_the_program_explains_its_use(arguments: list[str], capsys: Output) -> None:
    # When the program is called without a file, with two files, or with an unknown option
    with pytest.raises(SystemExit, match=r"^2$"):
        draw.main(arguments)

    # Then the program explains its use
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.startswith("usage: ")
    assert "[--ticket proof.json] [--beacon] record.json" in errors


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, cwd=cwd, check=False)


def test_the_program_ends_with_the_code_of_its_answer(record: Path) -> None:
    # Given a draw record that somebody changed
    record.write_text(json.dumps(RECORD | TAMPERED["one winner too few"][0]), encoding="utf-8")

    # When a new process runs the program on this record
    checked = run("-m", "app.domain.draw", record)

    # Then the exit code says that the record is wrong
    assert (checked.returncode, checked.stdout) == (1, "WRONG: the record has 2 winners for 3 prizes\n")
