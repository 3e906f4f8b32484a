"""The week at one glance: the picture shows what the rows say, stays small, and turns with the language."""

import gzip
import re
from collections import Counter

import pytest

from pwa.week_charts import GUTTER, WIDTH, Glance, Sight, in_a_week

KB = 1024
PICTURES = ("heart", "sleep", "run", "tree", "breathe", "apple")
PLACES = re.compile(r"M(\d+) (\d+)")
PATH = re.compile(r'<path class="glance-(\w+)" d="([^"]+)"/>')
HEADS = ("ma", "di", "wo", "do", "vr", "za", "zo")


def glance(sights: list[list[Sight]], *, rtl: bool = False, heads: tuple[str, ...] = HEADS) -> str:
    rows = list(zip(PICTURES, sights, strict=True))
    sprite = "/static/v-0123456789ab/img/pictures.svg"
    return Glance(rows=rows, heads=heads, title="De week", sprite=sprite, rtl=rtl).svg()


def drawn(svg: str) -> dict[str, list[tuple[int, int]]]:
    """Where marks of each kind stand: row by row, column by column."""
    found = {
        kind: [(int(y), int(x)) for x, y in PLACES.findall(d)] for kind, d in PATH.findall(svg)
    }
    found.pop("tick", None)
    xs = sorted({x for places in found.values() for _y, x in places})
    ys = sorted({y for places in found.values() for y, _x in places})
    return {kind: [(ys.index(y), xs.index(x)) for y, x in places] for kind, places in found.items()}


MIXED = [
    [(Sight.DONE, Sight.MEANT, Sight.OPEN)[(row * 2 + column) % 3] for column in range(7)]
    for row in range(6)
]


def test_the_picture_shows_what_the_rows_say() -> None:
    places = drawn(glance(MIXED))
    for kind, found in places.items():
        said = [
            (row, column)
            for row, sights in enumerate(MIXED)
            for column, sight in enumerate(sights)
            if sight == kind
        ]
        assert sorted(found) == said
    assert sum(len(found) for found in places.values()) == 42


def test_what_came_back_has_a_tick_so_that_no_colour_carries_it_alone() -> None:
    kinds = dict(PATH.findall(glance(MIXED)))
    assert len(PLACES.findall(kinds["tick"])) == len(PLACES.findall(kinds["done"]))


def test_time_runs_the_way_the_language_reads() -> None:
    first = [[Sight.DONE if column == 0 else Sight.OPEN for column in range(7)]] * 6
    (left, _), *_rest = PLACES.findall(dict(PATH.findall(glance(first)))["done"])
    (right, _), *_rest = PLACES.findall(dict(PATH.findall(glance(first, rtl=True)))["done"])
    assert int(left) + int(right) == WIDTH
    assert int(left) > GUTTER


@pytest.mark.parametrize("columns", [7, 13])
def test_it_is_no_more_than_a_kilobyte_on_the_wire(columns: int) -> None:
    kinds = (Sight.DONE, Sight.SOME, Sight.MOST, Sight.OPEN, Sight.MEANT)
    sights = [
        [kinds[(row * 3 + column * column) % 5] for column in range(columns)] for row in range(6)
    ]
    heads = tuple("maandag"[:2] for _ in range(columns))
    assert len(gzip.compress(glance(sights, heads=heads).encode())) <= KB


@pytest.mark.parametrize(
    ("days", "seen"),
    [(0, Sight.OPEN), (1, Sight.SOME), (3, Sight.SOME), (4, Sight.MOST), (6, Sight.MOST), (7, Sight.DONE)],
)  # fmt: skip
def test_a_week_is_said_without_a_number(days: int, seen: Sight) -> None:
    assert in_a_week(days) is seen


def test_a_word_in_it_can_do_nothing() -> None:
    svg = glance(MIXED, heads=("<b>", "di", "wo", "do", "vr", "za", "zo"))
    assert "<b>" not in svg
    assert Counter(re.findall(r"<(\w+)", svg))["use"] == 6
