"""The command line: each subcommand does what the module behind it does."""

from pathlib import Path

import pytest

from app import __version__, commands
from tests.support.records import write_record


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    # When somebody asks for the version, Then it is that of the code
    with pytest.raises(SystemExit, match=r"^0$"):
        commands.main(["--version"])
    assert capsys.readouterr().out == f"raffle-service {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["draw"], ["verify"], ["serve", "here"]])
def test_what_makes_no_sense_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    # When the arguments make no sense, Then the program explains its use and ends with 2
    with pytest.raises(SystemExit, match=r"^2$"):
        commands.main(arguments)
    assert capsys.readouterr().err.startswith("usage: raffle-service")


@pytest.mark.parametrize(("winner", "code", "told"), [(0, 0, "OK: 1 winners of 2 tickets"), (1, 1, "WRONG: winner 1")])
def test_a_draw_is_verified(
    folder: Path, capsys: pytest.CaptureFixture[str], winner: int, code: int, told: str
) -> None:
    # Given a draw record of two tickets, which names the winner or the other ticket
    write_record(folder / "record.json", winner)

    # When it is verified, Then the program says whether it holds, and so does the exit code
    assert commands.main(["verify", str(folder / "record.json")]) == code
    assert capsys.readouterr().out.startswith(told)


def test_wrong_settings_end_the_doctor_with_2(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # Given a setting that cannot be used
    monkeypatch.chdir(folder)
    monkeypatch.setenv("WORKERS", "none")

    # When the doctor is started, Then it names the setting
    assert commands.main(["doctor"]) == 2
    assert "WORKERS=none" in capsys.readouterr().err
