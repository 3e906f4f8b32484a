"""Ways to change things behind the house's back. Each returns where the first bad thing must be found.

Pure chance decides which line, which column, which value; every value differs from what stood there.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from api.core.journal import JournalHead, JournalLine
from api.people.model import Household
from tests.houses import NOW

Found = dict[UUID, str]
CONTENT = ("at", "by", "act", "place", "row", "fingerprint", "link")


@dataclass(frozen=True)
class Victim:
    """A household, how many lines it has, and whether the other store knows how far it came."""

    id: UUID
    lines: int
    is_marked: bool


@dataclass
class Tamperer:
    """Somebody with the database in hand; `next` gives another household that nobody touched yet."""

    connection: Connection
    chance: random.Random
    next: Callable[[], Victim]

    def edit_line(self) -> Found:
        victim, line = self._line()
        column = self.chance.choice(CONTENT)
        self._do(update(JournalLine).where(_at(victim, line)).values({column: self._other(column)}))
        return {victim.id: f"journal {line}"}

    def delete_line(self) -> Found:
        """The line after the gap is the first that does not fit; without one, the end is missing."""
        victim, line = self._line()
        self._do(delete(JournalLine).where(_at(victim, line)))
        return {victim.id: f"journal {line - 1 if line == victim.lines else line + 1}"}

    def swap_lines(self) -> Found:
        victim = self.next()
        one, other = sorted(self.chance.sample(range(1, victim.lines + 1), 2))
        for was, becomes in ((one, 99), (other, one), (99, other)):
            self._do(update(JournalLine).where(_at(victim, was)).values(seq=becomes))
        return {victim.id: f"journal {one}"}

    def swap_lines_of_two(self) -> Found:
        """Both have a line of that number; each then tells of the other's."""
        one, other = self.next(), self.next()
        line = self.chance.randint(1, min(one.lines, other.lines))
        columns = [getattr(JournalLine, name) for name in CONTENT]
        kept = [
            self.connection.execute(select(*columns).where(_at(each, line))).mappings().one()
            for each in (one, other)
        ]
        for each, row in zip((other, one), kept, strict=True):
            self._do(update(JournalLine).where(_at(each, line)).values(dict(row)))
        return dict.fromkeys((one.id, other.id), f"journal {line}")

    def put_line_behind(self) -> Found:
        victim = self.next()
        columns = [getattr(JournalLine, name) for name in (*CONTENT, "household_id")]
        row = self.connection.execute(select(*columns).where(_at(victim, victim.lines)))
        line = {**row.mappings().one(), "seq": victim.lines + 1, "link": self._other("link")}
        self._do(insert(JournalLine).values(line))
        return {victim.id: f"journal {victim.lines + 1}"}

    def cut_off(self) -> Found:
        victim, kept = self._cut()
        return {victim.id: f"journal {kept}"}

    def cut_off_and_turn_the_head_back(self) -> Found:
        """The journal is whole by itself: the mark of that day tells, or the row that it no longer fits."""
        victim, kept = self._cut()
        link = select(JournalLine.link).where(_at(victim, kept)).scalar_subquery()
        head = JournalHead.household_id == victim.id
        turned = update(JournalHead).where(head).values(seq=kept, link=link)
        self._do(turned if kept else delete(JournalHead).where(head))
        if not kept and victim.is_marked:
            return {victim.id: "journal 0"}
        return {victim.id: f"journal {victim.lines}" if victim.is_marked else _row(victim)}

    def change_head(self) -> Found:
        victim = self.next()
        head = JournalHead.household_id == victim.id
        seq = self.chance.choice([*range(victim.lines), victim.lines + 1])
        way = self.chance.choice(
            [
                update(JournalHead).where(head).values(seq=seq),
                update(JournalHead).where(head).values(link=self._other("link")),
                delete(JournalHead).where(head),
            ]
        )
        self._do(way)
        return {victim.id: f"journal {victim.lines}"}

    def edit_row(self) -> Found:
        victim = self.next()
        values = self.chance.choice(
            [
                {"mode": "apart"},
                {"opened_at": NOW + timedelta(seconds=self.chance.randint(1, 10**6))},
                {"body": self.chance.randbytes(self.chance.randint(0, 40))},
            ]
        )
        self._do(update(Household.__table__).where(Household.id == victim.id).values(values))
        return {victim.id: _row(victim)}

    def delete_row(self) -> Found:
        victim = self.next()
        self._do(delete(Household.__table__).where(Household.id == victim.id))
        return {victim.id: _row(victim)}

    def swap_rows(self) -> Found:
        one, other = self.next(), self.next()
        bodies = [
            self.connection.execute(select(Household.body).where(Household.id == each.id)).scalar()
            for each in (one, other)
        ]
        for each, body in zip((other, one), bodies, strict=True):
            self._do(update(Household.__table__).where(Household.id == each.id).values(body=body))
        return {each.id: _row(each) for each in (one, other)}

    def _cut(self) -> tuple[Victim, int]:
        victim, line = self._line()
        rest = (JournalLine.household_id == victim.id) & (JournalLine.seq >= line)
        self._do(delete(JournalLine).where(rest))
        return victim, line - 1

    def _line(self) -> tuple[Victim, int]:
        victim = self.next()
        return victim, self.chance.randint(1, victim.lines)

    def _other(self, column: str) -> object:
        """Return a value that no line of the house has in this column."""
        return {
            "at": NOW + timedelta(microseconds=self.chance.randint(1, 10**9)),
            "by": self.chance.choice([None, UUID(int=self.chance.getrandbits(128))]),
            "act": self.chance.choice(["remove", "erase", "Add", ""]),
            "place": self.chance.choice(["people", "entries", ""]),
            "row": str(UUID(int=self.chance.getrandbits(128))),
            "fingerprint": self.chance.randbytes(32),
            "link": self.chance.randbytes(32),
        }[column]

    def _do(self, statement: object) -> None:
        done = self.connection.execute(statement)  # type: ignore[call-overload]
        assert done.rowcount, "nothing was tampered with"


Way = Callable[[Tamperer], Found]
WAYS: tuple[Way, ...] = (
    Tamperer.edit_line,
    Tamperer.delete_line,
    Tamperer.swap_lines,
    Tamperer.swap_lines_of_two,
    Tamperer.put_line_behind,
    Tamperer.cut_off,
    Tamperer.cut_off_and_turn_the_head_back,
    Tamperer.change_head,
    Tamperer.edit_row,
    Tamperer.delete_row,
    Tamperer.swap_rows,
)
OF_TWO = {Tamperer.swap_lines_of_two, Tamperer.swap_rows}


def _at(victim: Victim, line: int) -> ColumnElement[bool]:
    return (JournalLine.household_id == victim.id) & (JournalLine.seq == line)


def _row(victim: Victim) -> str:
    return f"households {victim.id}"
