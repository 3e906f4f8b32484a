"""What somebody who reads along for their work is said to do, and what each kind opens and never opens."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from api.people.consenting.kinds import Kind
from api.people.professionals.rules import WorksAs
from api.sharing.anyway import Ground
from i18n.marking import N_
from i18n.translator import _, pgettext

TASKS: Final[Mapping[str, str]] = {
    WorksAs("casusregisseur"): N_("Regelt de hulp voor jullie huis"),
    WorksAs("veiligheidsplanner"): N_("Maakt met jullie het plan"),
    WorksAs("behandelaar"): N_("Helpt iemand van jullie huis"),
    WorksAs("veilig_thuis"): N_("Werkt voor Veilig Thuis"),
}
GROUNDS: Final[Mapping[Ground, str]] = {
    Ground.DANGER: N_("Er was gevaar. Het kon niet wachten."),
    Ground.CHILD: N_("Een kind was niet veilig."),
    Ground.LAW: N_("De wet vroeg het."),
    Ground.COURT: N_("De rechter besliste het."),
}
PICTURES: Final[Mapping[Kind, str]] = {
    Kind.LOG: "book",
    Kind.SCORES: "star",
    Kind.PLAN: "plan",
    Kind.WEEK: "calendar",
    Kind.BOOKS: "rainbow",
    Kind.MEETINGS: "circle",
    Kind.SIGNALS: "heart",
}


@dataclass(frozen=True)
class KindSaid:
    """A kind in words: its name, what it opens, what it never opens."""

    name: str
    opens: str
    never: str


def kinds(*, children: bool) -> Mapping[Kind, KindSaid]:
    """Return the words for grown-ups, in the order of the page; without children none speaks of one."""
    found = {**_written(children=children), **_together(children=children)}
    return found if children else {each: said for each, said in found.items() if each != Kind.BOOKS}


def _written(*, children: bool) -> Mapping[Kind, KindSaid]:
    return {
        Kind.LOG: KindSaid(
            _("Het logboek"),
            _("Wat jullie schreven voor de hele kring."),
            _("Nooit wat voor jezelf of gekozen mensen is. Nooit wat voor een veilige persoon is."),
        ),
        Kind.SCORES: KindSaid(
            _("De cijfers"),
            _("De cijfers met wat iemand zag."),
            _("Nooit het cijfer van een kind.") if children else "",
        ),
        Kind.PLAN: KindSaid(
            _("Het plan"),
            _("Jullie afspraken, wie er komt kijken en waar jullie staan."),
            _("Nooit een voorstel dat nog niet is afgesproken."),
        ),
    }


def _together(*, children: bool) -> Mapping[Kind, KindSaid]:
    return {
        Kind.WEEK: KindSaid(
            _("De week"),
            _("De week van jullie huis en van een kind.")
            if children
            else _("De week van jullie huis."),
            _("Nooit een vraag om hulp die iemand daar stelt."),
        ),
        Kind.BOOKS: KindSaid(
            _("De boeken"),
            _("Een boek dat een kind al las."),
            _("Nooit een boek dat nog niet klaar is."),
        ),
        Kind.MEETINGS: KindSaid(
            _("Samen praten"),
            _("De dag, wie er komen en het verslag."),
            _("Nooit wat iemand vooraf voor zichzelf schreef."),
        ),
        Kind.SIGNALS: KindSaid(
            _("Dat er hulp kwam"),
            _("Dat iemand om hulp vroeg, en dat er iemand kwam."),
            _("Nooit van wie dat was, of wie er kwam."),
        ),
    }


def grounds(*, children: bool) -> Mapping[Ground, str]:
    """Return why it could not wait, each as a msgid."""
    return {each: said for each, said in GROUNDS.items() if children or each is not Ground.CHILD}


def childs_kinds() -> Mapping[Kind, str]:
    """Return the words for a child, beside a picture."""
    return {
        Kind.LOG: pgettext("kind", "Wat je voor iedereen maakt"),
        Kind.SCORES: pgettext("kind", "Cijfers van grote mensen"),
        Kind.PLAN: pgettext("kind", "Het plan"),
        Kind.WEEK: pgettext("kind", "Je week"),
        Kind.BOOKS: pgettext("kind", "Je boeken"),
        Kind.MEETINGS: pgettext("kind", "Samen praten"),
        Kind.SIGNALS: pgettext("kind", "Dat er hulp kwam"),
    }
