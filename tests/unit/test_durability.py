"""Warnings for an operator: claims wait for more replicas than there are, or for fewer."""

from typing import Literal

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
    return Durability(**{name: getattr(DURABLE, name) for name in DURABLE.__struct_fields__} | {"replicas": replicas})


@pytest.mark.parametrize(("replicas", "needed"), [(0, 0), (1, 1), (1, "all"), (2, 2), (2, "all")])
def test_a_store_whose_replicas_all_have_each_claim_needs_no_warning(
    replicas: int, needed: int | Literal["all"]
) -> None:
    # When claims wait for every replica, Then there is no warning
    assert with_replicas(replicas).warnings(needed) == []


@pytest.mark.parametrize(("replicas", "needed"), [(0, 1), (1, 2), (0, "all")])
def test_too_few_replicas_cause_a_warning(replicas: int, needed: int | Literal["all"]) -> None:
    # When claims wait for more replicas than there are, Then the warning says that no claim succeeds
    assert with_replicas(replicas).warnings(needed) == [
        f"{replicas} replicas, and CLAIM_MIN_REPLICAS is {needed}: no claim succeeds"
    ]


@pytest.mark.parametrize(("replicas", "needed"), [(1, 0), (2, 0), (2, 1)])
def test_replicas_that_claims_do_not_wait_for_cause_a_warning(replicas: int, needed: int) -> None:
    # When claims wait for fewer replicas than there are, Then the warning says what can be lost, and what to set
    assert with_replicas(replicas).warnings(needed) == [
        f"{replicas} replicas, and CLAIM_MIN_REPLICAS is {needed}: "
        "a failover can lose acknowledged claims; set it to all"
    ]
