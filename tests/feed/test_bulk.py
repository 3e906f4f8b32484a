"""The houses that figures are measured with are such as the app leaves them: on both databases."""

from flask import Flask
from sqlalchemy import delete, select

from api.core.house import House
from api.core.verify import findings
from api.logbook.model import Entry, EntryNews, EntryReader
from api.logbook.queries import timeline
from api.logbook.readers import recompute_readers
from api.people.queries import members, viewer
from tests.bench.bulk import WORDS, make_houses
from tests.feed.program import make_key
from tests.houses import NOW
from tests.sharing.seats import Seats


def test_houses_of_the_bench_are_as_the_app_leaves_them(house: House, app: Flask) -> None:
    seats = Seats(house, NOW)
    account = seats.account()
    made = make_houses(house, account, 3, notes=5, now=NOW)
    assert findings(house) == []
    _, token = make_key(seats, account)
    client, bearer = app.test_client(), {"Authorization": f"Bearer {token}"}
    told = {f"{WORDS} ({turn})" for turn in range(5)}
    for home in made:
        with house.db.reading(home.id) as session:
            for who in (*home.parents, home.els, home.chair, home.child):
                seen = timeline(session, viewer(session, who)).items
                assert {each.text for each in seen} <= told
                assert len(seen) == 5 or who == home.child
            assert len(members(session, viewer(session, home.chair))) == 6
        answer = client.get(f"/api/v1/households/{home.id}/feed.json", headers=bearer).get_json()
        assert {each["content_text"] for each in answer["items"]} == told
    assert len(client.get("/api/v1/feed.json", headers=bearer).get_json()["items"]) == 15


def test_who_reads_what_in_them_is_what_the_house_works_out(house: House) -> None:
    [home] = make_houses(house, Seats(house, NOW).account(), 1, notes=7, now=NOW)
    before = _lists(house, home.id)
    assert len(before) > 7
    with house.db.writing(home.id, by=None, now=NOW) as session:
        session.execute(delete(EntryReader))
        session.execute(delete(EntryNews))
        recompute_readers(session, home.id)
        assert len(session.scalars(select(Entry)).all()) == 7
    assert _lists(house, home.id) == before


def _lists(house: House, household: object) -> set[tuple[object, ...]]:
    with house.db.reading(household) as session:  # type: ignore[arg-type]
        readers = session.execute(select(EntryReader.entry_id, EntryReader.person_id))
        news = select(EntryNews.entry_id, EntryNews.person_id, EntryNews.changed_at)
        return {tuple(row) for row in (*readers, *session.execute(news))}
