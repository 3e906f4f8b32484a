"""The folded booklet: which page lies where on which side of which sheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.words_and_pictures.booklet_rules import impose

CASES = [
    (0, []),
    (1, [(None, 1), (None, None)]),
    (2, [(None, 1), (2, None)]),
    (3, [(None, 1), (2, 3)]),
    (4, [(4, 1), (2, 3)]),
    (5, [(None, 1), (2, None), (None, 3), (4, 5)]),
    (7, [(None, 1), (2, 7), (6, 3), (4, 5)]),
    (8, [(8, 1), (2, 7), (6, 3), (4, 5)]),
    (9, [(None, 1), (2, None), (None, 3), (4, 9), (8, 5), (6, 7)]),
    (12, [(12, 1), (2, 11), (10, 3), (4, 9), (8, 5), (6, 7)]),
]


@pytest.mark.parametrize(("pages", "sides"), CASES)
def test_the_sides_of_a_booklet(pages: int, sides: list[tuple[int | None, int | None]]) -> None:
    assert [(side.start, side.end) for side in impose(range(1, pages + 1))] == sides


@given(st.integers(1, 80))
def test_folded_and_leafed_through_it_reads_in_order(pages: int) -> None:
    """Fold the pile as hands do: from the outside in, then from the middle back out."""
    sides = impose(range(1, pages + 1))
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    inwards = [leaf for outside, inside in sheets for leaf in (outside.end, inside.start)]
    outwards = [leaf for outside, inside in sheets for leaf in (outside.start, inside.end)]
    read = [*inwards, *(each for pair in _pairs(outwards) for each in pair)]
    assert [leaf for leaf in read if leaf] == list(range(1, pages + 1))
    assert read[0] == 1


def _pairs(outwards: list[int | None]) -> list[tuple[int | None, int | None]]:
    """From the middle: the inside of a sheet, then its outside."""
    pairs = list(zip(outwards[::2], outwards[1::2], strict=True))
    return [(inside, outside) for outside, inside in reversed(pairs)]
