"""The question with which a house begins: together, apart, or not with this product."""

from uuid import UUID

import pytest
from sqlalchemy import select

from api import cli
from api.core.db import EVERYWHERE
from api.core.house import House
from api.core.vault import Box
from api.people.apart.model import Start
from api.people.model import Household

OPEN = ("household", "open", "--name", "Huis van Isa")


@pytest.fixture(autouse=True)
def _at_home(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Answer what the terminal asks, line after line."""
    left = iter(lines)

    def answer(_asked: str) -> str:
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", answer)


def starts(house: House) -> list[tuple[str, str, str]]:
    with house.db.reading(EVERYWHERE) as session:
        return [
            (row.mode, row.asked_with, _by(Box.of(session, row.household_id), row))
            for row in session.scalars(select(Start))
        ]


def _by(box: Box, row: Start) -> str:
    body = box.open_json("starts", "body", row.household_id, row.body)
    assert set(body) == {"by"}
    return str(body["by"])


def households(house: House) -> int:
    with house.db.reading(EVERYWHERE) as session:
        return len(session.scalars(select(Household)).all())


def test_the_question_is_asked_and_its_answer_kept(
    house: House, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "2", "Jet", "1")
    assert cli.main(OPEN) == 0
    said = capsys.readouterr().out
    for answer in ("Samen:", "Apart:", "Niet:"):
        assert answer in said
    home = UUID(said.split("\n")[-2])
    assert starts(house) == [("apart", "case-lead", "Jet")]
    with house.db.reading(home) as session:
        assert session.get_one(Household, home).mode == "apart"
        kept = session.get_one(Start, home)
        assert kept.answered_at == session.get_one(Household, home).opened_at
        assert b"Jet" not in kept.body


def test_what_is_said_beforehand_is_not_asked(
    house: House, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch)
    words = ("--mode", "together", "--answered-by", "Jet", "--asked-with", "veilig-thuis")
    assert cli.main((*OPEN, *words)) == 0
    assert UUID(capsys.readouterr().out.strip())
    assert starts(house) == [("together", "veilig-thuis", "Jet")]


@pytest.mark.parametrize("way", ["asked", "said"])
def test_not_with_this_product_opens_nothing_and_says_what_else(
    house: House, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    typed(monkeypatch, "3")
    assert cli.main(OPEN if way == "asked" else (*OPEN, "--mode", "not")) == 0
    said = capsys.readouterr().out
    for line in ("Er is geen huis begonnen.", "Schrijf dan niets op.", "0800 2000", "112"):
        assert line in said
    assert (starts(house), households(house)) == ([], 0)


@pytest.mark.parametrize("lines", [(), ("",), ("4",), ("ja",), ("1", "Jet", "9"), ("1", "Jet")])
def test_no_answer_opens_nothing(
    house: House,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    lines: tuple[str, ...],
) -> None:
    typed(monkeypatch, *lines)
    assert cli.main(OPEN) == 1
    assert "Kies samen, apart of niet." in capsys.readouterr().err
    assert households(house) == 0
