"""The checks, the days to come and the numbers of the demo, as each of its people may see them."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.demo.cast import CAST
from api.demo.story import tell
from api.logbook.queries import entry
from api.people.policy import Role
from api.people.queries import viewer
from api.plan.checking.model import Check
from api.plan.checking.queries import own_pauses, uncovered, visits
from api.plan.checking.rules import Kind
from api.plan.queries import agreements, dangers
from api.scales.model import Score
from api.scales.queries import Voice, anchors, history
from api.visits.looking import at
from api.visits.turns import own_turns
from tests.houses import NOW

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

GROWN_UPS = [handle for handle, cast in CAST.items() if cast.role in {Role.ADULT, Role.CIRCLE}]


def _voices(house: House, who: UUID) -> dict[str, list[Voice]]:
    """What somebody sees of each danger that they know, by its text."""
    with house.db.reading(EVERYWHERE) as session:
        by = viewer(session, who)
        known = dangers(session, by, NOW)
        return {each.text: list(history(session, by, each.id, NOW)) for each in known}


def test_every_check_of_the_story_is_one_of_the_plan(lived: House) -> None:
    told = [each for each in tell(NOW) if each.note.get("agreement")]
    with lived.db.reading(EVERYWHERE) as session:
        rows = session.scalars(select(Check)).all()
        assert len(rows) == len(told) >= 160
        for row in rows:
            note = entry(session, viewer(session, row.person_id), row.entry_id)
            assert note.agreement_id == row.agreement_id
            assert note.happened_at == row.at


def test_who_looked_at_what_can_be_read_by_the_circle(
    lived: House, people: dict[str, UUID]
) -> None:
    with lived.db.reading(EVERYWHERE) as session:
        sara = viewer(session, people["sara"])
        seen = {each.text: at(session, sara, each.id) for each in agreements(session, sara, NOW)}
    assert sum(bool(notes) for notes in seen.values()) >= 15
    wednesday = next(notes for text, notes in seen.items() if text.startswith("Tim komt"))
    assert {note.author.id for note in wednesday} >= {people["tim"]}
    assert len(wednesday) >= 10


def test_nobody_is_far_behind_with_looking(lived: House, people: dict[str, UUID]) -> None:
    with lived.db.reading(EVERYWHERE) as session:
        turns = {
            handle: own_turns(session, viewer(session, people[handle]), NOW) for handle in GROWN_UPS
        }
    assert sum(map(len, turns.values())) >= 12
    assert all(each.due.late_days <= 14 for those in turns.values() for each in those)
    assert any(each.due.arranged for each in turns["tim"])


def test_the_days_to_come_are_for_all_and_unannounced_ones_for_the_visitor(
    lived: House, people: dict[str, UUID]
) -> None:
    for handle in GROWN_UPS:
        with lived.db.reading(EVERYWHERE) as session:
            by = viewer(session, people[handle])
            coming = visits(session, by, agreements(session, by, NOW), NOW)
        others = {each.kind for each in coming if each.person != people[handle]}
        assert Kind.UNANNOUNCED not in others, handle
    with lived.db.reading(EVERYWHERE) as session:
        els = viewer(session, people["els"])
        kinds = Counter(
            each.kind for each in visits(session, els, agreements(session, els, NOW), NOW)
        )
    assert kinds[Kind.PLANNED] >= 5
    assert kinds[Kind.UNANNOUNCED] == 2


def test_ben_steps_back_and_tim_sees_who_does_not_look(
    lived: House, people: dict[str, UUID]
) -> None:
    with lived.db.reading(EVERYWHERE) as session:
        ben, tim = (viewer(session, people[handle]) for handle in ("ben", "tim"))
        pauses = own_pauses(session, ben, NOW)
        nobody = uncovered(session, tim, agreements(session, tim, NOW), NOW)
    assert [pause.last - pause.first for pause in pauses] == [timedelta(days=13)]
    assert {pause.person for each in nobody for pause in each.away} == {people["ben"]}
    assert len(nobody) >= 3


def test_each_scorer_has_a_history_of_eighteen_months(
    lived: House, people: dict[str, UUID]
) -> None:
    with lived.db.reading(EVERYWHERE) as session:
        assert (session.scalar(select(func.count()).select_from(Score)) or 0) >= 300
    seen = _voices(lived, people["els"])
    first = next(iter(seen.values()))
    assert {each.by.id for each in first} == {
        people[handle] for handle in ("els", "sara", "mark", "tim", "ben", "piet")
    }
    long = [each for each in first if len(each.counts) >= 17]
    assert len(long) >= 3
    assert all(each.words and each.words["seen"] for voice in first for each in voice.every)


def test_both_ends_of_a_scale_have_words_of_their_own(
    lived: House, people: dict[str, UUID]
) -> None:
    with lived.db.reading(EVERYWHERE) as session:
        sara = viewer(session, people["sara"])
        known = [each.id for each in dangers(session, sara, NOW)]
        assert len(anchors(session, sara, known)) == 2


def test_the_two_sides_see_no_number_of_each_other(lived: House, people: dict[str, UUID]) -> None:
    for handle, hidden in (
        ("lotte", ("daan", "joost")),
        ("daan", ("lotte",)),
        ("joost", ("lotte",)),
    ):
        seen = _voices(lived, people[handle])
        assert len(seen) == 2
        assert all(voices for voices in seen.values())
        givers = {each.by.id for voices in seen.values() for each in voices}
        assert givers & {people[each] for each in hidden} == set(), handle


def test_a_child_gives_a_number_to_its_safety_person_and_whom_it_lets_see(
    lived: House, people: dict[str, UUID]
) -> None:
    numbers = {}
    with lived.db.reading(EVERYWHERE) as session:
        for handle in ("noor", "els", "tim", "sara", "mark", "piet"):
            by = viewer(session, people[handle])
            voices = history(session, by, people["noor"], NOW)
            every = [each for voice in voices for each in voice.every]
            numbers[handle] = (len(every), sum(each.words is not None for each in every))
    assert numbers["noor"] == numbers["els"]
    assert numbers["noor"][0] >= 17
    assert 3 <= numbers["sara"][0] <= 8
    assert numbers["sara"][1] == 0
    assert numbers["mark"] == numbers["piet"] == (0, 0)
