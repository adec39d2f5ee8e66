"""The scripts that the pages take from npm packages: they are what these packages give, and nothing else."""

import json
import subprocess
from pathlib import Path

import pytest

from app.http.page_file import PAGES

ROOT = Path(__file__).parent.parent.parent
VENDORED = PAGES / "assets" / "vendor"
SCRIPTS = ["fluent/bundle.js", "noble-hashes/sha256.js", "noble-hashes/argon2.js", "noble-curves/bls12-381.js"]


def test_the_vendored_scripts_can_be_built_again_byte_for_byte(tmp_path: Path) -> None:
    # When the scripts are built from the locked packages
    subprocess.run([ROOT / "vendor" / "build", tmp_path], check=True)

    # Then all of them are built, and they are those of the pages
    built = {str(file.relative_to(tmp_path)): file for file in tmp_path.rglob("*.js")}
    assert sorted(built) == sorted(SCRIPTS)
    for name, file in built.items():
        assert file.read_bytes() == (VENDORED / name).read_bytes(), name


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_vendored_script_says_what_it_is(script: str) -> None:
    # When the comment of a script is read
    comment = " ".join((VENDORED / script).read_text().partition("*/")[0].split())

    # Then it has the version and the hash of each package that it comes from
    locked = json.loads((ROOT / "vendor" / "deno.lock").read_text())["npm"]
    named = [package for package in locked if package.rpartition("@")[0] in comment]
    assert named
    for package in named:
        name, _, version = package.rpartition("@")
        assert f"{name} {version} {locked[package]['integrity']}" in comment

    # And its license is beside it
    license_text = (VENDORED / script).with_name("LICENSE").read_text()
    wording = {"MIT license": "Permission is hereby granted", "Apache License 2.0": "Apache License"}
    assert [name for name, words in wording.items() if name in comment and words in license_text]
