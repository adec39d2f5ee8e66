"""Draw records as files, for the tests of the programs that check them."""

import json
from pathlib import Path

from app.domain import draw


def write_record(file: Path, winner: int = 0) -> None:
    """Write the record of a draw of two tickets and one prize. The winner is right for 0, and wrong for 1."""
    seed = draw.seed_of("fair", 2, "entropy")
    record = {
        "algorithm": draw.ALGORITHM,
        "raffle_id": "fair",
        "total_tickets": 2,
        "entropy_source": "a word",
        "entropy": "entropy",
        "seed": seed.hex(),
        "prizes": [{"name": "Bicycle", "amount": 1}],
        "winners": [draw.draw(seed, 2, 2)[winner]],
    }
    file.write_text(json.dumps(record))
