"""What is said of a week that somebody helps with, and of a book that the plan changed."""

from datetime import date

from markupsafe import Markup

from api.people.notices.queries import Told
from i18n.translator import _, day


def week_yes(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _("%(name)s gaat mee op %(day)s.", name=name, day=_on(told))


def week_off(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _("%(name)s zegt: op %(day)s gaat het niet door.", name=name, day=_on(told))


def week_no(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    if told.values.get("shut"):
        return _("%(name)s kan toch niet op %(day)s.", name=name, day=_on(told))
    return _(
        "%(name)s kan toch niet op %(day)s. De vraag staat weer open.", name=name, day=_on(told)
    )


def _on(told: Told) -> str:
    return day(date.fromisoformat(told.values["day"]))


def book_moved(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _(
        "Het plan is anders. Kijk naar bladzijde %(page)s van het boek van %(name)s.",
        page=told.values["page"],
        name=name,
    )
