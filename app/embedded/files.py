"""The data files of the store: a manifest names one base file and the append-only files that follow it."""

import re
from pathlib import Path
from typing import NamedTuple

from app.embedded.failure import CannotStart

DATA = "appendonlydir"
MANIFEST = "appendonly.aof.manifest"
DUMP = "dump.rdb"

_LINE = re.compile(r"file (?P<name>\S+) seq (?P<sequence>\d+) type (?P<kind>[bhi])\b.*")
_NAME = re.compile(r".+\.(?P<sequence>\d+)\.(?P<kind>base|incr)\.(?:rdb|aof)")


class Manifest(NamedTuple):
    """The files that make up the data, by name. The server writes into the last append-only file."""

    base: str | None
    increments: list[str]

    @property
    def names(self) -> list[str]:
        """The names of all files."""
        return [*([self.base] if self.base else []), *self.increments]

    def text(self) -> str:
        """The manifest in the format of the server."""
        kinds = [(name, "b" if name == self.base else "i") for name in self.names]
        return "".join(f"file {name} seq {sequence(name)} type {kind}\n" for name, kind in kinds)


def data(folder: Path) -> Path:
    """Return the folder of the data files in DATA_DIR."""
    return folder / DATA


def manifest(folder: Path) -> Manifest | None:
    """Return what the manifest names, or None if there is no manifest.

    Raises:
        CannotStart: the manifest cannot be read.
    """
    file = data(folder) / MANIFEST
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise CannotStart(f"cannot read {file}: {error.strerror}") from None
    entries = [_LINE.fullmatch(line) for line in lines if line and not line.startswith("#")]
    named = [entry for entry in entries if entry]
    if not named or len(named) < len(entries):
        raise CannotStart(f"{file} is damaged: put back a backup of DATA_DIR, or run make repair to write it again")
    bases = [entry["name"] for entry in named if entry["kind"] == "b"]
    return Manifest(bases[0] if bases else None, [entry["name"] for entry in named if entry["kind"] == "i"])


def found(folder: Path) -> list[str]:
    """Return the names of all data files in the folder, oldest first, whether or not the manifest names them."""
    if not data(folder).is_dir():
        return []
    names = [file.name for file in data(folder).iterdir() if _NAME.fullmatch(file.name)]
    return sorted(names, key=lambda name: (is_increment(name), sequence(name)))


def is_increment(name: str) -> bool:
    """Return whether this is the name of an append-only file."""
    return ".incr." in name


def sequence(name: str) -> int:
    """Return the number in the name of a data file. A newer file has a higher number."""
    match = _NAME.fullmatch(name)
    return int(match["sequence"]) if match else 0
