"""Rooms (folders) of app: imports run in one direction, errors <- domain <- store <- service <- http <- api <- asgi.

An import has no side effects, with one exception. The package `app` makes garbage collection rare, even at the end.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Container, Iterator
from pathlib import Path

import pytest

import app

PACKAGE = Path(app.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

BELOW = {
    "budget": set(),
    "rounds": set(),
    "regular_file": set(),
    "soon": set(),
    "metrics": {"soon"},
    "logs": {"soon", "domain"},
    "machine": set(),
    "errors": set(),
    "languages": set(),
    "domain": {"errors"},
    "store": {"budget", "rounds", "metrics", "errors", "domain"},
    "embedded": {"machine", "regular_file", "domain", "store"},
    "service": {"budget", "rounds", "regular_file", "metrics", "logs", "errors", "domain", "store"},
    "values": {"domain"},
    "env_file": set(),
    "origin": {"domain", "values"},
    "settings": {"domain", "env_file", "origin", "store", "values"},
    "http": {"regular_file", "soon", "logs", "metrics", "errors", "languages", "domain", "store", "service", "settings"}
    | {"origin", "values"},
    "api": {"metrics", "errors", "languages", "domain", "store", "service", "settings", "origin", "http"},
    "shutdown": set(),
    "asgi": {"machine", "metrics", "logs", "shutdown", "domain", "store", "embedded", "service", "settings"}
    | {"http", "api"},
    "program": {"machine", "regular_file", "errors", "domain", "settings", "store"},
    "listening": set(),
    "public_check": {"domain", "origin", "settings", "values"},
    "sale_plan": {"machine", "domain", "public_check", "service", "settings"},
    "doctor": {
        "env_file",
        "regular_file",
        "machine",
        "program",
        "public_check",
        "sale_plan",
        "values",
        "errors",
        "domain",
        "settings",
        "store",
        "embedded",
        "service",
        "http",
    },
    "backup": {"program", "settings", "embedded", "service"},
    "restore": {"backup", "restored", "program", "settings", "service", "embedded"},
    "move": {"program", "settings", "store", "embedded"},
    "__main__": {
        "restored",
        "env_file",
        "listening",
        "machine",
        "metrics",
        "shutdown",
        "domain",
        "program",
        "errors",
        "logs",
        "settings",
        "store",
        "embedded",
        "http",
        "api",
        "asgi",
    },
    "restored": {"program", "errors", "settings", "store", "service", "embedded"},
    "repair": {"restored", "program", "settings", "embedded"},
    "redis_cli": {"program", "settings", "embedded"},
    "commands": {"__main__", "backup", "doctor", "domain", "move", "redis_cli", "repair", "restore", "restored"},
}
"""For each room, the other rooms that it may import."""

FRAMEWORKS = {"redis", "litestar", "uvicorn", "prometheus_client"}
IO = {"asyncio", "socket", "subprocess", "multiprocessing"}

FORBIDDEN = {
    "errors": FRAMEWORKS | IO,
    "domain": FRAMEWORKS | IO,
    "store": {"litestar", "uvicorn"},
    "embedded": {"litestar", "uvicorn"},
    "service": {"redis", "litestar", "uvicorn"},
    "http": {"redis"},
    "api": {"redis", "uvicorn"},
}
"""Libraries that a room must not import. domain does no I/O, only store uses Redis, and only http and api use HTTP."""

ONLY_IN = {
    "redis.asyncio.cluster": "app.store.cluster",
    "redis.asyncio.sentinel": "app.store.sentinels",
    "uvicorn.protocols": "app.http.fast_uvicorn",
}
"""Undocumented parts of libraries, and for each part the one module that may use it."""


def imports(module: Path) -> Iterator[str]:
    """Yield the full name of every import in a module."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports must be absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(module: Path) -> str:
    """Return the name of the room that a module is in."""
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name_of(module: Path) -> str:
    """Return the dotted name of a module."""
    return str(module.relative_to(PACKAGE.parent)).removesuffix(".py").replace(os.sep, ".")


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_imports_run_one_way(module: Path) -> None:
    # When a module imports another room, Then BELOW allows this room
    room = room_of(module)
    reached = {name.split(".")[1] for name in imports(module) if name.startswith("app.")} - {"__version__"}
    assert reached <= BELOW.get(room, set()) | {room}


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_room_imports_no_forbidden_library(module: Path) -> None:
    # When a module imports a library, Then the library is not forbidden in the room of the module
    libraries = {name.split(".")[0] for name in imports(module)}
    assert not libraries & FORBIDDEN.get(room_of(module), set())


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_an_undocumented_part_of_a_library_is_used_in_one_module(module: Path) -> None:
    # When a module imports an undocumented part of a library, Then ONLY_IN allows this part to this module
    for inside, only in ONLY_IN.items():
        assert name_of(module) == only or not any(name.startswith(inside) for name in imports(module))


def test_settings_import_only_the_address_of_the_store() -> None:
    # When the imports of the settings are read, Then the only import from the store is app.store.address
    known = {name for name in imports(PACKAGE / "settings.py") if name.startswith("app.store")}
    assert known == {"app.store.address"}


@pytest.mark.parametrize("module", sorted((PACKAGE / "embedded").glob("*.py")), ids=name_of)
def test_the_embedded_store_imports_only_the_names_of_the_keys(module: Path) -> None:
    # When the imports of a module of the embedded store are read, Then app.store.keys is the only import from the store
    assert {name for name in imports(module) if name.startswith("app.store")} <= {"app.store.keys"}


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_has_at_most_300_lines(module: Path) -> None:
    # When a module is read, Then it has at most 300 lines
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 300


def test_no_two_modules_import_each_other() -> None:
    # Given the imports between all modules
    names = {name_of(module).removesuffix(".__init__"): module for module in MODULES}
    graph = {
        name: {known for wanted in imports(module) if (known := _module_of(wanted, names)) and known != name}
        for name, module in names.items()
    }

    # When the modules that import no remaining module are removed, again and again
    while leaves := {name for name, needs in graph.items() if not needs & graph.keys()}:
        graph = {name: needs for name, needs in graph.items() if name not in leaves}

    # Then all modules are removed, so no imports form a circle
    assert not graph


def _module_of(wanted: str, names: Container[str]) -> str | None:
    """Return the module to which an imported name belongs. The name is a module, or something in a module."""
    return next((name for name in (wanted, wanted.rpartition(".")[0]) if name in names), None)


CHECKER = ("draw", "members", "notices", "phc", "printable", "record", "strict_json", "terms", "tree")


@pytest.mark.parametrize("part", CHECKER)
def test_the_checker_imports_only_itself_and_the_standard_library(part: str) -> None:
    # When a module of the checker of draw records is read, Then it imports only from the checker itself and from the
    # standard library
    own = {f"app.domain.{name}" for name in CHECKER}
    wanted = [_module_of(name, own) or name.split(".")[0] for name in imports(PACKAGE / "domain" / f"{part}.py")]
    assert {*wanted} <= own | sys.stdlib_module_names


def test_nothing_reads_settings_at_import_time(folder: Path) -> None:
    # Given wrong settings in the environment and in a .env file
    (folder / ".env").write_text("WORKERS=none\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PORT": "none"}

    # When every module is imported
    names = [name_of(module).removesuffix(".__init__") for module in MODULES]
    imported = subprocess.run(
        [sys.executable, "-c", f"import {', '.join(names)}"],
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment,
        check=False,
    )

    # Then there is no error, no output and no new file
    assert (imported.returncode, imported.stdout, imported.stderr) == (0, "", "")
    assert [file.name for file in folder.iterdir()] == [".env"]
