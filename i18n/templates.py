"""Teaches a Jinja environment our words and dates: `_`, `pgettext`, `ngettext`, `npgettext`, `|day`, `|time`, `|moment`.

Jinja's own extension calls through the context twice for each sentence and formats even what has no
placeholder; a page of the logbook has hundreds. A sentence is ours and safe, the values are escaped.
"""

from jinja2 import Environment
from markupsafe import Markup

from i18n import translator


def teach(environment: Environment) -> None:
    environment.globals |= {
        "_": gettext,
        "gettext": gettext,
        "ngettext": ngettext,
        "pgettext": pgettext,
        "npgettext": npgettext,
    }
    environment.filters |= {
        "day": translator.day,
        "month": translator.month,
        "time": translator.time,
        "moment": translator.moment,
    }


def gettext(message: str, **values: object) -> Markup:
    said = Markup(translator.current().words.gettext(message))  # noqa: S704 (our own sentence)
    return said % values if values else said


def pgettext(context: str, message: str, **values: object) -> Markup:
    said = Markup(translator.current().words.pgettext(context, message))  # noqa: S704
    return said % values if values else said


def ngettext(one: str, more: str, num: int, **values: object) -> Markup:
    said = translator.current().words.ngettext(one, more, num)
    return Markup(said) % {"num": num, **values}  # noqa: S704


def npgettext(context: str, one: str, more: str, num: int, **values: object) -> Markup:
    said = translator.current().words.npgettext(context, one, more, num)
    return Markup(said) % {"num": num, **values}  # noqa: S704
