"""Going out: who leaves, who is removed, who is away for a number of days."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    people = {
        column: sa.ForeignKeyConstraint(
            [column], ["people.id"], name=op.f(f"fk_goings_{column}_people")
        )
        for column in ("person_id", "asked_by", "agreed_by", "ended_by")
    }
    op.create_table(
        "goings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("agreed_at", UtcTime(), nullable=True),
        sa.Column("from_at", UtcTime(), nullable=True),
        sa.Column("until", UtcTime(), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('leave', 'remove', 'remove_now', 'suspend')", name=op.f("ck_goings_kind")
        ),
        *people.values(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goings")),
    )
    op.create_index("ix_goings_household_id", "goings", ["household_id"])
    op.create_index("ix_goings_person_id", "goings", ["person_id"])
    if op.get_bind().dialect.name == "postgresql":
        for statement in postgres.walls("goings"):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table("goings")
