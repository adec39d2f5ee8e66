"""Generated clients. Public generators make clients from the OpenAPI document, and these clients play a raffle."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.service import Service

HERE = Path(__file__).parent
BIN = Path(sys.executable).parent
MYPY_CACHE = HERE.parent.parent / ".mypy_cache" / "clients"

pytestmark = pytest.mark.parametrize("store", ["valkey"], indirect=True, scope="session")
"""One store is enough, because the clients only see HTTP."""

Run = Callable[..., None]


@pytest.fixture
def run(service: Service, folder: Path) -> Run:
    """A function that runs a program in a folder with the OpenAPI document. The test fails if the program fails."""
    (folder / "openapi.json").write_text(json.dumps(service.openapi))

    def run(*command: str | Path) -> None:
        environment = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", "PYTHONPATH": "client"}
        done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    return run


def test_a_python_client_plays_a_raffle(service: Service, folder: Path, run: Run) -> None:
    # Given a client that openapi-python-client has generated without a warning
    run("openapi-python-client", "generate", "--path=openapi.json", "--output-path=client", "--fail-on-warning")

    # When a program uses this client, Then mypy finds no mistake in its strict mode
    shutil.copy(HERE / "python" / "play.py", folder)
    run("mypy", "--strict", f"--cache-dir={MYPY_CACHE}", "client/raffle_service_client", "play.py")

    # And the program plays a raffle from its creation to a checked ticket
    run(sys.executable, "play.py", service.url, str(service.manager))


def test_a_typescript_client_plays_a_raffle(service: Service, folder: Path, run: Run) -> None:
    # Given a client that @hey-api/openapi-ts has generated
    shutil.copytree(HERE / "typescript", folder, dirs_exist_ok=True)
    run("deno", "run", "--frozen", "-A", "@hey-api/openapi-ts", "-i", "openapi.json", "-o", "client", "--no-log-file")

    # When a program uses this client, Then TypeScript finds no mistake in its strict mode
    run("deno", "check", "--frozen", "play.ts")

    # And the program plays a raffle from its creation to a checked ticket
    run("deno", "run", "--frozen", "--allow-net", "play.ts", service.url, str(service.manager))
