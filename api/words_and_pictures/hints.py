"""What a page may still need, as hints. Pure; a hint refuses nothing.

Source: domain.md section 3, Woord en Beeld: plain words, with the child in mind, nobody blamed, and it
begins with who loves whom. language.md section 8: one thought a sentence, at most 12 words and fewer for
a child; what somebody did, never a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final

from api.words_and_pictures.words import Kind
from i18n.dates import here

# From which age how many words fit in a sentence; a child whose year is not known is taken as 8 to 11.
WORDS: Final = ((12, 12), (8, 8), (0, 6))
UNKNOWN_AGE: Final = 8

# The beginnings of words that lay the blame on somebody, or tell what somebody is.
BLAME: Final = (
    "schuld",
    "stout",
    "slecht",
    "gemeen",
    "dader",
    "slachtoffer",
    "leugen",
    "liegt",
    "altijd",
    "nooit",
    "waarom deed",
    "eigen keus",
    "moeten maar",
    "door jou",
    "agressi",
    "jouw fout",
)
# What takes blame away: the sentence that a child needs most.
RELIEF: Final = ("niet door jou", "niet jouw schuld", "niet jouw fout", "niet jullie schuld")
# Words of offices; a child does not know them.
HARD: Final = (
    "huiselijk geweld",
    "geweld",
    "mishandel",
    "incident",
    "escal",
    "traject",
    "casus",
    "regisseur",
    "interven",
    "hulpverlen",
    "jeugdzorg",
    "jeugdbescherm",
    "veiligheidsplan",
    "veiligheidsafspra",
    "netwerk",
    "evalu",
    "situatie",
    "conflict",
    "verslav",
    "trauma",
    "behandel",
    "gezinsvoogd",
    "instantie",
    "afspraken nakomen",
    "grenzen",
    "communic",
)
# Who loves whom: the first page of the story begins with that.
LOVE: Final = ("houd", "hou ", "houdt", "houden", "lief", "lieve", "blij met", "trots")


class Hint(StrEnum):
    """What to look at once more."""

    LONG = "long"
    BLAME = "blame"
    HARD = "hard"
    LOVE = "love"


def most_words(born_year: int | None, now: datetime) -> int:
    """Return how many words fit in a sentence for this child."""
    age = UNKNOWN_AGE if born_year is None else here(now).year - born_year
    return next(words for since, words in WORDS if age >= since)


def hints(
    sentences: Sequence[str], *, words: int, kind: Kind = Kind.WHY, first: bool = False
) -> tuple[Hint, ...]:
    """Return the hints for a page; ``first`` says that the book begins with it."""
    plain = [" ".join(re.findall(r"\w+", each.casefold())) for each in sentences]
    found = []
    if any(len(each.split()) > words for each in plain):
        found.append(Hint.LONG)
    if _has([_without(each, RELIEF) for each in plain], BLAME):
        found.append(Hint.BLAME)
    if _has(plain, HARD):
        found.append(Hint.HARD)
    if first and kind is Kind.WHY and any(plain) and not _has(plain, LOVE):
        found.append(Hint.LOVE)
    return tuple(found)


def hard_word(sentences: Sequence[str]) -> str:
    """Return the first word that a child may not know, as it was written; nothing without one."""
    found = (
        re.search(rf"\b{re.escape(start)}\w*", each, re.IGNORECASE)
        for each in sentences
        for start in HARD
    )
    return next((each[0] for each in found if each), "")


def _without(plain: str, phrases: Sequence[str]) -> str:
    for phrase in phrases:
        plain = plain.replace(phrase, "")
    return plain


def _has(plain: Sequence[str], starts: Sequence[str]) -> bool:
    """Say whether a word begins so; a space at the end asks for the whole word."""
    return any(f" {start}" in f" {each} " for each in plain for start in starts)
