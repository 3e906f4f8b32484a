"""Small rooms: a file that fits on a few screens, a function that fits in a glance."""

from collections.abc import Iterable
from pathlib import Path
from statistics import median, quantiles

import pytest

from tests.house.source import (
    functions,
    lines,
    name,
    python_files,
    scripts,
    style_sheets,
    templates,
)

# Files that may be longer, each with its reason.
EXCEPTIONS = {
    "api/core/migrations/versions/0001_the_house_its_people_and_the_logbook.py": (
        "a step of the schema is a list of tables, written once and never changed"
    ),
}


def percentile_90(sizes: Iterable[int]) -> float:
    return quantiles(sizes, n=10)[-1]


def too_long(paths: Iterable[Path], ceiling: int) -> list[str]:
    return [
        f"{name(path)}: {lines(path)} lines, at most {ceiling}"
        for path in paths
        if lines(path) > ceiling and name(path) not in EXCEPTIONS
    ]


@pytest.mark.parametrize(
    ("paths", "ceiling"),
    [
        pytest.param(python_files(), 300, id="python"),
        pytest.param(templates(), 95, id="templates"),
        pytest.param(scripts(), 150, id="scripts"),
        pytest.param(style_sheets(), 200, id="styles"),
    ],
)
def test_no_file_is_too_long(paths: list[Path], ceiling: int) -> None:
    assert paths
    assert not too_long(paths, ceiling)


def test_most_python_files_are_short() -> None:
    sizes = [lines(path) for path in python_files()]
    print(
        f"python files: {len(sizes)}, median {median(sizes)}, p90 {percentile_90(sizes):.0f}, max {max(sizes)}"
    )
    assert median(sizes) <= 95
    assert percentile_90(sizes) <= 200


def test_functions_are_short() -> None:
    sizes = {
        f"{name(path)}:{node.name}": node.end_lineno - node.lineno + 1
        for path, node in functions()
        if name(path) not in EXCEPTIONS
    }
    found = sizes.values()
    print(
        f"functions: {len(found)}, median {median(found)}, p90 {percentile_90(found):.0f}, max {max(found)}"
    )
    assert median(found) <= 8
    assert percentile_90(found) <= 25
    assert not [where for where, size in sizes.items() if size > 40]


def test_every_exception_is_still_needed() -> None:
    ceilings = {".py": 300, ".html": 95, ".js": 150, ".css": 200}
    files = {
        name(path): path for path in (*python_files(), *templates(), *scripts(), *style_sheets())
    }
    for exception, reason in EXCEPTIONS.items():
        assert reason
        assert lines(files[exception]) > ceilings[files[exception].suffix]
