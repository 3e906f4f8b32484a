"""What somebody filled in, as one value; the form and the outbox bring the same fields.

Pure: no Flask, no database, no pictures opened, no clock. Who may write what is decided in `rules`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from uuid import UUID

from api.core.errors import Invalid
from api.logbook.fields import CHOOSE, Fields
from api.people.policy import Audience
from i18n.marking import N_

WHICH_AGREEMENT = N_("Kies een afspraak uit de lijst.")
TOO_MANY_FILES = N_("Dat is te veel in 1 keer. Kies er niet meer dan 4.")

LONGEST_REPLY = 2_000
CELLS = 9
MOST_FILES = 4
MADE = ("drawing", "photo", "voice")
PICTURE_NAME = re.compile(r"[a-z]{2,20}")


class Kind(StrEnum):
    """The five kinds of note of the logbook, and a child's own `tell`. Calm or good comes first."""

    GOOD = "good"
    NEAR = "near"
    WRONG = "wrong"
    HOW = "how"
    CHECK = "check"
    TELL = "tell"


class Source(StrEnum):
    """How the writer knows: seen, heard, or told by somebody."""

    SAW = "saw"
    HEARD = "heard"
    TOLD = "told"


class Feeling(StrEnum):
    """A face that says how it is."""

    HAPPY = "happy"
    CALM = "calm"
    OKAY = "okay"
    WORRIED = "worried"
    SAD = "sad"
    ANGRY = "angry"
    SCARED = "scared"


class Sheet(StrEnum):
    """A drawing sheet for talking with children."""

    WORRIES = "worries"
    GOOD = "good"
    WISHES = "wishes"
    SAFE_HOUSE = "safe_house"


class Kept(StrEnum):
    """Whether an agreement was kept, or that who came could not see it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNSEEN = "unseen"


class Visit(StrEnum):
    """Whether a check was planned."""

    PLANNED = "planned"
    UNANNOUNCED = "unannounced"


@dataclass(frozen=True)
class Upload:
    """A file as it came in; `field` is drawing, photo or voice. Not to be trusted yet."""

    field: str
    type: str
    data: bytes = dataclasses.field(repr=False)


@dataclass(frozen=True)
class Placed:
    """A picture put in one of the nine cells."""

    picture: str
    cell: int


@dataclass(frozen=True)
class Note:
    """A filled-in form. `on` and `at` are the household's own day and time; without `on` it is now.

    `left_out` names the files that went with it and could not be kept. `agreement_id` is the agreement
    of the plan that was looked at, `agreement` what somebody typed of it; `agreed` is what the plan says
    of it, put beside them by whoever knows the plan. `page_id` is the page of a child's book that it is
    about: kept as it came, for who reads the note may not be who reads the page.
    """

    kind: Kind
    text: str = ""
    audience: Audience | None = None
    chosen: frozenset[UUID] = frozenset()
    feeling: Feeling | None = None
    helped: str = ""
    helped_by: tuple[UUID, ...] = ()
    helped_by_name: str = ""
    about: tuple[UUID, ...] = ()
    source: Source | None = None
    on: date | None = None
    at: time | None = None
    sheet: Sheet | None = None
    alt: str = ""
    strokes: str = ""
    pictures: tuple[Placed, ...] = ()
    agreement: str = ""
    kept: Kept | None = None
    visit: Visit | None = None
    trigger: str = ""
    uploads: tuple[Upload, ...] = ()
    # Not in the repr, and so not in the digest: what was left out or added on the way is no other note.
    left_out: tuple[str, ...] = dataclasses.field(default=(), repr=False)
    agreed: str = dataclasses.field(default="", repr=False)
    # In the digest by itself, so that the digests of notes without it stay what they were.
    agreement_id: UUID | None = dataclasses.field(default=None, repr=False)
    page_id: UUID | None = dataclasses.field(default=None, repr=False)

    def says_something(self) -> bool:
        """A face, a tick or a drawing is as good as words; so is one that could not be kept."""
        made = (self.strokes, self.pictures, self.uploads, self.left_out)
        return any((self.text, self.feeling, self.kept, *made))

    def digest(self) -> str:
        """Tell the same note sent twice from another note under the same id."""
        words = replace(self, chosen=frozenset(), uploads=())
        told = hashlib.sha256(repr((words, sorted(map(str, self.chosen)))).encode())
        if self.agreement_id:
            told.update(b"agreement" + self.agreement_id.bytes)
        if self.page_id:
            told.update(b"page" + self.page_id.bytes)
        for file in self.uploads:
            told.update(file.field.encode() + hashlib.sha256(file.data).digest())
        return told.hexdigest()


def read_note(form: Mapping[str, Sequence[str]], files: Sequence[Upload] = ()) -> Note:
    """Read a form; raises Invalid, naming the field, for what cannot be an answer."""
    read = Fields(form)
    # Without script "now" is ticked from the start: a day that was filled in says more.
    earlier = read.one("when") != "now" or read.one("on") != ""
    return Note(
        kind=read.needed("kind", Kind),
        text=read.text("text", 10_000),
        audience=read.choice("audience", Audience),
        chosen=frozenset(read.ids("chosen")),
        feeling=read.choice("feeling", Feeling),
        helped=read.text("helped", 2_000),
        helped_by=read.ids("helped_by"),
        helped_by_name=read.text("helped_by_name", 80),
        about=read.ids("about"),
        source=read.choice("source", Source),
        on=read.day("on") if earlier else None,
        at=read.time("at") if earlier else None,
        sheet=read.choice("sheet", Sheet),
        alt=read.text("alt", 1_000),
        strokes=read.one("strokes"),
        pictures=_pictures(read),
        agreement=read.text("agreement", 300),
        agreement_id=_agreement(read),
        page_id=_page(read),
        kept=read.choice("kept", Kept),
        visit=read.choice("visit", Visit),
        trigger=read.text("trigger", 300),
        uploads=_uploads(files),
        left_out=tuple(name for name in MADE if name in form.get("left_out", ())),
    )


def read_reply(form: Mapping[str, Sequence[str]]) -> str:
    """Read an answer to a note."""
    return Fields(form).text("text", LONGEST_REPLY)


def _agreement(read: Fields) -> UUID | None:
    """Read which agreement was looked at; empty or "other" is none of those in the plan."""
    answer = read.one("agreement_id")
    try:
        return UUID(answer) if answer not in {"", "other"} else None
    except ValueError:
        raise Invalid(WHICH_AGREEMENT, field="agreement_id") from None


def _page(read: Fields) -> UUID | None:
    """Read at which page of a book this was told. What is no page is left out: the words are kept."""
    try:
        return UUID(read.one("page_id"))
    except ValueError:
        return None


def _uploads(files: Sequence[Upload]) -> tuple[Upload, ...]:
    """Leave out the file fields that stayed empty."""
    filled = tuple(file for file in files if file.data)
    if len(filled) > MOST_FILES:
        raise Invalid(TOO_MANY_FILES, field="photo")
    return filled


def _pictures(read: Fields) -> tuple[Placed, ...]:
    """Read the pictures on the nine cells: at most one in a cell."""
    placed: dict[int, Placed] = {}
    for item in read.json_list("pictures"):
        match item:
            case {"picture": str(picture), "cell": int(cell)} if (
                PICTURE_NAME.fullmatch(picture) and type(cell) is int and 0 <= cell < CELLS
            ):
                placed[cell] = Placed(picture, cell)
            case _:
                raise Invalid(CHOOSE, field="pictures")
    return tuple(placed[cell] for cell in sorted(placed))
