"""Who may see what: the one policy of the house, for pages, JSON, search, counts, print and feed.

Pure: values in, an answer out. `access.toml` says what each role may do with each object; this
module adds what no role can undo: another household, an ended membership, the shield list, sides,
rings, the period of membership and the audience. Everything not allowed here is refused.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from api.people.access import Reach, reach, row
from api.people.quiet.rules import is_fit
from api.people.roles import Audience, Duty, Ring, Role, Side, Verb
from api.people.viewing import Absence, Item, Viewer

__all__ = [
    "Absence",
    "Audience",
    "Duty",
    "Item",
    "Ring",
    "Role",
    "Side",
    "Verb",
    "Viewer",
    "is_away",
    "may",
    "readers",
    "sees_member",
]

# Whom to call, and who reads along, is about now and tells no worry: also for who knows a part, or joined
# yesterday.
FOR_ALL_WHO_ARE_HERE: Final = frozenset({"own_number", "seat"})
# What is about now is also for who was away when it was arranged: what is shared waits for their yes too.
ABOUT_NOW: Final = FOR_ALL_WHO_ARE_HERE | {"safety_link", "sharing"}

# Opened only for who has just said who they are. An open signal is not among these: it must open fast.
BEHIND_THE_CODE: Final = frozenset(
    {"entry_safety_person", "message", "signal_history", "child_score_safety_person"}
)


def may(viewer: Viewer, verb: Verb, item: Item) -> bool:
    """Say whether this viewer may do this with this item. Raises for an object without a table."""
    row(item.row)
    return (
        _belongs(viewer, item)
        and not _is_shielded_from(viewer, item)
        and _stands_on_its_side(viewer, verb, item)
        and not _is_held_back(viewer, item)
        and not _names_whom_it_may_not_name(viewer, item)
        and not (item.row == "seat" and _is_kept_off_its_tablet(viewer, item.side))
        and (not viewer.quiet or is_fit(viewer, verb, item))
        and _is_meant_for(viewer, item)
        and _is_opened(viewer, verb, item)
        and any(_cell_reaches(viewer, role, verb, item) for role in _roles_for(viewer, item))
    )


def readers(item: Item, viewers: Iterable[Viewer]) -> frozenset[UUID]:
    """Return who of these may see the item."""
    return frozenset(each.person for each in viewers if may(each, Verb.SEE, item))


def is_away(viewer: Viewer, moment: datetime) -> bool:
    """Say whether somebody is away at this moment: sent away for some days, or gone for good."""
    return any(
        began <= moment and (until is None or moment < until) for began, until in viewer.absences
    )


def sees_member(viewer: Viewer, member: Viewer) -> bool:
    """Say whether this viewer may know that the member is here at all."""
    return (
        viewer.household == member.household
        and viewer.ended_at is None
        and member.ended_at is None
        and viewer.side.meets(member.side)
        and not _is_held_apart(viewer, member.person)
        and member.person not in viewer.not_told
        and not (member.role is Role.PROFESSIONAL and _is_kept_off_its_tablet(viewer, member.side))
        and viewer.ring != Ring.NONE
        and any(_knows_members(viewer, role) for role in roles_of(viewer))
        and (viewer.only_of is None or member.person in viewer.only_of)
    )


def roles_of(viewer: Viewer) -> frozenset[str]:
    """Return the roles of access.toml that hold for a viewer, all at once."""
    return frozenset(
        role
        for role, holds in (
            ("parent" if viewer.role is Role.ADULT else str(viewer.role), True),
            ("vulnerable_adult", viewer.role is Role.ADULT and bool(viewer.safety_people)),
            ("safety_person", bool(viewer.wards)),
            ("chair", bool(viewer.duties & {Duty.CHAIR, Duty.PLAN_HOLDER})),
        )
        if holds
    )


def _belongs(viewer: Viewer, item: Item) -> bool:
    return (
        viewer.household == item.household and viewer.ended_at is None and viewer.ring != Ring.NONE
    )


def _is_shielded_from(viewer: Viewer, item: Item) -> bool:
    """Everything that a ward made, or that is a ward's own, is not there for whom it may fear."""
    return item.author in viewer.feared_by or item.ward in viewer.feared_by


def _stands_on_its_side(viewer: Viewer, verb: Verb, item: Item) -> bool:
    """Nobody may speak for the other side: a writer's own side must hold the item's side."""
    if verb is Verb.WRITE:
        return viewer.side.holds(item.side)
    return viewer.side.meets(item.side)


def _is_held_back(viewer: Viewer, item: Item) -> bool:
    """While a house stands still its adults read their own, and nobody else what they write now.

    What goes between somebody and their safety person goes on, and so does whom to call.
    """
    if _is_mine(viewer, item) or _watches(viewer, item):
        return False
    if viewer.person in viewer.held:
        return item.row not in FOR_ALL_WHO_ARE_HERE
    return (
        viewer.held_since is not None
        and item.author in viewer.held
        and item.shared_at >= viewer.held_since
    )


def _is_held_apart(viewer: Viewer, other: UUID) -> bool:
    return viewer.person != other and {viewer.person, other} <= viewer.held


def _is_kept_off_its_tablet(viewer: Viewer, side: Side) -> bool:
    """A child's tablet lies in both homes: who reads along with one side is not named there."""
    return viewer.role is Role.CHILD and side is not Side.BOTH


def _names_whom_it_may_not_name(viewer: Viewer, item: Item) -> bool:
    """A note, an answer or thanks is never shown without the name of who wrote it."""
    return item.kind == "entry" and item.author in viewer.not_told


def _is_meant_for(viewer: Viewer, item: Item) -> bool:
    """The audience of the item, and the period in which the viewer was there to hear it."""
    if _missed(viewer, item):
        return False
    match item.audience:
        case Audience.SAFETY_PERSON:
            return viewer.person == item.ward or _watches(viewer, item)
        case Audience.SELF:
            return viewer.person == item.author
        case Audience.CHOSEN:
            return _is_mine(viewer, item) or _is_spoken_to(viewer, item)
        case Audience.CIRCLE:
            return _is_mine(viewer, item) or _hears_the_circle(viewer, item)


def _missed(viewer: Viewer, item: Item) -> bool:
    """What was shared while somebody was away is not for them, by whatever name, until shared anew."""
    if item.row in ABOUT_NOW or viewer.person == item.author:
        return False
    return is_away(viewer, item.shared_at)


def _is_opened(viewer: Viewer, verb: Verb, item: Item) -> bool:
    """Writing shows nothing, so it never waits for a code."""
    private = not BEHIND_THE_CODE.isdisjoint({item.row, f"{item.kind}_{item.audience}"})
    return viewer.proven or verb is Verb.WRITE or not private


def _is_spoken_to(viewer: Viewer, item: Item) -> bool:
    """Nobody is spoken to apart by whom they may fear; what the whole circle hears they do hear."""
    return viewer.person in item.chosen and item.author not in viewer.fears


def _is_mine(viewer: Viewer, item: Item) -> bool:
    return viewer.person in {item.author, item.ward}


def _watches(viewer: Viewer, item: Item) -> bool:
    """A safety person sees what was entrusted since the link began, not what came before."""
    if item.ward is None or item.ward not in viewer.wards:
        return False
    return viewer.wards[item.ward] <= item.shared_at


def _hears_the_circle(viewer: Viewer, item: Item) -> bool:
    """Who knows a part sees only what it is chosen for; who joined late, only what came after."""
    if item.row in FOR_ALL_WHO_ARE_HERE:
        return True
    return viewer.ring == Ring.ALL and viewer.joined_at <= item.shared_at


def _roles_for(viewer: Viewer, item: Item) -> frozenset[str]:
    """A safety person is that for their own wards: for someone else's things they are not."""
    theirs = item.ward is None or item.ward in viewer.wards
    return roles_of(viewer) - (frozenset() if theirs else {"safety_person"})


def _cell_reaches(viewer: Viewer, role: str, verb: Verb, item: Item) -> bool:
    return REACHES[reach(item.row, role, verb)](viewer, item)


def _is_named(viewer: Viewer, item: Item) -> bool:
    return item.audience is Audience.CHOSEN and viewer.person in item.chosen


def _knows_members(viewer: Viewer, role: str) -> bool:
    cell = reach("member", role, Verb.SEE)
    return cell is Reach.ANY or (cell is Reach.CONSENT and "member" in viewer.consents)


def _is_shared(viewer: Viewer, item: Item) -> bool:
    """A professional reads what is shared, of whom it is shared, and of one side nothing of both.

    Who shares alone shares what they made themselves: a book about them is of its makers too.
    """
    whose = frozenset({item.author, item.ward} - {None})
    if item.row not in viewer.consents or viewer.withheld & whose:
        return False
    if viewer.side not in {Side.BOTH, item.side}:
        return False
    return viewer.only_of is None or whose <= viewer.only_of


def _watches_first(viewer: Viewer, item: Item) -> bool:
    if not _watches(viewer, item) or item.ward is None or item.ward in viewer.second_for:
        return False
    return viewer.first_since.get(item.ward, item.shared_at) <= item.shared_at


REACHES: Mapping[Reach, Callable[[Viewer, Item], bool]] = {
    Reach.NOBODY: lambda _viewer, _item: False,
    Reach.ANY: lambda _viewer, _item: True,
    Reach.OWN: lambda viewer, item: viewer.person == item.author,
    Reach.MINE: _is_mine,
    Reach.GOOD: lambda viewer, item: _is_mine(viewer, item) or item.child_good,
    Reach.NAMED: lambda viewer, item: _is_mine(viewer, item) or _is_named(viewer, item),
    Reach.WARD: _watches,
    Reach.FIRST: _watches_first,
    Reach.CONSENT: _is_shared,
}
