"""Two adults who live apart never learn that the other is here; who knows a part learns no more.

As in the two worlds of the shielded parent: the same house twice, and in the second one there is
somebody, or something, that the reader must not notice in a single byte.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.core.clock import FixedClock
from api.core.house import House
from api.core.http import KEY
from api.core.settings import Settings
from api.logbook.note import Kind
from api.people.actions import (
    add_person,
    add_shield,
    give_duty,
    link_safety_person,
    open_household,
)
from api.people.going.actions import lift, propose_removal, suspend
from api.people.going.leaving import leave
from api.people.homes.abilities import tell_abilities
from api.people.homes.contacts import tell_contact
from api.people.homes.living import add_home
from api.people.homes.rings import consent, place
from api.people.homes.rules import Can
from api.people.looking.rules import Seen
from api.people.numbers import add_number
from api.people.policy import Audience, Ring, Role, Side
from api.people.telephone import Call
from api.plan.actions import endorse
from api.plan.words import Agreement, Danger, Part, Plan
from api.resilience.actions import claim, rest
from tests.house.crawl import TAKES_LONG, Answer, crawl, kinds_in, masked
from tests.house.test_two_worlds import DRAWING, differences, look_at, source
from tests.houses import NOW, fresh_urls, make_app
from tests.logbook.book import Book
from tests.meetings.sitting import call
from tests.people.doors import PIN, Door
from tests.plan.sheet import Sheet
from tests.resilience.days import TODAY, Days, cell
from tests.scales.marks import agree_on_danger, score
from tests.world import prove_all, sign_in_client

# What a page tells is decided above the database: test_two_worlds.py and test_other_household.py crawl both.
pytestmark = [TAKES_LONG, pytest.mark.only("sqlite")]

CANARY = "kanarie van de overkant"
PRIVATE = Audience.SAFETY_PERSON


@dataclass
class Home:
    """One household under test: its people by name, and the notes that both worlds have."""

    id: UUID
    people: dict[str, UUID]
    notes: list[UUID]


def live_apart(house: House) -> Home:
    """Lotte with her child and her mother; nobody else is here yet."""
    home = open_household(house, name="Huis van Fem", mode="apart", now=NOW - timedelta(days=9))
    book = Book(house, home, NOW - timedelta(days=8))

    def add(name: str, role: Role, side: Side = Side.BOTH, ring: Ring = Ring.ALL) -> UUID:
        values = {"household": home, "role": role, "name": name, "side": side, "ring": ring}
        return book.change(add_person, **values)

    people = {
        "fem": add("Fem", Role.CHILD),
        "lotte": add("Lotte", Role.ADULT, Side.A),
        "ria": add("Ria", Role.CIRCLE),
        "kees": add("Kees", Role.CIRCLE, ring=Ring.PART),
    }
    book.change(link_safety_person, ward=people["fem"], person=people["ria"], place=1)
    book.change(give_duty, person=people["ria"], kind="chair")
    chosen = frozenset({people["kees"], people["lotte"]})
    notes = [
        book.write(people["fem"], "We zwommen."),
        book.write(people["lotte"], "Rustig.", about=(people["fem"],)),
        book.write(people["ria"], "Ik kookte.", audience=Audience.CHOSEN, chosen=chosen),
    ]
    notes.append(agree_on_danger(book, people["ria"], side=Side.BOTH))
    for each in ("lotte", "ria"):
        score(book, people[each], notes[-1])
    book.reply(people["lotte"], notes[0], "Fijn.")
    Days(book, people["fem"]).begin(people["ria"], {people["lotte"]})
    book.thank(people["kees"], notes[2])
    return Home(home, people, notes)


def somebody_comes_to_the_other_side(house: House, home: Home) -> list[UUID]:
    """Daan, with all that he and the others do out of Lotte's sight."""
    book = Book(house, home.id, NOW)
    fem, ria = home.people["fem"], home.people["ria"]
    values = {"household": home.id, "role": Role.ADULT, "name": CANARY, "side": Side.B}
    early = Book(house, home.id, NOW - timedelta(days=9))
    daan = early.change(add_person, **values)
    mother = early.change(add_person, **(values | {"role": Role.CIRCLE}))
    book.change(link_safety_person, ward=fem, person=mother, place=2)
    book.change(add_shield, ward=fem, feared=daan)
    made = [book.write(daan, CANARY, about=(fem,)), book.write(mother, CANARY, strokes=DRAWING)]
    made.append(book.write(ria, CANARY, audience=Audience.CHOSEN, chosen=frozenset({daan, mother})))
    book.thank(mother, home.notes[0])
    book.reply(mother, home.notes[0], CANARY)
    book.reply(ria, made[0], CANARY)
    book.withdraw(daan, made[0])
    listed = Call(name=CANARY, number="06 12345678", when=CANARY)
    made.append(book.do(ria, add_number, number_id=uuid4(), call=listed, side=Side.B))
    made.append(book.write(fem, CANARY, kind=Kind.TELL, audience=PRIVATE))
    look_at(house, mother, Seen(fem, "entry_safety_person"), Seen(fem, "device"))
    look_at(house, ria, Seen(fem, "entry_safety_person"))
    made.append(they_live_there(book, ria, daan, fem, mother))
    made += they_agree(book, ria, daan, mother)
    made.append(they_give_numbers(book, home, daan, mother))
    made.append(they_live_a_week(book, home, daan, mother))
    sitting = call(book, ria, {daan, mother}, side=Side.B, place=CANARY, goal=CANARY)
    sitting.choose()
    sitting.bring(mother, ward=fem, worry=CANARY)
    made.append(sitting.id)
    book.do(ria, suspend, person=daan, days=5)
    book.do(ria, lift, person=daan)
    book.do(daan, propose_removal, person=mother, urgent=False)
    book.do(daan, leave, duties={}, stand_ins={})
    return [daan, mother, *made]


def they_agree(book: Book, ria: UUID, daan: UUID, mother: UUID) -> list[UUID]:
    """A danger, an agreement that was changed, a proposal and a yes on the other side."""
    sheet = Sheet(book.house, book.household, ria, book.now)
    part = sheet.agreement(CANARY, daan, people={Part.LOOKS: (mother,)}, child_words=CANARY)
    words, people = Agreement(text=f"{CANARY} anders"), {Part.DOES: (mother,)}
    base = sheet.version_of(part)
    sheet.settle(sheet.draft(ria, words, part=part, base=base, people=people)[1])
    sheet.do(mother, endorse, endorsement_id=uuid4(), plan=Plan.DIRECT)
    proposed = sheet.propose(daan, words, people=people, plan=Plan.STABLE)
    return [part, sheet.agree(Danger(text=CANARY), side=Side.B), *proposed]


def they_live_there(book: Book, ria: UUID, daan: UUID, fem: UUID, mother: UUID) -> UUID:
    """Daan's home, whom his mother saw, what she can do, and how much she is told."""
    home = book.do(
        ria, add_home, home_id=uuid4(), name=CANARY, side=Side.B, people=frozenset({daan, fem})
    )
    book.do(mother, tell_contact, ward=fem, day=NOW.date())
    book.do(mother, tell_abilities, can={Can.CAR, Can.NIGHT})
    book.do(ria, place, person_id=mother, ring=Ring.PART)
    book.do(ria, place, person_id=mother, ring=Ring.ALL)
    book.do(daan, consent, person_id=mother)
    return home


def they_give_numbers(book: Book, home: Home, daan: UUID, mother: UUID) -> UUID:
    """On what both sides know and on their own, and what Ria told Daan alone."""
    ria, both = home.people["ria"], home.notes[3]
    theirs = agree_on_danger(book, ria, CANARY, side=Side.B)
    for person in (daan, mother):
        for danger in (both, theirs):
            score(book, person, danger, 1, seen=CANARY)
    score(book, ria, both, 2, seen=CANARY, audience="chosen", chosen=[daan])
    score(book, ria, theirs, 2, seen=CANARY)
    return theirs


def they_live_a_week(book: Book, home: Home, daan: UUID, mother: UUID) -> UUID:
    """In Fem's week and in that of the house, with a question, a holiday and a day in Daan's home."""
    fem = home.people["fem"]
    fems, ours = Days(book, fem), Days(book, None)
    for who in (fem, mother):
        fems.tick(who, cell(text=CANARY))
    ours.tick(daan, cell(text=CANARY))
    ours.begin(daan, {mother})
    ours.want(daan, text=CANARY, along=frozenset({mother}))
    free = {"from_day": TODAY, "until_day": TODAY, "name": CANARY}
    book.do(daan, rest, whose=None, break_id=uuid4(), **free)
    asked = ours.ask(daan, text=CANARY)
    book.do(mother, claim, ask_id=asked)
    return asked


def the_circle_writes(house: House, home: Home) -> list[UUID]:
    """All that somebody who knows a part is not told."""
    book = Book(house, home.id, NOW)
    fem, ria, lotte = (home.people[name] for name in ("fem", "ria", "lotte"))
    made = [book.write(ria, CANARY), book.write(lotte, CANARY, about=(home.people["kees"],))]
    made.append(book.write(fem, CANARY, kind=Kind.TELL, audience=PRIVATE, strokes=DRAWING))
    book.reply(ria, home.notes[0], CANARY)
    book.reply(ria, made[2], CANARY)
    book.thank(ria, home.notes[1])
    book.correct(ria, made[0], f"{CANARY} anders")
    book.change(add_shield, ward=fem, feared=home.people["kees"])
    made.append(agree_on_danger(book, ria, CANARY, side=Side.BOTH))
    for each in (home.notes[3], made[-1]):
        score(book, lotte, each, 2, seen=CANARY)
    score(book, fem, fem, 2, seen=CANARY, audience="circle")
    fems = Days(book, fem)
    fems.begin(ria, {lotte})
    fems.tick(fem, cell(text=CANARY))
    made.append(fems.ask(ria, text=CANARY))
    media = book.entry(fem, made[2]).media
    return [*made, *(medium.id for medium in media)]


@dataclass
class Worlds:
    """The house twice, and how to ask both of them the same as one person."""

    home: Home
    hidden: list[UUID]
    apps: tuple[Flask, Flask]
    cookies: dict[str, str]
    signed_in: dict[Flask, dict[str, str]] = field(default_factory=dict)

    def crawl(self) -> list[dict[str, Answer]]:
        ids = [*self.home.notes, *self.hidden, *self.home.people.values(), uuid4()]
        kinds = kinds_in(ids, *self.apps)
        return [crawl(app, self._client(app), ids, kinds) for app in self.apps]

    def post(self, address: str, form: dict[str, object]) -> list[Answer]:
        asked = [self._client(app).post(address, data=form) for app in self.apps]
        return [masked(got.status_code, list(got.headers), got.data) for got in asked]

    def come_in(self, name: str) -> None:
        """Sign in by name in both worlds; from then on each asks as that person."""
        for app in self.apps:
            client = self._client(app)
            Door(app.extensions[KEY], app).say(client, name)
            self.signed_in[app] = cookies_of(client)

    def _client(self, app: Flask) -> FlaskClient:
        client = app.test_client()
        for name, value in (self.cookies | self.signed_in.get(app, {})).items():
            client.set_cookie(name, value)
        return client


Happens = Callable[[House, Home], list[UUID]]
CASES = {"lotte": somebody_comes_to_the_other_side, "kees": the_circle_writes}


@pytest.fixture(params=CASES)
def worlds(
    dialect: str, environment: dict[str, str], scratch: Path, request: pytest.FixtureRequest
) -> Iterator[Worlds]:
    first = House.open(Settings.from_environment(environment), FixedClock(NOW))
    home = live_apart(first)
    client = sign_in_client(make_app(first), home.people[request.param])
    cookies = cookies_of(client)
    first.close()
    with twice(dialect, environment, scratch, request) as houses:
        hidden = CASES[request.param](houses[1], home)
        for opened in houses:
            opened.clock.moment = NOW + timedelta(hours=2)  # type: ignore[attr-defined]
            prove_all(opened)
        yield Worlds(home, hidden, (make_app(houses[0]), make_app(houses[1])), cookies)


@pytest.fixture
def tablets(
    dialect: str, environment: dict[str, str], scratch: Path, request: pytest.FixtureRequest
) -> Iterator[Worlds]:
    """Fem's tablet, on which her mother and Ria come in too; in the second world Daan does as well."""
    first = House.open(Settings.from_environment(environment), FixedClock(NOW))
    home = live_apart(first)
    app = make_app(first)
    tablet = app.test_client()
    Door(first, app).place(tablet, *(home.people[name] for name in ("fem", "lotte", "ria")))
    cookies = cookies_of(tablet)
    first.close()
    with twice(dialect, environment, scratch, request) as houses:
        apps = (make_app(houses[0]), make_app(houses[1]))
        hidden = somebody_comes_to_the_other_side(houses[1], home)
        other = apps[1].test_client()
        other.set_cookie("hbd", cookies["hbd"])
        Door(houses[1], apps[1]).place(other, hidden[0])
        yield Worlds(home, hidden, apps, cookies)


@contextmanager
def twice(
    dialect: str, environment: dict[str, str], scratch: Path, request: pytest.FixtureRequest
) -> Iterator[list[House]]:
    """The same house two times, the second one copied to the byte."""
    sockets = request.getfixturevalue("postgres_server") if dialect == "postgresql" else ""
    with fresh_urls(dialect, source(environment), scratch, sockets) as copied:
        for name in ("keys.db", "secret.json"):
            shutil.copy(Path(environment["HUISBOEK_DATA"]) / name, copied["HUISBOEK_DATA"])
        houses = [
            House.open(Settings.from_environment(each), FixedClock(NOW))
            for each in (environment, copied)
        ]
        yield houses
        for opened in houses:
            opened.close()


def cookies_of(client: FlaskClient) -> dict[str, str]:
    found = {name: client.get_cookie(name) for name in ("hb", "hbd")}
    return {name: cookie.value for name, cookie in found.items() if cookie}


def test_what_the_reader_must_not_notice_changes_no_byte_of_any_page(worlds: Worlds) -> None:
    seen, again = worlds.crawl()
    assert sum(status == 200 for status, _headers, _body in seen.values()) > 15
    assert differences(seen, again) == []
    assert not any(CANARY.encode() in body for _status, _headers, body in again.values())


def test_whoever_and_whatever_is_hidden_is_refused_as_if_it_were_not_there(
    worlds: Worlds,
) -> None:
    """Naming, choosing, filtering, thanking, answering, changing: hidden and unknown are the same."""
    note = {"kind": "good", "text": "Een dag.", "audience": "circle"}
    for hidden in [*worlds.hidden, uuid4()]:
        given = {"id": str(uuid4())}
        asked: list[tuple[str, dict[str, object]]] = [
            ("/logboek/nieuw", {**note, **given, "about": str(hidden)}),
            ("/logboek/nieuw", {**note, **given, "helped_by": str(hidden)}),
            ("/logboek/nieuw", {**note, **given, "audience": "chosen", "chosen": str(hidden)}),
            ("/logboek/zoeken", {"words": CANARY}),
            ("/binnen", {"wie": str(hidden), "code": "492817"}),
            (f"/mensen/{hidden}/gezien", {"day": "2026-11-20"}),
            (f"/mensen/{hidden}/ja", {}),
            (f"/mensen/{hidden}/kring", {"ring": "none"}),
            (f"/mensen/huizen/{hidden}", {"do": "end"}),
            *(
                (f"/logboek/{hidden}/{way}", {**note, **given})
                for way in ("dank", "antwoord", "weghalen", "anders")
            ),
        ]
        for address, form in asked:
            one, other = worlds.post(address, form)
            assert one == other, address
            assert one[0] in {200, 404, 422}, address


def test_a_tablet_tells_neither_side_that_the_other_comes_in_on_it(tablets: Worlds) -> None:
    """At the door, by name, and on every page once Lotte is in; her own name is on no list either."""
    fem, lotte, unknown = tablets.home.people["fem"], tablets.home.people["lotte"], uuid4()
    posts: list[dict[str, object]] = [
        {"wie": str(who), "code": PIN} for who in (lotte, *tablets.hidden[:2], unknown)
    ]
    posts += [{"naam": name, "code": "739164"} for name in (CANARY, "Lotte", "Fem", "")]
    for form in posts:
        one, other = tablets.post("/binnen", form)
        assert one == other, form
        assert one[0] == (404 if "wie" in form else 422), form
    tablets.come_in("Lotte")
    seen, again = tablets.crawl()
    of_fem = f"/binnen?wie={fem}"
    assert in_any_order(seen.pop(of_fem)) == in_any_order(again.pop(of_fem))
    assert differences(seen, again) == []
    assert "/binnen?wie=iemand" in seen
    assert str(lotte).encode() not in seen["/binnen"][2].split(b"<main")[1]
    assert not any(CANARY.encode() in body for _status, _headers, body in again.values())


def in_any_order(answer: Answer) -> tuple[int, list[bytes]]:
    """The pictures of a child lie in another order each time."""
    return answer[0], sorted(answer[2].splitlines())
