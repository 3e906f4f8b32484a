"""The child's world: its own look, with whom it wants to talk, and whom it wants as safety person."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TABLES = ("child_looks", "talk_wishes", "talk_answers", "person_wishes")


def upgrade() -> None:
    _child_looks()
    _talk_wishes()
    _talk_answers()
    _person_wishes()
    for table in TABLES:
        op.create_index(f"ix_{table}_household_id", table, ["household_id"])
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            for statement in postgres.walls(table):
                op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _child_looks() -> None:
    table = "child_looks"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _check(table, "own", "by_id = person_id"),
        *(_key(table, column, "people") for column in ("person_id", "by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index("ix_child_looks_of_person", table, ["person_id", "at"])


def _talk_wishes() -> None:
    table = "talk_wishes"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("ward_id", sa.Uuid(), nullable=False),
        sa.Column("asked_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("kept_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        _check(table, "not_oneself", "ward_id <> asked_id"),
        *(_key(table, column, "people") for column in ("ward_id", "asked_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index("ix_talk_wishes_asked", table, ["asked_id", "ended_at"])
    op.create_index("ix_talk_wishes_ward", table, ["ward_id", "ended_at"])


def _talk_answers() -> None:
    table = "talk_answers"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("wish_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _check(table, "says", "says IN ('calls', 'comes', 'later', 'talked')"),
        _key(table, "wish_id", "talk_wishes"),
        _key(table, "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index("ix_talk_answers_of_wish", table, ["wish_id", "at"])


def _person_wishes() -> None:
    table = "person_wishes"
    people = ("ward_id", "wished_id", "confirmed_by", "before_id")
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("ward_id", sa.Uuid(), nullable=False),
        sa.Column("wished_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("agreed_at", UtcTime(), nullable=True),
        sa.Column("declined_at", UtcTime(), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", UtcTime(), nullable=True),
        sa.Column("before_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        _check(table, "not_oneself", "ward_id <> wished_id"),
        _check(table, "another", "confirmed_by <> wished_id"),
        _check(table, "confirmed", "(confirmed_by IS NULL) = (confirmed_at IS NULL)"),
        *(_key(table, column, "people") for column in people),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index("ix_person_wishes_ward", table, ["ward_id", "ended_at"])
    op.create_index("ix_person_wishes_wished", table, ["wished_id", "ended_at"])


def _check(table: str, name: str, says: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(says, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )
