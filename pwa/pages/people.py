"""``/mensen``: who belongs to us. Every name comes from the policy's own list; nothing is added here.

The circles are drawn from the same rows as the list below them, so the drawing cannot know more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, render_template
from markupsafe import Markup

from api.core.http import house, members
from api.people import queries, signed_in
from api.people.policy import Ring, Role
from api.people.queries import Member
from i18n.translator import _, current, pgettext
from pwa.circles import Dot, place

pages = Blueprint("people", __name__)
OLDEST, MIDDLE, YOUNGEST = 1, 2, 3


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
    with house().db.reading(viewer.household) as session:
        known = queries.members(session, viewer)
    grown_up = viewer.role is not Role.CHILD
    circles = rings(known) if grown_up else ()
    return render_template(
        "people/people.html",
        generations=generations(known),
        tasks=tasks(known) if grown_up else {member.id: () for member in known},
        circles=circles,
        drawing=draw(known),
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


def rings(known: Iterable[Member]) -> Sequence[tuple[str, Sequence[Member]]]:
    """Put the grown-ups in their ring. The children are the middle, so they have none."""
    around = [member for member in known if _stands_around(member)]
    labels = {
        Ring.ALL: _("Weet alles"),
        Ring.PART: _("Weet een deel"),
        Ring.NONE: _("Weet nog niets"),
    }
    return [
        (label, [member for member in around if member.ring is ring])
        for ring, label in labels.items()
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
