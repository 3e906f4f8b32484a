"""P4 for the plan and the scores: what their pages cost with eighteen months, and with ten times as much."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from flask.testing import FlaskClient

from api.core.db import EVERYWHERE
from api.core.house import House
from api.demo.people import demo_people
from api.people.policy import Audience
from api.people.queries import viewer as viewer_of
from api.plan.actions import draft, put_in_force
from api.plan.changing import endorse
from api.plan.history import past
from api.plan.queries import dangers, plan
from api.plan.words import Agreement, Danger, Part, Plan, Settled, Sketch
from api.scales import queries as scales
from api.scales.actions import About, give
from api.scales.answer import Answer
from api.scales.rules import Asked
from i18n.dates import here
from pwa import create_app
from tests.bench.figures import alternated, cpu_ms, ratio, say
from tests.bench.houses import open_house
from tests.schema import build_schema
from tests.world import World, build_world

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
MONTHS = 18
MONTH = timedelta(days=30, hours=10)
AGREEMENTS = 14  # in force at any time; the rest of forty was replaced or is over
SCORERS = ("sara", "mark", "els", "tim")
SEEN = "Mark liep 2 keer een rondje. Iedereen at daarna samen."


def plans(data: Path) -> None:
    """The pages of the made-up household, as its people get them."""
    house = open_house(data)
    client = create_app(house).test_client()
    client.post("/demo/sara", headers={"Sec-Fetch-Site": "same-origin"})
    for name, path in (
        ("plan page", "/plan"),
        ("plan page, what was", "/plan/vroeger"),
        ("score history page", f"/cijfers/{_danger(house)}/verloop"),
        ("scores page", "/cijfers"),
    ):
        say(f"{name} of the demo, 18 months", cpu_ms(_get(client, path), 20), "ms CPU")
    house.close()


def growth(folder: Path) -> None:
    """The same queries on a household whose plan and scores are ten times as old."""
    small, large = (_asks(folder / f"plan-{times}", times) for times in (1, 10))
    for name in small:
        one, ten = alternated([small[name], large[name]], times=10)
        say(f"P4 {name}, 18 months", one, "ms CPU")
        goal = "goal 10 or less: linear" if name.endswith("what was") else "goal 1.2 or less"
        ratio(f"P4 {name}, 180 / 18 months", ten, one, goal)


def _danger(house: House) -> UUID:
    with house.db.reading(EVERYWHERE) as session:
        sara = viewer_of(session, demo_people(session)["sara"])
        return dangers(session, sara, house.clock.now())[0].id


def _get(client: FlaskClient, path: str) -> Callable[[], object]:
    def once() -> None:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status)

    once()
    return once


def _asks(data: Path, times: int) -> dict[str, Callable[[], object]]:
    data.mkdir()
    build_schema(f"sqlite:///{data}/huisboek.db")
    house = open_house(data)
    first = NOW - MONTH * MONTHS * times
    world = build_world(house, first)
    parts = _plan(house, world, first)
    for month in range(MONTHS * times):
        _month(house, world, parts, month, first + MONTH * month + timedelta(days=3))

    def ask(query: Callable[..., object], *values: object) -> Callable[[], object]:
        def once() -> object:
            with house.db.reading(world.household) as session:
                return query(session, viewer_of(session, world.els), *values, NOW)

        return once

    return {
        "plan": ask(plan),
        "plan, what was": ask(past),
        "score history": ask(scales.history, parts[0]),
        "scores of this month": ask(scales.rounds, parts[:2]),
    }


def _plan(house: House, world: World, now: datetime) -> list[UUID]:
    """Two dangers and the first agreements; return their ids."""
    parts = [uuid4() for _ in range(2 + AGREEMENTS)]
    for part in parts[:2]:
        _agree(house, world, part, Sketch(words=Danger(text="Er is vaak ruzie over geld.")), now)
    for number in range(2, 2 + AGREEMENTS):
        _agree(house, world, parts[number], _agreement(world, parts[0], number), now)
    return parts


def _agreement(world: World, danger: UUID, number: int) -> Sketch:
    return Sketch(
        words=Agreement(text=f"Tim komt op dag {number} langs.", planned_every=7),
        people={Part.DOES: (world.tim,), Part.LOOKS: (world.tim, world.els)},
        plan=Plan.DIRECT if number % 2 else Plan.STABLE,
        danger_id=danger,
    )


def _agree(house: House, world: World, part: UUID, sketch: Sketch, now: datetime) -> None:
    version, agreed = uuid4(), Settled(on=here(now), people=(world.sara,))
    with house.db.writing(world.household, by=world.tim, now=now) as session:
        by = viewer_of(session, world.tim)
        draft(session, by=by, part_id=part, version_id=version, sketch=sketch, now=now)
        put_in_force(session, by=by, version_id=version, agreed=agreed, now=now)


def _month(house: House, world: World, parts: list[UUID], month: int, now: datetime) -> None:
    """Two agreements make way, everybody gives a number on each danger, and one says yes."""
    for number in range(2):
        place = 2 + (2 * month + number) % AGREEMENTS
        words = Agreement(text=f"Tim komt in maand {month} langs.", replaces=(parts[place],))
        sketch = Sketch(
            words=words,
            people={Part.DOES: (world.tim,), Part.LOOKS: (world.els,)},
            plan=Plan.STABLE,
            danger_id=parts[0],
        )
        parts[place] = uuid4()
        _agree(house, world, parts[place], sketch, now)
    for name in SCORERS:
        person = getattr(world, name)
        with house.db.writing(world.household, by=person, now=now) as session:
            by = viewer_of(session, person)
            for danger in parts[:2]:
                answer = Answer(
                    Asked.NUMBER, month % 11, SEEN, SEEN, SEEN, audience=Audience.CIRCLE
                )
                give(session, by=by, about=About(danger), score_id=uuid4(), answer=answer, now=now)
            if name == "sara":
                endorse(session, by=by, endorsement_id=uuid4(), plan=Plan.DIRECT, now=now)
