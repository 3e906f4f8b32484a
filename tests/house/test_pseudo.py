"""Security R40, no untranslated sentence: in a made-up language nothing plain is left on any page."""

import re
from collections.abc import Iterator
from html import unescape
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Browser

from api.core.house import House
from api.logbook.note import Feeling, Kept, Kind, Sheet, Source, Visit
from api.logbook.rules import ADULTS_KINDS
from i18n import translator
from i18n.languages import LANGUAGES, listed
from pwa.pages.settings import works
from tests.browsing import Live, new_context
from tests.house.crawl import TAKES_LONG, crawl
from tests.house.letters import LAST, letters
from tests.house.pseudo import odd, speaker
from tests.house.test_two_worlds import DRAWING
from tests.houses import NOW
from tests.logbook.book import Book
from tests.people.calls import list_number
from tests.world import World, sign_in_client

pytestmark = TAKES_LONG

OUT = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->", re.DOTALL)
# What people wrote, names and languages: none of it is ours to translate.
THEIRS = re.compile(
    r"<(bdi|\w+[^>]* translate=\"no\"[^>]*)>.*?</\w+>|<\w+[^>]* lang=\"[^\"]+\"[^>]*>[^<]*(?=<)|\{\w+\}",
    re.DOTALL,
)
TEXT = re.compile(r">([^<]+)<")
SPOKEN = re.compile(
    r'\s(?:alt|title|aria-label|placeholder|data-(?:count|empty|many|none|one))="([^"]*)"'
)
BUTTON = re.compile(r'<input[^>]+type="submit"[^>]+value="([^"]*)"')
PLAIN = re.compile(r"[A-Za-z]{3,}")
NAMES = {
    "Noor", "Sara", "Mark", "Els", "Ben", "Tim", "Kees", "Amina", "Fem", "Lotte", "Daan", "Ria",
    "mama", "papa", "oma", "buurman", "oom", "Veilig", "Thuis", "Kindertelefoon", "Huisboek", "EUPL", "WCAG",
    "and",  # between two names, in the words of the language that the made-up one counts in
}  # fmt: skip
WHO = ("noor", "sara", "tim", "amina")


@pytest.fixture
def spoken_oddly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(translator, "translator", speaker())


def plain(page: str) -> Iterator[str]:
    """Every piece of a page, with words in it that no catalogue gave."""
    ours = THEIRS.sub("", OUT.sub("", page))
    for found in (*TEXT.findall(ours), *SPOKEN.findall(ours), *BUTTON.findall(ours)):
        left = {word for word in PLAIN.findall(unescape(found)) if word not in known()}
        if left:
            yield f"{sorted(left)} in {found.strip()[:60]!r}"


def known() -> set[str]:
    """Names of people, of languages, and of the work of others with its licence."""
    names = " ".join(
        [language.name for language in LANGUAGES]
        + [f"{work.name} {work.licence}" for work in works()]
    )
    return NAMES | set(PLAIN.findall(names))


@pytest.fixture
def written(house: House, world: World) -> list[UUID]:
    """Notes with everything that a card can show. What people write is in figures: none of it is ours."""
    book = Book(house, world.household, NOW)
    more = {"helped": "12", "trigger": "34", "source": Source.SAW, "about": (world.noor,)}
    ids = [
        book.write(world.sara, f"{number}", kind=kind, feeling=feeling, **more)
        for number, (kind, feeling) in enumerate(zip(ADULTS_KINDS, Feeling, strict=False))
    ]
    ids.append(
        book.write(world.tim, "7", kind=Kind.CHECK, kept=Kept.PARTLY, visit=Visit.UNANNOUNCED)
    )
    ids.append(book.write(world.noor, "8", strokes=DRAWING, alt="9", sheet=Sheet.SAFE_HOUSE))
    book.reply(world.els, ids[0], "10")
    book.thank(world.tim, ids[0])
    book.correct(world.sara, ids[0], "11")
    book.withdraw(world.sara, ids[1])
    list_number(book, world.tim, "12", when="13")
    return ids


@pytest.mark.only("sqlite")
@pytest.mark.usefixtures("spoken_oddly")
@pytest.mark.parametrize("who", [*WHO, "nobody"])
def test_no_sentence_is_left_that_is_in_no_catalogue(
    app: Flask, world: World, written: list[UUID], who: str
) -> None:
    client = app.test_client() if who == "nobody" else sign_in_client(app, getattr(world, who))
    odd_pages, left = 0, []
    for address, (status, headers, body) in crawl(app, client, [world.noor, *written]).items():
        if status != 303 and "text/html" in dict(headers).get("Content-Type", ""):
            page = body.decode()
            odd_pages += 'lang="en-XA"' in page
            left += [f"{address}: {piece}" for piece in plain(page)]
    assert odd_pages > (5 if who == "nobody" else 15)
    assert not left, "\n".join(sorted(set(left)))


@pytest.mark.only("sqlite")
@pytest.mark.usefixtures("spoken_oddly")
def test_no_answer_to_a_write_is_left_untranslated(app: Flask, world: World) -> None:
    """Refusals too, on a page and for a program."""
    left, asked = [], 0
    for who in ("noor", "tim"):
        person = getattr(world, who)
        client = sign_in_client(app, person)
        for letter in letters(app, world.els, "Sara"):
            if letter.door in LAST:
                continue
            answer = letter.send(client, person, NOW)
            asked += answer.status_code >= 400
            if answer.mimetype == "text/html" and answer.status_code != 303:
                left += [f"{letter.door}: {piece}" for piece in plain(answer.text)]
            elif answer.is_json and answer.status_code >= 400:
                sentence = answer.get_json()["detail"]
                left += [f"{letter.door}: {sentence}"] if PLAIN.search(sentence) else []
    assert asked > 15
    assert not left, "\n".join(left)


@pytest.mark.browser
@pytest.mark.usefixtures("spoken_oddly")
def test_longer_sentences_fit_on_a_small_screen(browser: Browser, live: Live) -> None:
    context = new_context(browser, live.url, viewport={"width": 360, "height": 740})
    live.enter(context, live.world.tim)
    page, wide = context.new_page(), []
    for address in (
        "/",
        "/logboek",
        "/logboek/nieuw",
        "/mensen",
        "/plan",
        "/plan/nieuw?soort=afspraak",
        "/bellen",
        "/instellingen",
        "/over",
    ):
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == "en-XA"
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(address)
    context.close()
    assert not wide


def test_it_is_never_offered() -> None:
    assert "en_XA" not in {language.code for language in (*LANGUAGES, *listed())}


@pytest.mark.parametrize(
    "text",
    ["Dag %(name)s", "Bel <b>nu</b>", "100 %% &amp; meer", "%(num)d antwoorden", "{names} leest"],
)
def test_the_odd_sentence_keeps_what_must_stay(text: str) -> None:
    kept = [
        part
        for part in ("%(name)s", "<b>", "</b>", "%%", "&amp;", "%(num)d", "{names}")
        if part in text
    ]
    assert all(part in odd(text) for part in kept)
    assert len(odd(text)) > len(text)
    assert not PLAIN.search(re.sub(r"%\(\w+\)[sd]|&\w+;|\{\w+\}|</?\w>", "", odd(text)))


@pytest.mark.parametrize("page", ["<p>Dit is vergeten</p>", '<img alt="Vergeten plaatje">'])
def test_the_test_itself_sees_what_is_forgotten(page: str) -> None:
    assert list(plain(page))
    assert not list(plain(f"<p>{odd('Dit is gezegd')}</p>"))
