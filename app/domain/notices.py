"""What people must know about a correct draw record: the notices of the program that checks draw records.

The pages show the same notices. This file needs only the standard library.
"""

from collections.abc import Mapping
from typing import Any

from app.domain.record import ALGORITHM, ALGORITHM_2

OPERATOR_CHOSE = "The operator chose the randomness"
MANAGER_TYPED = "The manager typed the randomness"
NOTHING_BINDS = (
    f"NO TERMS AND NO SEAL BIND THIS RECORD ({ALGORITHM}): its maker could have chosen the randomness, and with it the "
    "winners"
)
UNLESS_THE_SOURCE = (
    f"{NOTHING_BINDS}, unless the source that it names published the value in this record. Compare the value in the "
    "record with the value from the source"
)


def notices(record: Mapping[str, Any]) -> list[str]:
    """Return the notices for a record.

    There is a notice if nothing binds the record, if somebody chose the entropy, or if the round that decided the draw
    is not the announced one.
    """
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
