"""Gedeeld zonder toestemming: that it was, with whom, and on which day and ground."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TABLE = "shared_anyway"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seats.id"], name=op.f("fk_shared_anyway_seat_id_seats")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_shared_anyway_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index("ix_shared_anyway_household_id", TABLE, ["household_id"])
    op.create_index("ix_shared_anyway_seat_id", TABLE, ["seat_id"])
    if op.get_bind().dialect.name == "postgresql":
        for statement in postgres.walls(TABLE):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table(TABLE)
