"""Finger or face on a form: `vinger` says "vraag" for what to ask the phone, or carries its answer.

It travels in the form of the code, so that the same page says what came of it.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from flask import Response, request

from api.core.http import house
from api.people import signed_in
from api.people.devices import Opened, ThisDevice
from api.people.passkeys import arriving, coming_in, queries

FIELD: Final = "vinger"
ASK: Final = "vraag"


def is_given() -> bool:
    """Say whether this form is about a finger or a face, not about a code."""
    return FIELD in request.form


def is_asking() -> bool:
    """Say whether the page wants to know what to ask the phone."""
    return request.form[FIELD] == ASK


def answer() -> str:
    """Return what the phone answered."""
    return request.form[FIELD]


def here(person: UUID) -> bool:
    """Say whether this person comes in by finger or face on this device."""
    return queries.has_one(house(), device_token=device(), person=person)


def question_to_newcomer(secret: str, here_: ThisDevice, *, called: str) -> Response:
    """Return what the device of a newcomer at work is asked."""
    asked = arriving.ask_newcomer(house(), secret=secret, device=here_, called=called, now=_now())
    return as_json(asked)


def arrive(secret: str, here_: ThisDevice) -> Opened:
    """Spend a link with the passkey that was made."""
    return arriving.accept_with_key(
        house(), secret=secret, answer=answer(), device=here_, now=_now()
    )


def question(person: UUID) -> Response:
    """Return what the phone is asked; raises NotHere for who has nothing to answer with."""
    asked = coming_in.ask_to_come_in(house(), device_token=device(), person=person, now=_now())
    return as_json(asked)


def sign_in(person: UUID) -> Opened:
    """Come in with the answer."""
    return coming_in.sign_in(
        house(),
        device_token=device(),
        person=person,
        answer=answer(),
        now=_now(),
        held=signed_in.token_of(request),
    )


def prove() -> None:
    """Say once more who one is with the answer."""
    here_ = signed_in.current_sign_in()
    opened = coming_in.prove(
        house(),
        device_token=device(),
        person=here_.viewer.person,
        sign_in=here_.id,
        answer=answer(),
        now=_now(),
    )
    if opened is not None:
        signed_in.go_on_as(opened)


def as_json(options: str) -> Response:
    """Send what the phone is asked to the page's own script."""
    return Response(options, content_type="application/json")


def device() -> str | None:
    """Return the token of this device."""
    return signed_in.device_token_of(request)


def _now() -> datetime:
    return house().clock.now()
