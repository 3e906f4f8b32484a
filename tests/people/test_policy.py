"""What the policy promises, one sentence each."""

from datetime import timedelta

import pytest

from api.people.access import UnknownObject, read_table
from api.people.policy import (
    Audience,
    Duty,
    Ring,
    Role,
    Side,
    Verb,
    may,
    readers,
    roles_of,
    sees_member,
)
from tests.people.some import DAY, HOUSES, PEOPLE, START, item, viewer

ME, OTHER, CHILD, THIRD = PEOPLE[:4]
PRIVATE = {"audience": Audience.SAFETY_PERSON, "author": CHILD, "ward": CHILD}


def test_someone_of_the_circle_sees_what_is_for_the_circle() -> None:
    assert may(viewer(), Verb.SEE, item())


def test_an_object_without_a_table_is_a_mistake_and_never_a_yes() -> None:
    with pytest.raises(UnknownObject):
        may(viewer(), Verb.SEE, item(kind="surprise"))


def test_an_unknown_object_fails_also_for_who_would_be_refused_anyway() -> None:
    with pytest.raises(UnknownObject):
        may(viewer(ended_at=START), Verb.SEE, item(kind="surprise", household=HOUSES[1]))


def test_another_household_is_not_there() -> None:
    assert not may(viewer(household=HOUSES[1]), Verb.SEE, item())


def test_who_left_sees_nothing_not_even_their_own() -> None:
    gone = viewer(ended_at=START + 2 * DAY)
    assert not may(gone, Verb.SEE, item(author=ME))


def test_who_knows_nothing_sees_nothing_even_if_chosen() -> None:
    outside = viewer(ring=Ring.NONE)
    assert not may(outside, Verb.SEE, item(audience=Audience.CHOSEN, chosen=frozenset({ME})))


def test_who_knows_a_part_sees_only_what_they_are_chosen_for() -> None:
    part = viewer(ring=Ring.PART)
    assert not may(part, Verb.SEE, item())
    assert may(part, Verb.SEE, item(audience=Audience.CHOSEN, chosen=frozenset({ME})))
    assert may(part, Verb.SEE, item(author=ME))


def test_being_named_does_not_help_when_the_audience_is_the_circle() -> None:
    named = item(kind="child_week", chosen=frozenset({ME}))
    assert not may(viewer(), Verb.SEE, named)
    assert may(
        viewer(), Verb.SEE, item(kind="child_week", audience=Audience.CHOSEN, chosen=named.chosen)
    )


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("verb", Verb)
def test_the_shield_list_wins_from_every_audience(audience: Audience, verb: Verb) -> None:
    feared = viewer(role=Role.ADULT, feared_by=frozenset({CHILD}), wards={CHILD: START})
    mine = item(audience=audience, author=CHILD, ward=CHILD, chosen=frozenset({ME}))
    assert not may(feared, verb, mine)


def test_the_shield_list_hides_what_the_safety_person_answers() -> None:
    feared = viewer(role=Role.ADULT, feared_by=frozenset({CHILD}))
    answer = item(audience=Audience.CHOSEN, author=OTHER, ward=CHILD, chosen=frozenset({ME}))
    assert not may(feared, Verb.LIST, answer)


def test_the_shield_list_hides_what_the_child_writes_for_the_circle() -> None:
    assert not may(
        viewer(role=Role.ADULT, feared_by=frozenset({CHILD})), Verb.SEE, item(author=CHILD)
    )


def test_the_shield_list_says_nothing_about_what_others_write() -> None:
    assert may(viewer(role=Role.ADULT, feared_by=frozenset({CHILD})), Verb.SEE, item())


def test_a_private_note_is_for_the_child_and_its_safety_people() -> None:
    first = viewer(wards={CHILD: START})
    second = viewer(person=THIRD, wards={CHILD: START}, second_for=frozenset({CHILD}))
    child = viewer(person=CHILD, role=Role.CHILD)
    parent = viewer(person=OTHER, role=Role.ADULT)
    chair = viewer(person=PEOPLE[4], duties=frozenset({Duty.CHAIR}))
    seen = readers(item(**PRIVATE), [first, second, child, parent, chair])
    assert seen == {ME, THIRD, CHILD}


def test_a_safety_person_of_someone_else_sees_no_private_note() -> None:
    assert not may(viewer(wards={OTHER: START}), Verb.SEE, item(**PRIVATE))


def test_a_safety_person_sees_what_was_entrusted_from_the_link_on() -> None:
    linked = viewer(wards={CHILD: START + DAY})
    just = timedelta(microseconds=1)
    assert may(linked, Verb.SEE, item(**PRIVATE, shared_at=START + DAY))
    assert not may(linked, Verb.SEE, item(**PRIVATE, shared_at=START + DAY - just))


def test_a_private_note_without_an_owner_reaches_nobody() -> None:
    lost = item(audience=Audience.SAFETY_PERSON, author=ME, ward=None)
    assert not may(viewer(wards={CHILD: START}), Verb.SEE, lost)


def test_a_child_cannot_rewrite_what_its_safety_person_answered() -> None:
    child = viewer(person=CHILD, role=Role.CHILD)
    answer = item(audience=Audience.SAFETY_PERSON, author=OTHER, ward=CHILD)
    assert may(child, Verb.SEE, answer)
    assert not may(child, Verb.WRITE, answer)


def test_the_second_safety_person_only_knows_that_there_are_messages() -> None:
    message = item(kind="message", **PRIVATE)
    second = viewer(wards={CHILD: START}, second_for=frozenset({CHILD}))
    assert may(second, Verb.LIST, message)
    assert not may(second, Verb.SEE, message)
    assert not may(second, Verb.WRITE, message)
    assert may(viewer(wards={CHILD: START}, second_for=frozenset({OTHER})), Verb.SEE, message)


def test_who_is_safety_person_is_that_for_their_own_wards_only() -> None:
    keeper = viewer(wards={CHILD: START})
    assert may(keeper, Verb.SEE, item(kind="child_week", ward=CHILD))
    assert not may(keeper, Verb.SEE, item(kind="child_week", ward=THIRD))


def test_a_child_reads_of_others_only_what_is_fit_for_a_child() -> None:
    child = viewer(person=CHILD, role=Role.CHILD)
    assert not may(child, Verb.SEE, item())
    assert may(child, Verb.SEE, item(child_good=True))
    assert may(child, Verb.SEE, item(author=CHILD))


def test_nobody_corrects_what_another_wrote() -> None:
    assert may(viewer(), Verb.WRITE, item(author=ME))
    for role in Role:
        chair = viewer(role=role, duties=frozenset(Duty), wards={OTHER: START})
        assert not may(chair, Verb.WRITE, item())


def test_only_me_is_only_the_author_whoever_it_is_about() -> None:
    alone = item(audience=Audience.SELF, author=OTHER, ward=ME, chosen=frozenset({ME}))
    assert not may(viewer(), Verb.SEE, alone)
    assert may(viewer(person=OTHER), Verb.SEE, alone)


@pytest.mark.parametrize(
    ("mine", "theirs", "meets", "speaks"),
    [
        (Side.A, Side.A, True, True),
        (Side.A, Side.B, False, False),
        (Side.B, Side.A, False, False),
        (Side.B, Side.B, True, True),
        (Side.A, Side.BOTH, True, False),
        (Side.B, Side.BOTH, True, False),
        (Side.BOTH, Side.A, True, True),
        (Side.BOTH, Side.B, True, True),
        (Side.BOTH, Side.BOTH, True, True),
    ],
)
def test_sides(mine: Side, theirs: Side, meets: bool, speaks: bool) -> None:
    me = viewer(side=mine)
    thing = item(author=ME, side=theirs)
    assert may(me, Verb.SEE, thing) is meets
    assert may(me, Verb.WRITE, thing) is speaks
    assert sees_member(me, viewer(person=OTHER, side=theirs)) is meets


@pytest.mark.parametrize(
    "change",
    [
        {"household": HOUSES[1]},
        {"ended_at": START},
    ],
)
def test_a_member_who_is_not_here_is_not_seen(change: dict[str, object]) -> None:
    assert not sees_member(viewer(), viewer(person=OTHER, **change))
    assert not sees_member(viewer(**change), viewer(person=OTHER))


def test_who_knows_a_part_knows_the_people_and_who_knows_nothing_does_not() -> None:
    assert sees_member(viewer(ring=Ring.PART), viewer(person=OTHER))
    assert sees_member(viewer(), viewer(person=OTHER, ring=Ring.NONE))
    assert not sees_member(viewer(ring=Ring.NONE), viewer(person=OTHER))


def test_a_professional_sees_nothing_that_was_not_shared() -> None:
    bare = viewer(role=Role.PROFESSIONAL)
    shared = viewer(role=Role.PROFESSIONAL, consents=frozenset({"entry_circle", "member"}))
    assert not may(bare, Verb.SEE, item())
    assert not sees_member(bare, viewer(person=OTHER))
    assert may(shared, Verb.SEE, item())
    assert sees_member(shared, viewer(person=OTHER))
    assert not may(shared, Verb.SEE, item(audience=Audience.CHOSEN, chosen=frozenset({ME})))
    assert not sees_member(replace_consents(shared), viewer(person=OTHER))


def replace_consents(shared: object) -> object:
    return viewer(role=Role.PROFESSIONAL, consents=frozenset({"entry_circle"}))


def test_consent_opens_nothing_for_who_is_not_a_professional() -> None:
    assert not may(viewer(role=Role.HOST, consents=frozenset({"entry_circle"})), Verb.SEE, item())


def test_the_host_knows_nobody() -> None:
    assert not sees_member(viewer(role=Role.HOST), viewer(person=OTHER))


def test_everyone_has_the_roles_that_their_rows_say() -> None:
    assert roles_of(viewer(role=Role.ADULT)) == {"parent"}
    assert roles_of(viewer(role=Role.ADULT, safety_people=frozenset({OTHER}))) == {
        "parent",
        "vulnerable_adult",
    }
    assert roles_of(viewer(role=Role.CHILD, safety_people=frozenset({OTHER}))) == {"child"}
    assert roles_of(viewer(wards={CHILD: START})) == {"circle", "safety_person"}
    for duty in Duty:
        assert roles_of(viewer(duties=frozenset({duty}))) == {"circle", "chair"}


def test_who_joins_late_sees_what_came_after_and_what_was_shared_on_purpose() -> None:
    joined = START + 5 * DAY
    late = viewer(joined_at=joined)
    older = [item(shared_at=joined - timedelta(hours=n + 1)) for n in range(20)]
    newer = [item(shared_at=joined + timedelta(hours=n)) for n in range(5)]
    on_purpose = [
        item(shared_at=joined - DAY, audience=Audience.CHOSEN, chosen=frozenset({ME}))
        for _ in range(2)
    ]
    seen = [thing for thing in older + newer + on_purpose if may(late, Verb.SEE, thing)]
    assert seen == newer + on_purpose


def test_a_row_that_forgets_a_role_is_refused() -> None:
    with pytest.raises(ValueError, match="eight roles"):
        read_table('[thing]\nabout = "iets"\nparent = "any any any any"')


def test_a_cell_must_have_a_word_for_each_verb() -> None:
    roles = ["parent", "child", "vulnerable_adult", "circle", "safety_person", "chair"]
    lines = [f'{role} = "any any"' for role in [*roles, "professional", "host"]]
    with pytest.raises(ValueError, match="zip"):
        read_table('[thing]\nabout = "iets"\n' + "\n".join(lines))


def test_a_feared_person_cannot_speak_to_the_child_apart() -> None:
    """A note for the child alone would be a private line; what the whole circle hears is not."""
    child = viewer(role=Role.CHILD, fears=frozenset({OTHER}))
    alone = item(author=OTHER, audience=Audience.CHOSEN, chosen=frozenset({ME}))
    assert may(child, Verb.SEE, item(author=OTHER, child_good=True))
    assert not may(child, Verb.SEE, alone)
    assert may(viewer(role=Role.CHILD), Verb.SEE, alone)


@pytest.mark.parametrize("kind", ["entry", "message"])
def test_what_a_child_told_apart_opens_only_after_a_fresh_proof(kind: str) -> None:
    keeper = {"role": Role.CIRCLE, "wards": {CHILD: START}}
    told = item(kind=kind, **PRIVATE)
    assert may(viewer(**keeper), Verb.SEE, told)
    for verb in (Verb.SEE, Verb.LIST, Verb.EXPORT):
        assert not may(viewer(**keeper, proven=False), verb, told)
    assert may(viewer(**keeper, proven=False), Verb.SEE, item())


def test_writing_waits_for_no_proof() -> None:
    child = viewer(person=CHILD, role=Role.CHILD, proven=False)
    assert may(child, Verb.WRITE, item(**PRIVATE))


def test_a_signal_opens_without_a_fresh_proof() -> None:
    keeper = viewer(role=Role.CIRCLE, wards={CHILD: START}, proven=False)
    assert may(keeper, Verb.SEE, item(kind="signal_now", **PRIVATE))
