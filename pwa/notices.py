"""What each notice says, as one sentence for its reader. The rooms know kinds and values, no words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from markupsafe import Markup

from api.people.notices.queries import Told
from api.people.policy import Role, Viewer
from i18n.marking import N_
from i18n.translator import _, day, moment, pgettext


@dataclass(frozen=True)
class Line:
    """A notice to show; whether its reader may say that it was somebody else, and where to look.

    `light`: good to know and no more, of a week or a book. `by_the_day`: at what time somebody's phone fell silent is nobody's business.
    """

    id: UUID
    text: Markup
    told: Told
    not_me: bool = False
    look: str = ""
    by_the_day: bool = False
    light: bool = False


def lines(waiting: Iterable[Told], reader: Viewer) -> Sequence[Line]:
    """Return notices as sentences for this reader."""
    child = reader.role is Role.CHILD
    return [
        Line(
            each.id,
            _said(each, child=child, own=each.about.id == reader.person),
            each,
            not_me=each.kind in MAY_BE_ANOTHER and each.about.id == reader.person,
            look=_where_to_look(each, reader),
            by_the_day=each.kind in TOLD_BY_THE_DAY,
            light=each.kind in LIGHT,
        )
        for each in waiting
    ]


def _where_to_look(told: Told, reader: Viewer) -> str:
    """The safety person of a child looks where that child is inside; who makes a book, in that book."""
    if told.kind in {"book_moved", "book_asked"}:
        return f"/boek/{told.values['book']}"
    if told.kind == "book_again":
        return f"/boek/{told.values['book']}/eens"
    if told.kind == "met_without":
        return f"/samen/{told.values['meeting']}/verslag"
    if told.kind in OF_A_MEETING:
        return f"/samen/{told.values['meeting']}"
    is_ward = told.about.role is Role.CHILD and told.about.id in reader.wards
    return f"/mensen/{told.about.id}/toestellen" if is_ward and told.kind in ABOUT_DEVICES else ""


def _said(told: Told, *, child: bool, own: bool) -> Markup:
    name = Markup('<bdi translate="no">{}</bdi>').format(told.about.called or told.about.name)
    return Markup(SENTENCES[told.kind](told, name, child, own))  # noqa: S704


def _new_device(told: Told, name: Markup, child: bool, own: bool) -> str:  # noqa: FBT001
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


def _removal(told: Told, name: Markup, _child: bool, own: bool) -> str:  # noqa: FBT001
    if datetime.fromisoformat(told.values["at"]) <= told.at:
        return _("%(name)s doet niet meer mee.", name=name)
    until = _at(told)
    if own:
        return _("Je doet nog mee tot %(until)s. 2 mensen vonden dit nodig.", until=until)
    return _("%(name)s doet nog mee tot %(until)s.", name=name, until=until)


def _stays(_told: Told, name: Markup, _child: bool, own: bool) -> str:  # noqa: FBT001
    return _("Je blijft meedoen.") if own else _("%(name)s blijft meedoen.", name=name)


def _leaving(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _("%(name)s doet nog mee tot %(until)s. Praat samen.", name=name, until=_at(told))


def _away(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _("%(name)s leest een tijd niet mee. Tot %(until)s.", name=name, until=_at(told))


def _duty(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return {
        "chair": _("%(name)s geeft je een taak. Je leidt nu het samen praten.", name=name),
        "plan_holder": _("%(name)s geeft je een taak. Je bewaart nu het plan.", name=name),
    }[told.values["duty"]]


def _duty_open(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return {
        "chair": _("%(name)s gaat straks weg. Wie leidt dan het samen praten?", name=name),
        "plan_holder": _("%(name)s gaat straks weg. Wie bewaart dan het plan?", name=name),
    }[told.values["duty"]]


def _plain(text: str) -> Callable[[Told, Markup, bool, bool], str]:
    return lambda _told, name, _child, _own: _(text, name=name)


def _away_child(_told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return pgettext("kind", "%(name)s is er nu een tijd niet bij.", name=name)


def _person_new(_told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return pgettext("kind", "%(name)s is er nu voor jou.", name=name)


def _at(told: Told) -> str:
    return moment(datetime.fromisoformat(told.values["at"]))


def _ring_asked(_told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _("Mag %(name)s meer weten? Kijk bij Mensen en kies zelf.", name=name)


def _not_me(_told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _("%(name)s zegt: ik was dat niet. Iemand anders kwam binnen.", name=name)


def _device_away(_told: Told, _name: Markup, child: bool, _own: bool) -> str:  # noqa: FBT001
    if child:
        return pgettext("kind", "Je bent van 1 toestel af.")
    return _("Je bent van 1 toestel af.")


def _used_twice(_told: Told, name: Markup, child: bool, own: bool) -> str:  # noqa: FBT001
    if child:
        return pgettext("kind", "Iemand probeerde jouw code nog een keer.")
    if own:
        return _("Iemand probeerde jouw link nog een keer. Dat lukte niet.")
    return _("Iemand probeerde de link van %(name)s nog een keer. Dat lukte niet.", name=name)


def _spoken_too(_told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _("Nog iemand sprak %(name)s. Zeg het nog 1 keer, dan krijg je de link.", name=name)


def _recovered(_told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _("%(name)s was de telefoon kwijt. 2 mensen hielpen met een nieuwe link.", name=name)


def _apart(_told: Told, _name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    """The same for everybody on a side, so that it tells nothing of the other one."""
    return _(
        "Jullie boek is nu apart. Jij leest wat bij jouw kant hoort. Wat jij schreef, is er nog."
    )


def _stood_still(told: Told, _name: Markup, child: bool, _own: bool) -> str:  # noqa: FBT001
    if child:
        return pgettext("kind", "Je boek stond even stil. Alles is er nog.")
    return _("Jullie boek stond stil vanaf %(day)s. Er ging niets weg.", day=day(told.at))


def _house_stays(_told: Told, _name: Markup, child: bool, _own: bool) -> str:  # noqa: FBT001
    if child:
        return pgettext("kind", "Je boek blijft toch.")
    return _("Jullie boek gaat toch niet weg. Alles is er nog.")


def _nobody_left(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _(
        "Vanaf %(at)s kan er niemand komen voor %(name)s. Zoek iemand.", at=_at(told), name=name
    )


def _passkey_on(told: Told, _name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return {
        "phone": _("Op een andere telefoon kom je nu binnen met vinger of gezicht."),
        "tablet": _("Op een tablet kom je nu binnen met vinger of gezicht."),
        "computer": _("Op een computer kom je nu binnen met vinger of gezicht."),
    }[told.values["device"]]


def _out_of_reach(_told: Told, name: Markup, _child: bool, own: bool) -> str:  # noqa: FBT001
    if own:
        return _("Bij jou komen geen berichten meer aan. Kijk bij Meer, bij Berichten.")
    return _("Bij %(name)s komen geen berichten meer aan. Bel even.", name=name)


def _week_yes(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _("%(name)s gaat mee op %(day)s.", name=name, day=_on(told))


def _week_off(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _("%(name)s zegt: op %(day)s gaat het niet door.", name=name, day=_on(told))


def _week_no(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    if told.values.get("shut"):
        return _("%(name)s kan toch niet op %(day)s.", name=name, day=_on(told))
    return _(
        "%(name)s kan toch niet op %(day)s. De vraag staat weer open.", name=name, day=_on(told)
    )


def _on(told: Told) -> str:
    return day(date.fromisoformat(told.values["day"]))


def _book_moved(told: Told, name: Markup, _child: bool, _own: bool) -> str:  # noqa: FBT001
    return _(
        "Het plan is anders. Kijk naar bladzijde %(page)s van het boek van %(name)s.",
        page=told.values["page"],
        name=name,
    )


MAY_BE_ANOTHER: Final = frozenset({"new_device", "passkey_on"})
TOLD_BY_THE_DAY: Final = frozenset({"out_of_reach"})
LIGHT: Final = frozenset({"week_yes", "week_no", "book_asked", "book_again", "book_moved"})
OF_A_MEETING: Final = frozenset({"meeting_asked", "meeting_day", "meeting_moved", "meeting_off"})
ABOUT_DEVICES: Final = frozenset({"new_device", "not_me"})
SENTENCES: Final[Mapping[str, Callable[[Told, Markup, bool, bool], str]]] = {
    "new_device": _new_device,
    "removal_asked": _plain(N_("Iemand vraagt of %(name)s nog meedoet. Kijk bij Mensen.")),
    "removal": _removal,
    "stays": _stays,
    "leaving": _leaving,
    "away": _away,
    "away_asked": _plain(N_("Vind je dat ook? Kijk bij Mensen, bij %(name)s.")),
    "away_child": _away_child,
    "back": _plain(N_("%(name)s leest weer mee.")),
    "duty": _duty,
    "duty_open": _duty_open,
    "ward_alone": _plain(N_("%(name)s heeft straks geen veilige persoon. Zoek samen iemand.")),
    "stand_in": _plain(N_("Je bent nu een veilige persoon van %(name)s.")),
    "stand_in_over": _plain(N_("Je bent geen veilige persoon meer van %(name)s.")),
    "stand_in_named": _plain(
        N_("%(name)s kreeg een andere veilige persoon. Praat samen: is dat goed?")
    ),
    "person_new": _person_new,
    "person_over": _plain(
        N_("%(name)s heeft nu een andere veilige persoon. Dat mag altijd. Dank voor je hulp.")
    ),
    "ring_asked": _ring_asked,
    "not_me": _not_me,
    "device_away": _device_away,
    "used_twice": _used_twice,
    "spoken_too": _spoken_too,
    "recovered": _recovered,
    "phone_asked": _plain(
        N_("%(name)s vroeg een nieuwe telefoon. Misschien moest dat. Vraag rustig hoe het gaat.")
    ),
    "apart": _apart,
    "stood_still": _stood_still,
    "house_stays": _house_stays,
    "passkey_on": _passkey_on,
    "nobody_left": _nobody_left,
    "stands_in": _plain(N_("%(name)s is een tijd weg. Jij komt dan, als iemand je nodig heeft.")),
    "book_asked": _plain(N_("%(name)s vraagt je om mee te lezen in een boek.")),
    "book_again": _plain(
        N_("%(name)s veranderde een bladzijde van een boek. Vind jij het nog goed?")
    ),
    "thing_seen": _plain(N_("Iemand zag iets bij %(name)s. Vraag vandaag rustig hoe het gaat.")),
    "thing_gone": _plain(
        N_("Het ding van %(name)s staat niet meer in de kamer. Kies samen een ander ding.")
    ),
    "thing_chosen": _plain(N_("%(name)s koos een ding voor de kamer. Kijk bij Mensen welk ding.")),
    "out_of_reach": _out_of_reach,
    "plan_open": _plain(N_("%(name)s deed iets in het plan. Wie doet dit nu? Kijk bij Plan.")),
    "week_yes": _week_yes,
    "week_no": _week_no,
    "week_off": _week_off,
    "book_moved": _book_moved,
    "meeting_asked": _plain(N_("Kom jij samen praten? Kies welke dag jij kunt.")),
    "meeting_day": _plain(N_("Er is een dag om samen te praten. Kom jij ook?")),
    "meeting_moved": _plain(N_("Samen praten is nu op een andere plek. Kijk waar.")),
    "met_without": _plain(N_("%(name)s praatte samen met anderen. Lees wat ze afspraken.")),
    "meeting_off": _plain(N_("Samen praten gaat deze keer niet door.")),
    "looks_not": _plain(N_("%(name)s kijkt een tijd niet mee. Wie kijkt nu? Kijk bij Plan.")),
}
