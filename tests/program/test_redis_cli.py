"""`make redis-cli` opens the embedded store of the running service, or says in one line why it cannot."""

import subprocess
from pathlib import Path

import pytest

from app.embedded.server import EmbeddedStore
from tests.support.commands import ROOT, run


def fake(folder: Path, name: str) -> None:
    """Make a program that prints its name, its arguments, and the file for the history of what is typed."""
    (folder / name).write_text('#!/bin/sh\nprintf "%s\\n" "${0##*/}" "$@" "$REDISCLI_HISTFILE" "$VALKEYCLI_HISTFILE"\n')
    (folder / name).chmod(0o755)


@pytest.mark.parametrize("name", ["redis-cli", "valkey-cli"])
def test_redis_cli_opens_the_socket_of_the_store(folder: Path, name: str) -> None:
    # Given a running store in a folder whose name has a space, and either redis-cli or valkey-cli
    fake(folder, name)
    with EmbeddedStore(folder / "my data") as store:
        # When an operator opens the store, Then redis-cli or valkey-cli gets the socket of the store
        ran = run("redis_cli", environment={"DATA_DIR": str(folder / "my data"), "PATH": str(folder)})
        assert (ran.code, ran.complained) == (0, "")
        assert ran.printed.startswith(f"{name}\n-s\n{store.socket}\n")

        # And the program keeps no history, because somebody may type addresses of players
        assert ran.printed.splitlines()[3:] == ["/dev/null", "/dev/null"]


def test_one_line_says_why_no_store_is_opened(folder: Path) -> None:
    # Given no redis-cli, no running store, or a store that is not embedded
    without, here = folder / "without", {"DATA_DIR": str(folder / "data")}
    fake(folder, "redis-cli")
    for environment, code, line in (
        (
            {"PATH": str(without)},
            1,
            "no redis-cli on PATH: on Debian, install valkey-tools or redis-tools; on other systems, valkey or redis",
        ),
        ({"PATH": str(folder)}, 1, f"no store runs in {folder}/data: start the service first"),
        (
            {"PATH": str(folder), "REDIS_URL": "redis://:Secret@store"},
            2,
            "REDIS_URL is set: open the store at this URL with redis-cli -u URL or redis-cli -h HOST",
        ),
    ):
        # When an operator tries to open the store, Then one line says what to do
        ran = run("redis_cli", environment=here | environment)
        assert (ran.code, ran.printed, ran.complained) == (code, "", f"{line}\n")


def test_make_redis_cli_opens_the_store(folder: Path) -> None:
    # When make shows the command that it would run, Then this command opens the store
    ask = ["make", "--no-print-directory", "redis-cli", "BIN=echo .venv/bin", "--assume-old=.venv/serves"]
    assert subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, check=True).stdout == (
        ".venv/bin/python -m app.redis_cli\n"
    )
