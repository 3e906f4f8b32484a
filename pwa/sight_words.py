"""The parts of the sheet that says how it goes: questions, what is known, and what somebody could do next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from api.people.queries import Member
from i18n.translator import day as day_of
from pwa.who_reads import BARE_NAME, joined


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that is not known, what to do about it, and where."""

    said: str | Markup
    href: str


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is known. `typed` are somebody's own words with it."""

    said: str | Markup
    typed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What belongs together, under words of the plan (`typed`) or a name. `paper`: it may lie on a table."""

    typed: str = ""
    name: Markup = field(default_factory=Markup)
    lines: Sequence[Line] = ()
    asks: Sequence[Ask] = ()
    paper: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of the sheet. `paper` says that something of it stands on paper."""

    key: str
    title: str
    blocks: Sequence[Block]

    @property
    def paper(self) -> bool:
        return any(each.paper for each in self.blocks)


def question(key: str, title: str, blocks: Iterable[Block]) -> Question:
    """Put a question together; a block in which nothing stands is left out."""
    return Question(key=key, title=title, blocks=tuple(b for b in blocks if b.lines or b.asks))


def name(member: Member) -> Markup:
    """Return a name that keeps its own reading direction."""
    return BARE_NAME.format(member.called)


def names(people: Iterable[Member]) -> Markup:
    """Return names in one line, in the order of the alphabet."""
    return joined(sorted(people, key=lambda each: each.called.casefold()))


def on(day: date) -> str:
    """Return a day as everybody says it."""
    return day_of(day)


def said(sentence: str) -> Markup:
    """Take a sentence of the house in which only names and days were filled in."""
    return Markup(sentence)  # noqa: S704
