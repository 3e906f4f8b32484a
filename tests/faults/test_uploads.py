"""Too many, too large, not for you, not text: refused with a sentence, and nothing else (security R34)."""

import io
import os
from collections.abc import Callable, Iterator
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.core.house import House
from tests.core.media import files, sounds
from tests.faults.counting import rows
from tests.faults.phone import Letter, Phone, told_honestly
from tests.world import World

HUGE = 200 * 1024 * 1024
VOICE = ("voice", "audio/webm", sounds.webm(0.2))
PHOTO = ("photo", "image/jpeg", files.jpeg_with(b"CANARY-CANARY"))


@pytest.fixture
def phone_of(client_of: Callable[[UUID], FlaskClient]) -> Callable[[UUID], Phone]:
    return lambda person: Phone(client_of(person), person)


@pytest.fixture
def phone(phone_of: Callable[[UUID], Phone], world: World) -> Phone:
    return phone_of(world.sara)


def test_the_201st_upload_of_a_day_is_for_tomorrow(house: House, phone: Phone) -> None:
    for number in range(50):
        assert (
            phone.send(phone.write(f"Dag {number}", VOICE, VOICE, VOICE, VOICE)).status_code == 201
        )
    before = rows(house)
    assert before["media"] == 200
    late = phone.write("Nog 1", VOICE)
    answer = phone.send(late)
    told_honestly(answer, 429)
    assert 0 < int(answer.headers["Retry-After"]) <= 24 * 3600
    assert rows(house) == before
    assert phone.send(phone.write("Zonder geluid kan het nog.")).status_code == 201


@pytest.fixture
def shown(phone: Phone) -> list[str]:
    """The addresses of a photo and a voice that everybody may see."""
    letter = phone.write("We aten samen soep.", PHOTO, VOICE)
    made = phone.send(letter)
    assert made.status_code == 201, made.get_data(as_text=True)
    page = phone.client.get(made.get_json()["at"]).get_data(as_text=True)
    found = sorted(
        {part.split('"')[0] for part in page.split('src="')[1:] if part.startswith("/media/")}
    )
    assert len(found) == 2
    return found


@pytest.mark.only("sqlite")
def test_a_medium_opened_by_itself_can_do_nothing(phone: Phone, shown: list[str]) -> None:
    kinds = set()
    for address in shown:
        answer = phone.client.get(address)
        assert answer.status_code == 200
        kinds.add(answer.content_type)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        name = answer.headers["Content-Disposition"]
        assert "filename=" in name
        assert "CANARY" not in name
        assert b"CANARY" not in answer.get_data()
    assert kinds == {"image/webp", "audio/webm"}


def test_somebody_elses_medium_is_not_there_just_as_one_that_never_was(
    phone_of: Callable[[UUID], Phone], world: World, shown: list[str]
) -> None:
    for person in (world.daan, world.amina, world.kees):
        stranger = phone_of(person).client
        for address in shown:
            head, _, tail = address.rpartition("/")
            never = (
                f"{head}/{uuid4()}"
                if is_id(tail)
                else f"{head.rpartition('/')[0]}/{uuid4()}/{tail}"
            )
            refused, unknown = stranger.get(address), stranger.get(never)
            assert (refused.status_code, unknown.status_code) == (404, 404)
            assert same(refused, unknown)


def is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def same(one: TestResponse, other: TestResponse) -> bool:
    return without_nonce(one) == without_nonce(other)


def without_nonce(answer: TestResponse) -> str:
    policy = answer.headers["Content-Security-Policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0] or "no nonce"
    return answer.get_data(as_text=True).replace(nonce, "")


REFUSED = {
    "svg": (("photo", "image/jpeg", files.SVG), 415),
    "gif": (("photo", "image/jpeg", files.gif_of(10)), 415),
    "half a photo": (("photo", "image/jpeg", files.photo((800, 600))[:9000]), 415),
    "a large picture": (("photo", "image/png", files.png_of(60_000, 600)), 413),
    "eleven megabytes": (
        ("photo", "image/jpeg", files.saved(files.picture(), "JPEG") + bytes(11 << 20)),
        413,
    ),
    "a film": (("voice", "audio/webm", sounds.webm(kind=1)), 415),
    "four minutes": (("voice", "audio/mp4", sounds.mp4(240)), 413),
    "a page": (("voice", "audio/webm", files.HTML), 415),
}


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_at_the_door_and_leaves_nothing(
    house: House, phone: Phone, name: str
) -> None:
    file, status = REFUSED[name]
    before = rows(house)
    answer = phone.send(phone.write("Kijk eens.", file))
    told_honestly(answer, status)
    assert rows(house) == before


class Endless(io.RawIOBase):
    """A body that goes on as long as somebody reads, and counts how far they came."""

    def __init__(self) -> None:
        self.read_so_far = 0
        self.place = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.place

    def seek(self, offset: int, whence: int = 0) -> int:
        self.place = HUGE if whence else offset
        return self.place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self.read_so_far += len(buffer)
        return len(buffer)


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("path", ["/api/v1/outbox/{id}", "/logboek/nieuw"])
def test_two_hundred_megabytes_are_refused_without_reading_them(
    house: House, phone: Phone, path: str
) -> None:
    before = rows(house)
    body = Endless()
    outbox = path.startswith("/api/")
    answer = phone.client.open(
        path.format(id=uuid4()),
        method="PUT" if outbox else "POST",
        input_stream=body,
        content_length=HUGE,
        content_type="application/octet-stream" if outbox else "multipart/form-data; boundary=x",
    )
    assert answer.status_code == 413
    assert body.read_so_far < 1 << 20
    if outbox:
        told_honestly(answer, 413)
    assert rows(house) == before


NOT_TEXT = b"caf\xe9 \xff\xfe \xed\xa0\x80 \x00"


def odd_requests(client: FlaskClient) -> Iterator[TestResponse]:
    """Yield the answers to bytes that are no UTF-8 in every place where text is expected."""
    form = b"text=" + NOT_TEXT + b"&kind=%ff%fe&audience=circle&id=" + str(uuid4()).encode()
    yield client.post("/logboek/nieuw", data=form, content_type="application/x-www-form-urlencoded")
    part = (
        b'--x\r\nContent-Disposition: form-data; name="text"; filename="\xff\xfe.png"\r\n\r\n'
        + NOT_TEXT
    )
    multipart = (
        part + b'\r\n--x\r\nContent-Disposition: form-data; name="\xff"\r\n\r\n\xff\r\n--x--\r\n'
    )
    yield client.post(
        "/logboek/nieuw", data=multipart, content_type="multipart/form-data; boundary=x"
    )
    yield client.post(
        "/logboek/zoeken",
        data=b"words=%ff%fe%ed%a0%80",
        content_type="application/x-www-form-urlencoded",
    )
    yield client.get("/logboek?na=%ff%fe&soort=%ff&wie=%00&van=%ed%a0%80")
    yield client.get("/logboek/%ff%fe")
    yield client.get(
        "/%ff%fe%00", headers={"Accept-Language": "\xff\xfe", "Cookie": "hb=\xff\xfe; hbd=\xe9"}
    )
    yield client.get("/", headers={"Cookie": 'hb="\\377\\376"; taal=\xff'})
    yield client.put(
        f"/api/v1/outbox/{uuid4()}", data=NOT_TEXT * 50, headers={"Huisboek-Phone-Time": "\xff"}
    )


@pytest.mark.only("sqlite")
def test_bytes_that_are_no_text_never_break_anything(phone: Phone) -> None:
    answers = list(odd_requests(phone.client))
    assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
    for answer in answers:
        answer.get_data().decode("utf-8")


@pytest.mark.only("sqlite")
def test_a_sealed_record_whose_words_are_no_text_is_refused(house: House, phone: Phone) -> None:
    before = rows(house)
    letter = phone.write("x")
    for sealed in (letter.sealed[:-1] + b"\0", os.urandom(300), b"", letter.sealed[:50]):
        answer = phone.send(Letter(letter.id, sealed))
        told_honestly(answer, 422)
    assert rows(house) == before
    assert phone.send(letter).status_code == 201


@pytest.mark.only("sqlite")
def test_words_with_strange_letters_come_back_as_they_were(phone: Phone) -> None:
    words = "Oma zei: «dóór» 👩‍👧 مرحبا <b>&amp;</b>"
    made = phone.send(phone.write(words))
    page = phone.client.get(made.get_json()["at"]).get_data(as_text=True)
    assert "«dóór» 👩‍👧 مرحبا &lt;b&gt;&amp;amp;&lt;/b&gt;" in page
