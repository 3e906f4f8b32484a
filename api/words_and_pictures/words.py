"""What a page says, as one value. Pure: no Flask, no database, no pictures opened, no clock."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from api.core.errors import Invalid
from i18n.marking import N_

MOST_SENTENCES: Final = 2
LONGEST_SENTENCE: Final = 200
LONGEST_ALT: Final = 200
MOST_PICTURES: Final = 6
PICTURE_NAME: Final = re.compile(r"[a-z]{2,20}")

TOO_LONG: Final = N_("Deze zin is te lang. Maak hem korter.")
TOO_MANY: Final = N_("Op 1 bladzijde passen 2 zinnen. Maak een nieuwe bladzijde.")
TOO_MANY_PICTURES: Final = N_("Op 1 bladzijde passen 6 plaatjes.")
UNKNOWN_PICTURE: Final = N_("Dit plaatje is er niet. Kies een ander plaatje.")


class Kind(StrEnum):
    """Why things happened (uitleg), or what the plan is (veiligheidsplan)."""

    WHY = "why"
    PLAN = "plan"


class Part(StrEnum):
    """What somebody does for a book."""

    MAKES = "makes"
    AGREES = "agrees"


class At(StrEnum):
    """What somebody was at a showing: beside the child, or one of who may read it since."""

    WITH = "with"
    READS = "reads"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in; `field` is drawing, photo or voice. Not to be trusted yet."""

    field: str
    type: str
    data: bytes = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The agreement of the plan that a page tells of, in the version that holds."""

    id: UUID
    version_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDraft:
    """A filled-in page. `alt` says what is to be seen; `pictures` are names of the grid.

    Of a change: `keeps_picture` and `keeps_voice` say that the drawing or photo, and the voice, stay
    when no other came in.
    """

    sentences: tuple[str, ...] = ()
    alt: str = ""
    pictures: tuple[str, ...] = ()
    agreement: Agreement | None = None
    keeps_picture: bool = True
    keeps_voice: bool = True

    def checked(self) -> PageDraft:
        """Return it with tidy sentences; raises Invalid for what does not fit on a page."""
        said = tuple(each for each in map(_tidy, self.sentences) if each)
        if len(said) > MOST_SENTENCES:
            raise Invalid(TOO_MANY, field="sentence-2")
        for place, each in enumerate(said, start=1):
            if len(each) > LONGEST_SENTENCE:
                raise Invalid(TOO_LONG, field=f"sentence-{place}")
        if len(self.pictures) > MOST_PICTURES:
            raise Invalid(TOO_MANY_PICTURES, field="pictures")
        if not all(PICTURE_NAME.fullmatch(each) for each in self.pictures):
            raise Invalid(UNKNOWN_PICTURE, field="pictures")
        return PageDraft(
            sentences=said,
            alt=_tidy(self.alt)[:LONGEST_ALT],
            pictures=tuple(dict.fromkeys(self.pictures)),
            agreement=self.agreement,
            keeps_picture=self.keeps_picture,
            keeps_voice=self.keeps_voice,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The sealed words of a version."""

    sentences: tuple[str, ...]
    alt: str
    pictures: tuple[str, ...]


def to_json(draft: PageDraft) -> Mapping[str, Any]:
    """Return what is sealed of a page."""
    return {
        "sentences": list(draft.sentences),
        "alt": draft.alt,
        "pictures": list(draft.pictures),
    }


def from_json(body: Mapping[str, Any]) -> Said:
    """Return the words of a page as they were sealed."""
    return Said(
        sentences=tuple(body["sentences"]), alt=body["alt"], pictures=tuple(body["pictures"])
    )


def _tidy(text: str) -> str:
    return " ".join(text.split())
