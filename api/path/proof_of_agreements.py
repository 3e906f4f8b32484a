"""What the rooms show of agreements: whether they were kept, and who looked. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from api.path.said import Beside, Said, Typed, first
from i18n.marking import N_

DONE = N_("Dit gebeurde op %(day)s nog: %(text)s")
NOT_DONE = N_("Je leest niet of dit gebeurt: %(text)s")
LOOKED = N_("%(people)s keek op %(day)s: %(text)s")
NOT_LOOKED = N_("Je ziet niet dat iemand hier keek: %(text)s")
NO_AGREEMENT = N_("Je leest nog geen afspraken.")


def carried_out(beside: Beside) -> Iterator[Said]:
    """Agreements of which somebody wrote that they were kept."""
    for each in first(one for one in beside.facts.checks if one.carried_out is not None):
        yield Said(DONE, {"day": each.carried_out, "text": Typed(each.agreement.text)})


def not_carried_out(beside: Beside) -> Iterator[Said]:
    """Agreements of which nobody wrote so."""
    yield from _no_agreements(beside)
    for each in first(one for one in beside.facts.checks if one.carried_out is None):
        yield Said(NOT_DONE, {"text": Typed(each.agreement.text)})


def checked(beside: Beside) -> Iterator[Said]:
    """Who looked last, at each agreement."""
    for each in first(one for one in beside.facts.checks if one.last is not None):
        if each.last is not None:
            values = {"people": (each.last.by,), "day": each.last.on}
            yield Said(LOOKED, {**values, "text": Typed(each.agreement.text)})


def not_checked(beside: Beside) -> Iterator[Said]:
    """Agreements at which nobody looked."""
    yield from _no_agreements(beside)
    for each in first(one for one in beside.facts.checks if one.last is None):
        yield Said(NOT_LOOKED, {"text": Typed(each.agreement.text)})


def _no_agreements(beside: Beside) -> Iterator[Said]:
    if not beside.facts.checks:
        yield Said(NO_AGREEMENT)
