"""Packages are listed by hand: a new room is a decision, not an accident."""

from tests.house.source import ROOMS, ROOT, pyproject


def test_the_list_of_packages_is_the_folders() -> None:
    folders = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for room in ROOMS
        for path in (ROOT / room).rglob("__init__.py")
    }
    assert set(pyproject()["tool"]["setuptools"]["packages"]) == folders


def test_every_folder_with_code_is_a_package() -> None:
    with_code = {path.parent for room in ROOMS for path in (ROOT / room).rglob("*.py")}
    assert not [folder for folder in with_code if not (folder / "__init__.py").exists()]
