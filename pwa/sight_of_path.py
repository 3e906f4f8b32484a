"""What the sheet says of who keeps the plan and leads the talks, and of the tests of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from api.path.evidence.facts import Facts
from api.path.evidence.facts_of_path import Led, Met, Tested
from api.path.kinds import Says
from i18n.marking import N_
from i18n.translator import _
from pwa.sight_words import Ask, Block, Line, Question, name, names, on, question, said

SHOWN: Final = 3
RESULTS: Final[Mapping[Says, str]] = {
    Says.HELD: N_("Het ging goed op %(day)s."),
    Says.NOT_HELD: N_("Het ging niet goed op %(day)s."),
    Says.STOPPED: N_("Jullie stopten op %(day)s."),
}


def kept(facts: Facts) -> Question:
    """Say who keeps the plan, who calls people together, and who led the last talks."""
    plan = facts.plan
    lines = []
    if plan.keepers:
        lines.append(Line(said(_("Wie het plan bewaart: %(names)s.", names=names(plan.keepers)))))
    if plan.chairs:
        told = _("Wie het samen praten leidt: %(names)s.", names=names(plan.chairs))
        lines.append(Line(said(told)))
    asks = [] if plan.keepers or plan.chairs else [_nobody_keeps_it()]
    blocks = [
        Block(lines=lines, asks=asks),
        # Not everybody in the house was asked to each talk.
        Block(lines=[_led(each) for each in facts.met], paper=False),
    ]
    return question("kept", _("Wie bewaart het plan?"), blocks)


def tried(facts: Facts, kant: str) -> Question:
    """Say how the tests of the plan went, and what people learned."""
    return question("tried", _("Hoe ging een proef?"), _tests(facts, kant))


def _tests(facts: Facts, kant: str) -> Iterator[Block]:
    for each in facts.tests[:SHOWN]:
        yield Block(typed=each.text, lines=[_test(each)])
    if not any(each.result is Says.HELD for each in facts.tests):
        yield Block(asks=[Ask(_("Er staat nog geen proef die goed ging."), f"/pad/proef{kant}")])


def _test(of: Tested) -> Line:
    if of.result is not None and of.told_on is not None:
        return Line(_(RESULTS[of.result], day=on(of.told_on)), of.lessons)
    return Line(_("Deze proef staat op %(day)s.", day=on(of.day)) if of.day else "")


def _led(of: Met) -> Line:
    if of.led is Led.CIRCLE and of.by:
        told = _("%(name)s leidde het samen praten op %(day)s.", name=name(of.by), day=on(of.on))
    elif of.led is Led.TOGETHER and of.by:
        told = _("%(name)s leidde het op %(day)s met hulp.", name=name(of.by), day=on(of.on))
    elif of.led is Led.HELPER:
        told = _("Iemand van de hulp leidde het op %(day)s.", day=on(of.on))
    else:
        told = _("Jullie praatten samen op %(day)s.", day=on(of.on))
    return Line(said(told))


def _nobody_keeps_it() -> Ask:
    return Ask(_("Je ziet hier niemand. Spreek samen af wie dat doet."), "/mensen")
