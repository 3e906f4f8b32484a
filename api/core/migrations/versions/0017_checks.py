"""Looking whether agreements are kept: checks, chosen days, stepping back, and what was told."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TABLES = ("checks", "planned_visits", "helper_pauses", "turns_told")
KINDS = "IN ('planned', 'unannounced')"


def upgrade() -> None:
    _checks()
    _planned_visits()
    _helper_pauses()
    _turns_told()
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            for statement in postgres.walls(table):
                op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _checks() -> None:
    op.create_table(
        "checks",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("visit", sa.String(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.CheckConstraint(f"visit {KINDS}", name=op.f("ck_checks_visit")),
        _key("checks", "entry_id", "entries"),
        _key("checks", "agreement_id", "plan_parts"),
        _key("checks", "person_id", "people"),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_checks")),
    )
    op.create_index("ix_checks_household_id", "checks", ["household_id"])
    op.create_index("ix_checks_of_agreement", "checks", ["agreement_id", "at"])
    op.create_index("ix_checks_of_person", "checks", ["person_id", "at"])


def _planned_visits() -> None:
    table = "planned_visits"
    own = "kind = 'planned' OR by_id = person_id"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("cancelled_by", sa.Uuid(), nullable=True),
        sa.Column("cancelled_at", UtcTime(), nullable=True),
        sa.CheckConstraint(f"kind {KINDS}", name=op.f("ck_planned_visits_kind")),
        sa.CheckConstraint(own, name=op.f("ck_planned_visits_own_secret")),
        _key(table, "agreement_id", "plan_parts"),
        *(_key(table, column, "people") for column in ("person_id", "by_id", "cancelled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_visits")),
    )
    op.create_index("ix_planned_visits_day", table, ["household_id", "day"])


def _helper_pauses() -> None:
    table = "helper_pauses"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.CheckConstraint("first <= last", name=op.f("ck_helper_pauses_days")),
        _key(table, "person_id", "people"),
        _key(table, "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper_pauses")),
    )
    op.create_index("ix_helper_pauses_household_id", table, ["household_id"])
    op.create_index("ix_helper_pauses_person_id", table, ["person_id"])


def _turns_told() -> None:
    op.create_table(
        "turns_told",
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        _key("turns_told", "household_id", "households"),
        sa.PrimaryKeyConstraint("household_id", name=op.f("pk_turns_told")),
    )


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )
