"""What a version holds under seal: the words, and for whom they were meant at that moment.

Pure: a note becomes words, words become JSON and back. Older words stay readable when a field is added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from api.logbook.note import Feeling, Kept, Kind, Note, Placed, Sheet, Source, Visit
from api.people.policy import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One version of a note."""

    kind: Kind
    source: Source | None
    happened_at: datetime
    audience: Audience
    chosen: frozenset[UUID]
    about: tuple[UUID, ...]
    text: str
    feeling: Feeling | None
    helped: str
    helped_by: tuple[UUID, ...]
    helped_by_name: str
    sheet: Sheet | None
    alt: str
    pictures: tuple[Placed, ...]
    agreement: str
    agreement_id: UUID | None
    page_id: UUID | None
    kept: Kept | None
    visit: Visit | None
    trigger: str
    left_out: tuple[str, ...]
    digest: str


TYPED = ("text", "helped", "helped_by_name", "alt", "agreement", "trigger")


def typed_in(body: Mapping[str, Any]) -> str:
    """Return all that somebody typed, without reading the rest: for looking through many notes."""
    return "\n".join(body[name] for name in TYPED if name in body)


def named_in(body: Mapping[str, Any]) -> Iterator[str]:
    """Return the ids of the people that a version names."""
    yield from body.get("about", ())
    yield from body.get("helped_by", ())


def words_of(
    note: Note, *, audience: Audience, chosen: frozenset[UUID], happened_at: datetime
) -> Words:
    """Return what a note says, with what was decided about it."""
    return Words(
        kind=note.kind,
        source=note.source,
        happened_at=happened_at,
        audience=audience,
        chosen=chosen,
        about=note.about,
        text=note.text,
        feeling=note.feeling,
        helped=note.helped,
        helped_by=note.helped_by,
        helped_by_name=note.helped_by_name,
        sheet=note.sheet,
        alt=note.alt,
        pictures=note.pictures,
        agreement="\n".join(filter(None, (note.agreed, note.agreement))),
        agreement_id=note.agreement_id,
        page_id=note.page_id,
        kept=note.kept,
        visit=note.visit,
        trigger=note.trigger,
        left_out=note.left_out,
        digest=note.digest(),
    )


def to_json(words: Words) -> dict[str, Any]:
    """Return the words as JSON; what is empty is left out."""
    filled = {
        "kind": words.kind,
        "source": words.source,
        "happened_at": words.happened_at.isoformat(),
        "audience": words.audience,
        "chosen": sorted(map(str, words.chosen)),
        "about": list(map(str, words.about)),
        "text": words.text,
        "feeling": words.feeling,
        "helped": words.helped,
        "helped_by": list(map(str, words.helped_by)),
        "helped_by_name": words.helped_by_name,
        "sheet": words.sheet,
        "alt": words.alt,
        "pictures": [[placed.picture, placed.cell] for placed in words.pictures],
        "agreement": words.agreement,
        "agreement_id": words.agreement_id and str(words.agreement_id),
        "page_id": words.page_id and str(words.page_id),
        "kept": words.kept,
        "visit": words.visit,
        "trigger": words.trigger,
        "left_out": list(words.left_out),
        "digest": words.digest,
    }
    return {name: value for name, value in filled.items() if value}


def from_json(body: Mapping[str, Any]) -> Words:
    """Read the words back."""
    return Words(
        kind=Kind(body["kind"]),
        source=Source(body["source"]) if "source" in body else None,
        happened_at=datetime.fromisoformat(body["happened_at"]),
        audience=Audience(body["audience"]),
        chosen=frozenset(_ids(body, "chosen")),
        about=_ids(body, "about"),
        text=body.get("text", ""),
        feeling=Feeling(body["feeling"]) if "feeling" in body else None,
        helped=body.get("helped", ""),
        helped_by=_ids(body, "helped_by"),
        helped_by_name=body.get("helped_by_name", ""),
        sheet=Sheet(body["sheet"]) if "sheet" in body else None,
        alt=body.get("alt", ""),
        pictures=tuple(Placed(*pair) for pair in body.get("pictures", ())),
        agreement=body.get("agreement", ""),
        agreement_id=UUID(body["agreement_id"]) if "agreement_id" in body else None,
        page_id=UUID(body["page_id"]) if "page_id" in body else None,
        kept=Kept(body["kept"]) if "kept" in body else None,
        visit=Visit(body["visit"]) if "visit" in body else None,
        trigger=body.get("trigger", ""),
        left_out=tuple(body.get("left_out", ())),
        digest=body.get("digest", ""),
    )


def _ids(body: Mapping[str, Any], name: str) -> tuple[UUID, ...]:
    return tuple(map(UUID, body.get(name, ())))
