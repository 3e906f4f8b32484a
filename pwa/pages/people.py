"""``/mensen``: who belongs to us. Every name comes from the policy's own list; nothing is added here.

The circles are drawn from the same rows as the list below them, so the drawing cannot know more.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from flask import Blueprint, render_template
from markupsafe import Markup

from api.core.http import house, members
from api.logbook.taking_part import took_part
from api.people import queries, signed_in
from api.people.apart.rules import may_put_apart
from api.people.homes import abilities, contacts, living, rings
from api.people.homes.living import HomeView
from api.people.homes.rules import Can
from api.people.policy import Ring, Role, Viewer
from api.people.possible.rules import may_look
from api.people.queries import Member
from api.push.reach import queries as reach
from i18n.dates import here
from i18n.translator import _, current, pgettext
from pwa import people_said
from pwa.circles import Dot, place

pages = Blueprint("people", __name__)
OLDEST, MIDDLE, YOUNGEST = 1, 2, 3
LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Drawing:
    """The circles as dots, and in one sentence what they show."""

    title: str
    dots: Sequence[Dot]


@pages.get("/mensen")
@members("child", "adult", "circle")
def people() -> str:
    """Show the people of this household, oldest first; a child sees faces and names only."""
    viewer = signed_in.current_viewer()
    return _childs(viewer) if viewer.role is Role.CHILD else _grown_ups(viewer)


def _childs(viewer: Viewer) -> str:
    """Faces and names: who is there for the child, who lives where, and everybody else."""
    today = here(house().clock.now())
    with house().db.reading(viewer.household) as session:
        known = queries.members(session, viewer)
        mine = contacts.meetings(session, viewer, viewer.person)
        homes = living.homes(session, viewer)
    return render_template(
        "people/people.html",
        generations=generations(known),
        mine=[(each.person, people_said.met_you(each, today)) for each in mine],
        homes=homes,
    )


def _grown_ups(viewer: Viewer) -> str:
    now = house().clock.now()
    since = here(now) - LATELY
    with house().db.reading(viewer.household) as session:
        known = queries.members(session, viewer)
        active = took_part(session, viewer, since) | contacts.told_lately(session, viewer, since)
        can = abilities.abilities(session, viewer)
        homes, asked = living.homes(session, viewer), rings.asked(session, viewer)
        helpers = reach.helpers(session, viewer, now)
    words = people_said.abilities()
    return render_template(
        "people/people.html",
        generations=generations(known),
        tasks=tasks(known),
        can={person: [words[each] for each in able] for person, able in can.items()},
        able=who_can(known, can),
        homes=homes,
        lives=living_in(homes),
        finds=may_look(viewer, now),
        tells=abilities.may_tell(viewer),
        may_keep=living.may_keep_homes(viewer),
        asked=[(each, people_said.asks(each)) for each in asked],
        part=people_said.taking_part(
            [each for each in known if each.role is Role.CIRCLE and each.id in active]
        ),
        circles=in_rings(known),
        drawing=draw(known),
        reach=[people_said.reach(each) for each in helpers],
        may_put_apart=may_put_apart(viewer),
    )


def generations(known: Iterable[Member]) -> Sequence[tuple[str, Sequence[Member]]]:
    """Put everybody with their own generation, the oldest first."""
    every = list(known)
    titles = {
        OLDEST: pgettext("kind", "Opa’s en oma’s"),
        MIDDLE: pgettext("kind", "Grote mensen"),
        YOUNGEST: pgettext("kind", "Kinderen"),
    }
    return [
        (title, [member for member in every if member.generation == number])
        for number, title in titles.items()
    ]


def who_can(
    known: Sequence[Member], can: Mapping[UUID, Collection[Can]]
) -> Sequence[tuple[str, Sequence[Member]]]:
    """Put people with what they can do, so that a need finds its people; nobody missing is named."""
    every = (
        (label, [each for each in known if kind in can.get(each.id, ())])
        for kind, label in people_said.abilities().items()
    )
    return [(label, able) for label, able in every if able]


def living_in(homes: Iterable[HomeView]) -> Mapping[UUID, Sequence[str]]:
    """Return the homes in which somebody lives, by person."""
    found: dict[UUID, list[str]] = {}
    for home in homes:
        for each in home.people:
            found.setdefault(each.id, []).append(home.name)
    return found


def tasks(known: Sequence[Member]) -> Mapping[UUID, Sequence[str]]:
    """Say in words what somebody does, as far as this viewer may know it."""
    by_id = {member.id: member for member in known}
    return {member.id: tuple(_tasks_of(member, by_id)) for member in known}


def _tasks_of(member: Member, by_id: Mapping[UUID, Member]) -> Iterable[str]:
    if member.is_chair:
        yield _("Leidt het samen praten")
    if member.role is Role.PROFESSIONAL:
        yield _("Helpt jullie vanuit het werk")
    for ward in member.safety_of:
        if ward in by_id:
            name = Markup("<bdi>{}</bdi>").format(by_id[ward].name)
            yield Markup(_("De veilige persoon van %(name)s")) % {"name": name}  # noqa: S704


def in_rings(known: Iterable[Member]) -> Sequence[tuple[str, Sequence[Member]]]:
    """Put the grown-ups in their ring. The children are the middle, so they have none."""
    around = [member for member in known if _stands_around(member)]
    return [
        (label, [member for member in around if member.ring is ring])
        for ring, label in people_said.rings().items()
    ]


def draw(known: Sequence[Member]) -> Drawing:
    """Draw the same rings as dots with a letter."""
    mirrored = current().language.direction == "rtl"
    dots: list[Dot] = []
    counts: dict[str, int] = {}
    for ring in Ring:
        inside = [member for member in known if _stands_around(member) and member.ring is ring]
        letters = [member.name[:1] for member in inside]
        dots += place(letters, ring.value, mirrored=mirrored)
        counts[ring.value] = len(inside)
    title = _("Alles: %(all)s. Een deel: %(part)s. Nog niets: %(none)s.", **counts)
    return Drawing(title, dots)


def _stands_around(member: Member) -> bool:
    return member.role in {Role.ADULT, Role.CIRCLE}
