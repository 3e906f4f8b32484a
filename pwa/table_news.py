"""What is said of a change at a table: one sentence for who hears the page instead of seeing it."""

from collections.abc import Iterable

from api.meetings.table.state import Act, TableState
from api.meetings.table.steps import TITLES
from i18n.marking import N_
from i18n.translator import gettext


def news(was: TableState, now: TableState) -> str:
    """Return the sentence about what matters most of it; nothing for what needs no telling."""
    if now.closed and not was.closed:
        return gettext(N_("Dit samen praten is klaar."))
    if now.step is not was.step:
        return gettext(N_("Nu komt: %(title)s"), title=gettext(TITLES[now.step]))
    if now.began and not was.began:
        return gettext(N_("De tafel is open."))
    if _more(was.decisions, now.decisions):
        return gettext(N_("Er ligt een nieuwe afspraak op tafel."))
    if _more(was.ideas, now.ideas):
        return gettext(N_("Er ligt een nieuw idee op tafel."))
    return ""


def _more(was: Iterable[Act], now: Iterable[Act]) -> bool:
    return bool({each.id for each in now} - {each.id for each in was})
