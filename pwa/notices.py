"""What each notice says, as one sentence for its reader. The rooms know kinds and values, no words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from markupsafe import Markup

from api.people.notices.queries import Told
from api.people.policy import Role, Viewer
from i18n.translator import _, pgettext


@dataclass(frozen=True)
class Line:
    """A notice to show, and where it leads."""

    id: UUID
    text: Markup
    told: Told


def lines(waiting: Iterable[Told], reader: Viewer) -> Sequence[Line]:
    """Return notices as sentences for this reader."""
    child = reader.role is Role.CHILD
    return [
        Line(each.id, _said(each, child=child, own=each.about.id == reader.person), each)
        for each in waiting
    ]


def _said(told: Told, *, child: bool, own: bool) -> Markup:
    name = Markup('<bdi translate="no">{}</bdi>').format(told.about.called or told.about.name)
    return Markup(SENTENCES[told.kind](told, name, child, own))  # noqa: S704


def _new_device(told: Told, name: Markup, child: bool, own: bool) -> str:  # noqa: FBT001
    device = told.values["device"]
    if own and child:
        return pgettext("kind", "Je bent nu ook op een ander toestel.")
    if own:
        return {
            "phone": _("Je bent nu ook binnen op een andere telefoon."),
            "tablet": _("Je bent nu ook binnen op een tablet."),
            "computer": _("Je bent nu ook binnen op een computer."),
        }[device]
    return {
        "phone": _("%(name)s is nu ook binnen op een andere telefoon.", name=name),
        "tablet": _("%(name)s is nu ook binnen op een tablet.", name=name),
        "computer": _("%(name)s is nu ook binnen op een computer.", name=name),
    }[device]


SENTENCES: Final[Mapping[str, Callable[[Told, Markup, bool, bool], str]]] = {
    "new_device": _new_device,
}
