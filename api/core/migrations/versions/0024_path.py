"""The path: phases as agreed, what people find reached, steps, tests, recovery and the closing plan."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TABLES = (
    "path_phases",
    "outcome_ticks",
    "path_parts",
    "path_versions",
    "path_people",
    "path_marks",
    "path_reminders",
)
SIDE = "side IN ('a', 'b', 'both')"
PHASES = "phase IN ('tuning', 'direct', 'stable', 'recovery', 'closed')"
SAYS = "says IN ('done', 'undone', 'yes', 'held', 'not_held', 'stopped', 'ended')"


def upgrade() -> None:
    _phases()
    _ticks()
    _parts()
    _versions()
    _people()
    _marks()
    _reminders()
    for table in TABLES:
        op.create_index(f"ix_{table}_household_id", table, ["household_id"])
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            for statement in postgres.walls(table):
                op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _phases() -> None:
    table = "path_phases"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _check(table, "side", SIDE),
        _check(table, "phase", PHASES),
        _check(table, "act", "act IN ('enter', 'back')"),
        _key(table, "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _ticks() -> None:
    table = "outcome_ticks"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _check(table, "side", SIDE),
        _check(table, "phase", PHASES),
        _check(table, "act", "act IN ('set', 'clear')"),
        _key(table, "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _parts() -> None:
    table = "path_parts"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        _check(table, "side", SIDE),
        _check(table, "kind", "kind IN ('step', 'test', 'recovery', 'closing')"),
        _key(table, "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _versions() -> None:
    table = "path_versions"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("part_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("base_id", sa.Uuid(), nullable=True),
        sa.Column("place", sa.Float(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _check(table, "side", SIDE),
        _key(table, "part_id", "path_parts"),
        _key(table, "by_id", "people"),
        _key(table, "base_id", table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("part_id", "number", name=op.f(f"uq_{table}_part_id_number")),
    )
    op.create_index("ix_path_versions_day", table, ["day"])


def _people() -> None:
    table = "path_people"
    op.create_table(
        table,
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        _check(table, "part", "part IN ('does', 'stands_by', 'keeps')"),
        _key(table, "version_id", "path_versions"),
        _key(table, "person_id", "people"),
        sa.PrimaryKeyConstraint("version_id", "person_id", "part", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_person_id", table, ["person_id"])


def _marks() -> None:
    table = "path_marks"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("says", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _check(table, "side", SIDE),
        _check(table, "says", SAYS),
        _key(table, "version_id", "path_versions"),
        _key(table, "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(f"ix_{table}_version_id", table, ["version_id"])


def _reminders() -> None:
    table = "path_reminders"
    op.create_table(
        table,
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        _key(table, "version_id", "path_versions"),
        sa.PrimaryKeyConstraint("version_id", name=op.f(f"pk_{table}")),
    )


def _check(table: str, name: str, says: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(says, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )
