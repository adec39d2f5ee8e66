"""`python -m app.repair` makes the data of the embedded store such that the service can start, and says what it did."""

import sys

from app import settings as settings_of
from app.embedded.failure import CannotStart
from app.embedded.repair import repair
from app.settings import WrongSettings


def main() -> int:
    """Repair the store in DATA_DIR. Return 0 if the service can start, 1 if not, and 2 if the settings are wrong."""
    try:
        settings = settings_of.read()
    except WrongSettings as wrong:
        print(wrong, file=sys.stderr)
        return 2
    if settings.redis_url:
        print("REDIS_URL is set: only an embedded store can be repaired", file=sys.stderr)
        return 2
    try:
        for done in repair(settings.data_dir):
            print(done)
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1
    print(f"the store in {settings.data_dir} can be started")
    return 0


if __name__ == "__main__":
    sys.exit(main())
