"""The README: its walk works word by word, and what it names exists."""

import json
import os
import re
import subprocess
from pathlib import Path

import httpx
import pytest
from redis import Redis

from app.embedded.server import EmbeddedStore
from app.settings import Settings
from app.store.connect import connect
from tests.support.service import Service, Store, small_settings

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text()
DASHBOARD = json.loads((ROOT / "docs/grafana-dashboard.json").read_text())


def walk() -> list[tuple[str, str]]:
    """Return the commands of the README's walk, each with what it prints."""
    blocks = re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return re.findall(r"^\$ (.*)\n((?:[^$\n].*\n)*)", "".join(blocks), re.MULTILINE)


def shape(printed: str) -> object:
    """Return what is printed, without what differs from run to run: values of JSON by their types."""
    try:
        return _types(json.loads(printed))
    except ValueError:
        return printed


def _types(value: object) -> object:
    if isinstance(value, dict):
        return {name: _types(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_types(part) for part in value]
    return type(value).__name__


def test_the_walk_prints_what_the_readme_shows(valkey: EmbeddedStore, tmp_path: Path) -> None:
    # Given a service as `make run` starts it, of which every 127.x.y.z is a player
    store = Store(lambda: connect(valkey.url), Redis.from_url(valkey.url))
    with Service(small_settings(forwarded_allow_ips=()), store) as service:
        told = dict.fromkeys(["RAFFLE", "number", "code"], "")
        environment = os.environ | {"PYTHONPATH": str(ROOT)}

        # When each command of the walk is typed
        for command, expected in walk():
            if command.startswith("RAFFLE="):
                continue
            typed = command.replace("127.0.0.1:8000", service.url).replace("$RAFFLE", told["RAFFLE"])
            if "verify-ticket" in typed:
                check = json.dumps({"ticket_number": int(told["number"]), "verification_code": told["code"].lower()})
                typed = re.sub(r"-d '.*'", f"-d '{check}'", typed)
            run = subprocess.run(  # noqa: S602
                typed, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
            )
            answer = run.stdout

            # Then it prints what the README shows
            if "verify-ticket" in typed:
                assert json.loads(answer).keys() == json.loads(expected).keys()
            else:
                assert shape(answer) == shape(expected), command
            for name, pattern in {
                "RAFFLE": r'^\{"id":"([^"]*)"',
                "number": r'"ticket_number":(\d+),"v',
                "code": r'"verification_code":"([^"]*)"',
            }.items():
                if found := re.search(pattern, answer):
                    told[name] = found[1]


def test_the_settings_table_names_every_setting() -> None:
    # Given the table of settings
    table = README.partition("## Settings")[2].partition("## ")[0]
    named = {
        name
        for line in table.splitlines()
        if line.startswith("| ")
        for name in re.findall(r"[A-Z0-9_]{4,}", line.split("|")[1])
    }

    # Then it has each, and no other
    assert named == {field.upper() for field in Settings.__struct_fields__}


@pytest.mark.parametrize("path", re.findall(r"\]\((?!http)([^)#]+)\)", README))
def test_what_the_readme_links_to_exists(path: str) -> None:
    # Then each link leads somewhere
    assert (ROOT / path).exists()


def test_every_target_that_the_readme_names_is_in_the_makefile() -> None:
    # Given the targets that the README tells of
    targets = set(re.findall(r"(?:`|^    )make ([a-z-]+)", README, re.MULTILINE))

    # Then make knows each
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert targets <= known


def test_make_help_lists_every_target() -> None:
    # Given every target of the Makefile that is no file
    rules = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)

    # When somebody asks for help
    listed = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    # Then each has a line that tells what it does
    assert [line.split()[0] for line in listed.splitlines()] == rules
    assert all(len(line.split()) > 2 for line in listed.splitlines())


def test_the_dashboard_shows_metrics_that_exist(service: Service) -> None:
    # Given the figures of a running service
    figures = httpx.get(f"{service.url}/metrics").text

    # Then each panel asks for one of them
    for panel in DASHBOARD["panels"]:
        for target in panel["targets"]:
            for name in re.findall(r"\b(?:raffle|http)_[a-z_]+(?=[\[{)])", target["expr"]):
                base = re.sub(r"_(bucket|sum|count)$", "", name)
                assert f"# TYPE {base}" in figures or f"# TYPE {base.removesuffix('_total')}" in figures, name
