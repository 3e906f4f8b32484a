"""The keys of programs on the command line."""

from uuid import uuid4

import pytest

from api import cli
from tests.feed.program import Program, end_key, make_key
from tests.sharing.seats import Seats

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _at_home(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


def test_keys_are_listed_without_a_token_and_ended_at_once(
    program: Program, seats: Seats, capsys: Said
) -> None:
    gone, _ = make_key(seats, program.account, name="Oud")
    end_key(seats, program.account, gone)
    assert cli.main(("feed-token", "list")) == 0
    listed = capsys.readouterr().out
    assert str(program.key) in listed
    assert "Amina: Lezer" in listed
    assert program.token not in listed
    assert str(gone) not in listed
    assert program.get("feed.json").status_code == 200
    assert cli.main(("feed-token", "end", str(program.key))) == 0
    assert program.get("feed.json").status_code == 401
    assert cli.main(("feed-token", "end", str(uuid4()))) == 1
