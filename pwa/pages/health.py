"""``/healthz``: is the database there, is the worker alive. No numbers that tell of anybody's doing."""

from datetime import timedelta

from flask import Blueprint, Response, jsonify

from api.core.db import EVERYWHERE
from api.core.errors import Refusal
from api.core.heartbeat import last_beat
from api.core.http import house, public

pages = Blueprint("health", __name__)
LATE = timedelta(minutes=2)


@pages.get("/healthz")
@public
def health() -> tuple[Response, int]:
    """200 when all is well, 503 when the database does not answer or the ballast had to be freed."""
    here = house()
    worker = "unknown"
    try:
        with here.db.reading(EVERYWHERE) as session:
            seen = last_beat(session, "worker")
        database = "ok"
        worker = "ok" if seen and here.clock.now() - seen < LATE else "late"
    except Refusal:
        database = "unreachable"
    disk = "ok" if (here.settings.data / "ballast").exists() else "low"
    well = database == "ok" and disk == "ok"
    return jsonify(database=database, worker=worker, disk=disk), 200 if well else 503
