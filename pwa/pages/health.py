"""``/healthz``: is the database there, is the worker alive, does all open, do messages leave, can be read along. No numbers that tell of anybody's doing."""

from datetime import datetime, timedelta

from flask import Blueprint, Response, jsonify

from api.core.db import EVERYWHERE
from api.core.errors import Refusal
from api.core.heartbeat import last_beat
from api.core.http import house, public
from api.push.health import how

pages = Blueprint("health", __name__)
LATE = timedelta(minutes=2)


@pages.get("/healthz")
@public
def health() -> tuple[Response, int]:
    """200 when all is well, else 503: no database, no disk in hand, a still worker, damage, no sending, or
    no role in PostgreSQL as which who works with a house reads it.

    A house that never had a worker is well without one: it may be starting, or be looked at only.
    """
    here = house()
    worker = push = along = "unknown"
    try:
        with here.db.reading(EVERYWHERE) as session:
            seen = last_beat(session, "worker")
            push = how(session, here.clock.now()).value
        database = "ok"
        worker = _how_is(seen, here.clock.now())
        along = "ok" if here.db.lets_read_along() else "shut"
    except Refusal:
        database = "unreachable"
    disk = "ok" if (here.settings.data / "ballast").exists() else "low"
    cells = "damaged" if here.damage.is_there() else "ok"
    parts = {
        "database": database,
        "disk": disk,
        "cells": cells,
        "push": push,
        "reading_along": along,
    }
    well = set(parts.values()) == {"ok"} and worker in {"ok", "never"}
    return jsonify({**parts, "worker": worker}), 200 if well else 503


def _how_is(seen: datetime | None, now: datetime) -> str:
    if seen is None:
        return "never"
    return "ok" if now - seen < LATE else "late"
