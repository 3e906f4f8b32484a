"""People who perhaps can join: names that somebody keeps for themselves."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TABLE = "possible_people"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_possible_people_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index("ix_possible_people_of_person", TABLE, ["by_id", "ended_at"])
    op.create_index("ix_possible_people_household_id", TABLE, ["household_id"])
    if op.get_bind().dialect.name == "postgresql":
        for statement in postgres.walls(TABLE):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table(TABLE)
