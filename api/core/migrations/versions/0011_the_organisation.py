"""The organisation: its hosts, the code of each house, and what it did with a house."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = ("organisations", "listings", "halts")


def upgrade() -> None:
    op.create_table(
        "organisations",
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        _of_a_household("organisations"),
        sa.PrimaryKeyConstraint("household_id", name=op.f("pk_organisations")),
    )
    op.create_table(
        "listings",
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        _of_a_household("listings"),
        sa.PrimaryKeyConstraint("household_id", name=op.f("pk_listings")),
        sa.UniqueConstraint("code", name=op.f("uq_listings_code")),
    )
    op.create_table(
        "halts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.CheckConstraint("kind IN ('still', 'closing')", name=op.f("ck_halts_kind")),
        sa.CheckConstraint("(kind = 'closing') = (until IS NOT NULL)", name=op.f("ck_halts_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_halts")),
    )
    op.create_index("ix_halts_standing", "halts", ["household_id", "ended_at"])
    if op.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            for statement in postgres.walls(table):
                op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _of_a_household(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_household_id_households")
    return sa.ForeignKeyConstraint(["household_id"], ["households.id"], name=name)
