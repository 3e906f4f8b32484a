"""What a child tells at a page of its book: an ordinary note that knows the page, for whom it always is."""

from uuid import UUID

import pytest

from api.logbook.note import Feeling, Kind, Note, read_note
from api.people.policy import Audience
from tests.logbook.book import Book
from tests.world import World

PAGE = UUID("5b6f2c1e-93a4-4c1b-8b57-0d8a1f6e2c33")
OTHER = UUID("0f4c9a7e-6a55-4f0e-9f5b-2b0c6f1d7a11")
FORM = {"kind": ["tell"], "feeling": ["happy"]}


def test_the_form_names_the_page_and_what_is_no_page_costs_no_words() -> None:
    assert read_note({**FORM, "page_id": [str(PAGE)]}).page_id == PAGE
    for answer in ("", "2", "1; DROP TABLE pages"):
        note = read_note({**FORM, "page_id": [answer]})
        assert (note.page_id, note.feeling) == (None, Feeling.HAPPY)


def test_the_same_face_at_another_page_is_another_note() -> None:
    """A note without a page keeps the digest that it had: phones may still send it again."""
    note = Note(kind=Kind.TELL, feeling=Feeling.HAPPY)
    at = Note(kind=Kind.TELL, feeling=Feeling.HAPPY, page_id=PAGE)
    assert at.digest() != note.digest()
    assert at.digest() != Note(kind=Kind.TELL, feeling=Feeling.HAPPY, page_id=OTHER).digest()
    assert note.digest().startswith("6b4f9b5aa56a0698")


@pytest.mark.only("sqlite")
def test_who_reads_the_note_knows_the_page_and_a_correction_keeps_it(
    book: Book, world: World
) -> None:
    said = {"kind": Kind.TELL, "feeling": Feeling.SAD, "audience": Audience.SAFETY_PERSON}
    made = book.write(world.noor, "", page_id=PAGE, **said)
    assert book.entry(world.els, made).page_id == PAGE
    book.correct(world.noor, made, "Ik wil dat niet.", page_id=PAGE, **said)
    assert book.entry(world.els, made).page_id == PAGE
    assert book.write(world.noor, "Fijn.")
    assert book.timeline(world.noor)[0].page_id is None
