"""Who looked at what is somebody's own, by the day."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    people = [
        sa.ForeignKeyConstraint([column], ["people.id"], name=op.f(f"fk_looks_{column}_people"))
        for column in ("person_id", "whose_id")
    ]
    op.create_table(
        "looks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("whose_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *people,
        sa.PrimaryKeyConstraint("id", name=op.f("pk_looks")),
        sa.UniqueConstraint("person_id", "whose_id", "what", "day", name="look_once_a_day"),
    )
    op.create_index("ix_looks_household_id", "looks", ["household_id"])
    op.create_index("ix_looks_whose_id", "looks", ["whose_id"])
    if op.get_bind().dialect.name == "postgresql":
        for statement in postgres.walls("looks"):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table("looks")
