"""The data files of the store: one base file, and append-only files with the later changes. A manifest names them."""

import re
from pathlib import Path
from typing import NamedTuple

from app.embedded.failure import BACKUP, CannotStart
from app.regular_file import NotRegular, read_regular

DATA = "appendonlydir"
MANIFEST = "appendonly.aof.manifest"
DUMP = "dump.rdb"

_LINE = re.compile(r"file (?P<name>\S+) seq (?P<sequence>\d+) type (?P<kind>[bhi])\b.*")
_NAME = re.compile(r".+\.(?P<sequence>[0-9]{1,18})\.(?P<kind>base|incr)\.(?:rdb|aof)")


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


def manifest(folder: Path, *, links: bool = True) -> Manifest | None:
    """Return what the manifest names, or None if there is no manifest. With `links`, a manifest may be a symbolic link.

    Raises:
        CannotStart: the manifest cannot be read, or names a file outside its folder.
    """
    file = data(folder) / MANIFEST
    try:
        lines = read_regular(file, links=links).decode(errors="replace").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except NotRegular as error:
        raise CannotStart(f"{error}: {BACKUP}, or run make repair to write the manifest again") from None
    except OSError as error:
        raise CannotStart(f"cannot read {file}: {error.strerror}") from None
    entries = [_LINE.fullmatch(line) for line in lines if line and not line.startswith("#")]
    named = [entry for entry in entries if entry]
    if not named or len(named) < len(entries):
        raise CannotStart(f"{file} is damaged: {BACKUP}, or run make repair to write the manifest again")
    for entry in named:
        if not is_in_folder(entry["name"]):
            raise CannotStart(f"{file} names {entry['name']!a}, which is no file in its folder: {BACKUP}")
    bases = [entry["name"] for entry in named if entry["kind"] == "b"]
    return Manifest(bases[0] if bases else None, [entry["name"] for entry in named if entry["kind"] == "i"])


def found(folder: Path) -> list[str]:
    """Return the names of all data files in the folder, oldest first, whether or not the manifest names them.

    Raises:
        CannotStart: a file that has the name of a data file is no regular file.
    """
    if not data(folder).is_dir():
        return []
    names = [file.name for file in data(folder).iterdir() if _NAME.fullmatch(file.name)]
    check_regular([data(folder) / name for name in names])
    return sorted(names, key=lambda name: (is_increment(name), sequence(name)))


def check_regular(there: list[Path]) -> None:
    """Check that each path leads to a regular file. A program that opens a FIFO (a named pipe) could wait forever.

    Raises:
        CannotStart: there is something else at a path.
    """
    for file in there:
        if not file.is_file():
            raise CannotStart(f"{file} is no regular file: {BACKUP}")


def is_in_folder(name: str) -> bool:
    """Return whether a name is that of a file in the folder of the manifest, and not a path to another folder."""
    return name not in {".", ".."} and "/" not in name and name.isprintable()


def is_increment(name: str) -> bool:
    """Return whether this is the name of an append-only file."""
    return ".incr." in name


def sequence(name: str) -> int:
    """Return the number in the name of a data file. A newer file has a higher number."""
    match = _NAME.fullmatch(name)
    return int(match["sequence"]) if match else 0
