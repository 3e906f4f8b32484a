"""At the table: what happened there, act by act, and the minutes with who read them."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TABLES = ("table_acts", "minutes", "minutes_read")
KINDS = (
    "began",
    "step",
    "pinned",
    "unpinned",
    "idea",
    "ordered",
    "revealed",
    "decided",
    "undone",
    "noted",
    "came",
    "left",
    "next",
    "closed",
)


def upgrade() -> None:
    _table_acts()
    _minutes()
    _minutes_read()
    for table in TABLES:
        op.create_index(f"ix_{table}_household_id", table, ["household_id"])
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            for statement in postgres.walls(table):
                op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _table_acts() -> None:
    table = "table_acts"
    kinds = ", ".join(f"'{each}'" for each in KINDS)
    op.create_table(
        table,
        *_ids("id", "household_id", "meeting_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        *_ids("by_id"),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _check(table, "kind", f"kind IN ({kinds})"),
        _check(table, "number", "number > 0"),
        _key(table, "meeting_id", "meetings"),
        _key(table, "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        _once(table),
    )


def _minutes() -> None:
    table = "minutes"
    op.create_table(
        table,
        *_ids("id", "household_id", "meeting_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("base_id", sa.Uuid(), nullable=True),
        *_ids("by_id"),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _key(table, "meeting_id", "meetings"),
        _key(table, "base_id", "minutes"),
        _key(table, "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        _once(table),
    )


def _minutes_read() -> None:
    table = "minutes_read"
    op.create_table(
        table,
        *_ids("minutes_id", "person_id", "household_id"),
        sa.Column("at", UtcTime(), nullable=False),
        _key(table, "minutes_id", "minutes"),
        _key(table, "person_id", "people"),
        sa.PrimaryKeyConstraint("minutes_id", "person_id", name=op.f(f"pk_{table}")),
    )


def _ids(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Uuid(), nullable=False) for name in names]


def _once(table: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint("meeting_id", "number", name=op.f(f"uq_{table}_meeting_id_number"))


def _check(table: str, name: str, says: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(says, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )
