"""What the pages of the plan say: names, what changed, hints, who reads. The rooms know no words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Final
from uuid import UUID

from markupsafe import Markup

from api.people.queries import Member
from api.plan.differences import Difference
from api.plan.hints import Hint
from api.plan.words import Kind, Part, Words
from i18n.marking import N_
from i18n.translator import _, day
from pwa.who_reads import joined

Names = Mapping[UUID, Member]
Fact = tuple[str, Markup]
RHYTHMS: Final = ("planned_every", "unannounced_every")

KINDS: Final[Mapping[Kind, str]] = {
    Kind.AGREEMENT: N_("Afspraak"),
    Kind.DANGER: N_("Zorg"),
    Kind.GOAL: N_("Doel"),
    Kind.CONDITION: N_("Voorwaarde"),
    Kind.FLOOR: N_("Het minste"),
    Kind.EVENT: N_("Wat eerder gebeurde"),
}
FIELDS: Final[Mapping[str, str]] = {
    "text": N_("Wat er staat"),
    "who_worries": N_("Wie zich zorgen maakt"),
    "what_happens": N_("Wat er dan gebeurt"),
    "worst": N_("Het ergste dat kan gebeuren"),
    "for_whom": N_("Voor wie"),
    "circle": N_("Wie uit de kring erbij hoort"),
    "reason_anyway": N_("Waarom het zo mag staan"),
    "until": N_("Tot welke dag"),
    "if_not": N_("Wat er gebeurt als het niet lukt"),
    "year": N_("Welk jaar"),
    "when": N_("Wanneer"),
    "repeats": N_("Hoe vaak"),
    "trigger": N_("Waar het mee begint"),
    "planned_every": N_("Iemand kijkt op een vaste dag"),
    "unannounced_every": N_("Iemand komt onverwacht"),
    "child_words": N_("In woorden voor een kind"),
    "on_fridge": N_("Op de koelkast"),
    Part.DOES: N_("Wie dit doet"),
    Part.LOOKS: N_("Wie kijkt of het lukt"),
    Part.TOLD: N_("Wie het hoort als het misgaat"),
    Part.GUARDS: N_("Wie hierop let"),
    Part.CHOSEN: N_("Wie het leest"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that says something else now; an empty side was not there."""

    label: str
    before: Markup
    after: Markup


def changes(found: Iterable[Difference], names: Names) -> list[Changed]:
    """Return what changed, in words. What has no words of its own is left out."""
    return [
        Changed(
            _(FIELDS[each.field]),
            _worded(each.field, each.before, names),
            _worded(each.field, each.after, names),
        )
        for each in found
        if each.field in FIELDS
    ]


def said(value: object, names: Names) -> Markup:
    """Return one value as somebody reads it."""
    if isinstance(value, tuple):
        return joined(people(value, names))
    if isinstance(value, bool):
        return Markup.escape(_("ja") if value else _("nee"))
    if isinstance(value, date):
        return Markup.escape(day(value, year=True))
    return Markup.escape("" if value is None else str(value))


def people(ids: Iterable[UUID], names: Names) -> Sequence[Member]:
    """Return the people that may be named, in the order of their names."""
    known = [names[each] for each in ids if each in names]
    return sorted(known, key=lambda each: each.called.casefold())


def named(ids: Iterable[UUID], names: Names) -> Markup:
    """Return their names in one line."""
    return joined(people(ids, names))


def every(days: int) -> str:
    """Say a rhythm in words."""
    if days == 1:
        return _("Elke dag")
    return {
        7: _("Elke week"),
        14: _("Elke 2 weken"),
        28: _("Elke 4 weken"),
    }.get(days) or _("Elke %(days)s dagen", days=days)


def days_left(left: int) -> str:
    """Say how long a term still is: a fact, no verdict."""
    if left < 0:
        return _("Deze dag is geweest.")
    if left == 0:
        return _("Dit is tot vandaag.")
    return _("Nog 1 dag.") if left == 1 else _("Nog %(days)s dagen.", days=left)


def hint(found: Hint) -> str:
    """Say what a goal may still lack."""
    return {
        Hint.HELP: _("Hier staat hulp in. Schrijf liever wat jullie thuis willen zien."),
        Hint.NOBODY: _("Wie uit de kring hoort hierbij? Zet de naam erbij."),
    }[found]


def lacks(part: str) -> str:
    """Ask for one of the four parts of a danger that nobody wrote down yet."""
    return {
        "for_whom": _("Voor wie is deze zorg?"),
        "who_worries": _("Wie maakt zich zorgen?"),
        "what_happens": _("Wat gebeurt er dan?"),
        "worst": _("Wat is het ergste dat kan gebeuren?"),
    }[part]


def kind_word(kind: Kind) -> str:
    """Return what a part is called."""
    return _(KINDS[kind])


def facts(words: Words, named_as: Mapping[Part, tuple[UUID, ...]], names: Names) -> list[Fact]:
    """Return what stands in a version beside its sentence, in the order of the form."""
    told = [(part, named_as.get(part, ())) for part in Part if part is not Part.WITH]
    stands = [(each.name, getattr(words, each.name)) for each in fields(words)]
    return [
        (_(FIELDS[name]), _worded(name, value, names))
        for name, value in (*told, *stands)
        if name in FIELDS and name != "text" and value
    ]


def _worded(name: str, value: object, names: Names) -> Markup:
    if name in RHYTHMS and isinstance(value, int):
        return Markup.escape(every(value))
    return said(value, names)
