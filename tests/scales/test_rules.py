"""The numbers of the scale: tables of cases, each rule with its source."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.core.errors import Invalid
from api.people.policy import Role
from api.scales import rules
from api.scales.answer import read_anchors, read_answer
from api.scales.rules import Asked

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
NOVEMBER = date(2026, 11, 1)


@dataclass(frozen=True)
class Given:
    person_id: UUID
    at: datetime
    asked: str = "number"


@pytest.mark.parametrize("typed", [*map(str, range(11)), " 7 ", "07"])
def test_whole_numbers_from_0_to_10(typed: str) -> None:
    """domain.md 8.1: the scale of a danger is 0-10, 0 = the danger, 10 = the goal."""
    assert rules.check_value(typed, Asked.NUMBER) == int(typed)
    assert rules.check_value(typed, Asked.LADDER) == int(typed)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", rules.NO_NUMBER),
        ("  ", rules.NO_NUMBER),
        ("11", rules.NOT_A_SCORE),
        ("100", rules.NOT_A_SCORE),
        ("-1", rules.NOT_A_SCORE),
        ("veel", rules.NOT_A_SCORE),
        ("+6", rules.NOT_A_SCORE),
        ("６", rules.NOT_A_SCORE),
        ("1e1", rules.NOT_A_SCORE),
        ("7,5", rules.NOT_WHOLE),
        ("7.5", rules.NOT_WHOLE),
        ("7½", rules.NOT_WHOLE),
        ("6.0", rules.NOT_WHOLE),
    ],
)
def test_anything_else_is_told_in_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_value(typed, Asked.NUMBER)
    assert (refused.value.message, refused.value.field) == (sentence, "value")


@pytest.mark.parametrize("typed", ["0", "6", "10", "blij", ""])
def test_there_are_five_faces(typed: str) -> None:
    """language.md: children from 4 to 7 choose one of five faces."""
    with pytest.raises(Invalid):
        rules.check_value(typed, Asked.FACES)
    assert [rules.check_value(str(face), Asked.FACES) for face in range(1, 6)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("role", "born", "asked"),
    [
        (Role.ADULT, 1990, Asked.NUMBER),
        (Role.CIRCLE, None, Asked.NUMBER),
        (Role.CHILD, 2022, Asked.FACES),
        (Role.CHILD, 2019, Asked.FACES),
        (Role.CHILD, 2018, Asked.LADDER),
        (Role.CHILD, 2009, Asked.LADDER),
        (Role.CHILD, None, Asked.FACES),
    ],
)
def test_faces_until_seven_and_a_ladder_from_eight(
    role: Role, born: int | None, asked: Asked
) -> None:
    assert rules.asked_of(role, born, NOW) is asked


def test_the_lines_stand_at_6_and_7_on_the_scale_of_a_danger_alone() -> None:
    """domain.md 3: 6 = it stopped, 7 = good enough; domain.md 8.1: other scales never on one line."""
    assert rules.LINES == (6, 7)
    assert [each for each in Asked if each.has_lines] == [Asked.NUMBER]


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        (datetime(2026, 10, 31, 22, 59, tzinfo=UTC), date(2026, 10, 1)),
        (datetime(2026, 10, 31, 23, 0, tzinfo=UTC), NOVEMBER),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_round_is_a_month_in_amsterdam(moment: datetime, month: date) -> None:
    """domain.md 3: at least every month."""
    assert rules.month_of(moment) == month


@pytest.mark.parametrize(
    ("month", "number", "found"),
    [
        (NOVEMBER, 0, NOVEMBER),
        (NOVEMBER, 2, date(2027, 1, 1)),
        (NOVEMBER, -11, date(2025, 12, 1)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_are_counted_over_the_year(month: date, number: int, found: date) -> None:
    assert rules.months_after(month, number) == found
    assert rules.months_between(month, found) == number


def row(*values: int | None) -> dict[date, int]:
    """Numbers by month, the last one of November; None where none was given."""
    months = [rules.months_after(NOVEMBER, 1 - len(values) + place) for place in range(len(values))]
    return {month: value for month, value in zip(months, values, strict=True) if value is not None}


@pytest.mark.parametrize(
    ("values", "number"),
    [
        ((), 0),
        ((5,), 0),
        ((6,), 1),
        ((6, 6, 6, 6, 6, 6), 6),
        ((10, 7, 6), 3),
        ((6, 6, 5, 6, 7), 2),
        ((6, 6, None, 6, 6), 2),
        ((6, 6, None), 2),
        ((6, None, None), 0),
        ((8, 8, 4), 0),
        ((4, 8, None), 1),
    ],
)
def test_months_in_a_row_at_6_or_more(values: tuple[int | None, ...], number: int) -> None:
    """domain.md 4, risk phase: scales ≥ 6 for 6 months, scored at least monthly."""
    assert rules.months_at_six(row(*values), NOVEMBER) == number


def test_six_months_is_the_measure_and_18_are_shown() -> None:
    """domain.md 4: 6 months; domain.md 1: safety planning takes 12-18 months."""
    assert (rules.STEADY_MONTHS, rules.SHOWN_MONTHS) == (6, 18)


@pytest.mark.parametrize(
    ("day", "today", "number"),
    [
        (date(2026, 11, 21), date(2026, 11, 21), 0),
        (date(2026, 10, 22), date(2026, 11, 21), 0),
        (date(2026, 10, 21), date(2026, 11, 21), 1),
        (date(2025, 11, 21), date(2026, 11, 21), 12),
        (date(2026, 8, 31), date(2026, 11, 30), 2),
        (date(2026, 11, 22), date(2026, 11, 21), 0),
    ],
)
def test_whole_months_since_it_went_wrong(day: date, today: date, number: int) -> None:
    assert rules.months_since(day, today) == number


def test_what_was_on_its_way_for_more_than_a_week_counts_when_it_came() -> None:
    """By then its giver could have read what the others gave that month."""
    week = rules.LONGEST_ON_THE_WAY
    assert rules.given_at(NOW - week, NOW) == NOW - week
    assert rules.given_at(NOW - week - timedelta(seconds=1), NOW) == NOW


PEOPLE = [uuid4() for _ in range(3)]
MOMENTS = st.integers(0, 112 * 24).map(lambda hours: NOW - timedelta(hours=hours))
SCORES = st.lists(st.builds(Given, st.sampled_from(PEOPLE), MOMENTS), max_size=12)


@given(SCORES)
def test_what_others_gave_this_month_opens_with_ones_own(scores: list[Given]) -> None:
    """domain.md 9, blind scoring: own first, whoever else gave what, in whatever order."""
    for me in PEOPLE:
        seen = rules.opened(scores, person=me, now=NOW)
        mine = {rules.month_of(each.at) for each in scores if each.person_id == me}
        for each in scores:
            own, over = each.person_id == me, rules.month_of(each.at) < NOVEMBER
            assert (each in seen) is (own or over or NOVEMBER in mine)


@given(SCORES, st.lists(st.builds(Given, st.just(PEOPLE[1]), MOMENTS), max_size=4))
def test_who_gave_nothing_this_month_notices_nothing_of_it(
    scores: list[Given], more: list[Given]
) -> None:
    """Two worlds: what others add this month changes nothing for who did not give a number yet."""
    me = PEOPLE[0]
    scores = [
        each for each in scores if each.person_id != me or rules.month_of(each.at) != NOVEMBER
    ]
    new = [each for each in more if rules.month_of(each.at) == NOVEMBER]
    plain, fuller = (rules.opened(each, person=me, now=NOW) for each in (scores, scores + new))
    assert plain == fuller


def test_a_childs_own_scale_is_no_round() -> None:
    child, keeper = PEOPLE[:2]
    given = [Given(child, NOW, "faces"), Given(child, NOW, "ladder")]
    assert rules.opened(given, person=keeper, now=NOW) == given


FORM = {"value": ["6"], "seen": ["Ze praatten."], "audience": ["circle"]}


@pytest.mark.parametrize("field", ["seen", "value"])
def test_a_grown_up_says_what_they_saw_and_a_child_need_not(field: str) -> None:
    """domain.md 3: each with the concrete behaviour seen."""
    with pytest.raises(Invalid) as refused:
        read_answer({**FORM, field: [" "]}, Asked.NUMBER)
    assert refused.value.field == field
    assert read_answer({"value": ["3"]}, Asked.FACES).value == 3


@pytest.mark.parametrize(
    ("name", "given"),
    [("seen", "a" * 1_001), ("audience", "iedereen"), ("chosen", "oma")],
)
def test_what_cannot_be_an_answer_names_its_field(name: str, given: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_answer({**FORM, name: [given]}, Asked.NUMBER)
    assert refused.value.field == name


@pytest.mark.parametrize("missing", ["zero", "ten"])
def test_both_ends_of_a_scale_have_words(missing: str) -> None:
    words = {"zero": ["Iedereen schreeuwt."], "ten": ["Iedereen praat."]}
    assert read_anchors(words).ten == "Iedereen praat."
    with pytest.raises(Invalid) as refused:
        read_anchors({**words, missing: [""]})
    assert refused.value.field == missing


def test_every_way_of_asking_runs_up() -> None:
    for asked, value in product(Asked, range(-1, 12)):
        assert (value in asked.values) is (min(asked.values) <= value <= max(asked.values))
