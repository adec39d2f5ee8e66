"""Verification codes are random and easy to type, and only their hashes are kept."""

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import codes
from app.domain.codes import Hashing

CHEAP = Hashing(memory_kib=8, time_cost=1)

code_texts = st.text(codes.SYMBOLS, min_size=1, max_size=64)


@pytest.mark.parametrize("length", [8, 16, 17, 64])
def test_a_code_has_the_requested_length(length: int) -> None:
    # When a code is made, Then it has the requested number of symbols of Crockford's alphabet
    assert re.fullmatch(f"[0-9A-HJKMNP-TV-Z]{{{length}}}", codes.make(length))


def test_codes_use_the_whole_alphabet_at_every_place() -> None:
    # When many codes are made (in one of 10^11 runs, a symbol is missing at one of the 8 places by chance)
    made = [codes.make(8) for _ in range(1_000)]

    # Then every symbol occurs at every place
    for place in range(8):
        assert {code[place] for code in made} == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_no_two_codes_are_alike() -> None:
    # When many codes are made, Then all of them are different
    assert len({codes.make(16) for _ in range(10_000)}) == 10_000


def test_a_code_is_shown_in_groups_of_four() -> None:
    # When codes are shown, Then hyphens separate groups of four symbols
    assert codes.show("7QK2M4XD9HTBPW3C") == "7QK2-M4XD-9HTB-PW3C"
    assert codes.show("7QK2M4XD9H") == "7QK2-M4XD-9H"


@pytest.mark.parametrize(
    "typed",
    [
        "7QK0-M4X1-9HTB-PW3C",
        "7qk0m4x19htbpw3c",
        " 7QK0 M4X1 9HTB PW3C ",
        "7QKO-M4XI-9HTB-PW3C",
        "7qko-m4xl-9htb-pw3c",
        "7QKo-M4Xi-9HTB-PW3C",
        "--7-Q-K-0-M-4-X-L-9-H-T-B-P-W-3-C--",
    ],
)
def test_usual_typing_mistakes_are_accepted(typed: str) -> None:
    # When a code is typed with a usual mistake, Then it is read as the same code
    assert codes.normalise(typed) == "7QK0M4X19HTBPW3C"


@pytest.mark.parametrize("typed", ["", " - ", "7QKU-M4X1", "7QK_", "7QK2\n", "\x00", "\ud800", "É", "٣", "½", "*"])
def test_text_that_cannot_be_a_code_is_refused(typed: str) -> None:
    # When a text cannot be a code, Then it is refused, and the error says which symbols a code has
    with pytest.raises(ValueError, match=r"^a code has only digits and letters, without U$"):
        codes.normalise(typed)


@given(code_texts, st.randoms(use_true_random=False))
def test_a_shown_code_is_read_in_any_spelling(code: str, chance: Random) -> None:
    # Given a shown code whose hyphens, case and similar symbols were changed at random
    similar = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(chance.choice(similar.get(symbol, symbol + symbol.lower())) for symbol in codes.show(code))
    typed = "".join(symbol + chance.choice(["", "", " ", "-"]) for symbol in typed)

    # When the changed text is read, Then the result is the original code
    assert codes.normalise(typed) == code


@given(st.text(max_size=300))
def test_any_text_is_a_code_or_refused(typed: str) -> None:
    # When any text is read
    try:
        code = codes.normalise(typed)
    except ValueError:
        return

    # Then the result is a code, and when it is shown and read again, the result is the same code
    assert set(code) <= set(codes.SYMBOLS)
    assert codes.normalise(codes.show(code)) == code


@pytest.mark.parametrize(("memory_kib", "time_cost"), [(8, 1), (64, 5)])
def test_a_hash_is_argon2id_at_the_requested_cost(memory_kib: int, time_cost: int) -> None:
    # When a code is hashed
    phc = Hashing(memory_kib, time_cost).hash("7QK2M4XD9HTBPW3C")

    # Then the PHC string names Argon2id, version 1.3 and the cost, and has a salt and a hash of 16 bytes each
    cost = f"m={memory_kib},t={time_cost},p=1"
    assert re.fullmatch(rf"\$argon2id\$v=19\${cost}\$[A-Za-z0-9+/]{{22}}\$[A-Za-z0-9+/]{{22}}", phc)


def test_the_same_code_never_has_the_same_hash() -> None:
    # When one code is hashed twice, Then the two hashes differ, because each has a random salt
    assert CHEAP.hash("7QK2M4XD9HTBPW3C") != CHEAP.hash("7QK2M4XD9HTBPW3C")


def test_only_the_code_itself_matches_its_hash() -> None:
    # Given the hash of a code
    phc = CHEAP.hash("7QK2M4XD9HTBPW3C")

    # When codes are compared with the hash, Then only the same code matches
    assert codes.matches(phc, "7QK2M4XD9HTBPW3C")
    assert not codes.matches(phc, "7QK2M4XD9HTBPW3D")
    assert not codes.matches(phc, "7QK2M4XD9HTBPW3")
    assert not codes.matches(phc, "0")


def test_a_hash_is_verified_at_its_own_cost() -> None:
    # Given two hashes of one code that were made with different settings
    older = [Hashing(8, 1).hash("7QK2"), Hashing(64, 2).hash("7QK2")]

    # When the code is compared with both hashes, Then it matches both
    assert all(codes.matches(phc, "7QK2") for phc in older)
