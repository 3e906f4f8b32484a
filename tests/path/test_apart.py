"""In an apart house each side has its own sheet, and learns nothing of the other's."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from api.core.errors import Invalid, NotHere
from api.core.house import House
from api.path.actions import agree
from api.path.kinds import Says
from api.path.model import PathMark, PhaseAgreed
from api.path.outcomes import Phase
from api.path.sorting import sort_path
from api.people.apart import actions as putting
from api.people.policy import Side
from api.people.queries import viewer
from tests.path.walk import Walk
from tests.world import World

pytestmark = pytest.mark.only("sqlite")


def test_each_side_has_its_own_sheet_and_both_have_a_keeper(apart: Walk, world: World) -> None:
    assert apart.path(world.ria, Side.A).sheets == (Side.A, Side.B)
    apart.on(sheet=Side.A)
    apart.step("Lotte belt.", world.lotte, sheet=Side.A)
    apart.tick(world.daan, "who_looks", sheet=Side.B)
    lotte, daan = apart.path(world.lotte, Side.A), apart.path(world.daan, Side.B)
    assert (lotte.sheets, lotte.phase, len(lotte.steps)) == ((Side.A,), Phase.DIRECT, 1)
    assert (daan.sheets, daan.phase, daan.steps) == ((Side.B,), Phase.TUNING, ())
    assert not lotte.ticks
    assert daan.reached_by("who_looks") == (world.daan,)


@pytest.mark.parametrize("sheet", [Side.B, Side.BOTH])
def test_the_other_sheet_and_one_of_both_are_not_there(
    apart: Walk, world: World, sheet: Side
) -> None:
    with pytest.raises(NotHere):
        apart.path(world.lotte, sheet)
    with pytest.raises(NotHere):
        apart.tick(world.lotte, "who_looks", sheet=sheet)


def test_nothing_is_written_on_both_and_nobody_of_the_other_side_is_named(
    apart: Walk, world: World
) -> None:
    with pytest.raises(NotHere):
        apart.do(world.ria, agree, phase_id=uuid4(), seen=Phase.TUNING, reason="Ja.")
    with pytest.raises(Invalid):
        apart.step("Daan belt.", world.daan, sheet=Side.A)


def put_apart(walk: Walk, world: World) -> None:
    """Sara and Ben on the one side, Mark on the other; what was written follows."""
    sides = {world.sara: Side.A, world.mark: Side.B}
    others = (world.els, world.ben, world.kees)
    sides |= dict.fromkeys(others, Side.BOTH) | {world.ben: Side.A}

    def follow(session: object, household: UUID) -> None:
        sort_path(session, household)  # type: ignore[arg-type]

    for action, values in (
        (putting.freeze, {}),
        (putting.finish, {"sides": sides, "follow": follow}),
    ):
        with walk.house.db.writing(walk.household, by=world.tim, now=walk.now) as session:
            action(session, by=viewer(session, world.tim), now=walk.now, **values)


def test_what_was_agreed_together_goes_on_for_each_and_what_names_one_stays_there(
    walk: Walk, world: World
) -> None:
    walk.on("Sara en haar moeder willen verder.")
    walk.tick(world.mark, "understood")
    shared = walk.test("Laat thuis", world.els)
    own = walk.step("Mark belt Els.", world.mark)
    walk.say(world.els, shared, Says.HELD, "Sara belde op tijd.")
    put_apart(walk, world)
    sara, mark = walk.path(world.sara, Side.A), walk.path(world.mark, Side.B)
    assert (sara.phase, mark.phase) == (Phase.DIRECT, Phase.DIRECT)
    reasons = [found.history[-1].reason for found in (sara, mark)]
    assert reasons == ["Sara en haar moeder willen verder.", ""]
    assert mark.history[-1].missing == sara.history[-1].missing != ()
    assert (sara.steps, [each.id for each in mark.steps]) == ((), [own])
    assert (sara.ticks, mark.reached_by("understood")) == ({}, (world.mark,))
    results = [found.part(shared).result for found in (sara, mark)]  # type: ignore[union-attr]
    assert [result.says for result in results if result] == [Says.HELD, Says.HELD]
    assert [result.words for result in results if result] == ["Sara belde op tijd.", ""]


def test_other_words_on_one_sheet_leave_the_other_as_it_was(walk: Walk, world: World) -> None:
    part = walk.test("Laat thuis", world.els)
    put_apart(walk, world)
    before = walk.path(world.mark, Side.B)
    held = walk.path(world.tim, Side.A).part(part)
    assert held is not None
    walk.test("Geld op", world.els, part=part, base=held.version_id, sheet=Side.A)
    walk.say(world.tim, part, Says.ENDED, sheet=Side.A)
    assert walk.path(world.sara, Side.A).tests == ()
    assert walk.path(world.mark, Side.B) == before


def test_a_sheet_holds_only_what_its_own_side_or_both_wrote(
    apart: Walk, world: World, house: House
) -> None:
    apart.on(sheet=Side.A)
    part = apart.test("Laat thuis", world.ria, sheet=Side.B)
    apart.say(world.ria, part, Says.HELD, sheet=Side.B)
    with house.db.reading(world.apart) as session:
        assert set(session.scalars(select(PhaseAgreed.side))) == {"a"}
        assert set(session.scalars(select(PathMark.side))) == {"b"}
