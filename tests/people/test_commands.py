"""Opening a household and inviting people from the command line."""

from uuid import UUID

import pytest
from flask import Flask

from api import cli
from api.core.house import House
from api.people import queries
from tests.people.doors import PIN, Door, is_in


@pytest.fixture
def _at_home(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


def _say(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main(words) == 0, capsys.readouterr().err
    return capsys.readouterr().out.split("\n")[0]


@pytest.mark.usefixtures("_at_home")
def test_a_house_is_opened_and_its_people_come_in_by_link(
    house: House, app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    home = _say(capsys, "household", "open", "--name", "Huis van Isa", "--mode", "together")
    invite = ("person", "invite", "--household", home)
    _say(capsys, *invite, "--name", "Isa", "--role", "child", "--born", "2018")
    link = _say(capsys, *invite, "--name", "Jet", "--role", "circle", "--safety-of", "isa")
    address, _, secret = link.partition("#")
    assert address == "http://127.0.0.1:8000/kom"
    assert len(secret) == 26
    browser = app.test_client()
    Door(house, app).accept(browser, secret, PIN)
    assert is_in(browser)
    who = browser.get("/ik").json["who"]  # type: ignore[index]
    with house.db.reading(home := _uuid(home)) as session:
        jet = next(each for each in queries.viewers(session, home) if str(each.person) == who)
        assert len(jet.wards) == 1
        assert not jet.second_for


@pytest.mark.usefixtures("_at_home")
def test_inviting_someone_of_the_same_name_invites_the_same_person(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    home = _say(capsys, "household", "open", "--name", "Huis van Isa", "--mode", "together")
    invite = ("person", "invite", "--household", home, "--role", "circle", "--name", "Jet")
    assert _say(capsys, *invite) != _say(capsys, *invite)
    with house.db.reading(_uuid(home)) as session:
        assert len(queries.viewers(session, _uuid(home))) == 1


@pytest.mark.usefixtures("_at_home")
def test_a_ward_that_is_not_there_is_said_and_nobody_is_added(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    home = _say(capsys, "household", "open", "--name", "Huis van Isa", "--mode", "together")
    words = ("--name", "Jet", "--role", "circle", "--safety-of", "Piet")
    assert cli.main(["person", "invite", "--household", home, *words]) == 1
    assert "heet niemand Piet" in capsys.readouterr().err
    with house.db.reading(_uuid(home)) as session:
        assert queries.viewers(session, _uuid(home)) == []


@pytest.mark.usefixtures("_at_home")
def test_an_unknown_household_is_a_sentence_and_no_crash(
    capsys: pytest.CaptureFixture[str],
) -> None:
    home = "00000000-0000-4000-8000-000000000000"
    words = ["person", "invite", "--household", home, "--name", "Jet", "--role", "circle"]
    assert cli.main(words) == 1
    assert capsys.readouterr().err.strip()


def _uuid(text: str) -> UUID:
    return UUID(text)
