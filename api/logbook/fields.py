"""Reads one answer at a time out of a form that anybody may have sent.

Pure. An answer that cannot be is refused by name; characters that could turn a line round are dropped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, time
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from api.core.errors import Invalid
from api.core.text import tidy, typed_day, whole_number
from i18n.marking import N_

CHOOSE = N_("Kies een van de antwoorden.")
TOO_LONG = N_("Dit is te lang. Maak het wat korter.")
NO_DAY = N_("Deze dag kennen we niet. Kies de dag opnieuw.")
NO_TIME = N_("Deze tijd kennen we niet. Kies de tijd opnieuw.")
NO_PERSON = N_("Deze naam kennen we niet. Kies iemand uit de lijst.")

MOST_IDS = 60
MOST_VERSIONS = 999_999

Choice = TypeVar("Choice", bound=StrEnum)


class Fields:
    """A form: names with one or more answers each."""

    def __init__(self, form: Mapping[str, Sequence[str]]) -> None:
        """Keep the form as it came."""
        self._form = form

    def one(self, name: str) -> str:
        """Return the last answer, bare; empty when there is none."""
        answers = self._form.get(name) or ("",)
        return answers[-1].strip()

    def text(self, name: str, longest: int) -> str:
        """Return what somebody typed, tidied but not changed."""
        text = tidy(self.one(name))
        if len(text) > longest:
            raise Invalid(TOO_LONG, field=name)
        return text

    def choice(self, name: str, among: type[Choice]) -> Choice | None:
        """Return the chosen answer, None when nothing was chosen."""
        answer = self.one(name)
        if not answer:
            return None
        try:
            return among(answer)
        except ValueError:
            raise Invalid(CHOOSE, field=name) from None

    def needed(self, name: str, among: type[Choice]) -> Choice:
        """Return the chosen answer of a question that must be answered."""
        chosen = self.choice(name, among)
        if chosen is None:
            raise Invalid(CHOOSE, field=name)
        return chosen

    def ids(self, name: str) -> tuple[UUID, ...]:
        """Return the ids that were ticked, each once, in order."""
        ticked = [answer.strip() for answer in self._form.get(name, ()) if answer.strip()]
        if len(ticked) > MOST_IDS:
            raise Invalid(TOO_LONG, field=name)
        try:
            return tuple(dict.fromkeys(UUID(answer) for answer in ticked))
        except ValueError:
            raise Invalid(NO_PERSON, field=name) from None

    def day(self, name: str) -> date | None:
        """Return a day written as 2026-11-21."""
        answer = self.one(name)
        day = typed_day(answer)
        if day is None and answer:
            raise Invalid(NO_DAY, field=name)
        return day

    def time(self, name: str) -> time | None:
        """Return a time of day written as 18:30."""
        answer = self.one(name)
        try:
            read = time.fromisoformat(answer) if answer else None
        except ValueError:
            raise Invalid(NO_TIME, field=name) from None
        if read is not None and read.tzinfo is not None:
            raise Invalid(NO_TIME, field=name)
        return read

    def number(self, name: str, *, most: int, no: str) -> int | None:
        """Return a whole number, None when nothing was typed; raises Invalid with ``no`` for what is none."""
        answer = self.one(name)
        if not answer:
            return None
        read = whole_number(answer, most=most)
        if read is None:
            raise Invalid(no, field=name)
        return read

    def version(self, name: str) -> int:
        """Return the number of a version; 0, which is never the last one, for what is none."""
        return whole_number(self.one(name), most=MOST_VERSIONS) or 0

    def json_list(self, name: str) -> list[Any]:
        """Return a JSON list, empty when there is none."""
        answer = self.one(name)
        try:
            read = json.loads(answer) if answer else []
        except (ValueError, RecursionError):
            raise Invalid(CHOOSE, field=name) from None
        if not isinstance(read, list):
            raise Invalid(CHOOSE, field=name)
        return read
