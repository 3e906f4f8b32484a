"""The rules of the door: which codes and pictures will do, and how long a sign-in lasts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.core.errors import Invalid
from api.people import rules
from api.people.policy import Ring, Role, Viewer
from tests.people.some import DAY, PEOPLE, START, viewer

NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("pin", ["492817", "8305921", "950318274650", "739164"])
def test_a_code_that_nobody_would_try_will_do(pin: str) -> None:
    assert rules.check_pin(pin) == pin


@pytest.mark.parametrize(
    "pin", ["", "12", "49281", "4928175036412", "49281a", "４９２８１７", "492 817"]
)
def test_a_code_has_six_to_twelve_digits(pin: str) -> None:
    with pytest.raises(Invalid) as refusal:
        rules.check_pin(pin)
    assert refusal.value.field == "code"


@pytest.mark.parametrize(
    "pin",
    [
        "000000", "111111", "123456", "654321", "012345", "987654", "890123", "135791",
        "121212", "123123", "696969", "112233", "998877", "123321", "520025", "100000",
        "147258", "852741", "159753", "789456", "654987", "123456789", "1212121212", "11223344",
        "246802", "007007", "314159", "12344321",
    ],
)  # fmt: skip
def test_a_common_code_is_refused(pin: str) -> None:
    with pytest.raises(Invalid, match="makkelijk te raden"):
        rules.check_pin(pin)


@pytest.mark.parametrize("pin", ["240517", "311289", "170524", "24051987", "19870524", "290224"])
def test_a_date_is_refused(pin: str) -> None:
    with pytest.raises(Invalid, match="datum"):
        rules.check_pin(pin)


def test_the_thousand_that_people_choose_most_are_refused() -> None:
    """Made as such lists are made up: repeats, runs, mirrors, walks over the keys, dates, favourites."""
    tops = {
        "123456", "654321", "111111", "000000", "123123", "666666", "121212", "112233", "789456",
        "159753", "123321", "222222", "555555", "999999", "131313", "777777", "101010", "147258",
        "696969", "102938", "520131", "110110", "123654", "124578", "134679", "147896", "142536",
        "963852", "852456", "258456", "741852", "852963", "963258", "456852", "951753", "753951",
        "246810", "135790", "100200", "123789", "321654", "456123", "147147", "159159", "111222",
        "112211", "120120", "122333", "010203", "123000", "000123", "987654", "198512", "121985",
        "199999", "200000", "789987", "147741", "369963", "258852", "456789", "123455", "333444",
    }  # fmt: skip
    digits = "0123456789"
    runs = [(digits * 2)[at : at + 3] for at in range(10)]
    tops |= {a * 2 for a in (f"{n:03}" for n in range(1000))}
    tops |= {a + b for a in runs for b in (*runs, *(run[::-1] for run in runs))}
    tops |= {a * 3 for a in (f"{n:02}" for n in range(100))}
    tops |= {
        f"{day:02}{month:02}{year:02}" for day in (1, 28) for month in (1, 12) for year in (0, 99)
    }
    assert len(tops) > 1_000
    left = [pin for pin in sorted(tops) if not (rules.is_common(pin) or rules.is_date(pin))]
    assert left == []


def test_more_than_nine_in_ten_codes_remain() -> None:
    refused = sum(
        rules.is_common(f"{n:06}") or rules.is_date(f"{n:06}") for n in range(0, 10**6, 7)
    )
    assert 0.02 < refused / len(range(0, 10**6, 7)) < 0.10


@pytest.mark.parametrize(
    ("born", "needed"), [(None, 4), (2017, 4), (2016, 5), (2011, 5), (2022, 4)]
)
def test_a_child_chooses_four_pictures_and_five_from_ten_on(born: int | None, needed: int) -> None:
    assert rules.pictures_needed(born, NOW) == needed


def test_there_are_sixteen_different_pictures() -> None:
    assert len(set(rules.PICTURES)) == 16


def test_the_order_of_the_pictures_is_the_secret() -> None:
    one = rules.check_pictures(["bear", "sun", "cat", "sun"], 4)
    other = rules.check_pictures(["sun", "bear", "cat", "sun"], 4)
    assert one != other


@pytest.mark.parametrize(
    "chosen",
    [
        [],
        ["bear", "sun", "cat"],
        ["bear", "sun", "cat", "dog", "fish"],
        ["bear", "sun", "cat", "lion"],
        ["bear", "bear", "bear", "bear"],
    ],
)
def test_pictures_that_will_not_do(chosen: list[str]) -> None:
    with pytest.raises(Invalid) as refusal:
        rules.check_pictures(chosen, 4)
    assert refusal.value.field == "picture"


@given(st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=26, max_size=26), st.data())
def test_an_invitation_typed_over_in_groups_is_the_same(secret: str, data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 8))
    groups = [secret[start : start + size] for start in range(0, 26, size)]
    typed = data.draw(st.sampled_from([" ", "-", " - "])).join(groups).upper()
    assert rules.read_invitation(f" #{typed}\n") == secret


def test_digits_that_look_like_letters_are_read_as_letters() -> None:
    assert rules.read_invitation("0a1b8") == "oalbb"


@pytest.mark.parametrize(
    ("after", "over"), [(-SECOND, False), (timedelta(0), True), (SECOND, True)]
)
def test_a_sign_in_ends_thirty_days_after_its_last_use(after: timedelta, over: bool) -> None:
    used = rules.day_of(NOW)
    assert rules.is_over(began_at=NOW, used_at=used, now=used + timedelta(days=30) + after) is over


@pytest.mark.parametrize(
    ("after", "over"), [(-SECOND, False), (timedelta(0), True), (SECOND, True)]
)
def test_a_sign_in_ends_after_180_days_however_much_it_is_used(
    after: timedelta, over: bool
) -> None:
    now = NOW + timedelta(days=180) + after
    assert rules.is_over(began_at=NOW, used_at=now, now=now) is over


def test_the_day_of_a_moment_has_no_time() -> None:
    assert rules.day_of(NOW) == datetime(2026, 11, 21, tzinfo=UTC)


WARD, FEARED, SARA, ELS, TIM = PEOPLE[:5]
PARENT = viewer(person=SARA, role=Role.ADULT)
GRANDMOTHER, UNCLE = viewer(person=ELS), viewer(person=TIM)


@pytest.mark.parametrize("two", [(PARENT, GRANDMOTHER), (GRANDMOTHER, UNCLE)])
def test_two_people_of_whom_one_comes_from_outside_decide(two: tuple[Viewer, Viewer]) -> None:
    rules.check_approvers(two, ward=WARD, feared=FEARED)


@pytest.mark.parametrize(
    "approvers",
    [
        [],
        [GRANDMOTHER],
        [GRANDMOTHER, GRANDMOTHER],
        [PARENT, viewer(person=TIM, role=Role.ADULT)],
        [GRANDMOTHER, viewer(person=FEARED)],
        [GRANDMOTHER, viewer(person=TIM, feared_by=frozenset({WARD}))],
        [GRANDMOTHER, PARENT, viewer(person=TIM, feared_by=frozenset({WARD}))],
        [GRANDMOTHER, viewer(person=WARD, role=Role.CHILD)],
        [GRANDMOTHER, viewer(person=TIM, role=Role.PROFESSIONAL)],
        [GRANDMOTHER, viewer(person=TIM, role=Role.HOST)],
        [GRANDMOTHER, viewer(person=TIM, ring=Ring.PART)],
        [GRANDMOTHER, viewer(person=TIM, ended_at=START + DAY)],
    ],
)
def test_anybody_else_does_not(approvers: list[Viewer]) -> None:
    with pytest.raises(Invalid):
        rules.check_approvers(approvers, ward=WARD, feared=FEARED)


def test_whom_another_child_fears_may_still_decide() -> None:
    other = viewer(person=TIM, feared_by=frozenset({PEOPLE[5]}))
    rules.check_approvers([GRANDMOTHER, other], ward=WARD, feared=FEARED)
