"""How the chapters of the taken book read: each thing a heading and lines, in words for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from api.core.text import typed_day
from api.path.kinds import Kind as PathKind
from api.path.kinds import Named
from api.path.outcomes import BY_KEY, Phase
from api.people.taking import Values
from api.plan.words import Kind
from api.resilience.elements import DayPart, Element
from i18n.marking import N_
from i18n.translator import _, day, moment
from pwa.path_parts_said import NAMED, TITLES
from pwa.path_said import phase
from pwa.plan_said import FIELDS, RHYTHMS, every, kind_word
from pwa.week_said import elements, part

Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing of a chapter: its heading, and lines of a label and what was said; media by file and alt."""

    title: str
    lines: Sequence[Line]
    media: Sequence[tuple[str, str]] = ()


HEADINGS: Final[Mapping[str, str]] = {
    "plan": N_("Het plan"),
    "pad": N_("Waar jullie staan"),
    "gesprekken": N_("Samen praten"),
    "weken": N_("De weken"),
    "boekjes": N_("De boekjes"),
    "cijfers": N_("Jouw cijfers"),
    "praten": N_("Met wie jij wilde praten"),
    "delen": N_("Wat jij zei over delen"),
    "nummers": N_("De nummers die jij opschreef"),
}
# As on the buttons of who answers; for later without a day.
ANSWERS: Final[Mapping[str, str]] = {
    "calls": N_("Ik bel"),
    "comes": N_("Ik kom langs"),
    "later": N_("Deze week"),
    "talked": N_("Wij hebben gepraat"),
}
WORDS: Final = (
    *("consequence", "if_done", "if_not", "time", "stop_word", "informed"),
    *("helps", "calls", "professional", "data"),
)


def heading(name: str) -> str:
    """Return what a chapter is called."""
    return _(HEADINGS[name])


def pieces(name: str, found: Sequence[Values]) -> Iterator[Piece]:
    """Yield the things of a chapter as they are read."""
    yield from map(SAID[name], found)


def _plan(each: Values) -> Piece:
    lines = [
        (_(FIELDS[name]), _said(name, each[name]))
        for name in FIELDS
        if name in each and name not in {"text", "on_fridge"}
    ]
    return Piece(f"{kind_word(Kind(each['kind']))}: {each.get('text', '')}", lines)


def _said(name: str, value: object) -> str:
    if name in RHYTHMS and isinstance(value, int):
        return str(every(value))
    if name == "until":
        return day(value, year=True)  # type: ignore[arg-type]
    return _joined(value) if isinstance(value, list) else str(value)


def _path(each: Values) -> Piece:
    by = _joined(each.get("by", ()))
    if each["kind"] == "phase":
        missing = map(_outcome, each.get("missing", ()))
        return Piece(
            f"{phase(Phase(each['phase']))}, {day(each['at'], year=True)}",
            _lines(
                (_("Wie dit zei"), by),
                (_("Waarom"), each.get("reason")),
                (_("Wat er nog niet was"), " ".join(missing)),
            ),
        )
    if each["kind"] == "tick":
        outcome = _outcome(each["outcome"])
        says = _("Dit is er") if each["reached"] else _("Dit is er niet meer")
        return Piece(
            outcome, _lines((by, f"{says}, {day(each['at'], year=True)}"), ("", each.get("text")))
        )
    return _path_part(each)


def _outcome(key: str) -> str:
    """What is no outcome of ours any more says nothing."""
    found = BY_KEY.get(key)
    return _(found.text) if found else ""


def _path_part(each: Values) -> Piece:
    kind = PathKind(each["kind"])
    people = [(_(NAMED[role]), _joined(each.get(role, ()))) for role in Named]
    words = [("", str(each[name])) for name in WORDS if name in each]
    said = [
        (
            _joined(mark.get("by", ())),
            f"{day(mark['at'], year=True)} {mark.get('text', '')}".strip(),
        )
        for mark in each.get("said", ())
    ]
    on = (_("Wanneer"), day(each["day"], year=True) if "day" in each else "")
    return Piece(f"{_(TITLES[kind])}: {each.get('text', '')}", _lines(*words, *people, on, *said))


def _meeting(each: Values) -> Piece:
    agreed = [
        (
            _("Afspraak"),
            f"{one.get('text', '')} ({_joined(one['does'])})" if "does" in one else one.get("text"),
        )
        for one in each.get("agreed", ())
    ]
    minutes = [
        (f"{_('Verslag')}, {one.get('by', '')}, {moment(one['at'], year=True)}", one.get("text"))
        for one in each.get("minutes", ())
    ]
    title = moment(each["day"], year=True) if "day" in each else _("Nog geen dag")
    return Piece(
        title,
        _lines(
            (_("Waarvoor"), each.get("goal") or each.get("about")),
            (_("Wie er was"), _joined(each.get("came", ()))),
            *agreed,
            *minutes,
        ),
    )


def _week(each: Values) -> Piece:
    lines: list[Line] = []
    for one in each["days"]:
        label = day(one["day"])
        lines += [(label, _done(word)) for word in one.get("done", ())]
        lines += [(f"{label}, {_('Dit willen we')}", _wanted(word)) for word in one.get("want", ())]
        lines += [(label, str(one[name])) for name in ("free", "home") if name in one]
    whose = each["whose"] or _("Het huis")
    return Piece(
        _("%(name)s, week van %(day)s", name=whose, day=day(each["monday"], year=True)), lines
    )


def _done(word: Values) -> str:
    where = f"{part(DayPart(word['part']))}: {elements([Element(word['element'])])}"
    return _with(where, word)


def _wanted(word: Values) -> str:
    where = f"{part(DayPart(word['part']))}: {elements(map(Element, word['elements']))}"
    return _with(where, word)


def _with(where: str, word: Values) -> str:
    more = [str(word.get("text", "")), _joined(word.get("with", ()))]
    return ". ".join(filter(None, [where, *more]))


def _book(each: Values) -> Piece:
    lines = [("", " ".join(page.get("text", ())) or page.get("alt", "")) for page in each["pages"]]
    media = [
        (file, page.get("alt", "")) for page in each["pages"] for file in page.get("media", ())
    ]
    return Piece(f"{each['whose']}, {day(each['day'], year=True)}", _lines(*lines), media)


def _score(each: Values) -> Piece:
    return Piece(
        day(each["at"], year=True),
        _lines(
            (_("Waarover"), each.get("about")),
            (_("Cijfer"), str(each["value"])),
            (_("Wat je zag"), each.get("seen")),
            (_("Waarom niet lager"), each.get("not_lower")),
            (_("Waarom niet hoger"), each.get("not_higher")),
        ),
    )


def _talk(each: Values) -> Piece:
    answers = [
        (f"{_('Antwoord')}, {moment(one['at'], year=True)}", _answer(one))
        for one in each.get("answers", ())
    ]
    who = (_("Met wie"), _joined(each.get("with", ())))
    return Piece(moment(each["at"], year=True), _lines(who, *answers))


def _answer(one: Values) -> str:
    on = typed_day(one.get("day", ""))
    said = ANSWERS[one["says"]]
    return day(on) if on else _(said)


def _share(each: Values) -> Piece:
    says = _("Ja") if each["says"] == "yes" else _("Nee")
    return Piece(
        moment(each["at"], year=True),
        _lines(
            (_("Jij zei"), says),
            (_("Met wie"), _joined(each.get("with", ()))),
            (_("Waarvoor"), each.get("purpose")),
            (_("Tot welke dag"), day(each["until"], year=True)),
        ),
    )


def _number(each: Values) -> Piece:
    lines = _lines((_("Nummer"), each.get("number")), (_("Wanneer"), each.get("when")))
    return Piece(each.get("name", ""), lines)


def _lines(*said: tuple[str, object]) -> list[Line]:
    return [(label, str(text)) for label, text in said if text]


def _joined(people: object) -> str:
    return ", ".join(map(str, people)) if isinstance(people, (list, tuple)) else str(people)


SAID: Final[Mapping[str, Callable[[Values], Piece]]] = {
    "plan": _plan,
    "pad": _path,
    "gesprekken": _meeting,
    "weken": _week,
    "boekjes": _book,
    "cijfers": _score,
    "praten": _talk,
    "delen": _share,
    "nummers": _number,
}
