"""The rooms: imports run one way, domain <- store <- api <- asgi, and importing does nothing."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import app

PACKAGE = Path(app.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

BELOW = {
    "errors": set(),
    "metrics": set(),
    "logs": set(),
    "domain": {"errors", "metrics"},
    "store": {"errors", "metrics", "domain", "service"},
    "embedded": set(),
    "service": {"errors", "metrics", "domain", "store"},
    "settings": {"domain", "store"},
    "http": {"errors", "metrics", "domain", "store", "service", "settings", "api"},
    "api": {"errors", "metrics", "domain", "store", "service", "settings", "http"},
    "asgi": {"domain", "store", "service", "settings", "http", "api"},
    "__main__": {"errors", "logs", "settings", "store", "embedded", "http", "api", "asgi"},
    "doctor": {"errors", "settings", "store", "embedded"},
}
"""What each room may import, beside itself."""

KNOWS_NOT = {
    "domain": {"redis", "litestar", "uvicorn", "fakeredis"},
    "store": {"litestar", "uvicorn"},
    "service": {"redis", "litestar", "uvicorn"},
    "api": {"redis"},
}
"""Libraries that a room must not know."""


def imports(module: Path) -> Iterator[str]:
    """The full names of all that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name_of(module: Path) -> str:
    return str(module.relative_to(PACKAGE.parent)).removesuffix(".py").replace(os.sep, ".")


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_imports_run_one_way(module: Path) -> None:
    # When a module imports from another room, Then that room lies below its own
    room = room_of(module)
    reached = {name.split(".")[1] for name in imports(module) if name.startswith("app.")}
    assert reached <= BELOW.get(room, set()) | {room}


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_rooms_know_only_their_libraries(module: Path) -> None:
    # When a module imports a library, Then it is none that its room must not know
    libraries = {name.split(".")[0] for name in imports(module)}
    assert not libraries & KNOWS_NOT.get(room_of(module), set())


def test_the_draw_imports_nothing_but_the_standard_library() -> None:
    # Then one file and a bare Python are enough to check a draw
    libraries = {name.split(".")[0] for name in imports(PACKAGE / "domain" / "draw.py")}
    assert libraries <= sys.stdlib_module_names


def test_nothing_reads_settings_at_import_time(folder: Path) -> None:
    # Given settings that cannot be used, in the environment and in a .env file
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

    # Then nothing complains, and nothing is said or made
    assert (imported.returncode, imported.stdout, imported.stderr) == (0, "", "")
    assert [file.name for file in folder.iterdir()] == [".env"]
