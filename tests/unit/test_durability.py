"""Warnings for an operator: a rewrite of the store's file failed, or claims wait for too few or too many replicas."""

from typing import Literal

import msgspec
import pytest

from app.store.durability import Durability

DURABLE = Durability(
    version="valkey 9.1.2",
    appendonly="yes",
    appendfsync="always",
    maxmemory_policy="noeviction",
    replicas=0,
    maxmemory=0,
    used_memory=0,
)


def with_replicas(replicas: int) -> Durability:
    return msgspec.structs.replace(DURABLE, replicas=replicas)


def test_a_failed_rewrite_causes_a_warning_and_loses_nothing() -> None:
    # Given a store whose last rewrite failed
    store = msgspec.structs.replace(DURABLE, last_rewrite="err")

    # When an operator reads the warnings, Then one warning names the failed rewrite. The store is still durable
    assert store.warnings(0) == [
        "the last rewrite of the append-only file failed: the file grows; make room on the disk, and see the log of "
        "the store"
    ]
    assert store.durable


@pytest.mark.parametrize(("replicas", "needed"), [(0, 0), (1, 1), (1, "all"), (2, 2), (2, "all")])
def test_a_store_whose_replicas_all_have_each_claim_needs_no_warning(
    replicas: int, needed: int | Literal["all"]
) -> None:
    # When claims wait for every replica, Then there is no warning
    assert with_replicas(replicas).warnings(needed) == []


@pytest.mark.parametrize(("replicas", "needed"), [(0, 1), (1, 2), (0, "all")])
def test_too_few_replicas_cause_a_warning(replicas: int, needed: int | Literal["all"]) -> None:
    # When claims wait for more replicas than the store has, Then the warning says that no claim succeeds
    assert with_replicas(replicas).warnings(needed) == [
        f"{replicas} replicas, and CLAIM_MIN_REPLICAS is {needed}: no claim succeeds"
    ]


@pytest.mark.parametrize(("replicas", "needed"), [(1, 0), (2, 0), (2, 1)])
def test_replicas_that_claims_do_not_wait_for_cause_a_warning(replicas: int, needed: int) -> None:
    # When claims wait for fewer replicas than the store has, Then the warning says what can be lost, and what to set
    assert with_replicas(replicas).warnings(needed) == [
        f"{replicas} replicas, and CLAIM_MIN_REPLICAS is {needed}: "
        "a failover can lose acknowledged claims; set CLAIM_MIN_REPLICAS to all"
    ]


def test_replicas_that_confirm_from_memory_cause_a_warning() -> None:
    # When replicas confirm a write before it is on disk, Then the warning says what to set
    store = msgspec.structs.replace(with_replicas(2), replicas_in_memory=1)
    assert store.warnings("all") == [
        "1 replicas confirm a write before it is on disk: set appendonly to yes and appendfsync to always on each of "
        "them"
    ]
