"""What stands in the form: what was typed before a refusal, or the words of a note to be put better."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from api.logbook.views import EntryView

SEVERAL = ("helped_by", "about", "chosen")


def said_now(fields: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return what was typed, ready to be shown again."""
    return {name: list(given) if name in SEVERAL else given[-1] for name, given in fields.items()}


def said_before(entry: EntryView) -> dict[str, Any]:
    """Return the words of a note."""
    return {
        "kind": str(entry.kind),
        "feeling": str(entry.feeling or ""),
        "text": entry.text,
        "helped": entry.helped,
        "helped_by": [str(each.id) for each in entry.helped_by],
        "helped_by_name": entry.helped_by_name,
        "alt": entry.alt,
        "agreement": "" if entry.agreement_id else entry.agreement,
        "kept": str(entry.kept or ""),
        "visit": str(entry.visit or ""),
    }


def keeps(entry: EntryView) -> tuple[tuple[str, str], ...]:
    """Return what a correction does not ask again, so that it is not lost."""
    pictures = [{"picture": each.picture, "cell": each.cell} for each in entry.pictures]
    once = {
        "source": str(entry.source or ""),
        "sheet": str(entry.sheet or ""),
        "trigger": entry.trigger,
        "page_id": str(entry.page_id or ""),
        "pictures": json.dumps(pictures) if pictures else "",
    }
    about = (("about", str(each.id)) for each in entry.about)
    return (*((name, value) for name, value in once.items() if value), *about)
