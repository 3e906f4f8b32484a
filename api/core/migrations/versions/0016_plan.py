"""The plan: its parts, their versions, who is named in them, and who finds it good."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = ("plan_parts", "part_versions", "part_people", "endorsements")
IN_FORCE = sa.text("in_force_at IS NOT NULL AND ended_at IS NULL")


def upgrade() -> None:
    _plan_parts()
    _part_versions()
    _part_people()
    _endorsements()
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            for statement in postgres.walls(table):
                op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _plan_parts() -> None:
    kinds = "'danger', 'goal', 'condition', 'floor', 'event', 'agreement'"
    op.create_table(
        "plan_parts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=True),
        sa.Column("danger_id", sa.Uuid(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        _check("plan_parts", "kind", f"kind IN ({kinds})"),
        _check("plan_parts", "plan", "plan IN ('direct', 'stable')"),
        _check("plan_parts", "audience", "audience IN ('circle', 'chosen')"),
        _check("plan_parts", "side", "side IN ('a', 'b', 'both')"),
        _key("plan_parts", "danger_id", "plan_parts"),
        _key("plan_parts", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_parts")),
    )
    op.create_index("ix_plan_parts_household_id", "plan_parts", ["household_id"])


def _part_versions() -> None:
    op.create_table(
        "part_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("part_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("base_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_at", UtcTime(), nullable=True),
        sa.Column("in_force_by", sa.Uuid(), nullable=True),
        sa.Column("in_force_at", UtcTime(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("replaced_by_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("agreed", sa.LargeBinary(), nullable=True),
        sa.Column("ending", sa.LargeBinary(), nullable=True),
        _key("part_versions", "part_id", "plan_parts"),
        _key("part_versions", "by_id", "people"),
        _key("part_versions", "base_id", "part_versions"),
        _key("part_versions", "in_force_by", "people"),
        _key("part_versions", "ended_by", "people"),
        _key("part_versions", "replaced_by_id", "plan_parts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_versions")),
        sa.UniqueConstraint("part_id", "number", name=op.f("uq_part_versions_part_id_number")),
    )
    op.create_index(
        "ix_part_versions_in_force",
        "part_versions",
        ["part_id"],
        unique=True,
        sqlite_where=IN_FORCE,
        postgresql_where=IN_FORCE,
    )
    op.create_index("ix_part_versions_now", "part_versions", ["household_id", "ended_at"])


def _part_people() -> None:
    parts = "'does', 'looks', 'told', 'guards', 'chosen', 'with'"
    op.create_table(
        "part_people",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        _check("part_people", "part", f"part IN ({parts})"),
        _key("part_people", "version_id", "part_versions"),
        _key("part_people", "person_id", "people"),
        sa.PrimaryKeyConstraint("version_id", "person_id", "part", name=op.f("pk_part_people")),
    )
    op.create_index("ix_part_people_person_id", "part_people", ["person_id"])
    op.create_index("ix_part_people_household_id", "part_people", ["household_id"])


def _endorsements() -> None:
    op.create_table(
        "endorsements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        _check("endorsements", "plan", "plan IN ('direct', 'stable')"),
        _check("endorsements", "side", "side IN ('a', 'b', 'both')"),
        _key("endorsements", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsements")),
    )
    op.create_index("ix_endorsements_household_id", "endorsements", ["household_id"])


def _check(table: str, name: str, sql: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(sql, name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )
