"""Who comes: proposed by one, confirmed by a second from outside, never whom the ward may fear."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from api.core.errors import Invalid, NotHere
from api.core.house import House
from api.people.actions import add_person
from api.people.going.actions import suspend
from api.people.policy import Role, Side
from api.safe_object.ladder_rules import Wanted
from api.safe_object.laddering import ladder_for, proposal_for, propose, say_yes
from tests.safe_object.calls import act, all_hear, ask, move, seen_by, step, told
from tests.world import World

Client = Callable[[UUID], FlaskClient]


def agree(house: House, world: World, *wanted: tuple[UUID, int]) -> None:
    order = [Wanted(*each) for each in wanted]
    act(house, world.els, propose, ward=world.noor, wanted=order, card_after=20)
    act(house, world.tim, say_yes, ward=world.noor)


def on_it(house: House, reader: UUID, ward: UUID) -> list[UUID]:
    return [each.person.id for each in ask(house, reader, ladder_for, ward).rungs]


def test_without_one_the_safety_people_come_first_and_then_the_circle(
    house: House, world: World
) -> None:
    assert on_it(house, world.els, world.noor) == [world.els, world.ben, world.tim]


def test_it_holds_when_a_second_one_says_yes_and_then_it_is_followed(
    house: House, world: World
) -> None:
    all_hear(house, world.tim, world.kees)
    order = [Wanted(world.tim, 0), Wanted(world.kees, 3)]
    act(house, world.els, propose, ward=world.noor, wanted=order, card_after=20)
    with pytest.raises(NotHere):
        act(house, world.els, say_yes, ward=world.noor)
    assert on_it(house, world.els, world.noor)[0] == world.els
    act(house, world.tim, say_yes, ward=world.noor)
    assert on_it(house, world.els, world.noor) == [world.tim, world.kees]
    signal = move(house, world)
    step(house, minutes=3)
    assert told(house, signal) == [(world.tim, "turn"), (world.kees, "turn")]
    with pytest.raises(Invalid):
        act(house, world.ben, say_yes, ward=world.noor)


def test_an_adult_of_the_house_comes_only_when_ward_and_safety_person_say_so(
    house: House, world: World
) -> None:
    all_hear(house, world.els, world.sara)
    agree(house, world, (world.els, 0), (world.sara, 5))
    assert world.sara not in on_it(house, world.els, world.noor)
    signal = move(house, world)
    step(house, minutes=6)
    assert world.sara not in {person for person, _why in told(house, signal)}
    assert ask(house, world.noor, proposal_for, world.noor).may_say_yes
    act(house, world.noor, say_yes, ward=world.noor)
    assert on_it(house, world.noor, world.noor) == [world.els, world.sara]
    step(house)
    assert world.sara in {person for person, _why in told(house, signal)}
    assert [each.id for each in seen_by(house, world.sara)] == [signal]
    assert seen_by(house, world.mark) == []


def test_whom_the_ward_may_fear_stands_on_none(house: House, world: World) -> None:
    for person in (world.mark, world.noor, world.amina, world.lotte):
        order = [Wanted(world.els, 0), Wanted(person, 5)]
        with pytest.raises(Invalid):
            act(house, world.els, propose, ward=world.noor, wanted=order, card_after=20)


@pytest.mark.parametrize(
    ("times", "card"), [((1, 5), 20), ((0, 5), 4), ((0, -1), 20), ((0, 5), 999)]
)
def test_times_that_cannot_be_are_refused(
    house: House, world: World, times: tuple[int, int], card: int
) -> None:
    order = [Wanted(world.els, times[0]), Wanted(world.ben, times[1])]
    with pytest.raises(Invalid):
        act(house, world.els, propose, ward=world.noor, wanted=order, card_after=card)


@pytest.mark.parametrize("who", ["sara", "mark", "kees", "amina"])
def test_for_others_there_is_none(house: House, world: World, client_of: Client, who: str) -> None:
    person = getattr(world, who)
    for query in (ladder_for, proposal_for):
        with pytest.raises(NotHere):
            ask(house, person, query, world.noor)
    assert client_of(person).get(f"/mensen/{world.noor}/wie-komt").status_code == 404


def test_a_child_sees_who_helps_it_and_says_yes_itself(
    house: House, world: World, client_of: Client
) -> None:
    agree(house, world, (world.els, 0), (world.sara, 5))
    noor, page = client_of(world.noor), f"/mensen/{world.noor}/wie-komt"
    assert b"Wie helpt mij?" in noor.get("/mensen").data
    assert b"Ja, zo mag het" in noor.get(page).data
    assert noor.post(page, data={"do": "yes"}).status_code == 303
    assert b"mama" in noor.get(page).data


def test_the_form_proposes_and_the_chair_says_yes(
    house: House, world: World, client_of: Client
) -> None:
    els, tim, page = client_of(world.els), client_of(world.tim), f"/mensen/{world.noor}/wie-komt"
    form = {"person-1": str(world.ben), "after-1": "0", "person-2": "", "card": "15"}
    assert els.post(page, data={**form, "after-1": "x"}).status_code == 422
    assert els.post(page, data={"card": "15"}).status_code == 422
    assert els.post(page, data=form).status_code == 303
    assert b"Ja, dat is goed" in tim.get(page).data
    assert tim.post(page, data={"do": "yes"}).status_code == 303
    assert on_it(house, world.tim, world.noor) == [world.ben]


def test_who_is_sent_away_is_not_asked_while_away(house: House, world: World) -> None:
    all_hear(house, world.els, world.sara)
    agree(house, world, (world.els, 0), (world.sara, 5))
    act(house, world.noor, say_yes, ward=world.noor)
    act(house, world.tim, suspend, person=world.sara, days=5)
    signal = move(house, world)
    step(house, minutes=6)
    assert world.sara not in {person for person, _why in told(house, signal)}


def test_apart_nobody_of_one_side_is_on_the_ladder_that_nobody_agreed_on(
    house: House, world: World
) -> None:
    now = house.clock.now()
    with house.db.writing(world.apart, by=None, now=now) as session:
        for name, side in (("Ans", Side.A), ("Bob", Side.B), ("Cor", Side.BOTH)):
            add_person(
                session, household=world.apart, role=Role.CIRCLE, name=name, side=side, now=now
            )
    rungs = ask(house, world.ria, ladder_for, world.fem).rungs
    assert [each.person.name for each in rungs] == ["Ria", "Cor"]
