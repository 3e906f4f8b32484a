"""How a way in looks on a page: a link, a QR or a code to say. It is drawn once and kept nowhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import segno
from markupsafe import Markup

from api.core.http import house
from api.people.invitations.rules import Form, groups
from api.people.invitations.ways import Fresh


@dataclass(frozen=True)
class Way:
    """A way in to show."""

    form: Form
    link: str
    code: Sequence[str]
    until: datetime

    @property
    def qr(self) -> Markup:
        """Return the link as a drawing: black on white, also in the dark, or no camera reads it."""
        drawn = segno.make(self.link, error="m", micro=False)
        svg = drawn.svg_inline(omitsize=True, light="#fff", svgclass="qr", lineclass=None)
        return Markup(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S704


def shown(fresh: Iterable[Fresh]) -> list[Way]:
    """Return ways in as a page shows them."""
    door = f"{house().settings.base_url}/kom"
    return [
        Way(each.form, f"{door}#{each.secret}", groups(each.secret), each.until) for each in fresh
    ]


def door_address() -> str:
    """Return where a code that was said is typed."""
    return f"{house().settings.base_url.split('://', 1)[-1]}/kom"
