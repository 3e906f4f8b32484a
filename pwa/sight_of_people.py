"""What the sheet says of people: which number and why, who looked, how children are, what was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from api.logbook.note import Kept
from api.path.evidence.facts import Facts
from api.path.evidence.facts_of_checks import AgreementChecks, LogFacts, Look
from api.path.evidence.facts_of_people import Did
from api.path.evidence.facts_of_scores import DangerScores, Scorer
from api.path.evidence.rules import FEWEST_ACTIVE
from i18n.marking import N_
from i18n.translator import _, ngettext
from pwa.people_said import taking_part
from pwa.scores_said import steady
from pwa.sight_of_plan import for_all
from pwa.sight_words import Ask, Block, Line, Question, name, names, on, question, said

KEPT: Final[Mapping[Kept | None, str]] = {
    Kept.YES: N_("%(name)s zag op %(day)s dat het lukte."),
    Kept.PARTLY: N_("%(name)s zag op %(day)s dat een deel lukte."),
    Kept.NO: N_("%(name)s zag op %(day)s dat het niet lukte."),
    Kept.UNSEEN: N_("%(name)s keek op %(day)s, maar kon het niet zien."),
    None: N_("%(name)s keek op %(day)s."),
}
DID: Final[Mapping[Did, str]] = {
    Did.WROTE: N_("schreef"),
    Did.ANSWERED: N_("gaf antwoord"),
    Did.LOOKED: N_("keek of het lukte"),
    Did.WENT_ALONG: N_("ging mee"),
    Did.SCORED: N_("gaf een cijfer"),
}


def numbers(facts: Facts) -> Question:
    """Say which number everybody gave on each danger, and on which behaviour."""
    title = _("Welk cijfer geven mensen, en waarom?")
    return question("numbers", title, [b for each in facts.scores for b in _scores(each)])


def looked(facts: Facts) -> Question:
    """Say who saw whether agreements work: planned and unannounced."""
    title = _("Wie zag of afspraken lukken?")
    return question("looked", title, _looked(facts.checks))


def written(facts: Facts) -> Question:
    """Say what the logbook holds, good things first."""
    return question("written", _("Wat schreven we op?"), [_log(facts.log)])


def around(facts: Facts) -> Question:
    """Say who of the circle takes part, each by name."""
    people = facts.people.active
    part = taking_part([each.person for each in people])
    lines = [Line(part.title)] if part else [Line(_("Je leest hier nog niet wie meedoet."))]
    for each in people:
        did = ", ".join(_(DID[one]) for one in each.did)
        lines.append(Line(said(f"{name(each.person)}: {did}.")))
    few = Ask(_("Met 3 mensen of meer is een plan sterker. Zoek er iemand bij."), "/mensen/vinden")
    asks = [few] if len(people) < FEWEST_ACTIVE else []
    return question("around", _("Wie doen er mee?"), [Block(lines=lines, asks=asks)])


def _scores(of: DangerScores) -> Iterator[Block]:
    """What was given for a few stands apart, so that it stays off the paper."""
    danger, shared = of.danger, [each for each in of.scorers if each.for_all]
    asks = [Ask(_("Geef eerst jouw cijfer. Dan zie je ook de rest."), "/cijfers")]
    if not of.own_first:
        told = _("Van %(names)s zie je geen nieuw cijfer. Vraag het eens.", names=names(of.unheard))
        asks = [Ask(said(told), "/cijfers")] if of.unheard else []
    lines = [line for each in shared for line in _score(each)]
    yield Block(typed=danger.text, lines=lines, asks=asks, paper=for_all(danger))
    few = [line for each in of.scorers if not each.for_all for line in _score(each)]
    yield Block(lines=few, paper=False)


def _score(of: Scorer) -> Iterator[Line]:
    told = _(
        "%(name)s gaf een %(value)s op %(day)s.", name=name(of.by), value=of.value, day=on(of.on)
    )
    months = steady(of.months_at_six)
    yield Line(said(f"{told} {months}".strip()), of.seen)


def _looked(checks: Sequence[AgreementChecks]) -> Iterator[Block]:
    """Those that somebody saw lately first; who goes to the others is asked once."""
    lately = [each for each in checks if each.lately]
    longer = [each for each in checks if each.last and not each.lately]
    never = [each for each in checks if not each.last]
    yield from map(_checks, lately)
    if longer:
        yield Block(lines=[Line(_("Hier keek in 4 weken niemand, voor wat jij leest."))])
        yield from map(_checks, longer)
    if never:
        yield Block(lines=[Line(_("Je leest niet dat hier iemand keek."))])
        for paper in (True, False):
            typed = [Line("", e.agreement.text) for e in never if for_all(e.agreement) is paper]
            yield Block(lines=typed, paper=paper)
    if longer or never:
        yield Block(asks=[Ask(_("Vraag wie er gaat kijken."), "/plan/kijken")])


def _checks(of: AgreementChecks) -> Block:
    lines = [Line(said(_look(of, of.last)))] if of.last else []
    for look, told in (
        (of.planned, N_("Op een vaste dag: %(name)s, op %(day)s.")),
        (of.unannounced, N_("Onverwacht: %(name)s, op %(day)s.")),
    ):
        if look and look != of.last:
            lines.append(Line(said(_(told, name=name(look.by), day=on(look.on)))))
    if of.carried_out and of.last and of.last.kept is not Kept.YES:
        lines.append(Line(_("Op %(day)s lukte het wel.", day=on(of.carried_out))))
    if len(of.lately) > 1:
        lines.append(Line(said(_("In 4 weken keken: %(names)s.", names=names(of.lately)))))
    asks = [Ask(told, f"/plan/{of.agreement.id}/kijken") for told in _unseen(of)]
    return Block(typed=of.agreement.text, lines=lines, asks=asks[:1], paper=for_all(of.agreement))


def _unseen(of: AgreementChecks) -> Iterator[str]:
    """Yield what is not known, the most important first."""
    if of.agreement.unannounced_every and of.unannounced is None:
        yield _("Onverwacht kwam nog niemand kijken. Vraag wie dat wil.")
    if not of.lookers:
        yield _("Er staat nog niet bij wie kijkt. Spreek dat af.")


def _look(of: AgreementChecks, look: Look) -> str:
    told = _(KEPT[look.kept], name=name(look.by), day=on(look.on))
    if look == of.planned:
        return f"{told} {_('Dat was op een vaste dag.')}"
    return f"{told} {_('Dat was onverwacht.')}" if look == of.unannounced else told


def _log(log: LogFacts) -> Block:
    told = (
        (log.good, N_("%(name)s schreef op %(day)s wat goed ging.")),
        (log.near, N_("Op %(day)s ging het bijna mis. %(name)s schreef dat op.")),
        (log.wrong, N_("Op %(day)s ging het mis. %(name)s schreef dat op.")),
    )
    lines = [Line(said(_(text, name=name(n.by), day=on(n.on)))) for n, text in told if n]
    if log.since:
        lines.insert(0, Line(_("Jouw logboek begint op %(day)s.", day=on(log.since))))
    if log.since and log.wrong is None:
        lines.append(Line(_("In wat jij leest ging het nooit mis.")))
    if log.wrong and log.calm_months:
        lines.append(Line(_calm(log.calm_months)))
    nothing = Ask(_("Er staat nog niets voor iedereen. Schrijf iets op."), "/logboek/nieuw")
    no_good = Ask(_("Je leest nog niet wat goed ging. Schrijf dat op."), "/logboek/nieuw")
    asks = [nothing] if not log.since else [] if log.good else [no_good]
    return Block(lines=lines, asks=asks)


def _calm(months: int) -> str:
    return ngettext(
        "%(num)d maand geleden ging het voor het laatst mis.",
        "%(num)d maanden geleden ging het voor het laatst mis.",
        months,
    )
