"""The outbox door: everything that was sealed comes in once; everything else is answered and kept out."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from threading import Barrier, Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from api.core.clock import FixedClock
from api.logbook import queries
from api.logbook.model import Entry, EntryVersion, Medium, Reply, Thanks
from api.logbook.note import Kind
from api.outbox.model import Receipt
from tests.houses import NOW
from tests.logbook.book import Book
from tests.outbox.phone import Phone, entry_of
from tests.world import World, sign_in_client

Phones = Callable[[UUID], Phone]

STROKES = json.dumps(
    {
        "v": 1,
        "w": 400,
        "h": 300,
        "sheet": None,
        "strokes": [{"pen": 1, "colour": "#224466", "points": [[10, 10, 0.5], [90, 80, 0.5]]}],
    }
)


def png(size: tuple[int, int] = (40, 30)) -> bytes:
    kept = BytesIO()
    Image.new("RGB", size, "#336699").save(kept, "PNG")
    return kept.getvalue()


def refused(answer: TestResponse, status: int) -> dict[str, Any]:
    """A refusal for a program, with a sentence for a person."""
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    said: dict[str, Any] = answer.get_json()
    assert said["status"] == status
    assert said["detail"].endswith(".")
    return said


def nothing_came_in(book: Book) -> None:
    for table in (Entry, EntryVersion, Reply, Thanks, Medium, Receipt):
        assert book.count(table) == 0, table


def test_the_key_is_for_everybody(app: Flask, world: World) -> None:
    said = app.test_client().get("/api/v1/key").get_json()
    assert (len(said["kid"]), len(said["key"])) == (16, 87)


def test_a_note_comes_in(phone_of: Phones, book: Book, world: World) -> None:
    given = uuid4()
    answer = phone_of(world.sara).note("Fijn samen gegeten.", given, about=[world.noor])
    assert answer.status_code == 201
    assert answer.get_json() == {"id": str(given), "at": answer.headers["Location"]}
    seen = book.entry(world.els, entry_of(answer))
    assert (seen.text, seen.author.name) == ("Fijn samen gegeten.", "Sara")
    assert [each.name for each in seen.about] == ["Noor"]
    assert seen.id != given


def test_sent_again_it_says_the_same_and_does_nothing(
    phone_of: Phones, book: Book, world: World
) -> None:
    phone, given = phone_of(world.sara), uuid4()
    body = phone.sealed(given, kind="good", text="x", audience="circle")
    first = phone.put(given, body)
    before = book.journal()
    again = [phone.put(given, body) for _ in range(3)]
    assert (first.status_code, {each.status_code for each in again}) == (201, {200})
    assert all(each.get_json() == first.get_json() for each in again)
    assert (book.count(Entry), book.count(Receipt), book.journal()) == (1, 1, before)


def test_three_at_the_same_time_are_one(app: Flask, book: Book, world: World) -> None:
    given, barrier = uuid4(), Barrier(3)
    phones = [Phone(sign_in_client(app, world.sara), world.sara, NOW) for _ in range(3)]
    body = phones[0].sealed(given, kind="good", text="x", audience="circle")
    answers: list[TestResponse] = []

    def send(phone: Phone) -> None:
        barrier.wait(30)
        answers.append(phone.put(given, body))

    threads = [Thread(target=send, args=(phone,)) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(each.status_code for each in answers) == [200, 200, 201]
    assert len({each.get_json()["at"] for each in answers}) == 1
    assert (book.count(Entry), book.count(Receipt)) == (1, 1)


def test_other_bytes_under_a_known_id_are_refused(
    phone_of: Phones, book: Book, world: World
) -> None:
    phone, given = phone_of(world.sara), uuid4()
    phone.note("Eerst dit.", given)
    refused(phone.note("En nu dat.", given), 422)
    assert book.texts(world.sara) == ["Eerst dit."]


def test_the_same_id_of_two_people_is_two_notes(phone_of: Phones, book: Book, world: World) -> None:
    given = uuid4()
    first = phone_of(world.sara).note("Van Sara.", given)
    second = phone_of(world.mark).note("Van Mark.", given)
    assert (first.status_code, second.status_code) == (201, 201)
    assert entry_of(first) != entry_of(second)
    assert set(book.texts(world.els)) == {"Van Sara.", "Van Mark."}


def test_a_form_and_a_phone_with_the_same_id_are_one_note(
    phone_of: Phones, book: Book, world: World
) -> None:
    phone, given = phone_of(world.sara), uuid4()
    answer = phone.client.post(
        "/logboek/nieuw",
        data={"id": str(given), "kind": "good", "text": "x", "audience": "circle", "when": "now"},
    )
    assert answer.status_code == 303
    assert phone.note("x", given, when="now").status_code == 201
    assert book.count(Entry) == 1


def test_a_drawing_a_photo_and_their_words_come_in(
    phone_of: Phones, book: Book, world: World
) -> None:
    answer = phone_of(world.noor).send(
        kind="tell",
        strokes=STROKES,
        alt="Ons huis.",
        sheet="safe_house",
        files=(("drawing", "image/png", png()), ("photo", "image/jpeg", png((50, 50)))),
    )
    assert answer.status_code == 201
    seen = book.entry(world.els, entry_of(answer))
    assert [(each.kind, each.type) for each in seen.media] == [
        ("drawing", "image/webp"),
        ("photo", "image/webp"),
    ]
    drawing = seen.media[0]
    lines = book.ask(world.els, queries.medium, drawing.id, "strokes")
    assert json.loads(lines.data)["strokes"][0]["colour"] == "#224466"
    assert (drawing.strokes_url, seen.media[1].strokes_url is None) == (
        f"/media/{drawing.id}/lijnen",
        True,
    )


def test_corrections_answers_thanks_and_withdrawals_come_in(
    phone_of: Phones, book: Book, world: World
) -> None:
    sara, els = phone_of(world.sara), phone_of(world.els)
    made = entry_of(sara.note("Eerst."))
    assert (
        sara.send(record="correction", target=made, kind="good", text="Later.").status_code == 201
    )
    for _ in range(2):
        given = uuid4()
        body = els.sealed(given, record="thanks", target=made)
        assert [els.put(given, body).status_code for _ in range(2)] == [201, 200]
    answered = els.send(record="reply", target=made, text="Mooi.")
    assert entry_of(answered) == made
    seen = book.entry(world.tim, made)
    assert (seen.text, seen.versions) == ("Later.", 2)
    assert ([each.name for each in seen.thanks], [each.text for each in seen.replies]) == (
        ["Els"],
        ["Mooi."],
    )
    assert sara.send(record="withdrawal", target=made).status_code == 201
    assert book.entry(world.tim, made).withdrawn is not None
    refused(els.send(record="reply", target=made, text="Nog iets."), 410)


@pytest.mark.parametrize("record", ["correction", "reply", "thanks", "withdrawal"])
def test_a_record_about_nothing_or_something_hidden_is_refused(
    phone_of: Phones, book: Book, world: World, record: str
) -> None:
    hidden = book.write(world.noor, "Geheim.", kind=Kind.TELL, audience=None)
    mark = phone_of(world.mark)
    fields = {"record": record, "kind": "good", "text": "x"}
    unknown = refused(mark.send(target=uuid4(), **fields), 404)
    assert refused(mark.send(target=hidden, **fields), 404) == unknown
    refused(mark.send(target=None, **fields), 422)
    assert (book.count(Receipt), book.count(EntryVersion)) == (0, 1)


def test_without_signing_in_nothing_comes_in(app: Flask, book: Book, world: World) -> None:
    stranger = Phone(app.test_client(), world.sara, NOW)
    refused(stranger.note(), 401)
    nothing_came_in(book)


def test_a_professional_finds_no_door(phone_of: Phones, book: Book, world: World) -> None:
    refused(phone_of(world.amina).note(), 404)
    nothing_came_in(book)


def test_a_record_sealed_for_somebody_else_stays_out(
    phone_of: Phones, book: Book, world: World
) -> None:
    sara, mark, given = phone_of(world.sara), phone_of(world.mark), uuid4()
    body = sara.sealed(given, kind="good", text="Van Sara.", audience="circle")
    refused(mark.put(given, body), 422)
    refused(sara.put(uuid4(), body), 422)
    nothing_came_in(book)
    assert sara.put(given, body).status_code == 201


def mangled(phone: Phone, given: UUID) -> list[bytes]:
    """Bodies that were sealed badly, or hold what is no record."""
    good = phone.sealed(given, kind="good", text="x", audience="circle")
    plain = b"\x00\x00\x00\x02\xff\xfe"
    return [
        b"",
        b"\x01",
        good[:85],
        good[:-1],
        good + b"x",
        b"\x02" + good[1:],
        good[:1] + bytes(8) + good[9:],
        good[:20] + bytes([good[20] ^ 1]) + good[21:],
        good[:-1] + bytes([good[-1] ^ 1]),
        phone.sealed_bytes(given, b""),
        phone.sealed_bytes(given, plain),
        phone.sealed_bytes(given, b"\xff\xff\xff\xff"),
        phone.sealed_bytes(given, b"\x00\x00\x00\x02{}"),
        phone.sealed(given, record="alarm"),
        phone.sealed(given, kind="good", text="x", audience="circle", when="earlier", on="morgen"),
        phone.sealed(given, kind="good", text="x" * 10_001, audience="circle"),
        phone.sealed(given, kind="good", audience="circle"),
        phone.sealed(given, kind="tell", text="x", audience="circle"),
        phone.sealed(given, kind="good", text="x"),
        phone.sealed(given, kind="good", text="x", audience="chosen", chosen=[uuid4()]),
        phone.sealed(given, kind="good", text="x", audience="circle", about=[uuid4()]),
        phone.sealed(given, kind="good", text="x", audience="circle", strokes="{"),
    ]


def test_what_cannot_be_read_is_answered_and_changes_nothing(
    phone_of: Phones, book: Book, world: World
) -> None:
    phone, given = phone_of(world.sara), uuid4()
    for body in mangled(phone, given):
        refused(phone.put(given, body), 422)
    nothing_came_in(book)
    assert phone.note("Toch.", given).status_code == 201


def test_half_characters_do_not_break_the_book(phone_of: Phones, book: Book, world: World) -> None:
    answer = phone_of(world.sara).note("hallo \ud800 wereld\x00")
    assert answer.status_code == 201
    assert book.entry(world.sara, entry_of(answer)).text == "hallo  wereld"


@pytest.mark.parametrize(
    ("field", "data", "status"),
    [
        ("photo", b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415),
        ("photo", b"not a picture", 415),
        ("drawing", b"\x89PNG\r\n\x1a\n", 415),
        ("voice", b"RIFF", 415),
        ("voice", bytes(4 * 1024 * 1024 + 1), 413),
        ("photo", bytes(10 * 1024 * 1024 + 1), 413),
    ],
)
def test_a_file_that_we_do_not_take_is_refused_with_its_note(  # noqa: PLR0917
    phone_of: Phones, book: Book, world: World, field: str, data: bytes, status: int
) -> None:
    answer = phone_of(world.sara).note("Met een bestand.", files=((field, "image/jpeg", data),))
    refused(answer, status)
    nothing_came_in(book)


def test_a_record_above_twelve_mebibytes_is_too_big(
    phone_of: Phones, book: Book, world: World
) -> None:
    phone = phone_of(world.sara)
    for size in (12 * 1024 * 1024 + 1, 13 * 1024 * 1024):
        refused(phone.put(uuid4(), bytes(size)), 413)
    refused(phone.put(uuid4(), bytes(12 * 1024 * 1024)), 422)
    nothing_came_in(book)


def test_the_201st_picture_of_a_day_waits_till_tomorrow(
    phone_of: Phones, book: Book, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, given = phone_of(world.sara), uuid4()
    monkeypatch.setattr("api.logbook.media.MEDIA_A_DAY", 2)
    files = (("photo", "image/png", png()),)
    for number in range(2):
        assert phone.note(f"{number}", files=files).status_code == 201
    body = phone.sealed(given, kind="good", text="x", audience="circle", files=files)
    answer = phone.put(given, body)
    refused(answer, 429)
    assert int(answer.headers["Retry-After"]) == 8 * 3600
    assert phone.note("Zonder foto kan nog.").status_code == 201
    assert phone_of(world.els).note("Els ook.", files=files).status_code == 201
    clock = book.house.clock
    assert isinstance(clock, FixedClock)
    clock.moment = NOW + timedelta(hours=9)
    assert phone.put(given, body).status_code == 201


@pytest.mark.parametrize("ahead", [timedelta(days=365), timedelta(days=-365), timedelta(minutes=7)])
def test_a_clock_that_is_wrong_is_set_right(
    phone_of: Phones, book: Book, world: World, ahead: timedelta
) -> None:
    phone = phone_of(world.sara)
    phone.ahead = ahead
    made = NOW - timedelta(hours=3)
    seen = book.entry(world.sara, entry_of(phone.note(made=made)))
    assert (seen.happened_at, seen.written_at, seen.late) == (made, NOW, False)


def test_a_year_ahead_without_a_word_about_the_clock_becomes_now(
    phone_of: Phones, book: Book, world: World
) -> None:
    phone, given = phone_of(world.sara), uuid4()
    phone.ahead = timedelta(days=365)
    body = phone.sealed(given, kind="good", text="x", audience="circle")
    for clock in ("", "klok", "9999-99-99", "0001-01-01T00:00:00+23:59"):
        made = uuid4()
        body = phone.sealed(made, kind="good", text="x", audience="circle")
        answer = phone.put(made, body, **{"Huisboek-Phone-Time": clock})
        assert answer.status_code == 201
        assert book.entry(world.sara, entry_of(answer)).happened_at == NOW


def test_who_left_meanwhile_is_asked_to_sign_in(
    phone_of: Phones, book: Book, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between opening the record and writing it down somebody may have been taken out."""
    from api.outbox import handing, receiving  # noqa: PLC0415
    from api.people.model import Person  # noqa: PLC0415

    def ready_and_leave(*values: object, **more: object) -> handing.Deed:
        deed = handing.make_ready(*values, **more)
        with book.house.db.writing(book.household, by=None, now=NOW) as session:
            session.get_one(Person, world.tim).ended_at = NOW
        return deed

    phone = phone_of(world.tim)
    monkeypatch.setattr(receiving, "make_ready", ready_and_leave)
    refused(phone.note(), 401)
    nothing_came_in(book)


def test_a_foreign_page_cannot_use_the_door(phone_of: Phones, book: Book, world: World) -> None:
    phone, given = phone_of(world.sara), uuid4()
    body = phone.sealed(given, kind="good", text="x", audience="circle")
    answer = phone.put(given, body, **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code in {400, 403}
    nothing_came_in(book)


def test_another_method_or_id_is_no_door(phone_of: Phones, world: World) -> None:
    client = phone_of(world.sara).client
    assert client.get(f"/api/v1/outbox/{uuid4()}").status_code == 405
    assert client.put("/api/v1/outbox/1", data=b"x").status_code == 404
