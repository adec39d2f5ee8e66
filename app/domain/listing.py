"""Decides which raffles a filtered list shows."""

import unicodedata
from typing import Literal, NamedTuple

from app.domain.deleted_raffle import DeletedRaffle
from app.domain.raffle import DamagedRaffle, Raffle, Status


class RaffleFilter(NamedTuple):
    """The raffles that a list shows: those with a status, and with words in their names. None: any status, any name.

    Only a list of the status `deleted` shows deleted raffles. `archived` says whether the list shows only archived
    raffles or only others; None: both. `unlisted` says whether it also shows unlisted raffles and drafts.
    """

    status: Status | Literal["deleted"] | None = None
    name: str | None = None
    archived: bool | None = None
    unlisted: bool = True

    @property
    def takes_most(self) -> bool:
        """Whether nearly all raffles can be expected in the list, so that a page of it needs no search."""
        return self.status is None and self.name is None and not self.archived

    def takes(self, raffle: Raffle | DamagedRaffle | DeletedRaffle) -> bool:
        """Return whether the list shows a raffle. Unreadable raffles have no name, and are not archived."""
        if (raffle.unlisted is True or raffle.status == "draft") and not self.unlisted:
            return False
        archived = isinstance(raffle, Raffle) and raffle.archived is True
        if self.archived is not None and archived != self.archived:
            return False
        if raffle.status != self.status and (self.status is not None or raffle.status == "deleted"):
            return False
        if self.name is None:
            return True
        name = "" if isinstance(raffle, DamagedRaffle) else _searchable(raffle.name or "")
        return all(word in name for word in _searchable(self.name).split())


EVERY_RAFFLE = RaffleFilter()
"""The filter that takes every raffle."""


def _searchable(text: str) -> str:
    """Return a text without differences that people overlook: case, accents, and forms of the same letter (NFKD)."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
