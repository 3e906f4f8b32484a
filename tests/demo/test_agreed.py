"""What the two made-up households agreed: whole, plainly written, and told in an order that can be."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from api.demo.agreed import KEEPER, Agreed, Promise, Worded, agreed
from api.demo.cast import CAST
from api.demo.story import known, tell
from api.people.policy import Side
from i18n.dates import AMSTERDAM
from tests.demo.reading import labels, lengths, passive
from tests.demo.test_story import MOMENTS
from tests.houses import NOW

NAMES = ("does", "looks", "told", "guards", "chosen", "circle", "with", "together")
TEXTS = (
    *("text", "when", "repeats", "trigger", "if_not", "reason"),
    *("who_worries", "what_happens", "worst", "for_whom", "child_words"),
)


@pytest.fixture(scope="module", params=sorted(KEEPER))
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def plan(mode: str) -> Agreed:
    return agreed(mode, known(NOW))


def test_there_are_both_plans_with_dangers_goals_conditions_a_floor_and_events(
    plan: Agreed,
) -> None:
    kinds = Counter(part.kind for part in plan.parts)
    assert 2 <= kinds["danger"] == kinds["goal"] <= 4
    assert kinds["floor"] >= 1
    assert kinds["event"] >= 3
    plans = {part.first.get("plan") for part in plan.parts if part.kind == "agreement"}
    assert plans == {"direct", "stable"}


def test_there_are_forty_agreements_over_time_changed_replaced_and_ended() -> None:
    plan = agreed("together", known(NOW))
    made = [part for part in plan.parts if part.kind == "agreement" and part.versions[0].agreed]
    replacing = [part for part in made if part.first.get("replaces")]
    assert len(made) >= 36
    assert len(made) + len(_agreements(agreed("apart", known(NOW)))) >= 40
    assert sum(len(part.versions) > 1 for part in made) >= 4
    assert len(replacing) >= 4
    assert sum(part.ended is not None for part in made) >= 6
    assert sum(part.versions[0].agreed is None for part in _agreements(plan)) >= 3


def test_there_are_never_more_than_five_conditions_and_three_today(mode: str) -> None:
    plan, now = agreed(mode, known(NOW)), NOW
    for side in (Side.A, Side.B) if mode == "apart" else (Side.BOTH,):
        parts = [part for part in plan.parts if part.kind == "condition" and _meets(part, side)]
        starts = [version.agreed for part in parts for version in part.versions if version.agreed]
        open_then = [sum(_open(plan, part, start) for part in parts) for start in starts]
        assert max(open_then) <= 5
        assert 3 <= sum(_open(plan, part, now) for part in parts) <= 5


@pytest.mark.parametrize("now", MOMENTS, ids=lambda now: now.strftime("%Y-%m-%d"))
def test_any_day_of_the_year_can_be_the_last(now: datetime, mode: str) -> None:
    plan = agreed(mode, known(now))
    for part, version in _versions(plan):
        assert version.at < now, part.id
        assert version.agreed is None or version.at < version.agreed < now, part.id
        assert version.agreed or not part.ended, part.id
        assert version.agreed or version is part.versions[-1], part.id
    for part in plan.parts:
        until = plan.until(part)
        said = [version.agreed for version in part.versions if version.agreed]
        assert said == sorted(said), part.id
        assert until is None or said[-1] < until < now, part.id
        assert part.ended is None or part.reason, part.id
    assert all(each.at < now for each in plan.yes)


@pytest.mark.parametrize("now", MOMENTS, ids=lambda now: now.strftime("%Y-%m-%d"))
def test_nobody_looks_whether_something_is_kept_that_is_not_agreed(now: datetime) -> None:
    plans = {mode: agreed(mode, known(now)) for mode in KEEPER}
    for told in tell(now):
        name = told.note.get("agreement")
        if name:
            day = told.happened.astimezone(AMSTERDAM).date()
            assert plans[CAST[told.note.by].mode].held(name, day), (told.key, day)


def test_checks_are_spread_over_eighteen_months_agreements_and_people() -> None:
    checks = [told for told in tell(NOW) if told.note.get("agreement")]
    assert len(checks) >= 150
    assert len({told.note.get("agreement") for told in checks}) >= 30
    assert len({told.note.by for told in checks}) >= 10
    months = {told.happened.strftime("%Y-%m") for told in checks}
    assert len(months) >= 17
    assert {told.note.get("kept") for told in checks} >= {"yes", "partly", "no"}


def test_who_is_named_lives_there_and_nothing_of_one_side_stands_on_the_other(mode: str) -> None:
    mine = {name for name, cast in CAST.items() if cast.mode == mode}
    for part, version in _versions(agreed(mode, known(NOW))):
        named = {who for name in NAMES for who in version.fields.get(name, ())} | {version.by}
        assert named <= mine, part.id
        side = Side(version.fields.get("side", "both"))
        assert {CAST[who].side for who in named} <= {side, Side.BOTH}, part.id


def test_no_part_for_both_sides_names_somebody_of_one() -> None:
    one_side = {cast.name for cast in CAST.values() if cast.side is not Side.BOTH}
    for part, version in _versions(agreed("apart", known(NOW))):
        if version.fields.get("side", "both") == "both":
            said = " ".join(_texts(version))
            assert [name for name in one_side if name in said] == [], part.id


def test_a_goal_and_an_agreement_name_a_danger_and_its_side(plan: Agreed) -> None:
    dangers = {part.id: part.first.get("side") for part in plan.parts if part.kind == "danger"}
    for part in plan.parts:
        if part.kind in {"goal", "agreement"}:
            assert dangers[part.first["danger"]] == part.first.get("side"), part.id


def test_sentences_are_short_active_and_label_nobody(plan: Agreed) -> None:
    texts = [text for _part, version in _versions(plan) for text in _texts(version)]
    texts += [part.reason for part in plan.parts if part.reason]
    assert max(lengths(texts)) <= 12
    assert sum(lengths(texts)) / len(lengths(texts)) <= 8
    assert passive(texts) == []
    assert labels(texts) == set()


def test_children_have_few_words_and_a_picture(plan: Agreed) -> None:
    for part, version in _versions(plan):
        words = version.fields.get("child_words", "")
        assert bool(words) is bool(version.fields.get("child_picture")), part.id
        assert max(lengths([words])) <= 8, part.id


def test_terms_are_at_most_three_months(plan: Agreed) -> None:
    for part in plan.parts:
        if part.kind == "condition":
            assert timedelta(days=part.first["days"]) <= timedelta(days=89), part.id


def _versions(plan: Agreed) -> Iterator[tuple[Promise, Worded]]:
    return ((part, version) for part in plan.parts for version in part.versions)


def _agreements(plan: Agreed) -> list[Promise]:
    return [part for part in plan.parts if part.kind == "agreement"]


def _texts(version: Worded) -> list[str]:
    return [version.fields[name] for name in TEXTS if version.fields.get(name)]


def _meets(part: Promise, side: Side) -> bool:
    return Side(part.first.get("side", "both")).meets(side)


def _open(plan: Agreed, part: Promise, at: datetime) -> bool:
    until = plan.until(part)
    return part.on(at) is not None and (until is None or at < until)
