"""Folders for parts of the service that need a folder. They exist until the end of the test run."""

import atexit
import shutil
from pathlib import Path
from tempfile import mkdtemp

_ALL = Path(mkdtemp(prefix="raffle-tests-"))
atexit.register(shutil.rmtree, _ALL, ignore_errors=True)


def new_folder() -> Path:
    """Return a new empty folder."""
    return Path(mkdtemp(dir=_ALL))
