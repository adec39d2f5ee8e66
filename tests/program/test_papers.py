"""The papers (README, docs). Their commands work, everything that they name exists, and their lists are complete."""

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
from tests.support.people import NO_TLS, Visitor, new_raffle
from tests.support.service import Service, Store, small_settings

ROOT = Path(__file__).parent.parent.parent
PACKAGE = Path(app.__file__).parent
README = (ROOT / "README.md").read_text()
DESIGN = (ROOT / "docs/design.md").read_text()
OPERATING = (ROOT / "docs/operating.md").read_text()
DASHBOARD = json.loads((ROOT / "docs/grafana-dashboard.json").read_text())

PAPERS = {
    str(path.relative_to(ROOT)): path.read_text()
    for path in [
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")),
        *sorted(ROOT.glob("docs/*.md")),
    ]
}
EACH_PAPER = pytest.mark.parametrize("paper", PAPERS)

MOST_WORDS_OF_THE_README = 1_000
LONG_SENTENCE = 8
"""A number of words. A sentence of this length or shorter may occur twice: it is a heading, a table cell or a name."""


def section(text: str, heading: str) -> str:
    """Return the text under a heading of the second level."""
    found = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def rows(text: str) -> list[list[str]]:
    """Return the cells of each row of the first table in a text, without the head of the table."""
    table = re.search(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert table
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in table[0].splitlines()[2:]]


def walk() -> list[tuple[str, str]]:
    """Return the commands of the README's example, each with its output."""
    blocks = re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    return re.findall(r"^\$ (.*)\n((?:[^$\n].*\n)*)", "".join(blocks), re.MULTILINE)


def shape(printed: str) -> object:
    """Return what a command printed. In JSON, a type stands for each value, because values differ from run to run.

    In other text, the word TIME stands for each time.
    """
    try:
        return _types(json.loads(printed))
    except ValueError:
        return re.sub(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", "TIME", printed)


def _types(value: object) -> object:
    if isinstance(value, dict):
        return {name: _types(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_types(part) for part in value]
    return type(value).__name__


def test_the_walk_prints_what_the_readme_shows(program_of: ProgramOf, valkey: EmbeddedStore, tmp_path: Path) -> None:
    program_of("curl")
    # Given a service with the settings of `make run`. For this service, each address 127.x.y.z is another player
    store = Store(lambda: connect(valkey.url), Redis.from_url(valkey.url))
    settings = small_settings(forwarded_allow_ips=(), manager_ips=(), data_dir=tmp_path / "var")
    with Service(settings, store) as service:
        told = dict.fromkeys(["RAFFLE", "number", "code"], "")
        environment = os.environ | {"PYTHONPATH": str(ROOT)}

        # When somebody types each command of the README
        for command, expected in walk():
            if command.startswith("RAFFLE="):
                continue
            if command.startswith("TOKEN="):
                told_token = f'{command}; printf %s "$TOKEN"'
                environment["TOKEN"] = subprocess.check_output(told_token, shell=True, cwd=tmp_path, text=True)  # noqa: S602
                continue
            typed = command.replace("127.0.0.1:8000", service.url).replace("$RAFFLE", told["RAFFLE"])
            if "verify-ticket" in typed:
                check = json.dumps({"ticket_number": int(told["number"]), "verification_code": told["code"].lower()})
                typed = re.sub(r"-d '.*'", f"-d '{check}'", typed)
            run = subprocess.run(  # noqa: S602
                typed, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
            )
            answer = run.stdout

            # Then the command prints what the README shows
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
    # Then the README is short enough, including its commands
    assert len(README.split()) <= MOST_WORDS_OF_THE_README


def test_the_settings_table_names_every_setting_with_its_default() -> None:
    # Given the table of settings
    table = {name: default for name, default, _ in rows(section(OPERATING, "Settings"))}

    # Then the table has every setting, and no other row
    settings = Settings()
    defaults = {name.upper(): getattr(settings, name) for name in Settings.__struct_fields__}
    assert table.keys() == defaults.keys()

    # And the defaults in the table are the defaults of the program. The table describes an empty default in words
    told = {name: default for name, default in table.items() if default.startswith("`")}
    assert told == {name: f"`{_as_text(value)}`" for name, value in defaults.items() if value not in ("", (), None)}


def _as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_the_readme_shows_six_settings_that_exist() -> None:
    # Given the short table of the README
    named = [name for name, *_ in rows(section(README, "Six settings"))]

    # Then this table has six different settings, and the service knows all of them
    assert len(set(named)) == len(named) == 6
    assert set(named) <= {field.upper() for field in Settings.__struct_fields__}


@pytest.mark.parametrize("paper", ["README.md", "docs/operating.md", "the API"])
def test_readers_learn_that_a_key_from_another_address_is_another_player(paper: str, service: Service) -> None:
    # Then the paper says that a phone becomes another player when it changes its network, even with the same
    # Idempotency-Key
    text = json.dumps(service.openapi) if paper == "the API" else PAPERS[paper]
    assert re.search(r"another address[^.]* (is|the same key is)\s+another player", " ".join(text.split()))


def test_the_table_of_threats_has_no_empty_cells() -> None:
    # Given the table of threats
    table = rows(section(PAPERS["SECURITY.md"], "Threats"))

    # Then each row names a threat, what stops or shows the threat, and what remains possible
    assert len(table) > 10
    assert all(len(row) == 4 and all(row) for row in table)

    # And the README and the guide for contributors link to SECURITY.md
    assert "](SECURITY.md)" in README
    assert "](SECURITY.md)" in PAPERS["CONTRIBUTING.md"]


def headings(text: str) -> set[str]:
    """Return the anchors that GitHub makes from the headings of a paper."""
    titles = re.findall(r"^#+ (.*)$", re.sub(r"(?ms)^```.*?^```", "", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@EACH_PAPER
def test_the_target_of_each_link_exists(paper: str) -> None:
    # Given the links of a paper to files and to headings
    links = re.findall(r"\]\((?!http)([^)]+)\)", PAPERS[paper])
    assert links

    # Then the target of each link exists
    for link in links:
        path, _, anchor = link.partition("#")
        target = (ROOT / paper).parent / path if path else ROOT / paper
        assert target.exists(), link
        assert not anchor or anchor in headings(target.read_text()), link


@EACH_PAPER
def test_each_file_that_a_paper_names_exists(paper: str) -> None:
    # Then each file that the paper names with its folder exists, either in the project or in the package
    for name in re.findall(r"(?<![\w/.])((?:\w+/)+\w+\.(?:py|lua))\b", PAPERS[paper]):
        assert (ROOT / name).is_file() or (PACKAGE / name).is_file(), name


@EACH_PAPER
def test_every_target_that_a_paper_names_is_in_the_makefile(paper: str) -> None:
    # Given the make targets that a paper names
    targets = set(re.findall(r"(?:`|^    )make ([a-z-]+)", PAPERS[paper], re.MULTILINE))

    # Then the Makefile has all of them
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert targets <= known


def test_make_help_lists_every_target() -> None:
    # Given all targets of the Makefile that are not files
    rules = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)

    # When somebody runs `make help`
    listed = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    # Then each target has a line that explains it
    assert [line.split()[0] for line in listed.splitlines()] == rules
    assert all(len(line.split()) > 2 for line in listed.splitlines())


def test_the_dashboard_shows_metrics_that_exist(service: Service) -> None:
    # Given the metrics of a running service
    figures = httpx.get(f"{service.url}/metrics", verify=NO_TLS).text

    # Then each panel of the dashboard uses only these metrics
    for panel in DASHBOARD["panels"]:
        for target in panel["targets"]:
            for name in re.findall(r"\b(?:raffle|http)_[a-z_]+(?=[\[{)])", target["expr"]):
                base = re.sub(r"_(bucket|sum|count)$", "", name)
                assert f"# TYPE {base}" in figures or f"# TYPE {base.removesuffix('_total')}" in figures, name


def test_the_table_of_metrics_is_complete(service: Service) -> None:
    # Given the names of the service's own metrics. Names that end in _created are left out below
    figures = httpx.get(f"{service.url}/metrics", verify=NO_TLS).text
    types = set(re.findall(r"^# TYPE ((?:raffle|http)_\w+)", figures, re.MULTILINE))

    # Then the table has each metric with its labels, and no other row
    table = rows(section(OPERATING, "Metrics"))
    assert {name.strip("`") for name, *_ in table} == {name for name in types if not name.endswith("_created")}
    for name, labels, _ in table:
        for label in labels.split(", ") if labels else []:
            assert re.search(rf'^{name.strip("`")}\w*{{.*\b{label}="', figures, re.MULTILINE), (name, label)


def test_the_table_of_keys_is_complete() -> None:
    # Given the names and types of the keys that the code documents
    in_code = re.findall(r"^\| `(.*?)` +\| ([a-z ]+?) +\|", keys.__doc__ or "", re.MULTILINE)
    functions = [function for _, function in inspect.getmembers(keys, inspect.isfunction)]
    made = {make(*("id", "{player}")[: len(inspect.signature(make).parameters)]) for make in functions}
    assert {name for name, _ in in_code} == made | {
        keys.RAFFLES,
        keys.DELETED,
        keys.DRAFTS,
        keys.FILLING,
        keys.UNSEALED,
        keys.LAYOUT,
        keys.SERVICES,
    }

    # Then the paper has the same names and types
    table = [(key.strip("`"), kind) for key, kind, _ in rows(section(DESIGN, "Keys"))]
    assert sorted(table) == sorted(in_code)


async def test_the_commands_for_operators_find_something(service: Service, manager: Visitor) -> None:
    # Given an open raffle, and a drawn raffle in which a player has sent a wrong code. The commands of the paper name
    # this player's address
    player = {"X-Forwarded-For": "203.0.113.7", "Idempotency-Key": "the-key-of-this-player"}
    raffle_ids = [await manager.create(2), drawn := await manager.create(1)]
    for raffle_id in raffle_ids:
        claimed = await manager.claim(raffle_id, headers=player)
        assert claimed.status_code == 201
    assert (await manager.post(f"/raffles/{drawn}/winners/")).status_code == 201
    ticket = {name: claimed.json()[name] for name in ("ticket_number", "verification_code")}
    assert (await manager.post(f"/raffles/{drawn}/hand-overs/", ticket)).status_code == 201
    assert (await manager.ask("PATCH", f"/raffles/{drawn}/", json={"contact": "Anna"})).status_code == 200
    wrong = {"ticket_number": 1, "verification_code": "0000-0000-0000-0000"}
    assert (await manager.post(f"/raffles/{drawn}/verify-ticket/", wrong, headers=player)).status_code == 400

    # And a draft
    assert (await manager.post("/raffles/", new_raffle(1, draft=True))).status_code == 201

    # And a raffle that was deleted
    assert (await manager.delete(f"/raffles/{await manager.create(1)}/")).status_code == 204

    # And a store whose layout (the version of its keys) is noted, as the start of the program notes it
    look: Any = service.store.redis
    look.hset(keys.LAYOUT, "version", 1)

    # And a service in the list of services, as each service reports itself once a minute
    look.zadd(keys.SERVICES, {"a service": 1})

    # When each command of the paper is sent to the store for both raffles
    block = re.search(r"(?ms)^```redis\n(.*?)^```", section(OPERATING, "Reading the keys"))
    assert block
    for line in block[1].splitlines():
        command, _, told = line.partition("#")
        answers = [
            look.execute_command(*command.replace("{R}", f"{{{raffle_id}}}").split()) for raffle_id in raffle_ids
        ]

        # Then each command finds something. Only the set of raffles that are being filled may be empty
        assert told.strip(), line
        assert any(answers) or keys.FILLING in command, line


def test_the_table_of_the_time_budget_is_complete() -> None:
    # Given the time limits in the code
    limits = {name: value for name, value in vars(budget).items() if name.isupper()}

    # Then the table has each limit with its value, and no other row
    assert {name.strip("`"): float(value) for name, value, _ in rows(section(DESIGN, "The time budget"))} == limits


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a paper without punctuation, including sentences in tables and lists."""
    prose = re.sub(r"(?ms)^ *```.*?^ *```", "\n", text)
    prose = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", prose)
    prose = re.sub(r"^ *(?:[-*]|\d+\.|#+) ", "\n\n", prose, flags=re.MULTILINE)
    for block in re.split(r"\n\s*\n|\|", prose):
        for sentence in re.split(r"(?<=[.!?])\s+", block):
            yield " ".join(re.findall(r"[\w/.-]*\w", sentence.lower()))


def test_no_sentence_occurs_twice() -> None:
    # Given the long sentences of all papers
    count = Counter(
        sentence for text in PAPERS.values() for sentence in sentences(text) if len(sentence.split()) > LONG_SENTENCE
    )
    assert len(count) > 200

    # Then no sentence occurs twice, in one paper or in two papers. A link can replace a repetition
    assert [sentence for sentence, times in count.items() if times > 1] == []


DIAGRAMS = [
    pytest.param(block, id=f"{paper}-{place}")
    for paper, text in PAPERS.items()
    for place, block in enumerate(re.findall(r"(?ms)^```mermaid\n(.*?)^```", text), 1)
]


def test_the_papers_have_diagrams() -> None:
    # Then the papers have a diagram of the rooms (the folders of the package), one of a draw, and two of a claim
    assert len(DIAGRAMS) >= 4


@pytest.mark.parametrize("diagram", DIAGRAMS)
def test_a_diagram_is_well_formed(diagram: str) -> None:
    # Given the kind and the lines of a diagram
    kind, *lines = diagram.splitlines()

    # Then Mermaid can read each line, and all nodes and participants have names
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

    # And each solid arrow is an import that exists in the code
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
