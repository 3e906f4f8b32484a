"""Every letter that we ship words with has a font that we ship: no phone draws a box instead."""

import re
from io import BytesIO

import pytest
from babel.messages.pofile import read_po

from i18n.catalogues import source
from i18n.dates import calendar
from i18n.languages import LANGUAGES, Language
from i18n.words import template_bytes
from tests.house.source import STATIC, templates

RANGE = re.compile(r"unicode-range:([^;]+);")
PART = re.compile(r"U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?")
FILE = re.compile(r'url\("\.\./fonts/([^"]+)"\)')
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)


def style() -> str:
    return (STATIC / "css" / "shell" / "fonts.css").read_text()


def covered() -> set[int]:
    """The code points for which a shipped font says that it has them."""
    found: set[int] = set()
    for first, last in PART.findall(" ".join(RANGE.findall(style()))):
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def missing(text: str) -> list[str]:
    return sorted(f"U+{ord(sign):04X} {sign}" for sign in set(text) if ord(sign) not in covered())


def words_of(language: Language) -> str:
    """All that this language says: its catalogue, its days and months, its own name."""
    days = calendar(language.code)
    said = [language.name, *days.days, *days.months, days.comma]
    written = source(language.code)
    for message in read_po(BytesIO(written.read_bytes())) if written.exists() else ():
        said += [message.string] if isinstance(message.string, str) else list(message.string)
    return "".join(said)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_letter_of_a_language_has_a_font(language: Language) -> None:
    assert not missing(words_of(language))


def test_every_letter_of_the_dutch_sentences_and_the_pages_has_a_font() -> None:
    said = [
        form
        for message in read_po(BytesIO(template_bytes()))
        for form in ([message.id] if isinstance(message.id, str) else message.id)
    ]
    pages = [JINJA.sub("", path.read_text()) for path in templates()]
    assert not missing("".join(said + pages))


def test_every_font_that_is_named_is_there_and_the_other_way_round() -> None:
    shipped = {path.name for path in (STATIC / "fonts").glob("*.woff2")}
    assert set(FILE.findall(style())) == shipped
    assert len(RANGE.findall(style())) == len(shipped)


def test_the_test_itself_sees_a_letter_without_a_font() -> None:
    assert missing("a漢") == ["U+6F22 漢"]
