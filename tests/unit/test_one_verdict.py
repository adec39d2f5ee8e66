"""The page and the program that check draw records agree about every file, even about a file made to deceive them."""

import json
import random
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

from app.domain import draw, strict_json
from app.domain.beacon import QUICKNET
from tests.unit.record_vectors import RECORDS
from tests.unit.test_draw_2 import EARLIER, RECORD, RECORD_1

SCRIPT = Path(__file__).with_name("strict_json.js")
BASES = [*RECORDS.values(), RECORD, RECORD_1]
NAMES = sorted(
    {name for base in BASES for name in base}
    | {"claimed", "withdrawn_tickets", "incarnation", "__proto__", "length", "toString"}
)
VALUES = [
    "null", "0", "1", "2", "1.0", "-0", "0.0", "-1", "1e2", "true", "false", '""', '"x"', '" "', "[]", "{}", "[1]",
    "[null]", "[[]]", '"\\ud800"', '"\\u0000"', '"\\n"', '"\u2028"', '"\u009b1A"', '"\u202e"', "1e400",
    "12345678901234567890", "9007199254740991", "9007199254740993", '"raffle-draw/1"', '"raffle-draw/2"', '"quicknet"',
    '"2023-08-23T15:59:24.000Z"', '"2023-08-23T15:59:24.00Z"', '"9999-12-31T23:59:59.999Z"', '"24:00"',
    '"0001-01-01T00:00:00.000Z"', f'"{"0" * 64}"', '"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"',
]  # fmt: skip
MUTATIONS = 1_000
TWICE = '{"algorithm": "raffle-draw/1", '


class Raw(str):
    """JSON text that stands for a value."""


def written(value: Any) -> str:
    """Return a value as JSON. Text of the class Raw is JSON already."""
    if isinstance(value, Raw):
        return value
    if isinstance(value, dict):
        return f"{{{','.join(f'{json.dumps(name)}:{written(member)}' for name, member in value.items())}}}"
    if isinstance(value, list):
        return f"[{','.join(map(written, value))}]"
    return json.dumps(value)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Return all members and entries within a value, as pairs: the object or list, and the name or the index."""
    names = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    return [(value, name) for name in names] + [place for name in names for place in places(value[name])]


def mutation(chance: random.Random) -> str:
    """Return a record in which one or two members, picked at random, were replaced, removed or repeated."""
    record = deepcopy(chance.choice(BASES))
    for _ in range(chance.choice([1, 1, 1, 2])):
        if chance.random() < 0.3:
            record[chance.choice(NAMES)] = Raw(chance.choice(VALUES))
            continue
        parent, name = chance.choice(places(record))
        if chance.random() < 0.25:
            del parent[name]
        elif chance.random() < 0.1 and isinstance(parent, list):
            parent.append(deepcopy(parent[name]))
        else:
            parent[name] = Raw(chance.choice(VALUES))
    text = written(record)
    return text if chance.random() > 0.03 else f"{text[:-1]},{json.dumps(chance.choice(NAMES))}:null}}"


def mistake_of_the_program(text: str, file: Path) -> str | None:
    """Return what the program finds wrong in a file, or None if it confirms the record and the signature."""
    file.write_text(text, encoding="utf-8")
    try:
        record = strict_json.read(str(file))
        draw.check(record)
        if record.get("beacon") is not None:
            QUICKNET.randomness(record["round"], record["signature"])
    except ValueError as error:
        return str(error)
    return None


def mistakes_of_the_page(texts: list[str]) -> list[str | None]:
    deno = Path(sys.executable).with_name("deno")
    run = subprocess.run(
        [deno, "run", "--no-remote", SCRIPT], input=json.dumps(texts), capture_output=True, text=True, check=True
    )
    found: list[str | None] = json.loads(run.stdout)
    return found


def test_page_and_program_give_the_same_verdict_on_mutated_records(folder: Path) -> None:
    # Given many mutations of correct records
    chance = random.Random(27)
    texts = [written(base) for base in BASES] + [mutation(chance) for _ in range(MUTATIONS)]

    # When page and program check each of them as a file
    program = [mistake_of_the_program(text, folder / "record.json") for text in texts]
    page = mistakes_of_the_page(texts)

    # Then both confirm the same files, and refuse the same files
    differing = [
        (by_program, by_page, text)
        for by_program, by_page, text in zip(program, page, texts, strict=True)
        if (by_program is None) != (by_page is None)
    ]
    assert differing == []
    assert program[: len(BASES)] == [None] * len(BASES)
    assert 50 < sum(mistake is None for mistake in program) < MUTATIONS / 2


def test_page_and_program_refuse_each_downgrade_of_a_record(folder: Path) -> None:
    # Given correct records that somebody turned into records of raffle-draw/1, with entropy (random text) of their
    # choice
    texts = []
    for base in BASES:
        entropy = "f" * 64
        seed = draw.seed_of(base["raffle_id"], base["total_tickets"], entropy)
        winners = draw.draw(seed, base["total_tickets"], sum(prize["amount"] for prize in base["prizes"]))
        chosen = {"algorithm": "raffle-draw/1", "entropy": entropy, "seed": seed.hex(), "winners": winners}
        texts += [written(base | chosen | {name: base[name]}) for name in sorted(base.keys() - EARLIER)]
        texts += [
            written({name: value for name, value in (base | chosen).items() if name in EARLIER or name == kept})
            for kept in sorted(base.keys() - EARLIER)
        ]

    # When page and program check these records, Then both refuse each of them for the same reason
    for text, by_page in zip(texts, mistakes_of_the_page(texts), strict=True):
        by_program = mistake_of_the_program(text, folder / "record.json")
        assert by_program is not None
        assert by_page == f"{by_program[0].upper()}{by_program[1:]}."
        assert by_program.startswith("a record of raffle-draw/1 cannot have ")


def test_page_and_program_refuse_a_record_without_a_list_of_prizes(folder: Path) -> None:
    # Given records of raffle-draw/1 without winners, whose prizes are no list, and no prizes either
    entropy = "a" * 64
    seed = draw.seed_of("x", 5, entropy).hex()
    record = {"algorithm": "raffle-draw/1", "raffle_id": "x", "total_tickets": 5, "entropy": entropy, "seed": seed}
    texts = [written(record | {"winners": [], "prizes": Raw(prizes)}) for prizes in ("{}", '""', "[]")]

    # When page and program check these records, Then both refuse them, except the record with an empty list
    by_page = [mistake is None for mistake in mistakes_of_the_page(texts)]
    by_program = [mistake_of_the_program(text, folder / "record.json") is None for text in texts]
    assert by_page == by_program == [False, False, True]


def test_page_and_program_refuse_a_file_that_programs_read_in_two_ways(folder: Path) -> None:
    # Given files that programs read in two ways. In some files, a member of a correct record occurs twice, for example
    # in two spellings. Other files have numbers that some programs round
    text, earlier = written(RECORD), written(RECORD_1)
    texts = [
        text.replace("{", TWICE, 1),
        text.replace("{", '{"algorith\\u006d": "raffle-draw/1", ', 1),
        text.replace('"amount":', '"amount":7,"amount":', 1),
        text.replace('"round":1000', '"round":1000.0'),
        text.replace('"round":1000', '"round":1e3'),
        text.replace("{", '{"unknown": [0.5], ', 1),
        text.replace("{", '{"incarnation": 9007199254740993, ', 1),
        earlier.replace('"total_tickets":15', '"total_tickets":15.0'),
    ]
    assert len({text, earlier, *texts}) == len(texts) + 2

    # When page and program read these files, Then both refuse each of them for the same reason
    for changed, by_page in zip(texts, mistakes_of_the_page(texts), strict=True):
        by_program = mistake_of_the_program(changed, folder / "record.json")
        assert by_program is not None
        assert by_page == f"{by_program[0].upper()}{by_program[1:]}."
