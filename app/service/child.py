"""Starts programs of this package as processes of their own, so that their work never waits for the GIL of a worker."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

_FINDS_LIBRARIES = {"LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH"}
"""The variables with which a Python process finds its modules. These programs need no others: the environment of the
service has secrets."""

_OUR_FOLDER = str(Path(__file__).resolve().parents[2])
"""The folder that has the package `app`. The current folder may have another package of this name."""


def start(module: str, *arguments: str, **pipes: Any) -> subprocess.Popen[bytes]:
    """Start a module of this package as a program. `pipes` are the standard streams, as for Popen.

    asyncio does not start it: its child watchers need the main thread, or a thread for each child.
    """
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, *arguments],  # -P: not in the current folder
        env={name: value for name, value in os.environ.items() if name in _FINDS_LIBRARIES}
        | {"PYTHONPATH": os.pathsep.join([_OUR_FOLDER, *filter(None, [os.environ.get("PYTHONPATH")])])},
        **pipes,
    )
