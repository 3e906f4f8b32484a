"""Every sentence that a person reads is in the catalogues, and a listed language has them all.

`pybabel compile` says nothing of a lost placeholder or a wrong number of plurals; these tests do.
"""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from i18n.catalogues import FOLDER, catalogue, compile_catalogue, source
from i18n.languages import DUTCH, LANGUAGES, Language, listed
from i18n.words import TEMPLATE, template_bytes

PLACEHOLDER = re.compile(r"%\((\w+)\)([sd])|%%")
TAG = re.compile(r"</?([a-z]+)[^>]*>")
WRITTEN = [language for language in LANGUAGES if source(language.code).exists()]


def read(language: Language) -> Catalog:
    return read_po(BytesIO(source(language.code).read_bytes()), locale=language.code)


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def marks(text: str) -> tuple[list[str], list[str]]:
    return sorted(found.group(0) for found in PLACEHOLDER.finditer(text)), sorted(TAG.findall(text))


def lost(message: Message) -> list[str]:
    """Translated forms whose placeholders or tags differ from the Dutch ones.

    A form for one (or none) may leave the number out: "één bericht".
    """
    wanted = [marks(form) for form in forms(message.id)]
    bad = []
    for form in filter(None, forms(message.string)):
        without_number = ([mark for mark in marks(form)[0] if mark != "%(num)d"], marks(form)[1])
        also = [([m for m in want[0] if m != "%(num)d"], want[1]) for want in wanted]
        if marks(form) not in wanted and not (message.pluralizable and without_number in also):
            bad.append(form)
    return bad


def test_the_words_are_fresh() -> None:
    assert template_bytes() == TEMPLATE.read_bytes(), "doe: make words"


def test_each_sentence_formats() -> None:
    for message in read_po(BytesIO(template_bytes())):
        for form in forms(message.id):
            assert "{" not in form
            assert (
                not re.search(r"%(?!\(\w+\)[sd]|%)", form.replace("%%", "")) or "%(" not in form
            ), form


@pytest.mark.parametrize("language", WRITTEN, ids=lambda language: language.code)
def test_a_catalogue_is_whole_and_certain(language: Language) -> None:
    ours = {
        (m.id if isinstance(m.id, str) else m.id[0], m.context)
        for m in read_po(BytesIO(template_bytes()))
        if m.id
    }
    found = read(language)
    theirs = {(m.id if isinstance(m.id, str) else m.id[0], m.context) for m in found if m.id}
    assert ours == theirs, "doe: make words"
    assert not [message.id for message in found if message.fuzzy and message.id]
    assert not found.obsolete
    if language.listed:
        assert not [
            message.id for message in found if message.id and not all(forms(message.string))
        ]


@pytest.mark.parametrize("language", WRITTEN, ids=lambda language: language.code)
def test_a_translation_loses_no_placeholder_and_no_tag(language: Language) -> None:
    assert not [
        (message.id, lost(message)) for message in read(language) if message.id and lost(message)
    ]


@pytest.mark.parametrize("language", WRITTEN, ids=lambda language: language.code)
def test_plurals_are_counted_as_our_table_says(language: Language) -> None:
    header = dict(read(language).mime_headers)["Plural-Forms"]
    assert header == language.plural_forms
    number = int(re.search(r"nplurals=(\d)", header).group(1))
    for message in read(language):
        if message.pluralizable and message.id:
            assert len(message.string) == number, message.id


def test_every_listed_language_is_there() -> None:
    assert {language.code for language in listed()} >= {"nl", "en_GB"}
    for language in listed():
        assert language == DUTCH or source(language.code).exists()


@pytest.mark.parametrize("language", WRITTEN, ids=lambda language: language.code)
def test_a_catalogue_compiles_anew_when_it_is_stale(language: Language, tmp_path: Path) -> None:
    place = source(language.code, tmp_path)
    place.parent.mkdir(parents=True)
    place.write_bytes(source(language.code).read_bytes())
    first = next(
        message for message in read(language) if isinstance(message.id, str) and message.id
    )
    said = catalogue(language.code, tmp_path)
    assert (
        said.pgettext(first.context, first.id) if first.context else said.gettext(first.id)
    ) == first.string
    assert place.with_suffix(".mo").read_bytes() == compile_catalogue(place)


def test_a_folder_without_a_language_is_a_mistake() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} <= {
        language.code for language in LANGUAGES
    }


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("Hoi %(name)s", "Hi"), ("<b>Ja</b>", "<strong>Yes</strong>"), ("%(a)s %(b)s", "%(a)s %(a)s")],
)
def test_the_test_itself_sees_what_is_lost(ours: str, theirs: str) -> None:
    assert lost(Message(ours, theirs))


def test_one_message_may_be_said_without_its_number() -> None:
    assert not lost(
        Message(("%(num)d bericht", "%(num)d berichten"), ("één bericht", "%(num)d berichten"))
    )
