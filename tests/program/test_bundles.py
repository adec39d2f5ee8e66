"""The bundles of the pages. Each bundle is made of the current modules."""

import subprocess
from pathlib import Path

from app.http.page_file import PAGES

BUNDLES = PAGES / "assets" / "bundles"


def test_the_bundles_are_made_of_the_current_modules(tmp_path: Path) -> None:
    # When somebody bundles the modules again
    subprocess.run([PAGES / "bundle", tmp_path], check=True)

    # Then the new bundles are the same as the bundles that the service sends
    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert made == {file.name: file.read_bytes() for file in BUNDLES.iterdir()}, "run make bundles"
