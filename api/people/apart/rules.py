"""Who goes to which side, and what goes along. Values in, values out: no database, no clock.

Two promises decide. Nobody loses their own words: what somebody wrote goes where they go. And two
adults on different sides never learn that the other has an account: nothing of the one, nor about
the one, stays with the other. Source: design.md, section 3; domain.md, section 9.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final
from uuid import UUID

from api.core.errors import Invalid
from api.people.policy import Item, Ring, Role, Side, Verb, Viewer, may
from i18n.marking import N_

TWO_SIDES: Final = 2
EACH_ADULT: Final = N_("Kies voor iedereen een kant.")
NOT_ALL_ON_ONE: Final = N_("Nu staan alle volwassenen aan 1 kant. Kies ook de andere kant.")
KEEPS_IT: Final = N_("Wie dit doet, blijft bij beide kanten.")
SAFE_WITH_WARD: Final = N_("Een veilige persoon blijft bij die volwassene, of bij beide kanten.")


def may_put_apart(viewer: Viewer) -> bool:
    """Say whether somebody may put the house apart: its chair or plan holder, from outside the house."""
    item = Item(
        kind="apart",
        household=viewer.household,
        author=viewer.person,
        shared_at=viewer.joined_at,
    )
    outside = viewer.role is Role.CIRCLE and viewer.ring is Ring.ALL
    return outside and may(viewer, Verb.WRITE, item)


def side_after(writer: Side, named: Iterable[Side]) -> Side:
    """Return on which side something stands once the house is apart.

    What somebody with a side wrote goes with them, whoever it names. What a child wrote, or somebody
    of both sides, stays with both, unless it names adults of one side alone: then it is that side's.
    """
    if writer is not Side.BOTH:
        return writer
    sides = set(named) - {Side.BOTH}
    return sides.pop() if len(sides) == 1 else Side.BOTH


def names_in(text: str, people: Mapping[UUID, Collection[str]]) -> frozenset[UUID]:
    """Return who is named in what somebody typed: by name, or by what a child calls them."""
    words = _words(text)
    return frozenset(
        person
        for person, names in people.items()
        if any(_holds(words, _words(name)) for name in names)
    )


def check_sorted(
    people: Collection[Viewer], sides: Mapping[UUID, Side], *, by: UUID
) -> Mapping[UUID, Side]:
    """Return the side of everybody; raises Invalid when somebody cannot stand where they were put.

    Children stay with both and are not asked about; who helps from work does too.
    """
    sorted_: dict[UUID, Side] = {each.person: Side.BOTH for each in people}
    for each in people:
        if each.role in {Role.ADULT, Role.CIRCLE} and each.person != by:
            sorted_[each.person] = _side_of(each, sides)
    if sides.get(by, Side.BOTH) is not Side.BOTH:
        raise Invalid(KEEPS_IT, field=str(by))
    adults = [each for each in people if each.role is Role.ADULT]
    if len(adults) >= TWO_SIDES > len({sorted_[each.person] for each in adults}):
        raise Invalid(NOT_ALL_ON_ONE, field=str(adults[-1].person))
    for each in adults:
        for keeper in each.safety_people:
            if not sorted_.get(keeper, Side.BOTH).holds(sorted_[each.person]):
                raise Invalid(SAFE_WITH_WARD, field=str(keeper))
    return sorted_


def _side_of(someone: Viewer, sides: Mapping[UUID, Side]) -> Side:
    chosen = sides.get(someone.person)
    if chosen is None or (someone.role is Role.ADULT and chosen is Side.BOTH):
        raise Invalid(EACH_ADULT, field=str(someone.person))
    return chosen


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _holds(words: list[str], name: list[str]) -> bool:
    """A name of two words is there when its words stand one after the other."""
    size = len(name)
    return bool(name) and any(
        words[place : place + size] == name for place in range(len(words) - size + 1)
    )
