"""Makes the program that checks a draw record, as one file for people who do not have the source code."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.domain import draw

MAIN = b"""import sys

if sys.version_info < (3, 11):
    sys.stderr.write("check-draw needs Python 3.11 or newer, and this is Python %d.%d\\n" % sys.version_info[:2])
    sys.exit(2)

from app.domain.draw import main

sys.exit(main(sys.argv[1:]))
"""
"""The first file of the checker. An old Python reads it too. So this file must be correct in every Python 3."""

_FILES = {
    "__main__.py": MAIN,
    "app/__init__.py": b"",
    "app/domain/__init__.py": b"",
} | {
    f"app/domain/{name}": (Path(draw.__file__).parent / name).read_bytes()
    for name in (
        "draw.py",
        "members.py",
        "notices.py",
        "phc.py",
        "printable.py",
        "record.py",
        "strict_json.py",
        "terms.py",
        "tree.py",
    )
}


def checker() -> bytes:
    """Return the program that checks a draw record, as a zip file that Python runs without other packages (PEP 441)."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in _FILES.items():
            # Write no time into the archive. So the archive has the same bytes on every machine, and people can compare
            # two copies.
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return file.getvalue()
