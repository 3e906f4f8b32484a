"""What waited on a phone and cannot be mended there comes in all the same, never for more eyes than meant."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from api.logbook import queries
from api.people.policy import Audience
from tests.houses import NOW
from tests.logbook.book import Book
from tests.outbox.phone import Phone, entry_of
from tests.world import World

HOUR_AGO = NOW - timedelta(hours=1)
TOMORROW = (NOW + timedelta(days=1)).date().isoformat()
STRANGER = str(uuid4())

CANNOT_BE = [
    ({"audience": "safety_person"}, Audience.SELF),
    ({"audience": "chosen", "chosen": [STRANGER]}, Audience.SELF),
    ({"audience": ""}, Audience.SELF),
    ({"when": "earlier", "on": TOMORROW}, Audience.CIRCLE),
    ({"when": "earlier", "on": NOW.date().isoformat(), "at": "23:59"}, Audience.CIRCLE),
    ({"about": [STRANGER], "helped_by": [STRANGER]}, Audience.CIRCLE),
]


@pytest.mark.parametrize(("odd", "audience"), CANNOT_BE)
def test_a_note_that_waited_is_taken_in_without_what_cannot_be(
    phone_of: Callable[[UUID], Phone],
    world: World,
    book: Book,
    odd: dict[str, object],
    audience: Audience,
) -> None:
    phone, given = phone_of(world.tim), uuid4()
    body = phone.sealed(given, made=HOUR_AGO, **_fields(odd))
    answer = phone.put(given, body)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    note = book.ask(world.tim, queries.entry, entry_of(answer))
    assert (note.text, note.audience, note.about) == ("Het was fijn.", audience, ())
    assert note.happened_at == HOUR_AGO
    assert phone.put(given, body).status_code == 200
    if audience is Audience.SELF:
        assert book.texts(world.els) == []


@pytest.mark.parametrize("odd", [odd for odd, _ in CANNOT_BE])
def test_who_still_looks_at_the_form_is_asked_again(
    phone_of: Callable[[UUID], Phone], world: World, book: Book, odd: dict[str, object]
) -> None:
    assert phone_of(world.tim).send(**_fields(odd)).status_code == 422
    assert book.texts(world.tim) == []


def test_who_was_chosen_and_is_still_here_reads_it(
    phone_of: Callable[[UUID], Phone], world: World, book: Book
) -> None:
    odd: dict[str, object] = {"audience": "chosen", "chosen": [STRANGER, str(world.els)]}
    assert phone_of(world.sara).send(made=HOUR_AGO, **_fields(odd)).status_code == 201
    assert book.texts(world.els) == ["Het was fijn."]
    assert book.texts(world.mark) == []


def test_better_words_that_waited_come_in_too(
    phone_of: Callable[[UUID], Phone], world: World, book: Book
) -> None:
    made = book.write(world.sara, "Eerst.")
    odd: dict[str, object] = {"about": [STRANGER], "text": "Liever zo."}
    phone = phone_of(world.sara)
    phone.now = book.now + timedelta(hours=1)
    answer = phone.send(record="correction", target=made, made=book.now, **_fields(odd))
    assert answer.status_code == 201
    assert book.entry(world.sara, made).text == "Liever zo."


def _fields(odd: dict[str, object]) -> dict[str, object]:
    return {"kind": "good", "text": "Het was fijn.", "audience": "circle", **odd}
