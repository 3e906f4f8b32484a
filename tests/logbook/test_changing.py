"""Changing one's mind: a correction is a version, a withdrawal leaves a mark, nothing disappears."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from api.core.errors import Gone, Invalid, NotHere
from api.logbook import queries
from api.logbook.model import EntryVersion, Withdrawal
from api.logbook.note import Kind
from api.people.actions import add_person
from api.people.policy import Audience, Role
from tests.logbook.book import Book
from tests.world import World


def versions(book: Book, person: object, entry: object) -> list[str]:
    return [each.text for each in book.ask(person, queries.versions, entry)]  # type: ignore[arg-type]


def test_a_correction_shows_what_it_says_now_and_what_it_said_before(
    book: Book, world: World
) -> None:
    made = book.write(world.sara, "Tim kwam om 6 uur.", about=(world.noor,))
    book.correct(world.sara, made, "Tim kwam om 7 uur.", about=(world.noor,))
    seen = book.entry(world.els, made)
    assert (seen.text, seen.versions, seen.changed_at) == ("Tim kwam om 7 uur.", 2, book.now)
    assert versions(book, world.els, made) == ["Tim kwam om 6 uur.", "Tim kwam om 7 uur."]
    assert seen.written_at < book.now


def test_a_correction_sent_twice_is_one_version(book: Book, world: World) -> None:
    made, version = book.write(world.sara), uuid4()
    book.correct(world.sara, made, "Anders.", version_id=version)
    before = book.journal()
    book.correct(world.sara, made, "Anders.", version_id=version)
    assert book.count(EntryVersion) == 2
    assert book.journal() == before


def test_other_words_under_the_same_id_are_refused_and_not_swallowed(
    book: Book, world: World
) -> None:
    made, version = book.write(world.sara), uuid4()
    book.correct(world.sara, made, "Anders.", version_id=version)
    with pytest.raises(Invalid):
        book.correct(world.sara, made, "Heel anders.", version_id=version)
    assert book.count(EntryVersion) == 2


def test_nobody_corrects_or_takes_back_anothers_note(book: Book, world: World) -> None:
    made = book.write(world.sara, "Van Sara.")
    for other in (world.mark, world.els, world.tim, world.noor):
        with pytest.raises(NotHere):
            book.correct(other, made, "Van mij.")
        with pytest.raises(NotHere):
            book.withdraw(other, made)
    assert book.texts(world.sara) == ["Van Sara."]


def test_a_correction_keeps_what_it_does_not_mention(book: Book, world: World) -> None:
    made = book.write(
        world.sara,
        "Fijn.",
        audience=Audience.CHOSEN,
        chosen=frozenset({world.kees}),
        on=date(2026, 11, 1),
    )
    book.correct(world.sara, made, "Heel fijn.", kind=Kind.HOW)
    seen = book.entry(world.kees, made)
    assert (seen.text, seen.kind, seen.audience) == ("Heel fijn.", Kind.HOW, Audience.CHOSEN)
    assert seen.happened_at == datetime(2026, 11, 1, 11, 0, tzinfo=UTC)


def test_a_correction_can_move_the_day_and_the_timeline_follows(book: Book, world: World) -> None:
    first = book.write(world.sara, "Een.")
    book.write(world.sara, "Twee.", on=date(2026, 11, 10))
    assert book.texts(world.els) == ["Een.", "Twee."]
    book.correct(world.sara, first, "Een.", on=date(2026, 11, 1))
    assert book.texts(world.els) == ["Twee.", "Een."]


def test_an_empty_correction_is_refused(book: Book, world: World) -> None:
    made = book.write(world.sara, "Blijft.")
    with pytest.raises(Invalid):
        book.correct(world.sara, made, "")
    assert book.texts(world.sara) == ["Blijft."]


def test_narrowing_takes_the_note_away_at_once(book: Book, world: World) -> None:
    made = book.write(world.sara, "Voor allen.")
    book.correct(world.sara, made, "Voor mij.", audience=Audience.SELF)
    assert book.texts(world.els) == []
    assert book.texts(world.sara) == ["Voor mij."]
    with pytest.raises(NotHere):
        book.entry(world.els, made)


def test_widening_shares_from_now_on_and_not_what_was_said_in_private(
    book: Book, world: World
) -> None:
    made = book.write(world.sara, "Alleen voor mij.", audience=Audience.SELF)
    book.correct(world.sara, made, "Voor de kring.", audience=Audience.CIRCLE)
    assert versions(book, world.els, made) == ["Voor de kring."]
    assert versions(book, world.sara, made) == ["Alleen voor mij.", "Voor de kring."]
    seen = book.entry(world.els, made)
    assert (seen.versions, seen.changed_at) == (1, None)
    assert book.found(world.els, "alleen") == []


def test_who_is_chosen_later_sees_the_note_and_not_its_past(book: Book, world: World) -> None:
    made = book.write(
        world.sara, "Voor Els.", audience=Audience.CHOSEN, chosen=frozenset({world.els})
    )
    both = frozenset({world.els, world.tim})
    book.correct(world.sara, made, "Ook voor Tim.", audience=Audience.CHOSEN, chosen=both)
    assert versions(book, world.els, made) == ["Voor Els.", "Ook voor Tim."]
    assert versions(book, world.tim, made) == ["Ook voor Tim."]


def test_what_a_child_and_its_safety_person_said_stays_theirs_when_the_note_is_shared(
    book: Book, world: World
) -> None:
    made = book.write(world.noor, "Geheim.", kind=Kind.HOW, audience=Audience.SAFETY_PERSON)
    book.reply(world.els, made, "Ik kom naar je toe.")
    book.reply(world.noor, made, "Fijn.")
    book.thank(world.els, made)
    book.correct(world.noor, made, "Voor allen.", kind=Kind.HOW, audience=Audience.CIRCLE)
    book.reply(world.tim, made, "Goed zo.")
    for other in (world.sara, world.tim):
        seen = book.entry(other, made)
        assert ([each.text for each in seen.replies], seen.thanks) == (["Goed zo."], ())
    for own in (world.noor, world.els):
        said = [each.text for each in book.entry(own, made).replies]
        assert said == ["Ik kom naar je toe.", "Fijn.", "Goed zo."]
    second = [each.text for each in book.entry(world.ben, made).replies]
    assert second == [None, None, "Goed zo."]


def test_who_is_chosen_later_does_not_hear_what_was_answered_before(
    book: Book, world: World
) -> None:
    made = book.write(
        world.sara, "Voor Els.", audience=Audience.CHOSEN, chosen=frozenset({world.els})
    )
    book.reply(world.els, made, "Dit blijft tussen ons.")
    both = frozenset({world.els, world.kees})
    book.correct(world.sara, made, "Ook voor Kees.", audience=Audience.CHOSEN, chosen=both)
    assert book.entry(world.kees, made).replies == ()
    assert len(book.entry(world.sara, made).replies) == 1


def test_who_joins_between_two_sharings_hears_the_second_only(book: Book, world: World) -> None:
    made = book.write(world.sara, "Van toen.")
    joris = book.change(add_person, household=world.household, role=Role.CIRCLE, name="Joris")
    book.correct(world.sara, made, "Even niet.", audience=Audience.SELF)
    book.correct(world.sara, made, "Van nu.", audience=Audience.CIRCLE)
    assert versions(book, joris, made) == ["Van nu."]
    assert versions(book, world.els, made) == ["Van toen.", "Van nu."]


def test_a_withdrawal_leaves_a_mark_and_no_words(book: Book, world: World) -> None:
    made = book.write(world.sara, "Foutje.", helped="x", about=(world.noor,))
    book.thank(world.els, made)
    book.reply(world.els, made, "Wat fijn.")
    book.withdraw(world.sara, made)
    seen = book.entry(world.els, made)
    assert seen.withdrawn is not None
    assert (seen.withdrawn.by.name, seen.withdrawn.at) == ("Sara", book.now)
    assert (seen.text, seen.helped, seen.about, seen.media) == ("", "", (), ())
    assert (seen.thanks, seen.replies, seen.source) == ((), (), None)
    assert versions(book, world.els, made) == []
    assert not any((seen.may_thank, seen.may_reply, seen.may_correct, seen.may_withdraw))


def test_its_author_can_still_read_what_was_taken_back(book: Book, world: World) -> None:
    made = book.write(world.sara, "Foutje.")
    book.withdraw(world.sara, made)
    seen = book.entry(world.sara, made)
    assert (seen.text, seen.may_correct, seen.may_withdraw) == ("Foutje.", False, False)
    assert seen.withdrawn is not None


def test_a_withdrawal_sent_twice_is_one_mark(book: Book, world: World) -> None:
    made = book.write(world.sara)
    book.withdraw(world.sara, made)
    first = book.entry(world.sara, made).withdrawn
    before = book.journal()
    assert book.withdraw(world.sara, made) == made
    assert book.count(Withdrawal) == 1
    assert (book.entry(world.sara, made).withdrawn, book.journal()) == (first, before)


def test_nothing_is_added_to_what_was_taken_back(book: Book, world: World) -> None:
    made = book.write(world.sara)
    book.withdraw(world.sara, made)
    with pytest.raises(Gone):
        book.correct(world.sara, made, "Toch.")
    with pytest.raises(Gone):
        book.thank(world.els, made)
    with pytest.raises(Gone):
        book.reply(world.els, made, "Jammer.")


def test_what_came_before_the_withdrawal_may_be_sent_again(book: Book, world: World) -> None:
    made, answer, version = book.write(world.sara), uuid4(), uuid4()
    book.correct(world.sara, made, "Anders.", version_id=version)
    book.thank(world.els, made)
    book.reply(world.els, made, "Fijn.", answer)
    book.withdraw(world.sara, made)
    assert book.correct(world.sara, made, "Anders.", version_id=version) == made
    assert book.thank(world.els, made) == made
    assert book.reply(world.els, made, "Fijn.", answer) == made


def test_each_change_leaves_its_lines_in_the_journal(book: Book, world: World) -> None:
    made = book.write(world.sara)
    before = len(book.journal())
    book.correct(world.sara, made, "Later.", on=date(2026, 11, 1))
    assert sorted(book.journal()[before:]) == [("add", "entry_versions"), ("change", "entries")]
    before = len(book.journal())
    book.withdraw(world.sara, made)
    assert book.journal()[before:] == [("add", "withdrawals")]
