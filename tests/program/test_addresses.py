"""The address in HOST. The service, its doctor and the health check of the container all use this address."""

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import yaml

from tests.support.commands import ROOT, run
from tests.support.people import NO_TLS
from tests.support.program import Program

BAD_PROXY = {"http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9", "all_proxy": "http://127.0.0.1:9"}


def health_check() -> list[str]:
    """Return the command of the container's health check, with the Python that runs this test."""
    (line,) = re.findall(r"^    CMD (\[\"python\", \"-c\".*\])$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    return [sys.executable, *yaml.safe_load(line)[1:]]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_two_colons_as_host_serve_ipv4_and_ipv6(folder: Path, workers: str) -> None:
    # Given a service on every address of this machine
    with Program(folder, HOST="::", WORKERS=workers, RESERVE_SIZE="0", FORWARDED_ALLOW_IPS="") as program:
        # When a client asks the service over IPv4 and over IPv6
        for address in ("127.0.0.1", "[::1]"):
            answer = httpx.get(f"http://{address}:{program.port}/me", trust_env=False, verify=NO_TLS)

            # Then the service answers. It knows the IPv4 address of a manager, although the socket maps this address to
            # IPv6
            assert answer.status_code == 200
            assert answer.json()["manager"] == (address == "127.0.0.1")

        # And the start prints an address that a browser can open
        (url,) = re.findall(r"^raffle  (\S+)/ ", program.log.read_text(), re.MULTILINE)
        assert httpx.get(f"{url}/health/live", trust_env=False, verify=NO_TLS).status_code == 200

        # And the doctor (a command that examines the service) and the health check reach the service, even if the
        # environment names a proxy
        environment = {**program.environment, **BAD_PROXY}
        assert "the service answers" in run("doctor", environment=environment).printed
        assert subprocess.run(health_check(), env={**os.environ, **environment}, check=False).returncode == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "::", "[::]"])  # noqa: S104
def test_the_health_check_fails_without_a_service(host: str) -> None:
    # When nothing listens, Then the health check fails
    environment = {**os.environ, **BAD_PROXY, "HOST": host, "PORT": "9"}
    ended = subprocess.run(health_check(), env=environment, capture_output=True, check=False)
    assert ended.returncode == 1
    assert b"refused" in ended.stderr
