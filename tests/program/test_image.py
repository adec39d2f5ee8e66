"""The image of the service. These tests build and start it with Docker. `make containers` runs these tests.

IMAGE can name an image that is built already. Otherwise Docker builds the Dockerfile, and pulls its base image.
"""

import os
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from tests.support.people import NO_TLS, new_raffle

ROOT = Path(__file__).parent.parent.parent
DOCKER = shutil.which("docker")
MANAGER = "203.0.113.7"
START_SECONDS = 60

pytestmark = [
    pytest.mark.skipif(os.environ.get("FAULTS") != "long", reason="make containers runs this"),
    pytest.mark.skipif(DOCKER is None, reason="left out: docker"),
    pytest.mark.timeout(900),  # the first test builds the image
]


def docker(*arguments: str) -> str:
    """Run a command of Docker, and return what it prints."""
    assert DOCKER
    return subprocess.run([DOCKER, *arguments], check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture(scope="module")
def image() -> str:
    """An image of this checkout."""
    return os.environ.get("IMAGE") or docker("build", "--quiet", str(ROOT))


@pytest.fixture
def volume() -> Iterator[str]:
    """A new volume, which is removed after the test."""
    name = docker("volume", "create")
    yield name
    docker("volume", "rm", name)


@contextmanager
def container(image: str, volume: str, *options: str) -> Iterator[str]:
    """Start a container with the options of docs/operating.md and further options, and yield its id."""
    (line,) = re.findall(r"^    docker run (.*) \\$", (ROOT / "docs/operating.md").read_text(), re.MULTILINE)
    place = ["--volume", f"{volume}:/data", "--publish", "127.0.0.1::8000"]
    settings = ["--env", f"MANAGER_IPS={MANAGER}", "--env", "FORWARDED_ALLOW_IPS=10.0.0.0/8,172.16.0.0/12"]
    started = docker("run", "--detach", *shlex.split(line), *place, *settings, *options, image)
    try:
        yield started
    finally:
        docker("rm", "--force", started)


def healthy(started: str) -> httpx.Client:
    """Return a client for a container whose health check has succeeded."""
    deadline = time.monotonic() + START_SECONDS
    while docker("inspect", "--format", "{{.State.Health.Status}}", started) != "healthy":
        assert time.monotonic() < deadline, docker("logs", started)
        time.sleep(0.5)
    return httpx.Client(base_url=f"http://{docker('port', started, '8000/tcp')}", trust_env=False, verify=NO_TLS)


def printed(started: str, program: str) -> str:
    """Return what a Python program prints in the container."""
    return docker("exec", started, "python", "-c", program)


def test_the_service_has_few_rights_and_all_its_files(image: str, volume: str) -> None:
    # Given a container with the options of docs/operating.md
    with container(image, volume) as started, healthy(started):
        # Then its first process has no capability and can get none. The user of this process is the number 10001
        status = dict(line.split(":\t", 1) for line in docker("exec", started, "cat", "/proc/1/status").splitlines())
        assert {status[name] for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")} == {"0" * 16}
        assert status["NoNewPrivs"] == "1"
        assert set(status["Uid"].split()) == set(status["Gid"].split()) == {"10001"}

        # And this user can write only to the volume and to /tmp
        refused = "import tempfile\nfor place in ('/data', '/tmp', '/home/raffle', '/opt/raffle'):\n"
        refused += "  try: tempfile.TemporaryFile(dir=place)\n  except OSError: print(place)"
        assert printed(started, refused).split() == ["/home/raffle", "/opt/raffle"]

        # And Python has no pip in this container, and can draw Arabic and Hebrew texts
        found = "import importlib.util; from PIL import features"
        found += "; print(importlib.util.find_spec('pip'), features.version('fribidi') is not None)"
        assert printed(started, found) == "None True"


def test_a_retry_gets_its_ticket_after_the_container_was_made_anew(image: str, volume: str) -> None:
    # Given a claim with an Idempotency-Key, and a container that ends in time when Docker stops it
    player = {"X-Forwarded-For": "198.51.100.7", "Idempotency-Key": "a-key-of-a-player-1"}
    with ExitStack() as stack:
        started = stack.enter_context(container(image, volume))
        client = stack.enter_context(healthy(started))
        made = client.post("/raffles/", json=new_raffle(2), headers={"X-Forwarded-For": MANAGER}).json()
        ticket = client.post(f"/raffles/{made['id']}/participate/", headers=player)
        assert ticket.status_code == 201
        docker("stop", started)
        assert docker("inspect", "--format", "{{.State.ExitCode}}", started) == "0"

    # When a new container uses the volume of the first container, Then the same key gets the same ticket with its code
    with container(image, volume) as started, healthy(started) as client:
        again = client.post(f"/raffles/{made['id']}/participate/", headers=player)
        assert again.json() == ticket.json()


def test_the_limits_of_the_container_are_those_of_the_service(image: str, volume: str) -> None:
    # Given a container with little memory and one processor
    with container(image, volume, "--memory", "199m", "--cpus", "1") as started, healthy(started):
        # Then the service knows both limits
        program = "from app import machine; print(machine.memory_bytes(), machine.processors())"
        assert printed(started, program) == f"{199 * 1024**2} 1"

        # And it starts one process that makes (mints) codes
        minters = "import pathlib; print(sum(b'app.service.minter' in each.read_bytes()"
        minters += " for each in pathlib.Path('/proc').glob('[0-9]*/cmdline')) - 1)"
        assert printed(started, minters) == "1"
