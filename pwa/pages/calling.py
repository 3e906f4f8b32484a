"""``/bellen``: whom to call, and when. Open to everybody, and kept for when there is no net.

Who is signed in also sees the numbers that the household added. Who is not gets the same page on
whosever phone it is: that is the one the offline worker keeps.
"""

from contextlib import suppress
from dataclasses import dataclass

from flask import Blueprint, render_template

from api.core.errors import Refusal
from api.core.http import house, public
from api.core.vault import Tampered
from api.people import signed_in
from api.people.numbers import Number, may_keep_numbers, numbers
from api.people.policy import Viewer
from i18n.translator import _

pages = Blueprint("calling", __name__)


@dataclass(frozen=True)
class Line:
    """A telephone line: when to call it, what it is, how it is written and how it is dialled."""

    when: str
    what: str
    name: str
    number: str

    @property
    def dial(self) -> str:
        return self.number.replace(" ", "")


def lines() -> tuple[Line, ...]:
    """Danger first; then the lines where somebody listens."""
    return (
        Line(_("Is er nu gevaar?"), _("Bel meteen. Het kan dag en nacht."), _("Bel"), "112"),
        Line(
            _("Wil je praten over ruzie of geweld thuis?"),
            _("Het is gratis. Het kan dag en nacht."),
            "Veilig Thuis",
            "0800 2000",
        ),
        Line(
            _("Ben je een kind en wil je praten?"),
            _("Het is gratis. Het kan elke dag van 11:00 tot 21:00."),
            "Kindertelefoon",
            "0800 0432",
        ),
        Line(
            _("Wil je niet meer leven?"),
            _("Praat erover. Het is gratis en kan dag en nacht. Je mag ook 113 bellen."),
            "113",
            "0800 0113",
        ),
        Line(
            _("Heb je de politie nodig, maar niet meteen?"),
            _("Het kan dag en nacht."),
            _("Politie"),
            "0900 8844",
        ),
    )


@pages.get("/bellen")
@public
def calling() -> str:
    """Show the numbers: danger first, then the household's own."""
    viewer = signed_in.viewer_if_known()
    danger, *others = lines()
    return render_template(
        "calling/calling.html",
        danger=danger,
        numbers=_own(viewer) if viewer else (),
        may_keep=viewer is not None and may_keep_numbers(viewer),
        lines=others,
    )


def _own(viewer: Viewer) -> list[Number]:
    with suppress(Refusal, Tampered), house().db.reading(viewer.household) as session:
        return numbers(session, viewer)
    return []  # the database or its key is away; the numbers that everybody has are still there
