"""One term, one word. A grep for the Dutch word lands in the right room."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import (
    ROOT,
    glossary,
    name,
    python_files,
    scripts,
    style_sheets,
    templates,
    tree,
)

PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Named by others: Flask's test client, SQL's and CSS's own words.
NOT_OURS = {
    "case",  # of SQL
    "ip_network",
    "FlaskClient",
    "test_client",
    "clientDataJSON",  # of WebAuthn
    "clientWidth",
    "clientHeight",
    "clientX",
    "clientY",
    "clients",
    "getBoundingClientRect",
    "getClientRects",
}


def names(path: Path) -> Iterator[str]:
    yield path.stem
    for node in ast.walk(tree(path)):
        match node:
            case ast.FunctionDef(name=found) | ast.ClassDef(name=found) | ast.Name(id=found):
                yield found
            case ast.arg(arg=found) | ast.Attribute(attr=found) | ast.keyword(arg=str(found)):
                yield found


def parts(found: str) -> set[str]:
    return {part.lower() for part in PART.findall(found)}


def test_every_slice_opens_with_its_dutch_term() -> None:
    terms = {term["room"]: set() for term in glossary()["term"]}
    for term in glossary()["term"]:
        terms[term["room"]].add(term["dutch"])
    for path in sorted((ROOT / "api").glob("*/__init__.py")):
        room = path.parent.name
        if room == "core":
            continue
        opening = (ast.get_docstring(tree(path)) or "").split(":")[0].lower()
        assert room in terms, f"{room} has no term in i18n/glossary.toml"
        assert any(dutch in opening for dutch in terms[room]), f"{name(path)}: {opening!r}"


def test_no_name_in_python_is_a_banned_synonym() -> None:
    banned = set(glossary()["synonyms"])
    found = {
        f"{name(path)}: {word}"
        for path in python_files()
        for word in names(path)
        if word not in NOT_OURS and parts(word) & banned
    }
    assert not found


def test_no_name_in_scripts_and_templates_is_a_banned_synonym() -> None:
    banned = set(glossary()["synonyms"]) - {"case", "network"}
    word = re.compile(r"[A-Za-z][\w-]*")
    found = {
        f"{name(path)}: {found}"
        for path in (*scripts(), *style_sheets(), *templates())
        for found in word.findall(path.read_text())
        if found not in NOT_OURS and parts(found) & banned
    }
    assert not found


def test_every_term_says_how_it_is_said() -> None:
    for term in glossary()["term"]:
        assert term.keys() == {"dutch", "code", "screen", "room"}
    for word in (*glossary()["word"], *glossary()["terminal"]):
        assert word["why"], word
