"""The week as its reader may see it. Values only: pages, print, charts and calendars draw from these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from api.people.queries import Member
from api.resilience.elements import Act, DayPart, Element, Layer, Repeats, Sticker
from api.resilience.rules import back, still_open


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One word about a cell. ``by`` is None when its reader may not know who said it."""

    id: UUID
    act: Act
    by: Member | None
    mine: bool
    made_at: datetime
    kept_at: datetime
    text: str = ""
    along: tuple[Member, ...] = ()
    sticker: Sticker | None = None
    damaged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Something that is wanted on a day, and who is along. ``resting`` in a holiday."""

    id: UUID
    elements: tuple[Element, ...]
    part: DayPart
    repeats: Repeats
    day: date
    text: str
    along: tuple[Member, ...]
    by: Member | None
    mine: bool
    i_go: bool = False
    resting: bool = False
    damaged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """One cell of a day: how it usually is, what is wanted, what was done. Earlier words stay readable."""

    part: DayPart
    element: Element
    usual: Said | None = None
    done: Said | None = None
    wanted: tuple[Wanted, ...] = ()
    earlier: tuple[Said, ...] = ()

    def has(self, layer: Layer) -> bool:
        """Say whether this layer is there in this cell."""
        if layer is Layer.WANT:
            return any(not each.resting for each in self.wanted)
        word = self.usual if layer is Layer.IS else self.done
        return word is not None and word.act is Act.SET


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """One day. ``home`` is where a child is, ``free`` the name of a holiday, as its reader may know."""

    day: date
    cells: Mapping[tuple[DayPart, Element], CellView]
    home: str = ""
    free: str = ""

    def elements(self, layer: Layer) -> tuple[Element, ...]:
        """Return the elements of this day in one layer."""
        has = {element for (_, element), cell in self.cells.items() if cell.has(layer)}
        return tuple(each for each in Element if each in has)

    def cell(self, part: DayPart, element: Element) -> CellView:
        """Return one cell, empty when nobody said anything."""
        return self.cells.get((part, element)) or CellView(part=part, element=element)

    def of(self, element: Element) -> tuple[CellView, ...]:
        """Return the cells of one element in which something stands, from morning to night."""
        found = (self.cells.get((part, element)) for part in DayPart)
        return tuple(each for each in found if each is not None)

    @property
    def back(self) -> tuple[Element, ...]:
        """The elements that came back on this day."""
        return back(self.elements(Layer.DONE))

    @property
    def open(self) -> tuple[Element, ...]:
        """The elements for which there is still room."""
        return still_open(self.back)

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """What is wanted on this day, once each, from morning to night."""
        every = {one.id: one for cell in self.cells.values() for one in cell.wanted}
        order = list(DayPart)
        return tuple(
            sorted(every.values(), key=lambda each: (order.index(each.part), each.text, each.id))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A holiday as its reader may see it."""

    id: UUID
    name: str
    from_day: date
    until_day: date
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekView:
    """Seven days of somebody, or of the house when ``whose`` is None."""

    whose: Member | None
    monday: date
    days: tuple[DayView, ...]
    breaks: tuple[Break, ...] = ()
    may_fill: bool = False
    may_choose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskView:
    """A gap that somebody asks for. ``whose`` is None for the house.

    ``taken`` says that somebody goes, ``goes`` who it is, as far as the reader may know.

    ``to`` holds who was asked by name, for who asked alone; they alone learn too that who said yes ``left``.
    """

    id: UUID
    whose: Member | None
    day: date
    part: DayPart
    element: Element
    text: str
    by: Member | None
    mine: bool
    taken: bool = False
    goes: Member | None = None
    i_go: bool = False
    left: bool = False
    to: tuple[Member, ...] = ()
    everybody: bool = False
