"""Rules of erasing one person. Values in, values out: no database, no Flask, no clock."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from api.core.errors import Invalid
from api.people.consenting.rules import Decides, decides
from api.people.policy import Audience, Duty, Item, Ring, Role, Verb, Viewer, is_away, may
from i18n.marking import N_

# Three days to take it back: somebody else may have had the phone in hand, or a heavy evening ends.
WAITS: Final = timedelta(days=3)
ERASES_ITSELF: Final = frozenset({Role.ADULT, Role.CIRCLE})
OTHER_NAME: Final = N_("Dit is een andere naam. Typ je eigen naam.")
THEMSELVES: Final = N_("Wie hier meedoet, vraagt dit zelf. Het staat bij Meer, Niet meer meedoen.")
THESE_TWO: Final = N_(
    "Voor een kind vragen 2 mensen dit. De 1 is een veilige persoon van het kind."
    " De ander leidt het samen praten of bewaart het plan."
)
CHILD_FIRST: Final = N_(
    "Vanaf 12 jaar kiest een kind dit zelf. Zei het ja tegen deze 2 mensen, zonder anderen erbij?"
)
HELD: Final = N_(
    "Dit kan nu niet. Er leest iemand mee voor het werk. Of er staat nog een signaal open."
)


def may_ask(by: Viewer, now: datetime) -> bool:
    """Say whether somebody may ask by themselves that they are erased.

    Who reads along sees the page that it always is; that nothing is erased then is another matter.
    """
    item = Item(
        kind="erase_self",
        household=by.household,
        author=by.person,
        shared_at=now,
        audience=Audience.SELF,
    )
    return by.role in ERASES_ITSELF and may(replace(by, quiet=False), Verb.WRITE, item)


def check_name(typed: str, name: str) -> None:
    """Raise Invalid unless this is one's own name: a hurried tap erases nobody."""
    if " ".join(typed.split()).casefold() != " ".join(name.split()).casefold():
        raise Invalid(OTHER_NAME, field="name")


def check_child(born_year: int | None, now: datetime, *, says: bool) -> None:
    """Raise Invalid unless a child that is old enough said yes itself. Of an unknown age it is asked too."""
    if decides(born_year, now) is not Decides.PARENTS and not says:
        raise Invalid(CHILD_FIRST)


def check_two(child: Viewer, two: Collection[Viewer], now: datetime) -> None:
    """Raise Invalid unless these two may ask it for a child.

    One of them is its safety person, the other leads the meetings or keeps the plan. The child fears
    neither of them, and both know all worries and are not away.
    """
    people = {each.person: each for each in two if _is_trusted(each, child, now)}
    safe = {person for person in people if person in child.safety_people}
    leads = {
        person for person, each in people.items() if each.duties & {Duty.CHAIR, Duty.PLAN_HOLDER}
    }
    if not any(one != other for one in safe for other in leads):
        raise Invalid(THESE_TWO)


def _is_trusted(each: Viewer, child: Viewer, now: datetime) -> bool:
    return (
        each.role in ERASES_ITSELF
        and each.ring is Ring.ALL
        and each.ended_at is None
        and not each.quiet
        and not is_away(each, now)
        and child.person not in each.feared_by
    )
