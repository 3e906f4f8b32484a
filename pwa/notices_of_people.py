"""What is said of people who come, go, stay or have a duty, and of the house that stops or stays."""

from datetime import datetime

from markupsafe import Markup

from api.people.notices.queries import Told
from i18n.translator import _, day, moment, pgettext


def removal(told: Told, name: Markup, _child: bool, own: bool) -> str:  # noqa: FBT001
    if datetime.fromisoformat(told.values["at"]) <= told.at:
        return _("%(name)s doet niet meer mee.", name=name)
    until = _at(told)
    if own:
        return _("Je doet nog mee tot %(until)s. 2 mensen vonden dit nodig.", until=until)
    return _("%(name)s doet nog mee tot %(until)s.", name=name, until=until)


def stays(_told: Told, name: Markup, _child: bool, own: bool) -> str:  # noqa: FBT001
    return _("Je blijft meedoen.") if own else _("%(name)s blijft meedoen.", name=name)


def leaving(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _("%(name)s doet nog mee tot %(until)s. Praat samen.", name=name, until=_at(told))


def erasing(told: Told, name: Markup, child: bool, own: bool) -> str:  # noqa: FBT001
    if child:
        return pgettext("kind", "Wat van jou is, gaat weg. Wil je dat niet? Zeg het nu.")
    if own:
        return _(
            "Wat van jou is, gaat weg op %(until)s. Wil je dat niet? Kijk bij Niet meer meedoen.",
            until=_at(told),
        )
    return _(
        "%(name)s wil wissen wat van %(name)s is. Dat gaat weg op %(until)s. Vraag rustig of dat klopt.",
        name=name,
        until=_at(told),
    )


def away(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _("%(name)s leest een tijd niet mee. Tot %(until)s.", name=name, until=_at(told))


def duty(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return {
        "chair": _("%(name)s geeft je een taak. Je leidt nu het samen praten.", name=name),
        "plan_holder": _("%(name)s geeft je een taak. Je bewaart nu het plan.", name=name),
    }[told.values["duty"]]


def duty_open(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return {
        "chair": _("%(name)s gaat straks weg. Wie leidt dan het samen praten?", name=name),
        "plan_holder": _("%(name)s gaat straks weg. Wie bewaart dan het plan?", name=name),
    }[told.values["duty"]]


def away_child(_told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return pgettext("kind", "%(name)s is er nu een tijd niet bij.", name=name)


def person_new(_told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return pgettext("kind", "%(name)s is er nu voor jou.", name=name)


def _at(told: Told) -> str:
    return moment(datetime.fromisoformat(told.values["at"]))


def ring_asked(_told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _("Mag %(name)s meer weten? Kijk bij Mensen en kies zelf.", name=name)


def apart(_told: Told, _name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    """The same for everybody on a side, so that it tells nothing of the other one."""
    return _(
        "Jullie boek is nu apart. Jij leest wat bij jouw kant hoort. Wat jij schreef, is er nog."
    )


def stood_still(told: Told, _name: Markup, child: bool, _own: bool) -> str:  # noqa: FBT001
    if child:
        return pgettext("kind", "Je boek stond even stil. Alles is er nog.")
    return _("Jullie boek stond stil vanaf %(day)s. Er ging niets weg.", day=day(told.at))


def house_goes(_told: Told, _name: Markup, child: bool, _own: bool) -> str:  # noqa: FBT001
    if child:
        return pgettext("kind", "Je boek gaat bijna weg. Neem mee wat van jou is.")
    return _("Jullie boek gaat over 30 dagen weg. Neem mee wat van jou is.")


def house_stays(_told: Told, _name: Markup, child: bool, _own: bool) -> str:  # noqa: FBT001
    if child:
        return pgettext("kind", "Je boek blijft toch.")
    return _("Jullie boek gaat toch niet weg. Alles is er nog.")


def nobody_left(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _(
        "Vanaf %(at)s kan er niemand komen voor %(name)s. Zoek iemand.", at=_at(told), name=name
    )


def reads_along(told: Told, name: Markup, child: bool, _own: bool) -> str:  # noqa: FBT001
    """Who reads along for their work, and that nothing is shared by that alone."""
    where = Markup("<bdi>{}</bdi>").format(told.values.get("works_at", ""))
    if child:
        return pgettext("kind", "%(name)s van %(where)s helpt jullie.", name=name, where=where)
    return _(
        "%(name)s van %(where)s heeft hier een plek. Er is nog niets gedeeld.",
        name=name,
        where=where,
    )


def sharing_asked(_told: Told, name: Markup, child: bool, _own: bool) -> str:  # noqa: FBT001
    if child:
        return pgettext("kind", "Mag %(name)s lezen wat jij maakt? Jij kiest.", name=name)
    return _("Mag %(name)s lezen wat jullie delen? Lees de vraag en kies zelf.", name=name)


def sharing_ends(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _(
        "%(name)s leest nog mee tot %(until)s. Willen jullie verder?", name=name, until=_at(told)
    )


def sharing_over(_told: Told, name: Markup, child: bool, _own: bool) -> str:  # noqa: FBT001
    if child:
        return pgettext("kind", "%(name)s leest niet meer mee.", name=name)
    return _("%(name)s leest niet meer mee voor het werk.", name=name)
