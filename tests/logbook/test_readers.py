"""Whenever the circle changes, the list of readers follows; nobody has to remember it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.core.house import House
from api.logbook.finding import item_of
from api.logbook.model import Entry, EntryReader
from api.logbook.note import Kind
from api.logbook.readers import recompute_readers
from api.people.actions import add_person, add_shield, link_safety_person
from api.people.model import Person, SafetyLink, Shield
from api.people.policy import Audience, Ring, Role, Viewer, readers
from api.people.queries import viewers
from tests.logbook.book import Book
from tests.world import World


def everything(book: Book, world: World) -> None:
    """A note of everybody for every audience."""
    for name in ("sara", "mark", "els", "tim", "noor"):
        who = getattr(world, name)
        for audience in (Audience.CIRCLE, Audience.CHOSEN, Audience.SELF):
            chosen = frozenset({world.kees, world.mark, world.ben} - {who})
            book.write(
                who,
                f"{name} {audience}",
                audience=audience,
                chosen=chosen if audience is Audience.CHOSEN else frozenset(),
            )
    book.write(world.noor, "Voor Els.", kind=Kind.TELL, audience=Audience.SAFETY_PERSON)


def written_down(book: Book) -> set[tuple[UUID, UUID, datetime]]:
    with book.house.db.reading(book.household) as session:
        rows = session.scalars(select(EntryReader).filter_by(household_id=book.household))
        return {(row.entry_id, row.person_id, row.happened_at) for row in rows}


def could_ever_read(person: Viewer) -> Viewer:
    """What a house shares with a professional comes and goes by the clock: the list holds all of it."""
    if person.role is not Role.PROFESSIONAL:
        return person
    everything = frozenset({"entry_circle", "entry_chosen", "entry_self", "entry_safety_person"})
    return replace(person, joined_at=person.joined_at.replace(year=1), consents=everything)


def by_the_policy(book: Book) -> set[tuple[UUID, UUID, datetime]]:
    with book.house.db.reading(book.household) as session:
        people = [could_ever_read(each) for each in viewers(session, book.household)]
        return {
            (entry.id, person, entry.happened_at)
            for entry in session.scalars(select(Entry).filter_by(household_id=book.household))
            for person in readers(item_of(session, entry), people)
        }


def test_each_note_is_written_down_for_its_readers(book: Book, world: World) -> None:
    everything(book, world)
    assert written_down(book) == by_the_policy(book)
    assert len(written_down(book)) > 40


def leaves(session: Session, world: World, now: datetime) -> None:
    session.get_one(Person, world.tim).ended_at = now


def moves_inward(session: Session, world: World, now: datetime) -> None:
    session.get_one(Person, world.kees).ring = Ring.ALL


def moves_outward(session: Session, world: World, now: datetime) -> None:
    session.get_one(Person, world.els).ring = Ring.PART


def loses_its_shield(session: Session, world: World, now: datetime) -> None:
    session.query(Shield).one().until = now


def loses_its_safety_person(session: Session, world: World, now: datetime) -> None:
    session.query(SafetyLink).filter_by(person_id=world.els).one().until = now


def gets_a_safety_person(session: Session, world: World, now: datetime) -> None:
    link_safety_person(session, ward=world.sara, person=world.tim, place=1, now=now)


def gets_a_shield(session: Session, world: World, now: datetime) -> None:
    add_shield(session, ward=world.sara, feared=world.mark, now=now)


def gets_a_newcomer(session: Session, world: World, now: datetime) -> None:
    add_person(session, household=world.household, role=Role.CIRCLE, name="Joris", now=now)


@pytest.mark.parametrize(
    ("change", "matters"),
    [
        (leaves, True),
        (moves_inward, True),
        (moves_outward, True),
        (loses_its_shield, True),
        (loses_its_safety_person, True),
        (gets_a_safety_person, False),
        (gets_a_shield, True),
        (gets_a_newcomer, False),
    ],
)
def test_the_list_follows_the_circle(
    book: Book, world: World, change: Callable[..., None], matters: bool
) -> None:
    everything(book, world)
    before = written_down(book)
    with book.house.db.writing(book.household, by=None, now=book.now) as session:
        change(session, world, book.now)
    assert written_down(book) == by_the_policy(book)
    assert (written_down(book) != before) is matters


def test_the_list_can_be_made_anew(book: Book, apart: Book, world: World) -> None:
    everything(book, world)
    apart.write(world.lotte)
    before, elsewhere = written_down(book), written_down(apart)
    with book.house.db.writing(book.household, by=None, now=book.now) as session:
        session.query(EntryReader).filter_by(household_id=book.household).delete()
        recompute_readers(session, book.household)
    assert (written_down(book), written_down(apart)) == (before, elsewhere)


def test_a_shield_hides_what_was_read_before(house: House, book: Book, world: World) -> None:
    made = book.write(world.sara, "Van Sara.")
    book.reply(world.sara, book.write(world.els, "Van Els."), "Antwoord van Sara.")
    assert len(book.timeline(world.mark)) == 2
    book.change(add_shield, ward=world.sara, feared=world.mark)
    assert [view.text for view in book.timeline(world.mark)] == ["Van Els."]
    assert book.timeline(world.mark)[0].replies == ()
    assert made in {view.id for view in book.timeline(world.els)}
