"""Every page and feed of who reads along is read as the role that may no more; without it there are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, event
from werkzeug.routing import Rule

from api.core.house import House
from api.core.http import access_of
from api.core.migrate import arrange
from api.people.actions import give_duty
from api.people.homes.living import add_home
from api.people.policy import Side
from api.people.professionals.queries import Seated
from api.resilience.model import WeekHome
from tests.feed.program import Program
from tests.houses import NOW
from tests.logbook.book import Book
from tests.postgres import READER, ROLE, as_owner
from tests.resilience.weeks import begin
from tests.sharing.seats import Seats
from tests.world import World, prove_all, sign_in_client

on_postgresql = pytest.mark.only("postgresql")
# What is written when somebody reads along: that they did, that they are there, and how often a program asked.
WRITTEN = {"fetches", "journal", "journal_heads", "readings", "sign_ins"}
BREAK = {
    "gone": (
        f"ALTER ROLE {READER} RENAME TO elsewhere",
        f"ALTER ROLE elsewhere RENAME TO {READER}",
    ),
    "not ours": (f"REVOKE {READER} FROM {ROLE}", f"GRANT {READER} TO {ROLE}"),
    "past walls": (f"ALTER ROLE {READER} BYPASSRLS", f"ALTER ROLE {READER} NOBYPASSRLS"),
    "may come in": (f"ALTER ROLE {READER} LOGIN", f"ALTER ROLE {READER} NOLOGIN"),
    "may more": (f"GRANT pg_read_all_data TO {READER}", f"REVOKE pg_read_all_data FROM {READER}"),
}
# While the house runs, what PostgreSQL itself refuses at each transaction.
AT_ONCE = ("gone", "not ours")


@pytest.fixture
def program(app: Flask, house: House, world: World) -> Program:
    """Amina's program, in a house where there is something to read."""
    made = Program.of_amina(app, Seats(house, NOW), world)
    Book(house, world.household, NOW).write(world.sara, "We lachten.")
    return made


def is_read_along(app: Flask, rule: Rule) -> bool:
    access = access_of(app, rule.endpoint)
    return "GET" in (rule.methods or ()) and (access.keyed or access.roles == {"professional"})


def addresses(app: Flask, seat: Seated, medium: UUID) -> list[tuple[str, bool]]:
    """Every address that is read along, and whether it is for a program."""
    ids = {"seat_id": seat.id, "household_id": seat.household, "medium_id": medium}
    return [
        (
            app.url_map.bind("").build(rule.endpoint, {name: ids[name] for name in rule.arguments}),
            access_of(app, rule.endpoint).keyed,
        )
        for rule in app.url_map.iter_rules()
        if is_read_along(app, rule)
    ]


@contextmanager
def noted(house: House) -> Iterator[list[str]]:
    """Note as what each transaction of the house begins."""
    found: list[str] = []

    def note(_c: object, _u: object, words: str, *_more: object) -> None:
        if "set_config('huisboek.household'" in words:
            reads = "along" if "'role'" in words else "itself"
            found.append(reads if "transaction_read_only" in words else "writes")

    event.listen(house.db.engine, "before_cursor_execute", note)
    yield found
    event.remove(house.db.engine, "before_cursor_execute", note)


def ask(program: Program, client: FlaskClient, address: str, *, keyed: bool) -> int:
    headers = {"Authorization": f"Bearer {program.token}"} if keyed else {}
    return (
        (program.app.test_client() if keyed else client).get(address, headers=headers).status_code
    )


@on_postgresql
def test_the_house_itself_looks_up_who_asks_and_nothing_more(
    app: Flask, house: House, world: World, program: Program
) -> None:
    amina = sign_in_client(app, program.account)
    prove_all(house)
    places = addresses(app, program.seated[0], world.household)
    assert len(places) > 15
    for address, keyed in places:
        with noted(house) as found:
            status = ask(program, amina, address, keyed=keyed)
        reads = [each for each in found if each != "writes"]
        assert reads[:1] == ["itself"], address
        assert set(reads[1:]) <= {"along"}, address
        assert status in {200, 404}, address
        assert "along" in reads or address == "/meekijken/kom", address


@on_postgresql
def test_the_week_of_a_child_in_two_homes_is_read_along(world: World, program: Program) -> None:
    book = Book(program.house, world.household, NOW - timedelta(days=9))
    begin(book, world.noor)
    book.change(give_duty, person=world.tim, kind="plan_holder")
    named = {"name": "Bij papa", "side": Side.BOTH, "people": [world.noor]}
    home = book.do(world.tim, add_home, home_id=uuid4(), **named)
    said = {"household_id": world.household, "person_id": world.noor, "home_id": home}
    with program.house.db.writing(world.household, by=world.sara, now=NOW) as session:
        session.add_all(
            WeekHome(id=uuid4(), weekday=day, weeks="every", by_id=world.sara, at=NOW, **said)
            for day in range(7)
        )
    amina = sign_in_client(program.app, program.account)
    page = amina.get(f"/meekijken/{program.seated[0].id}/week")
    assert (page.status_code, "Noor" in page.get_data(as_text=True)) == (200, True)


@pytest.mark.only("sqlite")
def test_on_sqlite_all_of_it_is_read_where_nothing_can_be_written(
    house: House, world: World, program: Program
) -> None:
    amina = sign_in_client(program.app, program.account)
    prove_all(house)
    modes, written = set(), set()

    def reads(c: Connection, *_more: object) -> None:
        line = c.connection.dbapi_connection
        assert line is not None
        modes.add(line.execute("PRAGMA query_only").fetchone()[0])  # type: ignore[attr-defined]

    def writes(_c: object, _u: object, words: str, *_more: object) -> None:
        written.update(re.findall(r"\b(?:FROM|INTO|UPDATE) ([a-z_]+)", words))

    event.listen(house.db._reader, "before_cursor_execute", reads)
    event.listen(house.db._writer, "before_cursor_execute", writes)
    for address, keyed in addresses(program.app, program.seated[0], world.household):
        assert ask(program, amina, address, keyed=keyed) in {200, 404}
    assert modes == {1}
    assert {"readings"} < written <= WRITTEN


@on_postgresql
def test_what_writes_for_a_professional_is_known(app: Flask) -> None:
    """Where they write, the house itself reads as well: these show nothing of a house."""
    writes = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if access_of(app, rule.endpoint).roles == {"professional"}
        and "POST" in (rule.methods or ())
    }
    assert writes == {
        "/meekijken/kom",
        "/meekijken/sleutels",
        "/meekijken/sleutels/<uuid:key_id>/weg",
    }


@contextmanager
def broken(sockets: str, how: str) -> Iterator[None]:
    """The role is not as it must be, for a while."""
    harm, mend = BREAK[how]
    with as_owner(sockets) as owner:
        owner.execute(harm)  # type: ignore[call-overload]
        try:
            yield
        finally:
            owner.execute(mend)  # type: ignore[call-overload]


@on_postgresql
@pytest.mark.parametrize("how", BREAK)
def test_without_the_role_nobody_reads_along_and_the_house_goes_on(
    world: World, program: Program, postgres_server: str, how: str
) -> None:
    app, house = program.app, program.house
    house.ready()
    amina, sara = (sign_in_client(app, each) for each in (program.account, world.sara))
    prove_all(house)
    places = addresses(app, program.seated[0], world.household)
    if how in AT_ONCE:
        assert ask(program, amina, "/meekijken", keyed=False) == 200
    with broken(postgres_server, how):
        found = {
            address: ask(program, amina, address, keyed=keyed)
            for address, keyed in places
            if address != "/meekijken/kom"
        }
        assert set(found.values()) == {503}, found
        said = amina.get("/meekijken").get_data(as_text=True)
        assert "De beheerder weet het." in said
        assert READER not in said
        assert sara.get("/logboek").status_code == 200
        health = sara.get("/healthz")
        assert (health.status_code, health.get_json()["reading_along"]) == (503, "shut")
        [trouble] = house.db.troubles_of_reading_along()
        assert READER in trouble
    assert ask(program, amina, "/meekijken", keyed=False) == 200
    assert sara.get("/healthz").get_json()["reading_along"] == "ok"
    assert house.db.troubles_of_reading_along() == []


@on_postgresql
def test_the_line_that_is_told_puts_it_right(
    house: House, world: World, postgres_server: str
) -> None:
    harm = [*BREAK, "builds"]
    more = {"builds": ("GRANT CREATE ON SCHEMA public TO PUBLIC", "SELECT 1")}
    name = house.settings.database_url.split("@/")[1].split("?")[0]
    for how in harm:
        words, mend = {**BREAK, **more}[how]
        with psycopg.connect(
            f"host={postgres_server} user=owner dbname={name}", autocommit=True
        ) as owner:
            owner.execute(words)  # type: ignore[call-overload]
            try:
                [trouble] = house.db.troubles_of_reading_along()
                line = trouble.split("PostgreSQL: ")[1].split(";")[0]
                if how != "gone":
                    owner.execute(line)  # type: ignore[call-overload]
                    assert house.db.troubles_of_reading_along() == []
                    assert house.db.lets_read_along()
            finally:
                owner.execute(mend)  # type: ignore[call-overload]


@on_postgresql
def test_a_right_that_lacks_or_is_too_much_is_named_and_shuts(
    app: Flask, house: House, world: World, program: Program
) -> None:
    amina = sign_in_client(app, program.account)
    with house.db.engine.begin() as connection:
        connection.exec_driver_sql(f"REVOKE SELECT ON sharings FROM {READER}")
        connection.exec_driver_sql(f"GRANT UPDATE ON people TO {READER}")
        connection.exec_driver_sql("GRANT SELECT ON sign_ins TO PUBLIC")
    assert amina.get("/meekijken").status_code == 503
    said = "\n".join(house.db.troubles_of_reading_along())
    assert house.db.lets_read_along()
    with house.db.engine.begin() as connection:
        connection.exec_driver_sql(f"REVOKE ALL ON seats FROM {READER}")
    assert not house.db.lets_read_along()
    assert all(each in said for each in ("sharings", "people", "sign_ins", "huisboek migrate"))
    for _twice in range(2):
        assert arrange(house.settings.database_url) == ""
        assert house.db.troubles_of_reading_along() == []
    assert amina.get("/meekijken").status_code == 200
