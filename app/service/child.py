"""Starts modules of this package in separate processes, so that their work does not delay a worker.

In one process, only the thread that has the GIL (a lock of Python) runs. Work in a separate process does not need the
GIL of the worker.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

_FINDS_LIBRARIES = {"LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH"}
"""The variables with which a Python process finds its modules and libraries. The new process gets no other variables,
because some variables of the service are secrets."""

_OUR_FOLDER = str(Path(__file__).resolve().parents[2])
"""The folder with our package `app`. The new process searches this folder, and not the current folder. The current
folder may contain another package `app`."""


def start(module: str, *arguments: str, **pipes: Any) -> subprocess.Popen[bytes]:
    """Start a module of this package as a program. `pipes` are the standard streams, as for Popen.

    This does not use asyncio. Depending on the event loop, asyncio can start a process only in the main thread, or
    needs a thread for each process.
    """
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, *arguments],  # -P: do not search the current folder
        env={name: value for name, value in os.environ.items() if name in _FINDS_LIBRARIES}
        | {"PYTHONPATH": os.pathsep.join([_OUR_FOLDER, *filter(None, [os.environ.get("PYTHONPATH")])])},
        **pipes,
    )
