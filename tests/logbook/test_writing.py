"""Writing a note: once however often it is sent, by whom it may, with everything it says."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from api.core.errors import Invalid, NotHere
from api.logbook import actions
from api.logbook.model import Entry, EntryVersion
from api.logbook.note import Feeling, Kept, Kind, Note, Placed, Sheet, Source, Visit
from api.people.policy import Audience
from tests.logbook.book import Book
from tests.world import World


def test_a_note_shows_everything_that_was_filled_in(book: Book, world: World) -> None:
    made = book.write(
        world.sara,
        "Noor sliep door.",
        kind=Kind.CHECK,
        feeling=Feeling.CALM,
        helped="Els las voor.",
        helped_by=(world.els,),
        helped_by_name="de buurvrouw",
        about=(world.noor,),
        source=Source.HEARD,
        on=date(2026, 11, 19),
        at=time(20, 15),
        sheet=Sheet.GOOD,
        alt="een bed",
        pictures=(Placed("moon", 4),),
        agreement="Om 8 uur naar bed.",
        kept=Kept.YES,
        visit=Visit.PLANNED,
        trigger="laat eten",
    )
    seen = book.entry(world.els, made)
    assert (seen.kind, seen.text, seen.feeling) == (Kind.CHECK, "Noor sliep door.", Feeling.CALM)
    assert (seen.helped, seen.helped_by_name) == ("Els las voor.", "de buurvrouw")
    assert [each.name for each in seen.helped_by] == ["Els"]
    assert [each.name for each in seen.about] == ["Noor"]
    assert (seen.author.name, seen.source) == ("Sara", Source.HEARD)
    assert seen.happened_at == datetime(2026, 11, 19, 19, 15, tzinfo=UTC)
    assert (seen.written_at, seen.late) == (book.now, True)
    assert (seen.sheet, seen.alt, seen.pictures) == (Sheet.GOOD, "een bed", (Placed("moon", 4),))
    assert (seen.agreement, seen.kept, seen.visit) == (
        "Om 8 uur naar bed.",
        Kept.YES,
        Visit.PLANNED,
    )
    assert (seen.trigger, seen.audience) == ("laat eten", Audience.CIRCLE)
    assert (seen.versions, seen.changed_at, seen.withdrawn) == (1, None, None)


def test_a_note_sent_twice_stands_once(book: Book, world: World) -> None:
    given = uuid4()
    book.write(world.sara, entry_id=given)
    before = book.journal()
    assert book.write(world.sara, entry_id=given) == given
    assert len(book.timeline(world.sara)) == 1
    assert (book.count(Entry), book.count(EntryVersion)) == (1, 1)
    assert book.journal() == before


def test_other_words_under_a_known_id_are_not_lost_in_silence(book: Book, world: World) -> None:
    given = uuid4()
    book.write(world.sara, "Eerst dit.", entry_id=given)
    with pytest.raises(Invalid):
        book.write(world.sara, "En nu dat.", entry_id=given)
    assert book.texts(world.sara) == ["Eerst dit."]


def test_a_known_id_of_somebody_else_is_not_here(book: Book, world: World) -> None:
    given = book.write(world.sara)
    with pytest.raises(NotHere):
        book.write(world.mark, entry_id=given)


def test_a_note_in_another_house_is_not_here(book: Book, apart: Book, world: World) -> None:
    given = apart.write(world.lotte)
    with pytest.raises(NotHere):
        book.entry(world.sara, given)
    for action in (book.withdraw, book.thank):
        with pytest.raises(NotHere):
            action(world.sara, given)


def test_each_writing_leaves_its_lines_in_the_journal(book: Book, world: World) -> None:
    before = len(book.journal())
    book.write(
        world.sara, about=(world.noor,), audience=Audience.CHOSEN, chosen=frozenset({world.els})
    )
    assert sorted(book.journal()[before:]) == [
        ("add", "entries"),
        ("add", "entry_about"),
        ("add", "entry_chosen"),
        ("add", "entry_versions"),
    ]


def test_a_refused_note_leaves_nothing(book: Book, world: World) -> None:
    before = book.journal()
    with pytest.raises(Invalid):
        book.write(world.sara, on=date(2026, 11, 22))
    assert (book.count(Entry), book.journal()) == (0, before)


def test_an_adult_must_say_who_reads(book: Book, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        book.write(world.sara, audience=None)
    assert refused.value.field == "audience"


def test_a_child_that_says_nothing_tells_its_safety_person(book: Book, world: World) -> None:
    made = book.write(world.noor, kind=Kind.TELL, audience=None)
    assert book.entry(world.noor, made).audience is Audience.SAFETY_PERSON
    assert book.entry(world.els, made).text
    for other in (world.sara, world.mark, world.tim, world.kees, world.amina):
        with pytest.raises(NotHere):
            book.entry(other, made)


def test_an_adult_without_a_safety_person_cannot_write_to_one(book: Book, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        book.write(world.sara, audience=Audience.SAFETY_PERSON)
    assert refused.value.field == "audience"


def test_a_professional_has_no_pen(book: Book, world: World) -> None:
    with pytest.raises(NotHere):
        book.write(world.amina)


@pytest.mark.parametrize("field", ["about", "helped_by"])
def test_a_person_of_another_house_is_a_name_we_do_not_know(
    book: Book, world: World, field: str
) -> None:
    for stranger in (world.lotte, uuid4()):
        with pytest.raises(Invalid) as refused:
            book.write(world.sara, **{field: (stranger,)})
        assert refused.value.message == "Deze naam kennen we niet. Kies iemand uit de lijst."


def test_only_people_one_knows_can_be_chosen(book: Book, world: World) -> None:
    for chosen in ({world.lotte}, {world.amina}, {uuid4()}, {world.sara}, set()):
        with pytest.raises(Invalid) as refused:
            book.write(world.sara, audience=Audience.CHOSEN, chosen=frozenset(chosen))
        assert refused.value.field == "chosen"


def test_a_note_made_offline_happened_when_it_was_made(book: Book, world: World) -> None:
    made = book.now - timedelta(hours=5)
    seen = book.entry(world.sara, book.write(world.sara, made_at=made))
    assert (seen.happened_at, seen.written_at, seen.late) == (made, book.now, False)


def test_no_phone_can_write_in_the_past(book: Book, world: World) -> None:
    """Whatever its clock says: when a note was written is when we got it, and then it is late."""
    made = book.now - timedelta(days=30)
    seen = book.entry(world.mark, book.write(world.mark, made_at=made))
    assert (seen.happened_at, seen.written_at, seen.late) == (made, book.now, True)


def test_files_go_through_the_workshop_first(book: Book, world: World) -> None:
    note = Note(Kind.GOOD, text="x", audience=Audience.CIRCLE, strokes="{}")
    with pytest.raises(ValueError, match="prepare"):
        book.do(world.sara, actions.write_entry, entry_id=uuid4(), note=note)
