"""A house that is put apart: each part goes to the side of the adults it names."""

from collections.abc import Mapping
from uuid import UUID, uuid4

import pytest

from api.core.errors import Invalid, NotHere
from api.people.apart import actions as apart_actions
from api.people.policy import Side
from api.plan import actions, queries
from api.plan.sorting import sort_parts
from api.plan.words import Agreement, Part, Plan
from tests.plan.sheet import Sheet
from tests.world import World


def put_apart(sheet: Sheet, world: World) -> None:
    sides: Mapping[UUID, Side] = {world.sara: Side.A, world.mark: Side.B} | dict.fromkeys(
        (world.noor, world.els, world.ben, world.tim, world.kees, world.amina), Side.BOTH
    )
    sheet.do(world.tim, apart_actions.freeze)
    sheet.do(world.tim, apart_actions.finish, sides=sides, follow=sort_parts)


def test_each_part_goes_to_the_side_of_whom_it_names(sheet: Sheet, world: World) -> None:
    sheet.agreement("Els komt op zondag.", world.els)
    sheet.agreement("Iemand slaapt elders.", world.mark)
    sheet.agreement("Els belt Sara elke avond.", world.els)
    people = {Part.DOES: (world.sara,)}
    sheet.propose(world.sara, Agreement(text="Ik bel Els."), people=people, plan=Plan.DIRECT)
    sheet.do(world.sara, actions.endorse, endorsement_id=uuid4(), plan=Plan.DIRECT)
    put_apart(sheet, world)
    assert sheet.texts(world.sara) == ["Els komt op zondag.", "Els belt Sara elke avond."]
    assert sheet.texts(world.mark) == ["Els komt op zondag.", "Iemand slaapt elders."]
    assert len(sheet.texts(world.tim)) == 3
    assert sheet.plan(world.mark).proposals == ()
    assert sheet.plan(world.mark).endorsements == ()
    assert sheet.ask(world.mark, queries.duties_of, world.sara) == []


def test_afterwards_nobody_of_one_side_is_named_in_what_both_read(
    sheet: Sheet, world: World
) -> None:
    part = sheet.agreement("Els komt op zondag.", world.els)
    put_apart(sheet, world)
    words, people = Agreement(text="Els komt op zaterdag."), {Part.DOES: (world.sara,)}
    with pytest.raises(Invalid):
        sheet.draft(
            world.tim,
            words,
            part=part,
            base=sheet.version_of(part),
            people=people,
            plan=Plan.DIRECT,
        )
    with pytest.raises(Invalid):
        sheet.do(world.tim, actions.hand_over, part_id=part, person=world.els, to=world.sara)


def test_a_proposal_of_the_other_side_is_not_there_in_what_both_read(
    sheet: Sheet, world: World
) -> None:
    """What both read stays with both; that the other side proposed something tells that it is here."""
    part = sheet.agreement("Els komt op zondag.", world.els)
    more = {"part": part, "base": sheet.version_of(part), "plan": Plan.DIRECT}
    people = {Part.DOES: (world.els,)}
    sheet.propose(world.mark, Agreement(text="Els komt op zaterdag."), people=people, **more)
    _, late = sheet.draft(world.mark, Agreement(text="Els komt nooit."), people=people, **more)
    put_apart(sheet, world)
    assert sheet.plan(world.sara).proposals == ()
    assert len(sheet.ask(world.sara, queries.history, part).versions) == 1
    with pytest.raises(NotHere):
        sheet.do(world.mark, actions.propose, version_id=late)
    assert len(sheet.plan(world.mark).proposals) == 2
    assert [each.text for each in sheet.plan(world.tim).proposals] == ["Els komt op zaterdag."]
    assert sheet.plan(world.sara).proposals == ()


def test_a_part_goes_with_who_stands_in_how_it_was_agreed_or_ended(
    sheet: Sheet, world: World
) -> None:
    _, version = sheet.draft(
        world.tim,
        Agreement(text="Els komt op zondag."),
        people={Part.DOES: (world.els,)},
        plan=Plan.DIRECT,
    )
    sheet.settle(version, others="Mark en zijn broer")
    over = sheet.agreement("Els komt op zaterdag.", world.els)
    sheet.do(world.tim, actions.end, version_id=sheet.version_of(over), reason="Mark wil het niet.")
    put_apart(sheet, world)
    assert sheet.texts(world.sara) == []
    assert sheet.texts(world.mark) == ["Els komt op zondag."]
    assert sheet.ask(world.sara, queries.past) == []
    assert [each.text for each in sheet.ask(world.mark, queries.past)] == ["Els komt op zaterdag."]
