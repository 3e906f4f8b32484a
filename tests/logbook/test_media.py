"""Drawings, photos and voices: sealed, for the readers of their note only, so many a day."""

import json
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from api.core.errors import NotHere, TooMany
from api.core.media.ready import ReadyMedium
from api.logbook import actions, media, queries
from api.logbook.model import Entry, Medium
from api.logbook.note import Kind, Note, Upload
from api.people.policy import Audience
from tests.logbook.book import Book
from tests.world import World

CANARY = b"kanarie in een plaatje"
DRAWING = ReadyMedium("drawing", "image/webp", CANARY, b"klein", b'{"v":1}', 40, 30)
VOICE = ReadyMedium("voice", "audio/mp4", b"stem", seconds=2.5)


def write_with(book: Book, who: UUID, *kept: ReadyMedium, **more: object) -> UUID:
    """Write a note with media that went through the workshop already."""
    uploads = tuple(Upload(each.kind, each.type, each.data) for each in kept)
    note = Note(Kind.GOOD, **{"audience": Audience.CIRCLE, "uploads": uploads, **more})  # type: ignore[arg-type]
    return book.do(who, actions.write_entry, entry_id=uuid4(), note=note, media=kept)


def test_what_was_kept_comes_back_in_its_sizes(book: Book, world: World) -> None:
    made = write_with(book, world.sara, DRAWING, VOICE)
    drawing, voice = book.entry(world.els, made).media
    assert (drawing.kind, drawing.type, drawing.width, drawing.height) == (
        "drawing",
        "image/webp",
        40,
        30,
    )
    assert (voice.kind, voice.seconds, voice.small_url, voice.strokes_url) == (
        "voice",
        2.5,
        None,
        None,
    )
    for size, data, type_ in (
        ("full", CANARY, "image/webp"),
        ("small", b"klein", "image/webp"),
        ("strokes", b'{"v":1}', "application/json"),
    ):
        found = book.ask(world.els, queries.medium, drawing.id, size)
        assert (found.data, found.type) == (data, type_)
    for size in ("small", "strokes"):
        with pytest.raises(NotHere):
            book.ask(world.els, queries.medium, voice.id, size)


@pytest.mark.parametrize(
    "audience", [Audience.CIRCLE, Audience.SAFETY_PERSON, Audience.CHOSEN, Audience.SELF]
)
def test_who_may_not_read_the_note_gets_no_picture(
    book: Book, world: World, audience: Audience
) -> None:
    chosen = frozenset({world.els}) if audience is Audience.CHOSEN else frozenset()
    made = write_with(book, world.noor, DRAWING, audience=audience, chosen=chosen)
    [drawing] = book.entry(world.noor, made).media
    for size in ("full", "small", "strokes"):
        for stranger in (world.mark, world.kees, world.amina, world.lotte):
            with pytest.raises(NotHere):
                book.ask(stranger, queries.medium, drawing.id, size)
        with pytest.raises(NotHere):
            book.ask(world.els, queries.medium, uuid4(), size)


def test_a_picture_of_a_note_that_was_taken_back_is_its_authors_only(
    book: Book, world: World
) -> None:
    made = write_with(book, world.sara, DRAWING)
    [drawing] = book.entry(world.els, made).media
    book.withdraw(world.sara, made)
    assert book.ask(world.sara, queries.medium, drawing.id).data == CANARY
    with pytest.raises(NotHere):
        book.ask(world.els, queries.medium, drawing.id)


def test_no_picture_or_word_lies_open_in_the_database(book: Book, world: World) -> None:
    made = write_with(book, world.sara, DRAWING, text="kanarie in woorden")
    with book.house.db.reading(book.household) as session:
        row = session.query(Medium).filter_by(entry_id=made).one()
        assert not any(
            b"kanarie" in sealed or b"klein" in sealed for sealed in (row.body, row.small)
        )
        row_id, body = row.id, row.small
    with book.house.db.writing(book.household, by=None, now=book.now) as session:
        session.get_one(Medium, row_id).body = body
    with pytest.raises(NotHere):
        book.ask(world.els, queries.medium, row_id)


def test_a_correction_adds_a_picture_and_keeps_the_first(book: Book, world: World) -> None:
    made = write_with(book, world.sara, DRAWING)
    note = Note(Kind.GOOD, uploads=(Upload("voice", "audio/mp4", b"stem"),))
    book.do(
        world.sara,
        actions.correct_entry,
        entry_id=made,
        version_id=uuid4(),
        note=note,
        media=(VOICE,),
    )
    assert [each.kind for each in book.entry(world.els, made).media] == ["drawing", "voice"]


def test_a_drawing_can_lose_its_words_in_a_correction(book: Book, world: World) -> None:
    made = write_with(book, world.sara, DRAWING, text="Een huis.")
    book.correct(world.sara, made, "")
    assert book.entry(world.els, made).text == ""


@pytest.fixture
def two_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "MEDIA_A_DAY", 2)


def test_above_the_daily_number_nothing_of_the_note_is_kept(
    book: Book, world: World, two_a_day: None
) -> None:
    write_with(book, world.sara, VOICE)
    with pytest.raises(TooMany) as refused:
        write_with(book, world.sara, VOICE, VOICE)
    assert 0 < refused.value.retry_after <= 86_400
    assert (book.count(Entry), book.count(Medium)) == (1, 1)
    write_with(book, world.sara, VOICE)
    with pytest.raises(TooMany):
        write_with(book, world.sara, VOICE)
    write_with(book, world.els, VOICE)
    book.now += timedelta(days=1)
    write_with(book, world.sara, VOICE)


def test_a_person_may_bring_two_hundred_a_day() -> None:
    assert media.MEDIA_A_DAY == 200


STROKES = json.dumps(
    {
        "v": 1,
        "w": 400,
        "h": 300,
        "sheet": None,
        "strokes": [{"pen": 1, "colour": "#224466", "points": [[10, 10, 0.5], [90, 80, 0.5]]}],
    }
)


def test_a_drawing_without_a_picture_is_drawn_by_us() -> None:
    note = Note(Kind.TELL, strokes=STROKES)
    [drawing] = media.prepare(note)
    assert (drawing.kind, drawing.type, media.how_many(note)) == ("drawing", "image/webp", 1)
    assert drawing.data[:4] == b"RIFF"
    assert json.loads(drawing.strokes or b"")["strokes"][0]["pen"] == 1


def test_as_many_media_are_made_as_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    cases: list[tuple[int, Callable[[], Note]]] = [
        (0, lambda: Note(Kind.GOOD, text="x")),
        (1, lambda: Note(Kind.GOOD, strokes=STROKES)),
    ]
    for number, note in cases:
        assert len(media.prepare(note())) == media.how_many(note()) == number
