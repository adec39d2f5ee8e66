"""Reads a .env file, warns of other users who can read or change it, and finds the setting that a misspelling means."""

import codecs
import os
import stat
from collections.abc import Collection
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import parse_stream

_SIMILAR = 0.81
"""How similar two names must be, as difflib measures it. `WORKER` is near `WORKERS`, but `WORKER_ID` is not."""

_SEPARATORS = str.maketrans("", "", "_- .")

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read(file: Path) -> dict[str, str]:
    """Return the names and values in a .env file. Return an empty dict if the file does not exist.

    Raises:
        ValueError: the file cannot be read, is not a text in UTF-8, or has a line without `NAME=`.
    """
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ValueError(f"cannot be read: {error.strerror}") from None
    if content.startswith(_UTF_16):
        raise ValueError("is in UTF-16: save it in UTF-8")
    if b"\0" in content:
        raise ValueError(f"has a NUL byte in line {_line(content, content.index(0))}: save it as a text in UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"is not in UTF-8, in line {_line(content, error.start)}: save it in UTF-8") from None
    for binding in parse_stream(StringIO(text)):
        if binding.error or (binding.key is not None and binding.value is None):
            blank = binding.original.string.partition(binding.original.string.strip())[0].count("\n")
            # The message does not repeat the line, because the line may contain a password.
            raise ValueError(f"line {binding.original.line + blank} cannot be read: write NAME=value")
    return {name: value or "" for name, value in dotenv_values(stream=StringIO(text)).items()}


def warnings_about(env_file: Path = Path(".env")) -> list[str]:
    """Return warnings about users of this machine who can read a secret in a .env file, or can change the file."""
    warnings: list[str] = []
    if _changeable_by_others(env_file):
        warnings.append(
            f"other users of this machine can change {env_file}, and so every setting: let the file belong to the user "
            "of the service, and let only this user write the file and its folder"
        )
    try:
        given = read(env_file) if _readable_by_all(env_file) else {}
    except ValueError:
        return warnings  # `read` refuses this file, and says why
    url = given.get("REDIS_URL", "")
    if given.get("RECEIPT_SECRET") or "@" in url or "password=" in url:
        warnings.append(
            f"{env_file} has a password or a secret, and every user of this machine can read the file: let only the "
            f"user of the service read the file, for example with `chmod 600 {env_file}`"
        )
    return warnings


def meant(name: str, settings: Collection[str]) -> str | None:
    """Return the setting that a misspelled name means. Return None if the name is right, or similar to no setting."""
    if name in settings:
        return None
    plain = _plain(name)
    candidates = {_plain(setting): setting for setting in settings if setting[:1] == plain[:1]}
    if near := get_close_matches(plain, candidates, n=1, cutoff=_SIMILAR):
        return candidates[near[0]]
    for other, setting in candidates.items():
        swapped = sorted(plain) == sorted(other)
        cut_or_longer = "_" in setting and "_" in name and (plain.startswith(other) or other.startswith(plain))
        if swapped or cut_or_longer:
            return setting
    return None


def _readable_by_all(file: Path) -> bool:
    """Return whether every user of this machine can read a file. False if the file does not exist.

    The result is also False if the file is a mount point, as in a container. Who can read a mounted file depends on the
    folders around it on the host, and a container does not see these folders.
    """
    try:
        if not file.stat().st_mode & stat.S_IROTH or os.path.ismount(file):
            return False
        return all(folder.stat().st_mode & stat.S_IXOTH for folder in file.resolve().parents)
    except OSError:
        return False


def _changeable_by_others(file: Path) -> bool:
    """Return whether other users of this machine, except root, can change or replace a file.

    The result is False if the file does not exist, or is a mount point: see `_readable_by_all`.
    """
    try:
        found, folder = file.stat(), file.resolve().parent.stat()
    except OSError:
        return False
    if os.path.ismount(file):
        return False
    # Whoever can write into a folder can replace its files. If the folder has the sticky bit, only the owner of a file
    # can replace this file.
    is_replaceable = folder.st_mode & stat.S_IWOTH and not folder.st_mode & stat.S_ISVTX
    return bool(found.st_uid not in {0, os.geteuid()} or found.st_mode & stat.S_IWOTH or is_replaceable)


def _plain(name: str) -> str:
    return name.upper().translate(_SEPARATORS)


def _line(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1
