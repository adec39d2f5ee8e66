"""The beacon: for each round of a chain, exactly one signature counts."""

import dataclasses
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py_arkworks_bls12381 import G2Point

from app.domain.beacon import QUICKNET, Chain
from tests.support.own_chain import OWN_CHAIN, sign

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("beacon_vectors.json").read_text(encoding="utf-8"))
CHAINS = {"quicknet": QUICKNET, "own": OWN_CHAIN}

ON_THE_TWIST_ONLY = "80" + "0" * 189 + "2"
"""A point with x = 2, which is on the curve and not in the subgroup G2."""


def name_of(vector: dict[str, Any]) -> str:
    return str(vector.get("why", f"{vector['chain']} {vector['round']}"))


@pytest.mark.parametrize("vector", VECTORS["valid"], ids=name_of)
def test_the_signature_of_a_round_gives_its_random_value(vector: dict[str, Any]) -> None:
    # When a round and its signature are verified, Then the random value is the published one
    chain = CHAINS[vector["chain"]]
    assert chain.randomness(int(vector["round"]), vector["signature"]) == vector["randomness"]


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=name_of)
def test_nothing_else_is_the_signature_of_a_round(vector: dict[str, Any]) -> None:
    # When a text is verified that is not the signature of this round, Then it is refused
    with pytest.raises(ValueError, match=r"^(the signature is|this is not the signature|a signature has|a round is)"):
        CHAINS[vector["chain"]].randomness(int(vector["round"]), vector["signature"])


@pytest.mark.parametrize(
    ("why", "reason"),
    [
        ("point at infinity", "the signature is the point at infinity"),
        ("infinity with the flag of the sign", "the signature is the point at infinity"),
        ("x = 0: on the curve, outside the subgroup", "the signature is no point of the subgroup G1"),
        ("signature of another chain", "this is not the signature of this round"),
    ],
)
def test_a_refusal_names_its_reason(why: str, reason: str) -> None:
    # When such a signature is verified, Then the refusal says what it is
    (vector,) = [vector for vector in VECTORS["refused"] if vector["why"] == why]
    with pytest.raises(ValueError, match=f"^{reason}$"):
        CHAINS[vector["chain"]].randomness(int(vector["round"]), vector["signature"])


@given(st.integers(1, 2**64 - 1), st.integers(0, 383))
def test_no_bit_of_a_signature_can_change(round_number: int, bit: int) -> None:
    # Given the signature of a round, with one bit turned over
    signature = sign(round_number)
    changed = f"{int(signature, 16) ^ 1 << bit:096x}"

    # When both are verified, Then only the first is accepted
    assert OWN_CHAIN.randomness(round_number, signature) == hashlib.sha256(bytes.fromhex(signature)).hexdigest()
    with pytest.raises(ValueError, match="signature"):
        OWN_CHAIN.randomness(round_number, changed)


@pytest.mark.parametrize("vector", VECTORS["first_round_at"], ids=lambda v: f"{v['chain']} {v['milliseconds']}")
def test_the_first_round_at_a_time_comes_then_or_later(vector: dict[str, Any]) -> None:
    # When the first round at a time or after it is asked for, Then a millisecond later counts as later
    assert CHAINS[vector["chain"]].round_at(vector["milliseconds"]) == int(vector["round"])


@pytest.mark.parametrize("vector", VECTORS["time_of_round"], ids=name_of)
def test_a_round_has_a_time(vector: dict[str, Any]) -> None:
    # When the time of a round is asked for, Then it is counted from the genesis, at which round 1 comes
    assert CHAINS[vector["chain"]].time_of(int(vector["round"])) == vector["milliseconds"]


@given(st.sampled_from([QUICKNET, OWN_CHAIN]), st.integers(0, 2**53))
def test_the_round_before_the_first_one_at_a_time_came_earlier(chain: Chain, milliseconds: int) -> None:
    # When the first round at a time is found
    found = chain.round_at(milliseconds)

    # Then it comes at this time or later, and the round before it came earlier
    assert chain.time_of(found) >= milliseconds
    assert found == 1 or chain.time_of(found - 1) < milliseconds


@pytest.mark.parametrize("chain", [QUICKNET, OWN_CHAIN], ids=lambda chain: chain.name)
def test_the_vectors_have_the_data_of_the_chain(chain: Chain) -> None:
    # When the data of a chain are compared with those of the vectors, Then they are the same
    data = VECTORS["chains"][chain.name]
    assert (chain.hash, chain.public_key) == (data["hash"], data["public_key"])
    assert (chain.genesis_time, chain.period) == (data["genesis_time"], data["period"])


def test_the_hash_of_quicknet_is_the_hash_of_its_data() -> None:
    # When the data are hashed as drand does, with the genesis seed that its clients publish as groupHash
    data = (
        QUICKNET.period.to_bytes(4, "big")
        + QUICKNET.genesis_time.to_bytes(8, "big")
        + bytes.fromhex(QUICKNET.public_key)
        + bytes.fromhex(VECTORS["chains"]["quicknet"]["genesis_seed"])
        + QUICKNET.name.encode()
    )

    # Then this is the hash under which drand serves the chain
    assert hashlib.sha256(data).hexdigest() == QUICKNET.hash


NO_POINT = "the public key is no point of the subgroup G2"


@pytest.mark.parametrize(
    ("public_key", "reason"),
    [
        pytest.param(
            str(G2Point.identity()),
            "the public key is the point at infinity, for which anybody can sign",
            id="infinity",
        ),
        pytest.param(ON_THE_TWIST_ONLY, NO_POINT, id="outside the subgroup"),
        pytest.param(QUICKNET.public_key[:-1] + "b", NO_POINT, id="not on the curve"),
        pytest.param(QUICKNET.public_key[:-2], NO_POINT, id="95 bytes"),
        pytest.param("", NO_POINT, id="empty"),
    ],
)
def test_a_chain_with_a_wrong_key_cannot_be_made(public_key: str, reason: str) -> None:
    # When a chain has a public key that verifies nothing or everything, Then it is refused at once
    with pytest.raises(ValueError, match=f"^{reason}$"):
        dataclasses.replace(QUICKNET, public_key=public_key)


def test_a_chain_is_its_data() -> None:
    # Given a chain that is made from the data of quicknet
    data = VECTORS["chains"]["quicknet"]
    chain = Chain(
        name="quicknet",
        hash=data["hash"],
        public_key=data["public_key"],
        genesis_time=data["genesis_time"],
        period=data["period"],
    )

    # When it verifies a round, Then it is quicknet
    vector = VECTORS["valid"][0]
    assert chain.randomness(int(vector["round"]), vector["signature"]) == vector["randomness"]
    assert chain == QUICKNET


def test_a_chain_cannot_be_changed() -> None:
    # When somebody changes a chain, Then it stays as it was
    with pytest.raises(dataclasses.FrozenInstanceError):
        QUICKNET.genesis_time = 0  # type: ignore[misc]
