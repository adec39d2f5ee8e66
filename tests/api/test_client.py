"""A public generator makes a client from the OpenAPI document without a warning."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.support.service import Service


def test_a_client_is_generated_cleanly(service: Service, tmp_path: Path) -> None:
    # Given the OpenAPI document
    (tmp_path / "openapi.json").write_text(json.dumps(service.openapi))

    # When openapi-python-client generates a client, Then the generator has no warning
    done = subprocess.run(
        [sys.executable, "-m", "openapi_python_client", "generate", "--path=openapi.json", "--fail-on-warning"],
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
