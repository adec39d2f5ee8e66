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
    # When many codes are made (so many that this test fails by chance only once in 10^11 runs)
    made = [codes.make(8) for _ in range(1_000)]

    # Then every symbol occurs at each of the eight positions
    for place in range(8):
        assert {code[place] for code in made} == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_no_two_codes_are_equal() -> None:
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
        "7QK0\u2013M4X1\u20149HTB\u2212PW3C",
        "7QK0\u00a0M4X1\u202f9HTB\u3000PW3C\r\n",
        "\ufeff\u201c7QK0-M4X1-9HTB-PW3C\u201d.\t",
        "7QK0\u00ad-M4X1\u200b-9HTB\u2060-PW3C\u200e",
        "\uff17\uff31\uff2b\uff10\uff0d\uff4d\uff14\uff58\uff11\uff0d9HTB\uff0dPW3C",
        "7QK0_M4X1_9HTB_PW3C",
        "7\ufe0f\u20e3QK0-M4X1-9\u0332HTB-PW3C",
        "7qk0-m4x\u0131-9htb-pw3c",
        "7QK0-M4X\u0130-9HTB-PW3C",
        "7QK\u24ea-M4X\u2160-9HTB-PW\u00b3C",
        "7QK0-M4X1-9HTB-PW3C" + "\n" * 10_000,
    ],
)
def test_usual_typing_mistakes_are_accepted(typed: str) -> None:
    # When a code is typed with usual mistakes, or pasted with further characters, Then the result is the code itself
    assert codes.normalise(typed) == "7QK0M4X19HTBPW3C"


def test_a_character_that_stands_for_several_symbols_is_read_as_these_symbols() -> None:
    # When a text has characters that stand for several symbols each, Then each character is read as these symbols, in
    # order
    assert codes.normalise("\u00bd\ufb01\u3392\u2472") == "12F1MHZ19"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "this text has none of these"),
        (" - ", "this text has none of these"),
        ("\x00", "this text has none of these"),
        ("\ud800", "this text has none of these"),
        ("*\U0001f3ab\u0301", "this text has none of these"),
        ("7QKU-M4X1", "this text has U+0055 LATIN CAPITAL LETTER U"),
        ("7qku", "this text has U+0055 LATIN CAPITAL LETTER U"),
        ("\u00c9", "this text has U+00C9 LATIN CAPITAL LETTER E WITH ACUTE"),
        ("A\u0301", "this text has U+00C1 LATIN CAPITAL LETTER A WITH ACUTE"),
        ("\u0410BCD", "this text has U+0410 CYRILLIC CAPITAL LETTER A"),
        ("\u0663", "this text has U+0663 ARABIC-INDIC DIGIT THREE"),
        ("\u00df", "this text has U+00DF LATIN SMALL LETTER SHARP S"),
        ("7QK2\u4e2d", "this text has U+4E2D CJK UNIFIED IDEOGRAPH-4E2D"),
    ],
)
def test_text_that_cannot_be_a_code_is_refused(typed: str, why: str) -> None:
    # When a text cannot be a code, Then the error says which symbols a code may have, and what is wrong with the text
    with pytest.raises(ValueError, match=rf"^a code has only digits and letters other than U, but {re.escape(why)}$"):
        codes.normalise(typed)


@given(code_texts, st.randoms(use_true_random=False))
def test_a_shown_code_is_read_in_any_spelling(code: str, chance: Random) -> None:
    # Given a code as it is shown, but with hyphens, case and similar symbols changed at random
    similar = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(chance.choice(similar.get(symbol, symbol + symbol.lower())) for symbol in codes.show(code))
    typed = "".join(symbol + chance.choice(["", "", " ", "-"]) for symbol in typed)

    # When the changed text is read, Then the result is the original code
    assert codes.normalise(typed) == code


@given(st.text(max_size=300))
def test_any_text_is_a_code_or_refused(typed: str) -> None:
    # When any text is read as a code
    try:
        code = codes.normalise(typed)
    except ValueError:
        return

    # Then the text is refused, or the result is a code. When this code is shown and read again, the result is the same
    # code
    assert set(code) <= set(codes.SYMBOLS)
    assert codes.normalise(codes.show(code)) == code


@pytest.mark.parametrize(("memory_kib", "time_cost"), [(8, 1), (64, 5)])
def test_a_hash_is_argon2id_at_the_requested_cost(memory_kib: int, time_cost: int) -> None:
    # When a code is hashed
    phc = Hashing(memory_kib, time_cost).hash("7QK2M4XD9HTBPW3C")

    # Then the PHC string (the text of the hash) names Argon2id, version 1.3 and the cost, and has a salt and a hash of
    # 16 bytes each
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
    # Given two hashes of one code, which were made at different costs
    older = [Hashing(8, 1).hash("7QK2"), Hashing(64, 2).hash("7QK2")]

    # When the code is compared with both hashes, Then the code matches both
    assert all(codes.matches(phc, "7QK2") for phc in older)
