"""A small process that ends a server when this process has ended, even if a kill ended this process.

The small process reads from a pipe into which only this process can write. When this process ends, the system closes
the pipe. This works on every Unix system. Only Linux has a signal for the end of a parent.
"""

import subprocess
import sys
from contextlib import suppress
from signal import SIGTERM
from types import TracebackType
from typing import Self

from app.embedded.program import environment

_PROGRAM = f"""
import os, sys
process_id = None
for line in sys.stdin:
    process_id = int(line)
if process_id:
    os.kill(process_id, {int(SIGTERM)})
"""


class Ender:
    """The small process. It runs during the `with` block, and does not end the server at the end of the block."""

    def __enter__(self) -> Self:
        # It has its own session, so a Ctrl-C in a terminal does not end it.
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _PROGRAM],
            env=environment(),
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()

    def ends(self, process_id: int) -> None:
        """From now on, end this server, and no earlier one."""
        # If somebody has killed the small process, the server still works. But after a kill of this process, the server
        # runs on.
        with suppress(BrokenPipeError):
            if self._process.stdin:
                self._process.stdin.write(b"%d\n" % process_id)
