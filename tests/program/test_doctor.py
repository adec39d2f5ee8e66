"""The doctor: what it finds, and what it advises."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from ipaddress import ip_network
from pathlib import Path

import msgspec
import pytest
from redis import Redis

from app.doctor import Finding, examine
from app.embedded.server import EmbeddedStore
from app.settings import Settings
from app.store.calls import Client
from app.store.connect import connect
from tests.support.program import Program
from tests.support.service import Service, Store, small_settings

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[tuple[Client, str]]:
    """A store of its own, so that it may be set up wrongly, and its URL."""
    with EmbeddedStore(tmp_path / "store") as store:
        client = connect(store.url)
        yield client, store.url
        await client.aclose()


async def findings(settings: Settings) -> list[Finding]:
    return [finding async for finding in examine(settings)]


def advice(found: list[Finding]) -> str:
    return "\n".join(f"{finding.seen}: {finding.advice}" for finding in found if not finding.well)


async def test_a_service_that_is_well_gets_little_advice(client: tuple[Client, str]) -> None:
    # Given a durable store with a limit to its memory, and a service on it
    redis, url = client
    await redis.commands.config_set("maxmemory", "1gb")
    settings = small_settings(redis_url=url, allowed_hosts=("127.0.0.1",))
    with Service(settings, Store(lambda: connect(url), Redis.from_url(url))) as service:
        # When the doctor looks
        found = await findings(msgspec.structs.replace(settings, port=service.port))

    # Then all is well, and it says what it saw
    assert advice(found) == ""
    seen = "\n".join(finding.seen for finding in found)
    assert "valkey 9" in seen
    assert "acknowledged means on disk" in seen
    assert "room for about" in seen
    assert "sees this machine as 127.0.0.1" in seen


def settings_of_make(folder: Path) -> dict[str, str]:
    """Return the settings with which `make run` starts the service where there is no .env."""
    ask = ["make", "--no-print-directory", f"--file={ROOT}/Makefile", "--eval=settings: ; @$(SETTINGS); exec env"]
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    told = subprocess.run([*ask, "settings"], cwd=folder, env=bare, capture_output=True, text=True, check=True).stdout
    every = dict(line.split("=", 1) for line in told.splitlines())
    return {name: value for name, value in every.items() if name.lower() in Settings.__struct_fields__}


def test_a_service_as_make_starts_it_is_well(tmp_path: Path) -> None:
    # Given a service started as `make run` starts it
    settings = settings_of_make(tmp_path)
    assert settings.keys() == {"MANAGER_IPS", "ALLOWED_HOSTS"}
    with Program(tmp_path / "program", FORWARDED_ALLOW_IPS="", **settings) as program:
        # When the doctor looks, with the same settings
        doctor = [sys.executable, "-m", "app.doctor"]
        seen = subprocess.run(doctor, cwd=ROOT, env=program.environment, capture_output=True, text=True, check=False)

    # Then there is nothing to do
    assert (seen.returncode, seen.stderr) == (0, "")
    assert {line.split()[0] for line in seen.stdout.splitlines()} == {"ok"}
    assert "room for about" in seen.stdout


@pytest.mark.parametrize(
    ("config", "value", "expected"),
    [
        ("appendfsync", "everysec", "set it to always"),
        ("appendonly", "no", "set it to yes"),
        ("maxmemory-policy", "allkeys-lru", "set it to noeviction"),
        ("maxmemory", "0", "set maxmemory below what the machine has"),
        ("maxmemory", "1mb", "delete old raffles"),
    ],
)
async def test_a_store_set_up_wrongly_is_told(
    client: tuple[Client, str], config: str, value: str, expected: str
) -> None:
    # Given a store with a wrong setting
    redis, url = client
    await redis.commands.config_set(config, value)

    # When the doctor looks, then it says what to set
    assert expected in advice(await findings(small_settings(redis_url=url, port=1)))


async def test_a_store_that_is_away_is_told() -> None:
    # Given nothing at REDIS_URL and nothing at PORT
    settings = small_settings(redis_url="redis://127.0.0.1:1/0", port=1)

    # When the doctor looks, then both are told
    told = advice(await findings(settings))
    assert "the store does not answer" in told
    assert "the service does not answer" in told


async def test_without_managers_and_with_a_proxy_that_is_not_believed(client: tuple[Client, str]) -> None:
    # Given a service without managers that believes a proxy at another address only
    _, url = client
    settings = small_settings(redis_url=url, manager_ips=(), forwarded_allow_ips=(ip_network("192.0.2.7"),))
    with Service(settings, Store(lambda: connect(url), Redis.from_url(url))) as service:
        # When the doctor looks from here
        told = advice(await findings(msgspec.structs.replace(settings, port=service.port)))

    # Then it warns of both
    assert "nobody is a manager" in told
    assert "is not believed" in told
