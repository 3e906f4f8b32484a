"""What somebody chose or gave on a form: a code typed, pictures tapped."""

from secrets import SystemRandom
from uuid import UUID, uuid4

from flask import request

from api.core.errors import Invalid
from api.people import rules
from api.people.devices import Guest
from i18n.marking import N_

NOT_THE_SAME = N_("De 2 codes zijn niet gelijk. Typ ze nog een keer.")
OTHER_PICTURES = N_("Dat was niet hetzelfde. Begin nog een keer.")


def chosen_twice(guest: Guest) -> list[str] | None:
    """Return what was chosen, given twice and twice the same; None while pictures are still to come.

    Who keeps the code or pictures they have gives them once.
    """
    if guest.keeps:
        own = taps()[: guest.pictures] if guest.pictures else [asked("code")]
        return own if len(own) >= guest.pictures else None
    if not guest.pictures:
        code, again = asked("code"), asked("again")
        rules.check_pin(code)
        if code != again:
            raise Invalid(NOT_THE_SAME, field="again")
        return [code]
    given = taps()
    once, twice = given[: guest.pictures], given[guest.pictures :]
    if len(once) == guest.pictures:
        rules.check_pictures(once, guest.pictures)
    if len(twice) < guest.pictures:
        return None
    if once != twice:
        raise Invalid(OTHER_PICTURES, field="picture")
    return once


def taps() -> list[str]:
    if request.form.get("opnieuw"):
        return []
    return request.form.getlist("picture")[: 2 * rules.PICTURES_OF_AN_OLDER_CHILD]


def asked(field: str) -> str:
    return request.form.get(field, "").strip()


def given_id() -> UUID:
    """Return the id on the form; a form without a good one counts as something new."""
    try:
        return UUID(asked("id"))
    except ValueError:
        return uuid4()


def shuffled() -> list[str]:
    """Return the pictures in another order each time."""
    tiles = list(rules.PICTURES)
    SystemRandom().shuffle(tiles)
    return tiles
