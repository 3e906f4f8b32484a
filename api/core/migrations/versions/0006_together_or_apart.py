"""How a house began, and when it went apart."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "starts",
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("asked_with", sa.String(), nullable=False),
        sa.Column("answered_at", UtcTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("mode IN ('together', 'apart')", name=op.f("ck_starts_mode")),
        sa.ForeignKeyConstraint(
            ["household_id"], ["households.id"], name=op.f("fk_starts_household_id_households")
        ),
        sa.PrimaryKeyConstraint("household_id", name=op.f("pk_starts")),
    )
    op.create_table(
        "apart_switches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("frozen_at", UtcTime(), nullable=False),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_apart_switches_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_apart_switches")),
        sa.UniqueConstraint("household_id", name="apart_once"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("starts", "apart_switches"):
            for statement in postgres.walls(table):
                op.execute(statement)


def downgrade() -> None:
    op.drop_table("apart_switches")
    op.drop_table("starts")
