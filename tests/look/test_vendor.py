"""What the tests borrow is what we chose, byte for byte."""

import hashlib
import tomllib
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "vendor"


def test_a_borrowed_file_has_the_bytes_that_are_listed() -> None:
    listed = tomllib.loads((FOLDER / "VENDOR.toml").read_text())
    assert listed
    for name, entry in listed.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == entry["sha256"]
        assert (FOLDER / entry["licence_file"]).is_file()
