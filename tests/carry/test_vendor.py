"""Other people's code is shipped byte for byte as they made it, with their licence."""

import hashlib
import tomllib

import pytest

from pwa.assets import STATIC

FOLDER = STATIC / "vendor"
LIST = tomllib.loads((FOLDER / "VENDOR.toml").read_text())


@pytest.mark.parametrize("name", sorted(LIST))
def test_a_vendored_file_has_the_bytes_that_are_listed(name: str) -> None:
    entry = LIST[name]
    for file, checksum in (("file", "sha256"), ("licence_file", "licence_sha256")):
        assert hashlib.sha256((FOLDER / entry[file]).read_bytes()).hexdigest() == entry[checksum]


def test_nothing_lies_there_that_is_not_listed() -> None:
    listed = {entry[key] for entry in LIST.values() for key in ("file", "licence_file")}
    assert {path.name for path in FOLDER.iterdir()} == listed | {"VENDOR.toml"}
