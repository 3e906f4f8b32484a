"""A house that is put apart: each part goes to the side of the adults it names."""

from collections.abc import Mapping
from uuid import UUID, uuid4

import pytest

from api.core.errors import Invalid
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
