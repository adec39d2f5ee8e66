"""A raffle that is watched: what is known of it, and what its watchers were told last.

A heartbeat is a message which shows that the connection to a watcher works.
"""

import asyncio

from app.service.snapshots import Snapshot
from app.store.signs import Sign


class Watch:
    """A raffle that is watched: the state that was read last, the state that was published last, and the next look.

    A look reads the sign of the raffle from the store. The sign is cheap to read, and changes with the state.
    """

    def __init__(self, first: Snapshot) -> None:
        self.latest = self.published = first
        self.next = asyncio.Event()  # set at the next state, heartbeat or end
        self.ended = False
        self.watchers = 0
        self.sign: Sign | None = None
        self.substitutions = 0  # the number of substitutions of which the watchers were told
        self.in_doubt = False  # whether a watcher has a state that may be newer or older than `latest`
        self.pause_seconds = 0.0
        self.look_at = 0.0
        self.looking = False
        self.news = 0  # how often a state was published
        self._published_at = asyncio.get_running_loop().time()

    def quiet_seconds(self) -> float:
        """Return the time since the last state or heartbeat."""
        return asyncio.get_running_loop().time() - self._published_at

    def publish(self, snapshot: Snapshot) -> None:
        """Give a state to all watchers. A watcher who already has this state gets a heartbeat."""
        self.published = snapshot
        self.news += 1
        self.beat()

    def beat(self) -> None:
        """Give a heartbeat to all watchers. A watcher may have a newer state than `published`, so no state is sent."""
        self._published_at = asyncio.get_running_loop().time()
        self.next.set()
        self.next = asyncio.Event()

    def end(self) -> None:
        """Tell the watchers that no further state will be published."""
        self.ended = True
        self.next.set()
