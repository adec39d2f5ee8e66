"""The doctor is a command that examines a service and its store. These tests check its findings and its advice."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from ipaddress import ip_network
from pathlib import Path

import msgspec
import pytest
from redis import Redis

from app import doctor
from app.asgi import wire
from app.doctor import examine
from app.domain.receipts import Secret
from app.embedded.server import EmbeddedStore
from app.public_check import Finding
from app.service.records import FILE_NAME
from app.service.room import Disk
from app.service.same_secrets import SameSecrets
from app.settings import Settings
from app.store import keys
from app.store.answers import ClaimRequest
from app.store.calls import Client
from app.store.connect import connect
from app.store.scripts import Scripts
from app.values import managers
from tests.support.parts import Parts, a_raffle
from tests.support.program import Program
from tests.support.service import Service, Store, small_settings

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[tuple[Client, str]]:
    """A client of a store, and the URL of this store. Each test has its own store, and may configure it wrongly."""
    with EmbeddedStore(tmp_path / "store") as store:
        client = connect(store.url)
        yield client, store.url
        await client.aclose()


async def findings(settings: Settings) -> list[Finding]:
    """Return all findings of the doctor."""
    return [finding async for finding in examine(settings)]


def advice(found: list[Finding]) -> str:
    """Return the findings that need an action, each on its own line."""
    return "\n".join(f"{finding.seen}: {finding.advice}" for finding in found if not finding.well)


async def test_a_healthy_service_gets_no_advice(client: tuple[Client, str]) -> None:
    # Given a durable store with limited memory, and a service on it
    redis, url = client
    await redis.commands.config_set("maxmemory", "1gb")
    secret = Secret("a secret of the service")
    settings = small_settings(
        redis_url=url,
        allowed_hosts=("127.0.0.1",),
        receipt_secret=(secret,),
        manager_ips=managers("192.0.2.1"),
        metrics_allow_ips=(ip_network("127.0.0.1"),),
    )
    with Service(settings, Store(lambda: connect(url), Redis.from_url(url))) as service:
        # When the doctor examines the service
        found = await findings(msgspec.structs.replace(settings, port=service.port))

    # Then the doctor gives no advice, and the findings say what the doctor examined
    assert advice(found) == ""
    findings_text = "\n".join(finding.seen for finding in found)
    assert "valkey 9" in findings_text
    assert "acknowledged claims are on disk" in findings_text
    assert "room for about" in findings_text
    assert "sees this machine as 127.0.0.1" in findings_text
    assert "damaged raffles: 0" in findings_text


def settings_of_make(folder: Path) -> dict[str, str]:
    """Return the settings with which `make run` starts the service in a folder without a .env file."""
    ask = ["make", "--no-print-directory", f"--file={ROOT}/Makefile", "--eval=settings: ; @$(SETTINGS); exec env"]
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    printed = subprocess.run(
        [*ask, "settings"], cwd=folder, env=bare, capture_output=True, text=True, check=True
    ).stdout
    every = dict(line.split("=", 1) for line in printed.splitlines())
    return {name: value for name, value in every.items() if name.lower() in Settings.__struct_fields__}


def test_a_service_that_make_starts_is_healthy(tmp_path: Path) -> None:
    # Given a service with the settings of `make run`
    settings = settings_of_make(tmp_path)
    assert settings.keys() == {"ALLOWED_HOSTS"}
    with Program(tmp_path / "program", MANAGER_IPS="", FORWARDED_ALLOW_IPS="", **settings) as program:
        # When the doctor examines the service with the same settings
        doctor = [sys.executable, "-m", "app.doctor"]
        doctor_ran = subprocess.run(
            doctor, cwd=ROOT, env=program.environment, capture_output=True, text=True, check=False
        )

    # Then every finding is good
    assert (doctor_ran.returncode, doctor_ran.stderr) == (0, "")
    assert {line.split()[0] for line in doctor_ran.stdout.splitlines()} == {"ok"}
    assert "room for about" in doctor_ran.stdout


@pytest.mark.parametrize(
    ("config", "value", "expected"),
    [
        ("appendfsync", "everysec", "set appendfsync to always"),
        ("appendonly", "no", "set appendonly to yes"),
        ("maxmemory-policy", "allkeys-lru", "set maxmemory-policy to noeviction"),
        ("maxmemory", "0", "set maxmemory below the memory of the machine"),
        ("maxmemory", "1mb", "delete old raffles"),
        ("slowlog-log-slower-than", "10000", "run CONFIG SET slowlog-log-slower-than -1 and SLOWLOG RESET"),
    ],
)
async def test_a_wrong_setting_of_the_store_is_found(
    client: tuple[Client, str], config: str, value: str, expected: str
) -> None:
    # Given a store with a wrong setting
    redis, url = client
    await redis.commands.config_set(config, value)

    # When the doctor examines the store, Then the advice says what to do
    assert expected in advice(await findings(small_settings(redis_url=url, port=1)))


async def test_a_disk_that_is_nearly_full_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given an embedded store, and a disk with 100 MB of free space
    with EmbeddedStore(tmp_path):
        monkeypatch.setattr(doctor, "disk_of", lambda _: Disk(100_000_000, 10**12))

        # When the doctor examines this store, Then the advice says what to do
        advised = advice(await findings(small_settings(data_dir=tmp_path, port=1)))
    assert "the disk of the store is nearly full: make room on the file system of DATA_DIR; 100 MB are free" in advised


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A service that may open only a few files, and trusts proxies on this machine."""
    command = f"ulimit -n 512; exec {sys.executable} -m app"
    with Program(tmp_path_factory.mktemp("limited")).started_by("sh", "-c", command) as program:
        yield program


def test_a_low_limit_of_open_files_is_found(limited: Program) -> None:
    # When a doctor without a limit of open files examines a service with a low limit
    doctor_ran = subprocess.run(
        [sys.executable, "-m", "app.doctor"],
        cwd=ROOT,
        env=limited.environment,
        capture_output=True,
        text=True,
        check=False,
    )

    # Then both the service and the doctor say how many open files to allow
    warned = "only 512 files can be open: allow 1024 or more (ulimit -n)"
    assert f"WARNING: {warned}" in limited.log.read_text()
    assert "LOOK  only 512 files can be open\n      allow 1024 or more" in doctor_ran.stdout


def test_a_secret_that_every_user_can_read_is_found(folder: Path) -> None:
    # Given a .env file with a secret. Every user of the machine can read this file
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        env_file = Path(name) / ".env"
        env_file.write_text("RECEIPT_SECRET=" + "a1" * 32)
        env_file.chmod(0o644)

        # When somebody starts the service and the doctor beside this file, Then both say what to do
        program = Program(folder, PYTHONPATH=str(ROOT)).started_by(sys.executable, "-m", "app", cwd=Path(name))
        with program:
            ran = subprocess.run(
                [sys.executable, "-m", "app.doctor"],
                cwd=name,
                env=program.environment,
                capture_output=True,
                text=True,
                check=False,
            )
    what = ".env has a password or a secret, and every user of this machine can read the file"
    advised = "let only the user of the service read the file, for example with `chmod 600 .env`"
    assert f"WARNING: {what}: {advised}\n" in program.log.read_text()
    assert f"LOOK  {what}\n      {advised}\n" in ran.stdout
    assert "a1a1" not in program.log.read_text() + ran.stdout


async def test_a_doctor_that_may_not_see_the_details_says_what_to_set(client: tuple[Client, str]) -> None:
    # Given a service that accepts this machine neither as a manager nor as monitoring
    _, url = client
    settings = small_settings(redis_url=url, manager_ips=managers("192.0.2.1"), forwarded_allow_ips=())
    with Service(settings, Store(lambda: connect(url), Redis.from_url(url))) as service:
        # When the doctor examines this service, Then the advice names the setting and the address
        advised = advice(await findings(msgspec.structs.replace(settings, port=service.port)))
    assert "does not show its warnings to this machine: add 127.0.0.1 to METRICS_ALLOW_IPS" in advised


async def test_a_fault_that_only_the_service_sees_is_found(client: tuple[Client, str]) -> None:
    # Given a service that warns of two faults. The doctor itself can find only one of them
    redis, url = client
    await redis.commands.config_set("appendfsync", "everysec")
    settings = small_settings(redis_url=url)
    seen = wire(settings, connect(url))
    seen.room._disk = Disk(0, 10**12)

    # When the doctor examines the service
    with Service(settings, Store(lambda: connect(url), Redis.from_url(url)), lambda _: seen) as service:
        found = await findings(msgspec.structs.replace(settings, port=service.port))

    # Then the findings have each fault once
    told = [finding.seen for finding in found if not finding.well]
    assert "the disk of the store is nearly full" in told
    assert told.count("appendfsync is everysec") == 1


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ([], "lacks the draws of fair"),
        (['{"raffle_id":"fair","seed":"2","winners":[1]}\n'], "disagree about 1 draws, for example about raffle fair"),
        (
            [
                '{"raffle_id":"fair","seed":"1","winners":[1]}\n',
                '{"raffle_id":"fair","hand_over":{"ticket_number":1,"prize":"Bike","handed_over_at":"now"}}\n',
            ],
            "disagree about 1 lists of hand-overs, for example about raffle fair",
        ),
    ],
)
async def test_a_difference_between_records_and_store_is_found(
    client: tuple[Client, str], kept: list[str], expected: str
) -> None:
    # Given a store with a draw, and a file without the record of this draw, or with a different record
    redis, url = client
    settings = small_settings(redis_url=url, port=1)
    await redis.commands.zadd(keys.RAFFLES, {"fair": 1})
    await redis.commands.hset(keys.raffle("fair"), mapping={"total_tickets": 1, "seed": "1"})
    (settings.data_dir / FILE_NAME).write_text("".join(kept))

    # When the doctor examines store and file, Then it names the raffle
    assert expected in advice(await findings(settings))


async def test_records_that_cannot_be_read_are_found(client: tuple[Client, str]) -> None:
    # Given a folder in the place of the file of draw records
    settings = small_settings(redis_url=client[1], port=1)
    (settings.data_dir / FILE_NAME).mkdir()

    # When the doctor tries to read the file, Then it says what to do
    assert "let the service read and write this file" in advice(await findings(settings))


async def test_services_with_different_secrets_are_found(client: tuple[Client, str]) -> None:
    # Given a store, and the reports of two services that use this store and have the same secret
    redis, url = client
    settings = small_settings(redis_url=url, port=1)
    ours, theirs = Secret("a secret of the service"), Secret("another secret of it")
    both = [SameSecrets(redis, Scripts(redis), (ours,), machine=machine) for machine in ("web-1", "web-2")]
    for each in both:
        await each.look()
    assert "receipts of a service" not in advice(await findings(settings))

    # When the second service starts again with a different secret, Then the doctor names both machines. Each service
    # can only open the receipts (encrypted codes) that were made with its own secret
    await both[1].close()
    await SameSecrets(redis, Scripts(redis), (theirs,), machine="web-2").look()
    advised = advice(await findings(settings))
    assert re.search(
        r"a service on web-\d cannot open the receipts of a service on web-\d: set RECEIPT_SECRET", advised
    )


async def test_receipts_without_a_secret_are_found(client: tuple[Client, str]) -> None:
    # Given a service with a store at REDIS_URL, and without RECEIPT_SECRET
    settings = small_settings(redis_url=client[1], port=1)

    # When the doctor examines this service, Then it advises to set a secret
    expected = (
        "receipts are sealed without a secret of the service: set RECEIPT_SECRET to the same secret on every machine"
    )
    assert expected in advice(await findings(settings))


async def test_a_store_and_a_service_that_do_not_run_are_found() -> None:
    # Given no store at REDIS_URL, and no service at PORT
    settings = small_settings(redis_url="redis://127.0.0.1:1/0", port=1)

    # When the doctor examines both, Then it says that neither the store nor the service answers
    advised = advice(await findings(settings))
    assert "the store does not answer" in advised
    assert "the service does not answer" in advised


async def test_a_service_that_no_manager_can_open_and_an_untrusted_proxy_are_found(client: tuple[Client, str]) -> None:
    # Given a service that prints a link for managers, but refuses the host in this link. The service trusts only a
    # proxy on another machine
    _, url = client
    proxies = (ip_network("192.0.2.7"),)
    settings = small_settings(redis_url=url, manager_ips=(), forwarded_allow_ips=proxies)
    with Service(settings, Store(lambda: connect(url), Redis.from_url(url))) as service:
        # When the doctor examines the service from this machine
        hosts = ("raffle.example",)
        advised = advice(await findings(msgspec.structs.replace(settings, port=service.port, allowed_hosts=hosts)))

    # Then the doctor gives advice about the managers and about the proxy
    assert "nobody can open the link for managers: add 127.0.0.1 to ALLOWED_HOSTS" in advised
    assert "does not believe X-Forwarded-For of this machine" in advised


@pytest.mark.parametrize("trusts", [True, False])
async def test_a_public_address_that_believes_a_forged_address_is_found(
    client: tuple[Client, str], *, trusts: bool
) -> None:
    # Given a service at a public URL. The service either believes or ignores a forged client address
    _, url = client
    proxies = (ip_network("127.0.0.1"),) if trusts else ()
    settings = small_settings(redis_url=url, forwarded_allow_ips=proxies)
    with Service(settings, Store(lambda: connect(url), Redis.from_url(url))) as service:
        # When the doctor sends requests to this URL
        found = [finding async for finding in examine(settings, f"{service.url}/")]

    # Then the doctor either warns that the service believes the forged address, or says that the service ignores it
    assert ("DANGER!" in advice(found)) is trusts
    assert ("sees this machine as 127.0.0.1, which is the address of a proxy" in advice(found)) is trusts
    assert any("does not believe a forged" in finding.seen for finding in found) is not trusts


@pytest.mark.parametrize(
    ("url", "told"),
    [("http://127.0.0.1:1", "does not answer"), ("file:///etc/hostname", "is no address of a web page")],
)
async def test_a_public_address_that_does_not_answer_is_found(client: tuple[Client, str], url: str, told: str) -> None:
    # When the doctor gets no answer at the public URL, Then it says why
    settings = small_settings(redis_url=client[1], port=1)
    assert told in advice([finding async for finding in examine(settings, url) if url in finding.seen])


def test_the_doctor_takes_the_public_address_from_the_environment(limited: Program) -> None:
    # When somebody starts the doctor with the URL of a service that trusts proxies on this machine
    ran = subprocess.run(
        [sys.executable, "-m", "app.doctor"],
        cwd=ROOT,
        env=limited.environment | {"URL": limited.url},
        capture_output=True,
        text=True,
        check=False,
    )

    # Then the doctor sends requests to this URL
    assert f"LOOK  DANGER! {limited.url} BELIEVES A FORGED X-Forwarded-For" in ran.stdout
    assert (ran.returncode, ran.stderr) == (1, "")


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("moving", "a move of raffles into the store has not ended: repeat it with `make move`"),
        ("restoring", "the restore of the store has not ended: finish it with `make restored`"),
    ],
)
async def test_a_store_that_no_service_may_use_is_found(client: tuple[Client, str], field: str, line: str) -> None:
    # Given a store with a field which says that a move or a restore has not ended
    redis, url = client
    await redis.commands.hset(keys.LAYOUT, field, "1")

    # When the doctor looks, Then it says why no service uses this store
    told = advice(await findings(small_settings(redis_url=url)))
    assert line in told


async def test_damaged_raffles_are_named(client: tuple[Client, str]) -> None:
    # Given a store with a damaged raffle and a healthy raffle
    redis, url = client
    parts = Parts.on(redis)
    damaged, _ = [(await parts.raffles.create(a_raffle(1)))[0].id for _ in range(2)]
    await redis.commands.delete(keys.pool(damaged))

    # When the doctor examines the store, Then it names the damaged raffle
    told = advice(await findings(small_settings(redis_url=url)))
    assert (
        f"damaged raffles: 1: docs/operating.md explains damaged raffles; the first damaged ones are {damaged}" in told
    )


@pytest.mark.parametrize(
    ("limit", "networks", "advised"), [(0, 1, True), (0, 30, False), (9, 1, False)], ids=["one", "many", "limited"]
)
async def test_many_players_of_one_network_are_found(
    client: tuple[Client, str], limit: int, networks: int, advised: bool
) -> None:
    # Given an open raffle with thirty IPv6 players. They are either in one /48 network, which one person can have, or
    # in many such networks
    redis, url = client
    parts = Parts.on(redis)
    raffle, _ = await parts.raffles.create(a_raffle(40))
    group = [ClaimRequest(f"2001:db8:{place % networks:x}:{place:x}::/64", "phc", "") for place in range(30)]
    await parts.scripts.claim(raffle.id, group)

    # When the doctor examines the store
    found = advice(await findings(small_settings(redis_url=url, players_per_ipv6_48=limit)))

    # Then it advises a limit only if the players are in one network and no limit is set
    line = f"30 of 30 players of raffle {raffle.id} are in the network 2001:db8::/48"
    assert (line in found) == ("PLAYERS_PER_IPV6_48" in found) == advised
    await parts.close()
