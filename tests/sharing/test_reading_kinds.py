"""What each kind shows of a house, what it never shows, and that nobody guesses a shield from any of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from api.core.house import House
from api.logbook.note import Kind as NoteKind
from api.logbook.note import Visit
from api.meetings.kinds import Says
from api.path.outcomes import outcomes_of
from api.people.actions import add_shield, end_shield, link_safety_person
from api.people.consenting.kinds import Kind
from api.people.policy import Audience
from api.people.professionals.queries import Seated
from api.people.queries import viewer
from api.resilience.elements import Element
from api.safe_object.practising import begin_practice
from api.safe_object.words import Face
from api.safe_object.words import Kind as Answers
from api.words_and_pictures.words import Kind as BookKind
from pwa.pages.reading_along import AGREED
from tests.houses import NOW
from tests.logbook.book import Book
from tests.look.life import drawing
from tests.meetings.sitting import call as call_together
from tests.meetings.table import call
from tests.meetings.test_unseen import close
from tests.path.walk import Walk
from tests.plan.checking.rounds import Rounds
from tests.plan.sheet import Sheet
from tests.resilience.weeks import begin, tick
from tests.safe_object.calls import later, move, say
from tests.scales.marks import agree_on_danger, score, score_then
from tests.sharing.seats import Seats, amina_reads
from tests.sharing.test_reading_pages import CANARY, PAGES, at, said
from tests.words_and_pictures.tale import Tale
from tests.words_and_pictures.told import SENTENCES, tell_a_book
from tests.world import World

ClientOf = Callable[[UUID], FlaskClient]
THEN = NOW - timedelta(days=9)
FILE = "?voor=dossier"


@pytest.fixture
def book(house: House, world: World) -> Book:
    return Book(house, world.household, THEN)


def text_of(client: FlaskClient, address: str) -> str:
    """What a page says, without its tags and white space."""
    return " ".join(re.sub(r"<[^>]+>", " ", said(client, address)).split())


def test_scores_show_who_gave_what_and_no_words_of_a_plan_that_is_not_shared(
    seats: Seats, world: World, book: Book, client_of: ClientOf
) -> None:
    danger = agree_on_danger(book, world.tim, CANARY)
    score_then(book, world.sara, danger, 4, NOW - timedelta(days=70))
    score(book, world.sara, danger, 7)
    seat = amina_reads(seats, world, kinds=[Kind.SCORES])
    client = client_of(seat.account)
    shown = text_of(client, at(seat, "/cijfers"))
    assert "Het cijfer ging van 4 naar 7." in shown
    assert CANARY not in shown
    assert CANARY not in said(client, at(seat, f"/verslag{FILE}"))


def test_a_handful_of_agreements_is_in_sight_and_the_others_are_a_tap_away(
    seats: Seats, world: World, book: Book, client_of: ClientOf
) -> None:
    sheet = Sheet(book.house, world.household, world.tim, book.now)
    for number in range(AGREED + 2):
        sheet.agreement(f"Afspraak {number}.", world.mark)
        seen = [f"Afspraak {each}." for each in range(number + 1)]
    seat = amina_reads(seats, world)
    shown = said(client_of(seat.account), at(seat))
    in_sight, _, folded = shown.partition("<details>")
    assert [each for each in seen if each in in_sight] == seen[:AGREED]
    assert [each for each in seen if each in folded] == seen[AGREED:]


def test_a_worry_for_chosen_people_shows_no_number(
    seats: Seats, world: World, book: Book, client_of: ClientOf
) -> None:
    danger = agree_on_danger(book, world.tim, chosen=[world.sara, world.tim])
    score(book, world.sara, danger, 3)
    seat = amina_reads(seats, world)
    client = client_of(seat.account)
    assert "Hier staat nog niets." in text_of(client, at(seat, "/cijfers"))


def test_the_plan_shows_who_looked_when_the_log_is_shared_too(
    seats: Seats, world: World, book: Book, client_of: ClientOf
) -> None:
    rounds = Rounds(Sheet(book.house, world.household, world.tim, book.now))
    tea = rounds.tea(world.els, does=world.sara)
    rounds.looks(world.els, tea, visit=Visit.PLANNED)
    seat = amina_reads(seats, world, kinds=[Kind.PLAN, Kind.LOG])
    client = client_of(seat.account)
    shown = text_of(client, at(seat, "/plan"))
    assert "Om 4 uur drinken we thee." in shown
    assert "zag op" in shown
    report = text_of(client, at(seat, "/verslag"))
    assert "Gelukt:" in report
    other = amina_reads(Seats(book.house, NOW, seats._host), world, kinds=[Kind.PLAN])
    alone = client_of(other.account)
    assert "zag op" not in text_of(alone, at(other, "/plan"))
    assert "zag op" not in text_of(alone, at(other, "/zicht"))


def test_the_path_shows_who_finds_what_reached(
    seats: Seats, world: World, book: Book, client_of: ClientOf
) -> None:
    walk = Walk(book.house, world.household, world.tim, book.now)
    now_at = walk.path(world.tim).phase
    walk.tick(world.els, outcomes_of(now_at)[0].key, words="Tim let daarop.")
    seat = amina_reads(seats, world, kinds=[Kind.PLAN])
    client = client_of(seat.account)
    assert "Tim let daarop." in text_of(client, at(seat, "/pad"))
    assert "Tim let daarop." in text_of(client, at(seat, "/verslag"))


def test_the_week_of_the_house_and_of_a_child_and_never_a_grown_ups_own(
    seats: Seats, world: World, book: Book, client_of: ClientOf
) -> None:
    day = book.now.date()
    begin(book, world.noor)
    tick(book, world.noor, world.noor, day, Element.OUTSIDE)
    tick(book, world.sara, None, day, Element.SLEEP)
    tick(book, world.sara, world.sara, day, Element.SLEEP)
    seat = amina_reads(seats, world, kinds=[Kind.WEEK])
    client = client_of(seat.account)
    shown = text_of(client, at(seat, "/week"))
    assert "Noor" in shown
    assert "Het huis" in shown
    assert "Sara" not in shown


def test_only_meetings_to_which_all_grown_ups_were_asked(
    seats: Seats, world: World, book: Book, client_of: ClientOf
) -> None:
    shared = call(book, world.tim, [world.sara, world.mark, world.els, world.tim])
    closed_to_one = call(book, world.tim, [world.sara, world.els], goal=CANARY)
    shared.begin(world.sara)
    shared.decide("Tim belt elke week.", world.tim)
    shared.minutes("We maakten het samen.")
    close(book, shared)
    seat = amina_reads(seats, world, kinds=[Kind.MEETINGS])
    client = client_of(seat.account)
    shown = text_of(client, at(seat, "/samen"))
    assert "Rustige avonden." in shown
    assert "Tim belt elke week." in shown
    assert "We praatten over de nacht." in shown
    assert CANARY not in shown
    assert "Bij Ben thuis" not in shown
    assert closed_to_one.id != shared.id


def test_what_somebody_brought_beforehand_stays_with_the_table(
    seats: Seats, world: World, book: Book, client_of: ClientOf
) -> None:
    sitting = call_together(book, world.tim, (world.sara, world.mark, world.els))
    sitting.answer(world.els, Says.CAN, Says.CANNOT)
    sitting.choose()
    sitting.bring(world.els, well=CANARY)
    sitting.open()
    seat = amina_reads(seats, world)
    client = client_of(seat.account)
    for page in ["", *PAGES]:
        assert CANARY not in said(client, at(seat, page)), page


def test_books_that_were_shown_with_their_pictures_and_no_draft(
    seats: Seats, world: World, book: Book, client_of: ClientOf
) -> None:
    tale = tell_a_book(book, world, drawing().data)
    tale.page(CANARY)
    seat = amina_reads(seats, world, kinds=[Kind.BOOKS])
    client = client_of(seat.account)
    shown = said(client, at(seat, "/boek"))
    assert all(sentence in shown for sentence in SENTENCES)
    assert CANARY not in shown
    assert "<details>" not in shown
    (image,) = re.findall(r'src="([^"]+/beeld/[^"]+)" alt', shown)
    assert client.get(image).mimetype.startswith("image/")
    assert client.get(image.replace("/beeld/", "/foto/")).status_code == 404


def test_of_many_books_one_is_open(
    seats: Seats, world: World, book: Book, client_of: ClientOf
) -> None:
    for kind in BookKind:
        tale = Tale(book, world.tim, world.noor, kind).begin(agrees={world.sara})
        tale.page(f"Dit is {kind}.")
        tale.yes(world.sara)
        tale.show()
    seat = amina_reads(seats, world, kinds=[Kind.BOOKS])
    shown = said(client_of(seat.account), at(seat, "/boek"))
    assert shown.count("<details>") == shown.count("Laat alles zien") == 1
    assert all(f"Dit is {kind}." in shown for kind in BookKind)


def test_of_a_signal_a_day_and_whether_somebody_went(
    seats: Seats, world: World, house: House, client_of: ClientOf
) -> None:
    answered = move(house, world)
    say(house, world.els, answered, Answers.GO)
    say(house, world.els, answered, Answers.SEEN, face=Face.HAPPY)
    seat = amina_reads(seats, world, kinds=[Kind.SIGNALS])
    today = text_of(client_of(seat.account), at(seat, "/signalen"))
    assert "Er ging iemand." not in today
    later(house, days=1)
    client = client_of(seat.account)
    shown = said(client, at(seat, "/signalen"))
    inside = shown[shown.index("<main") : shown.index("</main")]
    assert "Er ging iemand." in inside
    for hidden in ("Noor", "Els", "oma", "15:", "16:", str(answered)):
        assert hidden not in inside


def test_practice_is_no_signal(
    seats: Seats, world: World, house: House, client_of: ClientOf
) -> None:
    with house.db.writing(world.household, by=world.els, now=NOW) as session:
        begin_practice(session, by=viewer(session, world.els), ward=world.noor, now=NOW)
    move(house, world, practice=True)
    seat = amina_reads(seats, world, kinds=[Kind.SIGNALS])
    later(house, days=1)
    assert "Hier staat nog niets." in text_of(client_of(seat.account), at(seat, "/signalen"))


def live(book: Book, world: World) -> None:
    """A house with something of everything, by a child that may fear somebody too."""
    book.write(world.noor, "Ik speelde buiten.", kind=NoteKind.TELL)
    book.write(world.sara, "We wandelden.", about=(world.noor,))
    danger = agree_on_danger(book, world.tim)
    for person, value in ((world.sara, 6), (world.mark, 7), (world.els, 5)):
        score(book, person, danger, value)
    begin(book, world.noor)
    tick(book, world.noor, world.noor, book.now.date(), Element.OUTSIDE)
    tell_a_book(book, world, drawing().data)
    call(book, world.tim, [world.sara, world.mark, world.els])


def bare(client: FlaskClient, address: str) -> str:
    """A page without what is new in each answer: the nonce, and the mark that a report's own reading moves."""
    shown = re.sub(
        r'nonce="[^"]+"|Kenmerk: [0-9a-f]{8}|"mark":"[0-9a-f]{8}"', "", said(client, address)
    )
    return re.sub(r'data-mark="[^"]+"', "", shown)


WORLDS = ["", *PAGES, "/verslag", "/verslag.json", f"/verslag{FILE}", f"/verslag.json{FILE}"]


def test_no_page_and_no_report_tells_that_a_child_fears_somebody(
    seats: Seats, world: World, book: Book, house: House, client_of: ClientOf
) -> None:
    """The same house with and without the shield that Noor has from Mark: the same bytes everywhere."""
    live(book, world)
    seat = amina_reads(seats, world)
    client = client_of(seat.account)
    with_it = {page: bare(client, at(seat, page)) for page in WORLDS}
    with house.db.writing(world.household, by=None, now=NOW) as session:
        end_shield(session, ward=world.noor, feared=world.mark, now=NOW)
    without = {page: bare(client, at(seat, page)) for page in WORLDS}
    assert {page for page in WORLDS if with_it[page] != without[page]} == set()


def test_no_page_and_no_report_tells_that_a_grown_up_fears_another(
    seats: Seats, world: World, book: Book, house: House, client_of: ClientOf
) -> None:
    """The same bytes with and without the shield that Sara has from Mark, on pages and on paper."""
    live(book, world)
    book.write(world.mark, "Ik deed mijn best.")
    book.write(world.els, "Ik zag ze lachen.", about=(world.sara,))
    rounds = Rounds(Sheet(book.house, world.household, world.tim, book.now))
    tea = rounds.tea(world.els, does=world.sara)
    rounds.looks(world.els, tea, visit=Visit.PLANNED)
    walk = Walk(book.house, world.household, world.tim, book.now)
    for who in (world.sara, world.els):
        walk.tick(who, outcomes_of(walk.path(world.tim).phase)[0].key, words="Gelukt.")
    seat = amina_reads(seats, world)
    client = client_of(seat.account)
    without = {page: bare(client, at(seat, page)) for page in WORLDS}
    fear(house, world)
    with_it = {page: bare(client, at(seat, page)) for page in WORLDS}
    assert {page for page in WORLDS if with_it[page] != without[page]} == set()
    assert "We wandelden." in with_it[f"/verslag{FILE}"]
    assert "Ik zag ze lachen." in with_it["/verslag"]


def fear(house: House, world: World) -> None:
    with house.db.writing(world.household, by=None, now=THEN) as session:
        link_safety_person(session, ward=world.sara, person=world.els, place=1, now=THEN)
        add_shield(session, ward=world.sara, feared=world.mark, now=THEN)


def test_what_may_lie_on_a_table_holds_nothing_that_somebody_of_the_house_made(
    seats: Seats, world: World, book: Book, house: House, client_of: ClientOf
) -> None:
    """Sara fears Mark: her words do not lie on the table, and the file says that it may not lie there."""
    fear(house, world)
    book.write(world.sara, CANARY)
    book.write(world.mark, "Ik deed mijn best.")
    book.write(world.els, "Ik zag ze lachen.")
    seat = amina_reads(seats, world)
    client = client_of(seat.account)
    values = json.loads(said(client, at(seat, "/verslag.json")))
    assert values["may_lie_on_a_table"]
    assert [each["text"] for each in values["effects"]["good"]] == ["Ik zag ze lachen."]
    assert CANARY not in json.dumps(values) + said(client, at(seat, "/verslag"))
    values = json.loads(said(client, at(seat, f"/verslag.json{FILE}")))
    assert not values["may_lie_on_a_table"]
    assert len(values["effects"]["good"]) == 3
    paper = text_of(client, at(seat, f"/verslag{FILE}"))
    assert CANARY in paper
    assert "Niet iedereen thuis leest dit." in paper


def test_a_number_that_waits_for_anothers_own_lies_on_no_table(
    seats: Seats, world: World, book: Book, client_of: ClientOf
) -> None:
    danger = agree_on_danger(book, world.tim)
    score(book, world.els, danger, 6)
    score(book, world.sara, danger, 7)
    seat = amina_reads(seats, world)
    client = client_of(seat.account)
    values = json.loads(said(client, at(seat, "/verslag.json")))
    assert values["effects"]["numbers"] == []
    score(book, world.mark, danger, 5)
    for which, numbers in (("", {6}), (FILE, {5, 6, 7})):
        values = json.loads(said(client, at(seat, f"/verslag.json{which}")))
        assert {each["last"]["value"] for each in values["effects"]["numbers"]} == numbers


def test_what_is_for_oneself_is_in_no_page_of_any_kind(
    seats: Seats, world: World, book: Book, client_of: ClientOf
) -> None:
    danger = agree_on_danger(book, world.tim)
    score(book, world.sara, danger, 2, audience=Audience.SELF, seen=CANARY)
    seat: Seated = amina_reads(seats, world)
    client = client_of(seat.account)
    for page in WORLDS:
        assert CANARY not in said(client, at(seat, page)), page
    assert client.get(at(seat, f"/foto/{uuid4()}")).status_code == 404
