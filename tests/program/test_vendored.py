"""The scripts and the font that the pages take from other projects. A new build makes exactly the same files."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from app.http.page_file import PAGES
from app.languages import catalogue, catalogue_names

ROOT = Path(__file__).parent.parent.parent
VENDORED = PAGES / "assets" / "vendor"
SCRIPTS = ["fluent/bundle.js", "noble-hashes/sha256.js", "noble-hashes/argon2.js", "noble-curves/bls12-381.js"]
MAX_FONT_BYTES = 15_000
FONTS = ["fraunces/latin.woff2", "fraunces/latin-more.woff2", "fraunces/latin-ext.woff2"]


def test_the_vendored_files_can_be_built_again_byte_for_byte(tmp_path: Path) -> None:
    # When the scripts are built from the locked packages, and the font from its files
    subprocess.run([ROOT / "vendor" / "build", tmp_path], check=True)

    # Then the build makes exactly the files of the pages, each with the same bytes
    built = {str(file.relative_to(tmp_path)): file for file in tmp_path.rglob("*.*")}
    assert sorted(built) == sorted(SCRIPTS + FONTS)
    for name, file in built.items():
        assert file.read_bytes() == (VENDORED / name).read_bytes(), name


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_vendored_script_says_what_it_is(script: str) -> None:
    # When somebody reads the comment of a script
    comment = " ".join((VENDORED / script).read_text().partition("*/")[0].split())

    # Then the comment has the version and the hash of each package from which the script is built
    locked = json.loads((ROOT / "vendor" / "deno.lock").read_text())["npm"]
    named = [package for package in locked if package.rpartition("@")[0] in comment]
    assert named
    for package in named:
        name, _, version = package.rpartition("@")
        assert f"{name} {version} {locked[package]['integrity']}" in comment

    # And the license of the script is beside it
    license_text = (VENDORED / script).with_name("LICENSE").read_text()
    wording = {"MIT license": "Permission is hereby granted", "Apache License 2.0": "Apache License"}
    assert [name for name, words in wording.items() if name in comment and words in license_text]


def test_the_font_is_small_and_has_its_license() -> None:
    # Given the file of the font that a page in English, German, French or Spanish loads
    file = VENDORED / FONTS[0]

    # Then this file is small. The license is beside it, and also beside the files from which the font is built
    assert file.stat().st_size <= MAX_FONT_BYTES
    for folder in (file.parent, ROOT / "vendor" / "fraunces"):
        assert "SIL Open Font License" in (folder / "LICENSE").read_text()


def test_the_style_uses_the_small_file_for_each_character_of_our_languages() -> None:
    # Given the characters for which the font is built, and the characters for which the style uses the font
    built = re.findall(r"U\+[0-9A-F-]+", (ROOT / "vendor" / "build").read_text())
    style = (PAGES / "assets" / "raffle.css").read_text()
    declared = re.search(r"fraunces/latin\.woff2.*?unicode-range:(.*?);", style, re.DOTALL)
    assert declared

    # Then both lists are the same. They include every letter of the catalogues in Latin script
    assert built == re.findall(r"U\+[0-9A-F-]+", declared[1])
    ends = [characters[2:].split("-") for characters in built]
    known = {chr(code) for end in ends for code in range(int(end[0], 16), int(end[-1], 16) + 1)}
    written = {
        letter
        for language in ("en", "de", "fr", "es")
        for name in catalogue_names()
        for letter in catalogue(language, name)
        if letter.isalnum()
    }
    assert written - known == set()
