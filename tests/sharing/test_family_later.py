"""What was shared without a yes is written down when it is safe to; nothing of it lies hidden meanwhile."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

from flask.testing import FlaskClient

from api.core.house import House
from api.people.professionals.ending import end_seat
from tests.houses import NOW
from tests.sharing.seats import Seats, amina_reads
from tests.world import World

ClientOf = Callable[[UUID], FlaskClient]
HERE = "/instellingen/meelezen"
SHARED = "is iets gedeeld zonder toestemming"


def test_it_is_written_down_later_also_when_they_read_along_no_more(
    seats: Seats, world: World, house: House, client_of: ClientOf
) -> None:
    seat = amina_reads(seats, world)
    with house.db.writing(world.household, by=None, now=NOW) as session:
        end_seat(session, seat=seat.id, now=NOW)
    house.clock.moment = NOW + timedelta(days=40)  # type: ignore[attr-defined]
    tim, at = client_of(world.tim), f"{HERE}/{seat.id}/zonder"
    assert f'href="{at}"' in tim.get(HERE).text
    assert "Schrijf het dan hier niet op." in tim.get(at).text
    told = {"id": str(uuid4()), "ground": "danger", "day": NOW.date().isoformat()}
    assert tim.post(at, data=told).status_code == 303
    for who in (world.sara, world.mark):
        client = client_of(who)
        assert SHARED in client.get(HERE).text
        assert at not in client.get(HERE).text
        assert client.get(at).status_code == 404
        assert client.get(f"{HERE}/{seat.id}").status_code == 404
    assert client_of(world.els).get(at).status_code == 404
