"""The papers: the walk works word by word, what they name exists, and what they list is complete."""

import ast
import inspect
import json
import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from redis import Redis

import app
from app import budget
from app.embedded.server import EmbeddedStore
from app.settings import Settings
from app.store import keys
from app.store.connect import connect
from tests.support.needs import ProgramOf
from tests.support.people import Visitor
from tests.support.service import Service, Store, small_settings

ROOT = Path(__file__).parent.parent.parent
PACKAGE = Path(app.__file__).parent
README = (ROOT / "README.md").read_text()
DESIGN = (ROOT / "docs/design.md").read_text()
OPERATING = (ROOT / "docs/operating.md").read_text()
DASHBOARD = json.loads((ROOT / "docs/grafana-dashboard.json").read_text())

PAPERS = {
    str(path.relative_to(ROOT)): path.read_text()
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(ROOT.glob("docs/*.md"))]
}
EACH_PAPER = pytest.mark.parametrize("paper", PAPERS)

MOST_WORDS_OF_THE_README = 1_000
LONG_SENTENCE = 8
"""Words. Shorter sentences may stand twice: they are headings, table cells and names."""


def section(text: str, heading: str) -> str:
    """Return what stands under a heading of the second level."""
    found = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def rows(text: str) -> list[list[str]]:
    """Return the cells of each row of the first table in a text, without its head."""
    table = re.search(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert table
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in table[0].splitlines()[2:]]


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


def test_the_walk_prints_what_the_readme_shows(program_of: ProgramOf, valkey: EmbeddedStore, tmp_path: Path) -> None:
    program_of("curl")
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
            if "/problems/" in answer:
                assert answer.strip() == expected.strip()
            for name, pattern in {
                "RAFFLE": r'^\{"id":"([^"]*)"',
                "number": r'"ticket_number":(\d+),"v',
                "code": r'"verification_code":"([^"]*)"',
            }.items():
                if found := re.search(pattern, answer):
                    told[name] = found[1]


def test_the_readme_is_short() -> None:
    # Then it is read in a few minutes, commands included
    assert len(README.split()) <= MOST_WORDS_OF_THE_README


def test_the_settings_table_names_every_setting_with_its_default() -> None:
    # Given the table of settings
    table = {name: default for name, default, _ in rows(section(OPERATING, "Settings"))}

    # Then it has each, and no other
    settings = Settings()
    defaults = {name.upper(): getattr(settings, name) for name in Settings.__struct_fields__}
    assert table.keys() == defaults.keys()

    # And each default is what the program uses; an empty one is told in words
    told = {name: default for name, default in table.items() if default.startswith("`")}
    assert told == {name: f"`{_as_text(value)}`" for name, value in defaults.items() if value not in ("", ())}


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_the_readme_shows_six_settings_that_exist() -> None:
    # Given the short table of the README
    named = [name for name, *_ in rows(section(README, "Six settings"))]

    # Then it has six, which the service knows
    assert len(set(named)) == len(named) == 6
    assert set(named) <= {field.upper() for field in Settings.__struct_fields__}


def headings(text: str) -> set[str]:
    """Return the anchors that GitHub makes of the headings of a paper."""
    titles = re.findall(r"^#+ (.*)$", re.sub(r"(?ms)^```.*?^```", "", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@EACH_PAPER
def test_what_a_paper_links_to_exists(paper: str) -> None:
    # Given the links of a paper to files, and to headings in papers
    links = re.findall(r"\]\((?!http)([^)]+)\)", PAPERS[paper])
    assert links

    # Then each leads somewhere
    for link in links:
        path, _, anchor = link.partition("#")
        target = (ROOT / paper).parent / path if path else ROOT / paper
        assert target.exists(), link
        assert not anchor or anchor in headings(target.read_text()), link


@EACH_PAPER
def test_what_a_paper_names_by_its_path_exists(paper: str) -> None:
    # Then each file that is named with its folder is there: in the project, or in the package
    for name in re.findall(r"(?<![\w/.])((?:\w+/)+\w+\.(?:py|lua))\b", PAPERS[paper]):
        assert (ROOT / name).is_file() or (PACKAGE / name).is_file(), name


@EACH_PAPER
def test_every_target_that_a_paper_names_is_in_the_makefile(paper: str) -> None:
    # Given the targets that a paper tells of
    targets = set(re.findall(r"(?:`|^    )make ([a-z-]+)", PAPERS[paper], re.MULTILINE))

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


def test_the_table_of_metrics_is_complete(service: Service) -> None:
    # Given the metrics of a running service, without those of Python and with those that say when they began left out
    figures = httpx.get(f"{service.url}/metrics").text
    types = set(re.findall(r"^# TYPE ((?:raffle|http)_\w+)", figures, re.MULTILINE))

    # Then the table has each of them with its labels, and no other
    table = rows(section(OPERATING, "Metrics"))
    assert {name.strip("`") for name, *_ in table} == {name for name in types if not name.endswith("_created")}
    for name, labels, _ in table:
        for label in labels.split(", ") if labels else []:
            assert re.search(rf'^{name.strip("`")}\w*{{.*\b{label}="', figures, re.MULTILINE), (name, label)


def test_the_table_of_keys_is_complete() -> None:
    # Given the names and types that the code documents
    in_code = re.findall(r"^\| `(.*?)` +\| ([a-z ]+?) +\|", keys.__doc__ or "", re.MULTILINE)
    functions = [function for _, function in inspect.getmembers(keys, inspect.isfunction)]
    made = {make(*("id", "{player}")[: len(inspect.signature(make).parameters)]) for make in functions}
    assert {name for name, _ in in_code} == made | {keys.RAFFLES, keys.FILLING, keys.LAYOUT}

    # Then the paper has the same
    table = [(key.strip("`"), kind) for key, kind, _ in rows(section(DESIGN, "Keys"))]
    assert sorted(table) == sorted(in_code)


async def test_the_commands_of_the_operator_read_what_they_say(service: Service, manager: Visitor) -> None:
    # Given an open raffle, and one that is drawn, in which the player of the paper sent a wrong code
    player = {"X-Forwarded-For": "203.0.113.7", "Idempotency-Key": "the-key-of-this-player"}
    raffle_ids = [await manager.create(2), drawn := await manager.create(1)]
    for raffle_id in raffle_ids:
        assert (await manager.claim(raffle_id, headers=player)).status_code == 201
    assert (await manager.post(f"/raffles/{drawn}/winners/")).status_code == 201
    wrong = {"ticket_number": 1, "verification_code": "0000-0000-0000-0000"}
    assert (await manager.post(f"/raffles/{drawn}/verify-ticket/", wrong, headers=player)).status_code == 400

    # And a store whose layout is noted, as a start of the program does
    look: Any = service.store.redis
    look.hset(keys.LAYOUT, "version", 1)

    # When each command of the paper is sent for both raffles
    block = re.search(r"(?ms)^```redis\n(.*?)^```", section(OPERATING, "Reading the keys"))
    assert block
    for line in block[1].splitlines():
        command, _, told = line.partition("#")
        answers = [
            look.execute_command(*command.replace("{R}", f"{{{raffle_id}}}").split()) for raffle_id in raffle_ids
        ]

        # Then it finds something; only no raffle is being filled any more
        assert told.strip(), line
        assert any(answers) or keys.FILLING in command, line


def test_the_table_of_the_time_budget_is_complete() -> None:
    # Given the limits in the code
    limits = {name: value for name, value in vars(budget).items() if name.isupper()}

    # Then the table has each with its value
    assert {name.strip("`"): float(value) for name, value, _ in rows(section(DESIGN, "The time budget"))} == limits


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a paper without their marks, those in tables and lists too."""
    prose = re.sub(r"(?ms)^ *```.*?^ *```", "\n", text)
    prose = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", prose)
    prose = re.sub(r"^ *(?:[-*]|\d+\.|#+) ", "\n\n", prose, flags=re.MULTILINE)
    for block in re.split(r"\n\s*\n|\|", prose):
        for sentence in re.split(r"(?<=[.!?])\s+", block):
            yield " ".join(re.findall(r"[\w/.-]*\w", sentence.lower()))


def test_no_sentence_stands_twice() -> None:
    # Given the sentences of all papers
    count = Counter(
        sentence for text in PAPERS.values() for sentence in sentences(text) if len(sentence.split()) > LONG_SENTENCE
    )
    assert len(count) > 200

    # Then none comes a second time, in the same paper or in another: a link says it instead
    assert [sentence for sentence, times in count.items() if times > 1] == []


DIAGRAMS = [
    pytest.param(block, id=f"{paper}-{place}")
    for paper, text in PAPERS.items()
    for place, block in enumerate(re.findall(r"(?ms)^```mermaid\n(.*?)^```", text), 1)
]


def test_the_papers_have_diagrams() -> None:
    # Then there is one of the rooms, one of a draw, and two of a claim
    assert len(DIAGRAMS) >= 4


@pytest.mark.parametrize("diagram", DIAGRAMS)
def test_a_diagram_is_well_formed(diagram: str) -> None:
    # Given the kind of a diagram, and its lines
    kind, *lines = diagram.splitlines()

    # Then each line is one that Mermaid knows, between nodes or participants that have a name
    (_flowchart if kind == "flowchart LR" else _sequence)(lines)
    assert kind in {"flowchart LR", "sequenceDiagram"}


def _sequence(lines: list[str]) -> None:
    declared = [found for line in lines if (found := re.fullmatch(r" +participant (\w+) as (.+)", line))]
    named = {found[1] for found in declared}
    used: set[str] = set()
    depth = 0
    for line in lines[len(declared) :]:
        message = re.fullmatch(r" +(\w+)--?>>(\w+): \S.*", line)
        note = re.fullmatch(r" +Note over (\w+)(?:,(\w+))?: \S.*", line)
        begins, ends = re.fullmatch(r" +(?:loop|opt) \S.*", line), re.fullmatch(r" +end", line)
        assert message or note or begins or ends, line
        used |= {name for found in (message, note) if found for name in found.groups() if name}
        depth += bool(begins) - bool(ends)
        assert depth >= 0, line
    assert depth == 0
    assert used == named
    assert all(_exists(found[2]) for found in declared if "/" in found[2])


def _exists(name: str) -> bool:
    return (PACKAGE / name).exists() or (ROOT / name).exists()


def _flowchart(lines: list[str]) -> None:
    labels: dict[str, str] = {}
    arrows: list[tuple[str, str, str]] = []
    for line in lines:
        arrow = re.fullmatch(r' +(\S+) (-->|-- "[^"]+" -->|-\. "[^"]+" \.->) (\S+)', line)
        assert arrow, line
        ends = [re.fullmatch(r'(\w+)(?:\["([^"]+)"\])?', end) for end in (arrow[1], arrow[3])]
        start, end = [found[1] for found in ends if found]
        labels |= {found[1]: found[2] for found in ends if found and found[2]}
        arrows.append((start, arrow[2], end))
    assert {name for start, _, end in arrows for name in (start, end)} == labels.keys()
    assert all(_exists(label) for label in labels.values())

    # And each solid arrow is an import that there is
    for start, line, end in arrows:
        room = labels[end].rstrip("/").removesuffix(".py")
        assert line.startswith("-.") or room in _imported(PACKAGE / labels[start]), (start, end)


def _imported(room: Path) -> set[str]:
    """Return the rooms that a room imports."""
    modules = room.rglob("*.py") if room.is_dir() else [room]
    nodes = [node for module in modules for node in ast.walk(ast.parse(module.read_text()))]
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    names = [f"{node.module}.{alias.name}" for node in froms for alias in node.names]
    return {name.split(".")[1] for name in names if name.startswith("app.")}
