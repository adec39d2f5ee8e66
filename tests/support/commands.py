"""The commands of an operator, such as a backup and a restore."""

import asyncio
import io
import logging
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

ROOT = Path(__file__).parent.parent.parent


class Ran(NamedTuple):
    """The exit code of a command, and the text that it wrote to standard output and to standard error."""

    code: int
    printed: str
    complained: str


def on(folder: Path) -> dict[str, str]:
    """Return the environment in which a folder is DATA_DIR."""
    return {"DATA_DIR": str(folder), "PATH": os.environ["PATH"]}


def run(command: str, *arguments: str | Path, environment: Mapping[str, str], seconds: float | None = None) -> Ran:
    """Run a module of the service, for example `backup`, and wait for its end. The module cannot read any input.

    Raises:
        subprocess.TimeoutExpired: the module did not end within `seconds`.
    """
    ran = subprocess.run(
        [sys.executable, "-m", f"app.{command}", *map(str, arguments)],
        cwd=ROOT,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=seconds,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def run_here(main: Callable[..., int], *arguments: str | Path, environment: Mapping[str, str]) -> Ran:
    """Run the function `main` of a module in this process. Return what `run` would return for the whole module.

    Use this function if other tests run the same module as a program: a process would need half a second of processor
    time for its imports. An asynchronous test uses `run_in_thread`.
    """
    printed, complained = io.StringIO(), io.StringIO()
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    limits = {kind: resource.getrlimit(kind) for kind in (resource.RLIMIT_NOFILE, resource.RLIMIT_CORE)}
    os.umask(umask := os.umask(0))
    # A program without settings of logging writes its warnings to standard error.
    warnings = logging.StreamHandler(complained)
    warnings.setLevel(logging.WARNING)
    logging.getLogger().addHandler(warnings)
    try:
        with (
            patch.dict(os.environ, environment, clear=True),
            patch("app.program._leave_at_signals"),  # a thread may not set a handler of a signal
            redirect_stdout(printed),
            redirect_stderr(complained),
        ):
            code = main([*map(str, arguments)]) if arguments else main()
    finally:
        logging.getLogger().removeHandler(warnings)
        os.umask(umask)
        for kind, limit in limits.items():
            resource.setrlimit(kind, limit)
        for number, handler in handlers.items():
            if signal.getsignal(number) is not handler:
                signal.signal(number, handler)
    return Ran(code, printed.getvalue(), complained.getvalue())


async def run_in_thread(main: Callable[..., int], *arguments: str | Path, environment: Mapping[str, str]) -> Ran:
    """Do what `run_here` does. The event loop of the test goes on meanwhile, because a thread runs the function."""
    return await asyncio.to_thread(run_here, main, *arguments, environment=environment)
