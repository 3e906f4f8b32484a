"""A phase is agreed on by people, written by who keeps the plan, and going back loses nothing."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient

from api.core.errors import Changed, Invalid, NotHere
from api.path.actions import agree
from api.path.kinds import Says
from api.path.outcomes import OUTCOMES, Phase, outcomes_of
from api.path.rules import next_phase, phase_before
from api.people.actions import add_person, add_shield, end_membership
from api.people.going.actions import confirm_suspension, suspend
from api.people.policy import Role
from api.people.queries import viewer
from tests.path.walk import Walk
from tests.plan.sheet import Sheet
from tests.world import World

pytestmark = pytest.mark.only("sqlite")
NEW_WORRY = "Er kwam een zorg bij."


def test_one_step_forward_and_one_step_back() -> None:
    assert [next_phase(each) for each in Phase] == [*list(Phase)[1:], None]
    assert [phase_before(each) for each in Phase] == [None, *list(Phase)[:-1]]


def test_every_phase_but_the_last_has_outcomes_and_no_two_share_a_key() -> None:
    assert [len(outcomes_of(each)) for each in Phase] == [2, 10, 10, 9, 0]
    assert len({each.key for each in OUTCOMES}) == len(OUTCOMES)


def test_who_never_agreed_on_anything_is_at_the_beginning(walk: Walk, world: World) -> None:
    found = walk.path(world.sara)
    assert (found.phase, found.history) == (Phase.TUNING, ())


def test_going_on_with_something_missing_asks_why_and_shows_it_to_all(
    walk: Walk, world: World
) -> None:
    walk.tick(world.els, "who_looks")
    with pytest.raises(Invalid) as refused:
        walk.on("")
    assert refused.value.field == "reason"
    walk.on("Tim belt morgen.")
    last = walk.path(world.mark).history[-1]
    assert (last.phase, last.missing, last.reason) == (
        Phase.DIRECT,
        ("who_guards",),
        "Tim belt morgen.",
    )


def test_going_on_with_nothing_missing_asks_nothing(walk: Walk, world: World) -> None:
    for outcome in outcomes_of(Phase.TUNING):
        walk.tick(world.sara, outcome.key)
    walk.on("")
    assert walk.path(world.sara).history[-1].missing == ()


def test_what_only_somebody_found_whom_a_reader_may_not_read_was_missing_as_far_as_they_see(
    walk: Walk, world: World
) -> None:
    """What nobody ticks and was not missing either would tell who is feared."""
    add = {"ward": world.sara, "feared": world.mark, "now": walk.now}
    with walk.house.db.writing(walk.household, by=None, now=walk.now) as session:
        add_shield(session, **add)
    walk.tick(world.sara, "who_guards")
    walk.tick(world.els, "who_looks")
    walk.on("")
    walk.tick(world.els, "who_looks", reached=False)
    assert walk.path(world.mark).history[-1].missing == ("who_guards",)
    assert walk.path(world.els).history[-1].missing == ()
    walk.back()
    assert walk.path(world.mark).history[-1].missing == ()


def test_going_back_is_one_step_asks_nothing_and_keeps_all(walk: Walk, world: World) -> None:
    walk.to(Phase.STABLE)
    walk.tick(world.sara, "week")
    step = walk.step("Sara belt.", world.sara)
    walk.say(world.sara, step, Says.DONE)
    walk.back()
    found = walk.path(world.els)
    assert [each.phase for each in found.history] == [Phase.DIRECT, Phase.STABLE, Phase.DIRECT]
    assert found.history[-1].back
    assert found.reached_by("week") == (world.sara,)
    assert found.steps[0].done is not None


def test_there_is_nothing_before_the_first_and_nothing_after_the_last(walk: Walk) -> None:
    with pytest.raises(NotHere):
        walk.back()
    walk.to(Phase.CLOSED)
    with pytest.raises(NotHere):
        walk.on()


def test_whoever_is_late_is_told(walk: Walk) -> None:
    walk.on()
    with pytest.raises(Changed):
        walk.on(seen=Phase.TUNING)


def test_sent_twice_it_is_once(walk: Walk, world: World) -> None:
    given = uuid4()
    for _ in range(2):
        values = {"phase_id": given, "seen": Phase.TUNING, "reason": "Ja."}
        walk.do(world.tim, agree, **values)
    assert len(walk.path(world.sara).history) == 1


def test_only_who_keeps_the_plan_writes_it(walk: Walk, world: World) -> None:
    for person in (world.sara, world.mark, world.els, world.noor, world.kees, world.amina):
        with pytest.raises(NotHere):
            walk.do(person, agree, phase_id=uuid4(), seen=Phase.TUNING, reason="Ja.")


def test_a_tick_is_ones_own_and_its_history_stays(walk: Walk, world: World) -> None:
    walk.tick(world.sara, "week", words="Elke dag buiten.")
    walk.tick(world.mark, "week")
    walk.tick(world.sara, "week", reached=False, words="Nu even niet.")
    found = walk.path(world.els)
    assert found.reached_by("week") == (world.mark,)
    last = next(each for each in found.ticks["week"] if each.person == world.sara)
    assert (last.reached, last.words) == (False, "Nu even niet.")
    assert [each.words for each in found.earlier["week"]] == ["Elke dag buiten."]


def test_for_whom_there_is_no_path(walk: Walk, world: World) -> None:
    """Children, who knows a part, and who reads along without consent: not there, and no tick either."""
    for person in (world.noor, world.kees, world.amina):
        with pytest.raises(NotHere):
            walk.path(person)
        with pytest.raises(NotHere):
            walk.tick(person, "week")


def test_an_outcome_that_is_not_ours_is_not_there(walk: Walk, world: World) -> None:
    with pytest.raises(NotHere):
        walk.tick(world.sara, "safe")


def test_what_somebody_found_who_left_is_read_back_and_counts_no_more(
    walk: Walk, world: World
) -> None:
    walk.tick(world.ben, "who_looks", words="Amina kijkt mee.")
    walk.tick(world.els, "who_guards")
    with walk.house.db.writing(walk.household, by=None, now=walk.now) as session:
        end_membership(session, person=world.ben, now=walk.now)
    found = walk.path(world.sara)
    assert (found.reached_by("who_looks"), found.reached_by("who_guards")) == ((), (world.els,))
    assert [each.words for each in found.said_before("who_looks")] == ["Amina kijkt mee."]
    walk.on()
    assert walk.path(world.sara).history[-1].missing == ("who_looks",)


def send_away(walk: Walk, world: World, person: UUID) -> None:
    """Oom Tim and oma Els send somebody away for five days."""
    walk.now += timedelta(minutes=1)
    for by, action, more in (
        (world.tim, suspend, {"days": 5}),
        (world.els, confirm_suspension, {}),
    ):
        with walk.house.db.writing(walk.household, by=by, now=walk.now) as session:
            action(session, by=viewer(session, by), person=person, now=walk.now, **more)


def test_who_was_away_reads_where_it_is_now_and_not_when_or_why_it_went_there(
    walk: Walk, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    """Security R6: of the days in which somebody was sent away nothing shows afterwards, unless shared."""
    walk.on("Wij durven het.")
    send_away(walk, world, world.mark)
    walk.now += timedelta(days=2)
    walk.on("Sara slaapt nu goed.")
    walk.now += timedelta(days=4)
    walk.house.clock.moment = walk.now  # type: ignore[attr-defined]
    mark, sara = walk.path(world.mark), walk.path(world.sara)
    assert (mark.phase, sara.phase) == (Phase.STABLE, Phase.STABLE)
    assert ([each.reason for each in mark.history], mark.agreed) == (["Wij durven het."], None)
    assert sara.agreed is not None
    assert (sara.agreed, sara.agreed.reason) == (sara.history[-1], "Sara slaapt nu goed.")
    his, hers = (client_of(who).get("/pad").text for who in (world.mark, world.sara))
    for page, there in ((his, False), (hers, True)):
        assert "Rust die blijft" in page
        assert "Wij durven het." in page
        for words in ("We zijn hier sinds", "Sara slaapt nu goed."):
            assert (words in page) is there, words
    walk.back()
    mark = walk.path(world.mark)
    assert [each.back for each in mark.history] == [False, True]
    assert (mark.phase, mark.agreed) == (Phase.DIRECT, mark.history[-1])


def test_a_worry_is_new_to_who_was_away_when_it_came_after_their_return(
    walk: Walk, world: World, client_of: Callable[[UUID], FlaskClient]
) -> None:
    """Counted from the day on which the path moved, it would tell that day."""
    walk.to(Phase.DIRECT)
    send_away(walk, world, world.mark)
    walk.now += timedelta(days=1)
    walk.on()
    mark = client_of(world.mark)
    seen = []
    for days in (5, 1):
        walk.now += timedelta(days=days)
        walk.house.clock.moment = walk.now + timedelta(hours=1)  # type: ignore[attr-defined]
        seen.append(NEW_WORRY in mark.get("/pad").text)
        sheet = Sheet(walk.house, walk.household, world.tim, walk.now)
        sheet.danger("Het wordt laat en luid.")
    assert seen == [False, True]


def test_who_came_in_after_it_still_reads_since_when_it_is_so(walk: Walk, world: World) -> None:
    walk.on("Wij durven het.")
    with walk.house.db.writing(walk.household, by=None, now=walk.now) as session:
        later = add_person(
            session,
            household=walk.household,
            name="Ria",
            role=Role.CIRCLE,
            now=walk.now + timedelta(days=1),
        )
    walk.now += timedelta(days=2)
    assert [each.reason for each in walk.path(later).history] == ["Wij durven het."]
