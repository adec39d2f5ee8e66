"""The beacon: for each round of a chain, exactly one signature is accepted.

A chain is a sequence of signatures of the beacon (drand). A round is the number of a signature. The time of round 1 is
called the genesis. The vectors are examples in a file, which the tests of the pages use too.
"""

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
"""A point with x = 2. It is on the curve, but not in the subgroup G2."""


def name_of(vector: dict[str, Any]) -> str:
    return str(vector.get("why", f"{vector['chain']} {vector['round']}"))


@pytest.mark.parametrize("vector", VECTORS["valid"], ids=name_of)
def test_the_signature_of_a_round_gives_its_random_value(vector: dict[str, Any]) -> None:
    # When a round is verified with its signature, Then the result is the published random value
    chain = CHAINS[vector["chain"]]
    assert chain.randomness(int(vector["round"]), vector["signature"]) == vector["randomness"]


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=name_of)
def test_every_other_text_is_refused_as_the_signature_of_a_round(vector: dict[str, Any]) -> None:
    # When a text that is not the signature of the round is verified, Then it is refused
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
    # When one of these wrong signatures is verified, Then the refusal says what is wrong
    (vector,) = [vector for vector in VECTORS["refused"] if vector["why"] == why]
    with pytest.raises(ValueError, match=f"^{reason}$"):
        CHAINS[vector["chain"]].randomness(int(vector["round"]), vector["signature"])


@given(st.integers(1, 2**64 - 1), st.integers(0, 383))
def test_a_signature_with_a_flipped_bit_is_refused(round_number: int, bit: int) -> None:
    # Given the signature of a round, and a copy of this signature in which one bit is flipped
    signature = sign(round_number)
    changed = f"{int(signature, 16) ^ 1 << bit:096x}"

    # When both are verified, Then the signature is accepted, and the copy is refused
    assert OWN_CHAIN.randomness(round_number, signature) == hashlib.sha256(bytes.fromhex(signature)).hexdigest()
    with pytest.raises(ValueError, match="signature"):
        OWN_CHAIN.randomness(round_number, changed)


@pytest.mark.parametrize("vector", VECTORS["first_round_at"], ids=lambda v: f"{v['chain']} {v['milliseconds']}")
def test_the_first_round_from_a_time_on_is_not_before_this_time(vector: dict[str, Any]) -> None:
    # When the first round at or after a time is computed, Then the result is the round in the vector. Some of these
    # times differ by one millisecond
    assert CHAINS[vector["chain"]].round_at(vector["milliseconds"]) == int(vector["round"])


@pytest.mark.parametrize("vector", VECTORS["time_of_round"], ids=name_of)
def test_the_time_of_a_round_is_counted_from_the_genesis(vector: dict[str, Any]) -> None:
    # When the time of a round is computed, Then this time is counted from the genesis. Round 1 comes at the genesis
    assert CHAINS[vector["chain"]].time_of(int(vector["round"])) == vector["milliseconds"]


@given(st.sampled_from([QUICKNET, OWN_CHAIN]), st.integers(0, 2**53))
def test_the_round_before_the_first_round_from_a_time_on_is_before_this_time(chain: Chain, milliseconds: int) -> None:
    # When the first round at or after a time is computed
    found = chain.round_at(milliseconds)

    # Then this round comes at this time or after it, and the previous round comes before this time
    assert chain.time_of(found) >= milliseconds
    assert found == 1 or chain.time_of(found - 1) < milliseconds


@pytest.mark.parametrize("chain", [QUICKNET, OWN_CHAIN], ids=lambda chain: chain.name)
def test_the_vectors_have_the_data_of_the_chain(chain: Chain) -> None:
    # When the data of a chain are compared with the data in the vectors, Then they are equal
    data = VECTORS["chains"][chain.name]
    assert (chain.hash, chain.public_key) == (data["hash"], data["public_key"])
    assert (chain.genesis_time, chain.period) == (data["genesis_time"], data["period"])


def test_the_hash_of_quicknet_is_the_hash_of_its_data() -> None:
    # When the data of quicknet are hashed as drand hashes the data of a chain. One of these data is the genesis seed,
    # which the clients of drand call `groupHash`
    data = (
        QUICKNET.period.to_bytes(4, "big")
        + QUICKNET.genesis_time.to_bytes(8, "big")
        + bytes.fromhex(QUICKNET.public_key)
        + bytes.fromhex(VECTORS["chains"]["quicknet"]["genesis_seed"])
        + QUICKNET.name.encode()
    )

    # Then the result is the hash under which drand serves this chain
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
    # When a chain is made with a wrong public key, Then an error is raised. A chain with such a key would accept either
    # no signature or all signatures
    with pytest.raises(ValueError, match=f"^{reason}$"):
        dataclasses.replace(QUICKNET, public_key=public_key)


def test_a_chain_with_the_data_of_quicknet_is_quicknet() -> None:
    # Given a chain that is made from the data of quicknet
    data = VECTORS["chains"]["quicknet"]
    chain = Chain(
        name="quicknet",
        hash=data["hash"],
        public_key=data["public_key"],
        genesis_time=data["genesis_time"],
        period=data["period"],
    )

    # When this chain verifies a round of quicknet, Then the signature is accepted. The chain is equal to QUICKNET
    vector = VECTORS["valid"][0]
    assert chain.randomness(int(vector["round"]), vector["signature"]) == vector["randomness"]
    assert chain == QUICKNET


def test_a_chain_cannot_be_changed() -> None:
    # When somebody sets an attribute of a chain, Then an error is raised
    with pytest.raises(dataclasses.FrozenInstanceError):
        QUICKNET.genesis_time = 0  # type: ignore[misc]
