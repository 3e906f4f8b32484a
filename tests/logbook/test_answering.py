"""Thanks and answers: once each, except between a ward and its first safety person."""

from uuid import uuid4

import pytest

from api.core.errors import Invalid, NotHere
from api.logbook.model import Reply, Thanks
from api.logbook.note import Kind
from api.people.policy import Audience
from tests.logbook.book import Book
from tests.world import World


def test_thanks_show_who_gave_them(book: Book, world: World) -> None:
    made = book.write(world.sara)
    book.thank(world.els, made)
    book.thank(world.tim, made)
    assert [each.name for each in book.entry(world.sara, made).thanks] == ["Els", "Tim"]
    assert not book.entry(world.els, made).may_thank
    assert book.entry(world.ben, made).may_thank


def test_thanks_given_twice_are_given_once(book: Book, world: World) -> None:
    made = book.write(world.sara)
    book.thank(world.els, made)
    before = book.journal()
    book.thank(world.els, made)
    assert (book.count(Thanks), book.journal()) == (1, before)


def test_nobody_thanks_for_their_own_note(book: Book, world: World) -> None:
    made = book.write(world.sara)
    assert not book.entry(world.sara, made).may_thank
    with pytest.raises(Invalid):
        book.thank(world.sara, made)


def test_what_one_may_not_see_one_cannot_thank_or_answer(book: Book, world: World) -> None:
    made = book.write(world.sara, audience=Audience.CHOSEN, chosen=frozenset({world.els}))
    for action in (book.thank, lambda who, what: book.reply(who, what, "Hoi.")):
        with pytest.raises(NotHere):
            action(world.tim, made)
    assert (book.count(Thanks), book.count(Reply)) == (0, 0)


def test_everybody_answers_once(book: Book, world: World) -> None:
    made = book.write(world.sara)
    assert book.entry(world.els, made).may_reply
    book.reply(world.els, made, "Dat zag ik ook.")
    book.reply(world.tim, made, "Mooi.")
    seen = book.entry(world.els, made)
    assert [(each.by.name, each.text, each.mine) for each in seen.replies] == [
        ("Els", "Dat zag ik ook.", True),
        ("Tim", "Mooi.", False),
    ]
    assert not seen.may_reply
    with pytest.raises(Invalid) as refused:
        book.reply(world.els, made, "En nog iets.")
    assert refused.value.message == "Je hebt hier al op geantwoord."


def test_an_answer_sent_twice_stands_once(book: Book, world: World) -> None:
    made, answer = book.write(world.sara), uuid4()
    book.reply(world.els, made, "Fijn.", answer)
    before = book.journal()
    assert book.reply(world.els, made, "Fijn.", answer) == made
    assert (book.count(Reply), book.journal()) == (1, before)
    with pytest.raises(Invalid):
        book.reply(world.els, made, "Anders.", answer)


def test_an_empty_answer_is_refused(book: Book, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        book.reply(world.els, book.write(world.sara), "")
    assert refused.value.field == "text"


def test_a_note_for_oneself_has_no_answers(book: Book, world: World) -> None:
    made = book.write(world.sara, audience=Audience.SELF)
    seen = book.entry(world.sara, made)
    assert (seen.may_reply, seen.may_thank) == (False, False)
    with pytest.raises(Invalid):
        book.reply(world.sara, made, "Hoi.")


def private(book: Book, world: World) -> object:
    return book.write(world.noor, "Ik was bang.", kind=Kind.TELL, audience=None)


def test_a_child_and_its_first_safety_person_go_on_talking(book: Book, world: World) -> None:
    made = private(book, world)
    said = [
        (world.els, "Goed dat je het zegt."),
        (world.noor, "Kom je?"),
        (world.els, "Ik kom morgen."),
        (world.noor, "Fijn."),
    ]
    for who, text in said:
        assert book.entry(who, made).may_reply  # type: ignore[arg-type]
        book.reply(who, made, text)  # type: ignore[arg-type]
    for who in (world.els, world.noor):
        seen = book.entry(who, made)  # type: ignore[arg-type]
        assert [each.text for each in seen.replies] == [text for _who, text in said]


def test_the_second_safety_person_sees_only_that_there_was_an_answer(
    book: Book, world: World
) -> None:
    made = private(book, world)
    book.reply(world.els, made, "Ik kom morgen.")  # type: ignore[arg-type]
    book.reply(world.noor, made, "Fijn.")  # type: ignore[arg-type]
    seen = book.entry(world.ben, made)  # type: ignore[arg-type]
    assert seen.text == "Ik was bang."
    assert [(each.by.name, each.text) for each in seen.replies] == [("Els", None), ("Noor", None)]
    assert not seen.may_reply
    with pytest.raises(Invalid) as refused:
        book.reply(world.ben, made, "Ik ook.")  # type: ignore[arg-type]
    assert refused.value.message == "Hier kun je niet op antwoorden."


def test_nobody_else_finds_the_thread(book: Book, world: World) -> None:
    made = private(book, world)
    for other in (world.sara, world.mark, world.tim, world.kees, world.amina):
        with pytest.raises(NotHere):
            book.reply(other, made, "Hoi.")  # type: ignore[arg-type]


def test_the_feared_parent_sees_no_answer_or_thanks_of_the_child(book: Book, world: World) -> None:
    made = book.write(world.els, "We bakten een taart.")
    book.thank(world.noor, made)
    book.reply(world.noor, made, "Lekker!")
    book.reply(world.tim, made, "Mooi.")
    for who, names, answers in (
        (world.sara, ["Noor"], ["Lekker!", "Mooi."]),
        (world.mark, [], ["Mooi."]),
    ):
        seen = book.entry(who, made)
        assert [each.name for each in seen.thanks] == names
        assert [each.text for each in seen.replies] == answers


def test_a_child_sees_the_answers_to_its_own_note(book: Book, world: World) -> None:
    made = book.write(world.noor, "Het ging mis.", kind=Kind.WRONG)
    book.reply(world.sara, made, "Sorry lieverd.")
    assert [each.text for each in book.entry(world.noor, made).replies] == ["Sorry lieverd."]
    with pytest.raises(NotHere):
        book.reply(world.mark, made, "Niet waar.")


def test_two_sides_read_the_same_note_and_not_each_others_answer(apart: Book, world: World) -> None:
    made = apart.write(world.ria, "Fem speelde buiten.")
    apart.reply(world.lotte, made, "Van Lotte.")
    apart.reply(world.daan, made, "Van Daan.")
    apart.thank(world.lotte, made)
    apart.thank(world.daan, made)
    for who, answers, thanks in (
        (world.lotte, ["Van Lotte."], ["Lotte"]),
        (world.daan, ["Van Daan."], ["Daan"]),
        (world.ria, ["Van Lotte.", "Van Daan."], ["Lotte", "Daan"]),
    ):
        seen = apart.entry(who, made)
        assert [each.text for each in seen.replies] == answers
        assert [each.name for each in seen.thanks] == thanks
    assert apart.entry(world.lotte, made).versions == 1
