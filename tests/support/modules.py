"""The JavaScript modules of the pages. Tests search the modules, because their bundles are minified."""

import re
from posixpath import dirname, join, normpath

from app.http.page_file import PAGES


def source_of(module: str) -> str:
    """Return the source of a module, such as "raffle/winners.js"."""
    return (PAGES / "assets" / module).read_text()


def imported_by(module: str, *, late: bool = False) -> set[str]:
    """Return the modules that a module imports at its start. With `late`, return those that it imports later."""
    pattern = r'\bimport\("(\.[^"]*)"\)' if late else r'\bfrom "(\.[^"]*)"'
    return {normpath(join(dirname(module), path)) for path in re.findall(pattern, source_of(module))}


def modules_of(module: str) -> set[str]:
    """Return a module, and all modules that it needs at its start."""
    found: set[str] = set()
    new = {module}
    while new:
        found |= new
        new = {imported for each in new for imported in imported_by(each)} - found
    return found
