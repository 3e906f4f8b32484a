"""``/api/v1/push``: the browser tells where it can be knocked for, and what it showed.

A receipt needs nobody to be signed in: its id was sealed for this one phone, and is the proof.
"""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, jsonify, request

from api.core.db import EVERYWHERE
from api.core.errors import Invalid, TooBig
from api.core.http import even_locked, house, members, public
from api.people.signed_in import current_sign_in
from api.push import subscribing
from api.push.subscribing import NO_PUSH
from api.push.vapid import public_key
from i18n.translator import current

push = Blueprint("push", __name__)
MOST_BYTES: Final = 4096
NOTHING: Final = ("", 204)
SHOWN: Final = "shown"
OPENED: Final = "opened"


@push.get("/api/v1/push/key")
@even_locked
@members("adult", "circle")
def key() -> Response:
    """Give the key that a browser subscribes with."""
    return jsonify(key=public_key(house().secrets.vapid))


@push.put("/api/v1/push/subscription")
@even_locked  # a browser renews its address by itself, also in a pocket
@members("adult", "circle")
def subscribe() -> Response:
    """Keep where this person is knocked for on this device. `live` is false for an address that died."""
    here, now = current_sign_in(), house().clock.now()
    told = subscribing.read_told(_json(), house().settings.push_origins)
    mine: dict[str, Any] = {"by": here.viewer, "device": here.device_id, "told": told, "now": now}
    with house().db.reading(here.viewer.household) as session:
        if subscribing.is_kept(session, **mine):
            return jsonify(live=True)
    language = current().language.code
    with house().db.writing(here.viewer.household, by=here.viewer.person, now=now) as session:
        live = subscribing.keep(session, **mine, language=language)
    return jsonify(live=live)


@push.delete("/api/v1/push/subscription")
@members("adult", "circle")
def unsubscribe() -> tuple[str, int]:
    """Knock no more for this person on this device."""
    here = current_sign_in()
    now = house().clock.now()
    with house().db.writing(here.viewer.household, by=here.viewer.person, now=now) as session:
        subscribing.drop(session, by=here.viewer, device=here.device_id)
    return NOTHING


@push.post("/api/v1/push/receipt/<uuid:given>")
@public
def receipt(given: UUID) -> tuple[str, int]:
    """A phone says that it showed a knock, or that somebody opened it."""
    told = _json()
    what = told.get("what") if isinstance(told, dict) else None
    if what not in (SHOWN, OPENED):
        raise Invalid(NO_PUSH)
    opened, now = what == OPENED, house().clock.now()
    with house().db.reading(EVERYWHERE) as session:
        if subscribing.is_known(session, given, opened=opened):
            return NOTHING
    with house().db.writing(EVERYWHERE, by=None, now=now) as session:
        subscribing.receipt(session, given, opened=opened, now=now)
    return NOTHING


def _json() -> Any:  # noqa: ANN401 - whatever came in
    """Return what was sent as JSON, whatever it calls itself; None for what is not."""
    if (request.content_length or 0) > MOST_BYTES:
        raise TooBig(NO_PUSH)
    try:
        return request.get_json(force=True, silent=True)
    except RecursionError:
        return None
