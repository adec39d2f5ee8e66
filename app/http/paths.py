"""What the path of a request names."""

from app.domain.raffle import is_raffle_id
from app.errors import RaffleNotFound


def known_raffle_id(text: str) -> str:
    """Return a raffle id from a path.

    Raises:
        RaffleNotFound: no raffle can have such an id.
    """
    if not is_raffle_id(text):
        raise RaffleNotFound
    return text
