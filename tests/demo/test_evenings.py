"""The evenings and the path of the demo in a real house: whole, and for nobody who should not see them."""

from uuid import UUID

import pytest

from api.core.db import EVERYWHERE
from api.core.errors import NotHere
from api.core.house import House
from api.demo.evening import decision_id, meeting_id
from api.demo.living import Filling
from api.demo.sat import sat
from api.demo.story import known
from api.meetings.keeping import KINDS
from api.meetings.kinds import Mode
from api.meetings.queries import meeting, meetings
from api.meetings.table.closing import MET
from api.meetings.table.queries import seat, state_of
from api.meetings.table.reading import versions
from api.meetings.views import MeetingView
from api.path.kinds import Says
from api.path.outcomes import Phase
from api.path.queries import path
from api.path.views import PathView
from api.people.notices.queries import waiting
from api.people.policy import Side
from api.people.queries import viewer
from api.plan.history import past
from api.plan.queries import plan
from tests.houses import NOW

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600), pytest.mark.only("sqlite")]


def _meetings(house: House, person: UUID) -> tuple[MeetingView, ...]:
    with house.db.reading(EVERYWHERE) as session:
        return meetings(session, viewer(session, person), NOW)


def _path(house: House, person: UUID, sheet: Side) -> PathView:
    with house.db.reading(EVERYWHERE) as session:
        return path(session, viewer(session, person), sheet, NOW)


def test_six_evenings_were_held_one_was_called_off_and_one_comes(
    lived: House, people: dict[str, UUID]
) -> None:
    seen = _meetings(lived, people["sara"])
    held = sorted((each for each in seen if each.closed_at), key=lambda each: each.closed_at or NOW)
    assert len(held) == 6
    assert len([each for each in seen if each.called_off_at]) == 1
    [coming] = [each for each in seen if not each.over]
    assert held[-1].next_id == coming.id
    assert coming.day
    assert coming.day.at > NOW
    assert [each.chair.mode for each in held if each.chair] == [
        Mode.PROFESSIONAL,
        Mode.SHARED,
        *(Mode.CIRCLE,) * 4,
    ]
    assert all(each.inputs and each.opened_at and each.came for each in held)
    assert all(each.mine for each in coming.inputs), "the others' lie closed until it begins"


def test_what_a_table_decided_stands_in_the_plan_with_who_does_it(
    lived: House, people: dict[str, UUID]
) -> None:
    decided = {
        act.fields["id"]: act.fields
        for each in sat("together", known(NOW))
        for act in each.acts
        if act.kind == "decided"
    }
    with lived.db.reading(EVERYWHERE) as session:
        filling, tim = Filling.of(lived, {"tim": people["tim"]}), viewer(session, people["tim"])
        now = plan(session, tim, NOW)
        held = {each.id: each.text for each in (*now.direct, *now.stable)}
        ended = {each.id: each.reason for each in past(session, tim, NOW)}
    assert len(decided) >= 6
    for name, fields in decided.items():
        row = decision_id(filling, name)
        if "ended" in fields:
            assert ended[row] == fields["reason"]
        else:
            assert held[row] == fields["text"]


def test_minutes_were_read_and_those_of_the_big_table_have_two_versions(
    lived: House, people: dict[str, UUID]
) -> None:
    with lived.db.reading(EVERYWHERE) as session:
        mark = viewer(session, people["mark"])
        big = meeting_id(Filling.of(lived, people), "beraad")
        at = seat(session, mark, big)
        written, state = versions(session, mark, at), state_of(session, at.meeting)
    assert [each.number for each in written] == [2, 1]
    assert {each.id for each in written[0].read_by} >= {people["mark"], people["els"]}
    assert state.revealed
    assert state.ideas[0].body["text"].startswith("Praten over geld")


def test_what_noor_asked_to_say_stays_with_els_while_mark_sits_there(
    lived: House, people: dict[str, UUID]
) -> None:
    with lived.db.reading(EVERYWHERE) as session:
        big = meeting_id(Filling.of(lived, people), "beraad")
        for who, hears in (("els", True), ("mark", False), ("sara", False), ("tim", False)):
            seen = meeting(session, viewer(session, people[who]), big, NOW)
            assert any(each.ward for each in seen.inputs) is hears, who
        with pytest.raises(NotHere):
            meeting(session, viewer(session, people["noor"]), big, NOW)


def test_a_path_over_three_phases_with_a_step_back_and_two_tests(
    lived: House, people: dict[str, UUID]
) -> None:
    seen = _path(lived, people["sara"], Side.BOTH)
    assert [(each.phase, each.back) for each in seen.history] == [
        (Phase.DIRECT, False),
        (Phase.STABLE, False),
        (Phase.DIRECT, True),
        (Phase.STABLE, False),
        (Phase.RECOVERY, False),
    ]
    assert [each.result.says for each in seen.tests if each.result] == [Says.NOT_HELD, Says.HELD]
    assert len(seen.steps) >= 5
    assert len(seen.recovery) >= 4
    assert seen.closing
    assert len(seen.closing.yes) >= 4
    assert all(each.missing and each.reason for each in seen.history if each.phase is Phase.STABLE)
    assert "no_new" in seen.earlier


def test_two_sides_know_nothing_of_each_others_evenings_and_path(
    lived: House, people: dict[str, UUID]
) -> None:
    sides = (("lotte", Side.A, Side.B, ("daan", "joost")), ("daan", Side.B, Side.A, ("lotte",)))
    for who, mine, other, hidden in sides:
        seen, walk = _meetings(lived, people[who]), _path(lived, people[who], mine)
        assert {each.side for each in seen} == {mine}
        assert len([each for each in seen if each.closed_at]) == 2
        assert walk.history
        assert walk.steps
        assert not [each for each in hidden if str(people[each]) in f"{seen}{walk}"], who
        with pytest.raises(NotHere):
            _path(lived, people[who], other)
        with lived.db.reading(EVERYWHERE) as session:
            theirs = meeting_id(
                Filling.of(lived, {who: people[who]}),
                "daan-herfst" if who == "lotte" else "lotte-herfst",
            )
            with pytest.raises(NotHere):
                meeting(session, viewer(session, people[who]), theirs, NOW)


def test_nobody_finds_what_was_told_of_evenings_long_past(
    lived: House, people: dict[str, UUID]
) -> None:
    with lived.db.reading(EVERYWHERE) as session:
        for who, person in people.items():
            told = {each.kind for each in waiting(session, viewer(session, person))}
            assert not told & {MET, *KINDS}, who
