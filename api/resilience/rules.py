"""Rules of the week (veerkrachtkalender). Values in, values out: no database, no clock.

Days are those of Amsterdam, weeks start on Monday and are numbered as ISO 8601 does. What is empty is
open and nothing else: no rule counts, scores or compares people.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Final, Protocol, TypeVar
from uuid import UUID

from api.core.errors import Invalid
from api.core.text import tidy
from api.resilience.elements import Act, DayPart, Element, Layer, Repeats, Sticker
from i18n.dates import AMSTERDAM, here
from i18n.marking import N_

DAYS: Final = 7
# When somebody is asked how they slept: after the night, and not for the rest of the day.
MORNING: Final = (time(5), time(12))
# Until when somebody who taps once means that part of the day.
PARTS: Final = (
    (time(8), DayPart.UP),
    (time(12), DayPart.MORNING),
    (time(17, 30), DayPart.AFTERNOON),
    (time(20, 30), DayPart.EVENING),
)
# How far somebody looks ahead or back; a household that lasts longer looks in its own print.
LONGEST_BREAK: Final = 100
FARTHEST: Final = timedelta(days=370)
MOST_CELLS: Final = 250
LONGEST_TEXT: Final = 200
MOST_ALONG: Final = 12

# The same words as for a person whom nobody knows: hidden and unknown are the same bytes.
NOT_HERE: Final = N_("Deze pagina is er niet. Ga naar het begin.")
NO_ELEMENT: Final = N_("Kies eerst een plaatje.")
NO_SUCH: Final = N_("Dit kan niet. Kies een van de antwoorden.")
NO_DAY: Final = N_("Deze dag kennen we niet. Kies de dag opnieuw.")
TOO_FAR: Final = N_("Deze dag is te ver weg. Kies een dag dichterbij.")
STILL_TO_COME: Final = N_("Deze dag komt nog. Kies vandaag of een dag ervoor.")
PAST: Final = N_("Deze dag is al geweest. Kies vandaag of een dag erna.")
TURNED: Final = N_("De laatste dag is eerder dan de eerste. Kies de dagen opnieuw.")
TOO_LONG_A_BREAK: Final = N_("Deze vrije tijd is te lang. Kies een kortere tijd.")
TOO_LONG: Final = N_("Dit is te lang. Maak het wat korter.")
NO_NAME: Final = N_("Geef het een naam.")
NO_PERSON: Final = N_("Deze naam kennen we niet. Kies iemand uit de lijst.")
WHO_IS_ASKED: Final = N_("Kies wie je het vraagt.")
TOO_MANY: Final = N_("Dit is te veel in 1 keer. Doe het in delen.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What somebody says of one cell: it was there (or is there, in a usual week), or not after all."""

    day: date
    part: DayPart
    element: Element
    layer: Layer = Layer.DONE
    act: Act = Act.SET
    text: str = ""
    along: frozenset[UUID] = field(default=frozenset())
    sticker: Sticker | None = None

    def words(self) -> dict[str, object]:
        """Return what goes under the seal; empty when nothing was written."""
        found: dict[str, object] = {}
        if self.text:
            found["text"] = self.text
        if self.along:
            found["with"] = sorted(str(each) for each in self.along)
        if self.sticker:
            found["sticker"] = str(self.sticker)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants on a day: once, or each week."""

    day: date
    part: DayPart
    elements: tuple[Element, ...]
    repeats: Repeats = Repeats.ONCE
    text: str = ""
    along: frozenset[UUID] = field(default=frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A place in a week for which somebody asks, and whom: the circle, or these people by name."""

    day: date
    part: DayPart
    element: Element
    text: str = ""
    chosen: frozenset[UUID] | None = None


class Word(Protocol):
    """What the newest word of a cell is chosen by."""

    @property
    def made_at(self) -> datetime: ...
    @property
    def kept_at(self) -> datetime: ...
    @property
    def id(self) -> UUID: ...


W = TypeVar("W", bound=Word)


def in_order(words: Iterable[W]) -> list[W]:
    """Return the words of one cell, newest first: two phones may both have been without a net."""
    return sorted(words, key=lambda each: (each.made_at, each.kept_at, each.id), reverse=True)


def monday_of(moment: date) -> date:
    """Return the Monday of a day, or of the day that a moment is in Amsterdam."""
    day = here(moment)
    return day - timedelta(days=day.weekday())


def week_of(moment: date) -> tuple[date, ...]:
    """Return the seven days of the week of a day, Monday first."""
    monday = monday_of(moment)
    return tuple(monday + timedelta(days=number) for number in range(DAYS))


def week_number(day: date) -> int:
    """Return the number of a week as ISO 8601 has it: 53 in a long year, 1 may start in December."""
    return day.isocalendar().week


def weeks_before(monday: date, many: int) -> tuple[date, ...]:
    """Return so many Mondays up to and with this one, oldest first."""
    return tuple(monday - timedelta(weeks=back) for back in reversed(range(many)))


def is_morning(now: datetime) -> bool:
    """Say whether somebody may be asked how they slept."""
    began, over = MORNING
    return began <= now.astimezone(AMSTERDAM).time() < over


def part_for(element: Element, day: date, now: datetime) -> DayPart:
    """Return the part of the day of a single tap: sleep is told in the morning, the rest when it is tapped."""
    if element is Element.SLEEP:
        return DayPart.UP
    if day != here(now):
        return DayPart.AFTERNOON
    clock = now.astimezone(AMSTERDAM).time()
    return next((part for until, part in PARTS if clock < until), DayPart.NIGHT)


def end_of(day: date, part: DayPart) -> datetime:
    """Return when a part of a day is over."""
    until = next((until for until, each in PARTS if each is part), time.max)
    return datetime.combine(day, until, AMSTERDAM)


def takes_place(first: date, repeats: Repeats, until: date | None, day: date) -> bool:
    """Say whether something that is wanted falls on this day."""
    if repeats is Repeats.ONCE:
        return day == first
    return day >= first and day.weekday() == first.weekday() and (until is None or day <= until)


def rests(day: date, breaks: Iterable[tuple[date, date]]) -> bool:
    """Say whether a day lies in a holiday: what comes back each week rests then."""
    return any(began <= day <= over for began, over in breaks)


def back(done: Iterable[Element], wants: Iterable[Element] = ()) -> tuple[Element, ...]:
    """Return the elements that came back on a day, in their own order; a wish alone is not yet one.

    ``wants`` only settles the order: what was wanted stands first.
    """
    came, wanted = set(done), set(wants)
    return tuple(sorted(came, key=lambda each: (each not in wanted, list(Element).index(each))))


def still_open(came: Collection[Element]) -> tuple[Element, ...]:
    """Return the elements for which there is still room on a day."""
    return tuple(each for each in Element if each not in came)


def layers(
    *, usual: Collection[Element], wanted: Collection[Element], done: Collection[Element]
) -> Mapping[Element, tuple[Layer, ...]]:
    """Lay the three layers of a day over each other: for each element those that have it."""
    rows = ((Layer.IS, usual), (Layer.WANT, wanted), (Layer.DONE, done))
    return {each: tuple(layer for layer, has in rows if each in has) for each in Element}


def home_of(day: date, pattern: Iterable[tuple[int, str, UUID]]) -> UUID | None:
    """Return the home in which a child is on this day; None when nobody said, or two say another one."""
    odd = "odd" if week_number(day) % 2 else "even"
    found = {
        home
        for weekday, weeks, home in pattern
        if weekday == day.weekday() and weeks in {"every", odd}
    }
    return found.pop() if len(found) == 1 else None


def made(made_at: datetime, now: datetime) -> datetime:
    """Return when something was said: a phone whose clock runs ahead does not win for ever."""
    return min(made_at, now)


def check_cells(cells: Sequence[Cell], today: date) -> Sequence[Cell]:
    """Return the cells as they are kept; raises Invalid. Nobody did what is still to come."""
    if len(cells) > MOST_CELLS:
        raise Invalid(TOO_MANY)
    return [_checked(each, today) for each in cells]


def check_day(day: date, today: date) -> date:
    """Return a day that is near enough to plan or to look at; raises Invalid."""
    if abs(day - today) > FARTHEST:
        raise Invalid(TOO_FAR, field="day")
    return day


def check_coming(day: date, today: date) -> date:
    """Return a day that is not over; raises Invalid."""
    if day < today:
        raise Invalid(PAST, field="day")
    return check_day(day, today)


def check_break(began: date, over: date, today: date) -> None:
    """A holiday ends after it began, and is no way to let everything rest for good. Raises Invalid."""
    check_day(began, today)
    if over < began:
        raise Invalid(TURNED, field="until")
    if (over - began).days >= LONGEST_BREAK:
        raise Invalid(TOO_LONG_A_BREAK, field="until")


def check_wish(wish: Wish, today: date) -> Wish:
    """Return what is wanted as it is kept; raises Invalid. A wish is about what is still to come."""
    if not wish.elements:
        raise Invalid(NO_ELEMENT, field="element")
    if len(wish.along) > MOST_ALONG:
        raise Invalid(TOO_MANY, field="with")
    return replace(wish, day=check_coming(wish.day, today), text=check_text(wish.text))


def check_gap(gap: Gap, today: date) -> Gap:
    """Return a gap as it is kept; raises Invalid."""
    if gap.chosen is not None and not gap.chosen:
        raise Invalid(WHO_IS_ASKED, field="chosen")
    return replace(gap, day=check_coming(gap.day, today), text=check_text(gap.text))


def check_homes(days: Collection[tuple[int, str]]) -> frozenset[tuple[int, str]]:
    """Return the weekdays of a home; raises Invalid. Each week is more than every other one."""
    wanted = set(days)
    if any(
        day not in range(DAYS) or weeks not in {"every", "odd", "even"} for day, weeks in wanted
    ):
        raise Invalid(NO_SUCH, field="days")
    every = {
        day for day, weeks in wanted if weeks == "every" or {(day, "odd"), (day, "even")} <= wanted
    }
    return frozenset(
        {(day, "every") for day in every} | {one for one in wanted if one[0] not in every}
    )


def check_text(typed: str, *, needed: bool = False) -> str:
    """Return a short text on one line; raises Invalid."""
    text = " ".join(tidy(typed).split())
    if needed and not text:
        raise Invalid(NO_NAME, field="text")
    if len(text) > LONGEST_TEXT:
        raise Invalid(TOO_LONG, field="text")
    return text


def _checked(cell: Cell, today: date) -> Cell:
    if cell.layer is Layer.WANT:
        raise Invalid(NO_SUCH, field="layer")
    if cell.layer is Layer.DONE and cell.day > today:
        raise Invalid(STILL_TO_COME, field="day")
    check_day(cell.day, today)
    if len(cell.along) > MOST_ALONG:
        raise Invalid(TOO_MANY, field="with")
    return replace(cell, text=check_text(cell.text))
