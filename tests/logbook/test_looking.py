"""A note that somebody looked whether an agreement is kept: which agreement, and for whom it is there."""

from uuid import UUID, uuid4

import pytest

from api.core.errors import Invalid
from api.logbook import queries
from api.logbook.note import Kept, Kind, Note, Visit, read_note
from api.people.policy import Audience
from tests.logbook.book import Book
from tests.world import World

TEA = UUID("7c9e6679-7425-40de-944b-e07fc1f90ae7")
FORM = {"kind": ["check"], "text": ["Tim kwam."], "kept": ["unseen"], "audience": ["circle"]}


def looked(book: Book, person: UUID, **more: object) -> UUID:
    said = {"kind": Kind.CHECK, "agreement_id": TEA, "kept": Kept.YES, **more}
    return book.write(person, "Noor lag in bed.", **said)


def readable(book: Book, who: UUID, *ids: UUID) -> set[UUID]:
    return set(book.ask(who, queries.readable, ids))


def test_the_form_names_the_agreement_and_may_say_that_nothing_was_seen() -> None:
    note = read_note({**FORM, "agreement_id": [str(TEA)]})
    assert (note.agreement_id, note.kept) == (TEA, Kept.UNSEEN)
    assert read_note(FORM).agreement_id is None
    assert read_note({**FORM, "agreement_id": ["other"]}).agreement_id is None


@pytest.mark.parametrize("answer", ["thee", "1; DROP TABLE checks", "7c9e6679"])
def test_what_is_no_agreement_is_refused_by_name(answer: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_note({**FORM, "agreement_id": [answer]})
    assert refused.value.field == "agreement_id"


def test_notes_that_name_no_agreement_keep_the_digest_that_they_had() -> None:
    """Phones may still send what was written before: the same words are the same note."""
    note = Note(kind=Kind.CHECK, text="Tim kwam.", agreement="Om 8 uur naar bed.", kept=Kept.YES)
    assert note.digest().startswith("544ceaaf7323a798")


def test_another_agreement_is_another_note_and_what_the_plan_says_of_it_is_not() -> None:
    note = Note(kind=Kind.CHECK, kept=Kept.YES, agreement_id=TEA)
    assert note.digest() != Note(kind=Kind.CHECK, kept=Kept.YES).digest()
    assert note.digest() != Note(kind=Kind.CHECK, kept=Kept.YES, agreement_id=uuid4()).digest()
    told = Note(kind=Kind.CHECK, kept=Kept.YES, agreement_id=TEA, agreed="Om 8 uur naar bed.")
    assert note.digest() == told.digest()


def test_a_note_shows_which_agreement_it_was_and_what_was_said_of_it(
    book: Book, world: World
) -> None:
    made = looked(book, world.tim, agreed="Om 8 uur naar bed.", agreement="Ook op zondag.")
    seen = book.entry(world.els, made)
    assert (seen.agreement_id, seen.kept) == (TEA, Kept.YES)
    assert seen.agreement == "Om 8 uur naar bed.\nOok op zondag."


def test_what_may_be_read_is_asked_of_each_note(book: Book, world: World) -> None:
    everybody = looked(book, world.tim, visit=Visit.PLANNED)
    for_els = looked(book, world.tim, audience=Audience.CHOSEN, chosen=frozenset({world.els}))
    for_himself = looked(book, world.tim, audience=Audience.SELF)
    three = (everybody, for_els, for_himself)
    assert readable(book, world.tim, *three) == set(three)
    assert readable(book, world.els, *three) == {everybody, for_els}
    assert readable(book, world.sara, *three, uuid4()) == {everybody}
    assert readable(book, world.els) == set()


def test_what_was_taken_back_is_not_there_for_its_writer_either(book: Book, world: World) -> None:
    made = looked(book, world.tim)
    book.withdraw(world.tim, made)
    assert readable(book, world.tim, made) == set()
    assert readable(book, world.els, made) == set()
