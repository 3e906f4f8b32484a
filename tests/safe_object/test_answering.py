"""From "ik ga" to closed: one owner, handed over to who takes it, closed when somebody saw the ward."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from api.core.db import EVERYWHERE
from api.core.errors import Invalid, NotHere
from api.core.house import House
from api.core.verify import findings
from api.people.actions import add_shield
from api.safe_object.model import Answer
from api.safe_object.queries import history, lamp
from api.safe_object.words import Face, Kind
from tests.safe_object.calls import (
    all_hear,
    ask,
    move,
    say,
    seen_by,
    step,
    told,
)
from tests.world import World


@pytest.fixture
def hearing(house: House, world: World) -> None:
    all_hear(house, world.els, world.ben, world.tim)


@pytest.mark.usefixtures("hearing")
def test_the_steps_are_taken_by_the_worker_until_the_card(house: House, world: World) -> None:
    signal = move(house, world)
    for minutes in (5, 10, 15):
        step(house, minutes=minutes)
        step(house)
    assert told(house, signal) == [
        (world.els, "turn"),
        (world.ben, "turn"),
        (world.tim, "turn"),
        (None, "card"),
    ]
    assert seen_by(house, world.els)[0].card


@pytest.mark.usefixtures("hearing")
def test_while_nothing_is_due_nobody_has_to_wait_for_the_worker(
    house: House, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It looks at each open signal each second, for hours: by looking, not by holding the database."""
    signal = move(house, world)
    with monkeypatch.context() as patch:
        patch.setattr(type(house.db), "writing", lambda *_a, **_k: pytest.fail("it wrote"))
        step(house)
        step(house, minutes=4.9)
    step(house, minutes=0.1)
    assert told(house, signal) == [(world.els, "turn"), (world.ben, "turn")]


@pytest.mark.usefixtures("hearing")
def test_from_going_to_closed(house: House, world: World) -> None:
    signal = move(house, world)
    assert say(house, world.els, signal, Kind.GO).owner == world.els
    for early in (Kind.DONE, Kind.CLOSE):
        with pytest.raises(Invalid):
            say(house, world.els, signal, early, text="Thee gedronken.")
    with pytest.raises(Invalid):
        say(house, world.els, signal, Kind.SEEN)
    say(house, world.els, signal, Kind.SEEN, face=Face.CALM, text="Noor tekende.")
    say(house, world.els, signal, Kind.DONE, text="Thee gedronken.")
    assert say(house, world.els, signal, Kind.CLOSE).closed
    step(house, minutes=90)
    assert told(house, signal) == [(world.els, "turn")]
    assert seen_by(house, world.els) == []
    (kept,) = ask(house, world.els, history, house.clock.now())
    assert [each.text for each in kept.answers if each.text] == ["Noor tekende.", "Thee gedronken."]
    with house.db.reading(EVERYWHERE) as session:
        bodies = [row.body or b"" for row in session.scalars(select(Answer))]
    assert not any(b"Noor" in body or b"Thee" in body for body in bodies)
    assert list(findings(house)) == []


@pytest.mark.usefixtures("hearing")
def test_who_says_it_second_is_told_who_goes(house: House, world: World) -> None:
    signal = move(house, world)
    step(house, minutes=5)
    say(house, world.ben, signal, Kind.GO)
    assert say(house, world.els, signal, Kind.CALL).owner == world.ben
    (view,) = seen_by(house, world.els)
    assert view.owner is not None
    assert (view.owner.id, view.mine, view.is_free) == (world.ben, False, False)


@pytest.mark.usefixtures("hearing")
def test_of_two_at_once_one_owns_and_both_hear_the_same(house: House, world: World) -> None:
    signal = move(house, world)
    step(house, minutes=5)
    start = Barrier(2)

    def goes(person: object) -> object:
        start.wait()
        return say(house, person, signal, Kind.GO).owner  # type: ignore[arg-type]

    with ThreadPoolExecutor(2) as pool:
        owners = set(pool.map(goes, (world.els, world.ben)))
    assert len(owners) == 1
    assert owners < {world.els, world.ben}
    with house.db.reading(EVERYWHERE) as session:
        assert len(session.scalars(select(Answer)).all()) == 1


@pytest.mark.usefixtures("hearing")
def test_handed_over_it_stays_with_the_owner_until_the_other_takes_it(
    house: House, world: World
) -> None:
    signal = move(house, world)
    say(house, world.els, signal, Kind.GO)
    say(house, world.els, signal, Kind.HAND_OVER, to=world.tim)
    (view,) = seen_by(house, world.els)
    assert (view.mine, view.handed_to and view.handed_to.id) == (True, world.tim)
    assert seen_by(house, world.tim)[0].handed_to_me
    assert say(house, world.tim, signal, Kind.TAKE).owner == world.tim
    step(house, minutes=20)
    assert (world.ben, "turn") not in told(house, signal)


@pytest.mark.usefixtures("hearing")
def test_handed_over_and_not_taken_the_next_one_is_asked(house: House, world: World) -> None:
    signal = move(house, world)
    say(house, world.els, signal, Kind.GO)
    say(house, world.els, signal, Kind.HAND_OVER, to=world.tim)
    step(house, minutes=4)
    assert (world.ben, "turn") not in told(house, signal)
    step(house, minutes=1)
    assert (world.ben, "turn") in told(house, signal)


@pytest.mark.usefixtures("hearing")
def test_it_is_handed_to_nobody_whom_the_ward_may_fear_and_to_no_parent(
    house: House, world: World
) -> None:
    signal = move(house, world)
    say(house, world.els, signal, Kind.GO)
    for other in (world.mark, world.sara, world.els, None):
        with pytest.raises(Invalid):
            say(house, world.els, signal, Kind.HAND_OVER, to=other)


@pytest.mark.usefixtures("hearing")
def test_for_who_was_not_told_nothing_is_there(house: House, world: World) -> None:
    signal = move(house, world)
    for person in (world.mark, world.sara, world.tim, world.kees, world.noor, world.lotte):
        assert seen_by(house, person) == []
        with pytest.raises(NotHere):
            say(house, person, signal, Kind.GO)


@pytest.mark.usefixtures("hearing")
def test_who_comes_on_the_shield_list_meanwhile_is_asked_no_more(
    house: House, world: World
) -> None:
    signal = move(house, world)
    with house.db.writing(EVERYWHERE, by=None, now=house.clock.now()) as session:
        add_shield(session, ward=world.noor, feared=world.ben, now=house.clock.now())
    step(house, minutes=40)
    assert told(house, signal)[-1] == (None, "card")
    assert world.ben not in {person for person, _why in told(house, signal)}


@pytest.mark.usefixtures("hearing")
def test_moving_it_again_never_silences(house: House, world: World) -> None:
    signal = move(house, world)
    move(house, world)
    step(house, minutes=5)
    assert (world.ben, "turn") in told(house, signal)
    assert len(seen_by(house, world.els)[0].again) == 1


@pytest.mark.usefixtures("hearing")
def test_the_lamp_is_on_while_somebody_has_it(house: House, world: World) -> None:
    signal = move(house, world)
    assert not ask(house, world.noor, lamp, house.clock.now()).on
    say(house, world.els, signal, Kind.GO)
    found = ask(house, world.noor, lamp, house.clock.now())
    assert found.on
    assert [face.id for face in found.faces] == [world.els]
    assert not ask(house, world.mark, lamp, house.clock.now()).on


@pytest.mark.usefixtures("hearing")
def test_taken_and_not_closed_is_reminded(house: House, world: World) -> None:
    signal = move(house, world)
    say(house, world.els, signal, Kind.GO)
    for _ in range(150):
        step(house, minutes=1)
    assert told(house, signal).count((world.els, "remind")) == 3
