"""Finds what this process may use of the machine: memory, processors and open files.

It also looks at the network, and forbids core dumps.

A container or a unit of systemd limits its processes by a control group (cgroup). If this process is in such a group,
it may use less memory and fewer processors than the machine has. There are two versions of control groups, and this
module reads both. See cgroups(7), and "Control Group v2" in the documentation of the Linux kernel.
"""

import os
import resource
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path

ROOT = Path("/")


_PRIVATE = [ip_network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")]
"""The private networks (RFC 1918, RFC 4193), and a network for carriers, which some tunnels also use (RFC 6598)."""

_LISTENING = "0A"
"""The state of a socket that accepts connections (TCP_LISTEN), as the kernel writes it."""

ENOUGH_OPEN_FILES = 1024
"""If this process may open fewer files than this, the operator gets a warning. Each connection counts as an open
file."""


def raise_open_file_limit() -> None:
    """Raise the limit of open files to the allowed maximum, because each connection counts as a file."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError):  # some systems report "no limit" and still refuse this value
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def forbid_core_dumps(root: Path = ROOT) -> None:
    """Let no crash of this process or its child processes write a core dump: a copy of the memory, with secrets.

    On Linux, the limit is one byte. With this limit, the kernel writes no file, and also starts no other program that
    would store the dump. With the limit 0, such a program would get the dump: see fs/coredump.c in the kernel. Since
    version 6.16, Linux can also give a dump to a socket, and then ignores the limit. So this function also sets the
    filter of core dumps: with the filter 0, a dump has no memory (see core(5)).
    """
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (1 if sys.platform == "linux" and most else 0, most))
    with suppress(OSError):  # only Linux has this file
        (root / "proc/self/coredump_filter").write_text("0", encoding="ascii")


def open_files() -> int:
    """Return how many files this process may have open. Its child processes have the same limit."""
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return sys.maxsize if most == resource.RLIM_INFINITY else most


def warnings(managers: Iterable[IPv4Network | IPv6Network] = (), root: Path = ROOT) -> list[str]:
    """Return warnings about this machine for the operator. `managers` are the networks in MANAGER_IPS."""
    return [*_warnings_about_files(), *_warnings_about_gateways(list(managers), root)]


def _warnings_about_files() -> Iterator[str]:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < ENOUGH_OPEN_FILES:
        yield (
            f"only {most} files can be open: allow {ENOUGH_OPEN_FILES} or more (ulimit -n); each connection counts as "
            "one file"
        )


def _warnings_about_gateways(managers: list[IPv4Network | IPv6Network], root: Path) -> Iterator[str]:
    for gateway in sorted(gateways(root)):
        if any(ip_address(gateway) in network for network in managers):
            yield (
                f"MANAGER_IPS contains {gateway}, the gateway of this machine: name only addresses that managers have; "
                "rootless containers and some NAS show every visitor with this address, and then everybody is a manager"
            )


def gateways(root: Path = ROOT) -> frozenset[str]:
    """Return the addresses of this machine's default gateways that are in private networks.

    Some gateways hide the addresses of visitors, for example the gateway of a container. These gateways have private
    addresses. Only Linux has the files that are read here. On other systems, the result is empty.
    """
    found: set[IPv4Address | IPv6Address] = set()
    with suppress(OSError):
        for line in (root / "proc/net/route").read_text().splitlines()[1:]:
            _, destination, gateway, *_ = line.split()
            if int(destination, 16) == 0:
                # The kernel writes the four bytes of the address as one number, in the byte order of the processor.
                found.add(IPv4Address(int(gateway, 16).to_bytes(4, sys.byteorder)))
    with suppress(OSError):
        for line in (root / "proc/net/ipv6_route").read_text().splitlines():
            destination, bits, _, _, gateway, *_ = line.split()
            if int(destination, 16) == int(bits, 16) == 0:
                found.add(IPv6Address(int(gateway, 16)))
    return frozenset(str(address) for address in found if any(address in network for network in _PRIVATE))


def listeners(port: int, root: Path = ROOT) -> frozenset[int]:
    """Return the ids of the users whose processes accept connections at a TCP port of this machine.

    Only Linux has the files that are read here: see proc(5). On other systems, the result is empty.
    """
    found: set[int] = set()
    for name in ("tcp", "tcp6"):
        with suppress(OSError):
            for line in (root / "proc/net" / name).read_text().splitlines()[1:]:
                _, local, _, state, _, _, _, user, *_ = line.split()
                if state == _LISTENING and int(local.rpartition(":")[2], 16) == port:
                    found.add(int(user))
    return frozenset(found)


def memory_bytes(root: Path = ROOT) -> int:
    """Return the memory that this process may use, in bytes: the lowest limit of a control group, or all memory."""
    limits = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    for text in _files(root, "memory", v1="memory.limit_in_bytes", v2="memory.max"):
        with suppress(ValueError):  # "max" means that this group has no limit
            limits.append(int(text))
    return min(limits)


def processors(root: Path = ROOT) -> int:
    """Return how many processors this process may keep busy, rounded down, but at least 1."""
    limits: list[float] = [_processors_of_the_process()]
    for text in _files(root, "cpu", v2="cpu.max"):
        quota, period = text.split()
        if quota != "max":
            limits.append(int(quota) / int(period))
    quotas = _files(root, "cpu", v1="cpu.cfs_quota_us")
    periods = _files(root, "cpu", v1="cpu.cfs_period_us")
    # A quota of -1 means that this group has no limit.
    limits += [int(quota) / int(period) for quota, period in zip(quotas, periods, strict=True) if int(quota) > 0]
    return max(1, int(min(limits)))


def _processors_of_the_process() -> int:
    """Return how many processors the affinity mask allows. Only Linux has such a mask."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _files(root: Path, controller: str, *, v1: str = "", v2: str = "") -> Iterator[str]:
    """Yield the text of one file from each control group of this process, its own group first.

    A process is in one group, and also in all groups above that group. A container may see only its own group, although
    the kernel also lists the groups above. Groups that this process cannot see, and groups without the file, are left
    out.
    """
    mounts = root / "sys/fs/cgroup"
    groups: list[tuple[Path, str, str]] = []
    with suppress(OSError):  # only Linux has control groups
        for line in (root / "proc/self/cgroup").read_text().splitlines():
            _, controllers, group = line.split(":", 2)
            if not controllers and v2:
                groups += [(mounts, group, v2), (mounts / "unified", group, v2)]
            elif v1 and controller in controllers.split(","):
                groups += [(mounts / controller, group, v1)]
    for mount, group, file in groups:
        own = mount / group.lstrip("/")
        for folder in (own, *own.parents):
            with suppress(OSError):
                yield (folder / file).read_text().strip()
            if folder == mount:
                break
