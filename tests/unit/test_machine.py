"""How much of the machine this process may use. The tests read made-up files of control groups (limits of Linux)."""

import os
import resource
import sys
from ipaddress import ip_network
from pathlib import Path

import pytest

from app import machine
from app.embedded.limits import max_memory_bytes

MB = 1024 * 1024
ALL_MEMORY = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
ALL_PROCESSORS = len(os.sched_getaffinity(0))


def made(folder: Path, groups: str, files: dict[str, str]) -> Path:
    """Return a root folder. `groups` is the text of /proc/self/cgroup, and `files` are below /sys/fs/cgroup."""
    texts = {"proc/self/cgroup": groups} | {f"sys/fs/cgroup/{path}": text for path, text in files.items()}
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text and f"{text}\n")
    return folder


V1 = "4:memory:/docker/1f\n2:cpu,cpuacct:/docker/1f\n0::/"


@pytest.mark.parametrize(
    ("groups", "files", "expected"),
    [
        ("", {}, ALL_MEMORY),
        ("0::/", {"memory.max": "max"}, ALL_MEMORY),
        ("0::/", {"memory.max": str(512 * MB)}, 512 * MB),
        ("0::/a/b", {"a/b/memory.max": "max", "a/memory.max": str(300 * MB)}, 300 * MB),
        ("0::/a/b", {"a/b/memory.max": str(200 * MB), "a/memory.max": str(300 * MB)}, 200 * MB),
        (V1, {"memory/docker/1f/memory.limit_in_bytes": str(199 * MB)}, 199 * MB),
        (V1, {"memory/memory.limit_in_bytes": str(199 * MB)}, 199 * MB),
        (V1, {"memory/memory.limit_in_bytes": "9223372036854771712"}, ALL_MEMORY),
    ],
    ids=["none", "2: unlimited", "2", "2: parent", "2: both", "1", "1: in a container", "1: unlimited"],
)
def test_the_memory_is_the_lowest_limit(folder: Path, groups: str, files: dict[str, str], expected: int) -> None:
    # Given some control groups, When the memory is read, Then the result is the lowest limit of these groups
    assert machine.memory_bytes(made(folder, groups, files)) == expected


@pytest.mark.parametrize(
    ("groups", "files", "expected"),
    [
        ("", {}, ALL_PROCESSORS),
        ("0::/", {"cpu.max": "max 100000"}, ALL_PROCESSORS),
        ("0::/a", {"a/cpu.max": "100000 100000"}, 1),
        ("0::/a", {"a/cpu.max": "50000 100000"}, 1),
        ("0::/a", {"a/cpu.max": "max 100000", "cpu.max": "190000 100000"}, 1),
        ("0::/a", {"a/cpu.max": "100000000 100000"}, ALL_PROCESSORS),
        (V1, {"cpu/cpu.cfs_quota_us": "100000", "cpu/cpu.cfs_period_us": "100000"}, 1),
        (V1, {"cpu/cpu.cfs_quota_us": "-1", "cpu/cpu.cfs_period_us": "100000"}, ALL_PROCESSORS),
    ],
    ids=["none", "2: unlimited", "2", "2: half", "2: parent", "2: more than there are", "1", "1: unlimited"],
)
def test_the_processors_are_the_lowest_quota(folder: Path, groups: str, files: dict[str, str], expected: int) -> None:
    # Given some control groups, When the processors are counted, Then the result is the lowest quota, rounded down, but
    # at least 1
    assert machine.processors(made(folder, groups, files)) == expected


def test_the_affinity_mask_limits_the_processors(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a process that may use 3 processors
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 2, 5})

    # When the processors are counted, Then there are 3, or fewer if a quota is lower
    assert machine.processors(folder) == 3
    assert machine.processors(made(folder, "0::/", {"cpu.max": "250000 100000"})) == 2


@pytest.mark.parametrize(("memory", "store"), [(2000 * MB, 1500 * MB), (400 * MB, 240 * MB), (100 * MB, 16 * MB)])
def test_the_store_leaves_memory_to_the_service(folder: Path, memory: int, store: int) -> None:
    # Given a container with limited memory, When the limit of the store is computed, Then it is at most three quarters
    # of this memory
    assert max_memory_bytes(made(folder, "0::/", {"memory.max": str(memory)})) == store


@pytest.mark.parametrize(
    ("most", "warned"),
    [(1023, True), (1024, False), (resource.RLIM_INFINITY, False)],
    ids=["low", "enough", "no limit"],
)
def test_a_low_limit_of_open_files_causes_a_warning(most: int, warned: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given a limit of open files, When somebody reads the warnings, Then there is a warning if this limit is too low,
    # and otherwise none
    monkeypatch.setattr(resource, "getrlimit", lambda _: (512, most))
    assert [warning.startswith(f"only {most} files") for warning in machine.warnings()] == [True] * warned


@pytest.mark.parametrize(
    ("platform", "most", "limit"),
    [
        ("linux", resource.RLIM_INFINITY, 1),
        ("linux", 4096, 1),
        ("linux", 1, 1),
        ("linux", 0, 0),
        ("darwin", resource.RLIM_INFINITY, 0),
    ],
)
def test_core_dumps_are_forbidden(
    folder: Path, platform: str, most: int, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a system, and the largest size of a core dump that it allows
    chosen: list[object] = []
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(resource, "getrlimit", lambda _: (most, most))
    monkeypatch.setattr(resource, "setrlimit", lambda *values: chosen.append(values))

    # When this process forbids core dumps, Then it uses the smallest size. On Linux, this is one byte: with this size,
    # Linux also gives no dump to another program
    machine.forbid_core_dumps(folder)
    assert chosen == [(resource.RLIMIT_CORE, (limit, most))]


ROUTES = """Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT
eth0 00000000 010011AC 0003 0 0 0 00000000 0 0 0
eth0 000011AC 00000000 0001 0 0 0 0000FFFF 0 0 0
eth1 00000000 010200C0 0003 0 0 9 00000000 0 0 0
tun0 0000000A 0200A8C0 0003 0 0 9 000000FF 0 0 0
"""
"""Routes over three gateways: 172.17.0.1, a public address, and a gateway that leads only to a single network."""

NOWHERE = "0" * 32

ROUTES_6 = f"""{"fd000000" + "0" * 24} 40 {NOWHERE} 00 {NOWHERE} 00000100 00000001 00000000 00000001 eth0
{NOWHERE} 00 {NOWHERE} 00 {"fd" + "0" * 29 + "1"} 00000400 00000003 00000000 00000003 eth0
{NOWHERE} 00 {NOWHERE} 00 {NOWHERE} ffffffff 00000001 00000000 00200200 lo
"""
"""Routes over a gateway at fd00::1, and the default route of the kernel, which has no gateway."""


def routed(folder: Path) -> Path:
    """Return a root folder with the routes of a container."""
    network = folder / "proc/net"
    network.mkdir(parents=True)
    (network / "route").write_text(ROUTES)
    (network / "ipv6_route").write_text(ROUTES_6)
    return folder


def test_only_private_gateways_of_default_routes_count(folder: Path) -> None:
    # Given the routes of a container, When the gateways are read, Then only private gateways of default routes count
    assert machine.gateways(folder) == frozenset()
    assert machine.gateways(routed(folder)) == {"172.17.0.1", "fd00::1"}


@pytest.mark.parametrize(
    ("managers", "named"),
    [
        (["172.17.0.1"], ["172.17.0.1"]),
        (["203.0.113.7", "172.16.0.0/12"], ["172.17.0.1"]),
        (["fd00::/64"], ["fd00::1"]),
        (["0.0.0.0/0", "::/0"], ["172.17.0.1", "fd00::1"]),
        (["172.17.0.2", "192.0.2.1", "192.168.0.2"], []),
        ([], []),
    ],
    ids=str,
)
def test_a_gateway_that_would_be_a_manager_causes_a_warning(
    folder: Path, managers: list[str], named: list[str]
) -> None:
    # Given some MANAGER_IPS, When somebody reads the warnings, Then there is a warning for each gateway that
    # MANAGER_IPS contains
    found = machine.warnings([ip_network(text) for text in managers], routed(folder))
    told = [warning for warning in found if warning.startswith("MANAGER_IPS contains")]
    assert [warning.split(",")[0] for warning in told] == [f"MANAGER_IPS contains {address}" for address in named]
    assert all("name only addresses that managers have" in warning for warning in told)


SOCKETS = """  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1 0 100 0 0 10 0
   1: 0100007F:1F40 0100007F:A2B4 01 00000000:00000000 00:00000000 00000000  1001        0 2 1 0 100 0 0 10 0
   2: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1002        0 3 1 0 100 0 0 10 0
"""
"""Sockets of three users: the first one listens at port 8000, the second one has a connection, and the third one
listens at port 80."""


def test_the_users_who_listen_at_a_port_are_read(folder: Path) -> None:
    # Given the sockets of a machine, When the listeners at a port are read, Then each user who listens there is named
    assert machine.listeners(8000, folder) == frozenset()
    network = folder / "proc/net"
    network.mkdir(parents=True)
    (network / "tcp").write_text(SOCKETS)
    assert machine.listeners(8000, folder) == {1000}
    (network / "tcp6").write_text(SOCKETS.replace("0100007F", 32 * "0").replace("1000 ", "1003 "))
    assert machine.listeners(8000, folder) == {1000, 1003}
    assert machine.listeners(443, folder) == frozenset()
