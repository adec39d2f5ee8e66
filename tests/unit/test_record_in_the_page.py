"""The page checks records and proofs as the program app/domain/draw.py does, and names mistakes in the same words.

A record has everything from which the winners of a draw follow. A proof shows that a ticket is in the tree of hashes
over all tickets. A PHC string is the hash of a ticket's code. The vectors are stored examples.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import argon2
import argon2.low_level
import pytest

from app.domain import codes, draw, tree
from app.domain.notices import notices
from app.domain.record import ALGORITHM_2, fate_of
from app.languages import ENGLISH, catalogue
from tests.unit.record_vectors import RECORDS, VECTORS, forged
from tests.unit.test_draw_2 import CORRECT, FORGED, PROOF, RECORD, RECORD_1, again
from tests.unit.test_tree import BOUND_PHCS, WEAK_PHCS, proof_alone

SCRIPT = Path(__file__).with_name("record_vectors.js")
COVER_UP = "\x7f\u009b1A\u202e\u200b\u2028\U000e0041é"
"""Characters that a terminal obeys, and characters that reorder or hide text."""
FORGERIES = (
    {vector["why"]: forged(vector) for vector in VECTORS["refused"]}
    | {
        f"a forgery of the program: {why}": record
        for why, (record, _) in FORGED.items()
        if record["algorithm"] == ALGORITHM_2 and not isinstance(record.get("round"), float)
    }
    | {
        "control characters": RECORD | {"terms": COVER_UP},
        "control characters in the entropy": RECORD | {"entropy": COVER_UP},
        "control characters in a prize that nobody wins": RECORD | {"unawarded": [{"prize": COVER_UP, "amount": 1}]},
        "another long prize of a place": again(prizes=[{"name": COVER_UP * 10, "amount": 6}])
        | {"substitutions": RECORD["substitutions"]},
    }
)
"""Forgeries without those that have a round such as 1000.0: JavaScript reads 1000.0 as 1000, so it finds no mistake."""
SIGNATURES = {"another round's signature"}
"""The forgeries that the program finds only with a library for signatures. The page always has such a library."""

SOURCE = {"entropy_source": "Lottery"}
FORGERIES_1: dict[str, tuple[dict[str, Any], str]] = {
    "winners swapped": ({"winners": RECORDS["earlier"]["winners"][::-1]}, "Winner 1 should be ticket"),
    "other entropy": ({"entropy": "f" * 64}, "but the record says"),
    "chosen entropy": ({"entropy": "another"}, "must be 64 hexadecimal digits in lower case"),
    "a line feed": ({"entropy": RECORDS["earlier"]["entropy"] + "\n"}, "must be 64 hexadecimal digits in lower case"),
    "a line feed after a value of a source": (SOURCE | {"entropy": "8d61\n"}, "several spellings that look alike"),
    "a source that is no text": ({"entropy_source": []}, "neither text nor null"),
    "one winner too few": ({"winners": RECORDS["earlier"]["winners"][1:]}, "8 winners for 9 prizes"),
    "other algorithm": ({"algorithm": "dice"}, "names no algorithm"),
    "a space after the algorithm": ({"algorithm": "raffle-draw/1 "}, "names no algorithm"),
    "a root": ({"root": "0" * 64}, "cannot have root: somebody changed the algorithm of the record"),
    "substitutes": ({"substitutes": []}, "cannot have substitutes: somebody changed the algorithm of the record"),
    "no algorithm": ({"algorithm": None}, "names no algorithm"),
}
"""Forgeries of a record of `raffle-draw/1`: the changed members, and a part of the error of the page."""

CODE = "0123-4567-89AB-CDEF"


def phc_with(salt: bytes = b"16 bytes of salt", hash_len: int = 16, version: int = 19) -> str:
    """Return the PHC string of CODE with this salt, and with a hash of this length."""
    kind = argon2.low_level.Type.ID
    return argon2.low_level.hash_secret(
        codes.normalise(CODE).encode(), salt, 1, 8, 1, hash_len, type=kind, version=version
    ).decode()


CODES = [
    (codes.Hashing(memory_kib, time_cost).hash(codes.normalise(CODE)), code, code == CODE)
    for memory_kib, time_cost in ((8, 1), (1024, 1), (1024, 3))
    for code in (CODE, "0123-4567-89AB-CDEG")
] + [
    (argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(codes.normalise(CODE)), CODE, True),
    (phc_with(hash_len=4), CODE, False),
    (phc_with(hash_len=15), CODE, False),
    (phc_with(salt=b"15 bytes of salt"[:15]), CODE, False),
    (phc_with(version=16), CODE, False),
    (phc_with().replace("m=8,t=1,", "m=1048576,t=9,"), CODE, False),
    (phc_with().replace("m=8,t=1,", "m=1048577,t=1,"), CODE, False),
    (phc_with(), CODE, True),
    ("", CODE, False),
    ("$argon2i$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA", CODE, False),
]
"""PHC strings, codes, and whether the PHC string belongs to the code."""


@pytest.fixture(scope="module")
def page() -> dict[str, list[Any]]:
    """What the modules of the page say about all vectors."""
    more = [{"name": "written down", "record": RECORD}, {"name": "written down, /1", "record": RECORD_1}]
    more += [{"name": name, "record": record} for name, record in CORRECT.items()]
    vectors = VECTORS | {
        "valid": VECTORS["valid"] + more,
        "codes": [{"phc": phc, "code": code} for phc, code, _ in CODES],
        "texts": catalogue(ENGLISH, "draw"),
        "proofs": [*VECTORS["proofs"], {"of": "written down", "proof": PROOF}],
        "alone": [proof_alone(phc) for phc in (*WEAK_PHCS.values(), *BOUND_PHCS.values())],
        "forged": [
            *FORGERIES.values(),
            *(RECORDS["earlier"] | change for change, _ in FORGERIES_1.values()),
            {},
        ],
    }
    deno = Path(sys.executable).with_name("deno")
    run = subprocess.run(
        [deno, "run", "--no-remote", SCRIPT], input=json.dumps(vectors), capture_output=True, text=True, check=True
    )
    found: dict[str, list[Any]] = json.loads(run.stdout)
    return found


def error_of(check: Any, *arguments: Any) -> str:
    with pytest.raises(ValueError, match=r"\w") as refused:
        check(*arguments)
    return str(refused.value)


def test_page_and_program_confirm_each_record(page: dict[str, list[Any]]) -> None:
    # When page and program check correct records and proofs, Then both find no mistake, and both give the same notices
    assert set(page["valid"]) == {None}
    for record in RECORDS.values():
        assert draw.check(record) == record["winners"]
    told = [vector["notices"] for vector in VECTORS["valid"]]
    assert told == [notices(record) for record in RECORDS.values()]
    told += [notices(record) for record in (RECORD, RECORD_1, *CORRECT.values())]
    assert page["notices"] == [[f"{words}." for words in given] for given in told]
    assert set(page["proofs"]) == {None}
    for vector in VECTORS["proofs"]:
        record = RECORDS[vector["of"]]
        assert tree.check_proof(vector["proof"], record["root"], record["total_tickets"])


@pytest.mark.parametrize("place", range(len(FORGERIES)), ids=FORGERIES.keys())
def test_page_and_program_name_the_same_contradiction(page: dict[str, list[Any]], place: int) -> None:
    # When page and program check a forged record, Then they name the same mistake in the same words
    why, record = [*FORGERIES.items()][place]
    if why in SIGNATURES:
        assert draw.check(record) == record["winners"]
        assert page["refused"][place] == "this is not the signature of this round."
    else:
        assert page["refused"][place] == f"{error_of(draw.check, record)}."


def test_page_and_program_agree_about_which_tickets_took_part(page: dict[str, list[Any]]) -> None:
    # Given correct records, which list the withdrawn tickets, the claimed tickets or neither
    records = [*RECORDS.values(), RECORD, RECORD_1, *CORRECT.values()]

    def takes_part(number: int, record: dict[str, Any]) -> bool:
        try:
            fate_of(tree.ProvenTicket(number, claimed=True), record)
        except ValueError:
            return False
        return True

    # When page and program look for each ticket in each record, Then both find the same tickets
    found = [
        [number for number in range(1, record["total_tickets"] + 1) if takes_part(number, record)] for record in records
    ]
    assert page["took_part"] == found


def test_the_page_names_the_mistake_in_a_record_of_the_first_algorithm(page: dict[str, list[Any]]) -> None:
    # When the page checks an empty record and forged records of raffle-draw/1, Then the page names the mistake in each
    # of them
    said = page["refused"][len(FORGERIES) :]
    expected = [*(words for _, words in FORGERIES_1.values()), "names no algorithm"]
    assert [words for words, text in zip(expected, said, strict=True) if words not in text] == []


def test_the_page_refuses_the_hashes_that_the_program_refuses(page: dict[str, list[Any]]) -> None:
    # When page and program check proofs with PHC strings, Then both refuse the strings that could belong to two codes,
    # and in the same words
    weak = [error_of(tree.check_proof, proof_alone(phc), proof_alone(phc)["root"], 1) for phc in WEAK_PHCS.values()]
    assert page["alone"] == weak + [None] * len(BOUND_PHCS)


def test_the_page_knows_whether_a_hash_belongs_to_a_code(page: dict[str, list[Any]]) -> None:
    # When the page compares PHC strings with codes, Then it finds which of them belong together
    assert page["codes"] == [belongs for _, _, belongs in CODES]


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=[vector["why"] for vector in VECTORS["refused"]])
def test_the_page_names_each_forgery_with_the_stored_message(
    page: dict[str, list[Any]], vector: dict[str, Any]
) -> None:
    # When the page checks a stored forgery, Then the error of the page begins with the stored message
    assert page["refused"][[*FORGERIES].index(vector["why"])].startswith(vector["message"])


def test_page_and_program_name_the_same_mistake_in_a_proof(page: dict[str, list[Any]]) -> None:
    # When page and program check forged proofs of tickets, Then they name the same mistakes in the same words
    said = []
    for vector in VECTORS["refused_proofs"]:
        record = RECORDS[vector["of"]]
        said.append(error_of(tree.check_proof, vector["proof"], record["root"], record["total_tickets"]))
    assert page["refused_proofs"] == said == [vector["message"] for vector in VECTORS["refused_proofs"]]
