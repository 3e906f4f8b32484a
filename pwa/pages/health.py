"""``/healthz``: is the database there, is the worker alive, does all open. No numbers that tell of anybody's doing."""

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
    """200 when all is well; 503 without an answering database, with the ballast freed, or in alarm."""
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
    cells = "damaged" if here.damage.is_there() else "ok"
    well = database == disk == cells == "ok"
    return jsonify(database=database, worker=worker, disk=disk, cells=cells), 200 if well else 503
