"""A list that grows on a phone by what is new is the list that is loaded anew."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pwa.table_parts import NEW, ROW, Part, part, since

ROWS = st.lists(st.sampled_from(["<li>a</li>", "<li>b</li>", "<li>c</li>", "<li>d</li>"]))
pytestmark = pytest.mark.only("sqlite")


def drawn(rows: list[str]) -> Part:
    return part("<ol>" + "".join(ROW + row for row in rows) + ROW + "</ol>")


def folded(had: list[str], order: str, fresh: list[str]) -> list[str]:
    """What pwa/static/js/rows.js does with the rows of a list."""
    rows, coming = [], iter(fresh)
    for word in order.split():
        if word == NEW:
            rows.append(next(coming))
        else:
            first, last = map(int, word.split("-"))
            rows += had[first : last + 1]
    assert not list(coming)
    return rows


@given(lists=st.lists(ROWS, min_size=2, max_size=6))
def test_whatever_happens_to_the_rows_folding_is_loading_anew(lists: list[list[str]]) -> None:
    shown = lists[0]
    for had, now in pairwise(lists):
        fresh = since(drawn(had), drawn(now))
        assert fresh.order is not None
        coming = [f"{each}</li>" for each in fresh.html.split("</li>")[:-1]]
        shown = folded(shown, fresh.order, coming)
        assert shown == now


def test_a_long_list_with_one_more_costs_one_row() -> None:
    had = [f"<li>{number}</li>" for number in range(200)]
    fresh = since(drawn(had), drawn([*had, "<li>new</li>"]))
    assert (fresh.order, fresh.html) == ("0-199 +", "<li>new</li>")


def test_a_phone_that_has_something_else_gets_it_whole() -> None:
    now = drawn(["<li>a</li>"])
    for had in (None, part("<p>Nog niets.</p>"), part(f"<ol class=x>{ROW}</ol>")):
        assert since(had, now).order is None
        assert since(had, now).html == "<ol><li>a</li></ol>"
