"""Preloads of the modules of a page. Without them, a browser finds the modules one after another, a round trip each."""

import re
from pathlib import Path

_SCRIPT = re.compile(r'<script type="module" src="/assets/([^"]+)"></script>\n')
_IMPORT = re.compile(r'\b(?:from|import) "(\.[^"]+)"')


def with_preloads(page: str, assets: Path) -> str:
    """Return a page with a `modulepreload` link for each module that its script imports, also through others."""
    script = _SCRIPT.search(page)
    if script is None:
        return page
    first = (assets / script[1]).resolve()
    found = [first]
    for module in found:
        imported = [(module.parent / path).resolve() for path in _IMPORT.findall(module.read_text())]
        found += [path for path in dict.fromkeys(imported) if path not in found]
    names = (path.relative_to(assets.resolve()).as_posix() for path in found[1:])
    links = "".join(f'<link rel="modulepreload" href="/assets/{name}">\n' for name in names)
    return page[: script.end()] + links + page[script.end() :]
