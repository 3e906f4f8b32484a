"""Meetings: days to choose from, who is invited and came, who leads, and what everybody brings along."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TABLES = (
    "meetings",
    "meeting_words",
    "meeting_days",
    "meeting_answers",
    "meeting_invited",
    "meeting_came",
    "meeting_chairs",
    "meeting_inputs",
    "meeting_opened",
)


def upgrade() -> None:
    _meetings()
    _words_and_days()
    _people()
    _inputs()
    for table in TABLES:
        op.create_index(f"ix_{table}_household_id", table, ["household_id"])
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            for statement in postgres.walls(table):
                op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _meetings() -> None:
    table = "meetings"
    moments = ("called_off", "began", "closed")
    op.create_table(
        table,
        *_ids("id", "household_id"),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        *_ids("danger_id", nullable=True),
        *_ids("by_id"),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *_ids("day_id", nullable=True),
        *(
            column
            for name in moments
            for column in (
                sa.Column(f"{name}_at", UtcTime(), nullable=True),
                sa.Column(f"{name}_by", sa.Uuid(), nullable=True),
            )
        ),
        *_ids("next_id", nullable=True),
        _check(table, "side", "side IN ('a', 'b', 'both')"),
        _check(table, "kind", "kind IN ('network')"),
        _check(table, "phase", "phase IN ('direct', 'stable', 'recovery')"),
        *(_check(table, name, f"({name}_at IS NULL) = ({name}_by IS NULL)") for name in moments),
        _key(table, "danger_id", "plan_parts"),
        *(_key(table, each, "people") for each in ("by_id", *(f"{name}_by" for name in moments))),
        _primary(table, "id"),
    )


def _words_and_days() -> None:
    table = "meeting_words"
    op.create_table(
        table,
        *_ids("id", "household_id", "meeting_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        *_ids("by_id"),
        *_sealed(),
        *_of_a_meeting(table, "by_id"),
        _primary(table, "id"),
        sa.UniqueConstraint("meeting_id", "number", name=op.f(f"uq_{table}_meeting_id_number")),
    )
    table = "meeting_days"
    op.create_table(
        table,
        *_ids("id", "household_id", "meeting_id"),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        *_ids("by_id"),
        sa.Column("offered_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        _check(table, "minutes", "minutes BETWEEN 15 AND 480"),
        *_of_a_meeting(table, "by_id"),
        _primary(table, "id"),
    )
    op.create_index("ix_meeting_days_of_meeting", table, ["meeting_id", "at"])
    table = "meeting_answers"
    op.create_table(
        table,
        *_ids("id", "household_id", "day_id", "person_id"),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        _check(table, "says", "says IN ('can', 'maybe', 'cannot')"),
        _key(table, "day_id", "meeting_days"),
        _key(table, "person_id", "people"),
        _primary(table, "id"),
    )
    op.create_index("ix_meeting_answers_of_day", table, ["day_id", "person_id", "at"])


def _people() -> None:
    table = "meeting_invited"
    op.create_table(
        table,
        *_ids("id", "household_id", "meeting_id", "person_id", "by_id"),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        *_of_a_meeting(table, "person_id", "by_id"),
        _primary(table, "id"),
    )
    op.create_index("ix_meeting_invited_of_meeting", table, ["meeting_id", "person_id"])
    op.create_index("ix_meeting_invited_person_id", table, ["person_id"])
    table = "meeting_came"
    op.create_table(
        table,
        *_ids("meeting_id", "person_id", "household_id", "by_id"),
        sa.Column("at", UtcTime(), nullable=False),
        *_of_a_meeting(table, "person_id", "by_id"),
        _primary(table, "meeting_id", "person_id"),
    )
    table = "meeting_chairs"
    op.create_table(
        table,
        *_ids("id", "household_id", "meeting_id"),
        sa.Column("mode", sa.String(), nullable=False),
        *_ids("person_id", nullable=True),
        *_ids("by_id"),
        *_sealed(),
        _check(table, "mode", "mode IN ('professional', 'shared', 'network')"),
        _check(table, "person", "mode = 'professional' OR person_id IS NOT NULL"),
        *_of_a_meeting(table, "person_id", "by_id"),
        _primary(table, "id"),
    )
    op.create_index("ix_meeting_chairs_of_meeting", table, ["meeting_id", "at"])


def _inputs() -> None:
    table = "meeting_inputs"
    op.create_table(
        table,
        *_ids("id", "household_id", "meeting_id", "person_id"),
        *_ids("ward_id", nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        *_sealed(),
        _check(table, "what", "what IN ('well', 'worry', 'unknown', 'seen')"),
        _check(table, "not_oneself", "ward_id <> person_id"),
        *_of_a_meeting(table, "person_id", "ward_id"),
        _primary(table, "id"),
    )
    op.create_index("ix_meeting_inputs_of_meeting", table, ["meeting_id", "at"])
    table = "meeting_opened"
    op.create_table(
        table,
        *_ids("meeting_id", "household_id", "by_id"),
        *_sealed(),
        *_of_a_meeting(table, "by_id"),
        _primary(table, "meeting_id"),
    )


def _ids(*names: str, nullable: bool = False) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.Uuid(), nullable=nullable) for name in names]


def _sealed() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )


def _of_a_meeting(table: str, *people: str) -> list[sa.ForeignKeyConstraint]:
    return [
        _key(table, "meeting_id", "meetings"),
        *(_key(table, each, "people") for each in people),
    ]


def _primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _check(table: str, name: str, says: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(says, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )
