"""What the forms of a meeting share: the days that were filled in, and where a refusal stands."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from flask import request

from api.core.errors import Invalid
from api.logbook.fields import Fields
from api.meetings import rules
from i18n.dates import AMSTERDAM

ROWS: Final = (1, 2, 3)


def days_in(read: Fields) -> list[tuple[datetime | None, int]]:
    """Return the days that were filled in; one that is half filled in is refused by the rules."""
    lasts = minutes_in(read)
    found: list[tuple[datetime | None, int]] = []
    for row in ROWS:
        on, at = read.day(f"day-{row}"), read.time(f"time-{row}")
        if on or at:
            moment = datetime.combine(on, at, AMSTERDAM) if on and at else None
            found.append((moment, lasts))
    if not found:
        raise Invalid(rules.NO_DAY, field="day-1")
    return found


def minutes_in(read: Fields) -> int:
    """Return how long a meeting lasts: as most do when nothing was chosen; raises Invalid."""
    found = read.number("minutes", most=rules.MOST_MINUTES, no=rules.HOW_LONG)
    return rules.MINUTES[1] if found is None else found


def beside(errors: Mapping[str, str]) -> dict[str, str]:
    """A day that cannot be is said at the first of the days."""
    return {"day-1" if name == "day" else name: text for name, text in errors.items()}


def read_form() -> Fields:
    """Return the form that was sent."""
    return Fields(request.form.to_dict(flat=False))
