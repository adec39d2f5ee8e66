"""`make load-test` plays a sale on its own server, or on the server at URL. The sale and its audit are in sale.py.

Environment variables: TICKETS, PLAYERS, USERS (players at the same time), URL, WORKERS, REPORT.
"""

import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.support.program import Program

USERS = "100"
REPORT = "var/load-test.html"


def main() -> int:
    """Play the sale. Return 0 if the audit passed, and every claim was answered with 201 or 410."""
    report = Path(os.environ.get("REPORT", REPORT))
    report.parent.mkdir(parents=True, exist_ok=True)
    users = os.environ.get("USERS", USERS)
    with ExitStack() as stack:
        url = os.environ.get("URL")
        if not url:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="load-test-")))
            settings = {"WORKERS": os.environ.get("WORKERS", "1"), "RESERVE_SIZE": "8192", "LOG_LEVEL": "warning"}
            url = stack.enter_context(Program(folder, **settings)).url
        command = ["locust", "-f", str(Path(__file__).with_name("sale.py")), "--headless", "--host", url]
        options = ["--users", users, "--spawn-rate", users, "--html", str(report)]
        code = subprocess.run([sys.executable, "-m", *command, *options], check=False).returncode
    print(f"report    {report}")
    return code


if __name__ == "__main__":
    sys.exit(main())
