"""What a child reads of whom it wants to talk with, and of whom it wants as its person."""

from datetime import date, timedelta

from markupsafe import Markup

from api.child_world.queries import PersonWishView, Said, TalkView
from api.child_world.rules import Says
from api.people.queries import Member
from i18n.translator import _, day, pgettext


def named(member: Member) -> Markup:
    """Return a name as this reader calls it, in its own reading direction."""
    return Markup('<bdi translate="no">{}</bdi>').format(member.called or member.name)


def talk_line(talk: TalkView, today: date) -> Markup:
    """Return what became of it, as one sentence for the child."""
    name = named(talk.asked)
    if talk.silent:
        silent = pgettext("kind", "%(name)s zei nog niets. Vraag ook iemand anders.", name=name)
        return Markup(silent)  # noqa: S704
    return Markup(_talk(talk.said, today, name))  # noqa: S704


def answered_line(talk: TalkView, today: date) -> Markup:
    """Return what the asked one promised, for the one who promised it."""
    return Markup(_answered(talk.said, today))  # noqa: S704


def wish_line(wish: PersonWishView) -> Markup:
    """Return how far a child's wish is, as one sentence for the child."""
    return Markup(_wish(wish, named(wish.wished)))  # noqa: S704


def _talk(said: Said | None, today: date, name: Markup) -> str:
    if said is None:
        return pgettext("kind", "%(name)s krijgt bericht van jou.", name=name)
    if said.says is Says.CALLS:
        return pgettext("kind", "%(name)s belt je.", name=name)
    if said.says is Says.COMES:
        return pgettext("kind", "%(name)s komt naar je toe.", name=name)
    if said.day == today:
        return pgettext("kind", "%(name)s praat vandaag met je.", name=name)
    if said.day == today + timedelta(1):
        return pgettext("kind", "%(name)s praat morgen met je.", name=name)
    return pgettext("kind", "%(name)s praat gauw met je.", name=name)


def _answered(said: Said | None, today: date) -> str:
    if said is None:
        return ""
    if said.says is Says.CALLS:
        return _("Jij zei: ik bel.")
    if said.says is Says.COMES:
        return _("Jij zei: ik kom.")
    if said.day is None:
        return _("Jij zei: we praten deze week.")
    if said.day == today:
        return _("Jij zei: we praten vandaag.")
    return _("Jij zei: we praten op %(day)s.", day=day(said.day))


def _wish(wish: PersonWishView, name: Markup) -> str:
    if wish.declined:
        return pgettext("kind", "%(name)s kan nu niet. Kies iemand anders.", name=name)
    if wish.stuck:
        return pgettext(
            "kind", "%(name)s wil graag. Nu lukt het niet. Kies iemand anders.", name=name
        )
    if wish.agreed:
        return pgettext("kind", "%(name)s wil graag. Er praat nog iemand met je.", name=name)
    return pgettext("kind", "Jij koos %(name)s. Wacht op het antwoord.", name=name)
