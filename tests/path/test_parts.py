"""Steps, tests of the plan, recovery and the closing plan: who writes, who says what, and versions."""

from datetime import timedelta
from uuid import uuid4

import pytest

from api.core.errors import Changed, Invalid, NotHere
from api.path import ordering, saying
from api.path.kinds import Named, Says
from api.path.words import ClosingPlan, RecoveryPoint, Step, StressTest, Words, kind_of
from api.path.words_kept import from_json, to_json
from tests.path.walk import Walk
from tests.world import World

pytestmark = pytest.mark.only("sqlite")


@pytest.mark.parametrize(
    "words",
    [
        Step(text="Praten", if_not="Dan bellen we."),
        StressTest(text="Te laat thuis", stop_word="Banaan", time="18:00", informed="Amina"),
        RecoveryPoint(text="Weer werken", area="taking_part"),
        ClosingPlan(text="Als het druk is", calls="Sara belt Els."),
    ],
    ids=kind_of,
)
def test_words_come_back_as_they_were(words: Words) -> None:
    assert from_json(kind_of(words), to_json(words)) == words


def test_a_step_says_who_and_what_comes_of_it(walk: Walk, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        walk.write(Step(text="Bellen"))
    assert refused.value.field == "does"
    walk.step("Mark gaat praten.", world.mark)
    step = walk.path(world.mark).steps[0]
    assert (step.words.text, step.people[Named.DOES]) == ("Mark gaat praten.", (world.mark,))


def test_whoever_does_a_step_says_that_it_is_done_and_nobody_else(walk: Walk, world: World) -> None:
    step = walk.step("Mark gaat praten.", world.mark)
    with pytest.raises(NotHere):
        walk.say(world.sara, step, Says.DONE)
    walk.say(world.mark, step, Says.DONE, "3 keer.")
    done = walk.path(world.sara).steps[0].done
    assert done is not None
    assert (done.by, done.words) == (world.mark, "3 keer.")
    walk.say(world.tim, step, Says.UNDONE)
    assert walk.path(world.sara).steps[0].done is None


def test_other_words_are_a_version_and_the_late_one_is_told(walk: Walk, world: World) -> None:
    step = walk.step("Bellen", world.els)
    base = walk.path(world.tim).steps[0].version_id
    walk.say(world.els, step, Says.DONE)
    walk.step("Langsgaan", world.els, part=step, base=base)
    found = walk.path(world.sara).steps[0]
    assert found.words.text == "Langsgaan"
    assert [words.text for _, words in found.before] == ["Bellen"]
    assert found.done is not None
    with pytest.raises(Changed):
        walk.step("Appen", world.els, part=step, base=base)
    with pytest.raises(Changed):
        values = {"mark_id": uuid4(), "version_id": base, "says": Says.UNDONE}
        walk.do(world.els, saying.say, **values)


def test_a_step_goes_up_and_another_place_is_no_other_words(walk: Walk, world: World) -> None:
    one, two, three = (walk.step(text, world.els) for text in ("Een", "Nog een", "De laatste"))
    once, again, last = uuid4(), uuid4(), uuid4()
    for sent, order in (
        (once, [one, three, two]),
        (once, [one, three, two]),
        (again, [three, one, two]),
        (last, [three, one, two]),
    ):
        walk.do(world.tim, ordering.put_earlier, part_id=three, version_id=sent)
        assert [each.id for each in walk.path(world.sara).steps] == order
    assert [each.id for each in walk.path(world.sara).steps] == [three, one, two]
    assert walk.path(world.sara).steps[0].before == ()


def test_a_test_is_not_there_without_its_day_its_word_who_stands_by_and_who_knows(
    walk: Walk, world: World
) -> None:
    whole = {"text": "Laat thuis", "stop_word": "Banaan", "time": "18:00", "informed": "Amina"}
    people = {Named.STANDS_BY: (world.els,)}
    for name, wrong in (("stop_word", ""), ("time", "25:00"), ("informed", "")):
        with pytest.raises(Invalid) as refused:
            walk.write(StressTest(**{**whole, name: wrong}), people=people, day=walk.today)
        assert refused.value.field == name
    for field, more in (
        ("day", {"people": people}),
        ("stands_by", {"day": walk.today}),
        ("day", {"people": people, "day": walk.today - timedelta(days=1)}),
    ):
        with pytest.raises(Invalid) as refused:
            walk.write(StressTest(**whole), **more)
        assert refused.value.field == field


def test_how_a_test_went_is_said_by_who_stood_by_and_not_before_the_day(
    walk: Walk, world: World
) -> None:
    test = walk.test("Laat thuis", world.els)
    later = walk.test("Geld op", world.els, day=walk.today + timedelta(days=3))
    for person in (world.sara, world.mark, world.ben):
        with pytest.raises(NotHere):
            walk.say(person, test, Says.HELD)
    with pytest.raises(Invalid):
        walk.say(world.els, later, Says.HELD)
    walk.say(world.sara, test, Says.YES)
    with pytest.raises(NotHere):
        walk.say(world.ben, test, Says.YES)
    walk.say(world.els, test, Says.STOPPED, "We belden te laat.")
    found = walk.path(world.mark).part(test)
    assert found is not None
    assert found.result is not None
    assert (found.result.says, found.result.by) == (Says.STOPPED, world.els)
    assert [each.by for each in found.yes] == [world.sara]


def test_there_is_one_closing_plan_and_a_yes_to_older_words_shows(walk: Walk, world: World) -> None:
    closing = walk.closing("Als het druk is", world.els)
    with pytest.raises(Changed):
        walk.closing("Nog een", world.els)
    for person in (world.sara, world.ben):
        walk.say(person, closing, Says.YES)
    base = walk.path(world.tim).closing
    assert base is not None
    walk.closing("Als het erg druk is", world.els, part=closing, base=base.version_id)
    walk.say(world.ben, closing, Says.YES)
    found = walk.path(world.mark).closing
    assert found is not None
    assert {each.by: each.older for each in found.yes} == {world.sara: True, world.ben: False}


def test_the_closing_plan_is_kept_from_outside_the_house_and_looked_at_within_a_year(
    walk: Walk, world: World
) -> None:
    with pytest.raises(Invalid) as refused:
        walk.closing("Als het druk is", world.mark)
    assert refused.value.field == "keeps"
    with pytest.raises(Invalid) as refused:
        walk.closing("Als het druk is", world.els, day=walk.today + timedelta(days=400))
    assert refused.value.field == "day"


def test_what_ends_is_gone_for_all_and_only_its_keeper_ends_it(walk: Walk, world: World) -> None:
    point = walk.point("Weer naar school")
    with pytest.raises(NotHere):
        walk.say(world.sara, point, Says.ENDED)
    walk.say(world.tim, point, Says.ENDED)
    assert walk.path(world.sara).recovery == ()
    with pytest.raises(NotHere):
        walk.point("Toch", part=point)


def test_nobody_of_the_house_writes_and_nobody_unknown_is_named(walk: Walk, world: World) -> None:
    for person in (world.sara, world.mark, world.els, world.noor):
        with pytest.raises(NotHere):
            walk.step("Bellen", world.els, by=person)
    for person in (world.noor, world.amina, world.kees, world.daan, uuid4()):
        with pytest.raises(Invalid):
            walk.step("Bellen", person)
