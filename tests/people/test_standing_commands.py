"""Shield lists, safety people, tasks and rings from the command line: two people decide, or nothing happens."""

from uuid import UUID

import pytest
from flask import Flask

from api import cli
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.verify import findings
from api.people import queries
from api.people.policy import Ring, Viewer
from tests.people.doors import is_in
from tests.world import World, sign_in_client


@pytest.fixture
def home(world: World, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return str(world.household)


def say(word: str, home: str, *words: str, by: tuple[str, ...] = ()) -> int:
    approved = [part for name in by for part in ("--approved-by", name)]
    return cli.main(["person", word, "--household", home, *words, *approved])


def seen(house: House, person: UUID) -> Viewer:
    with house.db.reading(EVERYWHERE) as session:
        return queries.viewer(session, person)


def test_a_shield_is_put_up_and_taken_back_by_two(
    house: House, app: Flask, world: World, home: str
) -> None:
    sara = sign_in_client(app, world.sara)
    words = ("--ward", "noor", "--feared", "Sara")
    assert say("shield", home, *words, by=("Els", "Tim")) == 0
    assert seen(house, world.sara).feared_by == {world.noor}
    assert is_in(sara), "a screen that closes tells her"
    assert say("shield", home, *words, "--end", by=("Els", "Tim")) == 0
    assert seen(house, world.sara).feared_by == frozenset()
    assert not findings(house)


@pytest.mark.parametrize(
    "by",
    [
        ("Els",),
        ("Els", "Els"),
        ("Sara", "Mark"),
        ("Els", "Mark"),
        ("Els", "Noor"),
        ("Els", "Amina"),
        ("Els", "Kees"),
        ("Els", "Niemand"),
    ],
)
def test_without_two_who_may_decide_nothing_changes(
    house: House,
    world: World,
    home: str,
    capsys: pytest.CaptureFixture[str],
    by: tuple[str, ...],
) -> None:
    for words in (("--feared", "Ben"), ("--feared", "Mark", "--end")):
        assert say("shield", home, "--ward", "Noor", *words, by=by) == 1
        assert capsys.readouterr().err.strip()
    assert seen(house, world.mark).feared_by == {world.noor}
    assert seen(house, world.ben).feared_by == frozenset()


def test_who_is_feared_never_decides_about_it(house: House, world: World, home: str) -> None:
    words = ("--ward", "Noor", "--feared", "Tim")
    assert say("shield", home, *words, by=("Els", "Tim")) == 1
    assert say("shield", home, "--ward", "Noor", "--feared", "Noor", by=("Els", "Tim")) == 1
    assert seen(house, world.tim).feared_by == frozenset()


def test_a_safety_person_goes_and_another_takes_the_free_place(
    house: House, world: World, home: str
) -> None:
    words = ("--ward", "Noor")
    assert say("safety", home, *words, "--person", "Tim", by=("Sara", "Els")) == 1, "both are taken"
    assert say("safety", home, *words, "--person", "Els", "--end", by=("Sara", "Mark")) == 1
    assert say("safety", home, *words, "--person", "Els", "--end", by=("Sara", "Ben")) == 0
    assert say("safety", home, *words, "--person", "Tim", by=("Sara", "Ben")) == 0
    assert seen(house, world.noor).safety_people == {world.tim, world.ben}
    assert world.noor not in seen(house, world.tim).second_for


def test_tasks_and_rings_are_given_and_taken_back(house: House, world: World, home: str) -> None:
    duties = ("--duty", "chair", "--duty", "plan_holder")
    assert say("change", home, "--name", "Kees", "--ring", "all", *duties) == 0
    kees = seen(house, world.kees)
    assert (kees.ring, kees.duties) == (Ring.ALL, {"chair", "plan_holder"})
    assert say("change", home, "--name", "Kees", "--ring", "none", "--end-duty", "chair") == 0
    kees = seen(house, world.kees)
    assert (kees.ring, kees.duties) == (Ring.NONE, {"plan_holder"})


def test_a_child_is_told_to_have_two_safety_people(
    home: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, count in (("Noor", 2), ("Bo", 0)):
        assert say("invite", home, "--name", name, "--role", "child") == 0
        said = capsys.readouterr().out.splitlines()
        assert said[1] == f"Een kind heeft 2 veilige personen. Nu zijn het er {count}."


def test_somebody_of_another_house_is_nobody_here(
    world: World, home: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--ward", str(world.fem), "--feared", "Sara")
    assert say("shield", home, *words, by=("Els", "Tim")) == 1
    assert "heet niemand" in capsys.readouterr().err
