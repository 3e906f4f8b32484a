"""Who reads what of the plan."""

from datetime import timedelta
from uuid import uuid4

import pytest

from api.core.errors import Changed, Invalid, NotHere
from api.people.actions import add_person
from api.people.policy import Audience, Role, Side
from api.people.queries import viewer
from api.plan import actions, queries
from api.plan.rows import live
from api.plan.words import Agreement, Danger, Goal, Part, Plan, Sketch
from tests.plan.sheet import Sheet
from tests.world import World

WALK = Agreement(text="Ik loop een rondje als ik boos word.")


def test_an_agreement_comes_from_draft_to_force(sheet: Sheet, world: World) -> None:
    people = {Part.DOES: (world.mark,), Part.LOOKS: (world.els,)}
    part, version = sheet.draft(world.mark, WALK, people=people, plan=Plan.DIRECT)
    assert [each.is_draft for each in sheet.plan(world.mark).proposals] == [True]
    assert sheet.plan(world.sara).proposals == ()

    sheet.propose(world.mark, WALK, part=part, version=version, people=people, plan=Plan.DIRECT)
    assert [each.text for each in sheet.plan(world.sara).proposals] == [WALK.text]
    assert sheet.texts(world.sara) == []

    sheet.settle(version, people=(world.mark, world.sara))
    view = sheet.agreements(world.sara)[0]
    assert (view.text, view.does, view.looks) == (WALK.text, (world.mark,), (world.els,))
    assert view.settled is not None
    assert set(view.settled.people) == {world.mark, world.sara}
    assert sheet.plan(world.sara).proposals == ()


def test_only_who_keeps_the_plan_from_outside_enters_what_was_agreed(
    sheet: Sheet, world: World
) -> None:
    _, version = sheet.propose(
        world.sara, WALK, people={Part.DOES: (world.mark,)}, plan=Plan.DIRECT
    )
    for person in (world.mark, world.sara, world.els, world.amina, world.noor):
        with pytest.raises(NotHere):
            sheet.settle(version, by=person)


def test_a_child_reads_its_own_words_and_no_danger(sheet: Sheet, world: World) -> None:
    danger = sheet.danger()
    sheet.agree(Goal(text="Oma Els komt en iedereen is rustig."), danger_id=danger)
    sheet.agreement("Mark slaapt bij Kees na ruzie.", world.mark)
    sheet.agreement(
        "Els komt op zondag kijken.",
        world.els,
        child_words="Oma komt op zondag.",
        planned_every=7,
        unannounced_every=10,
        danger_id=danger,
        trigger="Na een feest",
    )
    seen = sheet.plan(world.noor)
    assert (seen.dangers, seen.goals, seen.proposals) == ((), (), ())
    view = seen.direct[0]
    assert [each.text for each in seen.direct] == ["Oma komt op zondag."]
    assert (view.danger_id, view.trigger, view.unannounced_every) == (None, "", None)


def test_who_came_later_reads_what_holds_and_not_what_ended(sheet: Sheet, world: World) -> None:
    sheet.agreement("Els komt op zondag.", world.els)
    with sheet.house.db.writing(world.household, by=None, now=sheet.now) as session:
        new = add_person(
            session,
            household=world.household,
            role=Role.CIRCLE,
            name="Wil",
            now=sheet.now + timedelta(hours=1),
        )
    sheet.now += timedelta(hours=2)
    assert sheet.texts(new) == ["Els komt op zondag."]


def test_who_knows_a_part_reads_what_it_is_named_in(sheet: Sheet, world: World) -> None:
    sheet.danger()
    sheet.agreement("Els komt op zondag.", world.els)
    sheet.agreement("Mark slaapt bij Kees.", world.mark, people={Part.LOOKS: (world.kees,)})
    seen = sheet.plan(world.kees)
    assert [each.text for each in seen.direct] == ["Mark slaapt bij Kees."]
    assert seen.dangers == ()


def test_what_is_for_chosen_people_is_there_for_nobody_else(sheet: Sheet, world: World) -> None:
    sheet.agreement(
        "Els belt Sara elke avond.",
        world.els,
        people={Part.CHOSEN: (world.sara,)},
        audience=Audience.CHOSEN,
    )
    assert sheet.texts(world.sara) == ["Els belt Sara elke avond."]
    assert sheet.texts(world.els) == ["Els belt Sara elke avond."]
    for person in (world.mark, world.ben, world.kees, world.noor):
        assert sheet.texts(person) == []
    assert sheet.ask(world.mark, queries.plan_version) == sheet.ask(world.ben, queries.plan_version)


def test_each_side_reads_its_own(apart: Sheet, world: World) -> None:
    apart.agreement("Lotte belt Ria.", world.lotte)
    before = apart.ask(world.daan, queries.plan_version)
    apart.agreement("Daan belt Ria.", world.daan)
    apart.agreement("Ria haalt Fem op.", world.ria, child_words="Oma haalt mij op.")
    assert apart.texts(world.lotte) == ["Lotte belt Ria.", "Ria haalt Fem op."]
    assert apart.texts(world.daan) == ["Daan belt Ria.", "Ria haalt Fem op."]
    assert before != apart.ask(world.daan, queries.plan_version)
    assert apart.ask(world.lotte, queries.duties_of, world.daan) == []
    assert [each.side for each in apart.agreements(world.ria)] == [Side.A, Side.B, Side.BOTH]


def test_nobody_names_both_sides_in_one_part(apart: Sheet, world: World) -> None:
    with pytest.raises(Invalid):
        apart.agreement("Samen.", world.lotte, people={Part.LOOKS: (world.daan,)})


def test_the_second_who_changes_a_part_hears_of_the_first(sheet: Sheet, world: World) -> None:
    part = sheet.agreement("Mark belt Els.", world.mark)
    base = sheet.version_of(part)
    more = {"part": part, "base": base, "people": {Part.DOES: (world.mark,)}}
    _, mine = sheet.draft(world.mark, Agreement(text="Mark appt Els."), **more, plan=Plan.DIRECT)
    _, theirs = sheet.draft(world.tim, Agreement(text="Mark ziet Els."), **more, plan=Plan.DIRECT)
    sheet.settle(theirs)
    assert sheet.texts(world.sara) == ["Mark ziet Els."]
    with pytest.raises(Changed):
        sheet.draft(world.sara, Agreement(text="Anders."), **more, plan=Plan.DIRECT)
    sheet.propose(
        world.mark,
        Agreement(text="Mark appt Els."),
        version=mine,
        **more,
        plan=Plan.DIRECT,
    )
    with pytest.raises(Changed):
        sheet.settle(mine)


@pytest.mark.parametrize(
    ("who", "part"),
    [("noor", Part.LOOKS), ("noor", Part.TOLD), ("amina", Part.LOOKS), ("lotte", Part.LOOKS)],
)
def test_who_cannot_be_asked_to_look(sheet: Sheet, world: World, who: str, part: Part) -> None:
    """A child never checks others; a professional and another house have no part here."""
    with pytest.raises(Invalid) as refused:
        sheet.agreement("Els komt.", world.els, people={part: (getattr(world, who),)})
    assert refused.value.field == part


def test_a_child_may_have_a_part_of_its_own(sheet: Sheet, world: World) -> None:
    sheet.agreement("Noor belt Els als zij bang is.", world.noor, child_words="Ik bel oma.")
    assert sheet.texts(world.noor) == ["Ik bel oma."]


def test_a_danger_of_another_house_is_no_danger_here(
    sheet: Sheet, apart: Sheet, world: World
) -> None:
    elsewhere = apart.agree(Danger(text="Er is ruzie."))
    told = []
    for each in (elsewhere, uuid4()):
        with pytest.raises(Invalid) as refused:
            sheet.agree(Goal(text="Rust."), danger_id=each)
        told.append(refused.value.message)
    assert told[0] == told[1]


def test_what_goes_on_without_somebody_looks_to_them_as_what_is_over(
    sheet: Sheet, world: World
) -> None:
    """Who is chosen no more must not see whether it stopped, or holds still for others."""
    pasts = []
    for goes_on in (True, False):
        part = sheet.agreement(
            "Els belt elke avond.",
            world.els,
            audience=Audience.CHOSEN,
            people={Part.CHOSEN: (world.sara,)},
        )
        if goes_on:
            people = {Part.DOES: (world.els,), Part.CHOSEN: (world.ben,)}
            _, version = sheet.draft(
                world.tim,
                Agreement(text="Els belt elke ochtend."),
                part=part,
                base=sheet.version_of(part),
                people=people,
                plan=Plan.DIRECT,
            )
            sheet.settle(version)
        else:
            sheet.do(
                world.tim, actions.end, version_id=sheet.version_of(part), reason="Het is klaar."
            )
        pasts.append([each.text for each in sheet.ask(world.sara, queries.past)])
    assert pasts == [["Els belt elke avond."], ["Els belt elke avond."] * 2]
    assert sheet.ask(world.els, queries.past)[0].id == part


def test_a_change_in_whom_somebody_may_not_know_is_no_change(apart: Sheet, world: World) -> None:
    with apart.house.db.writing(world.apart, by=None, now=apart.now) as session:
        hers = add_person(
            session,
            household=world.apart,
            role=Role.CIRCLE,
            name="Wil",
            side=Side.A,
            now=apart.now,
        )
    apart.now += timedelta(hours=1)
    danger = apart.danger()
    text = "Oma Ria komt en iedereen is rustig."
    part = apart.agree(Goal(text=text, circle=(world.ria,)), danger_id=danger)
    now = apart.ask(world.ria, queries.history, part).now
    assert now is not None
    words = Goal(text=text, circle=(world.ria, hers))
    _, version = apart.draft(world.ria, words, part=part, base=now.id, danger_id=danger)
    apart.settle(version)
    told = apart.ask(world.daan, queries.history, part).now
    assert told is not None
    assert (told.differences, told.words) == ((), Goal(text=text, circle=(world.ria,)))
    hers_told = apart.ask(world.lotte, queries.history, part).now
    assert hers_told is not None
    assert [each.field for each in hers_told.differences] == ["circle"]


def test_a_child_reads_no_proposal_not_even_one_that_names_it(sheet: Sheet, world: World) -> None:
    people = {Part.DOES: (world.noor,), Part.CHOSEN: (world.noor, world.sara)}
    sheet.propose(
        world.sara,
        Agreement(text="Noor belt als er ruzie is."),
        people=people,
        plan=Plan.DIRECT,
        audience=Audience.CHOSEN,
    )
    assert len(sheet.plan(world.tim).proposals) == 0
    assert sheet.plan(world.noor).proposals == ()


def test_the_plan_is_opened_once_for_one_look_and_anew_for_who_writes(
    sheet: Sheet, world: World
) -> None:
    sheet.agreement("Els belt.", world.els)
    with sheet.house.db.reading(sheet.household) as session:
        first, second = (live(session, sheet.household) for _ in "12")
        assert [id(row) for row in first] == [id(row) for row in second] != []
        first.clear()
        assert live(session, sheet.household) == second
    with sheet.house.db.writing(sheet.household, by=world.mark, now=sheet.now) as session:
        before, by = live(session, sheet.household), viewer(session, world.mark)
        sketch = Sketch(words=WALK, people={Part.DOES: (world.mark,)}, plan=Plan.DIRECT)
        part, version = uuid4(), uuid4()
        actions.draft(
            session, by=by, part_id=part, version_id=version, sketch=sketch, now=sheet.now
        )
        assert len(live(session, sheet.household)) == len(before) + 1
