"""What is said of a meeting: phases, answers, what one brings, and who leads. Words only."""

from collections.abc import Mapping

from markupsafe import Markup

from api.meetings.kinds import Mode, Phase, Says, What
from api.meetings.views import ChairView
from api.people.queries import Member
from i18n.translator import _
from pwa.who_reads import BARE_NAME


def phases() -> Mapping[Phase, str]:
    """Return what it can be about, as it is asked."""
    return {
        Phase.DIRECT: _("Wat is er nu nodig?"),
        Phase.STABLE: _("Hoe blijft het goed?"),
        Phase.RECOVERY: _("Hoe gaan we verder met leven?"),
    }


def says() -> Mapping[Says, str]:
    """Return what somebody says of a day."""
    return {
        Says.CAN: _("Ik kan"),
        Says.MAYBE: _("Misschien"),
        Says.CANNOT: _("Ik kan niet"),
    }


def said(who: Member, answer: Says) -> Markup:
    """Say what somebody answered."""
    name = BARE_NAME.format(who.called)
    sentences = {
        Says.CAN: _("%(name)s kan.", name=name),
        Says.MAYBE: _("%(name)s kan misschien.", name=name),
        Says.CANNOT: _("%(name)s kan niet.", name=name),
    }
    return Markup(sentences[answer])  # noqa: S704


def questions() -> Mapping[What, str]:
    """Return what everybody is asked beforehand: what went well first."""
    return {
        What.WELL: _("Wat ging er goed?"),
        What.SEEN: _("Wat heb je zelf gezien of gehoord?"),
        What.WORRY: _("Waar maak je je zorgen over?"),
        What.UNKNOWN: _("Wat weten we nog niet?"),
    }


def about_child(name: Markup) -> Mapping[What, Markup]:
    """Return what a safety person is asked to say for a child."""
    return {
        What.WELL: Markup(_("Wat vindt %(name)s fijn?", name=name)),  # noqa: S704
        What.WORRY: Markup(_("Wat vindt %(name)s moeilijk?", name=name)),  # noqa: S704
    }


def modes() -> Mapping[Mode, str]:
    """Return who can lead."""
    return {
        Mode.PROFESSIONAL: _("Iemand die helpt als werk"),
        Mode.SHARED: _("Iemand die helpt, samen met iemand uit de kring"),
        Mode.CIRCLE: _("Iemand uit de kring"),
    }


def chair(view: ChairView | None) -> Markup:
    """Say who leads; nothing when this reader knows nobody of it."""
    if view is None:
        return Markup()
    someone = BARE_NAME.format(view.person.called) if view.person else Markup()
    helper = BARE_NAME.format(view.name) if view.name else Markup()
    if helper and someone:
        return Markup(  # noqa: S704
            _("%(name)s leidt het, samen met %(other)s.", name=helper, other=someone)
        )
    name = someone or helper
    return Markup(_("%(name)s leidt het.", name=name)) if name else Markup()  # noqa: S704
