"""Made-up viewers and items, for tests and for Hypothesis. A small pool of ids, so that they meet."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import strategies as st

from api.people.access import OBJECTS
from api.people.policy import Audience, Item, Ring, Role, Side, Verb, Viewer

PEOPLE = tuple(UUID(int=number) for number in range(1, 7))
HOUSES = (UUID(int=101), UUID(int=102))
START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)

people = st.sampled_from(PEOPLE)
groups = st.frozensets(people)
days = st.integers(0, 9).map(lambda number: START + number * DAY)
verbs = st.sampled_from(Verb)


def viewer(**known: object) -> Viewer:
    """Someone of the first household who was there from the start."""
    facts: dict[str, object] = {
        "person": PEOPLE[0],
        "household": HOUSES[0],
        "role": Role.CIRCLE,
        "joined_at": START,
    }
    return Viewer(**{**facts, **known})  # type: ignore[arg-type]


def item(**known: object) -> Item:
    """Something of the first household, by somebody else, a day after the start."""
    facts: dict[str, object] = {
        "kind": "entry",
        "household": HOUSES[0],
        "author": PEOPLE[1],
        "shared_at": START + DAY,
    }
    return Item(**{**facts, **known})  # type: ignore[arg-type]


@st.composite
def some_viewers(draw: st.DrawFn) -> Viewer:
    wards = draw(st.dictionaries(people, days, max_size=2))
    return Viewer(
        person=draw(people),
        household=draw(st.sampled_from(HOUSES)),
        role=draw(st.sampled_from(Role)),
        joined_at=draw(days),
        side=draw(st.sampled_from(Side)),
        ring=draw(st.sampled_from(Ring)),
        ended_at=draw(st.none() | days),
        duties=draw(st.frozensets(st.sampled_from(["chair", "plan_holder"]))),
        wards=wards,
        second_for=draw(st.frozensets(st.sampled_from(sorted(wards)))) if wards else frozenset(),
        safety_people=draw(groups),
        feared_by=draw(groups),
        absences=draw(st.just(()) | st.tuples(st.tuples(days, st.none() | days))),
        consents=draw(st.frozensets(st.sampled_from(sorted(OBJECTS)), max_size=4)),
        withheld=draw(groups),
        only_of=draw(st.none() | groups),
    )


@st.composite
def some_items(draw: st.DrawFn) -> Item:
    return Item(
        kind=draw(st.sampled_from(sorted({*OBJECTS, "entry"}))),
        household=draw(st.sampled_from(HOUSES)),
        author=draw(people),
        shared_at=draw(days),
        audience=draw(st.sampled_from(Audience)),
        chosen=draw(groups),
        ward=draw(st.none() | people),
        side=draw(st.sampled_from(Side)),
        child_good=draw(st.booleans()),
    )
