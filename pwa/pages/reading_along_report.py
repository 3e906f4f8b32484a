"""``/meekijken/<seat>/verslag``: a period as a document to hand over, and as JSON for the systems of a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, jsonify, request

from api.core.errors import Invalid
from api.core.http import house, members
from api.core.journal import head_mark
from api.core.text import typed_day
from api.logbook.note import Kept
from api.logbook.views import EntryView
from api.people.consenting.kinds import Kind
from api.people.queries import Member, household_name
from api.scales.queries import ScoreView
from i18n.dates import here
from i18n.marking import N_
from i18n.translator import gettext
from pwa.pages.reading_along import show
from pwa.reading_along import ADDRESS, TASKS, Open, opened, writes_down
from pwa.reading_report import HELD_IN, Period, Report, report

pages = Blueprint("reading_along_report", __name__)
HOUSE: Final = f"{ADDRESS}/<uuid:seat_id>"
FILE: Final = "dossier"
SEASON: Final = timedelta(weeks=13)
LONGEST: Final = timedelta(days=800)
NO_DAY: Final = N_("Kies een dag die bestaat.")
WRONG_WAY: Final = N_("De eerste dag ligt na de laatste. Draai ze om.")
TOO_LONG: Final = N_("Dat is te lang. Kies hooguit 2 jaar.")


@pages.get(f"{HOUSE}/verslag")
@members("professional")
def document(seat_id: UUID) -> str:
    """Show the report as it is printed."""
    with opened(seat_id, one_of=HELD_IN) as found:
        told = report(found, _period(found), for_table=_for_table())
        name = household_name(found.session, found.viewer.household)
        _wrote(found)
    mark = _mark(found)
    return show(
        "report", found, report=told, name=name, mark=mark, today=here(found.now), Kept=Kept
    )


@pages.get(f"{HOUSE}/verslag.json")
@members("professional")
def as_json(seat_id: UUID) -> Response:
    """Send the same for another program."""
    with opened(seat_id, one_of=HELD_IN) as found:
        told = report(found, _period(found), for_table=_for_table())
        name = household_name(found.session, found.viewer.household)
        _wrote(found)
    values = {
        "household": name,
        "made_on": here(found.now).isoformat(),
        "may_lie_on_a_table": told.for_table,
        "made_for": gettext(TASKS[found.reader.seat.works_as]),
        "mark": _mark(found),
        "shared": sorted(found.reader.kinds & HELD_IN),
        **_values(told),
    }
    answer = jsonify(values)
    answer.headers["Content-Disposition"] = 'attachment; filename="verslag.json"'
    return answer


def _for_table() -> bool:
    """What is safe wherever it is left is what comes without asking."""
    return request.args.get("voor") != FILE


def _wrote(found: Open) -> None:
    writes_down(
        [(found.reader, kind) for kind in Kind if kind in HELD_IN and found.has(kind)], how="report"
    )


def _mark(found: Open) -> str:
    """Asked after the reading was written, which moves it each time: so it tells nothing of other notes."""
    with house().db.reading(found.viewer.household) as session:
        return head_mark(session, found.viewer.household)


def _period(found: Open) -> Period:
    """Return which days were asked for, the last season when none were; raises Invalid."""
    today = here(found.now)
    until = _day("tot", today)
    period = Period(_day("van", until - SEASON), until)
    if period.since > period.until:
        raise Invalid(WRONG_WAY, field="van")
    if period.until - period.since > LONGEST:
        raise Invalid(TOO_LONG, field="van")
    return period


def _day(name: str, otherwise: date) -> date:
    given = request.args.get(name, "")
    if not given:
        return otherwise
    day = typed_day(given)
    if day is None:
        raise Invalid(NO_DAY, field=name)
    return day


def _values(told: Report) -> dict[str, Any]:
    """Return the report as plain values, effects first."""
    return {
        "from": told.period.since.isoformat(),
        "until": told.period.until.isoformat(),
        "effects": {
            "good": _notes(told.good),
            "numbers": [
                {
                    "danger": each.danger,
                    "by": _name(each.by),
                    "first": _score(each.first),
                    "last": _score(each.last),
                }
                for each in told.numbers
            ],
            "reached": [
                {
                    "outcome": gettext(each.outcome.text),
                    "by": _name(each.by),
                    "on": here(each.tick.at).isoformat(),
                    "words": each.tick.words,
                }
                for each in told.reached
            ],
        },
        "how": _notes(told.how),
        "agreements": [
            {"text": each.agreement.text, "checks": _notes(each.looks)} for each in told.checks
        ],
        "near": _notes(told.near),
        "wrong": _notes(told.wrong),
    }


def _notes(notes: Sequence[EntryView]) -> list[dict[str, Any]]:
    return [
        {
            "id": str(each.id),
            "on": here(each.happened_at).isoformat(),
            "by": _name(each.author),
            "source": str(each.source) if each.source else None,
            "text": each.text,
            "helped": each.helped,
            "helped_by": [*map(_name, each.helped_by), *filter(None, [each.helped_by_name])],
            "about": [_name(person) for person in each.about],
            "kept": str(each.kept) if each.kept else None,
        }
        for each in notes
    ]


def _score(score: ScoreView) -> dict[str, Any]:
    return {
        "value": score.value,
        "on": here(score.at).isoformat(),
        "seen": (score.words or {}).get("seen", ""),
    }


def _name(member: Member) -> str:
    return member.called or member.name
