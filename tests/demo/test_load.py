"""The demo in a real house: there once, true to the rules of who may see what."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from api.core.db import EVERYWHERE
from api.core.errors import NotHere
from api.core.house import House
from api.core.journal import JournalLine
from api.core.verify import findings
from api.demo import load
from api.demo.cast import DEMO_HANDLES, TOLD
from api.demo.living import Filling, live
from api.demo.people import settle
from api.demo.reading_along import NOTES, read_along, stopped_house
from api.demo.story import tell
from api.logbook.model import Entry, EntryVersion, Medium, Reply, Thanks, Withdrawal
from api.logbook.queries import entry, medium, search, timeline
from api.logbook.views import EntryView
from api.people.consenting.model import Sharing
from api.people.homes.contacts import meetings
from api.people.homes.living import homes
from api.people.model import Household, Person
from api.people.numbers import numbers
from api.people.professionals.model import Seat
from api.people.professionals.queries import reader, seats_of
from api.people.queries import members, viewer
from api.plan.checking.model import Check
from api.plan.model import PlanPart
from api.scales.model import Score
from tests.houses import NOW

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def test_everybody_is_there(people: dict[str, UUID]) -> None:
    assert set(people) == set(DEMO_HANDLES)


def test_everybody_lives_somewhere_and_the_safety_people_told_whom_they_met(
    lived: House, people: dict[str, UUID]
) -> None:
    shown = {
        who: _homes(lived, people[who]) for who in ("noor", "sara", "mark", "lotte", "daan", "fem")
    }
    assert shown["noor"] == shown["sara"] == shown["mark"] == {"Ons huis", "Bij oma en opa"}
    assert (shown["lotte"], shown["daan"]) == ({"Bij mama"}, {"Bij papa"})
    assert shown["fem"] == {"Bij mama", "Bij papa"}
    for who, told in (("els", 2), ("noor", 2), ("tim", 2), ("sara", 0), ("mark", 0)):
        with lived.db.reading(EVERYWHERE) as session:
            met = meetings(session, viewer(session, people[who]), people["noor"])
        assert len([each for each in met if each.day]) == told, who


def _homes(house: House, person: UUID) -> set[str]:
    with house.db.reading(EVERYWHERE) as session:
        return {home.name for home in homes(session, viewer(session, person))}


def test_every_note_of_the_story_stands_in_the_logbook(lived: House) -> None:
    assert _count(lived, Entry) == len(tell(NOW)) + len(NOTES)
    assert len(tell(NOW)) >= 600
    assert _count(lived, Medium) >= 60 + 40 + 12
    assert _count(lived, EntryVersion) > _count(lived, Entry)
    assert all(_count(lived, table) for table in (Reply, Thanks, Withdrawal))


def test_a_second_run_adds_nothing(lived: House) -> None:
    before = [_count(lived, table) for table in (Household, Person, Entry, Medium, JournalLine)]
    load.fill(lived, NOW)
    assert before == [
        _count(lived, table) for table in (Household, Person, Entry, Medium, JournalLine)
    ]


def test_the_journal_knows_who_wrote_what_when(lived: House) -> None:
    assert list(findings(lived)) == []
    with lived.db.reading(EVERYWHERE) as session:
        notes = {str(note.id): note for note in session.scalars(select(Entry))}
        added = select(JournalLine).filter_by(place="entries", act="add")
        lines = {line.row: line for line in session.scalars(added)}
    assert set(lines) == set(notes)
    for row, note in notes.items():
        assert (lines[row].by, lines[row].at) == (note.author_id, note.written_at)


def test_mark_finds_nothing_that_his_children_wrote(lived: House, people: dict[str, UUID]) -> None:
    children = {people["noor"], people["sam"]}
    seen = _read(lived, people["mark"])
    assert len(seen) >= 200
    assert {view.author.id for view in seen} & children == set()
    assert _read(lived, people["mark"], words="rommelbuik") == []
    with lived.db.reading(EVERYWHERE) as session:
        mark = viewer(session, people["mark"])
        theirs = session.scalars(select(Entry.id).where(Entry.author_id.in_(children))).all()
        assert len(theirs) >= 150
        for note in theirs:
            with pytest.raises(NotHere):
                entry(session, mark, note)


def test_mark_sees_no_medium_of_his_children(lived: House, people: dict[str, UUID]) -> None:
    with lived.db.reading(EVERYWHERE) as session:
        mark = viewer(session, people["mark"])
        for row in session.scalars(select(Medium.id).filter_by(by_id=people["noor"])):
            with pytest.raises(NotHere):
                medium(session, mark, row)


def test_els_reads_what_noor_told_her_and_ben_only_that_there_were_answers(
    lived: House, people: dict[str, UUID]
) -> None:
    for handle, reads in (("els", True), ("ben", False)):
        told = [view for view in _read(lived, people[handle], words="rommelbuik") if view.replies]
        assert told
        assert all((answer.text is not None) is reads for view in told for answer in view.replies)


def test_sara_reads_no_private_note_of_noor(lived: House, people: dict[str, UUID]) -> None:
    private = [
        view for view in _read(lived, people["sara"]) if view.audience in {"safety_person", "self"}
    ]
    assert private == []


def test_two_sides_know_nothing_of_each_other(lived: House, people: dict[str, UUID]) -> None:
    for handle, others in (("lotte", {"daan", "joost"}), ("daan", {"lotte"}), ("joost", {"lotte"})):
        hidden = {people[other] for other in others}
        seen = _read(lived, people[handle])
        assert seen
        for view in seen:
            named = {view.author, *view.about, *view.helped_by, *view.chosen, *view.thanks}
            assert {member.id for member in named} & hidden == set()
        with lived.db.reading(EVERYWHERE) as session:
            known = members(session, viewer(session, people[handle]))
        assert {member.id for member in known} & hidden == set()


def test_who_knows_a_part_reads_only_what_was_meant_for_her(
    lived: House, people: dict[str, UUID]
) -> None:
    seen = _read(lived, people["fatma"])
    assert {view.author.id for view in seen} > {people["fatma"]}
    assert all(view.mine or view.audience == "chosen" for view in seen)
    assert len(seen) < len(_read(lived, people["tim"])) / 3


def test_each_house_has_numbers_of_its_own_that_ring_nowhere(
    lived: House, people: dict[str, UUID]
) -> None:
    """Dutch mobile numbers begin with 061 to 065 or 068: 060 is nobody's."""
    known = {}
    with lived.db.reading(EVERYWHERE) as session:
        for handle in ("noor", "mark", "fatma", "fem", "daan", "amina"):
            known[handle] = numbers(session, viewer(session, people[handle]))
    assert {handle: len(found) for handle, found in known.items()} == {
        "noor": 3,
        "mark": 3,
        "fatma": 3,
        "fem": 3,
        "daan": 2,
        "amina": 0,
    }
    dials = {each.dial for found in known.values() for each in found}
    assert len(dials) == 6
    assert all(dial.startswith("060000") and len(dial) == 10 for dial in dials)


def test_amina_reads_in_two_houses_and_a_third_took_it_back(
    lived: House, people: dict[str, UUID]
) -> None:
    """In the first everything of the circle, in the second what is of one side, in the third nothing."""
    assert _read(lived, people["amina"]) == []
    with lived.db.reading(EVERYWHERE) as session:
        seats = seats_of(session, people["amina"])
        reads = [reader(session, seat, NOW) for seat in seats]
        found = [timeline(session, each.viewer, limit=2000).items for each in reads if each]
    assert len(seats) == 3
    assert [each is None for each in reads] == [False, True, False]  # in the order of their seats
    assert len(found[0]) > 200
    assert all(note.audience == "circle" for note in found[0])
    assert {note.author.id for note in found[1]} == {people["lotte"]}


def test_every_picture_and_voice_opens_for_who_made_it(lived: House) -> None:
    with lived.db.reading(EVERYWHERE) as session:
        for by, row in session.execute(select(Medium.by_id, Medium.id)):
            assert medium(session, viewer(session, by), row).data


def test_a_demo_lives_on_both_databases(house: House) -> None:
    soon = NOW - load.SETTLED + timedelta(days=60)
    settled: dict[str, UUID] = {}
    for mode in TOLD:
        people = settle(house, mode, then=NOW - load.SETTLED, today=NOW.date())
        settled |= people
        filling = Filling.of(house, people)
        live(filling, (step for step in load.steps(filling, mode, NOW) if step.at < soon))
        assert _read(house, people["ria" if mode == "apart" else "els"])
    then = NOW - load.SETTLED
    settled |= stopped_house(house, then=then, now=NOW)
    read_along(house, settled, then=then, now=NOW)
    assert all(_count(house, table) for table in (PlanPart, Check, Score, Seat, Sharing))
    assert list(findings(house)) == []


def _read(house: House, person: UUID, words: str = "") -> list[EntryView]:
    """Everything that somebody can page through, or find by these words."""
    found: list[EntryView] = []
    with house.db.reading(EVERYWHERE) as session:
        who = viewer(session, person)
        before = None
        while True:
            page = (
                search(session, who, words, before=before)
                if words
                else timeline(session, who, before=before, limit=100)
            )
            found += page.items
            before = page.after
            if before is None:
                return found


def _count(house: House, table: type) -> int:
    with house.db.reading(EVERYWHERE) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0
