"""The command line: the version, the subcommands `verify` and `doctor` (it examines a service), and wrong arguments."""

import os
from pathlib import Path

import pytest

from app import __version__, commands
from tests.support.records import write_record


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    # When the program gets the argument --version, Then it prints the version of the code
    with pytest.raises(SystemExit, match=r"^0$"):
        commands.main(["--version"])
    assert capsys.readouterr().out == f"raffle-service {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["draw"], ["verify"], ["backup"], ["restore"], ["serve", "here"]])
def test_wrong_arguments_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    # When the arguments are wrong, Then the program explains its use, and its exit code is 2
    with pytest.raises(SystemExit, match=r"^2$"):
        commands.main(arguments)
    assert capsys.readouterr().err.startswith("usage: raffle-service")


@pytest.mark.parametrize(("winner", "code", "told"), [(0, 0, "OK: 1 winners of 2 tickets"), (1, 1, "WRONG: winner 1")])
def test_a_draw_record_is_verified(
    folder: Path, capsys: pytest.CaptureFixture[str], winner: int, code: int, told: str
) -> None:
    # Given the draw record of a raffle of two tickets. The record names either the right winner or the other ticket
    write_record(folder / "record.json", winner)

    # When the record is verified, Then the output and the exit code say whether the record is right
    assert commands.main(["verify", str(folder / "record.json")]) == code
    assert capsys.readouterr().out.startswith(told)


@pytest.mark.parametrize("arguments", [["doctor"], ["backup", "new"], ["restore", "old"], ["move"]])
def test_a_command_with_wrong_settings_ends_with_exit_code_2(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    # Given a setting that cannot be used
    monkeypatch.chdir(folder)
    monkeypatch.setenv("WORKERS", "none")

    # When the command is started, Then its output names the setting, and its exit code is 2
    assert commands.main(arguments) == 2
    assert "WORKERS=none" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("variables", "env_file", "allowed"),
    [
        ({}, None, commands.LOCAL_NAMES),
        ({"HOST": ""}, None, commands.LOCAL_NAMES),
        ({}, "PORT=80", None),
        ({"HOST": "192.0.2.1"}, None, None),
        ({"ALLOWED_HOSTS": ""}, None, ""),
        ({"ALLOWED_HOSTS": "raffle.example"}, None, "raffle.example"),
    ],
)
def test_the_installed_program_allows_the_same_host_names_as_make_run(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    env_file: str | None,
    allowed: str | None,
) -> None:
    # Given a folder with or without a .env file, and with some variables in the environment
    monkeypatch.chdir(folder)
    monkeypatch.delenv("HOST", raising=False)
    monkeypatch.setenv("ALLOWED_HOSTS", "")
    monkeypatch.delenv("ALLOWED_HOSTS")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    if env_file:
        (folder / ".env").write_text(env_file)

    # When the installed program serves, Then it allows the same host names as `make run`
    monkeypatch.setattr(commands, "serve", lambda **_: 0)
    assert commands.main(["serve"]) == 0
    assert os.environ.get("ALLOWED_HOSTS") == allowed


def test_make_run_allows_the_names_that_the_program_allows() -> None:
    # When the default host names of the program are compared with the Makefile, Then both are the same
    makefile = (Path(__file__).resolve().parents[2] / "Makefile").read_text()
    assert f"${{ALLOWED_HOSTS-{commands.LOCAL_NAMES}}}" in makefile
