"""What numbers say, in words and as a chart. Facts alone: no verdict on a house, and nothing averaged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from api.scales.queries import ScoreView, Voice
from api.scales.rules import LINES, SHOWN_MONTHS, Asked, month_of, months_since
from i18n.dates import here
from i18n.translator import _, current, month, ngettext
from pwa.charts import MonthsChart

# The five faces of a young child, from the worst to the best.
FACES = ("sad", "worried", "okay", "calm", "happy")


@dataclass(frozen=True, slots=True)
class Line:
    """One person's numbers over the months: what it comes to in words, the chart, and a fact."""

    voice: Voice
    said: str
    chart: Markup | None
    steady: str


def lines(voices: Sequence[Voice], now: datetime) -> Sequence[Line]:
    """Return what to show of each person; all charts of a page begin in the same month."""
    first = min((each.counts[0].month for each in voices), default=month_of(now))
    return [
        Line(each, _said(each), _chart(each, first, now), steady(each.at_six)) for each in voices
    ]


def went_wrong(happened: datetime | None, now: datetime) -> str:
    """Return how long ago it last went wrong, in what the reader may read."""
    if happened is None:
        return _("In wat jij leest ging het nooit mis.")
    passed = months_since(here(happened), here(now))
    if not passed:
        return _("Minder dan een maand geleden ging het mis.")
    return ngettext(
        "%(num)d maand geleden ging het voor het laatst mis.",
        "%(num)d maanden geleden ging het voor het laatst mis.",
        passed,
    )


def face(value: int) -> str:
    """Return the picture of a face."""
    return FACES[value - 1]


def _said(voice: Voice) -> str:
    first, last = voice.counts[0], voice.counts[-1]
    if voice.asked is Asked.FACES:
        return ""
    if first.month == last.month:
        return _("Het cijfer is %(last)s.", last=last.value)
    if {each.value for each in voice.counts} == {last.value}:
        return _("Het cijfer bleef steeds %(last)s.", last=last.value)
    return _("Het cijfer ging van %(first)s naar %(last)s.", first=first.value, last=last.value)


def _chart(voice: Voice, first: date, now: datetime) -> Markup | None:
    """Faces are on no line of numbers."""
    if voice.asked is Asked.FACES:
        return None
    last = month_of(now)
    return MonthsChart(
        values={each.month: each.value for each in voice.counts},
        first=first,
        last=last,
        named=(month(first), month(last)),
        title=_said(voice),
        lines=LINES if voice.asked.has_lines else (),
        rtl=current().language.direction == "rtl",
    ).svg()


def steady(months: int | None) -> str:
    """Return for how many months in a row it was a 6 or more. Nothing is said where it was not."""
    if not months:
        return ""
    if months >= SHOWN_MONTHS:
        return _("Al %(num)s maanden of langer steeds een 6 of hoger.", num=SHOWN_MONTHS)
    return ngettext(
        "Al %(num)d maand een 6 of hoger.",
        "Al %(num)d maanden steeds een 6 of hoger.",
        months,
    )


def earlier(score: ScoreView, voice: Voice) -> bool:
    """Say whether somebody gave another number later in the same month."""
    return score not in voice.counts
