"""Asking somebody's own code or pictures once more, on a page of their own."""

from typing import Any

from flask import request

from api.core.http import house
from api.people import proving, rules, signed_in
from api.people.devices import Guest
from pwa import choosing, tries


def asked() -> dict[str, Any]:
    """Return what the page needs to ask: how many pictures, or none for a code."""
    guest = _guest()
    needed = guest.pictures if guest else 0
    return {"needed": needed, "tiles": choosing.shuffled(), "taps": _taps(), "until": needed}


def is_complete() -> bool:
    """Say whether a code or all pictures were given; without script pictures come one by one."""
    guest = _guest()
    return guest is None or not guest.pictures or len(_taps()) >= guest.pictures


def prove() -> None:
    """Raise Invalid when it was wrong, Gone when tries ran out, TooMany when they come too fast, and
    NotHere on a device without a place.
    """
    here = signed_in.current_sign_in()
    person = here.viewer.person
    with tries.counted(tries.place(person)):
        opened = proving.prove(
            house(),
            device_token=signed_in.device_token_of(request),
            person=person,
            sign_in=here.id,
            chosen=_taps() or [choosing.asked("code")],
            now=house().clock.now(),
        )
    if opened is not None:
        signed_in.go_on_as(opened)


def _guest() -> Guest | None:
    return proving.guest_here(
        house(),
        device_token=signed_in.device_token_of(request),
        person=signed_in.current_viewer().person,
    )


def _taps() -> list[str]:
    return choosing.taps()[: rules.PICTURES_OF_AN_OLDER_CHILD]
