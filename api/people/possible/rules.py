"""Rules of looking for more people. Values in, values out."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from api.core.errors import Invalid
from api.core.text import tidy, whole_number
from api.people.policy import Audience, Item, Verb, Viewer, may
from i18n.marking import N_

LONGEST_NAME: Final = 100
MOST: Final = 60
NO_NAME: Final = N_("Vul een naam in.")
TOO_LONG: Final = N_("Deze naam is te lang. Maak hem korter.")
FULL: Final = N_("Er staan al 60 namen. Haal er eerst een weg.")

# Questions of our own that bring people to mind, after the idea of Family Finding: first who was there
# when it went well, then who is around in an ordinary week, then who was there before.
QUESTIONS: Final = (
    N_("Wie was erbij op een goede dag?"),
    N_("Van wie vieren jullie de verjaardag?"),
    N_("Wie komt er als je in de nacht belt?"),
    N_("Aan wie vertel je goed nieuws?"),
    N_("Wie ziet de kinderen elke week?"),
    N_("Bij wie eten de kinderen weleens mee?"),
    N_("Wie woont er zo dichtbij dat je kunt lopen?"),
    N_("Met wie sport of zing je?"),
    N_("Wie hielp je toen het moeilijk was?"),
    N_("Wie kent de kinderen al sinds ze klein waren?"),
    N_("Wie zag je vroeger veel en nu bijna nooit?"),
    N_("Wie van je familie woont ver weg?"),
)


def possible_item(by: Viewer, at: datetime) -> Item:
    """Return such a name as the policy sees it: its writer's alone."""
    return Item(
        kind="possible_person",
        household=by.household,
        author=by.person,
        shared_at=at,
        audience=Audience.SELF,
        side=by.side,
    )


def may_look(by: Viewer, now: datetime) -> bool:
    """Say whether somebody looks for more people here. While another reads along they do not."""
    return may(by, Verb.SEE, possible_item(by, now)) and may(by, Verb.WRITE, possible_item(by, now))


def check_name(typed: str) -> str:
    """Return the name; raises Invalid."""
    name = " ".join(tidy(typed).split())
    if not name:
        raise Invalid(NO_NAME, field="name")
    if len(name) > LONGEST_NAME:
        raise Invalid(TOO_LONG, field="name")
    return name


def number_of(asked: str) -> int:
    """Return which question somebody is at; the first for what is none."""
    return whole_number(asked, most=len(QUESTIONS) - 1) or 0
