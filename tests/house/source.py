"""Where the house's own files lie, for the tests that look at them."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ROOMS = ("api", "pwa", "i18n")
STATIC = ROOT / "pwa" / "static"
TEMPLATES = ROOT / "pwa" / "templates"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


@cache
def glossary() -> dict[str, Any]:
    return tomllib.loads((ROOT / "i18n" / "glossary.toml").read_text())


@cache
def python_files() -> tuple[Path, ...]:
    found = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    return tuple(sorted(path for path in found if "__pycache__" not in path.parts))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def functions() -> Iterator[tuple[Path, Function]]:
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, Function):
                yield path, node


def templates() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def scripts() -> list[Path]:
    return sorted(path for path in STATIC.rglob("*.js") if "vendor" not in path.parts)


def style_sheets() -> list[Path]:
    return sorted(path for path in STATIC.rglob("*.css") if "vendor" not in path.parts)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())
