"""The week: marks of what is and was done, what is wanted, what is asked for, and who may read it."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLES = (
    "weeks",
    "week_readers",
    "week_marks",
    "week_asks",
    "week_ask_chosen",
    "week_activities",
    "week_activity_with",
    "week_breaks",
    "week_homes",
)


def upgrade() -> None:
    _weeks()
    _week_readers()
    _week_marks()
    _week_asks()
    _week_ask_chosen()
    _week_activities()
    _week_activity_with()
    _week_breaks()
    _week_homes()
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            for statement in postgres.walls(table):
                op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _weeks() -> None:
    op.create_table(
        "weeks",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        _key("weeks", "person_id", "people"),
        _key("weeks", "by_id", "people"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_weeks")),
    )
    op.create_index("ix_weeks_household_id", "weeks", ["household_id"])


def _week_readers() -> None:
    op.create_table(
        "week_readers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("reader_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        _check("week_readers", "side", "side IN ('a', 'b', 'both')"),
        _key("week_readers", "person_id", "people"),
        _key("week_readers", "reader_id", "people"),
        _key("week_readers", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_week_readers")),
    )
    op.create_index("ix_week_readers_of_week", "week_readers", ["household_id", "person_id"])


def _week_marks() -> None:
    op.create_table(
        "week_marks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("element", sa.String(), nullable=False),
        sa.Column("layer", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("kept_at", UtcTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        _check("week_marks", "act", "act IN ('set', 'clear')"),
        _check("week_marks", "part", "part IN ('up', 'morning', 'afternoon', 'evening', 'night')"),
        _check("week_marks", "layer", "layer IN ('is', 'done')"),
        _check(
            "week_marks",
            "element",
            "element IN ('contact', 'sleep', 'move', 'outside', 'calm', 'food')",
        ),
        _check("week_marks", "side", "side IN ('a', 'b', 'both')"),
        _key("week_marks", "person_id", "people"),
        _key("week_marks", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_week_marks")),
    )
    op.create_index(
        "ix_week_marks_of_week", "week_marks", ["household_id", "person_id", "layer", "day"]
    )


def _week_asks() -> None:
    op.create_table(
        "week_asks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("element", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("withdrawn_at", UtcTime(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _check(
            "week_asks",
            "element",
            "element IN ('contact', 'sleep', 'move', 'outside', 'calm', 'food')",
        ),
        _check("week_asks", "audience", "audience IN ('circle', 'chosen')"),
        _check("week_asks", "side", "side IN ('a', 'b', 'both')"),
        _check("week_asks", "part", "part IN ('up', 'morning', 'afternoon', 'evening', 'night')"),
        _key("week_asks", "person_id", "people"),
        _key("week_asks", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_week_asks")),
    )
    op.create_index("ix_week_asks_of_day", "week_asks", ["household_id", "day"])


def _week_ask_chosen() -> None:
    op.create_table(
        "week_ask_chosen",
        sa.Column("ask_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        _key("week_ask_chosen", "ask_id", "week_asks"),
        _key("week_ask_chosen", "person_id", "people"),
        sa.PrimaryKeyConstraint("ask_id", "person_id", name=op.f("pk_week_ask_chosen")),
    )
    op.create_index("ix_week_ask_chosen_household_id", "week_ask_chosen", ["household_id"])


def _week_activities() -> None:
    op.create_table(
        "week_activities",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("elements", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("repeats", sa.String(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("ask_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _check("week_activities", "side", "side IN ('a', 'b', 'both')"),
        _check(
            "week_activities", "part", "part IN ('up', 'morning', 'afternoon', 'evening', 'night')"
        ),
        _check("week_activities", "repeats", "repeats IN ('once', 'weekly')"),
        _key("week_activities", "person_id", "people"),
        _key("week_activities", "by_id", "people"),
        _key("week_activities", "ask_id", "week_asks"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_week_activities")),
    )
    op.create_index("ix_week_activities_ask_id", "week_activities", ["ask_id"])
    op.create_index(
        "ix_week_activities_of_week", "week_activities", ["household_id", "person_id", "from_day"]
    )


def _week_activity_with() -> None:
    op.create_table(
        "week_activity_with",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        _key("week_activity_with", "activity_id", "week_activities"),
        _key("week_activity_with", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_week_activity_with")),
    )
    op.create_index("ix_week_activity_with_activity_id", "week_activity_with", ["activity_id"])
    op.create_index("ix_week_activity_with_household_id", "week_activity_with", ["household_id"])


def _week_breaks() -> None:
    op.create_table(
        "week_breaks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _check("week_breaks", "side", "side IN ('a', 'b', 'both')"),
        _check("week_breaks", "order", "from_day <= until_day"),
        _key("week_breaks", "person_id", "people"),
        _key("week_breaks", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_week_breaks")),
    )
    op.create_index("ix_week_breaks_household_id", "week_breaks", ["household_id"])


def _week_homes() -> None:
    op.create_table(
        "week_homes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        _check("week_homes", "weekday", "weekday BETWEEN 0 AND 6"),
        _check("week_homes", "weeks", "weeks IN ('every', 'odd', 'even')"),
        _key("week_homes", "person_id", "people"),
        _key("week_homes", "home_id", "homes"),
        _key("week_homes", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_week_homes")),
    )
    op.create_index("ix_week_homes_of_week", "week_homes", ["household_id", "person_id"])


def _check(table: str, name: str, sql: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(sql, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )
