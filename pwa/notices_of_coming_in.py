"""What is said of coming in: a device, a link, a code, and messages that do not arrive."""

from markupsafe import Markup

from api.people.notices.queries import Told
from i18n.translator import _, pgettext


def new_device(told: Told, name: Markup, child: bool, own: bool) -> str:  # noqa: FBT001
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


def not_me(_told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _("%(name)s zegt: ik was dat niet. Iemand anders kwam binnen.", name=name)


def device_away(_told: Told, _name: Markup, child: bool, _own: bool) -> str:  # noqa: FBT001
    if child:
        return pgettext("kind", "Je bent van 1 toestel af.")
    return _("Je bent van 1 toestel af.")


def used_twice(_told: Told, name: Markup, child: bool, own: bool) -> str:  # noqa: FBT001
    if child:
        return pgettext("kind", "Iemand probeerde jouw code nog een keer.")
    if own:
        return _("Iemand probeerde jouw link nog een keer. Dat lukte niet.")
    return _("Iemand probeerde de link van %(name)s nog een keer. Dat lukte niet.", name=name)


def spoken_too(_told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _("Nog iemand sprak %(name)s. Zeg het nog 1 keer, dan krijg je de link.", name=name)


def recovered(_told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _("%(name)s was de telefoon kwijt. 2 mensen hielpen met een nieuwe link.", name=name)


def passkey_on(told: Told, _name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return {
        "phone": _("Op een andere telefoon kom je nu binnen met vinger of gezicht."),
        "tablet": _("Op een tablet kom je nu binnen met vinger of gezicht."),
        "computer": _("Op een computer kom je nu binnen met vinger of gezicht."),
    }[told.values["device"]]


def out_of_reach(_told: Told, name: Markup, _child: bool, own: bool) -> str:  # noqa: FBT001
    if own:
        return _("Bij jou komen geen berichten meer aan. Kijk bij Meer, bij Berichten.")
    return _("Bij %(name)s komen geen berichten meer aan. Bel even.", name=name)
