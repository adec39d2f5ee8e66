"""Every program of the service reads the settings in the same way. An error that an operator can mend is one line."""

import errno
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from app import __main__ as serve
from app import backup, commands, doctor, move, program, repair, restore, restored
from app.embedded.failure import CannotStart
from app.errors import StoreUnavailable
from app.settings import Settings, WrongSettings
from tests.support.ports import free_port

Main = Callable[[], int]

MAINS: dict[str, Main] = {
    "serve": serve.main,
    "doctor": doctor.main,
    "backup": lambda: backup.main(["to"]),
    "restore": lambda: restore.main(["from"]),
    "restored": restored.main,
    "move": move.main,
    "repair": repair.main,
    "raffle-service serve": lambda: commands.main(["serve"]),
    "raffle-service doctor": lambda: commands.main(["doctor"]),
}


@pytest.fixture
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of the programs, without a .env file and without settings in the environment."""
    monkeypatch.chdir(folder)
    for name in Settings.__struct_fields__:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    return folder


@pytest.mark.parametrize("name", MAINS)
def test_every_program_refuses_settings_that_cannot_be_used(
    here: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    # Given a .env file in UTF-16
    (here / ".env").write_bytes("PORT=8001\n".encode("utf-16"))

    # When a program is run, Then the program names this mistake, makes no file, and has the exit code 2
    assert MAINS[name]() == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "These settings cannot be used:\n  .env is in UTF-16: save it in UTF-8\n"
    assert [file.name for file in here.iterdir()] == [".env"]


@pytest.mark.parametrize(
    "name", [name for name in MAINS if name not in {"doctor", "raffle-service doctor", "restored"}]
)
@pytest.mark.parametrize("kind", ["a file", "below a file", "a link to itself"])
def test_every_program_refuses_a_data_dir_that_is_no_folder(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    # Given a DATA_DIR that is no folder, so that no program can keep files in it
    (here / "file").touch()
    (here / "loop").symlink_to(here / "loop")
    data_dir = {"a file": "file", "below a file": "file/var", "a link to itself": "loop"}[kind]
    monkeypatch.setenv("DATA_DIR", data_dir)
    monkeypatch.setenv("HOST", "127.0.0.1")
    monkeypatch.setenv("PORT", str(free_port()))  # the default port may be in use
    if name == "move":
        monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1")

    # When a program is run, Then one line names the folder, and the exit code is 1
    assert MAINS[name]() == 1
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1, err
    assert data_dir in err or "from has no complete backup" in err


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (WrongSettings("set REDIS_URL"), 2, "set REDIS_URL"),
        (CannotStart("the disk is full"), 1, "the disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/srv/x"), 1, "cannot use /srv/x: Permission denied"),
        (OSError(errno.EROFS, "Read-only file system", "/srv/x"), 1, "cannot use /srv/x: Read-only file system"),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "No space left on device"),
        (StoreUnavailable(), 1, StoreUnavailable.detail),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_failure_is_one_line(
    here: Path, capsys: pytest.CaptureFixture[str], error: Exception, code: int, line: str
) -> None:
    # Given a program that fails with an error of one kind
    del here

    def fail(_: Settings) -> int:
        raise error

    # When the program is run, Then one line names the reason, and the exit code depends on the kind of error
    assert program.run(fail, CannotStart) == code
    assert capsys.readouterr().err == f"{line}\n"


def test_a_defect_is_shown_with_its_traceback(here: Path) -> None:
    # Given a program with a defect
    del here

    def fail(_: Settings) -> int:
        raise ZeroDivisionError

    # When the program is run, Then the traceback of the defect is shown
    with pytest.raises(ZeroDivisionError):
        program.run(fail, CannotStart)


def test_a_variable_with_nearly_the_name_of_a_setting_gets_a_warning(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a variable whose name is nearly the name of a setting
    del here
    monkeypatch.setenv("MANAGER_IP", "192.0.2.1")

    # When a program is run, Then it prints a warning, and works
    assert program.run(lambda _: 0) == 0
    assert capsys.readouterr().err.startswith("WARNING: the variable MANAGER_IP is not a setting")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_the_name_of_a_folder_does_not_end_a_program(
    here: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    # Given an output that cannot show every character, and a folder whose name is not valid UTF-8
    del here
    written = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(written, encoding=encoding))

    def show(_: Settings) -> int:
        print("data in grö\u20ac\udcff/", flush=True)
        return 0

    # When a program prints this name, Then it does not fail
    assert program.run(show) == 0
    assert written.getvalue().startswith(b"data in gr")


def test_several_workers_without_a_place_for_their_metrics_get_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given a machine on which neither DATA_DIR nor the temporary folder can be written
    def none() -> str:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found in ['/tmp']")

    monkeypatch.setattr(tempfile, "gettempdir", none)
    (tmp_path / "data").touch()

    # When workers need a folder for their metrics, Then one line says why there is none
    line = r"^cannot keep the metrics of the workers in .*/data: No usable temporary directory"
    with pytest.raises(CannotStart, match=line), serve._metrics_of_workers(tmp_path / "data"):
        pass


@pytest.mark.parametrize(("sent", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_signal_ends_a_program_after_its_cleanup(sent: str, code: int) -> None:
    # Given a program that has something to end, for example a store
    script = f"""
import signal, sys
from app import program
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job of a shell ignores SIGINT
signal.signal(signal.SIGHUP, signal.SIG_DFL)
def work(_):
    try:
        signal.raise_signal(signal.{sent})
        signal.pause()
    finally:
        print("ended")
sys.exit(program.run(work))
"""
    # When the program gets a signal, Then it ends with the exit code that shells use, and without a traceback
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stdout, ran.stderr) == (code, "ended\n", "")


@pytest.mark.parametrize("second", ["SIGTERM", "SIGHUP"])
def test_a_second_signal_does_not_interrupt_the_cleanup(second: str) -> None:
    # Given a program that ends because its terminal was closed
    script = f"""
import signal, sys
from app import program
signal.signal(signal.SIGHUP, signal.SIG_DFL)
def work(_):
    try:
        signal.raise_signal(signal.SIGHUP)
    finally:
        signal.raise_signal(signal.{second})
        print("ended")
sys.exit(program.run(work))
"""
    # When it gets a second signal during its cleanup, for example from a shell, Then the cleanup goes on
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stdout, ran.stderr) == (129, "ended\n", "")


def test_a_program_that_ignores_the_end_of_its_terminal_goes_on() -> None:
    # Given a program that `nohup` started, so it ignores SIGHUP
    script = """
import signal, sys
from app import program
signal.signal(signal.SIGHUP, signal.SIG_IGN)
def work(_):
    signal.raise_signal(signal.SIGHUP)
    print("worked")
    return 0
sys.exit(program.run(work))
"""
    # When its terminal is closed, Then the program goes on
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "worked\n", "")
