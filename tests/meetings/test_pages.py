"""The pages of a meeting, by their forms: what each person reads and may do there."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from api.meetings import actions
from i18n.dates import AMSTERDAM
from tests.house.crawl import Answer, masked
from tests.logbook.book import Book
from tests.meetings.sitting import Sitting, call
from tests.plan.sheet import Sheet
from tests.world import World

# What a page tells is decided above the database; tests/meetings/test_seeing.py asks both.
pytestmark = pytest.mark.only("sqlite")
SignIn = Callable[[UUID], FlaskClient]
PLACE = "Bij Ben thuis"


def text(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.get_data(as_text=True)


def whole(client: FlaskClient, address: str) -> Answer:
    """An answer without what differs from one to the next."""
    answer = client.get(address)
    return masked(answer.status_code, list(answer.headers), answer.data)


def form(**more: object) -> dict[str, object]:
    days = {"day-1": "2026-11-28", "time-1": "14:00", "day-2": "2026-12-05", "time-2": "14:00"}
    return {"id": str(uuid4()), "phase": "direct", "minutes": "90", "place": PLACE, **days, **more}


def test_a_meeting_from_calling_to_the_table(book: Book, world: World, client_of: SignIn) -> None:
    """By plain forms alone: called, answered, chosen, brought in, opened."""
    Sheet(book.house, world.household, world.tim, book.now).danger("Het wordt laat en luid.")
    tim, els = client_of(world.tim), client_of(world.els)
    assert "Er is nog geen dag om samen te praten." in text(els, "/samen")
    sent = form(danger="", goal="Rust.")
    first, again = (tim.post("/samen/nieuw", data=sent) for _ in range(2))
    assert first.location == again.location
    at = first.location.removesuffix("/wie")
    assert "oma Els" in text(tim, f"{at}/wie")
    people = {"do": "people", "was": str(world.tim), "people-1": str(world.els)}
    tim.post(f"{at}/wie", data={**people, "people-2": str(world.tim)})
    assert "Samen praten: welke dag kun jij?" in text(els, "/")
    days = re.findall(r'name="says-([0-9a-f-]{36})" value="can"', text(els, f"{at}/dagen"))
    els.post(f"{at}/dagen", data={f"says-{days[0]}": "can", f"says-{days[1]}": "cannot"})
    chooses = text(tim, f"{at}/dagen")
    assert "Els</bdi> kan." in chooses
    assert "Op deze dag kunnen de meesten." in chooses
    tim.post(f"{at}/dagen", data={"do": "choose", "day": days[0], "base": "1"})
    assert "Samen praten: zaterdag 28 november, 14:00" in text(els, "/")
    assert PLACE in text(els, "/samen")
    els.post(f"{at}/vooraf", data={"well": "Sara belde mij.", "worry": ""})
    assert "Sara belde mij." in text(els, f"{at}/vooraf")
    before = text(tim, at)
    assert "Sara belde mij." not in before
    assert "Nog niets van:" in before
    tim.post(at, data={"do": "open"})
    assert "Sara belde mij." in text(tim, at)
    tim.post(at, data={"do": "off"})
    assert "Dit gaat niet door." in text(els, at)


def test_for_who_is_not_invited_nothing_is_there(
    book: Book, world: World, client_of: SignIn
) -> None:
    sitting = call(book, world.tim, (world.els,))
    sitting.choose()
    for who in (world.sara, world.mark, world.noor):
        client = client_of(who)
        lists = text(client, "/samen")
        assert PLACE not in lists
        assert "28 november" not in lists
        for page in ("", "/dagen", "/wie", "/vooraf", ".ics"):
            unknown = whole(client, f"/samen/{uuid4()}{page}")
            assert unknown[0] == 404
            assert whole(client, f"/samen/{sitting.id}{page}") == unknown


def test_a_child_who_is_invited_reads_no_place_and_no_words(
    book: Book, world: World, client_of: SignIn
) -> None:
    sitting = call(book, world.tim, (world.els, world.noor))
    sitting.choose()
    noor = client_of(world.noor)
    assert f"/samen/{sitting.id}" in text(noor, "/")
    for page in ("/samen", f"/samen/{sitting.id}"):
        seen = text(noor, page)
        assert "zaterdag 28 november" in seen
        assert "Els" in seen
        assert PLACE not in seen
        assert "Rustige avonden." not in seen


def test_what_stays_with_a_safety_person_is_not_on_their_page_of_the_table(
    book: Book, world: World, client_of: SignIn
) -> None:
    sitting = call(book, world.tim, (world.els, world.mark))
    sitting.bring(world.els, ward=world.noor, worry="Papa schreeuwt.")
    sitting.open()
    els = client_of(world.els)
    assert "Papa schreeuwt." not in text(els, f"/samen/{sitting.id}")
    assert "Papa schreeuwt." in text(els, f"/samen/{sitting.id}/vooraf")


def test_the_second_of_two_keeps_the_words_and_reads_what_changed(
    book: Book, world: World, client_of: SignIn
) -> None:
    sitting = call(book, world.tim, (world.els,))
    tim = client_of(world.tim)
    sitting.do(actions.change_words, place="Bij Els", goal="Rust.", base=1)
    sent = {"do": "words", "place": "Bij Kees", "goal": "Slapen.", "base": "1"}
    late = tim.post(f"/samen/{sitting.id}", data=sent)
    seen = late.get_data(as_text=True)
    assert late.status_code == 409
    for words in ("Bij Els", "Rust.", "Bij Kees", "Slapen.", 'name="base" value="2"'):
        assert words in seen
    assert tim.post(f"/samen/{sitting.id}", data={**sent, "base": "2"}).status_code == 303
    assert sitting.seen(world.els).place == "Bij Kees"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"day-1": "", "time-1": "", "day-2": "", "time-2": ""}, "Kies een dag en een tijd."),
        ({"time-1": ""}, "Kies een dag en een tijd."),
        ({"day-1": "2026-11-01"}, "Deze tijd is al voorbij. Kies een latere tijd."),
        ({"day-1": "2031-11-01"}, "Kies een dag in het komende jaar."),
        ({"place": "x" * 300}, "Dit is te lang. Maak het korter."),
    ],
)
def test_a_form_that_is_refused_keeps_what_was_typed(
    world: World, client_of: SignIn, wrong: dict[str, str], says: str
) -> None:
    answer = client_of(world.tim).post("/samen/nieuw", data=form(goal="Rust in huis.", **wrong))
    seen = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert says in seen
    assert "Rust in huis." in seen


@pytest.mark.parametrize("gone", [False, True])
def test_words_for_a_sitting_that_is_over_or_gone_come_back(
    book: Book, world: World, client_of: SignIn, gone: bool
) -> None:
    sitting = call(book, world.tim, (world.els, world.ben))
    long = "Sara belde mij elke avond. " * 70
    els, tim, at = client_of(world.els), client_of(world.tim), f"/samen/{sitting.id}"
    if gone:
        sitting.do(actions.uninvite, people={world.els})
    else:
        sitting.do(actions.call_off)
        words = tim.post(at, data={"do": "words", "place": "Bij Kees", "goal": long, "base": "1"})
        assert (words.status_code, words.text.count(long.strip())) == (422, 1)
        assert "Bij Kees" in words.text
    late = els.post(f"{at}/vooraf", data={"well": long, "worry": "Het is laat."})
    assert late.status_code == (404 if gone else 422)
    assert (late.text.count(long.strip()), "Het is laat." in late.text) == (1, True)


def test_own_words_and_those_of_a_child_go_along_with_either_button(
    book: Book, world: World, client_of: SignIn
) -> None:
    sitting, els = call(book, world.tim, (world.els, world.ben)), client_of(world.els)
    at, worry = f"/samen/{sitting.id}/vooraf", f"worry-{world.noor}"
    page = text(els, at)
    assert page.split("<main")[1].count('method="post"') == 1
    assert f'name="{worry}"' in page
    sent = {"well": "Sara belde mij.", "worry": "", worry: "Het is soms hard."}
    assert els.post(at, data=sent).status_code == 303
    seen = {(each.ward and each.ward.id, each.text) for each in sitting.seen(world.els).inputs}
    assert seen == {(None, "Sara belde mij."), (world.noor, "Het is soms hard.")}
    refused = els.post(at, data={**sent, "well": "Anders.", worry: "o" * 2001})
    assert (refused.status_code, f'href="#f-{worry}"' in refused.text) == (422, True)
    assert ("Anders." in refused.text, "o" * 2001 in refused.text) == (True, True)
    assert {each.text for each in sitting.seen(world.els).inputs} == {each[1] for each in seen}
    stranger = els.post(at, data={"well": "Anders.", f"worry-{world.sara}": "Zij is moe."})
    assert (stranger.status_code, "Zij is moe." in stranger.text) == (404, True)


def test_words_about_a_worry_that_is_over_come_back(world: World, client_of: SignIn) -> None:
    late = client_of(world.tim).post("/samen/nieuw", data=form(goal="Rust.", danger=str(uuid4())))
    assert (late.status_code, PLACE in late.text, "Rust." in late.text) == (404, True, True)


def test_a_form_about_people_that_is_refused_keeps_what_was_chosen(
    book: Book, world: World, client_of: SignIn
) -> None:
    sitting, tim = call(book, world.tim, (world.els,)), client_of(world.tim)
    at = f"/samen/{sitting.id}/wie"
    refused = tim.post(at, data={"do": "chair", "mode": "professional"})
    assert refused.status_code == 422
    assert 'value="professional" checked' in refused.get_data(as_text=True)
    unknown = {"people-1": str(world.els), "people-2": [str(world.ben), str(world.lotte)]}
    refused = tim.post(at, data={"do": "people", "was": str(world.els), **unknown})
    assert refused.status_code == 422
    assert f'value="{world.ben}" checked' in refused.get_data(as_text=True)
    assert world.ben not in {each.id for each in sitting.seen(world.tim).invited}


def test_who_came_to_what_is_over_is_read_on_its_own_page(
    book: Book, world: World, client_of: SignIn
) -> None:
    sitting = call(book, world.tim, (world.els,))
    sitting.do(actions.call_off)
    at = f"/samen/{sitting.id}"
    answer = client_of(world.tim).get(f"{at}/wie")
    assert (answer.status_code, answer.location) == (303, at)
    els = client_of(world.els)
    assert whole(els, f"{at}/wie") == whole(els, f"/samen/{uuid4()}/wie")


def test_a_childs_name_stands_in_the_question_and_no_markup(
    book: Book, world: World, client_of: SignIn
) -> None:
    sitting = call(book, world.tim, (world.els,))
    seen = text(client_of(world.els), f"/samen/{sitting.id}/vooraf")
    assert 'Wat vindt <bdi translate="no">Noor</bdi> fijn?' in seen


def file(client: FlaskClient, sitting: Sitting) -> Calendar:
    return Calendar.from_ical(text(client, f"/samen/{sitting.id}.ics"))


@pytest.mark.parametrize("days", [1, 15, 30])
def test_the_calendar_file_is_neutral_and_follows_the_sitting(
    book: Book, world: World, client_of: SignIn, days: int
) -> None:
    """On both sides of the change of the clock, that is on another Sunday each year."""
    book.now = book.house.clock.moment = datetime(2027, 3, 20, 12, tzinfo=AMSTERDAM)  # type: ignore[attr-defined]
    sitting = call(book, world.tim, (world.els,), days=0)
    at = datetime(2027, 3, 20, 14, tzinfo=AMSTERDAM) + timedelta(days=days)
    sitting.do(actions.offer_days, days=[(at, 90)])
    els = client_of(world.els)
    text(els, f"/samen/{sitting.id}.ics", 404)
    sitting.choose()
    first = file(els, sitting)
    event = first.walk("VEVENT")[0]
    assert event["SUMMARY"] == "Samen praten"
    assert event["LOCATION"] == PLACE
    assert event.decoded("DTSTART") == at
    assert event.decoded("DTSTART").hour == 14
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=90)
    assert "Rustige avonden" not in first.to_ical().decode()
    sitting.do(actions.call_off)
    off = file(els, sitting).walk("VEVENT")[0]
    assert off["UID"] == event["UID"]
    assert off["SEQUENCE"] > event["SEQUENCE"]
    assert off["STATUS"] == "CANCELLED"
    assert "LOCATION" not in off
