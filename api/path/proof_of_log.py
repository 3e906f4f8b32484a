"""What the logbook shows: since when people write, what went well, and what did not. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from api.path.said import Beside, Months, Said
from api.scales.rules import STEADY_MONTHS
from i18n.marking import N_

GOOD = N_("%(people)s schreef op %(day)s wat er goed ging.")
NO_GOOD = N_("Je leest nog niets dat goed ging.")
SINCE = N_("Jullie schrijven al sinds %(day)s.")
NOTHING_WRITTEN = N_("Je leest nog niets in het logboek.")
WRONG = N_("%(people)s schreef op %(day)s dat er iets fout ging.")
NEAR = N_("%(people)s schreef op %(day)s dat het bijna fout ging.")
CALM = N_("Je leest al %(months)s niets dat fout ging.")
NOT_CALM = N_("Dat is nog geen 6 maanden.")


def good(beside: Beside) -> Iterator[Said]:
    """The last good moment that was written down."""
    note = beside.facts.log.good
    if note is not None:
        yield Said(GOOD, {"people": (note.by,), "day": note.on})


def no_good(beside: Beside) -> Iterator[Said]:
    """None is read."""
    if beside.facts.log.good is None:
        yield Said(NO_GOOD)


def written(beside: Beside) -> Iterator[Said]:
    """Since when people write."""
    if beside.facts.log.since is not None:
        yield Said(SINCE, {"day": beside.facts.log.since})


def not_written(beside: Beside) -> Iterator[Said]:
    """Nothing is read."""
    if beside.facts.log.since is None:
        yield Said(NOTHING_WRITTEN)


def calm(beside: Beside) -> Iterator[Said]:
    """When it last went wrong, or nearly, and for how long nothing is read of that."""
    log = beside.facts.log
    for note, sentence in ((log.near, NEAR), (log.wrong, WRONG)):
        if note is not None:
            yield Said(sentence, {"people": (note.by,), "day": note.on})
    if log.calm_months:
        yield Said(CALM, {"months": Months(log.calm_months)})


def not_calm_long(beside: Beside) -> Iterator[Said]:
    """Less than half a year of it (domain.md 4)."""
    yield from not_written(beside)
    if beside.facts.log.since is not None and (beside.facts.log.calm_months or 0) < STEADY_MONTHS:
        yield Said(NOT_CALM)
