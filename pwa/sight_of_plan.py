"""What the sheet says of the plan: who knows it, who keeps it, whom to call, what if it does not work."""

from __future__ import annotations

from collections.abc import Iterator

from api.path.evidence.facts import Facts
from api.path.evidence.facts_of_plan import PlanFacts, PlanInForce
from api.people.numbers import Number
from api.people.policy import Audience
from api.plan.views import AgreementView, PartView
from i18n.translator import _
from pwa.plan_said import days_left
from pwa.sight_words import Ask, Block, Line, Question, names, on, question, said


def known(facts: Facts) -> Question:
    """Say whether everybody has the plan, with what happened, goals and agreements."""
    return question("known", _("Kent iedereen het plan?"), _known(facts.plan))


def called(facts: Facts) -> Question:
    """Say whom to call: on paper those of whom the household said so, and no name that tells what goes on."""
    people = facts.plan.professionals
    asks = [] if people else [Ask(_("Er staat nog niemand bij die helpt als werk."), "/bellen")]
    always = Line(_("Praten kan dag en nacht: 0800 2000."))
    blocks = [
        Block(lines=[always, *(_number(each) for each in people if each.on_paper)], asks=asks),
        Block(lines=[_number(each) for each in people if not each.on_paper], paper=False),
    ]
    return question("called", _("Wie bellen we?"), blocks)


def if_not(facts: Facts) -> Question:
    """Say what happens when a condition, a floor or an agreement does not hold."""
    return question("if_not", _("Wat doen we als het niet lukt?"), _if_not(facts.plan))


def _number(each: Number) -> Line:
    return Line(each.number, f"{each.name}. {each.when}".strip())


def _known(plan: PlanFacts) -> Iterator[Block]:
    held = [each for each in (plan.direct, plan.stable) if each]
    yes = {each.by for each in plan.yes if not each.older} - set(plan.not_yet)
    lines = [Line(said(_since(each))) for each in held]
    if plan.events:
        lines.append(Line(_("Wat er eerder gebeurde, staat erin.")))
    if held and yes:
        lines.append(Line(said(_("Ja tegen het plan: %(names)s.", names=names(yes)))))
    yield Block(lines=lines, asks=list(_missing(plan, held)))
    for danger in plan.without_goal:
        ask = Ask(_("Hier staat nog geen doel bij."), f"/plan/{danger.id}")
        yield Block(typed=danger.text, asks=[ask], paper=for_all(danger))


def _missing(plan: PlanFacts, held: list[PlanInForce]) -> Iterator[Ask]:
    if not held:
        yield Ask(_("Je ziet hier nog geen afspraak. Maak er samen een."), "/plan/nieuw")
    elif plan.not_yet:
        told = _("Kijk het plan nog eens na met %(names)s.", names=names(plan.not_yet))
        yield Ask(said(told), "/plan")
    if not plan.dangers:
        yield Ask(_("Je ziet hier geen zorg. Schrijf samen op wat er speelt."), "/plan/nieuw")
    elif not plan.events:
        yield Ask(_("Er staat nog niet in wat er eerder gebeurde."), "/plan/nieuw")


def _since(held: PlanInForce) -> str:
    first = {
        "direct": _("Wat we afspraken voor nu, geldt sinds %(day)s.", day=on(held.since)),
        "stable": _("Wat we afspraken voor later, geldt sinds %(day)s.", day=on(held.since)),
    }[held.plan]
    if held.changed is None:
        return first
    return f"{first} {_('Het is anders sinds %(day)s.', day=on(held.changed))}"


def _if_not(plan: PlanFacts) -> Iterator[Block]:
    for term in plan.conditions:
        until = f"{_('Tot %(day)s.', day=on(term.until))} {days_left(term.days_left)}"
        then = [Line(_("Als het niet lukt:"), term.if_not)] if term.if_not else []
        asks = [] if term.if_not else [_not_said(term)]
        yield Block(typed=term.text, lines=[Line(until), *then], asks=asks, paper=for_all(term))
    for floor in plan.floors:
        guards = [Line(said(_("Hierop let: %(names)s.", names=names(floor.guards))))]
        nobody = Ask(_("Je ziet hier niemand die erop let."), f"/plan/{floor.floor.id}")
        yield Block(
            typed=floor.floor.text,
            lines=guards if floor.guards else (),
            asks=() if floor.guards else (nobody,),
            paper=for_all(floor.floor),
        )
    agreements = _agreements(plan)
    unsaid = [each for each in agreements if not each.if_not]
    if agreements and not unsaid:
        yield Block(lines=[Line(_("Bij elke afspraak staat wat jullie dan doen."))])
    for each in unsaid:
        yield Block(typed=each.text, asks=[_not_said(each)], paper=for_all(each))
    if not (plan.conditions or plan.floors or agreements):
        yield Block(asks=[Ask(_("Je ziet hier nog niets. Spreek het samen af."), "/plan/nieuw")])


def _agreements(plan: PlanFacts) -> list[AgreementView]:
    return [a for held in (plan.direct, plan.stable) if held for a in held.agreements]


def _not_said(part: PartView) -> Ask:
    return Ask(_("Hier staat nog niet wat jullie dan doen."), f"/plan/{part.id}")


def for_all(part: PartView) -> bool:
    """Say whether everybody may read this part: only then it may lie on a table."""
    return part.audience is Audience.CIRCLE
