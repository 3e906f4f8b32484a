"""Twelve weeks of the made-up people: plainly written, of both homes, and not the same each day."""

from datetime import datetime, timedelta

import pytest

from api.demo.agreed import KEEPER
from api.demo.almanac import holiday
from api.demo.anchors import Points, points
from api.demo.cast import CAST
from api.demo.ticked import Ticked, free, ticked, written
from api.people.policy import Side
from i18n.dates import here
from tests.demo.reading import labels, lengths, passive
from tests.demo.test_story import MOMENTS
from tests.houses import NOW

WEEKS = 12


@pytest.fixture(scope="module", params=sorted(KEEPER))
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_children_and_the_house_have_something_in_each_of_twelve_weeks() -> None:
    for whose, mode in (("noor", "together"), ("sam", "together"), ("fem", "apart")):
        assert len(_weeks(mode, whose)) >= WEEKS, whose
    assert len(_weeks("together", "house")) >= WEEKS


def test_the_same_day_tells_the_same_weeks(mode: str) -> None:
    assert list(ticked(mode, known(NOW))) == list(ticked(mode, known(NOW)))


def test_all_six_pictures_come_back_and_days_differ() -> None:
    told = [each for each in ticked("together", known(NOW)) if each.whose == "noor"]
    found = {cell["cell"].split()[1] for each in told for cell in each.cells}
    assert found == {"contact", "sleep", "move", "outside", "calm", "food"}
    days = {each.day: frozenset(cell["cell"] for cell in each.cells) for each in told}
    assert len(set(days.values())) >= 6


@pytest.mark.parametrize("now", MOMENTS, ids=lambda now: now.strftime("%Y-%m-%d"))
def test_nothing_is_said_before_it_was_there(now: datetime, mode: str) -> None:
    for each in ticked(mode, known(now)):
        assert here(each.at) == each.day < here(now)
    for off in free(mode, known(now)):
        assert off.at < now
        assert off.first <= off.last
        assert off.last - off.first < timedelta(days=100)
        assert off.at > now - timedelta(days=160)


def test_nobody_ticks_school_things_in_holidays() -> None:
    for now in MOMENTS:
        for each in ticked("together", known(now)):
            if holiday(each.day):
                assert "fish" not in {cell["sticker"] for cell in each.cells}


def test_each_side_speaks_of_its_own_days_and_names_nobody_of_the_other() -> None:
    other = {Side.A: Side.B, Side.B: Side.A}
    for kind in ("want", "done", "ask"):
        for line in written("apart")[kind]:
            side = CAST[line["by"]].side
            named = {*line.get("with", ()), *line.get("along", ()), *line.get("chosen", ())}
            assert other.get(side) not in {CAST[who].side for who in named}, line
    for each in ticked("apart", known(NOW)):
        assert not (each.by == "lotte" and each.day in _days("daan"))


def test_sentences_are_short_and_label_nobody(mode: str) -> None:
    lines = [line for kind in ("want", "done", "ask") for line in written(mode)[kind]]
    texts = [text for line in lines for text in _texts(line)]
    assert max(lengths(texts)) <= 10
    assert passive(texts) == []
    assert labels(texts) == set()


def test_mark_stands_in_no_week_of_a_child_who_may_fear_him() -> None:
    """Not as who reads or ticks, not as who is along: a week is no place to look him up."""
    said = written("together")
    for kind in ("week", "usual", "want", "done", "ask"):
        for line in said[kind]:
            if line["whose"] in {"noor", "sam"}:
                assert "mark" not in str(line), line


def known(now: datetime) -> Points:
    """A week hangs on no note of the story: on today alone."""
    return points(here(now), {})


def _weeks(mode: str, whose: str) -> set[tuple[int, int]]:
    told: list[Ticked] = [each for each in ticked(mode, known(NOW)) if each.whose == whose]
    return {each.day.isocalendar()[:2] for each in told}


def _days(by: str) -> set[object]:
    return {each.day for each in ticked("apart", known(NOW)) if each.by == by}


def _texts(line: dict[str, object]) -> list[str]:
    text = line.get("text", "")
    return [str(each) for each in text] if isinstance(text, list) else [str(text)]
