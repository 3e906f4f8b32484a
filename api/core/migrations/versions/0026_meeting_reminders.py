"""For which day of a sitting people were reminded: each once."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

TABLE = "meeting_reminders"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("day_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["day_id"], ["meeting_days.id"], name=op.f(f"fk_{TABLE}_day_id_meeting_days")
        ),
        sa.PrimaryKeyConstraint("day_id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(f"ix_{TABLE}_household_id", TABLE, ["household_id"])
    if op.get_bind().dialect.name == "postgresql":
        for statement in postgres.walls(TABLE):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table(TABLE)
