"""Looking for more people: questions, and names that are one's own until somebody is invited."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from api.core.errors import Invalid, NotHere
from api.core.house import House
from api.people.actions import end_membership
from api.people.possible import actions
from api.people.possible.model import PossiblePerson
from api.people.possible.queries import possible_people
from api.people.possible.rules import MOST, QUESTIONS
from tests.houses import NOW
from tests.logbook.book import Book
from tests.world import World

ClientOf = Callable[[UUID], FlaskClient]
ADDRESS = "/mensen/vinden"


@pytest.fixture
def book(house: House, world: World) -> Book:
    return Book(house, world.household, NOW)


def thinks_of(book: Book, who: UUID, name: str = "Tante Bo", row: UUID | None = None) -> UUID:
    thought = {"possible_id": row or uuid4(), "name": name, "question": 2}
    return book.do(who, actions.write_down, **thought)


def names(book: Book, who: UUID) -> list[str]:
    return [each.name for each in book.ask(who, possible_people, book.now)]


def test_a_name_is_for_who_wrote_it_alone_and_lies_sealed(book: Book, world: World) -> None:
    row = thinks_of(book, world.sara)
    assert names(book, world.sara) == ["Tante Bo"]
    others = (world.mark, world.els, world.tim, world.noor, world.amina)
    assert [names(book, who) for who in others] == [[]] * len(others)
    with book.house.db.reading(world.household) as session:
        assert b"Tante Bo" not in session.get_one(PossiblePerson, row).body
    for who in others:
        with pytest.raises(NotHere):
            book.do(who, actions.take_away, possible_id=row)


def test_the_names_of_who_leaves_go_too_and_those_of_others_stay(book: Book, world: World) -> None:
    mine, other = thinks_of(book, world.els), thinks_of(book, world.sara, "Oom Piet")
    book.change(end_membership, person=world.els)
    with book.house.db.reading(world.household) as session:
        assert session.get_one(PossiblePerson, mine).ended_at == book.now
        assert session.get_one(PossiblePerson, other).ended_at is None


def test_sent_twice_it_stands_once_and_taken_away_it_is_gone(book: Book, world: World) -> None:
    row = uuid4()
    for _ in range(2):
        thinks_of(book, world.els, row=row)
    assert names(book, world.els) == ["Tante Bo"]
    with pytest.raises(NotHere):
        thinks_of(book, world.tim, row=row)
    for _ in range(2):
        book.do(world.els, actions.take_away, possible_id=row)
    assert names(book, world.els) == []


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
def test_a_name_is_needed_and_is_short(book: Book, world: World, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        thinks_of(book, world.els, name)
    assert refused.value.field == "name"


@pytest.mark.only("sqlite")
def test_there_is_an_end_to_the_list(book: Book, world: World) -> None:
    for _ in range(MOST):
        thinks_of(book, world.els)
    with pytest.raises(Invalid):
        thinks_of(book, world.els)


@pytest.mark.only("sqlite")
def test_one_question_after_another_and_on_to_the_invitation(
    client_of: ClientOf, world: World
) -> None:
    tim = client_of(world.tim)
    assert QUESTIONS[0] in tim.get(ADDRESS).text
    assert QUESTIONS[0] in tim.get(f"{ADDRESS}?vraag=99").text
    last = tim.get(f"{ADDRESS}?vraag={len(QUESTIONS) - 1}").text
    assert QUESTIONS[-1] in last
    assert f"{ADDRESS}?vraag=0" in last
    form = {"id": str(uuid4()), "question": "3", "name": "Juf <b>Ans"}
    assert tim.post(ADDRESS, data=form).location == f"{ADDRESS}?vraag=3"
    shown = tim.get(ADDRESS).text
    assert "Juf &lt;b&gt;Ans" in shown
    onward = shown.split('href="/mensen/erbij?uit=')[1].split('"')[0]
    assert 'value="Juf &lt;b&gt;Ans"' in tim.get(f"/mensen/erbij?uit={onward}").text
    assert "Juf" not in client_of(world.els).get(ADDRESS).text
    refused = tim.post(ADDRESS, data={"question": "3", "name": ""})
    assert refused.status_code == 422
    assert QUESTIONS[3] in refused.text


@pytest.mark.only("sqlite")
def test_who_invites_nobody_is_told_whom_to_tell(client_of: ClientOf, world: World) -> None:
    els = client_of(world.els)
    els.post(ADDRESS, data={"id": str(uuid4()), "question": "0", "name": "Buurvrouw Ida"})
    shown = els.get(ADDRESS).text
    assert "Buurvrouw Ida" in shown
    assert "Vertel het aan wie het plan bewaart." in shown
    assert "/mensen/erbij" not in shown
