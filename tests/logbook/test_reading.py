"""Reading: newest first, by seeking, and nothing that is not for this reader."""

import re
from datetime import date, timedelta
from itertools import chain
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.event import listen
from sqlalchemy.orm import Session

from api.core.errors import NotHere
from api.logbook import queries
from api.logbook.model import EntryReader
from api.logbook.note import Kind
from api.people.actions import add_person
from api.people.policy import Audience, Role
from api.people.queries import viewer as viewer_of
from tests.logbook.book import Book
from tests.world import World


def test_the_newest_comes_first(book: Book, world: World) -> None:
    for word in ("Een.", "Twee.", "Drie."):
        book.write(world.sara, word)
    book.write(world.sara, "Vorige week.", on=date(2026, 11, 14))
    assert book.texts(world.els) == ["Drie.", "Twee.", "Een.", "Vorige week."]


def test_pages_follow_each_other_without_gap_or_double(book: Book, world: World) -> None:
    same = book.now
    for number in range(7):
        book.write(world.sara, f"Nummer {number}.", made_at=same)
    pages, after = [], None
    while True:
        page = book.ask(world.els, queries.timeline, before=after, limit=3)
        pages.append([view.text for view in page.items])
        after = page.after
        if after is None:
            break
    assert [len(page) for page in pages] == [3, 3, 1]
    assert sorted(chain.from_iterable(pages)) == [f"Nummer {number}." for number in range(7)]


def test_a_full_last_page_is_the_last_page(book: Book, world: World) -> None:
    for _ in range(3):
        book.write(world.sara)
    assert book.ask(world.els, queries.timeline, limit=3).after is None


def test_a_note_written_meanwhile_does_not_shift_the_next_page(book: Book, world: World) -> None:
    for word in ("Een.", "Twee.", "Drie."):
        book.write(world.sara, word)
    page = book.ask(world.els, queries.timeline, limit=2)
    book.write(world.sara, "Vier.")
    rest = book.ask(world.els, queries.timeline, before=page.after, limit=2)
    assert [view.text for view in rest.items] == ["Een."]


def test_a_made_up_cursor_is_not_here(book: Book, world: World) -> None:
    with pytest.raises(NotHere):
        book.ask(world.els, queries.timeline, before="xyz")


def test_filter_by_kind_person_and_period(book: Book, world: World) -> None:
    book.write(world.sara, "Goed.", on=date(2026, 11, 1))
    book.write(world.sara, "Mis.", kind=Kind.WRONG, on=date(2026, 11, 10), about=(world.noor,))
    book.write(world.tim, "Van Tim.", on=date(2026, 11, 20))
    assert book.texts(world.els, kind=Kind.WRONG) == ["Mis."]
    assert book.texts(world.els, person=world.tim) == ["Van Tim."]
    assert book.texts(world.els, person=world.noor) == ["Mis."]
    assert book.texts(world.els, since=date(2026, 11, 10)) == ["Van Tim.", "Mis."]
    assert book.texts(world.els, until=date(2026, 11, 10)) == ["Mis.", "Goed."]
    assert book.texts(world.els, since=date(2026, 11, 2), until=date(2026, 11, 9)) == []
    assert book.texts(world.els, person=uuid4()) == []


def test_no_filter_tells_what_a_note_that_was_taken_back_said(book: Book, world: World) -> None:
    made = book.write(world.sara, "Mark was luid.", kind=Kind.WRONG, about=(world.mark,))
    book.withdraw(world.sara, made)
    for wanted in ({"kind": Kind.WRONG}, {"person": world.mark}):
        assert book.timeline(world.mark, **wanted) == []
        assert [view.id for view in book.timeline(world.sara, **wanted)] == [made]
    assert [view.id for view in book.timeline(world.mark, person=world.sara)] == [made]


def test_what_was_taken_back_is_never_on_paper(book: Book, world: World) -> None:
    book.withdraw(world.sara, book.write(world.sara, "Mark was luid.", kind=Kind.WRONG))
    for who in (world.mark, world.sara):
        assert book.ask(who, queries.for_print, private=True) == ()


def test_a_filter_on_somebody_of_the_other_side_finds_nothing(apart: Book, world: World) -> None:
    apart.write(world.fem, "Bij Daan.", kind=Kind.GOOD, about=(world.daan,))
    assert apart.texts(world.lotte) == ["Bij Daan."]
    assert apart.texts(world.lotte, person=world.daan) == []
    assert apart.entry(world.lotte, apart.timeline(world.lotte)[0].id).about == ()
    assert apart.texts(world.daan, person=world.daan) == ["Bij Daan."]


def test_each_side_reads_its_own_and_what_is_of_both(apart: Book, world: World) -> None:
    a = apart.write(world.lotte, "Van Lotte.")
    b = apart.write(world.daan, "Van Daan.")
    apart.write(world.ria, "Van oma.")
    assert apart.texts(world.lotte) == ["Van oma.", "Van Lotte."]
    assert apart.texts(world.daan) == ["Van oma.", "Van Daan."]
    for person, entry in ((world.lotte, b), (world.daan, a)):
        with pytest.raises(NotHere):
            apart.entry(person, entry)


def test_a_child_reads_its_own_and_good_news_of_others(book: Book, world: World) -> None:
    for kind in (Kind.GOOD, Kind.NEAR, Kind.WRONG, Kind.HOW, Kind.CHECK):
        book.write(world.sara, f"Van Sara: {kind}.", kind=kind)
    book.write(world.noor, "Van mij.", kind=Kind.WRONG, audience=Audience.SELF)
    assert book.texts(world.noor) == ["Van mij.", "Van Sara: how.", "Van Sara: good."]


def test_the_feared_parent_reads_nothing_of_the_child_whatever_its_audience(
    book: Book, world: World
) -> None:
    for audience in (Audience.CIRCLE, Audience.CHOSEN, Audience.SAFETY_PERSON, Audience.SELF):
        chosen = frozenset({world.mark, world.els}) if audience is Audience.CHOSEN else frozenset()
        made = book.write(world.noor, "Van Noor.", kind=Kind.GOOD, audience=audience, chosen=chosen)
        with pytest.raises(NotHere):
            book.entry(world.mark, made)
    assert book.texts(world.mark) == []
    assert book.found(world.mark, "noor") == []
    assert len(book.texts(world.els)) == 3
    assert len(book.texts(world.noor)) == 4


def test_who_was_chosen_is_told_to_the_author_only(book: Book, world: World) -> None:
    both = frozenset({world.els, world.kees})
    made = book.write(world.sara, audience=Audience.CHOSEN, chosen=both)
    assert {each.name for each in book.entry(world.sara, made).chosen} == {"Els", "Kees"}
    assert book.entry(world.els, made).chosen == ()


def test_who_knows_a_part_reads_only_what_it_is_chosen_for(book: Book, world: World) -> None:
    book.write(world.sara, "Kring.")
    book.write(world.sara, "Kees.", audience=Audience.CHOSEN, chosen=frozenset({world.kees}))
    assert book.texts(world.kees) == ["Kees."]


def test_a_newcomer_sees_exactly_seven(book: Book, world: World) -> None:
    old = [book.write(world.sara, f"Oud {number}.") for number in range(20)]
    newcomer: UUID = book.change(
        add_person, household=world.household, role=Role.CIRCLE, name="Joris"
    )
    for number in range(5):
        book.write(world.sara, f"Nieuw {number}.")
    for entry in old[3:5]:
        book.correct(
            world.sara,
            entry,
            "Ook voor Joris.",
            audience=Audience.CHOSEN,
            chosen=frozenset({newcomer, world.els}),
        )
    assert len(book.timeline(newcomer)) == 7
    assert book.count(EntryReader) > 7
    with pytest.raises(NotHere):
        book.entry(newcomer, old[0])


def test_a_stale_list_of_readers_shows_nothing_too_much(book: Book, world: World) -> None:
    made = book.write(world.noor, "Van Noor.", kind=Kind.GOOD, audience=Audience.SAFETY_PERSON)
    seen = book.entry(world.noor, made)
    with book.house.db.writing(book.household, by=None, now=book.now) as session:
        for person in (world.mark, world.sara):
            session.add(
                EntryReader(
                    entry_id=made,
                    person_id=person,
                    household_id=book.household,
                    happened_at=seen.happened_at,
                )
            )
    assert book.texts(world.mark) == book.texts(world.sara) == []
    assert book.found(world.mark, "noor") == []
    assert book.ask(world.mark, queries.for_print) == ()


def test_pages_stay_full_when_the_policy_drops_some(book: Book, world: World) -> None:
    for number in range(3):
        book.write(world.sara, f"Oud {number}.")
    hidden = [book.write(world.sara, audience=Audience.SELF) for _ in range(5)]
    with book.house.db.writing(book.household, by=None, now=book.now) as session:
        for entry in hidden:
            session.add(
                EntryReader(
                    entry_id=entry,
                    person_id=world.els,
                    household_id=book.household,
                    happened_at=book.now,
                )
            )
    page = book.ask(world.els, queries.timeline, limit=2)
    assert [view.text for view in page.items] == ["Oud 2.", "Oud 1."]
    assert page.after is not None


def test_search_finds_every_word_in_any_order_without_accents(book: Book, world: World) -> None:
    book.write(world.sara, "Zoë kwam láng langs bij oma.", helped="Tim reed haar.")
    book.write(world.sara, "Oma bleef thuis.", alt="een zoen")
    assert book.found(world.els, "OMA kwam zoe") == ["Zoë kwam láng langs bij oma."]
    assert book.found(world.els, "lang") == ["Zoë kwam láng langs bij oma."]
    assert book.found(world.els, "reed") == ["Zoë kwam láng langs bij oma."]
    assert book.found(world.els, "oma") == ["Oma bleef thuis.", "Zoë kwam láng langs bij oma."]
    assert book.found(world.els, "zoen") == ["Oma bleef thuis."]
    for nothing in ("", "   ", "opa", "%", "_"):
        assert book.found(world.els, nothing) == []


def test_search_finds_people_that_the_reader_may_know(apart: Book, world: World) -> None:
    apart.write(world.fem, "We gingen zwemmen.", kind=Kind.GOOD, about=(world.daan,))
    assert apart.found(world.daan, "daan") == ["We gingen zwemmen."]
    assert apart.found(world.lotte, "daan") == []
    assert apart.found(world.lotte, "fem zwemmen") == ["We gingen zwemmen."]


def test_search_finds_only_what_may_be_read(book: Book, world: World) -> None:
    book.write(world.noor, "kanarie", kind=Kind.TELL, audience=None)
    book.write(world.sara, "kanarie", audience=Audience.SELF)
    gone = book.write(world.sara, "kanarie weg")
    book.withdraw(world.sara, gone)
    assert book.found(world.els, "kanarie") == ["kanarie"]
    for who, count in ((world.mark, 0), (world.tim, 0), (world.sara, 2), (world.noor, 1)):
        assert len(book.found(who, "kanarie")) == count


def test_search_finds_what_a_note_says_now(book: Book, world: World) -> None:
    made = book.write(world.sara, "Vroeger.")
    book.correct(world.sara, made, "Later.")
    assert book.found(world.els, "vroeger") == []
    assert book.found(world.els, "later") == ["Later."]


def test_search_pages_on(book: Book, world: World) -> None:
    for number in range(5):
        book.write(world.sara, f"Zoek {number}.")
    first = book.ask(world.els, queries.search, "zoek", limit=3)
    rest = book.ask(world.els, queries.search, "zoek", before=first.after, limit=3)
    assert [view.text for view in (*first.items, *rest.items)] == [
        f"Zoek {number}." for number in (4, 3, 2, 1, 0)
    ]
    assert rest.after is None


def test_paper_holds_the_circle_and_nothing_private(book: Book, world: World) -> None:
    book.write(world.sara, "Kring.", on=date(2026, 11, 1))
    book.write(world.sara, "Mis.", kind=Kind.WRONG)
    book.write(world.sara, "Van mij.", audience=Audience.SELF)
    book.write(world.noor, "Geheim.", kind=Kind.TELL, audience=None)

    def printed(who: UUID, **wanted: object) -> list[str]:
        return [view.text for view in book.ask(who, queries.for_print, **wanted)]

    assert printed(world.sara) == ["Kring.", "Mis."]
    assert printed(world.sara, kinds=[Kind.GOOD]) == ["Kring."]
    assert printed(world.sara, since=date(2026, 11, 2)) == ["Mis."]
    assert printed(world.sara, private=True) == ["Kring.", "Mis.", "Van mij."]
    assert printed(world.noor) == []
    assert printed(world.noor, private=True) == ["Geheim."]
    assert printed(world.els, private=True) == []


def test_many_notes_are_printed_whole(book: Book, world: World) -> None:
    made = [book.write(world.sara, f"{number}", made_at=book.now) for number in range(12)]
    queries_handful, queries.A_HANDFUL = queries.A_HANDFUL, 5
    try:
        assert len(book.ask(world.sara, queries.for_print)) == len(made)
    finally:
        queries.A_HANDFUL = queries_handful


def test_only_bad_news_nudges_to_good(book: Book, world: World) -> None:
    for kind in (Kind.GOOD, Kind.WRONG, Kind.NEAR, Kind.WRONG):
        assert not book.ask(world.sara, queries.nudge)
        book.write(world.sara, kind=kind)
    assert book.ask(world.sara, queries.nudge)
    assert not book.ask(world.els, queries.nudge)


def test_no_page_walks_through_all_notes(book: Book, world: World) -> None:
    """The plan of every statement behind a page, the first and a later one, seeks in an index."""
    for number in range(3):
        book.write(world.sara, f"{number}")
    after = book.ask(world.els, queries.timeline, limit=1).after
    with book.house.db.reading(book.household) as session:
        viewer = viewer_of(session, world.els)
        said: list[tuple[str, tuple[object, ...]]] = []
        listen(session.get_bind(), "before_cursor_execute", lambda *told: said.append(told[2:4]))
        for before in (None, after):
            queries.timeline(session, viewer, limit=1, before=before)
        plans = [(said_, plan(session, *said_)) for said_ in list(said)]
    assert len(plans) > 10
    for statement, lines in plans:
        wide = [line for line in lines if WALKS.search(line)]
        assert not wide, (statement, lines)
    timelines = [lines for said_, lines in plans if "LIMIT" in said_[0]]
    assert timelines
    for lines in timelines:
        assert any("ix_entry_readers_timeline" in line for line in lines)
        assert not any("TEMP B-TREE" in line for line in lines)


WALKS = re.compile(
    r"SCAN (entries|entry_|replies|thanks|media|withdrawals)|Seq Scan on (entr|repl|media)"
)


def plan(session: Session, statement: str, values: tuple[object, ...]) -> list[str]:
    """How the database goes about it; PostgreSQL is told that the tables are not small."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        return [row[3] for row in rows]
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    return [row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", values)]


def test_the_work_for_a_page_does_not_grow_with_other_peoples_notes(
    book: Book, world: World
) -> None:
    def steps() -> int:
        counted = 0
        with book.house.db.reading(book.household) as session:
            if book.house.db.is_sqlite:
                raw = session.connection().connection.driver_connection

                def count() -> int:
                    nonlocal counted
                    counted += 1
                    return 0

                raw.set_progress_handler(count, 1)
            queries.timeline(session, viewer_of(session, world.kees), limit=3)
            if book.house.db.is_sqlite:
                raw.set_progress_handler(None, 0)
        return counted

    for number in range(4):
        book.write(
            world.sara, f"{number}", audience=Audience.CHOSEN, chosen=frozenset({world.kees})
        )
    before = steps()
    for number in range(40):
        book.write(world.sara, f"Voor anderen {number}.")
    assert steps() <= before * 1.05


def test_no_reading_can_write(book: Book, world: World) -> None:
    book.write(world.sara)
    with book.house.db.reading(book.household) as session, pytest.raises(Exception, match="read"):
        session.execute(text("DELETE FROM entry_readers"))


def test_the_period_of_a_filter_is_of_the_house(book: Book, world: World) -> None:
    midnight = book.now.replace(hour=23, minute=30) - timedelta(days=3)
    book.write(world.sara, "Na twaalven.", made_at=midnight)
    assert book.texts(world.els, since=date(2026, 11, 19), until=date(2026, 11, 19)) == [
        "Na twaalven."
    ]
