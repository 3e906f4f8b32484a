"""Whether the door's clock tells who has an account: 200 known against 200 unknown names (R19)."""

import statistics
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask.testing import FlaskClient

from api.core.clock import FixedClock
from api.core.house import House
from api.core.settings import Settings
from api.people.actions import add_person, open_household
from api.people.devices import Guest, keep_secret, let_in, this_device
from api.people.devices import ThisDevice as Told
from api.people.hashing import hashed
from api.people.policy import Role
from api.people.quiet.codes import chance
from pwa import create_app
from tests.bench.figures import say
from tests.schema import build_schema

HOUSES, EACH = 25, 8
BREATH = timedelta(minutes=2)


def names(data: Path) -> None:
    folder = data.parent / "names"
    folder.mkdir(exist_ok=True)
    build_schema(f"sqlite:///{folder / 'huisboek.db'}")
    clock = FixedClock(datetime(2026, 11, 21, 15, 0, tzinfo=UTC))
    house = House.open(Settings.from_environment({"HUISBOEK_DATA": str(folder)}), clock)
    app = create_app(house)
    taken: dict[str, list[float]] = {"known": [], "unknown": []}
    for _ in range(HOUSES):
        browser = app.test_client()
        browser.set_cookie("hbd", settle(house))
        for number in range(EACH):
            for kind, name in (("known", f"Persoon {number}"), ("unknown", f"Niemand {number}")):
                clock.moment += BREATH
                taken[kind].append(knock(browser, name))
    house.close()
    known, unknown = (statistics.median(taken[kind]) * 1000 for kind in ("known", "unknown"))
    say(f"names, median of {HOUSES * EACH} known", known, "ms")
    say("names, median difference", abs(known - unknown), "ms")


def knock(browser: FlaskClient, name: str) -> float:
    """How long one wrong try takes, in seconds."""
    form = {"naam": name, "code": "739164"}
    began = time.perf_counter()
    answer = browser.post("/binnen", data=form, headers={"Sec-Fetch-Site": "same-origin"})
    took = time.perf_counter() - began
    assert answer.status_code == 422
    return took


def settle(house: House) -> str:
    """A household whose people all have a place on one device; each is tried once, so none closes."""
    now = house.clock.now()
    home = open_household(house, name="Huis", mode="together", now=now)
    kept, second = hashed("492817", house.secrets.pepper), chance()
    with house.db.writing(home, by=None, now=now) as session:
        place, device = this_device(session, Told(token=None), now)
        for number in range(EACH):
            name = f"Persoon {number}"
            person = add_person(session, household=home, role=Role.CIRCLE, name=name, now=now)
            guest = Guest(person=person, household=home, role=Role.CIRCLE, pictures=0)
            keep_secret(session, guest, "pin", kept, now, second=second)
            let_in(session, place, guest, now)
    return device
