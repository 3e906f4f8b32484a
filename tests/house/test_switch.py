"""A house that went from together to apart: from then on the other side changes not a byte.

World 2 is world 1, copied right after the switch, in which the other side then lived on. And in both
worlds nothing that a reader fetches names the other adult, who stood beside them the day before.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from api.core.clock import FixedClock
from api.core.house import House
from api.core.settings import Settings
from api.logbook.note import Kind
from api.logbook.sorting import sort_notes
from api.meetings.sorting import sort_meetings
from api.path.kinds import Says
from api.path.sorting import sort_path
from api.people.actions import (
    add_person,
    add_shield,
    change_ring,
    end_duty,
    give_duty,
    link_safety_person,
    open_household,
)
from api.people.apart import actions as apart
from api.people.looking.rules import Seen
from api.people.numbers import add_number
from api.people.policy import Audience, Role, Side
from api.people.telephone import Call
from api.plan.sorting import sort_parts
from tests.house.crawl import TAKES_LONG, Answer
from tests.house.test_other_side import CANARY, Home, Worlds, cookies_of, they_live_there, twice
from tests.house.test_two_worlds import DRAWING, differences, look_at
from tests.houses import NOW, make_app
from tests.logbook.book import Book
from tests.meetings.sitting import call as call_together
from tests.meetings.table import Table
from tests.path.walk import Walk
from tests.people.doors import Door
from tests.world import prove_all, sign_in_client

# What a page tells is decided above the database: test_two_worlds.py and test_other_household.py crawl both.
pytestmark = [TAKES_LONG, pytest.mark.only("sqlite")]

DAAN, MOTHER = "Daantje", "Mientje"
CHOSEN = Audience.CHOSEN


def live_together(house: House) -> Home:
    """Lotte, Daan and their child, with people around them: all of it in one book."""
    home = open_household(house, name="Huis van Fem", mode="together", now=NOW - timedelta(days=9))
    book = Book(house, home, NOW - timedelta(days=8))

    def add(name: str, role: Role, **more: object) -> UUID:
        return book.change(add_person, household=home, role=role, name=name, **more)

    people = {
        "fem": add("Fem", Role.CHILD),
        "lotte": add("Lotte", Role.ADULT, called="mama"),
        "daan": add(DAAN, Role.ADULT, called="papa"),
        "ria": add("Ria", Role.CIRCLE),
        "mother": add(MOTHER, Role.CIRCLE),
        "kees": add("Kees", Role.CIRCLE),
    }
    book.change(link_safety_person, ward=people["fem"], person=people["ria"], place=1)
    book.change(link_safety_person, ward=people["fem"], person=people["mother"], place=2)
    book.change(give_duty, person=people["ria"], kind="plan_holder")
    return Home(home, people, [])


def write_together(book: Book, people: dict[str, UUID]) -> list[UUID]:
    """Everybody writes, answers, thanks and names everybody."""
    fem, lotte, daan, mother = (people[name] for name in ("fem", "lotte", "daan", "mother"))
    both = frozenset({lotte, daan, people["kees"]})
    notes = [
        book.write(lotte, "Rustig.", about=(fem, daan), helped_by=(daan, mother)),
        book.write(daan, "Ik kookte.", about=(lotte,), strokes=DRAWING),
        book.write(mother, "Ik paste op.", audience=CHOSEN, chosen=both),
        book.write(fem, "We zwommen.", audience=Audience.CIRCLE, about=(lotte, daan)),
        book.write(people["ria"], "De zon scheen.", helped_by=(daan, lotte)),
        book.write(lotte, "Voor oma.", audience=CHOSEN, chosen=frozenset({daan, mother})),
        book.write(people["ria"], "Hij was op tijd.", about=(daan,)),
    ]
    for note in notes[:5]:
        for who in (lotte, daan, mother, people["kees"]):
            entry = book.entry(who, note)
            if entry.may_reply and not entry.mine:
                book.reply(who, note, f"Zegt {who}")
            if entry.may_thank:
                book.thank(who, note)
    book.correct(lotte, notes[0], "Heel rustig.", helped_by=(daan,))
    book.withdraw(daan, notes[1])
    call = Call(name="De huisarts", number="06 0000 0011", when="")
    for keeper in ("ria", "mother"):
        book.change(give_duty, person=people[keeper], kind="chair")
        values = {"number_id": uuid4(), "call": call, "side": Side.BOTH}
        notes.append(book.do(people[keeper], add_number, **values))
    media = book.entry(daan, notes[1]).media
    return [*notes, *(medium.id for medium in media), *sit_and_walk(book, people)]


def sit_and_walk(book: Book, people: dict[str, UUID]) -> list[UUID]:
    """A sitting of all, one without Daan at which he was named, one that was not about him; and a path."""
    lotte, daan, ria, mother = (people[name] for name in ("lotte", "daan", "ria", "mother"))
    made = []
    for asked, text in (((lotte, daan), "Wij."), ((lotte,), DAAN), ((lotte,), "De zon scheen.")):
        table = Table(book, ria, call_together(book, ria, asked, place="", goal="").id)
        table.begin(lotte)
        table.minutes(text)
        made.append(table.id)
    along = Walk(book.house, book.household, ria, book.now)
    along.on(f"{DAAN} durft het.")
    for who in (lotte, daan):
        along.tick(who, "understood", words="Ik snap het.")
    made += [along.step(f"{DAAN} belt.", daan), along.step("Lotte belt.", lotte)]
    along.say(daan, made[-2], Says.DONE)
    along.closing("Als het druk is.", mother)
    return made


def sort_all(session: Session, household: UUID) -> None:
    """As the page that puts a house apart does."""
    for sort in (sort_notes, sort_parts, sort_meetings, sort_path):
        sort(session, household)


def put_apart(book: Book, people: dict[str, UUID]) -> None:
    """Lotte and Kees on the one side, Daan and his mother on the other."""
    book.do(people["ria"], apart.freeze)
    book.write(people["daan"], f"{CANARY} in stilte")
    placed = {"lotte": Side.A, "kees": Side.A, "daan": Side.B, "mother": Side.B}
    sides = {people[name]: side for name, side in placed.items()}
    book.do(people["ria"], apart.finish, sides=sides, follow=sort_all)


def the_other_side_lives_on(house: House, home: Home) -> list[UUID]:
    """All that Daan's side does after the switch, and others do for it."""
    book = Book(house, home.id, NOW)
    fem, daan, ria, mother = (home.people[name] for name in ("fem", "daan", "ria", "mother"))
    new = book.change(add_person, household=home.id, role=Role.CIRCLE, name=CANARY, side=Side.B)
    made = [new, book.write(daan, CANARY, about=(fem,), strokes=DRAWING), book.write(new, CANARY)]
    made.append(book.write(ria, CANARY, audience=CHOSEN, chosen=frozenset({daan, mother, new})))
    for who in (daan, mother):
        book.reply(who, home.notes[-1], CANARY)
        book.thank(who, home.notes[-1])
    book.reply(ria, home.notes[6], CANARY)
    book.withdraw(mother, home.notes[2])
    book.correct(ria, home.notes[6], CANARY, about=(daan,))
    book.change(add_shield, ward=fem, feared=daan)
    book.change(change_ring, person=new, ring="part")
    call = Call(name=CANARY, number="06 12345678", when=CANARY)
    values = {"call": call, "side": Side.B}
    made += [book.do(each, add_number, number_id=uuid4(), **values) for each in (ria, mother)]
    made.append(book.write(fem, CANARY, kind=Kind.TELL, audience=Audience.SAFETY_PERSON))
    book.change(end_duty, person=mother, kind="chair")
    made.append(they_live_there(book, ria, daan, fem, mother))
    look_at(house, mother, Seen(fem, "entry_safety_person"), Seen(fem, "device"))
    look_at(house, ria, Seen(fem, "entry_safety_person"))
    table = Table(book, ria, call_together(book, ria, (daan, mother), side=Side.B, place=CANARY).id)
    table.begin(daan)
    table.minutes(CANARY)
    along = Walk(house, home.id, ria, book.now, Side.B)
    along.on(CANARY)
    along.tick(daan, "understood", words=CANARY)
    made += [table.id, along.step(CANARY, daan)]
    Door(house, app := make_app(house)).arrive(daan)
    Door(house, app).place(app.test_client(), daan, new)
    return made


@pytest.fixture(params=["lotte", "kees"])
def worlds(
    dialect: str, environment: dict[str, str], scratch: Path, request: pytest.FixtureRequest
) -> Iterator[Worlds]:
    first = House.open(Settings.from_environment(environment), FixedClock(NOW))
    home = live_together(first)
    book = Book(first, home.id, NOW - timedelta(days=2))
    home.notes = write_together(book, home.people)
    put_apart(book, home.people)
    home.notes.append(book.write(home.people["ria"], "Een nieuwe dag."))
    cookies = cookies_of(sign_in_client(make_app(first), home.people[request.param]))
    first.close()
    with twice(dialect, environment, scratch, request) as houses:
        hidden = the_other_side_lives_on(houses[1], home)
        for opened in houses:
            opened.clock.moment = NOW + timedelta(hours=2)  # type: ignore[attr-defined]
            prove_all(opened)
        apps: tuple[Flask, Flask] = (make_app(houses[0]), make_app(houses[1]))
        yield Worlds(home, [*hidden, home.people["daan"], home.people["mother"]], apps, cookies)


def bodies(*crawls: dict[str, Answer]) -> bytes:
    return b"\n".join(body for crawl in crawls for _status, _headers, body in crawl.values())


def test_from_the_switch_on_the_other_side_changes_no_byte(worlds: Worlds) -> None:
    seen, again = worlds.crawl()
    assert sum(status == 200 for status, _headers, _body in seen.values()) > 15
    assert differences(seen, again) == []
    everything = bodies(seen, again)
    assert b"We zwommen." in everything
    ids = [worlds.home.people[name] for name in ("daan", "mother")]
    for told in (CANARY, DAAN, MOTHER, "papa", *map(str, ids)):
        found = [where for where, answer in seen.items() if told.encode() in answer[2]]
        assert [where for where in found if told not in where] == [], told


def test_what_the_other_side_wrote_before_is_as_unknown_as_what_it_writes_now(
    worlds: Worlds,
) -> None:
    """Asked, thanked, answered, named, chosen: the same bytes as for an id that never was."""
    unknown, note = uuid4(), {"kind": "good", "text": "Een dag.", "audience": "circle"}
    his = [worlds.home.notes[place] for place in (1, 2, 6)]
    seen, _again = worlds.crawl()
    for hidden in his:
        assert seen[f"/logboek/{hidden}"][0] == 404
    for hidden in [*worlds.hidden, *his, unknown]:
        given = {"id": str(uuid4())}
        asked: list[tuple[str, dict[str, object]]] = [
            ("/logboek/nieuw", {**note, **given, "about": str(hidden)}),
            ("/logboek/nieuw", {**note, **given, "helped_by": str(hidden)}),
            ("/logboek/nieuw", {**note, **given, "audience": "chosen", "chosen": str(hidden)}),
            ("/logboek/zoeken", {"words": CANARY}),
            ("/logboek/zoeken", {"words": DAAN}),
            ("/mensen/apart", {"do": "freeze"}),
            ("/binnen", {"wie": str(hidden), "code": "492817"}),
            *(
                (f"/logboek/{hidden}/{way}", {**note, **given})
                for way in ("dank", "antwoord", "weghalen", "anders")
            ),
        ]
        for address, form in asked:
            one, other = worlds.post(address, form)
            assert one == other, address
            like = worlds.post(
                address.replace(str(hidden), str(unknown)),
                {name: unknown if value == str(hidden) else value for name, value in form.items()},
            )
            assert one[0] == like[0][0], address


def test_the_other_side_does_read_its_own(worlds: Worlds) -> None:
    """Otherwise the two worlds are the same because nothing happened."""
    daan = sign_in_client(worlds.apps[1], worlds.home.people["daan"])
    page = daan.get("/logboek").text
    assert f"{CANARY} in stilte" in page
    assert "Ik kookte." in page
    assert "Lotte" not in page
    assert "Rustig." not in page
