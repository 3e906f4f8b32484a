"""Our own words: no name that belongs to somebody else's method stands anywhere in the house."""

import subprocess
from pathlib import Path

from tests.house.source import ROOT, name

THEIRS = (
    "signs of " + "safety",
    "three " + "houses",
    "drie " + "huizen",
    "family safety " + "circles",
    "safety " + "house tool",
    "wizards and " + "fairies",
)


def tracked() -> list[Path]:
    said = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / path for path in said.stdout.split("\0") if path]


def test_no_file_carries_a_name_of_somebody_elses_method() -> None:
    for path in tracked():
        if path.is_file() and path.suffix not in {".woff2", ".png", ".webp", ".webm", ".lock"}:
            text = path.read_text(errors="replace").lower()
            assert not [words for words in THEIRS if words in text], name(path)
