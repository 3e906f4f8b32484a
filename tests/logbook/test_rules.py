"""The rules of the logbook, each with its table of cases."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.core.errors import Invalid, NotHere
from api.logbook import rules
from api.logbook.note import Kind, Note
from api.people.policy import Audience, Role
from i18n.dates import day_began, seconds_till_tomorrow

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)  # 16:00 in the house
ELS, TIM = uuid4(), uuid4()


@pytest.mark.parametrize("role", [Role.ADULT, Role.CIRCLE])
def test_an_adult_writes_the_five_kinds_and_no_childs_kind(role: Role) -> None:
    for kind in (Kind.GOOD, Kind.NEAR, Kind.WRONG, Kind.HOW, Kind.CHECK):
        rules.check_kind(Note(kind, text="x"), role)
    with pytest.raises(Invalid) as refused:
        rules.check_kind(Note(Kind.TELL, text="x"), role)
    assert refused.value.field == "kind"


def test_a_child_never_checks_an_agreement() -> None:
    for kind in (Kind.GOOD, Kind.NEAR, Kind.WRONG, Kind.HOW, Kind.TELL):
        rules.check_kind(Note(kind, text="x"), Role.CHILD)
    with pytest.raises(Invalid):
        rules.check_kind(Note(Kind.CHECK, text="x"), Role.CHILD)


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.HOST])
def test_who_has_no_pen_does_not_find_the_form(role: Role) -> None:
    with pytest.raises(NotHere):
        rules.check_kind(Note(Kind.GOOD, text="x"), role)


def test_an_empty_note_is_asked_to_say_something() -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_kind(Note(Kind.GOOD), Role.ADULT)
    assert refused.value.field == "text"


def audience(note: Note, role: Role, *, safety: bool = False) -> Audience:
    return rules.audience_of(note, role, choosable={ELS}, has_safety_person=safety)


def test_a_child_that_chose_nothing_means_its_safety_person_even_without_one() -> None:
    assert audience(Note(Kind.TELL, text="x"), Role.CHILD) is Audience.SAFETY_PERSON


def test_an_adult_must_choose_who_reads() -> None:
    with pytest.raises(Invalid) as refused:
        audience(Note(Kind.GOOD, text="x"), Role.ADULT)
    assert refused.value.field == "audience"


@pytest.mark.parametrize(
    ("chosen", "fits"),
    [({ELS}, True), (set(), False), ({TIM}, False), ({ELS, TIM}, False)],
)
def test_only_people_of_the_list_can_be_chosen(chosen: set[UUID], fits: bool) -> None:
    note = Note(Kind.GOOD, text="x", audience=Audience.CHOSEN, chosen=frozenset(chosen))
    if fits:
        assert audience(note, Role.ADULT) is Audience.CHOSEN
    else:
        with pytest.raises(Invalid) as refused:
            audience(note, Role.ADULT)
        assert refused.value.field == "chosen"


def test_an_adult_needs_a_safety_person_to_write_to_one() -> None:
    note = Note(Kind.GOOD, text="x", audience=Audience.SAFETY_PERSON)
    assert audience(note, Role.ADULT, safety=True) is Audience.SAFETY_PERSON
    with pytest.raises(Invalid):
        audience(note, Role.ADULT)


def test_what_happens_now_happened_when_the_note_was_made() -> None:
    assert rules.when_did_it_happen(Note(Kind.GOOD), NOW) == NOW


@pytest.mark.parametrize(
    ("on", "at", "happened", "late"),
    [
        (date(2026, 11, 21), time(9, 30), datetime(2026, 11, 21, 8, 30, tzinfo=UTC), False),
        (date(2026, 11, 20), time(16, 0), datetime(2026, 11, 20, 15, 0, tzinfo=UTC), False),
        (date(2026, 11, 20), time(15, 59), datetime(2026, 11, 20, 14, 59, tzinfo=UTC), True),
        (date(2026, 11, 18), None, datetime(2026, 11, 18, 11, 0, tzinfo=UTC), True),
        (date(2026, 7, 1), time(12, 0), datetime(2026, 7, 1, 10, 0, tzinfo=UTC), True),
        (date(1986, 1, 1), None, datetime(1986, 1, 1, 11, 0, tzinfo=UTC), True),
    ],
)
def test_earlier_is_read_in_the_time_of_the_house(
    on: date, at: time | None, happened: datetime, late: bool
) -> None:
    found = rules.when_did_it_happen(Note(Kind.GOOD, on=on, at=at), NOW)
    assert (found, rules.is_late(found, NOW)) == (happened, late)


def test_today_without_a_time_is_never_later_than_the_writing() -> None:
    morning = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)
    found = rules.when_did_it_happen(Note(Kind.GOOD, on=date(2026, 11, 21)), morning)
    assert found == morning


@pytest.mark.parametrize(
    ("on", "at", "field"),
    [
        (date(2026, 11, 22), None, "on"),
        (date(2026, 11, 21), time(16, 1), "at"),
        (date(9999, 12, 31), time(23, 59), "on"),
        (date(1, 1, 1), time(0, 0), "on"),
    ],
)
def test_a_day_that_cannot_be_is_refused(on: date, at: time | None, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.when_did_it_happen(Note(Kind.GOOD, on=on, at=at), NOW)
    assert refused.value.field == field


@pytest.mark.parametrize("days_ahead", [-3000, -1, 0, 1, 365])
def test_a_wrong_clock_on_the_phone_is_set_right(days_ahead: int) -> None:
    wrong = timedelta(days=days_ahead)
    made = NOW - timedelta(hours=5)
    skew = rules.clock_skew(NOW + wrong, NOW)
    assert rules.made_at(made + wrong, skew, NOW) == made


def test_a_note_is_never_made_later_than_now() -> None:
    assert rules.made_at(NOW + timedelta(days=365), timedelta(), NOW) == NOW


def test_a_moment_before_any_phone_held_it_becomes_now() -> None:
    assert rules.made_at(datetime(1970, 1, 1, tzinfo=UTC), timedelta(), NOW) == NOW


def test_a_phone_that_slept_for_a_year_is_believed() -> None:
    made = NOW - timedelta(days=399)
    assert rules.made_at(made, timedelta(), NOW) == made


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_no_clock_puts_a_note_in_the_future(said: datetime, phone: datetime) -> None:
    assert rules.made_at(said, rules.clock_skew(phone, NOW), NOW) <= NOW


@pytest.mark.parametrize(
    ("kinds", "asks"),
    [
        ("", False),
        ("wrong wrong", False),
        ("wrong near wrong", True),
        ("near near near", True),
        ("wrong wrong wrong good", True),
        ("wrong wrong good wrong", False),
        ("good wrong wrong wrong", False),
        ("wrong how wrong", False),
    ],
)
def test_only_bad_news_asks_for_good_news(kinds: str, asks: bool) -> None:
    assert rules.needs_good_news([Kind(kind) for kind in kinds.split()]) is asks


@pytest.mark.parametrize(
    ("audience_", "withdrawn", "given_", "thread", "may"),
    [
        ("circle", False, 0, False, True),
        ("circle", False, 1, False, False),
        ("chosen", False, 0, False, True),
        ("chosen", True, 0, False, False),
        ("self", False, 0, False, False),
        ("safety_person", False, 0, False, False),
        ("safety_person", False, 0, True, True),
        ("safety_person", False, 9, True, True),
        ("safety_person", True, 0, True, False),
    ],
)
def test_one_answer_each_except_in_a_thread(
    audience_: str, withdrawn: bool, given_: int, thread: bool, may: bool
) -> None:
    found = rules.may_answer(
        audience=Audience(audience_), withdrawn=withdrawn, answers_given=given_, in_thread=thread
    )
    assert found is may


def test_only_somebody_elses_note_is_thanked_and_once() -> None:
    fine = {"audience": Audience.CIRCLE, "withdrawn": False, "mine": False, "thanked": False}
    assert rules.may_thank(**fine)
    for no in ({"withdrawn": True}, {"mine": True}, {"thanked": True}, {"audience": Audience.SELF}):
        assert not rules.may_thank(**{**fine, **no})


@pytest.mark.parametrize(
    ("now", "began", "left"),
    [
        (NOW, datetime(2026, 11, 20, 23, 0, tzinfo=UTC), 8 * 3600),
        (
            datetime(2026, 10, 25, 12, 0, tzinfo=UTC),
            datetime(2026, 10, 24, 22, 0, tzinfo=UTC),
            39600,
        ),
        (
            datetime(2026, 11, 21, 22, 59, 59, 900_000, tzinfo=UTC),
            datetime(2026, 11, 20, 23, tzinfo=UTC),
            1,
        ),
    ],
)
def test_a_day_is_a_day_of_the_house(now: datetime, began: datetime, left: int) -> None:
    assert day_began(now) == began
    assert seconds_till_tomorrow(now) == left


def test_an_id_of_somebody_else_is_just_another_id() -> None:
    given_ = uuid4()
    mine, theirs = rules.row_id(b"p", ELS, given_), rules.row_id(b"p", TIM, given_)
    assert mine == rules.row_id(b"p", ELS, given_)
    assert len({given_, mine, theirs, rules.row_id(b"q", ELS, given_)}) == 4
    assert rules.row_id(b"p", ELS, given_, "reply") != mine
    assert mine.version == 4


@given(st.datetimes(timezones=st.just(UTC)), st.uuids())
def test_a_cursor_comes_back_as_it_went(at: datetime, entry: UUID) -> None:
    assert rules.from_cursor(rules.to_cursor(at, entry)) == (at, entry)


@given(st.text(max_size=60))
def test_a_made_up_cursor_is_not_here(word: str) -> None:
    try:
        at, entry = rules.from_cursor(word)
    except NotHere:
        return
    assert rules.to_cursor(at, entry) == word
