"""What waited on a phone and cannot be mended there comes in all the same, never for more eyes than meant."""

import json
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


def test_a_file_that_cannot_be_kept_does_not_hold_the_words_that_waited(
    phone_of: Callable[[UUID], Phone], world: World, book: Book
) -> None:
    phone, given = phone_of(world.noor), uuid4()
    files = (
        ("voice", "audio/webm", b"\x1a\x45\xdf\xa3" + b"x" * 200),
        ("photo", "image/jpeg", b"\xff\xd8\xff" + b"x" * 200),
    )
    words = {"kind": "tell", "text": "Heel belangrijk.", "audience": "circle"}
    body = phone.sealed(given, made=HOUR_AGO, files=files, **words)
    answer = phone.put(given, body)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    note = book.ask(world.noor, queries.entry, entry_of(answer))
    assert (note.text, note.media, note.left_out) == ("Heel belangrijk.", (), ("photo", "voice"))
    assert phone.put(given, body).status_code == 200
    for who, said in (
        (world.noor, "De foto kwam niet mee."),
        (world.els, "Hier hoort een stem bij. Die konden we niet bewaren."),
    ):
        assert said in phone_of(who).client.get(answer.get_json()["at"]).text
    assert phone.send(files=files, **words).status_code == 415, "who still looks is asked again"


def test_a_note_of_which_nothing_can_be_kept_says_that_it_was_there(
    phone_of: Callable[[UUID], Phone], world: World, book: Book
) -> None:
    phone = phone_of(world.sara)
    bad = (("photo", "image/jpeg", b"kapot"),)
    sent = {"kind": "good", "audience": "self", "strokes": "{}"}
    answer = phone.send(made=HOUR_AGO, files=bad, **sent)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    made = entry_of(answer)
    assert book.entry(world.sara, made).left_out == ("drawing", "photo")
    book.now += timedelta(hours=2)
    book.correct(world.sara, made, "Het was een tekening van het huis.")
    assert book.entry(world.sara, made).left_out == ("drawing", "photo"), (
        "better words hide nothing"
    )


def test_the_strokes_make_the_drawing_when_its_picture_cannot_be_opened(
    phone_of: Callable[[UUID], Phone], world: World, book: Book
) -> None:
    line = {"pen": 1, "colour": "#1d1d1f", "points": [[1, 1, 0.5], [9, 9, 0.5]]}
    strokes = json.dumps({"v": 1, "w": 1000, "h": 1200, "sheet": None, "strokes": [line]})
    answer = phone_of(world.noor).send(
        made=HOUR_AGO,
        files=(("drawing", "image/png", b"kapot"),),
        kind="good",
        audience="self",
        strokes=strokes,
    )
    note = book.ask(world.noor, queries.entry, entry_of(answer))
    assert ([medium.kind for medium in note.media], note.left_out) == (["drawing"], ())
