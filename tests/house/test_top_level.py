"""The top of the house has exactly the prescribed doors."""

from tests.house.source import ROOT
from tests.house.test_no_trademarks import tracked

DOORS = {"pyproject.toml", "pwa", "api", "i18n", "tests", "README.md"}
SMALL_FILES = {
    "Makefile", "CHANGELOG.md", "LICENSE", "requirements.lock", "requirements-dev.lock",
    ".ci", ".gitignore",
}  # fmt: skip


def test_nothing_stands_at_the_top_that_does_not_belong_there() -> None:
    found = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert found <= DOORS | SMALL_FILES
    assert found >= DOORS | {"Makefile", "CHANGELOG.md", "LICENSE", "requirements.lock"}
