"""``/instellingen/gekeken``: who looked at what is one's own, and at what is a ward's.

Only for who has just given the own code or pictures: a day on this page tells that there was
something to look at. The policy decides about every line; here they get their words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from flask import Blueprint, render_template
from markupsafe import Markup

from api.core.http import house, members, proven
from api.people import signed_in
from api.people.looking.queries import Looked, looks
from api.people.policy import Role, Viewer
from api.people.professionals.looked import ReadOn, read_days
from api.people.queries import Member
from i18n.dates import here
from i18n.translator import _, current, pgettext
from pwa.pages.staying import PEOPLE
from pwa.reading_along import KINDS, TASKS
from pwa.who_reads import BARE_NAME

pages = Blueprint("looking", __name__)
SHOWN: Final = timedelta(weeks=12)
A_WEEK: Final = 7


@dataclass(frozen=True)
class Line:
    """One day of one person, in words; ``what`` says what kinds of things were looked at."""

    who: Member
    said: Markup
    what: Sequence[str]


@pages.get("/instellingen/gekeken")
@proven
@members(*PEOPLE)
def who_looked() -> str:
    """Show who looked in the last weeks."""
    viewer, today = signed_in.current_viewer(), here(house().clock.now())
    with house().db.reading(viewer.household) as session:
        found = looks(session, viewer, since=today - SHOWN)
        grown_up = viewer.role in {Role.ADULT, Role.CIRCLE}
        read = read_days(session, viewer, today - SHOWN) if grown_up else []
    mine = [each for each in found if each.whose.id == viewer.person]
    others = {each.whose.id: each.whose for each in found if each not in mine}
    return render_template(
        "looking/looking.html",
        mine=_lines(viewer, mine, today),
        along=_along(read),
        others=[
            (whose, _lines(viewer, [each for each in found if each.whose == whose], today))
            for whose in sorted(others.values(), key=lambda each: each.name)
        ],
    )


def _lines(viewer: Viewer, found: Sequence[Looked], today: date) -> Sequence[Line]:
    say = _childs if viewer.role is Role.CHILD else _grown_ups
    kinds = _kinds()
    return [
        Line(each.who, say(viewer, each, today), [kinds[one] for one in kinds if one in each.what])
        for each in found
    ]


def _along(read: Sequence[ReadOn]) -> Sequence[Line]:
    """Say who read along for their work on which day, and what kinds of things as far as one may know."""
    calendar = current().calendar
    return [
        Line(
            each.who,
            Markup(  # noqa: S704
                _(
                    "%(name)s las mee op %(day)s.",
                    name=BARE_NAME.format(each.who.called),
                    day=calendar.day(each.day),
                )
            ),
            [_(TASKS[each.works_as]), *(_(KINDS[one]) for one in KINDS if one in each.what)],
        )
        for each in read
    ]


def _grown_ups(viewer: Viewer, looked: Looked, _today: date) -> Markup:
    day = current().calendar.day(looked.day)
    if looked.who.id == viewer.person:
        return Markup(_("Je keek op %(day)s.", day=day))  # noqa: S704
    return Markup(_("%(name)s keek op %(day)s.", name=_name(looked), day=day))  # noqa: S704


def _childs(_viewer: Viewer, looked: Looked, today: date) -> Markup:
    """A day of this week is its name alone: a child knows no dates."""
    name = _name(looked)
    near = {
        today: pgettext("kind", "%(name)s keek vandaag.", name=name),
        today - timedelta(days=1): pgettext("kind", "%(name)s keek gisteren.", name=name),
    }
    calendar = current().calendar
    close = today - looked.day < timedelta(days=A_WEEK)
    day = calendar.days[looked.day.weekday()] if close else calendar.day(looked.day)
    said = near.get(looked.day) or pgettext("kind", "%(name)s keek op %(day)s.", name=name, day=day)
    return Markup(said)  # noqa: S704


def _kinds() -> Mapping[str, str]:
    """Return the words for the kinds of things, in the order in which they stand there."""
    return {
        "entry_safety_person": _("Berichten"),
        "child_score": _("Cijfers"),
        "device": _("Toestellen"),
        "entry_circle": _("Logboek"),
        "entry_chosen": _("Logboek voor gekozen mensen"),
    }


def _name(looked: Looked) -> Markup:
    return BARE_NAME.format(looked.who.called)
