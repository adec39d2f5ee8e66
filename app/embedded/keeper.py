"""The work beside a running store: keep its mark up to date, and ask for rewrites of the append-only file.

The mark (mark.py) is a file that says how much data the store certainly had on disk. The store adds each change to the
append-only file. A rewrite makes this file shorter: it leaves out old values and deleted keys.
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import redis

from app.embedded import sales
from app.embedded.failure import CannotStart, WrongStore
from app.embedded.follow import Follower
from app.embedded.mark import Mark
from app.embedded.rewrites import Rewrites

log = logging.getLogger(__name__)

MARK_SECONDS = 0.7
"""The pause between two marks. Writing a mark takes time too, so the last mark is at most about a second old."""

REWRITE_SECONDS = 60.0
"""After this time, the keeper checks again whether a rewrite is due."""


class Keeper:
    """Keeps the mark up to date, and asks for rewrites when they are due, during the `with` block.

    Stop the server before the end of the block, because the last mark is written at this end.
    """

    def __init__(self, folder: Path, mark: Mark | None) -> None:
        self._folder = folder
        self._follower = Follower(folder, mark)
        self._rewrites = Rewrites(folder)
        self._next_mark = 0.0
        self._next_rewrite = time.monotonic() + REWRITE_SECONDS
        self._failed = False
        self.loaded = False
        """Whether the server has loaded its data at least once."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._attempt(self._follower.advance)
        self._follower.close()

    def begin_again(self, mark: Mark | None) -> None:
        """Follow the files from a mark. Call this when a server has died and the incomplete end of its file was cut."""
        self._follower.close()
        self._follower = Follower(self._folder, mark)

    def look(self, client: redis.Redis) -> None:
        """If it is time, write a mark, and check whether a rewrite is due. Of failures in a row, log only the first.

        Raises:
            WrongStore: the mark belongs to another store.
        """
        if not self.loaded:
            with suppress(redis.RedisError):
                self._see_whether_it_has_loaded(client)
        if not self.loaded:
            return
        now = time.monotonic()
        if now >= self._next_mark:
            self._next_mark = now + MARK_SECONDS
            self._attempt(lambda: self._note(client))
        if now >= self._next_rewrite:
            self._next_rewrite = now + REWRITE_SECONDS
            self._attempt(lambda: self._rewrites.look(client))

    def _see_whether_it_has_loaded(self, client: redis.Redis) -> None:
        if client.info("persistence")["loading"]:
            return
        mark, found = self._follower.mark, sales.store_id(client)
        if mark and found != mark.store_id:
            raise WrongStore(self._folder, found, mark.store_id)
        self.loaded = True

    def _note(self, client: redis.Redis) -> None:
        # A store gets its id after it has loaded its data. A store without an id has acknowledged nothing.
        if self._follower.mark is None and (store_id := sales.store_id(client)):
            self._follower.begin(store_id, sales.held(client))
        self._follower.advance()

    def _attempt(self, step: Callable[[], None]) -> None:
        try:
            step()
        except (OSError, redis.RedisError, CannotStart) as error:
            if not self._failed:
                log.warning("cannot keep the mark of the store up to date, or start a rewrite: %s", error)
            self._failed = True
        else:
            self._failed = False
