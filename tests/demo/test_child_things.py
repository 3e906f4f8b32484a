"""What the children of the demo have in a real house: their books, weeks, houses and talks, each for whom it is."""

from datetime import timedelta
from uuid import UUID

import pytest

from api.child_world.looks import colour_of
from api.child_world.queries import talks
from api.child_world.rules import Colour
from api.core.db import EVERYWHERE
from api.core.errors import NotHere
from api.core.house import House
from api.logbook.note import Sheet
from api.logbook.queries import timeline
from api.logbook.views import EntryView
from api.people.notices.queries import waiting
from api.people.queries import viewer
from api.plan.queries import in_force_versions
from api.resilience import queries as weeks_of
from api.resilience.rules import monday_of, weeks_before
from api.words_and_pictures.queries import books, making, reading
from api.words_and_pictures.views import BookCard, Reading
from tests.houses import NOW

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600), pytest.mark.only("sqlite")]

People = dict[str, UUID]


@pytest.mark.parametrize("who", ["noor", "sam"])
def test_a_child_reads_both_books_with_a_drawing_on_most_pages(
    lived: House, people: People, who: str
) -> None:
    found = [_reading(lived, people[who], card.id) for card in _shelf(lived, people[who])]
    assert sorted(each.kind for each in found) == ["plan", "why"]
    for each in found:
        assert len(each.pages) >= 6
        assert all(page.media or page.pictures for page in each.pages)
        assert all(page.alt or page.pictures for page in each.pages)
    plan = next(each for each in found if each.kind == "plan")
    assert sum(page.agreement_id is not None for page in plan.pages) >= 6


def test_a_page_that_the_plan_left_behind_is_not_read_and_makers_are_asked_to_look(
    lived: House, people: People
) -> None:
    card = next(each for each in _shelf(lived, people["noor"]) if each.kind == "plan")
    read = _reading(lived, people["noor"], card.id)
    assert not any("stuk" in " ".join(page.sentences) for page in read.pages)
    with lived.db.reading(EVERYWHERE) as session:
        true = in_force_versions(session, _home(lived, people))
        sara = viewer(session, people["sara"])
        made = making(session, sara, card.id, in_force=true, now=NOW)
    assert [page.still_true for page in made.pages].count(False) == 1
    assert len(read.pages) == len(made.pages) - 1


def test_a_new_page_waits_for_mark_and_sam_does_not_read_it(lived: House, people: People) -> None:
    shelf = {(each.ward.id, each.kind): each for each in _shelf(lived, people["mark"])}
    card = shelf[people["sam"], "why"]
    assert card.mine_to_answer == 1
    read = _reading(lived, people["sam"], card.id)
    assert not any("moe" in text for text in read.pages[-1].sentences)


def test_who_is_not_of_a_book_finds_none(lived: House, people: People) -> None:
    for who in ("fatma", "amina", "fem", "lotte"):
        assert _shelf(lived, people[who]) == (), who


def test_what_a_child_says_at_a_page_is_for_its_safety_person(lived: House, people: People) -> None:
    told = {
        who: sum(each.page_id is not None for each in _notes(lived, people[who]))
        for who in ("noor", "sam", "els", "ben", "mark", "sara")
    }
    assert (told["noor"], told["sam"]) == (5, 3)
    assert told["els"] == 5
    assert told["ben"] >= 3
    assert told["mark"] == told["sara"] == 0


def test_twelve_weeks_hold_three_layers_and_who_was_along(lived: House, people: People) -> None:
    mondays = weeks_before(monday_of(NOW), 12)
    for whose in ("noor", "sam", None):
        with lived.db.reading(EVERYWHERE) as session:
            sara = viewer(session, people["sara"])
            person = people[whose] if whose else None
            found = weeks_of.weeks(session, sara, person, mondays, NOW)
        for each in found[:-1]:
            cells = [cell for day in each.days for cell in day.cells.values()]
            assert sum(cell.done is not None for cell in cells) >= 3, (whose, each.monday)
        cells = [cell for each in found for day in each.days for cell in day.cells.values()]
        assert any(cell.usual for cell in cells)
        assert any(cell.wanted for cell in cells)
        assert any(cell.done and cell.done.along for cell in cells)
        assert any(cell.done and cell.done.sticker for cell in cells) or whose is None


def test_mark_has_no_week_of_a_child_and_each_parent_of_fem_has_a_part(
    lived: House, people: People
) -> None:
    monday = monday_of(NOW) - timedelta(weeks=1)
    with lived.db.reading(EVERYWHERE) as session:
        for child in ("noor", "sam"):
            with pytest.raises(NotHere):
                weeks_of.week(session, viewer(session, people["mark"]), people[child], monday, NOW)
        mondays = weeks_before(monday, 12)
        seen = {}
        for who in ("lotte", "daan", "ria"):
            by = viewer(session, people[who])
            found = weeks_of.weeks(session, by, people["fem"], mondays, NOW)
            cells = [cell for each in found for day in each.days for cell in day.cells.values()]
            seen[who] = {cell.done.id for cell in cells if cell.done}
    assert seen["lotte"]
    assert seen["daan"]
    assert not seen["lotte"] & seen["daan"]
    assert seen["ria"] == seen["lotte"] | seen["daan"]


def test_somebody_may_go_along_and_somebody_already_does(lived: House, people: People) -> None:
    asked = {}
    for who in ("els", "mark", "sara"):
        with lived.db.reading(EVERYWHERE) as session:
            asked[who] = weeks_of.asks(session, viewer(session, people[who]), NOW)
    assert [each.taken for each in asked["els"]] == [False]
    assert sorted(each.taken for each in asked["sara"]) == [False, True]
    assert list(asked["mark"]) == []


def test_nobody_is_greeted_by_news_of_months_ago(lived: House, people: People) -> None:
    told = {}
    for who in ("els", "mark", "sara", "tim"):
        with lived.db.reading(EVERYWHERE) as session:
            told[who] = [each.kind for each in waiting(session, viewer(session, people[who]))]
    assert all("book_asked" not in kinds for kinds in told.values())
    assert told["sara"].count("week_yes") == 1


def test_sam_waits_for_ben_and_nobody_else_knows(lived: House, people: People) -> None:
    for who, waits in (("ben", True), ("els", False), ("sara", False), ("mark", False)):
        with lived.db.reading(EVERYWHERE) as session:
            found = talks(session, viewer(session, people[who]), NOW)
        assert any(each.child.id == people["sam"] for each in found) is waits, who


def test_children_have_a_colour_of_their_own_and_all_four_houses(
    lived: House, people: People
) -> None:
    with lived.db.reading(EVERYWHERE) as session:
        colours = {who: colour_of(session, viewer(session, people[who])) for who in ("noor", "sam")}
    assert colours == {"noor": Colour.PLUM, "sam": Colour.SKY}
    for who in ("noor", "sam"):
        drawn = {each.sheet for each in _notes(lived, people[who]) if each.sheet}
        assert drawn == set(Sheet), who


def _notes(house: House, person: UUID) -> list[EntryView]:
    """Everything that somebody can page through."""
    found: list[EntryView] = []
    before: str | None = None
    with house.db.reading(EVERYWHERE) as session:
        who = viewer(session, person)
        while True:
            page = timeline(session, who, before=before, limit=100)
            found += page.items
            before = page.after
            if before is None:
                return found


def _shelf(house: House, person: UUID) -> tuple[BookCard, ...]:
    with house.db.reading(EVERYWHERE) as session:
        by = viewer(session, person)
        true = in_force_versions(session, by.household)
        return tuple(books(session, by, in_force=true, now=NOW))


def _reading(house: House, person: UUID, book: UUID) -> Reading:
    with house.db.reading(EVERYWHERE) as session:
        by = viewer(session, person)
        return reading(session, by, book, in_force=in_force_versions(session, by.household))


def _home(house: House, people: People) -> UUID:
    with house.db.reading(EVERYWHERE) as session:
        return viewer(session, people["noor"]).household
