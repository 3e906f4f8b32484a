"""The pages speak the language that was asked for, with our own translator and in our own patterns."""

from collections.abc import Callable
from contextvars import Context
from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import Environment

from i18n import translator
from i18n.languages import LANGUAGES, Language, language, listed
from i18n.templates import teach
from tests.world import World

MOMENT = datetime(2026, 11, 21, 15, 5, tzinfo=UTC)
SAID = {
    "nl": "zaterdag 21 november, 16:05",
    "en_GB": "Saturday 21 November, 16:05",
    "tr": "Cumartesi 21 Kasım, 16:05",
    "ar": "السبت 21 نوفمبر، 16:05",
    "pl": "sobota 21 listopada, 16:05",
}


@pytest.mark.parametrize("spoken", LANGUAGES, ids=lambda spoken: spoken.code)
def test_a_moment_has_one_pattern_in_every_language(spoken: Language) -> None:
    with translator.speaking(spoken.code):
        assert translator.moment(MOMENT) == SAID[spoken.code]
        assert translator.time(time(9, 5)) == "09:05"
        assert translator.day(date(2026, 11, 21), year=True).endswith("2026")


def test_the_day_is_that_of_amsterdam() -> None:
    assert translator.moment(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == "woensdag 1 juli, 00:30"
    assert translator.moment(datetime(2026, 10, 25, 0, 59, tzinfo=UTC)).endswith("02:59")
    assert translator.moment(datetime(2026, 10, 25, 1, 1, tzinfo=UTC)).endswith("02:01")


def test_a_day_of_another_year_is_said_with_its_year() -> None:
    """Today is 26 November: a meeting of last year must not look like one of today."""

    def say() -> None:
        assert translator.day(date(2025, 11, 26)) == "woensdag 26 november"
        token = translator.bind("nl", datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
        assert translator.day(date(2027, 1, 1)) == "vrijdag 1 januari"
        assert translator.day(date(2026, 11, 26)) == "donderdag 26 november 2026"
        assert translator.day(date(2026, 11, 26), year=False) == "donderdag 26 november"
        assert translator.moment(MOMENT) == "zaterdag 21 november 2026, 16:05"
        translator.release(token)
        assert translator.day(date(2027, 1, 1)) == "vrijdag 1 januari"

    Context().run(say)  # where nothing was bound before


def test_a_language_is_bound_to_its_own_work_only() -> None:
    with translator.speaking("en_GB"):
        assert translator.gettext("Vandaag") == "Today"
        with translator.speaking("nl"):
            assert translator.gettext("Vandaag") == "Vandaag"
        assert translator.ngettext("%(num)d antwoord", "%(num)d antwoorden", 2) == "2 answers"
        assert translator.pgettext("kind", "Dag %(name)s", name="Noor") == "Hello Noor"
    assert translator.gettext("Vandaag") == "Vandaag"


def test_an_unknown_language_is_dutch() -> None:
    assert language("xx").code == "nl"
    assert language("en-GB").code == "en_GB"
    assert {spoken.direction for spoken in LANGUAGES} == {"ltr", "rtl"}
    assert [spoken.code for spoken in listed()] == ["nl", "en_GB"]


@pytest.mark.parametrize(
    ("asked", "tag", "word"),
    [
        ("nl-NL,nl;q=0.9", "nl", "Nu bellen"),
        ("en-GB,en;q=0.8", "en-GB", "Call now"),
        ("en-US,en;q=0.5", "en-GB", "Call now"),
        ("xx", "nl", "Nu bellen"),
        ("", "nl", "Nu bellen"),
    ],
)
def test_a_page_speaks_what_the_browser_asks(app: Flask, asked: str, tag: str, word: str) -> None:
    page = app.test_client().get("/bellen", headers={"Accept-Language": asked}).text
    assert f'<html lang="{tag}" dir="ltr"' in page
    assert word in page


def test_what_was_chosen_on_this_phone_goes_first(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie("taal", "en_GB")
    assert "Call now" in client.get("/bellen", headers={"Accept-Language": "nl"}).text
    client.set_cookie("taal", "ar")
    assert '<html lang="ar" dir="rtl"' in client.get("/bellen").text


def test_no_dutch_is_left_on_an_english_page(
    app: Flask, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    """Words that stand on nearly every page, and are Dutch only."""
    for who in (world.noor, world.sara, world.els, world.amina):
        client = client_of(who)
        client.set_cookie("taal", "en_GB")
        for address in (
            "/",
            "/bellen",
            "/logboek",
            "/logboek/nieuw",
            "/mensen",
            "/instellingen",
            "/over",
            "/sporen",
        ):
            answer = client.get(address)
            if answer.status_code != 200:
                continue
            words = set(answer.text.replace("<", " <").replace(">", "> ").split())
            assert not words & {"het", "een", "niet", "jullie", "schrijf", "kies", "wie"}, address


def test_a_template_escapes_what_a_person_typed_and_nothing_of_ours() -> None:
    environment = Environment(autoescape=True)
    teach(environment)
    page = environment.from_string(
        "{{ _('Dag %(name)s', name=typed) }} {{ pgettext('kind', 'Hoi %(name)s', name=typed) }}"
        " {{ ngettext('%(num)d antwoord', '%(num)d antwoorden', 2) }} {{ _('Vandaag') }} {{ moment|moment }}"
    )
    with translator.speaking("en_GB"):
        said = page.render(typed="<b>Noor</b> 100%", moment=MOMENT)
    assert said == (
        "Hello &lt;b&gt;Noor&lt;/b&gt; 100% Hi &lt;b&gt;Noor&lt;/b&gt; 100%"
        " 2 answers Today Saturday 21 November, 16:05"
    )


def test_a_request_leaves_no_language_behind(app: Flask) -> None:
    app.test_client().get("/bellen", headers={"Accept-Language": "en-GB"})
    assert translator.gettext("Vandaag") == "Vandaag"
