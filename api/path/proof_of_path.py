"""What the path itself shows: tests of the plan, recovery, and the closing plan. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api.path.kinds import Says
from api.path.proof_of_plan import LIKED
from api.path.said import Beside, Said, Typed, first
from i18n.dates import here
from i18n.marking import N_

HELD = N_("Deze proef ging goed op %(day)s: %(text)s")
NOT_HELD = N_("Deze proef ging niet goed op %(day)s: %(text)s")
STOPPED = N_("Jullie stopten deze proef op %(day)s: %(text)s")
NO_TEST = N_("Er staat nog geen proef die goed ging.")
RECOVERED = N_("Dit deden jullie: %(text)s")
TO_RECOVER = N_("Dit staat nog open: %(text)s")
NO_RECOVERY = N_("Er staat nog niets om te herstellen.")
CLOSING = N_("Jullie plan staat er sinds %(day)s.")
NO_CLOSING = N_("Er staat nog niet wat je doet als het weer misgaat.")
RESULTS: Final = {Says.HELD: HELD, Says.NOT_HELD: NOT_HELD, Says.STOPPED: STOPPED}


def tests(beside: Beside) -> Iterator[Said]:
    """How the tests of the plan went."""
    for each in beside.path.tests:
        if each.result is not None:
            values = {"day": here(each.result.at), "text": Typed(each.words.text)}
            yield Said(RESULTS[each.result.says], values)


def no_tests(beside: Beside) -> Iterator[Said]:
    """None went well yet."""
    results = [each.result.says for each in beside.path.tests if each.result]
    if Says.HELD not in results:
        yield Said(NO_TEST)


def recovered(beside: Beside) -> Iterator[Said]:
    """What of the recovery plan is done."""
    for each in first(one for one in beside.path.recovery if one.done):
        yield Said(RECOVERED, {"text": Typed(each.words.text)})


def not_recovered(beside: Beside) -> Iterator[Said]:
    """What of it is still to do."""
    if not beside.path.recovery:
        yield Said(NO_RECOVERY)
    for each in first(one for one in beside.path.recovery if not one.done):
        yield Said(TO_RECOVER, {"text": Typed(each.words.text)})


def closing(beside: Beside) -> Iterator[Said]:
    """Since when the closing plan stands, and who agrees with it."""
    found = beside.path.closing
    if found is not None:
        yield Said(CLOSING, {"day": here(found.since)})
        said = tuple(each.by for each in found.yes if not each.older)
        if said:
            yield Said(LIKED, {"people": said})


def no_closing(beside: Beside) -> Iterator[Said]:
    """It is not there."""
    if beside.path.closing is None:
        yield Said(NO_CLOSING)
