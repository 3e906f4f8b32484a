"""The organisation's acts on the command line."""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from api import cli
from api.core.db import EVERYWHERE
from api.core.house import House
from api.people.organisation.model import Halt, Organisation
from tests.people.hosting import LIST, Hosting
from tests.world import World

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _at_home(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


def state(house: House, household: UUID) -> str:
    with house.db.reading(EVERYWHERE) as session:
        query = select(Halt.kind).filter_by(household_id=household, ended_at=None)
        return session.scalars(query).first() or "open"


def test_a_house_is_listed_stopped_closed_and_kept_by_its_code_or_its_id(
    house: House, world: World, capsys: Said
) -> None:
    assert cli.main(("household", "list")) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    codes = {UUID(name): code for code, name, _state in lines}
    assert {each[2] for each in lines} == {"open"}
    code, name = codes[world.household], str(world.household)
    assert cli.main(("household", "suspend", code.lower())) == 1
    assert "Bel eerst" in capsys.readouterr().err
    assert cli.main(("household", "suspend", code.lower(), "--called")) == 0
    assert state(house, world.household) == "still"
    assert cli.main(("household", "resume", name)) == 0
    assert state(house, world.household) == "open"
    assert cli.main(("household", "close", name, "--code", codes[world.apart])) == 1
    capsys.readouterr()
    assert cli.main(("household", "close", name, "--code", code)) == 1
    assert "Bel eerst" in capsys.readouterr().err
    assert cli.main(("household", "close", name, "--code", code, "--called")) == 0
    assert state(house, world.household) == "closing"
    assert cli.main(("household", "reopen", code)) == 0
    assert state(house, world.household) == state(house, world.apart) == "open"


def test_an_unknown_code_is_said(world: World, capsys: Said) -> None:
    assert cli.main(("household", "resume", "K7Q-4M2")) == 1
    assert "K7Q-4M2" in capsys.readouterr().err


def test_hosts_come_and_go_in_one_organisation_without_a_house(
    house: House, app: Flask, capsys: Said
) -> None:
    for name in ("Bas", "bas", "Rik"):
        assert cli.main(("organisation", "invite", "--name", name)) == 0
        assert "/kom#" in capsys.readouterr().out
    with house.db.reading(EVERYWHERE) as session:
        assert len(session.scalars(select(Organisation)).all()) == 1
    assert cli.main(("household", "list")) == 0
    assert capsys.readouterr().out == ""
    host = Hosting(house, app).arrive("Rik")
    assert host.get(LIST).status_code == 200
    assert cli.main(("organisation", "end", "--name", "Rik")) == 0
    assert host.get(LIST).status_code != 200
    assert cli.main(("organisation", "end", "--name", "Rik")) == 1


def test_an_opened_house_has_its_code(house: House, capsys: Said) -> None:
    opening = ("household", "open", "--name", "Huis van Isa", "--mode", "together")
    assert cli.main((*opening, "--answered-by", "Jet")) == 0
    household = UUID(capsys.readouterr().out.split()[0])
    assert cli.main(("household", "list")) == 0
    assert str(household) in capsys.readouterr().out
