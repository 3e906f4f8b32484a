"""P12: ten phones in one live meeting, on the server that really runs; and looking back over the whole log."""

import http.client
import statistics
import threading
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import psutil
from sqlalchemy import func, select

from api.core.db import EVERYWHERE
from api.core.house import House
from api.logbook.model import EntryReader
from api.meetings.actions import invite, plan_meeting
from api.meetings.kinds import Phase
from api.meetings.table import actions, queries
from api.meetings.table.review import review
from api.meetings.table.state import Kind
from api.meetings.table.steps import Step
from api.people.model import Duty, Person
from api.people.policy import Role, Side
from api.people.queries import viewer as viewer_of
from tests.bench.figures import cpu_ms, percentile, say
from tests.bench.houses import open_house, running

PHONES, SECONDS, IDEAS = 10, 60.0, 12
# As pwa/static/js/pages/table.js asks.
EACH, CALM, SLOWER = 2.0, 2.8, 1.05
OK = 200
WHO = ("sara", "mark", "els", "tim")


class Phone(threading.Thread):
    """Asks every 2 seconds, and a little less often while nothing happens."""

    def __init__(self, url: str, who: str, meeting: UUID, *packs: str) -> None:
        super().__init__()
        self.address, self.meeting = urlsplit(url).netloc, meeting
        self.headers = {"Cookie": self._enter(who), "Accept-Encoding": ", ".join(packs)}
        self.tag, self.bytes, self.whole, self.seen = "", 0, 0, {}
        self.over = threading.Event()

    def _enter(self, who: str) -> str:
        line = http.client.HTTPConnection(self.address)
        line.request("POST", f"/demo/{who}", headers={"Sec-Fetch-Site": "same-origin"})
        answer = line.getresponse()
        answer.read()
        found = answer.headers.get_all("Set-Cookie") or []
        return "; ".join(each.split(";")[0] for each in found)

    def run(self) -> None:
        line = http.client.HTTPConnection(self.address)
        line.request("GET", f"/samen/{self.meeting}/tafel", headers=self.headers)
        page, wait = line.getresponse(), EACH
        self.whole = len(page.read()) + _head(page)
        while not self.over.wait(wait):
            tag = {"If-None-Match": f'"{self.tag}"'}
            address = f"/samen/{self.meeting}/nu?na={self.tag.split('.')[0] or 0}"
            line.request("GET", address, headers=self.headers | tag)
            answer = line.getresponse()
            body = answer.read()
            assert answer.status in {200, 304}, answer.status
            self.tag = answer.headers["ETag"].strip('"')
            self.bytes += len(body) + _head(answer)
            self.seen.setdefault(int(self.tag.split(".")[0]), time.monotonic())
            wait = EACH if answer.status == OK else min(wait * SLOWER, CALM)


def _head(answer: http.client.HTTPResponse) -> int:
    return sum(len(name) + len(value) + 4 for name, value in answer.getheaders())


def live(data: Path) -> None:
    """Once as a plain client asks, once as a browser does: its full answers would be packed too."""
    _live(data, "as it is")
    _live(data, "packed", "br")


def _live(data: Path, how: str, *packs: str) -> None:
    house = open_house(data)
    home, chair, people = _who(house)
    meeting = _call(house, home, chair, people)
    with running(data, "api.cli", "serve") as server:
        phones = [
            Phone(server.url, WHO[each % len(WHO)], meeting, *packs) for each in range(PHONES)
        ]
        family = [server.process, *server.process.children(recursive=True)]
        for place, each in enumerate(phones):
            each.start()
            time.sleep(EACH / PHONES if place else 0)
        before, began, said = _cpu(family), time.monotonic(), {}
        for number in range(IDEAS):
            time.sleep(SECONDS / IDEAS)
            said[number + 3] = _idea(house, home, chair, meeting)
        took, used = time.monotonic() - began, _cpu(family) - before
        time.sleep(EACH * 2)
        for each in phones:
            each.over.set()
            each.join()
    late = [each.seen[n] - at for each in phones for n, at in said.items() if n in each.seen]
    say("P12 a change on all screens, p99", percentile(late, 99), "s (goal 3 or less)")
    say("P12 a change on all screens, median", statistics.median(late), "s")
    say("P12 processor, ten phones", used / took * 100, "% of a core (goal 10 or less)")
    minute = statistics.mean(each.bytes for each in phones) / (took + EACH * 2) * 60
    say(f"P12 bytes of a phone, a minute, {how}", minute, "bytes")
    whole = phones[0].whole * 60 / EACH
    say(f"P12 bytes / those of full answers, {how}", minute / whole * 100, "% (goal 5 or less)")
    house.close()


def look_back(data: Path) -> None:
    """The whole log of the demo household: 18 months, by everybody who was asked."""
    house = open_house(data)
    home, chair, people = _who(house)
    meeting = _call(house, home, chair, _read_most(house, home, people))
    with house.db.reading(home) as session:
        viewer = viewer_of(session, chair)
        row = queries.seat(session, viewer, meeting).row
        now = house.clock.now()
        state = queries.state_of(session, row.meeting)
        around = queries.around(session, viewer, row, state, now)
        found = review(session, around, row, now)
        say("looking back, notes that all may read", len(found.notes), "notes")
        took = cpu_ms(lambda: review(session, around, row, now), 3)
        say("looking back over 18 months, processor time", took, "ms")
    house.close()


def _who(house: House) -> tuple[UUID, UUID, list[UUID]]:
    """The house where the chair leads, with its grown-ups."""
    with house.db.reading(EVERYWHERE) as session:
        duty = session.scalars(select(Duty).filter_by(kind="chair", until=None)).first()
        assert duty is not None
        mine = select(Person).filter_by(household_id=duty.household_id, ended_at=None)
        grown = [
            each.id for each in session.scalars(mine) if each.role in {Role.ADULT, Role.CIRCLE}
        ]
        return duty.household_id, duty.person_id, grown


def _read_most(house: House, home: UUID, people: list[UUID]) -> list[UUID]:
    """The five who may read most: with who knows a part at the table little lies on it."""
    with house.db.reading(home) as session:
        counted = select(EntryReader.person_id, func.count()).filter_by(household_id=home)
        read = dict(session.execute(counted.group_by(EntryReader.person_id)).tuples().all())
    return sorted(people, key=lambda each: -read.get(each, 0))[:5]


def _call(house: House, home: UUID, chair: UUID, people: list[UUID]) -> UUID:
    now, meeting = house.clock.now(), uuid4()
    with house.db.writing(home, by=chair, now=now) as session:
        by = viewer_of(session, chair)
        values = {"by": by, "meeting_id": meeting, "now": now}
        days = [(now + timedelta(hours=1), 90)]
        plan_meeting(session, side=Side.BOTH, phase=Phase.DIRECT, days=days, **values)
        invite(session, people=set(people) - {chair}, **values)
        actions.act(session, act_id=uuid4(), kind=Kind.BEGAN, **values)
        body = {"step": str(Step.IDEAS)}
        actions.act(session, act_id=uuid4(), kind=Kind.STEP, body=body, **values)
    return meeting


def _idea(house: House, home: UUID, chair: UUID, meeting: UUID) -> float:
    now = house.clock.now()
    with house.db.writing(home, by=chair, now=now) as session:
        by = viewer_of(session, chair)
        words = "Els kookt op vrijdag en Ben haalt Noor op."
        actions.idea(session, by=by, meeting_id=meeting, act_id=uuid4(), text=words, now=now)
    return time.monotonic()


def _cpu(family: list[psutil.Process]) -> float:
    return sum(sum(each.cpu_times()[:2]) for each in family)
