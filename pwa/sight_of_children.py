"""What the sheet says of the children: the effect on them, not what grown-ups did.

What is a child's own stays off the paper: whom it fears may find that on a table.
"""

from __future__ import annotations

from collections.abc import Iterator

from api.path.evidence.facts import Facts
from api.path.evidence.facts_of_children import BookFact, WardFact, WeekFact
from api.people.policy import Role
from api.people.queries import Member
from api.words_and_pictures.words import Kind
from i18n.translator import _
from pwa.sight_words import Ask, Block, Line, Question, name, names, on, question, said
from pwa.week_said import elements


def children(facts: Facts) -> Question:
    """Say how each child is, who is there for it, and what it was shown."""
    return question("children", _("Hoe gaat het met de kinderen?"), _blocks(facts))


def week(facts: Facts) -> Question:
    """Say what came back in the week of the house."""
    ours = [_week(each) for each in facts.weeks if each.whose is None]
    return question("week", _("Wat kwam terug in onze week?"), [Block(lines=ours)])


def _blocks(facts: Facts) -> Iterator[Block]:
    for each in facts.children:
        lines, asks = [], []
        if each.how:
            told = _(
                "%(name)s schreef op %(day)s hoe het gaat.",
                name=name(each.how.by),
                day=on(each.how.on),
            )
            lines = [Line(said(told))]
        else:
            told = _("Je leest nog niet hoe het met %(name)s gaat.", name=name(each.child))
            asks = [Ask(said(told), "/logboek/nieuw?soort=how")]
        yield Block(name=name(each.child), lines=lines, asks=asks)
        yield _own(facts, each.child)
    for ward in facts.safety:
        if ward.ward.role is not Role.CHILD:
            yield Block(name=name(ward.ward), lines=list(_safe(ward)), paper=False)


def _own(facts: Facts, child: Member) -> Block:
    lines = [line for each in facts.safety if each.ward.id == child.id for line in _safe(each)]
    books = [each for each in facts.books if each.ward.id == child.id]
    lines += [Line(told) for each in books if (told := _shown(each))]
    weeks = [each for each in facts.weeks if each.whose and each.whose.id == child.id]
    lines += [_week(each) for each in weeks]
    asks = [Ask(told, "/boek") for each in books if (told := _unshown(each))]
    return Block(lines=lines, asks=asks, paper=False)


def _safe(ward: WardFact) -> Iterator[Line]:
    if not ward.safety_people:
        told = _("Wie de veilige persoon is, weet %(name)s zelf.", name=name(ward.ward))
        yield Line(said(told))
        return
    yield Line(said(_("Veilige personen: %(names)s.", names=names(ward.safety_people))))
    if ward.knows_contact and ward.last_contact and ward.met_with:
        told = _(
            "%(name)s zag of sprak %(ward)s op %(day)s.",
            name=name(ward.met_with),
            ward=name(ward.ward),
            day=on(ward.last_contact),
        )
        yield Line(said(told))
    elif ward.knows_contact:
        yield Line(_("Ze noemden nog geen dag waarop ze elkaar zagen."))


def _shown(book: BookFact) -> str:
    if book.shown_on is None:
        return ""
    which = _("Ons verhaal") if book.kind is Kind.WHY else _("Ons plan")
    told = _("%(name)s kreeg dit op %(day)s te zien.", name=name(book.ward), day=on(book.shown_on))
    return said(f"{which}: {told}")


def _unshown(book: BookFact) -> str:
    if book.shown_on is not None:
        return ""
    if book.kind is Kind.WHY:
        return said(_("Je ziet niet dat %(name)s ons verhaal kreeg.", name=name(book.ward)))
    return said(_("Je ziet niet dat %(name)s ons plan kreeg.", name=name(book.ward)))


def _week(week: WeekFact) -> Line:
    if not week.came_back:
        return Line(_("In de week van %(day)s staat nog niets.", day=on(week.monday)))
    what = elements(week.came_back)
    return Line(_("In de week van %(day)s kwam terug: %(what)s.", day=on(week.monday), what=what))
