"""What somebody filled in about a number, as one value; the form and the outbox bring the same fields. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from api.core.errors import Invalid
from api.core.text import tidy
from api.people.policy import Audience
from api.scales.rules import NO_WORDS, WHAT_DID_YOU_SEE, Asked, check_value
from i18n.marking import N_

LONGEST_WORDS: Final = 1_000
LONGEST_ANCHOR: Final = 500
MOST_CHOSEN: Final = 60
TOO_LONG: Final = N_("Dit is te lang. Maak het wat korter.")
CHOOSE: Final = N_("Kies een van de antwoorden.")
NO_PERSON: Final = N_("Deze naam kennen we niet. Kies iemand uit de lijst.")
WORDS: Final = ("seen", "not_lower", "not_higher")


@dataclass(frozen=True, slots=True)
class Answer:
    """A number, what was seen, why not a point lower and not a point higher, and for whom it is meant."""

    asked: Asked
    value: int
    seen: str = ""
    not_lower: str = ""
    not_higher: str = ""
    audience: Audience | None = None
    chosen: frozenset[UUID] = frozenset()

    def words(self) -> dict[str, Any]:
        """Return what goes under the seal."""
        return {name: getattr(self, name) for name in WORDS if getattr(self, name)}


@dataclass(frozen=True, slots=True)
class Anchors:
    """What the household says at 0 and at 10."""

    zero: str
    ten: str


def read_answer(form: Mapping[str, Sequence[str]], asked: Asked) -> Answer:
    """Read a form; raises Invalid, naming the field. A grown-up says what they saw, a child need not."""
    value = check_value(_one(form, "value"), asked)
    seen, not_lower, not_higher = (_text(form, name, LONGEST_WORDS) for name in WORDS)
    if asked is Asked.NUMBER and not seen:
        raise Invalid(WHAT_DID_YOU_SEE, field="seen")
    return Answer(
        asked,
        value,
        seen,
        not_lower,
        not_higher,
        _audience(form),
        _chosen(form),
    )


def read_anchors(form: Mapping[str, Sequence[str]]) -> Anchors:
    """Read the words at both ends; raises Invalid when one is missing."""
    anchors = Anchors(_text(form, "zero", LONGEST_ANCHOR), _text(form, "ten", LONGEST_ANCHOR))
    for name in ("zero", "ten"):
        if not getattr(anchors, name):
            raise Invalid(NO_WORDS, field=name)
    return anchors


def _one(form: Mapping[str, Sequence[str]], name: str) -> str:
    answers = form.get(name) or ("",)
    return answers[-1].strip()


def _text(form: Mapping[str, Sequence[str]], name: str, longest: int) -> str:
    text = tidy(_one(form, name))
    if len(text) > longest:
        raise Invalid(TOO_LONG, field=name)
    return text


def _audience(form: Mapping[str, Sequence[str]]) -> Audience | None:
    answer = _one(form, "audience")
    try:
        return Audience(answer) if answer else None
    except ValueError:
        raise Invalid(CHOOSE, field="audience") from None


def _chosen(form: Mapping[str, Sequence[str]]) -> frozenset[UUID]:
    ticked = [each.strip() for each in form.get("chosen", ()) if each.strip()]
    if len(ticked) > MOST_CHOSEN:
        raise Invalid(TOO_LONG, field="chosen")
    try:
        return frozenset(UUID(each) for each in ticked)
    except ValueError:
        raise Invalid(NO_PERSON, field="chosen") from None
