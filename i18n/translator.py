"""Speaks the language that was bound to this request. Bound once, so that a sentence costs a dictionary look-up.

Never ask flask-babel for a sentence: it looks up locale and domain at each call, which was half a page's time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as clock
from functools import cache
from gettext import NullTranslations

from i18n.catalogues import catalogue
from i18n.dates import Calendar, calendar, clock_time, here
from i18n.languages import DUTCH, Language, language


@dataclass(frozen=True)
class Translator:
    """A language with its sentences and its calendar, ready to speak."""

    language: Language
    words: NullTranslations
    calendar: Calendar


@cache
def translator(code: str) -> Translator:
    """Return the one for this code, made once per process; Dutch when we do not know the code."""
    spoken = language(code)
    return Translator(spoken, catalogue(spoken.code), calendar(spoken.code))


@dataclass(frozen=True)
class Spoken:
    """What was bound: who speaks, and in which year; a day of another year is said with it."""

    by: Translator
    year: int | None


_spoken: ContextVar[Spoken] = ContextVar("spoken")


def current() -> Translator:
    """Return what this request, or this piece of work, speaks; Dutch when nothing was bound."""
    spoken = _spoken.get(None)
    return spoken.by if spoken else translator(DUTCH.code)


def bind(code: str, now: date | None = None) -> Token[Spoken]:
    """From here on this request, or this piece of work, speaks this language on this day."""
    return _spoken.set(Spoken(translator(code), here(now).year if now else None))


def release(token: Token[Spoken]) -> None:
    """Speak again what was spoken before: the next piece of work on this thread starts afresh."""
    _spoken.reset(token)


@contextmanager
def speaking(code: str) -> Iterator[Translator]:
    """Speak a language within the block only."""
    token = bind(code)
    try:
        yield current()
    finally:
        release(token)


def gettext(message: str, **values: object) -> str:
    """Say a Dutch sentence in the bound language; a sentence without values is not formatted."""
    said = current().words.gettext(message)
    return said % values if values else said


def pgettext(context: str, message: str, **values: object) -> str:
    """The same, for one audience: `kind` is a child."""
    said = current().words.pgettext(context, message)
    return said % values if values else said


def ngettext(one: str, more: str, num: int, **values: object) -> str:
    """Say it for this number; a language may have up to six forms."""
    return current().words.ngettext(one, more, num) % {"num": num, **values}


def npgettext(context: str, one: str, more: str, num: int, **values: object) -> str:
    """The same for this number, and for one audience."""
    return current().words.npgettext(context, one, more, num) % {"num": num, **values}


_ = gettext


def day(when: date, *, year: bool | None = None) -> str:
    """As in: zaterdag 21 november. With its year when asked, or when it is not that of the day that was bound."""
    return current().calendar.day(when, year=_with_year(when, asked=year))


def month(when: date) -> str:
    """As in: november 2026."""
    return current().calendar.month(when)


def time(when: clock | datetime) -> str:
    """As in: 16:05."""
    return clock_time(when)


def moment(when: datetime, *, year: bool | None = None) -> str:
    """As in: zaterdag 21 november, 16:05. For the year see ``day``."""
    return current().calendar.moment(when, year=_with_year(when, asked=year))


def _with_year(when: date, *, asked: bool | None) -> bool:
    if asked is not None:
        return asked
    spoken = _spoken.get(None)
    return bool(spoken and spoken.year and here(when).year != spoken.year)
