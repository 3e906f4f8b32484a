"""The numbers that the made-up people gave: each their own, month by month, with a plain reason."""

from collections import defaultdict
from datetime import datetime

import pytest

from api.demo.agreed import KEEPER, agreed
from api.demo.cast import CAST
from api.demo.scored import Given, ends, scored
from api.demo.story import known
from api.people.policy import Role, Side
from tests.demo.reading import labels, lengths, passive
from tests.demo.test_story import MOMENTS
from tests.houses import NOW


@pytest.fixture(scope="module", params=sorted(KEEPER))
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def given(mode: str) -> tuple[Given, ...]:
    return scored(mode, known(NOW), NOW)


def _series(given: tuple[Given, ...]) -> dict[tuple[str, str], list[Given]]:
    found = defaultdict(list)
    for each in given:
        found[each.who, each.danger].append(each)
    return dict(found)


def test_there_are_eighteen_months_and_one_number_a_month_at_most(
    given: tuple[Given, ...],
) -> None:
    for key, series in _series(given).items():
        months = [each.at.strftime("%Y-%m") for each in series]
        assert len(set(months)) == len(months), key
    assert len({each.at.strftime("%Y-%m") for each in given}) >= 18


def test_each_danger_has_more_than_one_opinion(mode: str, given: tuple[Given, ...]) -> None:
    for part in agreed(mode, known(NOW)).parts:
        if part.kind == "danger":
            by_month = defaultdict(list)
            for each in given:
                if each.danger == part.id:
                    by_month[each.at.strftime("%Y-%m")].append(each.value)
            assert max(len(values) for values in by_month.values()) >= 2, part.id
            assert any(len(set(values)) > 1 for values in by_month.values()), part.id


def test_it_climbs_and_falls_where_the_story_does() -> None:
    told, points = scored("together", known(NOW), NOW), known(NOW)
    for who in ("sara", "mark", "els", "tim"):
        series = _series(told)[who, "drank"]
        before = [each.value for each in series if each.at < points["dip"]][-1]
        after = next(each.value for each in series if each.at > points["dip"])
        assert after < before, who
        assert series[-1].value >= 7 > series[0].value, who


def test_who_gives_lives_there_and_on_their_own_side(mode: str, given: tuple[Given, ...]) -> None:
    plan = agreed(mode, known(NOW))
    for each in given:
        cast = CAST[each.who]
        assert cast.mode == mode
        assert (cast.role is Role.CHILD) is (not each.danger)
        if each.danger:
            side = Side(plan.part(each.danger).first.get("side", "both"))
            assert cast.side in {side, Side.BOTH} or side is Side.BOTH


def test_who_looks_on_the_side_of_one_says_it_to_that_one(given: tuple[Given, ...]) -> None:
    assert {each.chosen for each in given if each.who == "ria" and each.danger == "langs"} <= {
        ("lotte",)
    }


def test_a_grown_up_says_what_was_seen_and_why_no_point_more_or_less(
    given: tuple[Given, ...],
) -> None:
    for each in given:
        if each.danger:
            assert all((each.seen, each.lower, each.higher)), each


def test_sentences_are_short_active_and_label_nobody(mode: str, given: tuple[Given, ...]) -> None:
    texts = [text for each in given for text in (each.seen, each.lower, each.higher) if text]
    texts += [text for each in ends(mode, known(NOW)) for text in (each.zero, each.ten)]
    assert max(lengths(texts)) <= 12
    assert sum(lengths(texts)) / len(lengths(texts)) <= 8
    assert passive(texts) == []
    assert labels(texts) == set()


def test_the_same_moment_tells_the_same_numbers(mode: str, given: tuple[Given, ...]) -> None:
    assert scored(mode, known(NOW), NOW) == given


@pytest.mark.parametrize("now", MOMENTS, ids=lambda now: now.strftime("%Y-%m-%d"))
def test_any_day_of_the_year_can_be_the_last(now: datetime, mode: str) -> None:
    plan = agreed(mode, known(now))
    for each in scored(mode, known(now), now):
        assert each.at < now
        if each.danger:
            begin = plan.part(each.danger).versions[0].agreed
            assert begin
            assert begin < each.at
    for ended in ends(mode, known(now)):
        begin = plan.part(ended.danger).versions[0].agreed
        assert begin
        assert begin < ended.at < now


def test_a_child_lets_the_grown_ups_see_now_and_then() -> None:
    noor = _series(scored("together", known(NOW), NOW))["noor", ""]
    assert 3 <= sum(each.is_open for each in noor) < len(noor) / 2
