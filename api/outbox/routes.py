"""``/api/v1/outbox/<id>`` takes sealed records in, ``/api/v1/key`` says with what to seal them.

``/api/v1/room/<id>`` takes moves in: there the device is enough, and nothing comes back. Elsewhere only
the person who is signed in can send, and only what was sealed for that person opens. Every refusal is
``problem+json`` with a sentence; what is refused stays on the phone.
"""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Final
from uuid import UUID

from flask import Blueprint, Response, jsonify, request

from api.core.errors import TooBig
from api.core.http import even_locked, house, members, public
from api.core.pace import on_the_beat
from api.outbox.moves import MOST_BYTES as MOST_OF_A_MOVE
from api.outbox.moves import receive_move, rooms_of
from api.outbox.receiving import receive
from api.outbox.record import read_moment
from api.people.signed_in import current_viewer, device_token_of, whose
from i18n.marking import N_

outbox = Blueprint("outbox", __name__)

MOST_BYTES: Final = 12 * 1024 * 1024
TOO_BIG = N_("Dit is te groot. Kies een kleinere foto of een korter geluid.")


@outbox.get("/api/v1/key")
@public
def key() -> Response:
    """Give the public key that phones seal to."""
    name, point = house().secrets.public_key()
    return jsonify(kid=name, key=base64.urlsafe_b64encode(point).rstrip(b"=").decode())


@outbox.put("/api/v1/outbox/<uuid:given>")
@even_locked  # what was on its way goes on: writing shows nothing
@members("child", "adult", "circle")
def put(given: UUID) -> tuple[Response, int]:
    """Take one record in: 201 the first time, 200 each time after."""
    viewer = current_viewer()
    received = receive(house(), viewer, given, _body(), phone=_phone_time())
    answer = jsonify(id=str(given), at=received.at)
    answer.headers["Location"] = received.at
    return answer, 201 if received.fresh else 200


@outbox.put("/api/v1/room/<uuid:given>")
@public
def put_move(given: UUID) -> Response:
    """Take a move in, for a room of this device: the same answer on the same beat for each."""
    sealed = _body(MOST_OF_A_MOVE)
    here = rooms_of(house(), me=whose(request), device_token=device_token_of(request))
    with on_the_beat():
        receive_move(house(), given, sealed, here=here, phone=_phone_time())
        return jsonify(id=str(given))


def _body(most: int = MOST_BYTES) -> bytes:
    if (request.content_length or 0) > most:
        raise TooBig(TOO_BIG)
    body = request.get_data(cache=False)
    if len(body) > most:
        raise TooBig(TOO_BIG)
    return body


def _phone_time() -> datetime | None:
    """Return what the phone's clock said while sending, None when it said nothing sensible."""
    try:
        return read_moment(request.headers.get("Huisboek-Phone-Time", ""))
    except ValueError:
        return None
