"""What the rooms show of how it goes: each fact as one viewer may see it, and nothing private among them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from api.core.house import House
from api.logbook.note import Kept, Kind, Visit
from api.path.evidence.facts import Facts
from api.path.evidence.facts_of_people import Did
from api.path.evidence.queries import facts
from api.people.policy import Audience, Viewer
from api.people.queries import viewed
from api.plan.words import Goal, Plan
from api.resilience.elements import Element
from tests.houses import NOW
from tests.logbook.book import Book
from tests.plan.checking.rounds import Rounds
from tests.plan.sheet import Sheet, keep_plan
from tests.resilience.days import Days, cell
from tests.scales.marks import agree_on_danger, score, score_then
from tests.words_and_pictures.tale import Tale
from tests.world import World

pytestmark = pytest.mark.only("sqlite")
LAST_WEEK = NOW.date() - timedelta(days=7)
Seen = Callable[[UUID], Facts]


@pytest.fixture
def book(house: House, world: World) -> Book:
    """The house of Noor, in which oom Tim keeps the plan."""
    keep_plan(house, world.household, world.tim, NOW)
    return Book(house, world.household, NOW)


@pytest.fixture
def seen(house: House, world: World, book: Book) -> Seen:
    """What somebody sees, an hour after all was written."""

    def see(who: UUID) -> Facts:
        with house.db.reading(world.household) as session:
            return facts(session, viewed(session, who, quiet=False), book.now + timedelta(hours=1))

    return see


def names(people: object) -> list[str]:
    return [each.name for each in people]  # type: ignore[attr-defined]


def test_numbers_stand_with_what_was_seen_and_own_goes_first(
    seen: Seen, book: Book, world: World
) -> None:
    danger = agree_on_danger(book, world.tim)
    for days, value in ((59, 7), (29, 6)):
        score_then(book, world.els, danger, value, NOW - timedelta(days=days))
    score(book, world.sara, danger, 7)
    waits, knows = seen(world.els).scores[0], seen(world.sara).scores[0]
    assert (waits.own_first, knows.own_first) == (True, False)
    assert [each.by.name for each in waits.scorers] == ["Els"]
    els = next(each for each in knows.scorers if not each.mine)
    assert (els.value, els.months_at_six, els.months_at_seven) == (6, 2, 0)
    assert els.seen
    assert els.six_since
    assert (els.six_since.month, els.for_all) == (9, True)
    assert set(names(knows.unheard)) == {"Mark", "Ben", "Tim"}


def test_a_check_says_who_looked_and_whether_it_was_kept(
    house: House, seen: Seen, book: Book, world: World
) -> None:
    rounds = Rounds(Sheet(house, world.household, world.tim, book.now))
    tea = rounds.tea(world.ben, does=world.sara)
    rounds.looks(world.ben, tea, visit=Visit.PLANNED, kept=Kept.YES)
    rounds.looks(world.els, tea, visit=Visit.UNANNOUNCED, kept=Kept.NO)
    rounds.looks(world.els, tea, audience=Audience.SELF, visit=Visit.PLANNED)
    book.now = rounds.sheet.now
    for who in (world.sara, world.els):
        (found,) = seen(who).checks
        assert (names(found.lookers), names(found.lately)) == (["Ben"], ["Ben", "Els"])
        assert found.last
        assert found.planned
        assert found.unannounced
        assert (found.last.by.name, found.last.kept) == ("Els", Kept.NO)
        assert (found.planned.by.name, found.unannounced.by.name) == ("Ben", "Els")
        assert found.carried_out == NOW.date()


def test_only_what_a_grown_up_wrote_for_all_is_evidence(
    seen: Seen, book: Book, world: World
) -> None:
    """A child is never made to report, and a note for a few lies on no table."""
    book.write(world.tim, kind=Kind.NEAR, now=NOW - timedelta(days=40))
    before = seen(world.els).log
    assert (before.wrong, before.near and before.near.by.name) == (None, "Tim")
    assert (before.since, before.calm_months) == (before.near and before.near.on, 1)
    book.write(world.noor, kind=Kind.GOOD)
    book.write(world.noor, kind=Kind.WRONG, audience=Audience.SAFETY_PERSON)
    book.write(world.els, kind=Kind.WRONG, audience=Audience.SELF)
    book.write(world.els, kind=Kind.HOW, audience=Audience.SELF, about=(world.noor,))
    assert seen(world.els).log == before
    assert seen(world.els).children[0].how is None
    taken_back = book.write(world.ben, kind=Kind.WRONG)
    book.withdraw(world.ben, taken_back)
    book.write(world.els, kind=Kind.HOW, about=(world.noor,))
    now = seen(world.mark)
    assert (now.log.wrong, now.children[0].how and now.children[0].how.by.name) == (None, "Els")


def test_who_takes_part_in_which_way(seen: Seen, book: Book, world: World) -> None:
    note = book.write(world.sara)
    book.thank(world.tim, note)
    score(book, world.tim, agree_on_danger(book, world.tim), 7)
    book.write(world.ben, now=NOW - timedelta(days=50))
    days = Days(book, world.noor)
    days.begin(world.els, {world.sara, world.tim})
    days.tick(world.sara, cell(along=frozenset({world.els})))
    active = {each.person.name: each.did for each in seen(world.sara).people.active}
    assert active == {"Tim": (Did.ANSWERED,), "Els": (Did.WENT_ALONG,)}
    score(book, world.sara, seen(world.sara).scores[0].danger.id, 6)
    active = {each.person.name: each.did for each in seen(world.sara).people.active}
    assert active == {"Tim": (Did.ANSWERED, Did.SCORED), "Els": (Did.WENT_ALONG,)}
    generations = seen(world.sara).people.generations
    assert [names(people) for _, people in generations] == [
        ["Els"],
        ["Mark", "Sara", "Ben", "Kees", "Tim"],
        ["Noor"],
    ]


def test_the_last_whole_week_and_the_books_of_a_child(seen: Seen, book: Book, world: World) -> None:
    days = Days(book, world.noor)
    days.begin(world.els, {world.sara, world.tim})
    days.tick(world.sara, cell(LAST_WEEK), cell(LAST_WEEK, Element.FOOD), cell())
    tale = Tale(book, world.tim, world.noor).begin(makes={world.sara}, agrees={world.sara})
    tale.page()
    tale.yes(world.sara)
    tale.show()
    found = seen(world.sara)
    noors = next(each for each in found.weeks if each.whose)
    assert (noors.came_back, noors.every_day) == ((Element.OUTSIDE, Element.FOOD), ())
    assert len(noors.still_open) == 4
    why, plan = found.books
    assert (why.known, why.shown_on, plan.known) == (True, NOW.date(), False)
    papas = seen(world.mark)
    assert not any(each.whose for each in papas.weeks)


def test_the_plan_says_since_when_who_keeps_it_and_who_said_yes(
    house: House, seen: Seen, book: Book, world: World
) -> None:
    sheet = Sheet(house, world.household, world.tim, NOW - timedelta(days=40))
    danger = sheet.danger()
    sheet.agreement("Sara belt Tim.", world.sara)
    sheet.now = NOW
    sheet.agreement("Mark gaat lopen.", world.mark, plan=Plan.STABLE)
    found = seen(world.els).plan
    assert found.direct
    assert found.stable
    assert (found.direct.since, found.direct.changed) == (
        NOW.date() - timedelta(days=40),
        None,
    )
    assert (found.stable.since, names(found.chairs), names(found.keepers)) == (
        NOW.date(),
        ["Tim"],
        ["Tim"],
    )
    assert [each.id for each in found.without_goal] == [danger]
    assert set(names(found.not_yet)) == {"Sara", "Mark", "Els", "Ben", "Tim"}
    sheet.agree(Goal(text="Het blijft rustig.", reason_anyway="Zo."), danger_id=danger)
    assert not seen(world.els).plan.without_goal


def test_whom_a_child_fears_sees_no_less_than_who_has_no_safety_person(
    seen: Seen, world: World
) -> None:
    """Mark stands on the list of Noor: his sheet is that of Sara, who does not."""
    mark, sara = seen(world.mark), seen(world.sara)
    assert mark.safety == sara.safety
    assert mark.books == sara.books
    assert not mark.safety[0].safety_people
    els = seen(world.els).safety[0]
    assert (names(els.safety_people), els.knows_contact) == (["Ben", "Els"], True)


def test_a_code_that_was_just_given_opens_nothing_more(
    house: House, world: World, book: Book
) -> None:
    book.write(world.noor, kind=Kind.HOW, audience=Audience.SAFETY_PERSON)
    with house.db.reading(world.household) as session:
        proven: Viewer = viewed(session, world.els, quiet=False)
        assert facts(session, proven, book.now) == facts(
            session, replace(proven, proven=False), book.now
        )
