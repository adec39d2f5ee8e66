"""Removes files that nobody reads, and that the end of a process has left in DATA_DIR.

These files have addresses of players. A server makes such a file for a rewrite or a snapshot (new files with all its
data), and a start makes one for a check. If a kill interrupts this work, the file stays. It keeps addresses that the
service deletes later. A core dump (the memory of a process that crashed) is such a file too. A store of this version
writes no core dump, but a store of an earlier version may have left one.
"""

import logging
import re
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Literal

from app.regular_file import open_regular

log = logging.getLogger(__name__)

CHECKED = "temp-checked-"
"""The name of the folder that a start makes for a check begins with this text."""

_NAME = re.compile(rf"temp-(?:rewriteaof-(?:bg-)?\d+\.aof|\d+(?:\.\d+)?\.rdb)|{CHECKED}.*")
"""The numbers are those of processes, so a later rewrite or snapshot does not write into the same file."""

_CORE_NAME = re.compile(r"core(?:\..+)?|.+\.core")
"""The usual names of core dumps. The names depend on the system, so `_is_core_dump` also looks into the file."""

_ELF, _ELF_HEAD_BYTES, _ELF_CORE = b"\x7fELF", 18, 4
"""The first bytes of an ELF file, the length of its head up to its type, and the type of a core dump: see elf(5)."""


def remove(folder: Path) -> None:
    """Remove what was left in a folder, and log a line for each removal. No server runs on the folder.

    The process that makes a rewrite or a snapshot may outlive its server. Then this process still writes into the
    removed file. At its end, it cannot rename the file, and the system frees the space on the disk.
    """
    for left in [each for each in folder.iterdir() if _NAME.fullmatch(each.name) or _is_core_dump(each)]:
        try:
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left)
            else:
                left.unlink()
        except OSError as error:
            log.warning("cannot remove %s, which may have addresses of players: %s", left, error.strerror)
        else:
            log.warning("removed %s, which a killed process had left", left)


def _is_core_dump(file: Path) -> bool:
    """Return whether a file has the name and the content of a core dump. A symbolic link is no core dump."""
    if not _CORE_NAME.fullmatch(file.name):
        return False
    with suppress(OSError), open_regular(file, links=False) as opened:
        head = opened.read(_ELF_HEAD_BYTES)
        order: Literal["little", "big"] = "big" if head[5:6] == b"\2" else "little"
        return head.startswith(_ELF) and int.from_bytes(head[16:], order) == _ELF_CORE
    return False
