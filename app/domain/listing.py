"""Decides which raffles a filtered list shows. Only managers see drafts and unlisted raffles in a list."""

import unicodedata
from typing import Literal, NamedTuple

from app.domain.deleted_raffle import DeletedRaffle
from app.domain.raffle import DamagedRaffle, Raffle, Status

MAX_SEARCHED = 400
"""Only this many characters of a search are compared with names. The characters are counted after NFKD (a normal form
of Unicode), because NFKD can turn one character into 18."""


class RaffleFilter(NamedTuple):
    """Which raffles a list shows: those that have this status, and whose names contain all of these words.

    The function `words_of` makes the words from a text. If the status is None, every status except `deleted` fits. If
    the words are None, every name fits. If `archived` is True, the list shows only archived raffles. If it is False,
    the list shows no archived raffles. If it is None, the list shows archived and other raffles. If `unlisted` is True,
    the list also shows unlisted raffles and drafts.
    """

    status: Status | Literal["deleted"] | None = None
    words: tuple[str, ...] | None = None
    archived: bool | None = None
    unlisted: bool = True

    @property
    def takes_most(self) -> bool:
        """Whether the list shows nearly all raffles. Then one read finds enough raffles for a page of the list."""
        return self.status is None and self.words is None and not self.archived

    def takes(self, raffle: Raffle | DamagedRaffle | DeletedRaffle) -> bool:
        """Return whether the list shows a raffle. A damaged raffle has no name, and counts as not archived."""
        if (raffle.unlisted is True or raffle.status == "draft") and not self.unlisted:
            return False
        archived = isinstance(raffle, Raffle) and raffle.archived is True
        if self.archived is not None and archived != self.archived:
            return False
        if raffle.status != self.status and (self.status is not None or raffle.status == "deleted"):
            return False
        if not self.words:
            return True
        name = "" if isinstance(raffle, DamagedRaffle) else _searchable(raffle.name or "")
        return all(word in name for word in self.words)


EVERY_RAFFLE = RaffleFilter()
"""The filter that takes every raffle."""


def words_of(text: str) -> tuple[str, ...]:
    """Return the different words of a search, in the form in which names are searched.

    Call this once for each search, because some texts take a millisecond. Characters after the first MAX_SEARCHED are
    left out, so that a comparison with a name takes little time.
    """
    return tuple(dict.fromkeys(_searchable(text)[:MAX_SEARCHED].split()))


def _searchable(text: str) -> str:
    """Return a text in the form in which names are searched: without case, accents and special forms (NFKD)."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
