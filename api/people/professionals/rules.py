"""Rules of accounts and seats. Values in, values out."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from api.core.errors import Invalid
from api.people.roles import Side
from i18n.marking import N_

LINK_LASTS: Final = timedelta(hours=72)
KEY_LASTS: Final = timedelta(days=90)
NO_TASK: Final = N_("Kies wat voor werk deze persoon hier doet.")
NO_SIDE: Final = N_("Kies van welke kant deze persoon leest.")


class WorksAs(StrEnum):
    """The task for which somebody reads in a house (domain.md section 3)."""

    DIRECTOR = "casusregisseur"
    SAFETY_PLANNER = "veiligheidsplanner"
    THERAPIST = "behandelaar"
    SAFE_AT_HOME = "veilig_thuis"


def check_task(typed: str) -> WorksAs:
    """Return the task, or raise Invalid."""
    try:
        return WorksAs(typed)
    except ValueError:
        raise Invalid(NO_TASK, field="works_as") from None


def check_seat_side(mode: str, side: Side) -> None:
    """Raise Invalid unless a seat is of one side in a house apart, and of no side in one together."""
    if (mode == "apart") == (side is Side.BOTH):
        raise Invalid(NO_SIDE, field="side")


def can_be_taken(*, taken: bool, ended: bool, expires_at: datetime, now: datetime) -> bool:
    """Say whether a link to a seat still works."""
    return not taken and not ended and now < expires_at
