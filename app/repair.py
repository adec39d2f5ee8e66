"""`python -m app.repair` repairs the embedded store so that the service can start, and prints what it has changed."""

import sys

import redis

from app import program
from app.embedded.failure import CannotStart
from app.embedded.moved import require_not_moved
from app.embedded.repair import end_loss, has_loss, repair
from app.embedded.restore import require_no_backup
from app.restored import NotRestored, end_embedded
from app.settings import Settings, WrongSettings


def main() -> int:
    """Repair the store in DATA_DIR. Return 0 if the service can start, 1 if not, or 2 if the settings are wrong."""
    return program.run(_repair, CannotStart, NotRestored, redis.RedisError)


def _repair(settings: Settings) -> int:
    if settings.redis_url:
        raise WrongSettings("REDIS_URL is set: only an embedded store can be repaired")
    require_no_backup(settings.data_dir)
    require_not_moved(settings.data_dir)
    for done in repair(settings.data_dir):
        program.say(done)
    if has_loss(settings.data_dir):
        # Treat the loss like a restore of a backup. So nobody can claim lost tickets again, or repeat a lost draw,
        # before a manager has resumed the raffle. The record of a repeated draw has the raised incarnation.
        end_embedded(settings.data_dir, "the last write that was kept")
        end_loss(settings.data_dir)
    program.say(f"the store in {settings.data_dir} can be started")
    return 0


if __name__ == "__main__":
    sys.exit(main())
