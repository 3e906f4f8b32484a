"""What a browser tells of the device that it is on."""

from flask import request

from api.core.errors import Invalid
from api.core.http import house
from api.people import entering, signed_in
from api.people.devices import Guest, ThisDevice
from api.people.invitations import ways
from i18n.marking import N_
from pwa.choosing import asked

KEEPS_NOTHING = N_("Deze telefoon onthoudt nu niets. Neem een andere telefoon. Je link werkt nog.")


def check_it_keeps() -> None:
    """Raise Invalid for a browser that did not keep the token which the page before gave it."""
    if "kent" in request.form and not signed_in.device_token_of(request):
        raise Invalid(KEEPS_NOTHING)


def this_device() -> ThisDevice:
    """Return what this browser tells of itself."""
    return ThisDevice(
        token=signed_in.device_token_of(request),
        kind=_kind_of_device(request.headers.get("User-Agent", "")),
        own=asked("eigen") == "ja",
    )


def spent_here() -> Guest | None:
    """Return whose link this was, when it let them in on this very device."""
    device = signed_in.device_token_of(request)
    person = ways.spent_here(house(), secret=asked("link"), device_token=device)
    here = entering.people_on(house(), device_token=device)
    return next((each for each in here if each.person == person), None)


def _kind_of_device(agent: str) -> str:
    """One of three words, so that nobody can give a device a name that misleads."""
    if "iPad" in agent or ("Android" in agent and "Mobile" not in agent):
        return "tablet"
    return "phone" if "Mobi" in agent or "iPhone" in agent else "computer"
