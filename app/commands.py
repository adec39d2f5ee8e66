"""`raffle-service`: the program that the wheel installs, with one subcommand for each thing that it does."""

import argparse
import asyncio
import sys
from collections.abc import Sequence

from app import __version__, doctor
from app.__main__ import main as serve
from app.domain import draw


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the subcommand that the arguments name (those of the command line unless given); return the exit code."""
    asked = _parser().parse_args(arguments)
    if asked.command == "serve":
        return serve(reload=asked.reload)
    if asked.command == "doctor":
        return asyncio.run(doctor.main())
    return draw.main([asked.record])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="raffle-service", description="Raffles that people can trust.")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    serving = commands.add_parser("serve", help="serve raffles, with the settings of the environment or of .env")
    serving.add_argument("--reload", action="store_true", help="start again whenever the code changes")
    commands.add_parser("doctor", help="look at settings, store and running service, and give advice")
    verify = commands.add_parser("verify", help="recompute a draw; the exit code is 0 when the record is right")
    verify.add_argument("record", help="the file with the draw record, as GET /raffles/{id}/draw/ gives it")
    return parser


if __name__ == "__main__":
    sys.exit(main())
