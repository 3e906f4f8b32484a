"""The notices that wait for somebody, as lines to show: what each says, and where to look."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from markupsafe import Markup

from api.people.notices.queries import Told
from api.people.policy import Role, Viewer
from pwa.notices_said import SENTENCES


@dataclass(frozen=True)
class Line:
    """A notice to show; whether its reader may say that it was somebody else, and where to look.

    `light`: good to know and no more, of a week or a book. `by_the_day`: at what time somebody's phone fell silent is nobody's business.
    """

    id: UUID
    text: Markup
    told: Told
    not_me: bool = False
    look: str = ""
    by_the_day: bool = False
    light: bool = False


def lines(waiting: Iterable[Told], reader: Viewer) -> Sequence[Line]:
    """Return notices as sentences for this reader."""
    child = reader.role is Role.CHILD
    return [
        Line(
            each.id,
            _said(each, child=child, own=each.about.id == reader.person),
            each,
            not_me=each.kind in MAY_BE_ANOTHER and each.about.id == reader.person,
            look=_where_to_look(each, reader),
            by_the_day=each.kind in TOLD_BY_THE_DAY,
            light=each.kind in LIGHT,
        )
        for each in waiting
    ]


def _where_to_look(told: Told, reader: Viewer) -> str:
    """The safety person of a child looks where that child is inside; who makes a book, in that book."""
    if told.kind in {"book_moved", "book_asked"}:
        return f"/boek/{told.values['book']}"
    if told.kind in ELSEWHERE:
        return ELSEWHERE[told.kind].format(**told.values)
    if told.kind in OF_A_MEETING:
        return f"/samen/{told.values['meeting']}"
    is_ward = told.about.role is Role.CHILD and told.about.id in reader.wards
    return f"/mensen/{told.about.id}/toestellen" if is_ward and told.kind in ABOUT_DEVICES else ""


def _said(told: Told, *, child: bool, own: bool) -> Markup:
    name = Markup('<bdi translate="no">{}</bdi>').format(told.about.called or told.about.name)
    return Markup(SENTENCES[told.kind](told, name, child, own))  # noqa: S704


MAY_BE_ANOTHER: Final = frozenset({"new_device", "passkey_on"})
TOLD_BY_THE_DAY: Final = frozenset({"out_of_reach"})
LIGHT: Final = frozenset(
    {"week_yes", "week_no", "book_asked", "book_again", "book_moved", "path_check", "meeting_soon"}
)
OF_A_MEETING: Final = frozenset(
    {"meeting_asked", "meeting_day", "meeting_moved", "meeting_soon", "meeting_off"}
)
ELSEWHERE: Final = {
    "path_check": "/pad/weer",
    "book_again": "/boek/{book}/eens",
    "met_without": "/samen/{meeting}/verslag",
    "sharing_asked": "/instellingen/meelezen/{seat}/antwoord",
    "sharing_ends": "/instellingen/meelezen",
    "sharing_over": "/instellingen/meelezen",
}
ABOUT_DEVICES: Final = frozenset({"new_device", "not_me"})
