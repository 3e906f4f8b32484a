"""That everybody of a house that goes away was told of its last thirty days: once for each closing."""

import sqlalchemy as sa
from alembic import op

from api.core import postgres
from api.core.columns import UtcTime

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

TABLE = "halt_warnings"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("halt_id", sa.Uuid(), nullable=False),
        sa.Column("household_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["halt_id"], ["halts.id"], name=op.f(f"fk_{TABLE}_halt_id_halts")),
        sa.PrimaryKeyConstraint("halt_id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(f"ix_{TABLE}_household_id", TABLE, ["household_id"])
    if op.get_bind().dialect.name == "postgresql":
        for statement in postgres.walls(TABLE):
            op.execute(statement)


def downgrade() -> None:
    op.drop_table(TABLE)
