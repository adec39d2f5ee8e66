"""Writes the file of a draw record, which has everything that one needs to compute the winners of a draw again.

Tests give this file to programs that check draw records.
"""

import json
from pathlib import Path

from app.domain import draw
from app.domain.record import ALGORITHM


def write_record(file: Path, winner: int = 0) -> None:
    """Write the record of a draw of two tickets and one prize. With `winner=1`, the record has the wrong winner."""
    seed = draw.seed_of("fair", 2, "entropy")
    record = {
        "algorithm": ALGORITHM,
        "raffle_id": "fair",
        "total_tickets": 2,
        "entropy_source": "a word",
        "entropy": "entropy",
        "seed": seed.hex(),
        "prizes": [{"name": "Bicycle", "amount": 1}],
        "winners": [draw.draw(seed, 2, 2)[winner]],
    }
    file.write_text(json.dumps(record))
