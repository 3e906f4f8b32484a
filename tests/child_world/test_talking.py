"""A child wants to talk with somebody: that one hears it, and nobody else."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from api.child_world.model import TalkWish
from api.child_world.queries import talks, to_ask
from api.child_world.rules import Later, Reply, Says
from api.child_world.talking import answer, not_any_more, want_to_talk
from api.core.errors import Invalid, NotHere
from api.core.house import House
from api.people.actions import add_shield, end_membership
from api.push.model import Delivery
from pwa import child_said
from tests.logbook.book import Book
from tests.push.knocking import subscribe_on_new
from tests.world import World


def want(book: Book, world: World, asked: UUID, wish_id: UUID | None = None) -> UUID:
    return book.do(world.noor, want_to_talk, wish_id=wish_id or uuid4(), asked=asked)


def said(book: Book, who: UUID) -> list[Says | None]:
    return [each.said and each.said.says for each in book.ask(who, talks, book.now)]


def test_only_who_was_asked_and_the_child_learn_of_it(book: Book, world: World) -> None:
    wish = want(book, world, world.els)
    for who in (world.noor, world.els):
        assert [each.id for each in book.ask(who, talks, book.now)] == [wish]
    for other in (world.sara, world.mark, world.ben, world.tim, world.kees):
        assert book.ask(other, talks, book.now) == []
        with pytest.raises(NotHere):
            book.do(other, answer, wish_id=wish, answer_id=uuid4(), reply=Reply(Says.CALLS))


def test_asking_twice_is_asking_once(book: Book, world: World) -> None:
    given = uuid4()
    assert want(book, world, world.els, given) == want(book, world, world.els, given)
    assert want(book, world, world.els) == given
    assert book.count(TalkWish) == 1
    with pytest.raises(Invalid):
        want(book, world, world.tim, given)


def test_the_last_answer_counts_until_they_talked(book: Book, world: World) -> None:
    wish = want(book, world, world.tim)
    assert said(book, world.noor) == [None]
    for reply in (Reply(Says.CALLS), Reply(Says.LATER, Later.TOMORROW)):
        book.do(world.tim, answer, wish_id=wish, answer_id=uuid4(), reply=reply)
    (view,) = book.ask(world.noor, talks, book.now)
    assert view.said is not None
    assert (view.said.says, view.said.day) == (Says.LATER, book.now.date() + timedelta(days=1))
    book.do(world.tim, answer, wish_id=wish, answer_id=uuid4(), reply=Reply(Says.TALKED))
    assert said(book, world.noor) == said(book, world.tim) == []
    with pytest.raises(Invalid):
        book.do(world.tim, answer, wish_id=wish, answer_id=uuid4(), reply=Reply(Says.COMES))


def test_a_child_takes_its_own_wish_back(book: Book, world: World) -> None:
    wish = want(book, world, world.els)
    with pytest.raises(NotHere):
        book.do(world.els, not_any_more, wish_id=wish)
    for _ in "12":
        book.do(world.noor, not_any_more, wish_id=wish)
    assert said(book, world.els) == []


@pytest.mark.parametrize("who", ["mark", "sara", "kees", "amina", "noor", "lotte"])
def test_whoever_is_not_offered_cannot_be_asked(book: Book, world: World, who: str) -> None:
    with pytest.raises(Invalid):
        want(book, world, getattr(world, who))
    assert book.count(TalkWish) == 0


@pytest.mark.parametrize("who", ["sara", "els"])
def test_only_a_child_asks_like_this(book: Book, world: World, who: str) -> None:
    with pytest.raises(NotHere):
        book.do(getattr(world, who), want_to_talk, wish_id=uuid4(), asked=world.tim)


def test_whom_a_child_comes_to_fear_no_longer_sees_that_it_wanted_to_talk(
    book: Book, world: World
) -> None:
    wish = want(book, world, world.ben)
    book.change(add_shield, ward=world.noor, feared=world.ben)
    assert book.ask(world.ben, talks, book.now) == []
    with pytest.raises(NotHere):
        book.do(world.ben, answer, wish_id=wish, answer_id=uuid4(), reply=Reply(Says.COMES))
    assert [each.id for each in book.ask(world.noor, to_ask, book.now)] == [world.els]


def test_a_child_of_2_homes_asks_somebody_of_one_side(apart: Book, world: World) -> None:
    wish = apart.do(world.fem, want_to_talk, wish_id=uuid4(), asked=world.ria)
    assert [each.id for each in apart.ask(world.ria, talks, apart.now)] == [wish]
    for parent in (world.lotte, world.daan):
        assert apart.ask(parent, talks, apart.now) == []


def test_who_is_asked_is_knocked_for_and_nobody_else(book: Book, world: World) -> None:
    for who in (world.els, world.sara, world.ben):
        subscribe_on_new(book.house, who)
    want(book, world, world.els)
    with book.house.db.reading(book.household) as session:
        rows = session.query(Delivery).all()
    assert [(row.person_id, row.word) for row in rows] == [(world.els, "news")]


@pytest.mark.only("sqlite")
def test_a_child_reads_when_nobody_answers_and_is_heard_anew(book: Book, world: World) -> None:
    """After a day of silence it may ask the same one again: their phone is knocked on once more."""
    subscribe_on_new(book.house, world.els)
    wish = want(book, world, world.els)
    assert [each.silent for each in book.ask(world.noor, talks, book.now)] == [False]
    book.now += timedelta(days=1)
    (view,) = book.ask(world.noor, talks, book.now)
    assert view.silent
    assert child_said.talk_line(view, book.now.date()).striptags() == (
        "oma Els zei nog niets. Vraag ook iemand anders."
    )
    with book.house.db.writing(book.household, by=None, now=book.now) as session:
        for row in session.query(Delivery):
            row.accepted_at = book.now
    assert want(book, world, world.els) == wish
    with book.house.db.reading(book.household) as session:
        assert [row.about for row in session.query(Delivery)] == [wish, wish]
    book.do(world.els, answer, wish_id=wish, answer_id=uuid4(), reply=Reply(Says.CALLS))
    assert [each.silent for each in book.ask(world.noor, talks, book.now)] == [False]


@pytest.mark.only("sqlite")
def test_a_promise_of_who_is_not_here_any_more_is_none(
    book: Book, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    """A child that chose without a net is kept too: it reads that nobody hears it, and asks another."""
    first = want(book, world, world.ben)
    book.do(world.ben, answer, wish_id=first, answer_id=uuid4(), reply=Reply(Says.CALLS))
    book.change(end_membership, person=world.ben)
    (view,) = book.ask(world.noor, talks, book.now)
    assert (view.silent, view.said) == (True, None)
    assert "zei nog niets. Vraag ook iemand anders." in client_of(world.noor).get("/").text
    book.do(world.noor, not_any_more, wish_id=first)
    late = uuid4()
    assert want(book, world, world.ben, late) == late
    assert [each.silent for each in book.ask(world.noor, talks, book.now)] == [True]


def test_a_wish_that_comes_late_is_kept_though_somebody_is_feared_by_now(
    house: House, book: Book, world: World
) -> None:
    """Refused, it would stay on her phone: of all she asked, the one she may fear would stand out."""
    subscribe_on_new(house, world.els)
    book.change(add_shield, ward=world.noor, feared=world.els)
    for asked in (world.els, world.tim):
        given = {"asked": asked, "made_at": book.now - timedelta(hours=1)}
        book.do(world.noor, want_to_talk, wish_id=uuid4(), **given)
    assert book.count(TalkWish) == 2
    assert book.ask(world.els, talks, book.now) == []
    with house.db.reading(world.household) as session:
        assert not session.scalars(select(Delivery).filter_by(person_id=world.els)).all()
    with pytest.raises(Invalid):
        want(book, world, world.els)
