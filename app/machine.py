"""What this process may use of the machine: memory, processors and open files.

A container, or a unit of systemd, limits its processes by a control group (cgroup). The figures of the machine itself
are then too large. Both versions of control groups are read. See cgroups(7), and "Control Group v2" in the
documentation of the Linux kernel.
"""

import os
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

ROOT = Path("/")


ENOUGH_OPEN_FILES = 1024
"""With fewer open files, a service refuses connections of an ordinary crowd: each connection counts as one."""


def raise_open_file_limit() -> None:
    """Raise the limit of open files to the allowed maximum. A connection counts as one, and 1024 is a usual limit."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError):  # some systems report "no limit" and still refuse this value
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def open_files() -> int:
    """Return how many files this process may have open. Processes that it starts may have as many."""
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return sys.maxsize if most == resource.RLIM_INFINITY else most


def warnings() -> list[str]:
    """Return what an operator should know about the limits of this process, one sentence each."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most == resource.RLIM_INFINITY or most >= ENOUGH_OPEN_FILES:
        return []
    return [
        f"only {most} files can be open: allow {ENOUGH_OPEN_FILES} or more (ulimit -n); each connection counts as one"
    ]


def memory_bytes(root: Path = ROOT) -> int:
    """Return the memory that this process may use, in bytes: the lowest limit of its control groups, or all memory."""
    limits = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    for text in _files(root, "memory", v1="memory.limit_in_bytes", v2="memory.max"):
        with suppress(ValueError):  # "max" means that this group has no limit
            limits.append(int(text))
    return min(limits)


def processors(root: Path = ROOT) -> int:
    """Return how many processors this process may keep busy, at least 1; a part of a processor does not count."""
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
    """Yield the text of a file of each control group of this process, from its own group up to the root.

    In a container, the names of the groups may be those of the machine, and the container sees only its own group, as
    the root. So a group that does not exist is left out.
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
