"""The plan while another reads along: what everybody may read, and nothing else."""

from uuid import UUID, uuid4

from api.people.policy import Audience, Viewer
from api.people.queries import viewed
from api.plan import actions, queries
from api.plan.views import PlanView
from api.plan.words import Agreement, Part, Plan, Sketch
from tests.plan.sheet import Sheet
from tests.world import World


def quietly(sheet: Sheet, person: UUID) -> PlanView:
    with sheet.house.db.reading(sheet.household) as session:
        return queries.plan(session, viewed(session, person, quiet=True), sheet.now)


def test_what_is_for_chosen_people_and_what_is_proposed_is_not_there(
    sheet: Sheet, world: World
) -> None:
    sheet.danger()
    sheet.agreement("Els komt op zondag.", world.els)
    sheet.agreement(
        "Els belt Sara.",
        world.els,
        people={Part.CHOSEN: (world.sara,)},
        audience=Audience.CHOSEN,
    )
    people = {Part.DOES: (world.sara,)}
    sheet.propose(world.sara, Agreement(text="Ik ga naar Els."), people=people, plan=Plan.DIRECT)
    sheet.do(world.els, actions.endorse, endorsement_id=uuid4(), plan=Plan.DIRECT)
    seen = quietly(sheet, world.sara)
    assert [each.text for each in seen.direct] == ["Els komt op zondag."]
    assert len(seen.dangers) == 1
    assert seen.proposals == ()
    assert [each.person for each in seen.endorsements] == [world.els]


def test_who_keeps_the_plan_is_somebody_without_a_task(sheet: Sheet, world: World) -> None:
    sheet.agreement("Els komt op zondag.", world.els)
    seen = quietly(sheet, world.tim)
    assert [each.orphaned for each in seen.direct] == [False]


def test_what_is_written_then_is_kept_and_read_later(sheet: Sheet, world: World) -> None:
    version, part = uuid4(), uuid4()
    people = {Part.DOES: (world.sara,)}
    sketch = Sketch(words=Agreement(text="Ik bel Els."), plan=Plan.DIRECT, people=people)
    for _ in "12":
        with sheet.house.db.writing(world.household, by=world.sara, now=sheet.now) as session:
            by: Viewer = viewed(session, world.sara, quiet=True)
            actions.draft(
                session,
                by=by,
                part_id=part,
                version_id=version,
                sketch=sketch,
                proposed=True,
                now=sheet.now,
            )
    assert quietly(sheet, world.sara).proposals == ()
    assert [each.text for each in sheet.plan(world.tim).proposals] == ["Ik bel Els."]
