"""What stays behind on a phone tells nothing: titles in the history, names of files, the name of the app."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from i18n.catalogues import source
from i18n.languages import LANGUAGES
from tests.house.neutral import unfit
from tests.house.source import STATIC, name, templates

TITLE = re.compile(r"{%-?\s*block title\s*-?%}(.*?){%-?\s*endblock", re.DOTALL)
SENTENCE = re.compile(
    r"""(?:_|gettext)\(\s*['"]([^'"]+)['"]|pgettext\('kind',\s*['"]([^'"]+)['"]"""
)


def titles() -> dict[str, list[str]]:
    """The words of each template's title."""
    found = {}
    for path in templates():
        blocks = TITLE.findall(path.read_text())
        found[name(path)] = [text for block in blocks for text in _words(block)]
    return found


def _words(block: str) -> list[str]:
    said = ["".join(found) for found in SENTENCE.findall(block)]
    return said or [block.strip()]


def test_a_title_tells_a_bystander_nothing() -> None:
    said = {text for texts in titles().values() for text in texts}
    assert said
    assert not {text: unfit(text) for text in said if unfit(text)}


def test_a_title_is_a_fixed_text() -> None:
    """A variable in a title could carry a name into the history."""
    for place, texts in titles().items():
        assert not [text for text in texts if "%(" in text], place
        if place != "pwa/templates/base.html":
            assert not [text for text in texts if "{{" in text and "_(" not in text], place


@pytest.mark.parametrize(
    "language",
    [spoken for spoken in LANGUAGES if source(spoken.code).exists()],
    ids=lambda spoken: spoken.code,
)
def test_a_title_stays_neutral_in_every_language(language: object) -> None:
    with source(language.code).open("rb") as file:
        said = {
            message.id: message.string for message in read_po(file) if isinstance(message.id, str)
        }
    for texts in titles().values():
        assert not [text for text in texts if unfit(str(said.get(text, "")))]


def test_the_name_of_a_file_tells_nothing() -> None:
    files = [path for path in STATIC.rglob("*") if path.is_file()]
    assert files
    assert not {name(path): unfit(path.stem) for path in files if unfit(path.stem)}


def test_the_test_itself_sees_a_telling_title() -> None:
    assert unfit("Veiligheidsplan van Noor")
    assert not unfit("Vandaag")


def test_every_page_has_a_title() -> None:
    pages = [path for path in templates() if _is_a_page(path)]
    assert pages
    assert not [name(path) for path in pages if not TITLE.search(path.read_text())]


def _is_a_page(path: Path) -> bool:
    return (
        "{% extends" in path.read_text()
        and not path.name.startswith("_")
        and "parts" not in path.parts
    )
