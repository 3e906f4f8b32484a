"""The floors of the house, as written in pyproject.toml, hold; and no room stands outside them."""

import re
import subprocess
import sys
from pathlib import Path

from tests.house.source import ROOT, pyproject


def test_nobody_imports_upwards_or_from_a_neighbour() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    said = subprocess.run(
        [command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout[-3000:]


def test_every_slice_has_a_floor() -> None:
    floors = " ".join(pyproject()["tool"]["importlinter"]["contracts"][0]["layers"])
    named = set(re.findall(r"[\w.]+", floors))
    slices = {f"api.{path.parent.name}" for path in (ROOT / "api").glob("*/__init__.py")}
    assert slices <= named
