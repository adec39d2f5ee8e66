"""Reads the id of a raffle from the path of a request."""

from app.domain.raffle import is_raffle_id
from app.errors import RaffleNotFound


def known_raffle_id(text: str) -> str:
    """Return the raffle id from a path.

    Raises:
        RaffleNotFound: the text does not have the form of a raffle id.
    """
    if not is_raffle_id(text):
        raise RaffleNotFound
    return text
