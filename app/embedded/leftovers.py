"""Removes files that nobody reads, and that the end of a process has left in DATA_DIR. They have addresses of players.

A server makes such a file for a rewrite or a snapshot, and a start makes one for a check. If a kill interrupts this
work, the file stays, and no deletion of a player reaches it.
"""

import logging
import re
import shutil
from pathlib import Path

log = logging.getLogger(__name__)

CHECKED = "temp-checked-"
"""The name of the folder that a start makes for a check begins with this text."""

_NAME = re.compile(rf"temp-(?:rewriteaof-(?:bg-)?\d+\.aof|\d+(?:\.\d+)?\.rdb)|{CHECKED}.*")
"""The numbers are those of processes, so a later rewrite or snapshot does not write into the same file."""


def remove(folder: Path) -> None:
    """Remove what was left in a folder, and log a line for each removal. No server runs on the folder.

    The process that makes a rewrite or a snapshot may outlive its server. Then it still writes into the removed file.
    At its end, it cannot rename the file, and the system frees the space on the disk.
    """
    for left in [each for each in folder.iterdir() if _NAME.fullmatch(each.name)]:
        try:
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left)
            else:
                left.unlink()
        except OSError as error:
            log.warning("cannot remove %s, which may have addresses of players: %s", left, error.strerror)
        else:
            log.warning("removed %s, which a killed process had left", left)
