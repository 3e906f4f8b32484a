"""What a terminal says is Dutch, or the language of whoever keeps the machine; nothing is said beside it."""

import ast
from pathlib import Path

import pytest

from api import cli
from i18n.terminal import pgettext, tongue
from tests.house.source import ROOT, name, python_files, tree

SAYS = {"help", "description", "metavar"}
RAISED = {"RuntimeError", "NotOurs"}
SPOKEN = [path for path in python_files() if path.name.endswith(("cli.py", "commands.py"))]
# Mistakes of ours: nobody reads them but who mends them.
OURS = {ROOT / "api/core/http.py"}


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({}, "nl"),
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "C.UTF-8"}, "nl"),
        ({"LANG": "POSIX"}, "nl"),
        ({"LANG": "en_US.UTF-8"}, "en_GB"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "nl_NL.UTF-8", "HUISBOEK_LANGUAGE": "en_GB"}, "en_GB"),
        ({"LANG": "en_US.UTF-8", "HUISBOEK_LANGUAGE": "nl"}, "nl"),
        ({"LANG": "tr_TR.UTF-8"}, "nl"),
        ({"LANG": "xx"}, "nl"),
    ],
)
def test_the_language_is_the_first_one_that_is_set(environment: dict[str, str], code: str) -> None:
    assert tongue(environment) == code


def test_help_and_refusals_speak_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("HUISBOEK_LANGUAGE", "en_GB")
    monkeypatch.setenv("HUISBOEK_DATA", str(tmp_path))
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert "A quiet book for home." in capsys.readouterr().out
    assert cli.main(["restore", str(tmp_path / "none")]) == 1
    assert "First put the secret file back." in capsys.readouterr().err
    assert pgettext("beheer", "Niet in orde: %(count)s", count=3) == "Not in order: 3"


@pytest.mark.parametrize("path", SPOKEN, ids=name)
def test_nothing_is_said_past_the_catalogues(path: Path) -> None:
    assert not _bare(tree(path), {"print"})


def test_what_keeps_the_house_from_starting_is_in_the_catalogues() -> None:
    found = {
        name(path) for path in python_files() if path not in OURS and _bare(tree(path), RAISED)
    }
    assert found == set()


def test_the_test_itself_sees_what_is_bare() -> None:
    for code in (
        'print("Het is klaar.")',
        'print(f"Er zijn {n} rijen.")',
        'add("x", help="een map")',
    ):
        assert _bare(ast.parse(code), {"print"})
    assert _bare(ast.parse('raise RuntimeError("it is off")'), RAISED)
    assert not _bare(
        ast.parse('print(pgettext("beheer", "Het is klaar."), f"  {line}")'), {"print"}
    )


def _bare(parsed: ast.AST, calls: set[str]) -> list[int]:
    """Lines where a sentence goes straight to the terminal: words with a space between."""
    found = []
    for node in ast.walk(parsed):
        if not isinstance(node, ast.Call):
            continue
        said = [part.value for part in node.keywords if part.arg in SAYS]
        if getattr(node.func, "id", "") in calls:
            said += node.args
        found += [node.lineno for part in said if _is_sentence(part)]
    return found


def _is_sentence(part: ast.expr) -> bool:
    pieces = part.values if isinstance(part, ast.JoinedStr) else [part]
    texts = [piece.value for piece in pieces if isinstance(piece, ast.Constant)]
    return any(isinstance(text, str) and " " in text.strip() for text in texts)
