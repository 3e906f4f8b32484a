"""What was shared while somebody was away is not theirs afterwards; before and after are whole."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from api.people.policy import ABOUT_NOW, Item, Verb, Viewer, is_away, may
from tests.people.some import DAY, days, some_items, some_viewers, verbs

viewers = some_viewers()
items = some_items()
lengths = st.integers(1, 4)


def away(viewer: Viewer, began: object, length: int) -> Viewer:
    return replace(viewer, absences=((began, began + length * DAY),))  # type: ignore[operator,arg-type]


@given(viewers, verbs, items, lengths)
def test_nothing_shared_during_an_absence_is_there_by_any_audience_or_task(
    viewer: Viewer, verb: Verb, item: Item, length: int
) -> None:
    gone = away(viewer, item.shared_at, length)
    if item.author != viewer.person and item.row not in ABOUT_NOW:
        assert not may(gone, verb, item)
        assert not may(replace(gone, absences=((item.shared_at, None),)), verb, item)


@given(viewers, verbs, items, days, lengths)
def test_before_and_after_are_whole(
    viewer: Viewer, verb: Verb, item: Item, began: object, length: int
) -> None:
    here = replace(viewer, absences=())
    gone = away(viewer, began, length)
    if not is_away(gone, item.shared_at) or item.author == viewer.person:
        assert may(gone, verb, item) == may(here, verb, item)


@given(viewers, verbs, items, days, lengths)
def test_an_absence_never_widens(
    viewer: Viewer, verb: Verb, item: Item, began: object, length: int
) -> None:
    if may(away(viewer, began, length), verb, item):
        assert may(replace(viewer, absences=()), verb, item)


@given(viewers, verbs, items)
def test_who_became_the_first_safety_person_hears_no_more_of_before(
    viewer: Viewer, verb: Verb, item: Item
) -> None:
    later = dict.fromkeys(viewer.wards, item.shared_at + DAY)
    if may(replace(viewer, first_since=later), verb, item):
        assert may(replace(viewer, first_since={}), verb, item)
