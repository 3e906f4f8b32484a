"""What the quiet view may show: a list, and never more than somebody may see anyway."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.people.access import OBJECTS
from api.people.policy import Audience, Duty, Item, Role, Verb, Viewer, may, sees_member
from api.people.quiet.rules import SEEN, WRITTEN, quietly
from tests.people.some import PEOPLE, START, groups, item, some_items, some_viewers, verbs, viewer

LISTED = {
    "entry_circle",
    "member",
    "own_number",
    "home",
    "house_week",
    "plan_agreed",
    "endorsement",
    "book",
    "visit_planned",
    "device",
    "rules_read",
}
NEVER = {
    "entry_chosen",
    "entry_self",
    "entry_safety_person",
    "message",
    "signal_set",
    "signal_now",
    "signal_history",
    "ladder",
    "shield_list",
    "safety_link",
    "reachability",
    "contact",
    "notice",
    "who_looked",
    "score",
    "child_score",
    "plan_draft",
    "visit_unannounced",
    "helper_pause",
    "meeting_notes",
    "meeting_input",
    "ability",
    "invitation",
    "feed_token",
    "apart",
}
READING = set(Verb) - {Verb.WRITE}


def test_the_list_is_what_it_says_and_a_new_object_is_not_on_it() -> None:
    assert SEEN == LISTED
    assert OBJECTS.keys() - SEEN >= NEVER
    assert OBJECTS.keys() >= SEEN | WRITTEN


@given(some_viewers(), verbs, some_items(), groups)
def test_the_quiet_view_shows_nothing_that_the_whole_one_does_not(
    whole: Viewer, verb: Verb, thing: Item, guarded: frozenset
) -> None:
    if may(quietly(whole, guarded=guarded), verb, thing):
        assert may(whole, verb, thing)


@given(some_viewers(), some_viewers(), groups)
def test_the_quiet_view_knows_nobody_whom_the_whole_one_does_not(
    whole: Viewer, other: Viewer, guarded: frozenset
) -> None:
    if sees_member(quietly(whole, guarded=guarded), other):
        assert sees_member(whole, other)


@given(some_viewers(), st.sampled_from(sorted(READING)), some_items(), groups)
def test_what_is_not_on_the_list_is_never_there(
    whole: Viewer, verb: Verb, thing: Item, guarded: frozenset
) -> None:
    if may(replace(whole, quiet=True, guarded=guarded), verb, thing):
        assert thing.row in LISTED
        assert thing.child_good or thing.row != "entry_circle"
        assert not guarded & {thing.author, thing.ward}


@pytest.mark.parametrize("name", sorted(OBJECTS))
@pytest.mark.parametrize("role", list(Role))
def test_every_object_for_every_role(name: str, role: Role) -> None:
    """As a table, for the audience that each object has, of somebody with all tasks and links."""
    audience = Audience(name.removeprefix("entry_")) if "entry_" in name else Audience.CIRCLE
    whole = viewer(
        role=role,
        duties=frozenset(Duty),
        wards={PEOPLE[1]: START},
        safety_people=frozenset({PEOPLE[2]}),
        consents=frozenset(OBJECTS),
    )
    little = quietly(whole, guarded=frozenset())
    for author, ward, fit in ((PEOPLE[0], None, True), (PEOPLE[1], PEOPLE[1], False)):
        thing = item(kind=name, author=author, ward=ward, audience=audience, child_good=fit)
        seen = {verb for verb in READING if may(little, verb, thing)}
        assert seen <= {verb for verb in READING if may(whole, verb, thing)}
        if name in NEVER or (name == "entry_circle" and not fit):
            assert not seen


def test_a_good_note_of_the_circle_is_there_and_a_bad_one_is_not() -> None:
    little = quietly(viewer(role=Role.ADULT), guarded=frozenset())
    good = item(child_good=True)
    assert may(little, Verb.SEE, good)
    assert not may(little, Verb.SEE, replace(good, child_good=False))
    assert not may(little, Verb.SEE, replace(good, audience=Audience.SELF, author=PEOPLE[0]))


@pytest.mark.parametrize("tie", ["author", "ward"])
def test_nothing_is_there_of_who_has_a_shield_list(tie: str) -> None:
    """Whoever reads along may be the one who is feared: on their own phone it is not there either."""
    little = quietly(viewer(role=Role.ADULT), guarded=frozenset({PEOPLE[3]}))
    good = item(child_good=True)
    assert may(little, Verb.SEE, good)
    assert not may(little, Verb.SEE, replace(good, **{tie: PEOPLE[3]}))


@pytest.mark.parametrize("audience", list(Audience))
def test_writing_goes_on_for_every_audience(audience: Audience) -> None:
    guarded = frozenset({PEOPLE[0]})
    little = quietly(viewer(role=Role.CHILD), guarded=guarded)
    own = item(author=PEOPLE[0], ward=PEOPLE[0], audience=audience)
    assert may(little, Verb.WRITE, own)


@pytest.mark.parametrize("name", ["ability", "meeting_input"])
def test_what_is_not_on_the_list_is_not_written_either(name: str) -> None:
    whole = viewer()
    own = item(kind=name, author=whole.person)
    assert may(whole, Verb.WRITE, own)
    assert not may(quietly(whole, guarded=frozenset()), Verb.WRITE, own)


@pytest.mark.parametrize("name", ["plan_draft", "endorsement", "visit_planned"])
def test_a_proposal_a_yes_and_a_chosen_day_are_kept_as_always(name: str) -> None:
    """A button that is not there, or does nothing, would tell whoever reads along which view this is."""
    little = quietly(viewer(), guarded=frozenset())
    assert may(little, Verb.WRITE, item(kind=name, author=little.person))


def test_of_the_plan_only_what_everybody_may_read_is_there() -> None:
    little = quietly(viewer(role=Role.ADULT), guarded=frozenset())
    agreed = item(kind="plan_agreed")
    assert may(little, Verb.SEE, agreed)
    chosen = replace(agreed, audience=Audience.CHOSEN, chosen=frozenset({little.person}))
    assert not may(little, Verb.SEE, chosen)
    assert may(viewer(role=Role.ADULT), Verb.SEE, chosen)


def test_quietly_somebody_has_no_tasks_no_wards_and_no_safety_people() -> None:
    whole = viewer(
        duties=frozenset({Duty.CHAIR}),
        wards={PEOPLE[1]: START},
        second_for=frozenset({PEOPLE[1]}),
        first_since={PEOPLE[1]: START},
        safety_people=frozenset({PEOPLE[2]}),
        consents=frozenset({"message"}),
        feared_by=frozenset({PEOPLE[3]}),
        proven=False,
    )
    little = quietly(whole, guarded=frozenset({PEOPLE[4]}))
    assert little == viewer(
        quiet=True, guarded=frozenset({PEOPLE[4]}), feared_by=frozenset({PEOPLE[3]}), proven=False
    )
