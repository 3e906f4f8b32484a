"""The plans of the demo in a real house: told as it went, and read by nobody who should not."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from api.core.clock import FixedClock
from api.core.errors import NotHere
from api.core.house import House
from api.core.journal import JournalLine
from api.core.settings import Settings
from api.core.verify import findings
from api.demo.agreed import KEEPER, agreed
from api.demo.living import Filling, live
from api.demo.load import SETTLED
from api.demo.people import settle
from api.demo.planning import part_id, plan_steps
from api.demo.story import known
from api.people.queries import viewer
from api.plan.history import history, past
from api.plan.model import PartVersion
from api.plan.queries import plan
from api.plan.views import PlanView
from pwa.pages.plan_form import PICTURES
from tests.houses import NOW
from tests.schema import build_schema

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

Homes = Mapping[str, Filling]


@pytest.fixture(scope="module")
def homes(scratch: Path) -> Iterator[Homes]:
    """A house in which both households made their plans, and did nothing else."""
    data = scratch / uuid4().hex[:6]
    data.mkdir()
    settings = Settings.from_environment({"HUISBOEK_DATA": str(data)})
    build_schema(settings.database_url)
    with closing(House.open(settings, FixedClock(NOW))) as house:
        yield {mode: _planned(house, mode) for mode in KEEPER}


def _planned(house: House, mode: str) -> Filling:
    filling = Filling.of(house, settle(house, mode, then=NOW - SETTLED, today=NOW.date()))
    live(filling, plan_steps(filling, agreed(mode, known(NOW))))
    return filling


def _sees(homes: Homes, who: str) -> PlanView:
    filling = next(each for each in homes.values() if who in each.people)
    with filling.house.db.reading(filling.home) as session:
        return plan(session, viewer(session, filling.people[who]), NOW)


def test_the_plan_of_today_is_what_was_written(homes: Homes) -> None:
    seen, told = _sees(homes, "tim"), agreed("together", known(NOW))
    current = [part for part in told.parts if part.kind == "agreement" and not told.until(part)]
    texts = {version.fields["text"] for part in current if (version := part.on(NOW))}
    assert {each.text for each in (*seen.direct, *seen.stable)} == texts
    assert len(seen.direct) >= 10
    assert len(seen.stable) >= 8
    dangers = [part.first["text"] for part in told.parts if part.kind == "danger"]
    assert [each.text for each in seen.dangers] == dangers
    assert all(each.goal_text for each in seen.dangers)
    assert all(0 < each.days_left <= 92 for each in seen.conditions)
    assert not any(each.orphaned for each in (*seen.direct, *seen.stable))
    assert {each.person for each in seen.endorsements} >= set(
        homes["together"].them(("sara", "mark", "els", "tim"))
    )


def test_a_proposal_is_seen_and_a_draft_by_its_writer_alone(homes: Homes) -> None:
    found = {who: _sees(homes, who).proposals for who in ("ben", "sara", "mark", "els", "tim")}
    assert {who: len(each) for who, each in found.items()} == {
        "ben": 3,
        "sara": 2,
        "mark": 2,
        "els": 2,
        "tim": 2,
    }
    assert [each.text for each in found["ben"] if each.is_draft] == [
        "Sam slaapt 1 keer per maand bij oom Ben."
    ]


def test_mark_finds_nothing_of_whom_noor_may_always_call(homes: Homes) -> None:
    together = homes["together"]
    for who, reads in (("mark", False), ("sam", False), ("els", True), ("noor", True)):
        texts = str(_sees(homes, who))
        assert ("bakfiets" in texts) is reads, who
    with together.house.db.reading(together.home) as session:
        mark = viewer(session, together.people["mark"])
        with pytest.raises(NotHere):
            history(session, mark, part_id(together, "bakfiets"), NOW)


def test_who_knows_a_part_reads_only_what_she_does(homes: Homes) -> None:
    seen = _sees(homes, "fatma")
    assert [each.text for each in seen.direct] == [
        "Tim komt op woensdag om 6 uur langs. Is hij weg, dan gaat Fatma."
    ]
    assert (seen.stable, seen.dangers, seen.conditions, seen.events) == ((), (), (), ())


def test_a_child_reads_its_own_words_and_no_danger(homes: Homes) -> None:
    for who in ("noor", "sam", "fem"):
        seen = _sees(homes, who)
        agreements = (*seen.direct, *seen.stable)
        assert len(agreements) >= 3
        assert all(each.child_words and each.child_picture for each in agreements)
        assert (seen.dangers, seen.events, seen.proposals) == ((), (), ())


def test_two_sides_know_nothing_of_each_other(homes: Homes) -> None:
    apart = homes["apart"]
    for who, hidden in (("lotte", ("daan", "joost")), ("daan", ("lotte",)), ("joost", ("lotte",))):
        seen = _sees(homes, who)
        assert len(seen.dangers) == 2
        assert 3 <= len(seen.conditions) <= 5
        assert len((*seen.direct, *seen.stable)) >= 8
        assert not [each for each in hidden if str(apart.people[each]) in str(seen)], who


def test_what_was_is_kept_with_its_versions_and_why_it_ended(homes: Homes) -> None:
    together, told = homes["together"], agreed("together", known(NOW))
    with together.house.db.reading(together.home) as session:
        tim = viewer(session, together.people["tim"])
        changed = history(session, tim, part_id(together, "tim-woensdag"), NOW)
        over = {each.id: each for each in past(session, tim, NOW)}
    assert [each.in_force for each in changed.versions] == [False, True]
    assert changed.versions[1].differences
    ended = {part_id(together, part.id): part for part in told.parts if told.until(part)}
    assert set(over) == set(ended)
    assert {key: each.reason for key, each in over.items()} == {
        key: part.reason for key, part in ended.items()
    }
    assert over[part_id(together, "geen-bier")].replaced_by == part_id(together, "vrijdag")


def test_each_did_what_they_did_at_that_moment(homes: Homes) -> None:
    for filling in homes.values():
        with filling.house.db.reading(filling.home) as session:
            made = {str(each.id): each for each in session.scalars(select(PartVersion))}
            lines = session.scalars(select(JournalLine).filter_by(place="part_versions", act="add"))
            written = {line.row: (line.by, line.at) for line in lines}
        mine = {row: each for row, each in made.items() if each.household_id == filling.home}
        assert (
            written.items()
            >= {row: (each.by_id, each.made_at) for row, each in mine.items()}.items()
        )
        assert list(findings(filling.house)) == []


def test_plans_are_made_on_both_databases(house: House) -> None:
    for mode in KEEPER:
        _planned(house, mode)
    assert list(findings(house)) == []


@pytest.mark.parametrize("mode", ["together", "apart"])
def test_a_picture_in_a_plan_is_one_that_can_be_chosen(mode: str) -> None:
    used = {
        version.fields["child_picture"]
        for part in agreed(mode, known(NOW)).parts
        if (version := part.on(NOW)) and version.fields.get("child_picture")
    }
    assert used
    assert used <= PICTURES.keys()
