"""The commands of an operator. They run while the service runs, or while the service is stopped."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

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
