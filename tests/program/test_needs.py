"""The programs that tests need in addition to Python. needs.py installs them, or says in one line what to do."""

import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.needs import MORE_NEEDS, NEEDS

ROOT = Path(__file__).parent.parent.parent

MANAGER = """\
#!{python}
# This fake package manager writes down its arguments, and creates a file for each package.
import os, sys
from pathlib import Path

folder = Path(__file__).parent
with (folder / "calls").open("a") as calls:
    print(Path(__file__).name, *sys.argv[1:], file=calls)
if "install" in sys.argv and not os.environ.get("BROKEN"):
    for package in sys.argv[sys.argv.index("install") + 1 :]:
        if not package.startswith("-"):
            program = {{"redis": "redis-server", "google-chrome": "google-chrome"}}.get(package, package)
            (folder / program).touch(mode=0o755)
sys.exit("no network" if os.environ.get("BROKEN") else 0)
"""

SUDO = """\
#!{python}
# This fake sudo writes down its calls. Without a terminal, it fails if a password is needed.
import os, sys
from pathlib import Path

arguments = sys.argv[1:]
if arguments[0] == "-n":
    arguments = arguments[1:]
    if os.environ.get("PASSWORD"):
        sys.exit("sudo: a password is required")
with (Path(__file__).parent / "calls").open("a") as calls:
    print("sudo", end=" ", file=calls)
if arguments != ["true"]:
    os.execvp(arguments[0], arguments)
"""

ROOT_USER, SOMEBODY = 0, 1000


class Told(NamedTuple):
    """How a run of needs.py ended."""

    code: int
    out: str
    err: str


class Machine:
    """A machine without chromium and redis-server. Its PATH is one folder, which has only the programs of the test."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        for program in ("haproxy", "nginx", "caddy", "curl", "ip", "nft"):
            self.has(program)

    def has(self, program: str, text: str = "") -> None:
        path = self._folder / program
        path.write_text(text.format(python=sys.executable))
        path.chmod(0o755)

    def lacks(self, program: str) -> None:
        (self._folder / program).unlink()

    @property
    def calls(self) -> list[str]:
        """The calls of sudo and of the package managers."""
        path = self._folder / "calls"
        return path.read_text().replace("sudo sudo ", "sudo ").splitlines() if path.exists() else []

    def run(self, user: int, *named: str, answer: str | None = None, **environment: str) -> Told:
        """Run needs.py as a user, with these arguments. With `answer`, run it on a terminal, and type this answer."""
        as_user = (
            f"import os, sys; os.geteuid = lambda: {user}\nfrom tests.support import needs; sys.exit(needs.main())"
        )
        ours, theirs = pty.openpty()
        with_terminal = answer is not None
        os.write(ours, (answer or "").encode())
        try:
            done = subprocess.run(
                [sys.executable, "-c", as_user, *named],
                cwd=ROOT,
                env={"PATH": str(self._folder), **environment},
                stdin=theirs if with_terminal else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=theirs if with_terminal else subprocess.PIPE,
                text=True,
                check=False,
            )
        finally:
            os.close(theirs)
            shown = _all_of(ours)
            os.close(ours)
        return Told(done.returncode, done.stdout, shown if with_terminal else done.stderr)


def _all_of(terminal: int) -> str:
    """Return all text that was shown on a terminal. Before the call, every program must have closed the terminal."""
    shown = b""
    with suppress(OSError):  # on Linux, this error means the end of the text
        while piece := os.read(terminal, 10_000):
            shown += piece
    return shown.decode()


@pytest.fixture
def machine(folder: Path) -> Machine:
    return Machine(folder)


@pytest.mark.parametrize(
    ("manager", "calls"),
    [
        (
            "apt-get",
            ["apt-get update -q", "apt-get install -q -y --no-install-recommends chromium-headless-shell redis-server"],
        ),
        ("dnf", ["dnf install -q -y chromium redis"]),
        ("brew", ["brew install google-chrome redis"]),
    ],
)
def test_without_a_terminal_root_gets_the_missing_programs(machine: Machine, manager: str, calls: list[str]) -> None:
    # Given a machine with a package manager
    machine.has(manager, MANAGER)

    # When root runs needs.py, Then it installs the missing programs, and names them in one line
    told = machine.run(ROOT_USER)
    assert (told.code, told.err) == (0, "")
    assert machine.calls == calls
    packages = calls[-1].split(" install ")[1].split()
    assert told.out == f"Installing {' '.join(name for name in packages if name[0] != '-')} with {manager}\n"

    # And a second run has nothing to install
    assert machine.run(ROOT_USER) == (0, "", "")


def test_sudo_without_a_password_is_used_without_a_question(machine: Machine) -> None:
    # Given a user whose sudo needs no password
    machine.has("apt-get", MANAGER)
    machine.has("sudo", SUDO)

    # When needs.py runs without a terminal, Then it installs everything with sudo
    assert machine.run(SOMEBODY).code == 0
    assert machine.calls == [
        "sudo apt-get update -q",
        "sudo apt-get install -q -y --no-install-recommends chromium-headless-shell redis-server",
    ]


@pytest.mark.parametrize("environment", [{}, {"CI": "true"}])
def test_without_rights_one_line_names_the_command_to_type(machine: Machine, environment: dict[str, str]) -> None:
    # Given a user whose sudo needs a password
    machine.has("apt-get", MANAGER)
    machine.has("sudo", SUDO)

    # When needs.py runs without a terminal, Then one line says what to type, and nothing is installed
    told = machine.run(SOMEBODY, PASSWORD="yes", **environment)
    assert told == (
        1,
        "",
        "The tests need chromium-headless-shell, redis-server. "
        "Type: sudo apt-get install chromium-headless-shell redis-server\n",
    )
    assert machine.calls == []


def test_without_sudo_one_line_names_the_command_for_root(machine: Machine) -> None:
    # Given a machine without sudo
    machine.has("apt-get", MANAGER)

    # When a user other than root runs needs.py, Then one line says what root must type
    told = machine.run(SOMEBODY, answer="y\n")
    assert told.code == 1
    assert told.err.endswith(
        "The tests need chromium-headless-shell, redis-server. "
        "Type as root: apt-get install chromium-headless-shell redis-server\r\n"
    )
    assert "[Y/n]" not in told.err


@pytest.mark.parametrize("answer", ["\n", "y\n", "Yes\n"])
@pytest.mark.parametrize("user", [ROOT_USER, SOMEBODY])
def test_on_a_terminal_one_yes_installs_the_programs(machine: Machine, user: int, answer: str) -> None:
    # Given a user at a terminal
    machine.has("apt-get", MANAGER)
    machine.has("sudo", SUDO)

    # When the user agrees, Then needs.py installs the missing programs
    told = machine.run(user, answer=answer, PASSWORD="yes")
    assert told.code == 0
    assert told.err.count("Install chromium-headless-shell, redis-server with apt-get? [Y/n] ") == 1
    assert [call.removeprefix("sudo ") for call in machine.calls] == [
        "apt-get update -q",
        "apt-get install -q -y --no-install-recommends chromium-headless-shell redis-server",
    ]
    assert machine.calls[0].startswith("sudo") == (user == SOMEBODY)


@pytest.mark.parametrize("answer", ["n\n", "no\n", "\x04"])
def test_on_a_terminal_no_as_an_answer_installs_nothing(machine: Machine, answer: str) -> None:
    # Given root at a terminal
    machine.has("apt-get", MANAGER)

    # When root refuses or ends the input, Then nothing is installed. One line says how to leave out the tests that need
    # the missing programs
    told = machine.run(ROOT_USER, answer=answer)
    assert told.code == 1
    assert told.err.rstrip().endswith("type: make test WITHOUT=browser,redis")
    assert machine.calls == []


def test_ci_gets_no_question_even_on_a_terminal(machine: Machine) -> None:
    # Given a run in CI that has a terminal
    machine.has("apt-get", MANAGER)

    # When needs.py runs in CI, Then it installs the missing programs without a question
    told = machine.run(ROOT_USER, answer="", CI="true")
    assert told.code == 0
    assert "[Y/n]" not in told.err
    assert len(machine.calls) == 2


def test_without_a_package_manager_one_line_says_what_is_needed(machine: Machine) -> None:
    # Given a machine without a known package manager, When needs.py runs, Then one line says what to do
    assert machine.run(ROOT_USER) == (
        1,
        "",
        "The tests need chromium-headless-shell, redis-server. Install what they need, or type: "
        "make test WITHOUT=browser,redis\n",
    )


def test_a_failed_installation_names_its_command(machine: Machine) -> None:
    # Given a package manager that fails
    machine.has("apt-get", MANAGER)

    # When root runs needs.py, Then the last line names the command that failed
    told = machine.run(ROOT_USER, BROKEN="yes")
    assert told.code == 1
    assert told.err == "no network\napt-get update -q failed; the lines above say why\n"


def test_an_installation_without_the_program_is_reported(machine: Machine) -> None:
    # Given a package manager whose packages contain no program
    machine.has("brew", "#!/bin/sh\n")

    # When a user runs needs.py, Then one line says which programs are still missing after the installation
    told = machine.run(SOMEBODY)
    assert (told.code, told.err) == (
        1,
        "brew installed google-chrome redis, but chromium-headless-shell, redis-server is not on PATH\n",
    )


def test_programs_that_are_left_out_are_not_installed(machine: Machine) -> None:
    # When WITHOUT names the missing programs, Then needs.py installs nothing and prints nothing
    assert machine.run(SOMEBODY, WITHOUT="browser, redis") == (0, "", "")


def test_only_the_named_program_is_installed(machine: Machine) -> None:
    # Given a machine that lacks several programs
    machine.has("apt-get", MANAGER)

    # When `make firefox` asks for Firefox, Then only Firefox is installed, and only once
    assert machine.run(ROOT_USER, "firefox").out == "Installing firefox-esr with apt-get\n"
    assert machine.run(ROOT_USER, "firefox") == (0, "", "")
    assert len(machine.calls) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has network namespaces")
@pytest.mark.parametrize(
    ("user", "calls"),
    [
        (SOMEBODY, []),
        (ROOT_USER, ["apt-get update -q", "apt-get install -q -y --no-install-recommends iproute2 nftables"]),
    ],
)
def test_only_root_needs_the_programs_that_make_networks(machine: Machine, user: int, calls: list[str]) -> None:
    # Given a machine that lacks only the programs that make networks
    for program in ("ip", "nft"):
        machine.lacks(program)
    machine.has("apt-get", MANAGER)

    # When a user runs needs.py, Then it installs these programs only for root, because only root can use them
    machine.run(user, WITHOUT="browser, redis")
    assert machine.calls == calls


@pytest.mark.parametrize(
    ("environment", "line"),
    [
        (
            {"WITHOUT": "browser,redsi"},
            "WITHOUT does not know redsi: it takes browser, redis, haproxy, nginx, caddy, curl, ip, nft, separated by "
            "commas",
        ),
        ({"WITHOUT": "browser", "CI": "true"}, "CI runs every test: remove WITHOUT=browser"),
    ],
)
def test_a_wrong_value_of_without_is_refused(machine: Machine, environment: dict[str, str], line: str) -> None:
    # Given a machine with a package manager
    machine.has("apt-get", MANAGER)

    # When WITHOUT has a value that is not allowed, Then one line says why, and nothing is installed
    assert machine.run(ROOT_USER, **environment) == (1, "", f"{line}\n")
    assert machine.calls == []


def test_make_test_looks_for_what_it_needs_before_anything_else() -> None:
    # Given the command `make test` with a wrong value of WITHOUT
    make = ["make", "--no-print-directory", "test", f"PYTHON={sys.executable}", "WITHOUT=nonsense"]

    # When make runs this command, Then make names the mistake before it builds or runs anything
    told = subprocess.run(make, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.stdout == ""
    first, *_ = told.stderr.splitlines()
    assert first.startswith("WITHOUT does not know nonsense")


def test_the_last_line_of_a_run_says_what_was_left_out() -> None:
    # When tests run without a program that one of them needs
    tests = [sys.executable, "-m", "pytest", "tests/program/test_papers.py", "-k", "walk", "-p", "no:cacheprovider"]
    environment = {name: value for name, value in os.environ.items() if name != "CI"} | {"WITHOUT": "curl"}
    told = subprocess.run(tests, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)

    # Then the test that needs the program is skipped, and the last line names the program
    *_, figures, last = told.stdout.splitlines()
    assert re.search(r"\b1 skipped\b", figures)
    assert "passed" not in figures
    assert last == "left out: curl"


def test_tests_ask_for_exactly_the_known_programs() -> None:
    # Given the names of all programs that tests ask for
    sources = (path.read_text() for path in (ROOT / "tests").rglob("*.py"))
    asked = {name for source in sources for name in re.findall(r'program_of\("(\w+)"\)', source)}

    # Then these are exactly the programs that needs.py knows
    assert asked == {need.name for need in (*NEEDS, *MORE_NEEDS)}
