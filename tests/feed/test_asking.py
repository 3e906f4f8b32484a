"""How programs ask: pages, marks, limits, methods, packing; and that real readers understand both kinds."""

import gzip
from datetime import timedelta
from uuid import uuid4

import atoma
import feedparser
import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from api.feed import walking
from api.people.model import Person
from api.people.professionals import fetching
from api.people.professionals.fetching import sweep
from api.people.professionals.model import Fetches
from pwa import create_app
from tests.feed.program import Program, make_key
from tests.houses import NOW
from tests.logbook.book import Book
from tests.sharing.seats import Seats
from tests.world import World

BOTH = ("feed.json", "feed.atom")


@pytest.fixture
def book(program: Program) -> Book:
    return Book(program.house, program.household, NOW - timedelta(days=3))


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, size in {"OF_A_HOUSE": 3, "OF_ALL": 3, "HANDFUL": 2}.items():
        monkeypatch.setattr(walking, name, size)


def cursor_of(answer: TestResponse) -> str:
    return str(answer.json["next_url"]).partition("cursor=")[2]


def test_pages_hold_each_note_once_to_the_end(
    program: Program, book: Book, world: World, small_pages: None
) -> None:
    notes = [book.write(world.sara, f"Dag {number}.") for number in range(8)]
    book.write(world.noor, "Later verborgen.", audience="circle")
    for path in ("feed.json", program.at("feed.json")):
        found: list[str] = []
        where: str | None = path
        while where:
            answer = program.get(where)
            assert answer.status_code == 200
            found += [each["id"] for each in answer.json["items"]]
            following = answer.json.get("next_url")
            where = following and following.partition("/api/v1/")[2]
        assert found[1:] == [each.urn for each in reversed(notes)]


def test_the_pages_of_atom_are_linked_as_rfc_5005_has_it(
    program: Program, book: Book, world: World, small_pages: None
) -> None:
    for number in range(5):
        book.write(world.sara, f"Dag {number}.")
    first = feedparser.parse(program.get(program.at("feed.atom")).data)
    [following] = [link.href for link in first.feed.links if link.rel == "next"]
    second = feedparser.parse(program.get(following.partition("/api/v1/")[2]).data)
    assert [each.summary for each in (*first.entries, *second.entries)] == [
        f"Dag {number}." for number in (4, 3, 2, 1, 0)
    ]
    assert not [link for link in second.feed.links if link.rel == "next"]


def test_a_cursor_is_of_one_key_and_one_feed(
    program: Program, book: Book, world: World, seats: Seats, small_pages: None
) -> None:
    for number in range(5):
        book.write(world.sara, f"Dag {number}.")
    of_house, of_all = (program.get(path) for path in (program.at("feed.json"), "feed.json"))
    mine, all_of_it = cursor_of(of_house), cursor_of(of_all)
    assert mine != all_of_it
    assert program.get(f"{program.at('feed.json')}?cursor={mine}").status_code == 200
    _, other = make_key(seats, program.account)
    bad = [
        program.get(f"{program.at('feed.json')}?cursor={all_of_it}"),
        program.get(f"feed.json?cursor={mine}"),
        program.get(f"{program.at('feed.json')}?cursor={mine}", token=other),
        program.get(f"{program.at('feed.json', world.apart)}?cursor={mine}"),
        *(
            program.get(f"{program.at('feed.atom')}?cursor={each}")
            for each in ("", "x", "%00", mine[:-4], mine + "AAAA", "é", "A" * 56)
        ),
    ]
    assert {each.status_code for each in bad} == {400}
    assert {each.content_type for each in bad} == {"application/problem+json"}


def test_consent_that_ends_between_two_pages_ends_the_crawl(
    program: Program, book: Book, world: World, small_pages: None
) -> None:
    for number in range(5):
        book.write(world.sara, f"Dag {number}.")
    place, place_of_all = cursor_of(program.feed()), cursor_of(program.get("feed.json"))
    program.seats.ask(program.seated[0], world.tim)
    unknown = program.get(program.at("feed.json", uuid4()))
    after = program.get(f"{program.at('feed.json')}?cursor={place}")
    assert (after.status_code, after.data) == (404, unknown.data)
    assert program.get(f"feed.json?cursor={place_of_all}").json["items"] == []


def test_the_mark_changes_with_what_is_shown_and_by_which_consent(
    program: Program, book: Book, world: World, seats: Seats
) -> None:
    note = book.write(world.sara, "Eerst.")
    path, marks = program.at("feed.json"), []

    def look(**more: str) -> str:
        mark = program.get(path, **more).headers["ETag"]
        assert mark == program.get(path, **more).headers["ETag"]
        assert mark.startswith('"')
        marks.append(mark)
        return mark

    look()
    book.correct(world.sara, note, "Beter.")
    look()
    look(Accept_Language="en-GB")
    look(token=make_key(seats, program.account)[1])
    program.seats.share(program.seated[0], world.tim, [world.sara, world.mark])
    look()
    book.withdraw(world.sara, note)
    look()
    assert len(set(marks)) == 6


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("{}", 304),
        ("W/{}", 304),
        ('"x", {}', 304),
        ("*", 200),  # else a program would watch what is new without a reading
        ('"niet"', 200),
        ("onzin", 200),
        ('"', 200),
        ("W/", 200),
        (",,,", 200),
        ("\u00e9", 200),
    ],
)
def test_only_its_own_mark_says_nothing_new(
    program: Program, book: Book, world: World, given: str, status: int
) -> None:
    book.write(world.sara)
    for path in (*BOTH, *map(program.at, (*BOTH, "plan", "evidence"))):
        mark = program.get(path).headers["ETag"]
        answer = program.get(path, If_None_Match=given.replace("{}", mark))
        assert answer.status_code == status, path
        assert answer.headers["ETag"] == mark
        assert (answer.data == b"") == (status == 304)


def test_a_mark_does_not_tell_that_somebody_was_changed_unseen(
    program: Program, book: Book, world: World
) -> None:
    """How a child calls somebody, or their face, is not shared: a row that moved must not show."""
    book.write(world.sara)
    book.write(world.mark)
    paths = (*BOTH, *map(program.at, (*BOTH, "plan", "scales", "evidence")))
    marks = {path: program.get(path).headers["ETag"] for path in paths}
    same = update(Person).values(generation=Person.generation)
    with program.house.db.writing(world.household, by=None, now=NOW) as session:
        for _ in range(80):  # PostgreSQL writes each anew, and then in another place
            session.execute(same.where(Person.id == world.noor))
    for path, mark in marks.items():
        assert program.get(path, If_None_Match=mark).status_code == 304, path


def test_a_day_alone_is_never_enough(program: Program, book: Book, world: World) -> None:
    """A moment in whole seconds could hide a change within that second."""
    book.write(world.sara)
    first = program.feed()
    assert first.headers["Last-Modified"]
    again = program.get(program.at("feed.json"), If_Modified_Since=first.headers["Last-Modified"])
    assert again.status_code == 200


def test_it_is_packed_and_has_the_same_mark(program: Program, book: Book, world: World) -> None:
    for number in range(9):
        book.write(world.sara, f"Dag {number}.")
    for path in map(program.at, BOTH):
        plain, packed = program.get(path), program.get(path, Accept_Encoding="gzip")
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data
        assert packed.headers["ETag"] == plain.headers["ETag"]
        mark = packed.headers["ETag"]
        again = program.get(path, Accept_Encoding="gzip", If_None_Match=mark)
        assert again.status_code == 304


def test_the_sixty_first_in_an_hour_waits_and_each_feed_by_itself(
    program: Program, book: Book, world: World
) -> None:
    book.write(world.sara)
    path = program.at("feed.json")
    mark = program.get(path).headers["ETag"]
    for _ in range(59):
        assert program.get(path, If_None_Match=mark).status_code == 304
    program.clock.moment += timedelta(minutes=10)
    second = create_app(program.house)  # another process counts along
    answer = second.test_client().get(
        f"/api/v1/{path}", headers={"Authorization": f"Bearer {program.token}"}
    )
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3000")
    assert answer.content_type == "application/problem+json"
    assert program.get(program.at("feed.atom")).status_code == 200
    assert program.get("feed.json").status_code == 200
    _, other = make_key(program.seats, program.account)
    assert program.get(path, token=other).status_code == 200
    program.clock.moment += timedelta(minutes=50)
    assert program.get(path).status_code == 200


def test_houses_that_are_not_ones_own_are_counted_together(
    program: Program, monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    monkeypatch.setattr(fetching, "MOST", 3)
    for house in (world.apart, uuid4(), uuid4()):
        assert program.get(program.at("plan", house)).status_code == 404
    assert program.get(program.at("plan", uuid4())).status_code == 429
    assert program.get(program.at("plan")).status_code == 200
    book = Book(program.house, program.household, NOW)
    assert book.count(Fetches) == 2
    program.clock.moment += timedelta(hours=1, seconds=1)
    sweep(program.house, program.clock.now())
    assert book.count(Fetches) == 0


def test_a_program_cannot_write(program: Program, book: Book, world: World) -> None:
    book.write(world.sara)
    client, bearer = program.app.test_client(), {"Authorization": f"Bearer {program.token}"}
    for path in (*BOTH, *map(program.at, (*BOTH, "plan", "scales", "evidence"))):
        for method in ("PUT", "POST", "DELETE", "PATCH"):
            for headers in (bearer, bearer | {"Origin": "https://elders.example"}):
                answer = client.open(f"/api/v1/{path}", method=method, headers=headers)
                assert answer.status_code == 405, (method, path)
                assert "GET" in answer.headers["Allow"]
                assert answer.content_type == "application/problem+json"
        head = client.head(f"/api/v1/{path}", headers=bearer)
        assert (head.status_code, head.data) == (program.get(path).status_code, b"")
        assert head.headers.get("ETag") == program.get(path).headers.get("ETag")
    answer = client.post("/api/v1/push/subscription", headers=bearer)
    assert answer.status_code in {401, 403, 404, 405}


def test_real_readers_understand_atom(program: Program, book: Book, world: World) -> None:
    words = 'Hij zei <b>"hoi" & dag</b> ]]> \u0000\u0001 \U0001f600'
    note = book.write(world.sara, words)
    gone = book.write(world.els, "Dit gaat weg.")
    book.withdraw(world.els, gone)
    for path in (program.at("feed.atom"), "feed.atom"):
        data = program.get(path).data
        loose, strict = feedparser.parse(data), atoma.parse_atom_bytes(data)
        assert not loose.bozo
        assert [each.id_ for each in strict.entries] == [gone.urn, note.urn]
        assert strict.entries[0].content.value == "Dit is weg."
        assert '<b>"hoi" & dag</b> ]]>' in strict.entries[1].content.value
        assert strict.entries[1].authors[0].name == "Sara"
        assert strict.updated is not None
        assert strict.id_.startswith("urn:uuid:")
        assert loose.feed.language == "nl"


def test_an_empty_feed_is_a_feed(program: Program) -> None:
    for path in (program.at("feed.atom"), "feed.atom"):
        strict = atoma.parse_atom_bytes(program.get(path).data)
        assert strict.entries == []
        assert strict.updated.tzinfo is not None
    assert program.get("feed.json").json["items"] == []


def test_ten_thousand_houses_cost_a_page_no_more_than_its_limits(
    program: Program, book: Book, world: World, monkeypatch: pytest.MonkeyPatch, small_pages: None
) -> None:
    """Whatever is closed is walked past, and a page ends at its limit with a place to go on."""
    for number in range(9):
        book.write(world.sara, f"Dag {number}.")
    program.seats.ask(program.seated[0], world.tim)
    monkeypatch.setattr(walking, "MOST_LINES", 4)
    where, pages = "feed.json", 0
    while where:
        answer = program.get(where).json
        assert answer["items"] == []
        following = answer.get("next_url", "")
        where, pages = following.partition("/api/v1/")[2], pages + 1
    assert pages == 3
