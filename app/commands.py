"""`raffle-service`: the program that the wheel installs. Each of its subcommands runs one module."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app import __version__, backup, doctor, move, redis_cli, repair, restore, restored
from app.__main__ import main as serve
from app.domain import draw

LOCAL_NAMES = "127.0.0.1,localhost,::1"
"""The names of this machine, in the form of ALLOWED_HOSTS."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the subcommand in the arguments; return its exit code. If the arguments are None, read the command line."""
    asked = _parser().parse_args(arguments)
    if asked.command in {"serve", "doctor"}:
        _answer_only_to_this_machine()
    commands: dict[str, Callable[[], int]] = {
        "serve": lambda: serve(reload=asked.reload),
        "doctor": doctor.main,
        "backup": lambda: backup.run(asked.folder),
        "restore": lambda: restore.run(asked.folder, yes=asked.yes),
        "restored": restored.main,
        "repair": repair.main,
        "move": move.main,
        "redis-cli": redis_cli.main,
        "verify": lambda: draw.run(asked),
    }
    return commands[asked.command]()


def _answer_only_to_this_machine() -> None:
    """If there is no .env file and HOST is not set, set ALLOWED_HOSTS to LOCAL_NAMES, as `make run` does.

    Without ALLOWED_HOSTS, another site could let a host name of its own lead to this machine. Then the pages of this
    site could send requests to the service (DNS rebinding).
    """
    if not Path(".env").exists() and not os.environ.get("HOST"):
        os.environ.setdefault("ALLOWED_HOSTS", LOCAL_NAMES)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="raffle-service", description="Raffles that people can trust.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    serving = commands.add_parser("serve", help="serve raffles, with settings from the environment or from .env")
    serving.add_argument("--reload", action="store_true", help="restart whenever the code changes")
    commands.add_parser("doctor", help="examine settings, store and running service, and give advice")
    saving = commands.add_parser("backup", help="copy the embedded store, also while the service runs")
    saving.add_argument("folder", type=Path, help="the folder of the backup, which is created")
    restoring = commands.add_parser("restore", help="put a backup in the place of the embedded store")
    restoring.add_argument("folder", type=Path, help="the folder of the backup")
    restoring.add_argument("--yes", action="store_true", help="replace data without asking; the old data is kept")
    commands.add_parser("move", help="move the raffles of the embedded store to the store at REDIS_URL")
    commands.add_parser("redis-cli", help="open the embedded store of the running service")
    commands.add_parser("restored", help="suspend the raffles of a store after a restore from a backup")
    commands.add_parser("repair", help="repair the data of the embedded store, so that the service can start")
    verify = commands.add_parser("verify", help="compute a draw again; exit code 0 means that its record is right")
    draw.add_arguments(verify)
    return parser


if __name__ == "__main__":
    sys.exit(main())
