"""What people must know about a correct draw record: the notices of the program that checks draw records.

The pages show the same notices. This file needs only the standard library.
"""

from collections.abc import Mapping
from typing import Any

from app.domain.record import ALGORITHM, ALGORITHM_2

OPERATOR_CHOSE = "The operator chose the randomness"
MANAGER_TYPED = "The manager typed the randomness"
NOTHING_BINDS = (
    f"NO TERMS AND NO SEAL BIND THIS RECORD ({ALGORITHM}): whoever made it could have chosen the randomness, and so "
    "the winners"
)
UNLESS_THE_SOURCE = f"{NOTHING_BINDS}, unless its source gave this value. Compare the two"


def notices(record: Mapping[str, Any]) -> list[str]:
    """Return the notices: nothing binds the record, somebody chose the entropy, or a later round decided."""
    source = record.get("entropy_source")
    if record["algorithm"] != ALGORITHM_2:
        return [UNLESS_THE_SOURCE if source else NOTHING_BINDS]
    if record.get("beacon") is None:
        return [OPERATOR_CHOSE if source is None else MANAGER_TYPED]
    announced = record.get("announced_round")
    if announced in (None, record["round"]):
        return []
    return [
        f"ROUND {announced} WAS ANNOUNCED, BUT ROUND {record['round']} DECIDED, because the raffle was sealed late, at "
        f"{record['sealed_at']}"
    ]
